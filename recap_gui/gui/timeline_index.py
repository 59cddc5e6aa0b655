"""What lies where in a lane layout: scenes, columns, lanes, blocks, and the answers to lane questions. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.layout.lanes import PRESENT, PREVIOUSLY, SCENE, LaneLayout
from recap_gui.story import Kind

Quantifier: TypeAlias = Literal["all", "any", "none"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns in which all, any or none of some characters are present, in telling order."""

    quantifier: Quantifier
    columns: npt.NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many scenes the answer has."""
        return int(self.columns.size)

    def after(self, column: int) -> int | None:
        """The first column of the answer behind `column`, or None."""
        at = int(self.columns.searchsorted(column, side="right"))
        return int(self.columns[at]) if at < self.columns.size else None

    def before(self, column: int) -> int | None:
        """The last column of the answer in front of `column`, or None."""
        at = int(self.columns.searchsorted(column, side="left"))
        return int(self.columns[at - 1]) if at else None


class LaneIndex:
    """Looks things up in `layout`. Scenes count over the whole season; `first` gives the first scene of each episode.

    Without `first` (a layout made without a story) scenes are counted from the layout itself.
    """

    def __init__(self, layout: LaneLayout, first: Sequence[int] | None = None) -> None:
        columns = layout.columns
        self.layout = layout
        self.n_columns = int(columns.kind.size)
        self.n_lanes = len(layout.names)
        firsts = _firsts(columns.episode, columns.scene) if first is None else np.asarray(first, np.int64)
        self._scenes = firsts.astype(np.int32)[columns.episode] + columns.scene
        self._lanes = {c: lane for lane, ids in enumerate(layout.characters) for c in ids}

    # ---- scenes and columns

    def scene(self, column: int) -> int:
        """The scene that stands in `column`."""
        return int(self._scenes[column])

    def column(self, scene: int) -> int | None:
        """The column of `scene`, None where it has none (page furniture)."""
        at = int(self._scenes.searchsorted(np.int32(scene)))
        return at if at < self.n_columns and int(self._scenes[at]) == scene else None

    def nearest(self, scene: int) -> int | None:
        """The column of `scene`, or of the next scene that has one; None in an empty layout."""
        return min(int(self._scenes.searchsorted(np.int32(scene))), self.n_columns - 1) if self.n_columns else None

    def columns(self, scenes: range) -> range:
        """The columns of those of `scenes` that have one."""
        return range(
            int(self._scenes.searchsorted(np.int32(scenes.start))),
            int(self._scenes.searchsorted(np.int32(scenes.stop))),
        )

    def units(self, columns: range) -> tuple[float, float]:
        """Where `columns` begin and end, in story units."""
        x = self.layout.columns.x
        return float(x[columns.start]), float(x[columns.stop])

    def column_at(self, unit: float) -> int | None:
        """The column at a story unit, or None outside."""
        at = int(self.layout.columns.x.searchsorted(unit, side="right")) - 1
        return at if 0 <= at < self.n_columns else None

    def foldable(self, column: int) -> Kind | None:
        """The kind of a column that can be folded, None where it tells a scene."""
        kind = int(self.layout.columns.kind[column])
        return None if kind == SCENE else "previously" if kind == PREVIOUSLY else "frame"

    def stub(self, column: int) -> bool:
        """Whether `column` is folded."""
        folded = self.layout.columns.folded
        return folded is not None and bool(folded[column])

    # ---- lanes and blocks

    def lane(self, character: str) -> int | None:
        """The lane of `character` (its own or the fold it lies in), or None."""
        return self._lanes.get(character)

    def character(self, lane: int) -> str | None:
        """The character of `lane`, None where the lane is a fold."""
        ids = self.layout.characters[lane]
        return ids[0] if len(ids) == 1 and not self.folded(lane) else None

    def folded(self, lane: int) -> bool:
        """Whether `lane` holds several characters, or those only talked about."""
        return int(self.layout.colour[lane]) == 255

    def block(self, lane: int, column: int) -> int | None:
        """The index of the block at `lane`, `column`, or None: one search."""
        key = lane * self.n_columns + column
        at = int(self.layout.key.searchsorted(key))
        return at if at < self.layout.key.size and int(self.layout.key[at]) == key else None

    def state(self, lane: int, column: int) -> int:
        """The state bits of the block at `lane`, `column`; 0 where nobody is."""
        at = self.block(lane, column)
        return 0 if at is None else int(self.layout.state[at])

    def lane_columns(self, lane: int, *, present: bool = False) -> npt.NDArray[np.int64]:
        """The columns in which `lane` has a block (with `present`, a present one), ascending."""
        a, b = self.layout.key.searchsorted([lane * self.n_columns, (lane + 1) * self.n_columns])
        columns = self.layout.key[a:b] - lane * self.n_columns
        return columns[(self.layout.state[a:b] & PRESENT) != 0] if present else columns

    def ask(self, characters: Sequence[str], quantifier: Quantifier) -> Answer:
        """The scenes (of kind ``scene``) in which all, any or none of `characters` are present."""
        lanes = [lane for c in characters if (lane := self.lane(c)) is not None]
        there = np.zeros(self.n_columns, np.int32)
        for lane in lanes:
            there[self.lane_columns(lane, present=True)] += 1
        hit = there == len(characters) if quantifier == "all" else (there > 0) == (quantifier == "any")
        return Answer(quantifier, np.flatnonzero(hit & (self.layout.columns.kind == SCENE)))


def _firsts(episode: npt.NDArray[np.int32], scene: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """The first scene of each episode, counted from the columns."""
    length = np.zeros(int(episode.max(initial=-1)) + 1, np.int64)
    np.maximum.at(length, episode, scene + 1)
    return np.concatenate(([0], np.cumsum(length)))[:-1] if length.size else length
