"""What lies over the painted body: selection, hover, hits and the answer to a lane question, as rectangles. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.selection import Hover, Selection
from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.gui.timeline_moves import Room

Look: TypeAlias = Literal[
    "veil",  # over columns that do not answer the question
    "scenes",  # the selected scenes
    "lane",  # a selected lane
    "hovered scene",
    "hovered cell",
    "cell",  # the selected cell
    "hit",  # a scene with a hit of the search
    "focus",  # the keyboard is here
]
Box: TypeAlias = tuple[int, int, int, int]
"""x, y, w, h in px from the top left corner of the body."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One rectangle of the overlay and how it looks."""

    look: Look
    box: Box


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that can lie over the body. `lit` holds the columns that answer a question (None: none was asked)."""

    selection: Selection = field(default_factory=Selection)
    hover: Hover = field(default_factory=Hover)
    lit: npt.NDArray[np.int64] | None = None
    hits: npt.NDArray[np.int64] | None = None


class OverlayMaker:
    """Makes the patches of an overlay for one layout, room and viewport."""

    def __init__(self, index: LaneIndex, room: Room, viewport: Viewport) -> None:
        self._index, self._room, self._viewport = index, room, viewport

    def patches(self, overlay: Overlay) -> list[Patch]:
        """Back to front."""
        found: list[Patch] = []
        if overlay.lit is not None:
            found += [Patch("veil", box) for box in self._between(overlay.lit)]
        found += self.selected(overlay.selection)
        if overlay.hits is not None:
            found += [Patch("hit", box) for box in self._over(overlay.hits)]
        return found + self.hovered(overlay.hover)

    def hovered(self, hover: Hover) -> list[Patch]:
        """The patches of what the pointer is over."""
        found: list[Patch] = []
        if hover.scene is not None and (column := self._index.column(hover.scene)) is not None:
            found += self._columns("hovered scene", range(column, column + 1))
            if hover.character is not None:
                found += self._cell("hovered cell", column, hover.character)
        return found

    def selected(self, selection: Selection) -> list[Patch]:
        """The patches of what is selected, the cell last."""
        found = [p for c in selection.characters if (p := self._lane(c)) is not None]
        if selection.scenes:
            found += self._columns("scenes", self._index.columns(selection.scenes))
        if selection.cell is not None and (column := self._index.column(selection.cell[0])) is not None:
            found += self._cell("cell", column, selection.cell[1])
        return found

    def _columns(self, look: Look, columns: range) -> list[Patch]:
        if not columns:
            return []
        left, right = self._edges(columns)
        if right <= 0 or left >= self._room.width:
            return []
        return [Patch(look, (left, 0, right - left, self._bottom()))]

    def _lane(self, character: str) -> Patch | None:
        lane = self._index.lane(character)
        if lane is None or (box := self._rows(lane)) is None:
            return None
        return Patch("lane", (0, box[0], int(self._room.width), box[1]))

    def _cell(self, look: Look, column: int, character: str) -> list[Patch]:
        lane = self._index.lane(character)
        if lane is None or (rows := self._rows(lane)) is None:
            return []
        left, right = self._edges(range(column, column + 1))
        return [Patch(look, (left, rows[0], right - left, rows[1]))]

    def _rows(self, lane: int) -> tuple[int, int] | None:
        """Top and height of a lane in px, None where it is out of view."""
        room, viewport = self._room, self._viewport
        top = room.lane_top(viewport, lane)
        height = max(1, round((lane + 1) * viewport.y_scale) - round(lane * viewport.y_scale))
        hidden = room.held_height(viewport.y_scale) if lane >= room.held(viewport.y_scale) else 0
        if top + height <= hidden or top >= room.height:
            return None
        return max(top, hidden), height - max(0, hidden - top)

    def _edges(self, columns: range) -> tuple[int, int]:
        first, last = self._index.units(columns)
        left, right = self._viewport.to_px_x([first, last]).tolist()
        return int(left), max(int(right), int(left) + 1)

    def _bottom(self) -> int:
        """Where the lanes end, in px from the top of the body."""
        return min(int(self._room.height), self._room.lane_top(self._viewport, self._index.n_lanes))

    def _over(self, columns: Sequence[int] | npt.NDArray[np.int64]) -> Iterator[Box]:
        """The stretches of the view that `columns` take, those that touch joined."""
        yield from self._runs(self._taken(columns))

    def _between(self, columns: npt.NDArray[np.int64]) -> Iterator[Box]:
        """The stretches of the view that `columns` leave."""
        taken = self._taken(columns)
        end = int(self._viewport.to_px_x(self._room.limits.width))
        free = ~taken
        free[max(0, end) :] = False
        yield from self._runs(free)

    def _taken(self, columns: Sequence[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which px columns of the view are taken by `columns`."""
        width = int(self._room.width)
        x = self._index.layout.columns.x
        at = np.asarray(columns, np.int64)
        first, last = self._viewport.visible_x()
        at = at[(x[at + 1] > first) & (x[at] < last)]
        left = self._viewport.to_px_x(x[at]).astype(np.int64)
        right = np.maximum(self._viewport.to_px_x(x[at + 1]).astype(np.int64), left + 1)
        step = np.zeros(width + 1, np.int64)
        np.add.at(step, left.clip(0, width), 1)
        np.add.at(step, right.clip(0, width), -1)
        return np.cumsum(step)[:width] > 0

    def _runs(self, taken: npt.NDArray[np.bool_]) -> Iterator[Box]:
        edge = np.flatnonzero(np.diff(np.concatenate(([False], taken, [False])).astype(np.int8)))
        bottom = self._bottom()
        for left, right in edge.reshape(-1, 2).tolist():
            yield left, 0, right - left, bottom
