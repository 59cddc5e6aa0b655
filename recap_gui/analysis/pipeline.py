"""The one door of the analysis: `analyse(document)` gives the story. Deterministic: no clock, no randomness, no Qt."""

from __future__ import annotations

from collections.abc import Callable

from recap_gui.analysis.breaks import sightings_of
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed, parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.scenes import find_scenes
from recap_gui.analysis.settle import settle
from recap_gui.story.document import Document
from recap_gui.story.story import Episode, Story


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
    scenes = find_scenes(parsed, quotes, zones, sightings_of(found))
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
