"""The storyline layout: how high every line runs in every column, as immutable numpy arrays in story units.

x runs along the columns; y counts lines that meet (neighbours in a scene are 1 apart), downwards from
the topmost line at 0. Between two columns all lines bend by the same curve, so that two lines cross in the
picture exactly where the orders say so. Nothing here knows pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from recap_gui.layout.columns import SCENE, Columns
from recap_gui.layout.lanes import LaneLayout
from recap_gui.layout.lanes import part as part_of_lanes
from recap_gui.layout.storylines.bending import Bending, bending
from recap_gui.layout.storylines.problem import Key, Picture, Problem
from recap_gui.layout.storylines.spacing import spaced

LONG_ABSENCE, LONG_SHARE = 4, 0.03
"""Scenes in a row without a character beyond which its line is dashed; of a long story this share of its scenes."""


@dataclass(frozen=True, slots=True, eq=False)
class StorylineLayout:
    """Lines over `columns`.

    Attributes:
        columns: the scenes, as the lanes have them but for their widths (see `spacing`).
        names: of the lines, in order of first appearance.
        characters: their ids.
        colour: ``(n_lines,)`` uint8, 0–11.
        state: ``(n_lines, n_columns)`` uint8, bits PRESENT, MENTIONED, UNSURE of `lanes`; 0 = not there.
        y: ``(n_lines, n_columns)`` float32, NaN before a line's first scene and after its last.
        hulls: ``(n_columns, 2)`` float32, top and bottom line of each scene, NaN where no line is present.
        bending: how lines bend at the edges of columns.
        absences: of each line the stretches ``[first, last)`` of columns in which it runs on for long without its
            character.
        enters: ``(n_lines,)`` bool, lines that come from before the first column (only where this is a part).
        leaves: ``(n_lines,)`` bool, lines that run on beyond the last.
        height: y of the lowest line.
        crossings: of the drawing.
        bound: no drawing of these lines has fewer.
        strands: ``(n_strands, 4)`` float32: first column, one after the last, top and bottom line of a group that
            stays together while other scenes are told.
        keys: what each column is about, to find it in another layout.
        left_out: how many characters present somewhere have no line.
    """

    columns: Columns
    names: Sequence[str]
    characters: Sequence[str]
    colour: npt.NDArray[np.uint8]
    state: npt.NDArray[np.uint8]
    y: npt.NDArray[np.float32]
    hulls: npt.NDArray[np.float32]
    bending: Bending
    absences: tuple[tuple[tuple[int, int], ...], ...]
    enters: npt.NDArray[np.bool_]
    leaves: npt.NDArray[np.bool_]
    height: float
    crossings: int
    bound: int
    keys: tuple[Key, ...]
    left_out: int = 0
    strands: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), np.float32))

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.names)

    @property
    def bare(self) -> LaneLayout:
        """The columns as a lane layout without lanes: what the ruler is drawn from."""
        none = np.zeros(0, np.int32)
        return LaneLayout(
            self.columns, (), (), none.astype(np.uint8), none, none.astype(np.int64), none.astype(np.uint8)
        )

    @property
    def is_proved(self) -> bool:
        """Whether no drawing has fewer crossings."""
        return self.crossings <= self.bound

    def line_of(self, character: str) -> int:
        """The line of the character with this id, or -1."""
        return self.characters.index(character) if character in self.characters else -1

    def verdict(self) -> str:
        """How good the drawing is, in words."""
        many = "no crossings" if not self.crossings else f"{self.crossings} crossing{'s' * (self.crossings > 1)}"
        if self.is_proved:
            return many if not self.crossings else f"{many}, the fewest possible (proved)"
        return f"{many}, at most {self.crossings - self.bound} above the fewest possible"

    def memory(self) -> dict[Key, tuple[str, ...]]:
        """The characters of each column from top to bottom: what a later layout stays close to."""
        order = np.argsort(self.y, axis=0, kind="stable")
        alive = (~np.isnan(self.y)).sum(0)
        return {
            key: tuple(self.characters[line] for line in order[: alive[column], column])
            for column, key in enumerate(self.keys)
        }


def lowered(layout: StorylineLayout, by: float) -> StorylineLayout:
    """`layout` with `by` line distances of air above and below."""
    return replace(
        layout,
        y=layout.y + np.float32(by),
        hulls=layout.hulls + np.float32(by),
        strands=layout.strands + np.array((0, 0, by, by), np.float32),
        height=layout.height + 2 * by,
    )


def part(layout: StorylineLayout, first: int, last: int) -> StorylineLayout:
    """The columns ``[first, last)`` of `layout` alone; lines and heights stay."""
    return replace(
        layout,
        columns=part_of_lanes(layout.bare, first, last).columns,
        state=layout.state[:, first:last],
        y=layout.y[:, first:last],
        hulls=layout.hulls[first:last],
        bending=bending(layout.y[:, first:last]),
        absences=tuple(_cut(stretches, first, last) for stretches in layout.absences),
        enters=_run_on(layout, first) if first else layout.enters,
        leaves=_run_on(layout, last) if last < len(layout.columns) else layout.leaves,
        keys=layout.keys[first:last],
        strands=_cut_strands(layout.strands, first, last),
    )


def _cut_strands(strands: npt.NDArray[np.float32], first: int, last: int) -> npt.NDArray[np.float32]:
    cut = strands.copy()
    cut[:, :2] = np.clip(cut[:, :2], first, last) - first
    inside: npt.NDArray[np.float32] = cut[cut[:, 0] < cut[:, 1]]
    return inside


def _cut(stretches: Sequence[tuple[int, int]], first: int, last: int) -> tuple[tuple[int, int], ...]:
    inside = ((max(a, first) - first, min(b, last) - first) for a, b in stretches)
    return tuple((a, b) for a, b in inside if a < b)


def _run_on(layout: StorylineLayout, column: int) -> npt.NDArray[np.bool_]:
    """Which lines run both before and in `column`."""
    on: npt.NDArray[np.bool_] = ~np.isnan(layout.y[:, column - 1]) & ~np.isnan(layout.y[:, column])
    return on


def laid(asked: Problem, found: Picture) -> StorylineLayout:
    """The layout of what is `asked`, with the heights that were `found`."""
    columns = asked.columns
    y = np.full((len(asked.names), len(columns)), np.nan, np.float32)
    layer = -1
    for column in range(len(columns)):
        if asked.layer_of[column] >= 0:
            layer = int(asked.layer_of[column])
        if layer >= 0:
            for line, at in found.heights[layer]:
                y[asked.line_of[line], column] = at
    present = asked.present
    for line in range(len(asked.names)):
        there = np.flatnonzero(present[line])
        y[line, : there[0]] = np.nan
        y[line, there[-1] + 1 :] = np.nan
    inside = np.where(present, y, np.nan)
    empty = ~present.any(0)
    bends = bending(y)
    hulls = np.full((len(columns), 2), np.nan, np.float32)
    if not empty.all():
        hulls[~empty, 0] = np.nanmin(inside[:, ~empty], axis=0)
        hulls[~empty, 1] = np.nanmax(inside[:, ~empty], axis=0)
    return StorylineLayout(
        columns=replace(columns, x=spaced(columns, bends.moves)),
        names=asked.names,
        characters=asked.characters,
        colour=asked.colour,
        state=asked.state,
        y=y,
        hulls=hulls,
        bending=bends,
        absences=_absences(asked, y),
        enters=np.zeros(len(asked.names), np.bool_),
        leaves=np.zeros(len(asked.names), np.bool_),
        height=float(np.nanmax(y)) if y.size else 0.0,
        crossings=found.crossings,
        bound=found.bound,
        keys=asked.keys,
        left_out=asked.left_out,
        strands=_strands(asked, y),
    )


def _strands(asked: Problem, y: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Where groups stay together: as long as they stand at one height, in one piece."""
    pieces: list[list[float]] = []
    for column in sorted(asked.strands):
        for group in asked.strands[column]:
            top, bottom = float(y[list(group), column].min()), float(y[list(group), column].max())
            last = next((p for p in pieces if p[1] == column and p[2] == top and p[3] == bottom), None)
            if last is not None:
                last[1] = column + 1
            else:
                pieces.append([column, column + 1, top, bottom])
    return np.array(pieces, np.float32).reshape(-1, 4)


def _absences(asked: Problem, y: npt.NDArray[np.float32]) -> tuple[tuple[tuple[int, int], ...], ...]:
    found = []
    long = max(LONG_ABSENCE, round(LONG_SHARE * int((asked.columns.kind == SCENE).sum())))
    there = asked.present.copy()
    for column, groups in asked.strands.items():
        for group in groups:
            there[list(group), column] = True
    for line, here in enumerate(there):
        scenes = np.flatnonzero((asked.columns.kind == SCENE) & ~np.isnan(y[line]))
        at = np.flatnonzero(here[scenes]).tolist()
        found.append(tuple((int(scenes[a]) + 1, int(scenes[b])) for a, b in pairwise(at) if b - a > long))
    return tuple(found)
