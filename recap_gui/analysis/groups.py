"""Whom "they", "both", "the two" and "the team" mean: those named together not long ago."""

from __future__ import annotations

from collections.abc import Mapping

from recap_gui.analysis.clauses import place
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.seen import Seen
from recap_gui.analysis.spots import Spot
from recap_gui.story.document import Span

_THEY = frozenset(["they", "them", "both", "themselves"])
_FAR = 10  # sentences: how long a group is remembered
_NEAR, _AFAR = 1.0, 0.5  # how sure a group is that was named just now, and one named longer ago
_IDLE = ("possessor", "modifier")

_SEVERAL = _THEY | {"their", "theirs", "we", "us", "our", "everyone", "everybody", "all"}


def several(parsed: Parsed, quotes: Quotes) -> tuple[Span, ...]:
    """The places of words for several people outside direct speech."""
    return tuple(
        (token.start, token.end)
        for token in parsed.tokens
        if token.text.lower() in _SEVERAL and quotes.around(token.start) is None
    )


class Groups:
    """The groups of a text as it is read on."""

    def __init__(self, parsed: Parsed, quotes: Quotes) -> None:
        self._parsed, self._quotes = parsed, quotes
        self._sentence = -1
        self._here: list[int] = []
        self._last: tuple[int, list[int]] = (-_FAR - 1, [])

    def note(self, spot: Spot) -> None:
        """Remember who is named beside whom."""
        if spot.possessive or self._quotes.around(spot.start) is not None:
            return
        if place(self._parsed, spot.head).role in _IDLE:
            return
        sentence = self._parsed.tokens[spot.head].sentence
        if sentence != self._sentence:
            self._sentence, self._here = sentence, []
        if spot.character not in self._here:
            self._here.append(spot.character)
        if len(self._here) > 1:
            self._last = (sentence, self._here)

    def meant(self, token: Token, seen: Mapping[int, Seen]) -> list[tuple[int, float]]:
        """The members that a word means, each with how sure that is; nobody for most words."""
        low = token.text.lower()
        they = low in _THEY and token.pos == "PRON"
        noun = low in words("people", "pairs") or low in words("people", "groups")
        if not (they or (noun and self._told_of(token))) or self._quotes.around(token.start) is not None:
            return []
        near = self._together(token, seen) if they or low in words("people", "pairs") else []
        if near and (they or len(near) == 2):
            return [(who, _NEAR) for who in near]
        sentence, members = self._last
        if token.sentence - sentence > _FAR or (they and self._things_before(token)):
            return []
        if low in words("people", "pairs") and len(members) != 2:
            return []
        return [(who, _AFAR) for who in sorted(members)] if len(members) <= 5 else []

    def owner(self, token: Token, seen: Mapping[int, Seen]) -> int | None:
        """One of those whom "their" means; whoever is tied to one is tied to all."""
        near = self._together(token, seen) if token.text.lower() == "their" else []
        return near[0] if near else None

    def _told_of(self, token: Token) -> bool:
        """Whether a noun means people known: "the two", "the team", but not "a team" or "two letters"."""
        tokens = self._parsed.tokens
        before = tokens[token.i - 1].text.lower() if token.i else ""
        return before in ("the", "these", "all") and token.dep not in ("compound", "nummod", "amod", "det")

    def _together(self, token: Token, seen: Mapping[int, Seen]) -> list[int]:
        """Two to four people named in one sentence not long ago, or in the last two sentences."""
        near = {who: last for who, last in seen.items() if token.sentence - last.sentence <= 2 and not last.quoted}
        if len(near) < 2 or self._things_between(token, max(last.token for last in near.values()) + 1):
            return []
        latest = max(last.sentence for last in near.values())
        for reach in (0, 1):
            group = [
                who
                for who, last in near.items()
                if latest - last.sentence <= reach and last.role not in _IDLE and last.token < token.i
            ]
            if 2 <= len(group) <= 4:
                return sorted(group)
        return []

    def _things_before(self, token: Token) -> bool:
        """Whether something in the plural stands before a word in its sentence or the one before."""
        begin = self._parsed.sentences[max(0, token.sentence - 1)].first
        return self._things_between(token, begin)

    def _things_between(self, token: Token, begin: int) -> bool:
        """Whether something else in the plural stands nearer ("the cops", "two letters")."""
        parts = ("nsubj", "dobj", "nsubjpass", "pobj")
        return any(other.tag == "NNS" and other.dep in parts for other in self._parsed.tokens[begin : token.i])
