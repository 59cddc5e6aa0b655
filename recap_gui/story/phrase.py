"""Sentences for the user from rooms that know no language: words with places for facts, put together where shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Fact: TypeAlias = "str | int | float | Phrase"
_PLACE = re.compile(r"\{(\w{1,30})\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """English `words` with ``{name}`` where the fact of that name goes; a fact may be a phrase itself.

    `str` gives the English sentence, `spoken` that of another language. Phrases come from story files too, so places
    are filled one for one: nothing in `words` is obeyed as `str.format` would.
    """

    words: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def __str__(self) -> str:
        return self.spoken(str)

    def spoken(self, say: Callable[[str], str]) -> str:
        """The sentence, its words (and those of phrases in it) put into another language by `say`."""
        facts = dict(self.facts)

        def fact(place: re.Match[str]) -> str:
            return _shown(facts[place[1]], say) if place[1] in facts else place[0]

        return _PLACE.sub(fact, say(self.words)) if self.words else ""


def phrase(words: str, /, **facts: Fact) -> Phrase:
    """`words` with the facts for its places. The translators' tool finds `words` where they stand here as a literal."""
    return Phrase(words, tuple(facts.items()))


def _shown(fact: Fact, say: Callable[[str], str]) -> str:
    if isinstance(fact, Phrase):
        return fact.spoken(say)
    return fact if isinstance(fact, str) else f"{fact:,}"
