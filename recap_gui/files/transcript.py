"""Transcripts: plain text whose lines begin with a speaker. The text stays; speakers and lines become hints."""

from __future__ import annotations

import re
from collections import Counter

from recap_gui.files.wordlist import words
from recap_gui.story import Hint

_SPEAKER = re.compile(
    r"[ \t]*(?P<name>[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|#?\d{1,3}|and|&|of|the|de|la|van|von)){0,4})"
    r"[ \t]*(?P<note>[(\[][^)\]\n]{0,80}[)\]])?[ \t]*:[ \t]+(?=\S)"
)
_NO_SPEAKERS = words(
    "previously scene int ext note cast title date by written posted recap teaser tag act episode season time place",
    "part plot summary source transcript cold open cut category categories tags spoilers warning update edit",
    "location setting now then later elsewhere meanwhile today tonight yesterday tomorrow morning afternoon evening",
    "night monday tuesday wednesday thursday friday saturday sunday",
)
_LEAST_LINES = 8
_LEAST_SHARE = 0.4


def looks_like_transcript(text: str) -> bool:
    """Whether most lines begin with a speaker, and speakers come back."""
    lines = [line for line in text[:60_000].split("\n") if line.strip()]
    speakers = Counter(found for line in lines if (found := _speaker(line)))
    turns = speakers.total()
    back = sum(1 for count in speakers.values() if count >= 2)
    return turns >= _LEAST_LINES and turns >= _LEAST_SHARE * len(lines) and back >= 2


def read_transcript(text: str) -> tuple[Hint, ...]:
    """The speakers (`value` is the name) and what they say, up to a blank line or a note."""
    hints: list[Hint] = []
    at = 0
    said: tuple[int, int] | None = None
    for line in text.split("\n"):
        end = at + len(line.rstrip())
        found = _SPEAKER.match(line)
        if found and _speaker(line):
            _say(hints, said)
            hints.append(Hint(at + found.start("name"), at + found.end("name"), "speaker", _cased(found["name"])))
            said = (at + found.end(), end)
        elif not line.strip() or line.lstrip()[0] in "([":
            _say(hints, said)  # a blank line or a note ends what is said
            said = None
        elif said:
            said = (said[0], end)
        at += len(line) + 1
    _say(hints, said)
    return tuple(sorted(hints))


def _say(hints: list[Hint], said: tuple[int, int] | None) -> None:
    if said and said[0] < said[1]:
        hints.append(Hint(*said, "line"))


def _speaker(line: str) -> str | None:
    found = _SPEAKER.match(line)
    if not found or len(found["name"]) > 40 or found["name"].split()[0].lower().rstrip(".") in _NO_SPEAKERS:
        return None
    return found["name"]


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 2 else name
