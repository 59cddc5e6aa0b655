"""Which pronouns a recap uses for whom: what is known of a character's gender where no title tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from recap_gui.story.person_names import Gender
from recap_gui.story.story import Episode

_PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 120
"""Code points after a name in which a pronoun is taken to mean it."""


def pronouns_of(episodes: Sequence[Episode]) -> dict[str, Counter[Gender]]:
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
