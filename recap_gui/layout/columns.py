"""The columns: a story's scenes in telling order, as wide as their words or all alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.story import Episode, Kind, Scene, Story

Width: TypeAlias = Literal["words", "equal"]

SCENE, PREVIOUSLY, FRAME = 0, 1, 2
"""Codes of a column's `kind`."""

KINDS: dict[Kind, int] = {"scene": SCENE, "previously": PREVIOUSLY, "frame": FRAME}
FOLDED: tuple[Kind, ...] = ("frame",)
"""Kinds of scenes drawn as thin stubs unless asked otherwise."""
NARROWEST = 12.0
"""Words: no scene is drawn narrower, or its number would have no room beside long neighbours."""
STUB = {"words": 5.0, "equal": 0.2}
"""Width in story units of a folded column."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The scenes in telling order. A column is one scene (or, folded, a thin stub for it).

    Attributes:
        x: ``(n_columns + 1,)`` float64, left edges in story units, strictly increasing.
        kind: ``(n_columns,)`` uint8, one of SCENE, PREVIOUSLY, FRAME.
        episode: ``(n_columns,)`` int32, the index of the episode, never decreasing.
        scene: ``(n_columns,)`` int32, the index of the scene within its episode.
        number: ``(n_columns,)`` int32, from 1 in each episode for scenes of kind ``scene``, else 0.
        place: ``(n_columns,)`` int32, a number for each distinct place, -1 where there is none.
        continues: ``(n_columns,)`` int32, the column that this one goes on with, or -1.
        headings: what the scene is called in one line, one entry per column ("place · time", or a heading of the text).
        titles: episode titles, one entry per episode ("S01E03 · The dory").
        places: the name of each place number, as the text gives it first.
        times: the time cue of each column, "" where there is none; empty where no column has one.
        labels: what stands under the number in the ruler: the heading of the text, else the place; empty = `headings`.
        folded: ``(n_columns,)`` bool, True for stubs; None where no column is folded.
    """

    x: npt.NDArray[np.float64]
    kind: npt.NDArray[np.uint8]
    episode: npt.NDArray[np.int32]
    scene: npt.NDArray[np.int32]
    number: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    continues: npt.NDArray[np.int32]
    headings: Sequence[str]
    titles: Sequence[str]
    places: Sequence[str] = ()
    times: Sequence[str] = ()
    labels: Sequence[str] = ()
    folded: npt.NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        """The number of columns."""
        return len(self.kind)

    @property
    def width(self) -> float:
        """The width of all columns in story units."""
        return float(self.x[-1]) if len(self.x) else 0.0

    def at(self, x: float) -> int:
        """The column at story unit `x`, or -1 outside all of them."""
        if not len(self) or not 0 <= x < self.x[-1]:
            return -1
        return int(self.x.searchsorted(x, side="right")) - 1


def columns(story: Story, *, width: Width = "words", folded_kinds: Collection[Kind] = FOLDED) -> Columns:
    """The columns of `story`. What is set apart as page furniture has none; `folded_kinds` become thin stubs."""
    rows = [
        (index, number, scene)
        for index, episode in enumerate(story.episodes)
        for number, scene in enumerate(episode.scenes)
        if scene.apart is None
    ]
    places = _Numbers()
    widths = np.array(
        [
            STUB[width] if scene.kind in folded_kinds else _width(story.episodes[episode], scene, width)
            for episode, _, scene in rows
        ],
        np.float64,
    )
    ids = {(episode, scene.id): column for column, (episode, _, scene) in enumerate(rows)}
    return Columns(
        x=np.concatenate(([0.0], np.cumsum(widths))),
        kind=np.array([KINDS[scene.kind] for _, _, scene in rows], np.uint8),
        episode=np.array([episode for episode, _, _ in rows], np.int32),
        scene=np.array([number for _, number, _ in rows], np.int32),
        number=_numbers(rows),
        place=np.array([places.of(scene.place) for _, _, scene in rows], np.int32),
        continues=np.array([ids.get((episode, scene.continues or ""), -1) for episode, _, scene in rows], np.int32),
        headings=[heading(scene) for _, _, scene in rows],
        titles=[episode_title(episode, alone=len(story.episodes) == 1) for episode in story.episodes],
        places=places.names,
        times=[_one_line(scene.time) for _, _, scene in rows],
        labels=[_label(scene) for _, _, scene in rows],
        folded=np.array([scene.kind in folded_kinds for _, _, scene in rows], np.bool_),
    )


def heading(scene: Scene) -> str:
    """What a scene is called: "place · time", else its heading in the text, else what kind it is unless a scene."""
    made = " · ".join(part for part in (_one_line(scene.place), _one_line(scene.time)) if part)
    if made or scene.heading:
        return made or _one_line(scene.heading)
    return {"previously": "Previously", "frame": "", "scene": ""}[scene.kind]


def episode_code(episode: Episode) -> str:
    """``S01E03`` where season and number are known, ``E03`` where only the number is, else ""."""
    if episode.number is None:
        return ""
    return (f"S{episode.season:02d}" if episode.season is not None else "") + f"E{episode.number:02d}"


def episode_title(episode: Episode, *, alone: bool = False) -> str:
    """What an episode is called in the ruler: "S01E03 · The dory"; of one `alone` the source's name is no title."""
    parts = [part for part in (episode_code(episode), _one_line(episode.title)) if part]
    return " · ".join(parts) or ("" if alone else _one_line(episode.source))


def _label(scene: Scene) -> str:
    if scene.kind == "previously":
        return "Previously"
    return _one_line(scene.place) or ("" if scene.time else _one_line(scene.heading))


def _width(episode: Episode, scene: Scene, width: Width) -> float:
    if width == "equal":
        return 1.0
    return max(NARROWEST, float(len(episode.text[scene.start : scene.end].split())))


def _numbers(rows: Sequence[tuple[int, int, Scene]]) -> npt.NDArray[np.int32]:
    seen: dict[int, int] = {}
    result = np.zeros(len(rows), np.int32)
    for column, (episode, _, scene) in enumerate(rows):
        if scene.kind == "scene":
            result[column] = seen[episode] = seen.get(episode, 0) + 1
    return result


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class _Numbers:
    """Gives each distinct place a number; case, an article and a possessive's apostrophe make no difference."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._known: dict[str, int] = {}

    def of(self, place: str | None) -> int:
        name = _one_line(place)
        if not name:
            return -1
        key = name.casefold().removeprefix("the ").replace("’", "'")
        if key not in self._known:
            self._known[key] = len(self.names)
            self.names.append(name)
        return self._known[key]
