"""Whom "her sister" and "Tom's father" mean: ties of family that the text tells once hold for the whole of it.

Learned from a name beside the word ("her sister Ann", "Ann, his wife", "Ann is Tom's wife"); what follows from one tie
is known as well: whoever has a son is his mother or father, and sisters share their parents. Where the text tells
nothing, it is the one other person of fitting gender who bears the surname.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.names import Gender
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.speech import speakers
from recap_gui.analysis.spots import Spot

_MUTUAL = {
    "parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse", "grandparent": "grandchild",
    "grandchild": "grandparent", "elder": "younger", "younger": "elder",
}  # fmt: skip


class Use(NamedTuple):
    """A word of family and whose it is; `how` tells how the owner is meant ("by name", "by a pronoun" …)."""

    token: Token
    owner: int
    how: str


class Ties:
    """The ties of family of one text.

    `owners` leads from pronouns, by their index, to whom they mean; `said` tells who speaks in each quotation.
    """

    def __init__(
        self,
        parsed: Parsed,
        quotes: Quotes,
        named: Sequence[Spot],
        owners: Mapping[int, int],
        genders: Sequence[Gender],
    ) -> None:
        self._parsed, self._quotes, self._genders = parsed, quotes, genders
        self._at = {spot.head: spot for spot in named if spot.how == "name"}
        self._owners = dict(owners)
        self._said = speakers(parsed, quotes, {head: spot.character for head, spot in self._at.items()} | self._owners)
        self.known: dict[tuple[int, str], set[int]] = defaultdict(set)
        self.told: set[int] = set()
        """The words of family beside which the text names whom they mean."""
        self.uses = [use for token in parsed.tokens if (use := self._use(token)) is not None]
        for use in self.uses:
            self._learn(use.token, use.owner)
        self._weddings()
        self.outright = {key: frozenset(others) for key, others in self.known.items()}
        self._follow()

    def _use(self, token: Token) -> Use | None:
        """Whose mother or brother a word means; ``None`` for all other words."""
        by_law = self._parsed.text.startswith("-in-", token.end)  # a mother-in-law is nobody's mother here
        if token.lemma.lower() not in TIES or token.pos not in ("NOUN", "PROPN") or by_law:
            return None
        for child in self._parsed.children[token.i]:
            if self._parsed.tokens[child].dep == "poss":
                return self._owned(token, self._parsed.tokens[child])
            if self._parsed.tokens[child].text.lower() == "of":
                for of in self._parsed.children[child]:
                    if of in self._at:
                        return Use(token, self._at[of].character, "by name")
        return None

    def _owned(self, token: Token, owner: Token) -> Use | None:
        if owner.i in self._at:
            return Use(token, self._at[owner.i].character, "by name")
        if owner.i in self._owners:
            return Use(token, self._owners[owner.i], "by a pronoun")
        said = self._said.get(self._quotes.around(token.start) or (-1, -1))
        if said is not None and owner.text.lower() in ("my", "our") and said.speaker is not None:
            return Use(token, said.speaker, "by who speaks")
        if said is not None and owner.text.lower() == "your" and said.listener is not None:
            return Use(token, said.listener, "by who is spoken to")
        return None

    def _learn(self, token: Token, owner: int) -> None:
        """Note whom the text names beside the word."""
        who = next((who for who in self._beside(token) if who != owner), None)
        if who is None:
            return
        self.told.add(token.i)
        tie, gender = TIES[token.lemma.lower()]
        if not gender or self._genders[who] in ("", gender):
            self.known[owner, tie].add(who)
            self.known[who, _MUTUAL[tie]].add(owner)

    def _weddings(self) -> None:
        """Note who marries whom, or did: "Ann married Tom", "Ann is married to Tom"."""
        tokens = self._parsed.tokens
        for token in tokens:
            if token.lemma.lower() not in ("marry", "wed", "divorce") or token.pos not in ("VERB", "ADJ"):
                continue
            children = [tokens[child] for child in self._parsed.children[token.i]]
            children += [tokens[child] for child in self._parsed.children[token.head] if token.dep == "acomp"]
            children += [
                tokens[c] for prep in children if prep.text.lower() == "to" for c in self._parsed.children[prep.i]
            ]
            pair = {
                self._at[c.i].character if c.i in self._at else self._owners[c.i]
                for c in children
                if c.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and (c.i in self._at or c.i in self._owners)
            }
            if len(pair) == 2:
                one, other = pair
                self.known[one, "spouse"].add(other)
                self.known[other, "spouse"].add(one)

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
        for (who, tie), others in list(self.known.items()):
            if tie == "sibling":
                for other in others:
                    for shared in ("parent", "grandparent"):
                        self.known[other, shared] |= self.known[who, shared]
            if tie == "spouse":
                for other in others:
                    self.known[other, "child"] |= self.known[who, "child"]
            if tie == "parent":
                for parent in list(others):
                    self.known[who, "sibling"] |= self.known[parent, "child"] - {who}
                    self.known[who, "grandparent"] |= self.known[parent, "parent"]
        for (who, tie), others in list(self.known.items()):
            for other in others:
                self.known[other, _MUTUAL[tie]].add(who)


def _ties() -> dict[str, tuple[str, Gender]]:
    """Each word of family with the tie that it tells and the gender of whoever it means."""
    found: dict[str, tuple[str, Gender]] = {}
    for entry in words("people", "ties"):
        word, tie, gender = entry.split(":")
        found[word] = (tie, "m" if gender == "m" else "f" if gender == "f" else "")
    return found


TIES = _ties()
