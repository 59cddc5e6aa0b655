"""What the reader marks in a stretch of text, as plain values in code points: names, pronouns, evidence. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from recap_gui.gui.selection import Selection
from recap_gui.gui.telling import Telling
from recap_gui.story import Mention
from recap_gui.story.sentences import word_begun

MarkKind: TypeAlias = Literal["name", "pronoun", "evidence"]

_LONGEST_MENTION = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span; `character` is "" for the evidence of a break."""

    start: int
    end: int
    kind: MarkKind
    character: str


def marks(telling: Telling, episode: int, start: int, end: int, selection: Selection) -> Iterator[Mark]:
    """The marks that touch ``[start, end)`` of one episode; evidence is that of the selected cell, or break."""
    for mention in mentions_between(telling, episode, start, end):
        kind: MarkKind = "name" if mention.how == "name" else "pronoun"
        yield Mark(mention.start, mention.end, kind, mention.character)
    for first, last in evidence(telling, selection):
        scene = selection.scene
        if scene is not None and telling.episode_index(scene) == episode and first < end and last > start:
            first = word_begun(telling.story.episodes[episode].text, first)
            yield Mark(first, last, "evidence", selection.cell[1] if selection.cell else "")


def evidence(telling: Telling, selection: Selection) -> tuple[tuple[int, int], ...]:
    """The spans that decided what is selected: one character in one scene, or where the scene begins."""
    if selection.cell is not None:
        found = telling.presence(*selection.cell)
        return found.evidence if found is not None else ()
    if selection.scene is None or len(selection.scenes) != 1:
        return ()
    return tuple(span for reason in telling.scenes[selection.scene].why for span in reason.spans)


def mentions_between(telling: Telling, episode: int, start: int, end: int) -> Iterator[Mention]:
    """The mentions of one episode that touch ``[start, end)``."""
    mentions = telling.story.episodes[episode].mentions
    at = bisect_left(mentions, start - _LONGEST_MENTION, key=lambda mention: mention.start)
    while at < len(mentions) and mentions[at].start < end:
        if mentions[at].end > start:
            yield mentions[at]
        at += 1


def mention_at(telling: Telling, episode: int, offset: int) -> Mention | None:
    """The mention that stands at `offset`; of several, the shortest."""
    found = mentions_between(telling, episode, offset, offset + 1)
    return min(found, key=lambda mention: mention.end - mention.start, default=None)
