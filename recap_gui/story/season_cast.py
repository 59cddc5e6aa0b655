"""One cast over several episodes: who in one recap is who in another.

Names are compared strongest sign first. Nobody is united with somebody else of the same recap, against a known full
name, a known gender or another show; where a name could be that of two, nobody is united and a proposal is made.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, merge
from itertools import combinations
from typing import TypeAlias

from recap_gui.story.cast import Character
from recap_gui.story.nicknames import full_names, may_be_one
from recap_gui.story.person_names import Gender, PersonName, alike_first_names, parsed
from recap_gui.story.season_pronouns import pronouns_of
from recap_gui.story.season_wives import wives
from recap_gui.story.story import Episode

_LEAST_PRONOUNS = 2
"""So many pronouns, nearly all alike, tell a character's gender."""
_SURE_PRONOUNS = 3
"""So many, with hardly one of the other kind, part two people whom one show calls by the same name."""


@dataclass(eq=False)
class Group:
    """Characters of different recaps who are one person. `members` are (recap, character) by their numbers."""

    members: list[tuple[int, int]]
    names: set[PersonName]
    show: str | None
    outside: bool
    pronouns: Counter[Gender] = field(default_factory=Counter)
    by_recap: dict[int, set[PersonName]] = field(default_factory=dict)
    """The names that each recap knows."""
    acts: bool = False
    """Whether a recap shows them there, and does not only talk about them."""
    gone: bool = False

    @property
    def titled(self) -> Gender | None:
        """What titles say."""
        titled = {name.gender for name in self.names} - {None}
        return titled.pop() if len(titled) == 1 else None

    @property
    def gender(self) -> Gender | None:
        """What titles, or else nearly all pronouns, say."""
        return self.titled or self._by_pronouns(_LEAST_PRONOUNS, 0.75)

    @property
    def sure_gender(self) -> Gender | None:
        """What titles, or else pronouns without much doubt, say."""
        return self.titled or self._by_pronouns(_SURE_PRONOUNS, 0.9)

    def _by_pronouns(self, least: int, share: float) -> Gender | None:
        total = self.pronouns.total()
        most = max(self.pronouns, key=self.pronouns.__getitem__, default=None)
        return most if most and total >= least and self.pronouns[most] >= share * total else None

    @property
    def full(self) -> set[PersonName]:
        """The names of first name and surname."""
        return {name for name in self.names if name.full}

    @property
    def words(self) -> set[str]:
        """The words of its names, and what they may be short for; the same person by any sign shares one."""
        first = {full for name in self.names for word in (name.first, name.single) if word for full in full_names(word)}
        return first | {name.surname for name in self.names if name.surname}

    @property
    def surnames(self) -> set[str]:
        """The words that may be surnames of the one meant."""
        return {name.surname or name.single for name in self.names} - {""}


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
    kin = _Kin(groups)
    for same in (_same_full, _same_titled):
        kin.unite_all(same)
    for fits in (_married, _same_single, _first_of_full, _short_form, _surname_of_full):
        kin.unite_unique(fits)
    kin.unite_wives([(recap, pair) for recap, (_, episodes, _) in enumerate(casts) for pair in wives(episodes)], casts)
    return [one for one in groups if not one.gone], list(kin.doubts())


def _alone(recap: int, cast: Sequence[Character], episodes: Sequence[Episode], show: str | None) -> Iterator[Group]:
    pronouns = pronouns_of(episodes)
    there = {mention.character for episode in episodes for mention in episode.mentions if mention.state == "present"}
    for number, character in enumerate(cast):
        names = {parsed(form) for form in (character.name, *character.aliases)}
        own = {name for name in names if not name.role}
        if not own:
            own = {PersonName(single=form.casefold()) for form in (character.name, *character.aliases)}
        counted = pronouns.get(character.id, Counter())
        acts = character.id in there
        yield Group([(recap, number)], own, show, character.outside, counted, {recap: own}, acts)


def _alike(one: Group, other: Group) -> bool:
    """Whether nothing in names, shows and genders speaks against the two being one person.

    Against the same first name and surname, pronouns say nothing: they may be taken for the wrong one. Against the same
    name in one show they must be beyond doubt. A full name that is told of once is taken for an outside figure's; where
    its bearer acts, and other recaps know that surname alone, it is that character's.
    """
    if _are_two_genders(one, other):
        return False
    if one.titled and other.titled and one.titled != other.titled:
        return False
    if one.show and other.show and one.show != other.show:
        return False
    if one.outside != other.outside and not one.full & other.full:
        outside, inside = (one, other) if one.outside else (other, one)
        if not outside.acts or not {name.surname for name in outside.full} & _surnames(inside):
            return False
    return all(_may_be(a, one, b, other) for a in one.full for b in other.full)


def _are_two_genders(one: Group, other: Group) -> bool:
    if one.show == other.show and _same_single(one, other):
        genders = {one.sure_gender, other.sure_gender}
    else:
        genders = {one.gender, other.gender}
    return len(genders - {None}) == 2 and not _same_full(one, other)


def _may_be(a: PersonName, one: Group, b: PersonName, other: Group) -> bool:
    """Whether two full names may be one person's: of one surname, or of a surname that the other has too (née)."""
    same = a.surname == b.surname or a.surname in other.surnames or b.surname in one.surnames
    return same and alike_first_names(a.first, b.first)


# -- signs: whether `one` and `other` share such a name


def _same_full(one: Group, other: Group) -> bool:
    return bool({(n.first, n.surname) for n in one.full} & {(n.first, n.surname) for n in other.full})


def _same_titled(one: Group, other: Group) -> bool:
    titled = ({(n.title, n.surname) for n in g.names if n.title and not n.full} for g in (one, other))
    return bool(set.intersection(*titled))


def _married(one: Group, other: Group) -> bool:
    """The same first name with two surnames, of which one of the recaps knows both: "Nora Callow, née Vance"."""
    pairs = ((a, b) for a in one.full for b in other.full)
    return any(a.first == b.first and a.surname != b.surname and _may_be(a, one, b, other) for a, b in pairs)


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


def _surname_shared(one: Group, other: Group) -> bool:
    """A surname alone agrees with a name of the other, whatever is known of titles and genders."""
    return any(_surnames(a) & (_surnames(b) | {n.surname for n in b.full}) for a, b in ((one, other), (other, one)))


def _first_names(one: Group) -> set[str]:
    return {name.first or name.single for name in one.names} - {""}


def _nickname(one: Group, other: Group) -> bool:
    """A single name may be short for a first name of the other."""
    pairs = ((a, b) for p, q in ((one, other), (other, one)) for a in _singles(p) for b in _first_names(q))
    return any(may_be_one(a, b) for a, b in pairs)


def _halves(one: Group, other: Group) -> bool:
    """A first name and a surname of one recap, which other recaps know as the two halves of a name."""
    for a, b in ((one, other), (other, one)):
        shared = a.by_recap.keys() & b.by_recap.keys()
        surnames = _surnames(b) & {name.surname for name in a.full}
        if surnames and not b.full and not any(n.surname for recap in shared for n in a.by_recap[recap]):
            return True
    return False


_Sign: TypeAlias = Callable[[Group, Group], bool]


class _Kin:
    """The groups while they are united: found by the words of their names, and compared once for each two likenesses.

    In a long season the same few names stand in every recap; comparing each with each would take minutes.
    """

    def __init__(self, groups: list[Group]) -> None:
        self._groups = groups
        self._by_word: dict[str, list[int]] = {}
        self._recaps: list[set[int]] = []
        self._kinds: list[int] = []
        self._numbers: dict[object, int] = {}
        self._known: dict[tuple[_Sign, int, int], bool] = {}
        for at, one in enumerate(groups):
            self._recaps.append({recap for recap, _ in one.members})
            self._kinds.append(self._kind(one))
            for word in one.words:
                self._by_word.setdefault(word, []).append(at)

    def unite_all(self, same: _Sign) -> None:
        """Unite whoever has such a name in common."""
        for at, one in enumerate(self._groups):
            if one.gone:
                continue
            waiting = self._sharing(at, one.words, at)
            while waiting:
                other = heappop(waiting)
                if not self._groups[other].gone and self._is(same, at, other) and self._may_be_one(at, other):
                    new = self._groups[other].words - one.words
                    self._unite(at, other)
                    waiting = list(merge(waiting, self._sharing(at, new, other)))

    def unite_unique(self, fits: _Sign) -> None:
        """Unite whoever fits exactly one other person; again until nothing changes."""
        changed = True
        while changed:
            changed = False
            for at, one in enumerate(self._groups):
                if one.gone:
                    continue
                fitting = self._fitting(at, fits)
                if not fitting or not self._all_one(fitting) or not all(self._only(g, at, fits) for g in fitting):
                    continue
                self._unite_with(at, fitting)
                changed = True

    def _unite_with(self, at: int, fitting: list[int]) -> None:
        """Unite number `at` with the first that fits, and with the next as long as nothing more is known by that."""
        first = at
        for other in fitting:
            if not self._may_be_one(first, other):
                return
            first, second = sorted((first, other))
            before = {self._kinds[first], self._kinds[second]}
            self._unite(first, second)
            if self._kinds[first] not in before:
                return

    def unite_wives(
        self,
        found: Sequence[tuple[int, tuple[str, str]]],
        casts: Sequence[tuple[Sequence[Character], Sequence[Episode], str | None]],
    ) -> None:
        """Unite "Mrs. Teel" with the only one who is told to be the wife of a Teel, in one recap as well."""
        group_of = {member: at for at, one in enumerate(self._groups) if not one.gone for member in one.members}
        of: dict[str, set[int]] = {}
        for recap, (husband, wife) in found:
            number = {character.id: n for n, character in enumerate(casts[recap][0])}
            if husband in number and wife in number:
                his, hers = group_of[recap, number[husband]], group_of[recap, number[wife]]
                for surname in {name.surname for name in self._groups[his].names} - {""}:
                    of.setdefault(surname, set()).add(hers)
        for at, one in enumerate(self._groups):
            titled = {name.surname for name in one.names if name.title == "mrs"}
            if one.gone or len(titled) != 1 or one.full:
                continue
            known = of.get(titled.pop(), set()) - {at}
            if len(known) == 1 and self._is(_alike, at, *known):
                self._unite(*sorted((at, *known)))

    def doubts(self) -> Iterator[Maybe]:
        """Who might be one person, but is not known to be."""
        signs: tuple[tuple[_Sign, str, float], ...] = (
            (_first_of_full, "the same first name", 0.5),
            (_same_single, "the same name", 0.5),
            (_nickname, "a short form of the first name", 0.5),
            (_surname_shared, "the same surname", 0.4),
        )
        for at, one in enumerate(self._groups):
            if one.gone or one.outside:
                continue
            for other in self._sharing(at, one.words, at):
                if self._groups[other].outside or not self._is(_alike, at, other):
                    continue
                if not self._recaps[at].isdisjoint(self._recaps[other]) and not _halves(one, self._groups[other]):
                    continue
                for fits, rule, confidence in signs:
                    if self._is(fits, at, other):
                        yield Maybe(one, self._groups[other], rule, confidence)
                        break

    def _sharing(self, at: int, words: Collection[str], after: int = -1) -> list[int]:
        """Those left after number `after` that have one of `words` in a name, in order, without `at` itself."""
        found = {n for word in words for n in self._by_word[word] if n > after and n != at}
        return sorted(n for n in found if not self._groups[n].gone)

    def _fitting(self, at: int, fits: _Sign) -> list[int]:
        sharing = self._sharing(at, self._groups[at].words)
        return [n for n in sharing if self._is(fits, at, n) and self._may_be_one(at, n)]

    def _all_one(self, fitting: list[int]) -> bool:
        """Whether those that fit could all be one person."""
        recaps = [recap for n in fitting for recap in self._recaps[n]]
        if len(recaps) != len(set(recaps)):
            return False
        some = {self._kinds[n]: n for n in fitting}
        twice = [n for n in fitting if n != some[self._kinds[n]]]
        return all(self._is(_alike, a, b) for a, b in combinations(some.values(), 2)) and all(
            self._is(_alike, n, n) for n in twice
        )

    def _only(self, at: int, other: int, fits: _Sign) -> bool:
        """Whether everybody whom number `at` fits could also be `other`."""
        return all(self._may_be_one(rival, other) for rival in self._fitting(at, fits) if rival != other)

    def _may_be_one(self, one: int, other: int) -> bool:
        return self._recaps[one].isdisjoint(self._recaps[other]) and self._is(_alike, one, other)

    def _is(self, sign: _Sign, one: int, other: int) -> bool:
        key = (sign, self._kinds[one], self._kinds[other])
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = sign(self._groups[one], self._groups[other])
        return known

    def _kind(self, one: Group) -> int:
        """The number of what a comparison looks at: groups of one number are alike to all signs."""
        likeness = (frozenset(one.names), one.show, one.outside, one.gender, one.sure_gender, one.acts)
        return self._numbers.setdefault(likeness, len(self._numbers))

    def _unite(self, first: int, second: int) -> None:
        one, other = self._groups[first], self._groups[second]
        for word in other.words - one.words:
            insort(self._by_word[word], first)
        one.members += other.members
        one.names |= other.names
        one.pronouns += other.pronouns
        for recap, names in other.by_recap.items():
            one.by_recap[recap] = one.by_recap.get(recap, set()) | names
        one.show = one.show or other.show
        one.outside = one.outside and other.outside
        one.acts = one.acts or other.acts
        other.gone = True
        self._recaps[first] |= self._recaps[second]
        self._kinds[first] = self._kind(one)
