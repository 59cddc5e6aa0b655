"""How the lines of storylines are painted on screen: level stretches by a flat pen, bends as filled ribbons.

A few calls for each line, whatever it does: Qt is quick at filling, Python is not at calling.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

from recap_gui.drawing.storyline import DASH, THIN, line_role, line_width
from recap_gui.drawing.storyline_bends import Bends
from recap_gui.drawing.storyline_strokes import (
    Strokes,
    bend_dashes,
    level_dashes,
    ribbons,
    segments,
    strokes,
)
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.lanes import PRESENT
from recap_gui.layout.storylines import StorylineLayout

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

KNOTLESS = 1.6
"""px of a line's width up to which the joins of a bend's pieces cannot be seen."""
COARSE, TIGHT = 4, 6.0
"""Pieces of a bend where lines are so thin; px of its length below which it is drawn straight."""


def paint_lines(
    painter: QPainter,
    layout: StorylineLayout,
    viewport: Viewport,
    where: Bends,
    colour: Callable[[int], QColor],
    lit: frozenset[int],
) -> None:
    """Paint the lines in view, those that are `lit` last; `colour` gives that of a role."""
    found = strokes(layout, where)
    width = line_width(layout, viewport)
    pieces, lines_of_pieces, shapes, lines_of_shapes = _solid(found, width)
    solid = _Pieces(pieces, lines_of_pieces, layout.lines)
    dashes = _Pieces(*_dashes(found, viewport.x_origin), layout.lines)
    at_shape = _parts(lines_of_shapes, layout.lines)
    painter.save()
    painter.setClipRect(QRectF(0, 0, viewport.width, viewport.height), Qt.ClipOperation.IntersectClip)
    for line in sorted(range(layout.lines), key=lambda line: line in lit):
        ink = colour(line_role(layout, line, lit))
        dashes.draw(painter, line, ink, THIN)
        solid.draw(painter, line, ink, width)
        bends = shapes[at_shape[line]]
        if len(bends):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            fill(painter, bends)
    painter.restore()


class _Pieces:
    """Straight pieces, ``(n, 4)`` px, by line; of each line first those that are level."""

    def __init__(self, pieces: Floats, owner: Ints, lines: int) -> None:
        key = 2 * owner + (pieces[:, 1] != pieces[:, 3])
        order = np.argsort(key, kind="stable")
        self._pieces = np.ascontiguousarray(pieces[order], np.float64)
        self._parts = _parts(key[order], 2 * lines)

    def draw(self, painter: QPainter, line: int, ink: QColor, width: float) -> None:
        """Draw those of a line, with square ends."""
        level, slanted = self._parts[2 * line], self._parts[2 * line + 1]
        if level.start == slanted.stop:
            return
        pen = QPen(ink, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        # On whole px a level line of 1 px is sharp as it is, and smoothing it takes Qt five times as long.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, width > THIN)
        self._send(painter, level)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._send(painter, slanted)

    def _send(self, painter: QPainter, part: slice) -> None:
        kept = self._pieces[part]
        if len(kept):
            painter.drawLines(Shiboken.wrapInstance(kept.ctypes.data, QLineF), len(kept))  # type: ignore[call-overload]


def paint_blocks(
    painter: QPainter, layout: StorylineLayout, where: Bends, colour: Callable[[int], QColor], height: float
) -> None:
    """Paint a block of `height` px on each line wherever its character is present."""
    columns = slice(where.columns.start, where.columns.stop)
    lines, at = np.nonzero(((layout.state[:, columns] & PRESENT) > 0) & ~np.isnan(where.y))
    for line, column in zip(lines.tolist(), at.tolist(), strict=True):
        left, right = float(where.right[column]), float(where.left[column + 1])
        y = float(where.y[line, column])
        box = QRectF(left + 1, y - height / 2, right - left - 2, height)
        painter.fillRect(box, colour(line_role(layout, line, frozenset())))


def _solid(found: Strokes, width: float) -> tuple[Floats, Ints, Floats, Ints]:
    """Straight pieces and filled shapes, and the line of each: thin lines have no shapes."""
    here = ~found.is_away
    level, line = found.level[here][:, (0, 2, 1, 2)], found.line[here]
    bend, bend_line = found.bend[~found.bend_is_away], found.bend_line[~found.bend_is_away]
    if width > KNOTLESS:
        return level, line, ribbons(bend, width), bend_line
    tight = bend[:, 1] - bend[:, 0] < TIGHT
    pieces = [level, segments(bend[tight], 1), segments(bend[~tight], COARSE)]
    owner = np.concatenate((line, bend_line[tight], np.repeat(bend_line[~tight], COARSE)))
    return np.concatenate(pieces), owner, np.zeros((0, 1, 2)), np.zeros(0, np.int64)


def _dashes(found: Strokes, origin: float) -> tuple[Floats, Ints]:
    """All dashes in view, and the line of each."""
    level, of_level = level_dashes(found.level[found.is_away], origin, DASH)
    bend, of_bend = bend_dashes(found.bend[found.bend_is_away], DASH)
    owner = np.concatenate((found.line[found.is_away][of_level], found.bend_line[found.bend_is_away][of_bend]))
    return np.concatenate((level, bend)), owner


def fill(painter: QPainter, shapes: Floats) -> None:
    """Fill ``(n, m, 2)`` px, polygon by polygon: all of them at once would take Qt ten times as long."""
    polygon = QPolygonF()
    polygon.resize(shapes.shape[1])
    memory: Any = Shiboken.VoidPtr  # the stubs know one of its forms
    points = np.frombuffer(memory(polygon.data(), polygon.size() * 16, True), np.float64).reshape(-1, 2)
    for shape in shapes:
        points[:] = shape
        painter.drawPolygon(polygon)


def _parts(owner: Ints, count: int) -> list[slice]:
    """Where in `owner`, which never falls, each number stands."""
    edges = np.searchsorted(owner, np.arange(count + 1)).tolist()
    return [slice(a, b) for a, b in pairwise(edges)]
