"""Who was mentioned last, where and in what part: what reading pronouns remembers of the text so far."""

from __future__ import annotations

from typing import NamedTuple

from recap_gui.analysis.clauses import place
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.spots import Spot


class Seen(NamedTuple):
    """A character as last mentioned."""

    sentence: int
    paragraph: int
    token: int
    role: str
    verb: int
    quoted: bool


def see(parsed: Parsed, quotes: Quotes, seen: dict[int, Seen], spot: Spot) -> None:
    """Remember a character named at `spot`; a name in direct speech does not blot out one outside."""
    token = parsed.tokens[spot.head]
    where = place(parsed, spot.head)
    quoted = quotes.around(spot.start) is not None
    if quoted and spot.character in seen and not seen[spot.character].quoted:
        return
    role = "possessor" if spot.possessive else where.role
    seen[spot.character] = Seen(token.sentence, token.paragraph, token.i, role, where.verb, quoted)
