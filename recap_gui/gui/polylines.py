"""Béziers as polylines, made in numpy and handed to Qt as memory: a path built point by point is ten times slower."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPolygonF
from shiboken6 import Shiboken

PIECES = (1, 4, 8, 16)
SIZES = (3.0, 16.0, 80.0)
"""px of a Bézier's larger side up to which it has so many pieces; the last for all larger ones."""


def flattened(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The polyline through Béziers given as ``(3 k + 1, 2)``; straight ones are one piece."""
    control = np.asarray(points, np.float64)
    start, one, two, end = control[0:-1:3], control[1::3], control[2::3], control[3::3]
    size = np.abs(end - start).max(1)
    level = np.abs(end - start).min(1) < 0.5
    pieces = np.where(level, 1, np.array(PIECES)[np.searchsorted(SIZES, size)])
    owner = np.repeat(np.arange(len(pieces)), pieces)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + 1
    t = (step / pieces[owner])[:, None]
    s = 1 - t
    line = s**3 * start[owner] + 3 * s * s * t * one[owner] + 3 * s * t * t * two[owner] + t**3 * end[owner]
    return np.concatenate((control[:1], line))


def polygon(line: npt.NDArray[np.float64]) -> QPolygonF:
    """A polygon of Qt's that holds ``(n, 2)`` px."""
    made = QPolygonF()
    made.resize(len(line))
    if len(line):
        void: Any = Shiboken.VoidPtr  # the stubs know one of its forms
        memory = void(made.data(), made.size() * 16, True)
        np.frombuffer(memory, np.float64).reshape(-1, 2)[:] = line
    return made


def draw_segments(painter: QPainter, line: npt.NDArray[np.float64]) -> None:
    """Draw the polyline through ``(n, 2)`` px piece by piece, with the painter's pen.

    Qt fills pieces with square caps one by one; a polyline's outline it makes and fills as a whole, which is up to a
    hundred times slower where lines are steep.
    """
    pieces = np.hstack((line[:-1], line[1:]))
    if len(pieces):
        first = Shiboken.wrapInstance(pieces.ctypes.data, QLineF)
        painter.drawLines(first, len(pieces))  # type: ignore[call-overload]
