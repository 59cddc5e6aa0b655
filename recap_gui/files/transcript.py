"""Transcripts: plain text whose lines begin with a speaker. The text stays; speakers and lines become hints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recap_gui.files.wordlist import words
from recap_gui.story import Hint

_NOTE = r"[ \t]*(?P<note>[(\[][^)\]\n]{0,80}[)\]])?[ \t]*"
_COLON = re.compile(
    r"[ \t]*(?P<name>[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|#?\d{1,3}|and|&|of|the|de|la|van|von)){0,4})"
    rf"{_NOTE}:[ \t]+(?=\S)"
)
_CAPITALS = r"(?=[^\W\d_])(?:[^\W\d_a-zß-ÿ]|[.’'-]){2,30}"
_SHOUTED = rf"[ \t]*(?P<name>{_CAPITALS}(?: (?:{_CAPITALS}|#?\d{{1,3}}|&)){{0,3}})"
_DASH = re.compile(rf"{_SHOUTED}{_NOTE}[–—-]+[ \t]*(?=\S)")
_BESIDE = re.compile(rf"{_SHOUTED} {_NOTE}(?=[“\"‘'¿¡♪…(\[]*(?:[^\W\d_][a-zß-ÿ’'-]|[^\W\d_][ ,]|\d))")
_ALONE = re.compile(rf"{_SHOUTED}{_NOTE}$")
_SHAPES = (_COLON, _DASH, _BESIDE, _ALONE)
"""How the speaker stands before what is said: "Ann: Hey.", "ANN – Hey.", "ANN Hey.", or on a line of their own."""
_NO_SPEAKERS = words(
    "previously scene int ext note cast title date by written posted recap teaser tag act episode season time place",
    "part plot summary source transcript cold open cut category categories tags spoilers warning update edit",
    "location setting now then later elsewhere meanwhile today tonight yesterday tomorrow morning afternoon evening",
    "night monday tuesday wednesday thursday friday saturday sunday",
)
_LOOKED_AT = 60_000  # code points
_LEAST_LINES = 8
_LEAST_SHARE = 0.4


class _Turn(NamedTuple):
    """A line that begins with a speaker: the name's place in it, the name, and where what is said begins."""

    start: int
    name: str
    said: int


def looks_like_transcript(text: str) -> bool:
    """Whether most lines begin with a speaker, and speakers come back."""
    return _shape(text) is not None


def _shape(text: str) -> re.Pattern[str] | None:
    """How speakers stand before what they say; None in a text that is no transcript."""
    lines = [line for line in text[:_LOOKED_AT].split("\n") if line.strip()]
    best, most = None, _LEAST_LINES - 1
    for shape in _SHAPES:
        speakers = Counter(turn.name for turn in _turns(lines, shape) if turn)
        turns = speakers.total()
        share = turns * (2 if shape is _ALONE else 1) / max(1, len(lines))
        back = sum(1 for count in speakers.values() if count >= 2)
        if turns > most and share >= _LEAST_SHARE and back >= 2:
            best, most = shape, turns
    return best


def _turns(lines: Sequence[str], shape: re.Pattern[str]) -> Iterator[_Turn | None]:
    """For every line the turn that it begins, if any."""
    known: Counter[str] = Counter()
    found: list[re.Match[str] | None] = []
    for at, line in enumerate(lines):
        match = shape.match(line.rstrip())
        if match and (not _is_speaker(match["name"]) or (shape is _ALONE and not _is_said(lines, at + 1))):
            match = None
        found.append(match)
        known.update([match["name"]] if match else [])
    for match in found:
        name = _as_known(match["name"], known) if match and shape is _BESIDE else match and match["name"]
        if match is None or not name:
            yield None
        else:
            shorter = name != match["name"]
            yield _Turn(match.start("name"), name, match.start("name") + len(name) + 1 if shorter else match.end())


def _is_said(lines: Sequence[str], at: int) -> bool:
    """Whether a line is something said: not blank, no note that tells what happens, not in capitals alone."""
    return at < len(lines) and bool(lines[at].strip()) and lines[at].lstrip()[0] != "[" and not lines[at].isupper()


def _as_known(name: str, known: Counter[str]) -> str:
    """The speaker in capitals that end where what is said begins, which may be shouted too ("ANN OK. I see.")."""
    parts = name.split(" ")
    shorter = (" ".join(parts[:count]) for count in range(1, len(parts)))
    return next((one for one in shorter if known[one] > known[name]), name)


def read_transcript(text: str, *, told: str | None = None) -> tuple[Hint, ...]:
    """The speakers (`value` is the name) and what they say, up to a blank line or a note.

    `told` is the text without the furniture of its page, where it has any.
    """
    shape = _shape(text if told is None else told) or _COLON
    lines = text.split("\n")
    hints: list[Hint] = []
    at = 0
    said: tuple[int, int] | None = None
    awaited = False
    for line, turn in zip(lines, _turns(lines, shape), strict=True):
        end = at + len(line.rstrip())
        if turn:
            _say(hints, said)
            hints.append(Hint(at + turn.start, at + turn.start + len(turn.name), "speaker", _cased(turn.name)))
            said, awaited = (at + turn.said, end), shape is _ALONE
        elif not line.strip() or line.lstrip()[0] in "([":
            _say(hints, said)  # a blank line or a note ends what is said
            awaited = awaited and line.strip()[:1] == "("  # how it is said stands before it
            said = None
        elif said:
            said = (said[0], end)
        elif awaited:
            said = (at, end)
        at += len(line) + 1
    _say(hints, said)
    return tuple(sorted(hints))


def _say(hints: list[Hint], said: tuple[int, int] | None) -> None:
    if said and said[0] < said[1]:
        hints.append(Hint(*said, "line"))


def _is_speaker(name: str) -> bool:
    return len(name) <= 40 and name.split()[0].lower().rstrip(".") not in _NO_SPEAKERS


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 2 else name
