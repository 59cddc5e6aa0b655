"""What is shown of recaps opened together: all of it, or what lies within a horizon, step by step and off the window.

The steps are `plan` (short), the analysis of `Plan.again` (in the child), and `shown` (short).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recap_gui.story import Document, Episode, Scene, Story
from recap_gui.story import horizon as horizons
from recap_gui.work.season import Part, documents_of, joined, seen


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the reader has seen: up to `offset` of the recap called `source`."""

    source: str
    offset: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be analysed anew before anything can be shown.

    `whole` is the story of all `parts`; `place` is the horizon's (episode, offset) in it, None where all is seen.
    """

    parts: tuple[Part, ...]
    order: tuple[str, ...]
    whole: Story
    place: tuple[int, int] | None = None
    kept: tuple[Story, ...] = ()
    again: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The story to show, before corrections, and the documents behind its episodes."""

    plan: Plan
    story: Story
    documents: tuple[Document, ...]


def plan(parts: Sequence[Part], order: Sequence[str], reach: Reach | None) -> Plan:
    """What is to be done to show `parts` up to `reach` (None, or what is not among them: all of it)."""
    whole = joined([part.story for part in parts], order)
    place = placed(whole, reach) if reach is not None else None
    made = Plan(tuple(parts), tuple(order), whole, place)
    if place is None or any(part.document.format == "story" for part in parts):
        return made
    found = seen(parts, whole, *place)
    return Plan(made.parts, made.order, whole, place, found.whole, found.again)


def placed(whole: Story, reach: Reach) -> tuple[int, int] | None:
    """(episode, offset) of `reach` in the story of everything; None where it is not there, or is its very end.

    A recap that holds several episodes is counted through.
    """
    left = reach.offset
    last = len(whole.episodes) - 1
    for index, episode in enumerate(whole.episodes):
        if episode.source != reach.source:
            continue
        if left <= len(episode.text) or not any(e.source == reach.source for e in whole.episodes[index + 1 :]):
            offset = min(left, len(episode.text))
            return None if (index, offset) == (last, len(episode.text)) else (index, offset)
        left -= len(episode.text)
    return None


def reach_of(whole: Story, index: int, offset: int) -> Reach | None:
    """The horizon at `offset` of episode number `index`; None where that is the end of everything."""
    source = whole.episodes[index].source
    before = sum(len(episode.text) for episode in whole.episodes[:index] if episode.source == source)
    reach = Reach(source, before + offset)
    return reach if placed(whole, reach) is not None else None


def shown(made: Plan, again: Sequence[Story] | None) -> Shown:
    """What to show, given what was found in `Plan.again`; None where that could not be had.

    Then, and where a story was opened of which there is no text to analyse, the words before the horizon must do.
    """
    if made.place is None:
        return Shown(made, made.whole, documents_of(made.parts, made.whole))
    if again is None or not (made.kept or made.again):
        story = horizons.within(made.whole, *made.place)
    else:
        story = joined([*made.kept, *again], made.order)
    index, offset = made.place
    documents = documents_of(made.parts, made.whole)[: index + 1]
    return Shown(made, story, (*documents[:-1], horizons.cut(documents[-1], offset)))


def text_alone(document: Document) -> Story:
    """The story of a text in which none is looked for: nobody, and one frame."""
    scenes = (Scene("e1s1", 0, len(document.text), kind="frame"),)
    return Story(document.title or document.source, (), (Episode("e1", document.text, scenes, source=document.source),))
