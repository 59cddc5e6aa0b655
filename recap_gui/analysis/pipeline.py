"""The one door of the analysis: `analyse(document)` gives the story. Deterministic: no clock, no randomness, no Qt.

A document that holds several recaps gives a story of several episodes, in the order of the text, whose texts put
together are the document's text; the people of different shows stay apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from recap_gui.analysis.break_facts import sightings_of
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed, parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.scenes import find_scenes
from recap_gui.analysis.script import is_script, read_script
from recap_gui.analysis.section_parts import bounded, pieces, same_elsewhere, with_front
from recap_gui.analysis.sections import Section, front_of, marked_sections, told_sections
from recap_gui.analysis.settle import settle
from recap_gui.story.document import Document
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.season import join
from recap_gui.story.story import Episode, Story


def analyse(document: Document, *, progress: Callable[[float, Phrase], None] | None = None) -> Story:
    """The story that `document` tells. `progress` gets a fraction 0–1 and a word for what is being done."""

    def reading(fraction: float) -> None:
        if progress is not None:
            progress(0.8 * fraction, phrase("Reading the sentences"))

    parsed = parse(document.text, hints=bounded(document), progress=reading)
    return analyse_parsed(document, parsed, progress=progress)


def analyse_parsed(
    document: Document, parsed: Parsed, *, progress: Callable[[float, Phrase], None] | None = None
) -> Story:
    """The same from words that are parsed already (`parsed` is what `parse` gave for the document's text)."""
    sections = marked_sections(document)
    if sections:
        story = _several(document, parsed, sections)
    else:
        story = _one(document, parsed)
        sections = told_sections(document, parsed, story)
        story = _several(document, parsed, sections) if sections else with_front(story, front_of(document, parsed))
    if progress is not None:
        progress(1.0, phrase("Done"))
    return story


def _several(document: Document, parsed: Parsed, sections: Sequence[Section]) -> Story:
    """The story of a document of several recaps, one episode each."""
    parts = [
        with_front(_one(part, words), section.front)
        for section, (part, words) in zip(sections, pieces(document, parsed, sections), strict=True)
    ]
    numbered = [
        replace(part, episodes=(replace(part.episodes[0], source=str(number)),)) for number, part in enumerate(parts)
    ]
    joined = join(numbered, order=[str(number) for number in range(len(parts))], title=_title(document))
    episodes = tuple(replace(episode, source=document.source) for episode in joined.episodes)
    return same_elsewhere(replace(joined, episodes=episodes))


def _one(document: Document, parsed: Parsed) -> Story:
    """The story of a document taken as one recap."""
    if is_script(document):
        cast, scenes, mentions, proposals = read_script(document, parsed)
    else:
        quotes = Quotes(parsed)
        zones = find_zones(document, parsed, quotes)
        found = find_mentions(parsed, quotes, zones)
        scenes = find_scenes(parsed, quotes, zones, sightings_of(found))
        cast, mentions, proposals = found.cast.characters, settle(found, scenes), found.cast.proposals
    episode = Episode(
        "e1",
        document.text,
        scenes,
        mentions,
        document.title,
        document.show,
        document.season,
        document.number,
        document.source,
        document.notes,
    )
    return Story(_title(document), cast, (episode,), proposals)


def _title(document: Document) -> str:
    return document.title or document.source
