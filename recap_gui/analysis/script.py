"""Transcripts and screenplays: who speaks in a scene is there, and the text itself says where a scene begins.

What is told between the lines (stage directions) is read as in any recap; whom the speakers name is talked about.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from recap_gui.analysis.furniture import is_byline
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.mentions import Found, find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.script_people import People, Person, heard, introduced, named, speakers
from recap_gui.analysis.script_scenes import Setting, settings
from recap_gui.analysis.strands import Company, find_strands
from recap_gui.analysis.zones import Zone
from recap_gui.story.cast import Character, Proposal, Reason
from recap_gui.story.document import APART, Document, Span
from recap_gui.story.story import Mention, Scene

_SURE = 0.99
_UNSURE = 0.55
_TOLD = 0.8
_TALKED_OF = 0.9
_SET = 0.95
_CLOSES = (".", "!", "?", "…", "”", '"', ")", "]")
_LEAST_TOLD = 5
"""Words of a line that tells what happens before anybody speaks."""
_LABEL = re.compile(r"(?:[\w’']+ ){0,3}[\w’']+:")


def is_script(document: Document) -> bool:
    """Whether a document names those who speak."""
    return any(True for _ in speakers(document))


def read_script(
    document: Document, parsed: Parsed
) -> tuple[tuple[Character, ...], tuple[Scene, ...], tuple[Mention, ...], tuple[Proposal, ...]]:
    """Cast, scenes, mentions and doubtful unions of a script."""
    people, spoken = People(), []
    for hint in speakers(document):
        for person, span in people.speaking(hint, document.text):
            spoken.append((person, span, heard(document, hint)))
    introduced(people, document.text, [span for _, span, _ in spoken])
    apart = [(hint.start, hint.end) for hint in document.hints if hint.kind in APART]
    found_starts = [s for s in settings(document, parsed, people.words()) if not _inside((s.start, s.start), apart)]
    starts = _telling(document, found_starts)
    zones = _zones(document, starts)
    found = find_mentions(parsed, Quotes(parsed), zones)
    told = _told(document, parsed, people, found, starts)
    ids = {id(person): f"c{number}" for number, person in enumerate(people.all, 1)}
    mentions = [_speech(span, ids[id(person)], where) for person, span, where in spoken]
    mentions += [replace(mention, character=ids[id(person)]) for person, mention in told]
    mentions.sort(key=lambda m: (m.start, m.character))
    scenes = _scenes(zones, starts, mentions)
    return tuple(people.characters()), scenes, tuple(mentions), ()


def _telling(document: Document, starts: Sequence[Setting]) -> list[Setting]:
    """The settings without headings over nothing: a page's title sets no scene, "ACT TWO" belongs to what it heads."""
    spoken = [hint.start for hint in speakers(document)]
    kept: list[Setting] = []
    heads: int | None = None
    for setting, following in pairwise([*starts, None]):
        under = (setting.words[1], following.start) if setting and following else None
        if setting and under and setting.heading and not setting.place and not _anything(document.text, under, spoken):
            heads = setting.start if kept and heads is None else heads
        elif setting:
            kept.append(setting if heads is None else replace(setting, start=heads))
            heads = None
    return kept


def _anything(text: str, span: Span, spoken: Sequence[int]) -> bool:
    """Whether anybody speaks in a stretch or anything is told there."""
    at = bisect_left(spoken, span[0])
    return (at < len(spoken) and spoken[at] < span[1]) or any(map(_is_told, text[slice(*span)].split("\n")))


def _is_told(line: str) -> bool:
    """Whether a line tells something, and is no title, label or credit."""
    said = line.strip()
    return (
        said.endswith(_CLOSES) and len(said.split()) >= _LEAST_TOLD and not _LABEL.match(said) and not is_byline(said)
    )


def _zones(document: Document, starts: Sequence[Setting]) -> tuple[Zone, ...]:
    """What stands before the first scene or speaker is a frame, what is told right there left out.

    Every setting begins a zone.
    """
    first = min(hint.start for hint in speakers(document))
    first = starts[0].start if starts and starts[0].start <= first else _told_before(document.text, first)
    text, headings = document.text, {s.start: s.heading for s in starts}
    furniture = [hint for hint in document.hints if hint.kind in APART]
    edges = {0, first, *headings}
    for hint in furniture:
        after = text[hint.end :]
        edges |= {hint.start, hint.end + len(after) - len(after.lstrip())}
    made: list[Zone] = []
    for start, end in pairwise(sorted(edges | {len(text)})):
        apart = next((kind for h in furniture for kind in APART if h.start <= start < h.end and kind == h.kind), None)
        frame = start < first or apart is not None
        made.append(Zone(start, end, "frame" if frame else "scene", apart, None if frame else headings.get(start)))
    return tuple(made)


def _told_before(text: str, first: int) -> int:
    """Where the sentences begin that stand right before the offset `first`, if any."""
    end = first
    for line in reversed(text[:first].split("\n")):
        said = line.strip()
        if said and not _is_told(said):
            break
        end -= len(line) + 1
        if said:
            first = end + 1 + line.index(said)
    return first


def _told(
    document: Document, parsed: Parsed, people: People, found: Found, starts: Sequence[Setting]
) -> list[tuple[Person, Mention]]:
    """What stage directions and speeches say of people."""
    silent = [(h.start, h.end) for h in document.hints if h.kind == "speaker"]
    silent += [s.words for s in starts if s.heading is not None]
    lines = sorted((h.start, h.end) for h in document.hints if h.kind == "line")
    silent.sort()
    begin = min([*(start for start, _ in silent), *(s.start for s in starts[:1])])
    inside = {m.character for m in found.mentions if m.start >= begin}
    shown = {document.text[m.start : m.end] for m in found.mentions if not _inside((m.start, m.end), silent)}
    whose = {c.id: _whose(people, c, shown, is_told=c.id in inside) for c in found.cast.characters}
    result: list[tuple[Person, Mention]] = []
    taken = list(silent)
    for mention in found.mentions:
        person, span = whose[mention.character], (mention.start, mention.end)
        if person is None or _inside(span, silent) or (mention.how != "name" and _inside(span, lines)):
            continue
        taken.append(span)
        if _inside(span, lines):
            result.append((person, _talked_of(span)))
        else:
            result.append((person, mention))
    for person, span in named(people, parsed, taken):
        if _inside(span, lines):
            result.append((person, _talked_of(span)))
        else:
            why = (Reason("is named in a stage direction", (span,), 2.0),)
            result.append((person, Mention(*span, "", "name", "present", _TOLD, why)))
    return result


def _whose(people: People, character: Character, shown: Container[str], *, is_told: bool) -> Person | None:
    """The person that a character found by reading is; None for what is only set in capitals, as shouts are.

    Whom the story itself names belongs to it: who is named before it alone has written or played it. `shown` holds the
    forms that stand elsewhere than before speeches.
    """
    forms = [form for form in character.aliases if not form.islower()]
    known = next((p for form in forms if (p := people.meant(form)) is not None), None)
    if known is None:
        if all(form.isupper() or form not in shown for form in forms):
            return None
        known = Person(character.name, speaks=False, outside=not is_told)
        people.all.append(known)
    for form in character.aliases:
        if form in shown:
            known.known_by(form.title() if form.isupper() and len(form) > 2 else form)
    return known


def _speech(span: Span, who: str, where: str) -> Mention:
    """That someone speaks; over a telephone it is not said at which end of it the scene is."""
    if where == "elsewhere":
        return Mention(*span, who, "name", "mentioned", _SURE, (Reason("is heard from elsewhere", (span,), -4.0),))
    if where == "telephone":
        return Mention(*span, who, "name", "present", _UNSURE, (Reason("speaks over a telephone", (span,), 0.2),))
    return Mention(*span, who, "name", "present", _SURE, (Reason("speaks here", (span,), 4.0),))


def _talked_of(span: Span) -> Mention:
    return Mention(
        *span, "", "name", "mentioned", _TALKED_OF, (Reason("is named by someone who speaks", (span,), -2.0),)
    )


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, (span[0], 1 << 60)) - 1
    return at >= 0 and span[0] < spans[at][1]


def _scenes(zones: Sequence[Zone], starts: Sequence[Setting], mentions: Sequence[Mention]) -> tuple[Scene, ...]:
    set_by = {s.start: s for s in starts}
    scenes: list[Scene] = []
    companies: list[Company] = []
    for number, zone in enumerate(zones, 1):
        setting = set_by.get(zone.start)
        rule = "tells no scene from here on" if zone.kind == "frame" else "the telling begins"
        if setting is not None:
            rule = "the text has a heading here" if setting.heading else "a note sets the scene"
        span = setting.words if setting is not None else (zone.start, min(zone.end, zone.start + 40))
        place, time = (setting.place, setting.time) if setting is not None else (None, None)
        why = (Reason(rule, (span,), 3.0),)
        name = f"e1s{number}"
        scenes.append(
            Scene(
                name,
                zone.start,
                zone.end,
                zone.kind,
                zone.apart,
                heading=zone.heading,
                place=place,
                time=time,
                confidence=_SET,
                why=why,
            )
        )
        here: dict[int, float] = {}
        for mention in mentions:
            if zone.start <= mention.start < zone.end and mention.state == "present":
                here[int(mention.character[1:])] = mention.confidence
        companies.append(Company(here, frozenset((place or "").lower().split())))
    told = [at for at, zone in enumerate(zones) if zone.kind == "scene"]
    for at, (strand, back) in zip(told, find_strands([companies[i] for i in told]), strict=True):
        goes_on = scenes[told[back]].id if back is not None else None
        scenes[at] = replace(scenes[at], continues=goes_on, strand=strand)
    return tuple(scenes)
