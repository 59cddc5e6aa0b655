"""Where the scenes of transcripts and screenplays begin: at their headings, and at notes that set a scene."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.places import place_nouns
from recap_gui.story.document import Document, Span

_SLUG = re.compile(r"(?:INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|I\s?/\s?E|INT|EXT|EST|INTERIOR|EXTERIOR)(?:[./ :–—-]+)", re.I)
_DASH = re.compile(r"\s+[-–—]+\s+")
_NOTE = re.compile(r"[\[(]\s*(?P<words>[^\])]{2,400})")
_NUMBERED = re.compile(
    r"(?:scene|sc\.?)\s*(?:\d+|[ivx]+\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)?"
    r"\s*[:.–—-]?\s*",
    re.I,
)
_PARTS = re.compile(r"[.;:,–—]\s+|\s-\s|\n")
_STOP = re.compile(r"[.;]\s+")
_GOES_ON = re.compile(r"^[^.;:–—]{1,60}?,\s+(?P<next>[a-z][\w’']*(?: [a-z][\w’']*)?)")
"""A comma after which a sentence goes on: no place stands before it ("Curtains open, and we see …")."""
_AT = re.compile(r"\W*(?:in|at|on|inside|to)\s+", re.I)
_LONGEST_PLACE = 60
_MOST_WORDS = 7
"""Words of a place that a note names without further ado: "[The foundry. Night.]"."""
_LONGEST_GAP = 40  # code points: blank lines under a heading
_ENDS = (".", "!", "?", "…", ",", ";", "”", '"')


@dataclass(frozen=True, slots=True)
class Setting:
    """A scene's beginning: where it stands, the words that set it, and what they say of place and time."""

    start: int
    words: Span
    heading: str | None = None
    place: str | None = None
    time: str | None = None


def settings(document: Document, parsed: Parsed, names: frozenset[str]) -> list[Setting]:
    """Where scenes begin, in order; `names` are the words of the speakers' names, in small letters."""
    found = {setting.start: setting for setting in _headings(document)}
    for setting in _notes(document, parsed, names):
        found.setdefault(setting.start, setting)
    return [found[start] for start in sorted(found)]


def _headings(document: Document) -> Iterator[Setting]:
    """Scenes at headings that the file marks; of headings right below one another the last one sets the scene."""
    marked = [h for h in document.hints if h.kind == "heading"]
    for at, hint in enumerate(marked):
        following = marked[at + 1] if at + 1 < len(marked) else None
        if following is not None and not document.text[hint.end : following.start].strip():
            continue
        first = at
        while first and not document.text[marked[first - 1].end : marked[first].start].strip():
            first -= 1
        line = " ".join(document.text[hint.start : hint.end].split())
        slug = _SLUG.match(line)
        place, time = _slug(line[slug.end() :]) if slug else (None, None)
        yield Setting(marked[first].start, (hint.start, hint.end), line, place, time)


def _slug(line: str) -> tuple[str | None, str | None]:
    """Place and time of a scene heading ("FOUNDRY - YARD - NIGHT")."""
    parts = [part.strip(" .") for part in _DASH.split(line) if part.strip(" .")]
    if parts:
        *before, last = parts
        ended, *after = _stopped(last)  # "BUNKER - DAY. Sam is reading.", "FOUNDRY. NIGHT."
        parts = [*before, ended, *(piece for piece in after[:1] if _is_time(piece))]
    time = parts.pop() if len(parts) > 1 and _is_time(parts[-1]) else None
    place = ", ".join(parts)
    return _cased(place) or None, _when(time or "")


def _stopped(words_in: str) -> list[str]:
    """The pieces between full stops, those of titles ("DR. LEE'S HOUSE") left alone."""
    pieces = [""]
    for piece in _STOP.split(words_in):
        ends_in = flat(pieces[-1]).rpartition(" ")[2]
        if pieces[-1] and ends_in in words("words", "abbreviations"):
            pieces[-1] += f". {piece}"
        else:
            pieces.append(piece.strip(" ."))
    return pieces[1:]


def _notes(document: Document, parsed: Parsed, names: frozenset[str]) -> Iterator[Setting]:
    """Scenes at lines without a speaker that set one, in brackets or not, or that stand over speeches as headings."""
    speakers = {h.start for h in document.hints if h.kind == "speaker"}
    at = 0
    after_gap = True
    for line in document.text.split("\n"):
        start, at = at + len(line) - len(line.lstrip()), at + len(line) + 1
        over, after_gap = after_gap, not line.strip()
        if not line.strip() or start in speakers:
            continue
        note = _NOTE.match(line.strip())
        said = note["words"] if note else line.strip()
        slug = _SLUG.match(said)
        opened = _opening(said)
        if flat(said) in words("script", "no_scene"):
            continue
        if slug and (note or said.isupper()):
            place, time = _slug(said[slug.end() :])
            yield Setting(start, (start, start + len(line.strip())), None, place, time)
        elif opened and (note or len(said) <= 120):
            where = _AT.sub("", said[len(opened) :], count=1) if _AT.match(said[len(opened) :]) else said[len(opened) :]
            yield Setting(start, (start, start + len(line.strip())), None, *_where(where, names))
        elif note and (where := _bare_place(said, start + line.strip().index(said), parsed, names)):
            yield Setting(start, (start, start + len(line.strip())), None, *where)
        elif over and not note and _stands_over(document.text, at, speakers):
            line = line.strip()
            if not line.endswith(_ENDS) and (where := _bare_place(line, start, parsed, names)):
                yield Setting(start, (start, start + len(line)), line.rstrip(":"), *where)


def _stands_over(text: str, at: int, speakers: Container[int]) -> bool:
    """Whether somebody speaks in the first line from `at` on that is not blank."""
    following = text[at : at + _LONGEST_GAP]
    return at + len(following) - len(following.lstrip()) in speakers


def _opening(said: str) -> str:
    """The words at the beginning of a note that open a scene; "" where there are none."""
    lower = said.lower()
    fits = [said[: len(w)] for w in words("script", "opens") if re.match(re.escape(w) + r"(?![\w'’])", lower)]
    if (numbered := _NUMBERED.match(said)) and re.match(r"(?:scene|sc\.)\b|sc\s*\d", said, re.I):
        fits.append(numbered.group())
    return max(fits, key=len, default="")


def _bare_place(said: str, start: int, parsed: Parsed, names: frozenset[str]) -> tuple[str | None, str | None] | None:
    """Place and time of a note that only names them ("The foundry. Night. …"); None where it tells what happens."""
    goes_on = _GOES_ON.match(said)
    if goes_on and not any(_is_time(piece) for piece in (goes_on["next"], goes_on["next"].split()[0])):
        return None
    first = _PARTS.split(said, maxsplit=1)[0].strip()
    tokens = parsed.tokens_in(start, start + len(first))
    tells = any(t.pos in ("VERB", "AUX") or t.tag.startswith("PRP") for t in tokens)
    named = any(word in names for word in flat(first).split())
    nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN")]
    if tokens and tokens[0].pos == "ADP" and not any(t.lemma.lower() in place_nouns() for t in nouns):
        return None  # "On those words, Ann leaves"
    if tells or named or not nouns or not 1 <= len(first.split()) <= _MOST_WORDS or first[:1].islower():
        return None
    if len(first) == len(said.strip()) and len(first.split()) == 1:
        return None  # "(Laughter)", "(Applause)"
    return _where(said, names)


def _where(said: str, names: frozenset[str]) -> tuple[str | None, str | None]:
    place = time = None
    for part in _PARTS.split(said.strip(" .:,-–—"))[:3]:
        piece = part.strip(" .,[]()")
        if not piece:
            continue
        if _is_time(piece):
            time = time or _when(piece)
        elif place is None and time is None and len(piece) <= _LONGEST_PLACE:
            if any(word in names for word in flat(piece).split()):
                break
            place = _cased(piece)
    return place, time


def _is_time(piece: str) -> bool:
    return flat(piece) in words("script", "times") or flat(piece) in words("script", "goes_on")


def _when(piece: str) -> str | None:
    """The time a piece tells; None where it only says that the scene goes on."""
    return None if flat(piece) in words("script", "goes_on") else flat(piece) or None


def _cased(piece: str) -> str:
    return piece.title().replace("’S", "’s").replace("'S", "'s") if piece.isupper() else piece


def flat(piece: str) -> str:
    """Small letters, without marks at the ends of words."""
    return " ".join(word.strip(".,;:!?\"'’“”()[]") for word in piece.lower().split())
