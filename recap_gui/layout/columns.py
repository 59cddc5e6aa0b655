"""The columns: a story's scenes in telling order, as wide as their words or all alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from recap_gui.story import Episode, Kind, Scene, Story
from recap_gui.story.kept import Kept
from recap_gui.story.words import word_count

Number = TypeVar("Number", bound=np.generic)
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


def columns(
    story: Story, *, width: Width = "words", folded_kinds: Collection[Kind] = FOLDED, known: Sequence[str] = ()
) -> Columns:
    """The columns of `story`. What is set apart as page furniture has none; `folded_kinds` become thin stubs.

    Places `known` before keep their numbers, from 0, whether scenes are still set there or not.
    """
    own = [_own(episode) for episode in story.episodes]
    before = np.cumsum([0, *(len(one.scene) for one in own)])
    kind = _joined([one.kind for one in own], np.uint8)
    folded = np.isin(kind, [KINDS[kind] for kind in folded_kinds])
    words = _joined([one.words for one in own], np.float64)
    widths = np.ones(len(kind)) if width == "equal" else np.maximum(NARROWEST, words)
    places = _Numbers(known)
    place = [np.array([places.of(*name) for name in one.places] + [-1], np.int32)[one.place] for one in own]
    continues = [np.where(one.continues >= 0, one.continues + at, -1) for one, at in zip(own, before, strict=False)]
    return Columns(
        x=np.concatenate(([0.0], np.cumsum(np.where(folded, STUB[width], widths)))),
        kind=kind,
        episode=np.repeat(np.arange(len(own), dtype=np.int32), np.diff(before)),
        scene=_joined([one.scene for one in own], np.int32),
        number=_joined([one.number for one in own], np.int32),
        place=_joined(place, np.int32),
        continues=_joined(continues, np.int32),
        headings=[heading for one in own for heading in one.headings],
        titles=episode_titles(story.episodes),
        places=places.names,
        times=[time for one in own for time in one.times],
        labels=[label for one in own for label in one.labels],
        folded=folded,
    )


def place_names(story: Story, known: Sequence[str] = ()) -> tuple[str, ...]:
    """The places of `story` by their numbers: those `known` before, and then others in telling order."""
    places = _Numbers(known)
    for episode in story.episodes:
        for name, same in _own(episode).places:
            places.of(name, same)
    return tuple(places.names)


@dataclass(frozen=True, slots=True, eq=False)
class _Own:
    """The columns of one episode, as in `Columns`; `place` counts `places` (name, what makes it the same), -1 none."""

    kind: npt.NDArray[np.uint8]
    scene: npt.NDArray[np.int32]
    number: npt.NDArray[np.int32]
    words: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    places: Sequence[tuple[str, str]]
    continues: npt.NDArray[np.int32]
    headings: Sequence[str]
    times: Sequence[str]
    labels: Sequence[str]


def _own_columns(episode: Episode, _key: None) -> _Own:
    rows = [(number, scene) for number, scene in enumerate(episode.scenes) if scene.apart is None]
    scenes = [scene for _, scene in rows]
    column_of = {scene.id: column for column, scene in enumerate(scenes)}
    places = _Numbers()
    place = [places.of(name, _same(name)) if (name := _one_line(scene.place)) else -1 for scene in scenes]
    kind = np.array([KINDS[scene.kind] for scene in scenes], np.uint8)
    text = episode.text
    return _Own(
        kind=kind,
        scene=np.array([number for number, _ in rows], np.int32),
        number=np.where(kind == SCENE, np.cumsum(kind == SCENE), 0).astype(np.int32),
        words=np.array([word_count(text[scene.start : scene.end]) for scene in scenes], np.int32),
        place=np.array(place, np.int32),
        places=[(name, _same(name)) for name in places.names],
        continues=np.array([column_of.get(scene.continues or "", -1) for scene in scenes], np.int32),
        headings=[heading(scene) for scene in scenes],
        times=[_one_line(scene.time) for scene in scenes],
        labels=[_label(scene) for scene in scenes],
    )


_own = Kept(_own_columns)


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


def episode_titles(episodes: Sequence[Episode]) -> list[str]:
    """What the ruler calls each episode; those that one file tells of several shows go by their shows."""
    shows = {(episode.source, episode.show) for episode in episodes}
    several = Counter(source for source, show in shows if show)
    return [
        episode_title(episode, alone=several[episode.source] > 1 or len(episodes) == 1)
        or (_one_line(episode.show) if len(episodes) > 1 else "")
        for episode in episodes
    ]


def _label(scene: Scene) -> str:
    if scene.kind == "previously":
        return "Previously"
    return _one_line(scene.place) or ("" if scene.time else _one_line(scene.heading))


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _same(place: str) -> str:
    """What two spellings of one place share: case, an article and a possessive's apostrophe make no difference."""
    return place.casefold().removeprefix("the ").replace("’", "'")


def _joined(parts: Sequence[npt.NDArray[Any]], kind: type[Number]) -> npt.NDArray[Number]:
    """The arrays one behind the other; of no parts an empty one."""
    return np.concatenate(parts, dtype=kind, casting="unsafe") if parts else np.empty(0, kind)


class _Numbers:
    """Gives each distinct place a number, from 0, by the name it has first."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.names: list[str] = list(known)
        self._known: dict[str, int] = {_same(name): number for number, name in enumerate(known)}

    def of(self, name: str, same: str) -> int:
        if same not in self._known:
            self._known[same] = len(self.names)
            self.names.append(name)
        return self._known[same]
