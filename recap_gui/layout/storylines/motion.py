"""Between two storyline layouts: lines on their way from one picture to the next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from recap_gui.layout.storylines.bending import bending
from recap_gui.layout.storylines.layout import StorylineLayout
from recap_gui.layout.storylines.problem import Problem


def straight(asked: Problem, rows: dict[str, float]) -> StorylineLayout:
    """Every line level, in the row that `rows` has for its character: the lanes' picture in this one's terms."""
    n = len(asked.columns)
    present = asked.present
    y = np.full((len(asked.names), n), np.nan, np.float32)
    for line, character in enumerate(asked.characters):
        at = np.flatnonzero(present[line])
        y[line, at[0] : at[-1] + 1] = rows.get(character, float(line))
    return StorylineLayout(
        columns=asked.columns,
        names=asked.names,
        characters=asked.characters,
        colour=asked.colour,
        state=asked.state,
        y=y,
        hulls=np.full((n, 2), np.nan, np.float32),
        bending=bending(y),
        absences=tuple(() for _ in asked.names),
        enters=np.zeros(len(asked.names), np.bool_),
        leaves=np.zeros(len(asked.names), np.bool_),
        height=float(np.nanmax(y)) if y.size else 0.0,
        crossings=0,
        bound=-1,
        keys=asked.keys,
        left_out=asked.left_out,
    )


def in_rows(layout: StorylineLayout, x: npt.NDArray[np.float64], rows: npt.NDArray[np.float64]) -> StorylineLayout:
    """`layout` with every line level at its one of `rows` and the columns at `x`; scenes have no hulls."""
    level = np.where(np.isnan(layout.y), np.nan, rows[:, None]).astype(np.float32)
    return replace(
        layout,
        columns=replace(layout.columns, x=x),
        y=level,
        hulls=np.full_like(layout.hulls, np.nan),
        strands=layout.strands[:0],
        bending=bending(level),
    )


def between(before: StorylineLayout, after: StorylineLayout, at: float) -> StorylineLayout:
    """`after` with its lines `at` (0–1) of the way from where they were; scenes have no hulls on the way."""
    if at >= 1:
        return after
    columns = after.columns
    if before.keys == after.keys:
        columns = replace(columns, x=before.columns.x + (columns.x - before.columns.x) * at)
    was = _carried(before, after)
    y = (was + (after.y - was) * np.float32(at)).astype(np.float32)
    y = np.where(np.isnan(y), after.y, y)
    return replace(
        after,
        columns=columns,
        y=y,
        hulls=np.full_like(after.hulls, np.nan),
        strands=after.strands[:0],
        bending=bending(y),
        height=before.height + (after.height - before.height) * at,
    )


def _carried(before: StorylineLayout, after: StorylineLayout) -> npt.NDArray[np.float32]:
    """The heights of `before` in the lines and columns of `after`, NaN where it has none."""
    column = {key: at for at, key in enumerate(before.keys)}
    line = {character: at for at, character in enumerate(before.characters)}
    columns = np.array([column.get(key, -1) for key in after.keys], np.int64)
    was = np.full(after.y.shape, np.nan, np.float32)
    known = np.flatnonzero(columns >= 0)
    for at, character in enumerate(after.characters):
        if character in line:
            was[at, known] = before.y[line[character], columns[known]]
    return was
