"""The cells of the lanes: every presence of a story that has a column, as numpy arrays. Kept with the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.story import Episode, Story, episode_presences, outside_figures
from recap_gui.story.kept import Kept


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Cells:
    """All presences in scenes that have a column, in telling order; `who[character]` is each one's character.

    `who` is in order of first presence, those never present after all others; `scenes` says in how many each is.
    `scene` counts all scenes of the story, across its episodes.
    """

    who: Sequence[str]
    scenes: dict[str, int]
    character: npt.NDArray[np.int64]
    scene: npt.NDArray[np.int64]
    present: npt.NDArray[np.bool_]
    confidence: npt.NDArray[np.float64]


def cells_of(story: Story) -> Cells:
    """The cells of `story`."""
    return _story_cells(story)


def first_scenes(story: Story) -> npt.NDArray[np.int64]:
    """The number of the first scene of each episode, counted over the story, and at the end that of all scenes."""
    return np.cumsum([0, *(len(episode.scenes) for episode in story.episodes)])


@dataclass(frozen=True, slots=True, eq=False)
class _OwnCells:
    """The presences of one episode; `character` counts `who`, `scene` the scenes of the episode."""

    who: Sequence[str]
    character: npt.NDArray[np.int64]
    scene: npt.NDArray[np.int64]
    present: npt.NDArray[np.bool_]
    confidence: npt.NDArray[np.float64]


def _own_cells(episode: Episode, outside: frozenset[str]) -> _OwnCells:
    there = zip(episode.scenes, episode_presences(episode, outside), strict=True)
    rows = [(s, presence) for s, (scene, own) in enumerate(there) if scene.apart is None for presence in own]
    number: dict[str, int] = {}
    return _OwnCells(
        character=np.array([number.setdefault(p.character, len(number)) for _, p in rows], np.int64),
        who=tuple(number),
        scene=np.array([s for s, _ in rows], np.int64),
        present=np.array([p.state == "present" for _, p in rows], np.bool_),
        confidence=np.array([p.confidence for _, p in rows], np.float64),
    )


def _cells(story: Story, _key: None) -> Cells:
    outside = outside_figures(story)
    own = [_own(episode, outside) for episode in story.episodes]
    cast = [character.id for character in story.characters]
    known = {who: number for number, who in enumerate(cast)}
    none = np.empty(0, np.int64)
    character = np.concatenate(
        [none, *(np.array([known.get(c, -1) for c in one.who], np.int64)[one.character] for one in own)]
    )
    scene = np.concatenate([none, *(one.scene + at for one, at in zip(own, first_scenes(story), strict=False))])
    present = np.concatenate([none.astype(np.bool_), *(one.present for one in own)])
    confidence = np.concatenate([none.astype(np.float64), *(one.confidence for one in own)])
    kept = character >= 0
    character, scene, present, confidence = character[kept], scene[kept], present[kept], confidence[kept]
    scenes = np.bincount(character[present], minlength=len(cast))
    # By first presence; those who have none behind all others, by first mention.
    rank = np.full(len(cast), 2 * len(character), np.int64)
    np.minimum.at(rank, character, np.arange(len(character)) + np.where(present, 0, len(character)))
    order = [int(c) for c in np.argsort(rank, kind="stable") if rank[c] < 2 * len(character)]
    place = np.zeros(len(cast), np.int64)
    place[order] = np.arange(len(order))
    return Cells(
        who=[cast[c] for c in order],
        scenes={cast[c]: int(scenes[c]) for c in order},
        character=place[character],
        scene=scene,
        present=present,
        confidence=confidence,
    )


_own = Kept(_own_cells)
_story_cells = Kept(_cells)
