"""Scenes: zones and breaks made one partition of the text, each scene with its place, time, strand and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recap_gui.analysis.break_facts import Sighting
from recap_gui.analysis.breaks import Break, find_breaks
from recap_gui.analysis.cues import cue, flat
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.place_choice import Told, choose_places
from recap_gui.analysis.places import place_in_heading
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.strands import Company, find_strands
from recap_gui.analysis.times import time_of_scene
from recap_gui.analysis.zones import Zone
from recap_gui.story.cast import Reason
from recap_gui.story.story import Scene

_SMALL_WORDS = frozenset(["the", "a", "an", "of", "at", "in", "on", "his", "her", "their", "its", "s"])
_ZONE_SURE = 0.85  # confidence that a frame or a summary of earlier episodes begins where it was found
_REASONS = {
    "frame": "tells no scene from here on",
    "previously": "sums up earlier episodes",
    "scene": "the telling begins",
}


def find_scenes(
    parsed: Parsed, quotes: Quotes, zones: Sequence[Zone], sightings: Sequence[Sighting]
) -> tuple[Scene, ...]:
    """The scenes of a text; they partition it. `sightings` are the mentions of characters, in order."""
    breaks = {found.start: found for found in find_breaks(parsed, quotes, zones, sightings)}
    starts = sorted({zone.start for zone in zones} | set(breaks))
    scenes: list[Scene] = []
    at = 0
    for number, start in enumerate(starts):
        while at + 1 < len(zones) and zones[at + 1].start <= start:
            at += 1
        end = starts[number + 1] if number + 1 < len(starts) else len(parsed.text)
        scenes.append(_scene(parsed, zones[at], start, end, breaks.get(start), f"e1s{number + 1}"))
    if not scenes:
        return (Scene("e1s1", 0, len(parsed.text), "frame"),)
    return _with_headings(parsed, quotes, scenes, sightings)


def _scene(parsed: Parsed, zone: Zone, start: int, end: int, found: Break | None, name: str) -> Scene:
    heading = zone.heading if start == zone.start else None
    if found is not None and start != zone.start:
        return Scene(name, start, end, "scene", confidence=found.confidence, why=found.why)
    rule = "the text has a heading here" if heading else _REASONS[zone.kind]
    first = parsed.sentences[max(0, parsed.sentence_at(start))] if parsed.sentences else None
    span = (max(start, first.start), min(first.end, end)) if first and first.end > start else (start, end)
    why = (Reason(rule, (span,), 3.0), *(found.why if found else ()))
    return Scene(name, start, end, zone.kind, zone.apart, heading=heading, confidence=_ZONE_SURE, why=why)


def _with_headings(
    parsed: Parsed, quotes: Quotes, scenes: Sequence[Scene], sightings: Sequence[Sighting]
) -> tuple[Scene, ...]:
    """The scenes with place, time, strand, and the scene that each goes on with."""
    people = names_in(parsed, sightings)
    told = [scene for scene in scenes if scene.kind == "scene"]
    result = {scene.id: scene for scene in scenes}
    seen = told_scenes(parsed, told, sightings)
    places = choose_places(parsed, quotes, people, seen)
    companies: list[Company] = []
    for scene, (sentences, heading, present), found in zip(told, seen, places, strict=True):
        place = heading or (found.words if found else None)
        time = time_of_scene(parsed, sentences, quotes)
        result[scene.id] = replace(scene, place=place, time=time[0] if time else None)
        turn = cue(parsed.text, sentences[0].start, sentences[0].end) if sentences else None
        named = heading or (found.words if found and found.span else None)
        there = frozenset(flat(named).split()) - _SMALL_WORDS - words("places", "never") if named else frozenset()
        back, meanwhile = (turn is not None and turn.kind == kind for kind in ("back", "elsewhere"))
        companies.append(Company(present, there, back, meanwhile))
    for scene, (strand, back_to) in zip(told, find_strands(companies), strict=True):
        continues = told[back_to].id if back_to is not None else None
        result[scene.id] = replace(result[scene.id], strand=strand, continues=continues)
    return tuple(result[scene.id] for scene in scenes)


def names_in(parsed: Parsed, sightings: Sequence[Sighting]) -> frozenset[int]:
    """The indices of the words that name someone."""
    return frozenset(
        i for s in sightings if s.named for i in range(parsed.token_at(s.start), parsed.token_at(s.end - 1) + 1)
    )


def told_scenes(parsed: Parsed, scenes: Sequence[Scene], sightings: Sequence[Sighting]) -> list[Told]:
    """What the choice of places and strands sees of every scene."""
    found: list[Told] = []
    at = 0
    for scene in scenes:
        here: dict[int, float] = {}
        while at < len(sightings) and sightings[at].start < scene.end:
            if sightings[at].start >= scene.start:
                here[sightings[at].who] = max(sightings[at].chance, here.get(sightings[at].who, 0.0))
            at += 1
        present = {who: chance for who, chance in here.items() if chance >= 0.5}
        found.append(Told(_sentences(parsed, scene), place_in_heading(scene.heading), present))
    return found


def _sentences(parsed: Parsed, scene: Scene) -> list[Stretch]:
    """The sentences of a scene, its heading left out."""
    first, last = max(0, parsed.sentence_at(scene.start - 1)), parsed.sentence_at(scene.end - 1)
    found = []
    for sentence in parsed.sentences[first : last + 1]:
        line = " ".join(parsed.text[sentence.start : sentence.end].split())
        if sentence.start >= scene.start and not (scene.heading and line in scene.heading):
            found.append(sentence)
    return found
