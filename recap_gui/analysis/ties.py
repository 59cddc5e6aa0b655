"""Whom "her sister" and "Tom's father" mean: ties of family that the text tells once hold for the whole of it.

Learned from a name beside the word ("her sister Ann", "Ann, his wife", "Ann is Tom's wife"); what follows from one tie
is known as well: whoever has a son is his mother or father, and sisters share their parents. Where the text tells
nothing, it is the one other person of fitting gender who bears the surname.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.names import Gender
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.spots import Spot
from recap_gui.story.cast import Character

_MUTUAL = {
    "parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse", "grandparent": "grandchild",
    "grandchild": "grandparent", "elder": "younger", "younger": "elder",
}  # fmt: skip


class Ties:
    """The ties of family of one text. `owners` leads from possessive pronouns, by their index, to whom they mean."""

    def __init__(
        self,
        parsed: Parsed,
        quotes: Quotes,
        named: Sequence[Spot],
        owners: Mapping[int, int],
        genders: Sequence[Gender],
        surnames: Sequence[frozenset[str]],
    ) -> None:
        self._parsed, self._quotes, self._genders, self._surnames = parsed, quotes, genders, surnames
        self._at = {spot.head: spot for spot in named if spot.how == "name"}
        self._owners = dict(owners)
        self._owners.update((spot.head, spot.character) for spot in named if spot.how == "name")
        self._known: dict[tuple[int, str], set[int]] = defaultdict(set)
        self._told: set[int] = set()
        uses = [(token, owner) for token in parsed.tokens if (owner := self._owner(token)) is not None]
        for token, owner in uses:
            self._learn(token, owner)
        self._follow()
        self._uses = uses

    def spots(self) -> list[Spot]:
        """The words of family that mean somebody known."""
        found = []
        for token, owner in self._uses:
            if token.i in self._told:
                continue
            tie, gender = _TIES[token.lemma.lower()]
            fitting = [who for who in self._known[owner, tie] if not gender or self._genders[who] in ("", gender)]
            if not fitting:
                fitting = [who for who in self._namesakes(owner) if not gender or self._genders[who] == gender]
            if len(fitting) == 1:
                following = self._parsed.tokens[token.i + 1 : token.i + 2]
                owns = bool(following) and following[0].tag == "POS"
                found.append(Spot(token.start, token.end, fitting[0], token.i, owns, "pronoun", tie=True))
        return found

    def _namesakes(self, owner: int) -> set[int]:
        """Who else bears the surname, but for those whose tie to the owner is known."""
        mine = self._surnames[owner]
        bearers = {who for who, theirs in enumerate(self._surnames) if who != owner and mine & theirs}
        return bearers - {who for (of, _), others in self._known.items() if of == owner for who in others}

    def _owner(self, token: Token) -> int | None:
        """Whose mother or brother a word means; ``None`` for all other words."""
        if token.lemma.lower() not in _TIES or token.pos not in ("NOUN", "PROPN"):
            return None
        for child in self._parsed.children[token.i]:
            if self._parsed.tokens[child].dep == "poss" and child in self._owners:
                return self._owners[child]
        return None

    def _learn(self, token: Token, owner: int) -> None:
        """Note whom the text names beside the word."""
        who = next((who for who in self._beside(token) if who != owner), None)
        if who is None:
            return
        self._told.add(token.i)
        tie, gender = _TIES[token.lemma.lower()]
        if not gender or self._genders[who] in ("", gender):
            self._known[owner, tie].add(who)
            self._known[who, _MUTUAL[tie]].add(owner)

    def _beside(self, token: Token) -> Iterator[int]:
        """Whom the text names beside the word: in apposition, as its subject or right after it."""
        tokens, text = self._parsed.tokens, self._parsed.text
        head = tokens[token.head]
        if token.dep in ("appos", "compound") and head.i in self._at:
            yield self._at[head.i].character
        if token.dep == "attr" and head.lemma == "be":
            subjects = (at for at in self._parsed.children[head.i] if at in self._at and tokens[at].dep == "nsubj")
            yield from (self._at[at].character for at in subjects)
        named = (at for at in self._parsed.children[token.i] if at in self._at and tokens[at].dep == "appos")
        yield from (self._at[at].character for at in named)
        for spot in (self._at[at] for at in range(token.i + 1, token.i + 6) if at in self._at):
            between, after = text[token.end : spot.start], text[spot.end : spot.end + 1]
            if tokens[spot.head].sentence == token.sentence and (
                between == " " or (between == ", " and after in ",.;)")
            ):
                yield spot.character

    def _follow(self) -> None:
        """What follows from the ties told: brothers and sisters share parents and each other."""
        for (who, tie), others in list(self._known.items()):
            if tie == "sibling":
                for other in others:
                    for shared in ("parent", "grandparent"):
                        self._known[other, shared] |= self._known[who, shared]
            if tie == "parent":
                for parent in list(others):
                    self._known[who, "sibling"] |= self._known[parent, "child"] - {who}
                    self._known[who, "grandparent"] |= self._known[parent, "parent"]
        for (who, tie), others in list(self._known.items()):
            for other in others:
                self._known[other, _MUTUAL[tie]].add(who)


def surnames_of(characters: Sequence[Character]) -> list[frozenset[str]]:
    """The last words of every character's names in two words or more, outside figures without any."""
    return [
        frozenset()
        if one.outside
        else frozenset(name.split()[-1].casefold() for name in (one.name, *one.aliases) if " " in name)
        for one in characters
    ]


def _ties() -> dict[str, tuple[str, Gender]]:
    """Each word of family with the tie that it tells and the gender of whoever it means."""
    found: dict[str, tuple[str, Gender]] = {}
    for entry in words("people", "ties"):
        word, tie, gender = entry.split(":")
        found[word] = (tie, "m" if gender == "m" else "f" if gender == "f" else "")
    return found


_TIES = _ties()
