"""One cast over several episodes: who in one recap is who in another.

Names are compared strongest sign first. Nobody is united with somebody else of the same recap, against a known full
name, a known gender or another show; where a name could be that of two, nobody is united and a proposal is made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from recap_gui.story.cast import Character
from recap_gui.story.person_names import Gender, PersonName, alike_first_names, parsed
from recap_gui.story.story import Episode

_PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 120
"""Code points after a name in which a pronoun is taken to mean it."""
_LEAST_PRONOUNS = 2
"""So many pronouns, nearly all alike, tell a character's gender."""


@dataclass(eq=False)
class Group:
    """Characters of different recaps who are one person. `members` are (recap, character) by their numbers."""

    members: list[tuple[int, int]]
    names: set[PersonName]
    show: str | None
    outside: bool
    pronouns: Counter[Gender] = field(default_factory=Counter)
    gone: bool = False

    @property
    def gender(self) -> Gender | None:
        """What titles, or else nearly all pronouns, say."""
        titled = {name.gender for name in self.names} - {None}
        if len(titled) == 1:
            return titled.pop()
        total = self.pronouns.total()
        most = max(self.pronouns, key=self.pronouns.__getitem__, default=None)
        return most if most and total >= _LEAST_PRONOUNS and self.pronouns[most] >= 0.75 * total else None

    @property
    def full(self) -> set[PersonName]:
        """The names of first name and surname."""
        return {name for name in self.names if name.full}


@dataclass(frozen=True, slots=True)
class Maybe:
    """Two groups that may be one person, why, and how likely."""

    one: Group
    other: Group
    rule: str
    confidence: float


def group(
    casts: Sequence[tuple[Sequence[Character], Sequence[Episode], str | None]],
) -> tuple[list[Group], list[Maybe]]:
    """Who is one person over the recaps, each given as its cast, its episodes and its show.

    The groups stand in order of first appearance; every character is in exactly one.
    """
    groups = [one for recap, (cast, episodes, show) in enumerate(casts) for one in _alone(recap, cast, episodes, show)]
    for same in (_same_full, _same_titled):
        _unite_all(groups, same)
    for fits in (_same_single, _first_of_full, _short_form, _surname_of_full):
        _unite_unique(groups, fits)
    left = [one for one in groups if not one.gone]
    return left, list(_doubts(left))


def _alone(recap: int, cast: Sequence[Character], episodes: Sequence[Episode], show: str | None) -> Iterator[Group]:
    pronouns = _pronouns(episodes)
    for number, character in enumerate(cast):
        names = {parsed(form) for form in (character.name, *character.aliases)}
        own = {name for name in names if not name.role}
        if not own:
            own = {PersonName(single=form.casefold()) for form in (character.name, *character.aliases)}
        counted = pronouns.get(character.id, Counter())
        yield Group([(recap, number)], own, show, character.outside, counted)


def _pronouns(episodes: Sequence[Episode]) -> dict[str, Counter[Gender]]:
    """The pronouns taken for each character, and the first one that follows each name before another name comes."""
    found: dict[str, Counter[Gender]] = {}
    for episode in episodes:
        named = [mention for mention in episode.mentions if mention.how == "name"]
        ends = [*(mention.start for mention in named[1:]), len(episode.text)]
        for mention, end in zip(named, ends, strict=False):  # nobody named: one end too many
            words = _WORD.findall(episode.text, mention.end, min(end, mention.end + _REACH))
            gender = next((_PRONOUNS[word.casefold()] for word in words if word.casefold() in _PRONOUNS), None)
            if gender is not None:
                found.setdefault(mention.character, Counter())[gender] += 1
        for mention in episode.mentions:
            if mention.how == "pronoun":
                gender = _PRONOUNS.get(episode.text[mention.start : mention.end].casefold())
                if gender is not None:
                    found.setdefault(mention.character, Counter())[gender] += 1
    return found


def _may_be_one(one: Group, other: Group) -> bool:
    """Whether nothing speaks against the two being one person."""
    if one.show and other.show and one.show != other.show:
        return False
    if one.outside != other.outside and not one.full & other.full:
        return False
    if {recap for recap, _ in one.members} & {recap for recap, _ in other.members}:
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False
    return all(a.surname == b.surname and alike_first_names(a.first, b.first) for a in one.full for b in other.full)


def _unite(one: Group, other: Group) -> None:
    one.members += other.members
    one.names |= other.names
    one.pronouns += other.pronouns
    one.show = one.show or other.show
    one.outside = one.outside and other.outside
    other.gone = True


# -- signs: whether `one` and `other` share such a name


def _same_full(one: Group, other: Group) -> bool:
    return bool({(n.first, n.surname) for n in one.full} & {(n.first, n.surname) for n in other.full})


def _same_titled(one: Group, other: Group) -> bool:
    titled = ({(n.title, n.surname) for n in g.names if n.title and not n.full} for g in (one, other))
    return bool(set.intersection(*titled))


def _singles(one: Group) -> set[str]:
    return {name.single for name in one.names if name.single}


def _same_single(one: Group, other: Group) -> bool:
    return bool(_singles(one) & _singles(other))


def _first_of_full(one: Group, other: Group) -> bool:
    return any(_singles(a) & {name.first for name in b.full} for a, b in ((one, other), (other, one)))


def _short_form(one: Group, other: Group) -> bool:
    pairs = ((a, b) for a in one.full for b in other.full)
    return any(a.surname == b.surname and alike_first_names(a.first, b.first) for a, b in pairs)


def _surnames(one: Group) -> set[str]:
    return _singles(one) | {name.surname for name in one.names if name.surname and not name.full}


def _surname_of_full(one: Group, other: Group) -> bool:
    """A surname alone agrees with a full name or, where one of the two has a title, with another surname alone."""
    for a, b in ((one, other), (other, one)):
        if _surnames(a) & {name.surname for name in b.full}:
            titled = any(name.gender for name in a.names)
            return not titled or b.gender is not None
    titles = any(name.title for name in one.names | other.names)
    return titles and bool(_surnames(one) & _surnames(other))


_Sign: TypeAlias = Callable[[Group, Group], bool]


def _unite_all(groups: list[Group], same: _Sign) -> None:
    """Unite whoever has such a name in common."""
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            if not one.gone and not other.gone and same(one, other) and _may_be_one(one, other):
                _unite(one, other)


def _unite_unique(groups: list[Group], fits: _Sign) -> None:
    """Unite whoever fits exactly one other person; again until nothing changes."""
    changed = True
    while changed:
        changed = False
        for one in groups:
            if one.gone:
                continue
            fitting = [g for g in groups if g is not one and not g.gone and fits(one, g) and _may_be_one(one, g)]
            if fitting and _all_one(fitting) and all(_only(g, one, groups, fits) for g in fitting):
                first, second = sorted((one, fitting[0]), key=groups.index)
                _unite(first, second)
                changed = True


def _all_one(fitting: list[Group]) -> bool:
    """Whether those that fit could all be one person."""
    return all(_may_be_one(a, b) for i, a in enumerate(fitting) for b in fitting[:i])


def _only(one: Group, other: Group, groups: list[Group], fits: _Sign) -> bool:
    """Whether everybody whom `one` fits could also be `other`."""
    rivals = [
        g for g in groups if g is not one and g is not other and not g.gone and fits(one, g) and _may_be_one(one, g)
    ]
    return all(_may_be_one(rival, other) for rival in rivals)


def _doubts(groups: list[Group]) -> Iterator[Maybe]:
    signs = ((_first_of_full, "the same first name", 0.5), (_same_single, "the same name", 0.5),
             (_surname_of_full, "the same surname", 0.4))  # fmt: skip
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            if one.outside or other.outside or not _may_be_one(one, other):
                continue
            for fits, rule, confidence in signs:
                if fits(one, other):
                    yield Maybe(one, other, rule, confidence)
                    break
