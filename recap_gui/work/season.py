"""Recaps opened together: their one story, their corrections, and what of them lies within a horizon.

Shared by the window and the command line; nothing here waits for a child or the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recap_gui.files.corrections_file import CorrectionsFile
from recap_gui.files.corrections_store import Target, in_order, season_target
from recap_gui.story import Document, Story
from recap_gui.story import horizon as horizons
from recap_gui.story import season as seasons
from recap_gui.story.correct import Corrected, correct
from recap_gui.story.corrections import Correction
from recap_gui.story.knowing import holding


@dataclass(frozen=True, slots=True)
class Part:
    """One recap as it was read, and what was found in it."""

    document: Document
    story: Story


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies within a horizon: recaps seen as a whole, and texts (cut where need be) to be analysed anew."""

    whole: tuple[Story, ...]
    again: tuple[Document, ...]


def joined(stories: Sequence[Story], order: Sequence[str] = ()) -> Story:
    """The one story that recaps tell together; `order` holds source names and wins over numbers, dates and titles."""
    return stories[0] if len(stories) == 1 else seasons.join(stories, order=order)


def episode_documents(part: Part) -> tuple[Document, ...]:
    """One document for each episode of a recap: most hold one, a page of several recaps holds several."""
    document, episodes = part.document, part.story.episodes
    if len(episodes) == 1:
        return (document,)
    tiled = "".join(episode.text for episode in episodes) == document.text
    found: list[Document] = []
    at = 0
    for episode in episodes:
        start, end = at, at + len(episode.text)
        at = end
        hints = tuple(
            replace(hint, start=hint.start - start, end=min(hint.end, end) - start)
            for hint in document.hints
            if tiled and hint.kind != "episode" and start <= hint.start < end
        )
        found.append(
            replace(
                document,
                text=episode.text,
                source=episode.source,
                title=episode.title,
                show=episode.show,
                season=episode.season,
                number=episode.number,
                hints=hints,
            )
        )
    return tuple(found)


def documents_of(parts: Sequence[Part], story: Story) -> tuple[Document, ...]:
    """The documents behind the episodes of `story` (made of `parts`), one for each, in their order."""
    left: dict[tuple[str, str], list[Document]] = {}
    for part in parts:
        for episode, document in zip(part.story.episodes, episode_documents(part), strict=True):
            left.setdefault((episode.source, episode.text), []).append(document)
    return tuple(left[episode.source, episode.text].pop(0) for episode in story.episodes)


def seen(parts: Sequence[Part], story: Story, index: int, offset: int) -> Seen:
    """What of `parts` lies before `offset` of episode number `index` of the story that they tell together."""
    shown = list(story.episodes[:index])
    ends = offset >= len(story.episodes[index].text)
    if ends:
        shown.append(story.episodes[index])
    whole: list[Story] = []
    again: list[Document] = []
    for part in parts:
        rows = list(zip(part.story.episodes, episode_documents(part), strict=True))
        hit = [any(e.source == s.source and e.text == s.text for s in shown) for e, _ in rows]
        if all(hit):
            whole.append(part.story)
            continue
        again += [document for (_, document), one in zip(rows, hit, strict=True) if one]
        if not ends:
            last = story.episodes[index]
            again += [horizons.cut(d, offset) for e, d in rows if e.source == last.source and e.text == last.text]
    return Seen(tuple(whole), tuple(document for document in again if document.text))


def within(parts: Sequence[Part], story: Story, index: int, offset: int) -> Story | None:
    """The story within the horizon where no text can be analysed anew (a story of ours was opened), else None."""
    if any(part.document.format == "story" for part in parts):
        return horizons.within(story, index, offset)
    return None


def corrected(story: Story, corrections: Sequence[Correction], *, of: Story | None = None) -> Corrected:
    """`story` with `corrections`.

    Where `story` is what lies within a horizon of the story `of`, what gives away anything from beyond waits, untold.
    """
    if of is None:
        return correct(story, tuple(corrections))
    return correct(story, holding(corrections, story, of)[0])


def season_place(paths: Sequence[Path | None], sha256s: Sequence[str]) -> Target:
    """Where what concerns all episodes is kept: beside them where they lie in one folder."""
    folders = {path.parent for path in paths if path is not None}
    together = len(folders) == 1 and None not in paths
    return season_target(next(iter(folders)) if together else None, sha256s)


def of_season(own: Sequence[tuple[str, CorrectionsFile]], shared: CorrectionsFile) -> tuple[Correction, ...]:
    """All corrections of a season in the order of replay: those of each recap (by its source), and the shared ones.

    What was decided while a recap was open alone is tied to its words from now on.
    """
    files = [
        replace(file, corrections=tuple(_tied(correction, source) for correction in file.corrections))
        for source, file in own
    ]
    return in_order([*files, shared])


def _tied(correction: Correction, source: str) -> Correction:
    return correction if correction.episode else replace(correction, episode=source)
