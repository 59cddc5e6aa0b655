"""When a scene takes place, as the head of its first sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from recap_gui.analysis.cues import flat, head
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.story.document import Span

_WHEN = re.compile(
    r"(?<!\w)(?:(?:in|at|on|by|around|about|before|after|during|until|till|past|the|that|this|next|following|same|"
    r"previous|every|an?|few|"
    r"couple|of|some|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|nineteen|twenty|"
    r"forty|sixty|hundred|half|late|early|later|opening|very|first thing|\d+(?::\d\d)?|{nouns})(?!\w)[ ,-]{{0,2}})*"
    r"(?:{nouns})(?: (?:later|earlier|ago|before|after|morning|afternoon|evening|night))*(?!\w)"
)


_LASTING = re.compile(
    r"\b(?:all|for|good|last)\s\|"  # "up all night", "for an hour" last; they are no time of the day
    r"|\|(?:the (?:fall|may)|this (?:week|episode|time)|(?:an?|the) (?:moment|second|minute))$"
)


@cache
def _when() -> re.Pattern[str]:
    nouns = sorted(
        (w for w in words("cues", "time_nouns") if w not in ("time", "light", "may", "march")), key=lambda w: -len(w)
    )
    return re.compile(_WHEN.pattern.format(nouns="|".join(map(re.escape, nouns)) + "|first light|opening time"))


def time_of(parsed: Parsed, sentences: Iterable[Stretch]) -> tuple[str, Span] | None:
    """The time of a scene by the head of its first sentence, as the text gives it, with its span."""
    for number, sentence in enumerate(sentences):
        if number > 1:
            break
        at, _ = head(parsed.text, sentence.start, sentence.end)
        stop = min(sentence.end, at + (60 if number == 0 else 30))
        said_first = flat(parsed.text[at:stop])
        found = _when().search(said_first)
        if found and _LASTING.search(said_first[: found.start()] + "|" + found.group()):
            found = None
        if found and (number == 0 or found.start() == 0):
            span = (at + found.start(), at + found.end())
            said = flat(parsed.text[span[0] : span[1]])
            if len(said.split()) > 1 or said in (
                "midnight",
                "dawn",
                "dusk",
                "morning",
                "night",
                "sunrise",
                "sunset",
                "tonight",
                "noon",
            ):
                return " ".join(parsed.text[span[0] : span[1]].split()), span
    return None
