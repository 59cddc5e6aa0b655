"""The one door of the analysis: `analyse(document)` gives the story. Deterministic: no clock, no randomness, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed, parse
from recap_gui.analysis.mentions import find_mentions, settle
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.zones import Zone
from recap_gui.story.document import Document
from recap_gui.story.story import Episode, Scene, Story


def analyse(document: Document, *, progress: Callable[[float, str], None] | None = None) -> Story:
    """The story that `document` tells. `progress` gets a fraction 0–1 and a word for what is being done."""

    def reading(fraction: float) -> None:
        if progress is not None:
            progress(0.8 * fraction, "Reading the sentences")

    parsed = parse(document.text, hints=document.hints, progress=reading)
    return analyse_parsed(document, parsed, progress=progress)


def analyse_parsed(
    document: Document, parsed: Parsed, *, progress: Callable[[float, str], None] | None = None
) -> Story:
    """The same from words that are parsed already (`parsed` is what `parse` gave for the document's text)."""
    quotes = Quotes(parsed)
    zones = find_zones(document, parsed, quotes)
    found = find_mentions(parsed, quotes, zones)
    scenes = _paragraphs_as_scenes(parsed, zones)
    if progress is not None:
        progress(1.0, "Done")
    episode = Episode(
        "e1",
        document.text,
        scenes,
        settle(found, scenes),
        document.title,
        document.show,
        document.season,
        document.number,
        document.source,
        document.notes,
    )
    return Story(document.title or document.source, found.cast.characters, (episode,), found.cast.proposals)


def _paragraphs_as_scenes(parsed: Parsed, zones: tuple[Zone, ...]) -> tuple[Scene, ...]:
    """A scene per paragraph, with the kind of the zone it begins in."""
    cuts = sorted({0, len(parsed.text)} | {p.start for p in parsed.paragraphs[1:]} | {z.start for z in zones})
    scenes = []
    for number, (start, end) in enumerate(pairwise(cuts), 1):
        zone = next(z for z in zones if z.start <= start < z.end)
        scenes.append(Scene(f"e1s{number}", start, end, zone.kind, zone.apart, heading=zone.heading))
    return tuple(scenes)
