"""Which recaps belong together: those of one show, or with episode numbers, or with the same people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from recap_gui.story.names import plain
from recap_gui.story.season_order import placing
from recap_gui.story.story import Story


def is_season(stories: Sequence[Story]) -> bool:
    """Whether recaps opened together are episodes of one season (DESIGN §4); those of two shows are not."""
    return len(stories) > 1 and len(seasons_in(stories)) == 1


def seasons_in(stories: Sequence[Story]) -> tuple[tuple[int, ...], ...]:
    """The numbers of the recaps that belong together, group by group.

    Two belong together that share a show or carry episode numbers, or where half of the shorter cast reappears; never
    two of different shows. What nothing joins to anything goes with the one season there is, if no show speaks against
    it.
    """
    groups = _Groups(len(stories), [_show(story) for story in stories])
    casts = [{plain(c.name) for c in story.characters if not c.outside} for story in stories]
    forms = [{plain(form) for c in story.characters if not c.outside for form in c.aliases} for story in stories]
    numbered = [_has_number(story) for story in stories]

    def share_people(one: int, other: int) -> bool:
        short, long = (casts[one], forms[other]) if len(casts[one]) <= len(casts[other]) else (casts[other], forms[one])
        return len(short) >= 2 and 2 * len(short & long) >= len(short)

    groups.join_shows()
    if groups.is_one_show:  # nothing else can be meant by the numbers, and they need not be compared one by one
        groups.join_all([at for at, has in enumerate(numbered) if has])
    groups.join_where(share_people)
    groups.join_where(lambda one, other: numbered[one] and numbered[other])
    return groups.found()


def _show(story: Story) -> str | None:
    """The one show that `story` tells of; None where it does not say, or tells of several."""
    shows = {plain(episode.show) for episode in story.episodes if episode.show}
    return shows.pop() if len(shows) == 1 else None


def _has_number(story: Story) -> bool:
    found = placing(story.episodes[0]) if story.episodes else None
    return found is not None and found.number is not None and found.sure


class _Groups:
    """Recaps put together step by step; a group never holds two shows."""

    def __init__(self, count: int, shows: list[str | None]) -> None:
        self._shows = shows
        self._group = list(range(count))
        self._members = {at: [at] for at in range(count)}
        self._show = dict(enumerate(shows))

    @property
    def is_one_show(self) -> bool:
        """Whether at most one show is named."""
        return len(set(self._shows) - {None}) < 2

    def join_shows(self) -> None:
        """Put together what says that it is of one show."""
        by_show: dict[str, list[int]] = {}
        for at, show in enumerate(self._shows):
            if show is not None:
                by_show.setdefault(show, []).append(at)
        for members in by_show.values():
            self.join_all(members)

    def join_all(self, members: Sequence[int]) -> None:
        """Put these together."""
        for member in members[1:]:
            if self._group[members[0]] != self._group[member]:
                self._join(self._group[members[0]], self._group[member])

    def join_where(self, belong: Callable[[int, int], bool]) -> None:
        """Put together what belongs together, unless the shows differ."""
        for one, other in combinations(range(len(self._group)), 2):
            a, b = self._group[one], self._group[other]
            if a != b and self._agree(a, b) and belong(one, other):
                self._join(a, b)

    def found(self) -> tuple[tuple[int, ...], ...]:
        """The groups, each and all in the order of the recaps."""
        seasons = [at for at, members in self._members.items() if len(members) > 1]
        if len(seasons) == 1:
            for at in [at for at in self._members if at != seasons[0] and self._agree(at, seasons[0])]:
                self._join(seasons[0], at)
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))

    def _agree(self, a: int, b: int) -> bool:
        return _may_be_one(self._show[a], self._show[b])

    def _join(self, a: int, b: int) -> None:
        for member in self._members[b]:
            self._group[member] = a
        self._members[a] += self._members.pop(b)
        other = self._show.pop(b)
        self._show[a] = self._show[a] or other


def _may_be_one(show: str | None, other: str | None) -> bool:
    """Whether two names may be of one show: a recap often shortens it."""
    if show is None or other is None:
        return True
    words, others = set(show.split()), set(other.split())
    return words <= others or others <= words
