"""Whom a word of family means ("her husband", "my boy", "Tom's father"): the votes for everyone whom it may mean.

What the text tells outright weighs; so do a shared surname, the gender, who is named near and who is often named with
the owner. The likeliest is meant, if likely enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from recap_gui.analysis.clauses import place
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.names import Gender
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.ties import TIES, Ties, Use
from recap_gui.analysis.votes import Vote, log_odds, probability, weights
from recap_gui.story.cast import Character

LEAST = 0.35
"""How likely someone must be meant; where a word tells of several ("her sons"), all who are so likely."""

_NEAR = 4  # sentences
_CLERGY = frozenset(["father", "mother", "brother", "sister"])


class Meant(NamedTuple):
    """Someone whom a word of family may mean."""

    use: Use
    who: int
    votes: tuple[Vote, ...]


class TieVotes:
    """The votes for every word of family of one text; `named` are the places where characters are named."""

    def __init__(
        self,
        parsed: Parsed,
        named: Sequence[Spot],
        characters: Sequence[Character],
        genders: Sequence[Gender],
        ties: Ties,
    ) -> None:
        self._parsed, self._genders, self._ties = parsed, genders, ties
        self._names = [frozenset(name.casefold() for name in (c.name, *c.aliases)) for c in characters]
        self._called = [_ties_in(names) for names in self._names]
        self._outside = [character.outside for character in characters]
        self._surnames = _surnames_of(characters)
        self._tied: dict[tuple[int, int], set[str]] = defaultdict(set)
        for (owner, tie), others in ties.known.items():
            for who in others:
                self._tied[owner, who].add(tie)
        self._at: dict[int, list[Spot]] = defaultdict(list)  # by sentence
        for spot in named:
            if spot.how == "name":
                self._at[parsed.tokens[spot.head].sentence].append(spot)
        self._often = Counter(spot.character for spot in named if spot.how == "name")
        self._together: Counter[tuple[int, int]] = Counter()
        for sentence, spots in self._at.items():
            here = {spot.character for spot in spots}
            near = here | {spot.character for spot in self._at.get(sentence + 1, ())}
            self._together.update({(a, b) for a in here for b in near} | {(b, a) for a in here for b in near})
        self._bridged = Counter(
            (use.owner, TIES[use.token.lemma.lower()][0], who) for use in ties.uses for who in self._right_after(use)
        )

    def spots(self) -> list[Spot]:
        """The words of family that mean somebody."""
        odds, found = weights("tie"), []
        for meant in self.cases():
            likely = sorted(
                ((probability(log_odds(one.votes, odds)), -one.who, one.use) for one in meant), reverse=True
            )
            several = bool(meant) and meant[0].use.token.tag in ("NNS", "NNPS")
            for chance, who, use in likely if several else likely[:1]:
                if chance >= LEAST:
                    found.append(self._spot(use, -who, chance))
        return found

    def _spot(self, use: Use, who: int, chance: float) -> Spot:
        token = use.token
        owns = any(after.tag == "POS" for after in self._parsed.tokens[token.i + 1 : token.i + 2])
        return Spot(token.start, token.end, who, token.i, owns, "pronoun", round(chance, 2), tie=True)

    def cases(self) -> Iterator[list[Meant]]:
        """For every word of family beside which nobody is named, everyone whom it may mean."""
        for use in self._ties.uses:
            if use.token.i not in self._ties.told:
                gender = TIES[use.token.lemma.lower()][1]
                fitting = [
                    who
                    for who, theirs in enumerate(self._genders)
                    if who != use.owner and not self._outside[who] and (not gender or theirs in ("", gender))
                ]
                yield list(self._each(use, fitting))

    def _each(self, use: Use, fitting: Sequence[int]) -> Iterator[Meant]:
        """Everyone of those `fitting`, with the votes; what is the same for all of them is looked up once."""
        tie = TIES[use.token.lemma.lower()][0]
        mine = self._surnames[use.owner]
        sharing = [one for one in fitting if self._surnames[one] & mine]
        free = [one for one in sharing if not self._tied.get((use.owner, one), set()) - {tie}]
        verb = place(self._parsed, use.token.i).verb
        for who in fitting:
            yield Meant(use, who, tuple(self._votes(use, who, len(fitting), sharing, free, verb)))

    def _votes(
        self, use: Use, who: int, fitting: int, sharing: Sequence[int], free: Sequence[int], verb: int
    ) -> Iterator[Vote]:
        """The votes for `who`: one of so many (`fitting`), some of them `sharing` the surname, of these some `free`."""
        token = use.token
        tie, gender = TIES[token.lemma.lower()]
        key = (use.owner, tie)
        told, known = self._ties.outright.get(key, frozenset()), self._ties.known.get(key, set())
        together = self._together[use.owner, who]
        before, after = self._nearest(use, who)
        beside = [spot for spot in self._at.get(token.sentence, ()) if spot.character == who]
        table = {
            "the text ties them so": who in told,
            "follows from the ties told": who in known - told,
            "the text ties another so": bool(known - {who}) and who not in known - told,
            "is tied to them otherwise": bool(self._tied.get((use.owner, who), set()) - {tie}),
            "bears the surname": who in sharing,
            "alone bears the surname": free == [who],
            "another bears the surname": bool(sharing) and who not in sharing,
            "is called by such a word": tie in self._called[who],
            "is called by another such word": bool(self._called[who] - {tie}),
            "is called Father, Mother, Brother or Sister": any(
                n.split()[0] in _CLERGY for n in self._names[who] if " " in n
            ),
            "a married pair by their titles": tie == "spouse" and who in sharing and self._married(use.owner, who),
            "the gender is known": bool(gender) and self._genders[who] == gender,
            "is named right after another such word": min(2, self._bridged[use.owner, tie, who]) / 2,
            "is named often": min(1.0, self._often[who] / 10),
            "is often named with them": min(1.0, together / (min(self._often[use.owner], self._often[who]) or 1)),
            "is named with them": min(1.0, together / 4),
            "was named just before": before,
            "is named soon after": after,
            "is named in the same sentence": bool(beside),
            "plays another part by the same verb": any(
                place(self._parsed, spot.head).verb == verb >= 0 for spot in beside
            ),
            "no other may be meant": fitting == 1,
            "one of many": min(1.0, fitting / 10),
            "several are meant": token.tag in ("NNS", "NNPS"),
            f"whose it is is told {use.how}": True,
            f"as {tie}": True,
        }
        span = ((token.start, token.end),)
        return (Vote(rule, float(value), span) for rule, value in table.items() if value)

    def _right_after(self, use: Use) -> Iterator[int]:
        """Who is named first thing in the next sentence: "has to tell his wife. Lorna is …"."""
        following = use.token.sentence + 1
        gender = TIES[use.token.lemma.lower()][1]
        for spot in self._at.get(following, ())[:1]:
            opens = spot.head - self._parsed.sentences[following].first <= 2
            fits = not gender or self._genders[spot.character] in ("", gender)
            if opens and fits and spot.character != use.owner:
                yield spot.character

    def _nearest(self, use: Use, who: int) -> tuple[float, float]:
        """How near they are named before and after, 1 for the sentence itself."""
        before = after = 0.0
        for away in range(_NEAR, -1, -1):
            earlier, later = (self._at.get(use.token.sentence + step, ()) for step in (-away, away))
            if any(spot.character == who and spot.head < use.token.i for spot in earlier):
                before = 1 / (1 + away)
            if any(spot.character == who and spot.head > use.token.i for spot in later):
                after = 1 / (1 + away)
        return before, after

    def _married(self, one: int, other: int) -> bool:
        """Whether one of them is called "Mrs.", and the other is a man."""
        wives = [any(name.startswith("mrs") for name in self._names[who]) for who in (one, other)]
        return wives.count(True) == 1 and "m" in (self._genders[one], self._genders[other])


def _ties_in(names: Iterable[str]) -> set[str]:
    """The ties that someone's names tell ("Grandpa Hank", "Nana"); titles of the clergy tell none."""
    return {TIES[word][0] for name in names for word in name.split() if word in TIES and word not in _CLERGY}


def _surnames_of(characters: Sequence[Character]) -> list[frozenset[str]]:
    """The last words of every character's names in two words or more, outside figures without any."""
    return [
        frozenset()
        if one.outside
        else frozenset(name.split()[-1].casefold() for name in (one.name, *one.aliases) if " " in name)
        for one in characters
    ]
