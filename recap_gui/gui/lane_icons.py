"""The small signs in a lane head, drawn as paths in a 16 px square: sharp at any size and in any colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

SIZE = 16


@dataclass(frozen=True, slots=True)
class Icon:
    """One sign: the verb of the lane heads it calls, its words for tooltip and screen reader, its lines."""

    verb: str
    words: str
    path: Callable[[], QPainterPath]
    filled: bool = False


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for stroke in strokes:
        path.moveTo(*stroke[0])
        for point in stroke[1:]:
            path.lineTo(*point)
    return path


def _before() -> QPainterPath:
    path = _lines(((10.5, 3.5), (4.5, 8.0), (10.5, 12.5)))
    path.closeSubpath()
    return path


def _after() -> QPainterPath:
    path = _lines(((5.5, 3.5), (11.5, 8.0), (5.5, 12.5)))
    path.closeSubpath()
    return path


def _pin() -> QPainterPath:
    return _lines(((5.5, 2.5), (10.5, 2.5)), ((6.5, 2.5), (6.5, 7.0), (4.5, 9.5), (11.5, 9.5), (9.5, 7.0), (9.5, 2.5)),
                  ((8.0, 9.5), (8.0, 13.5)))  # fmt: skip


def _only() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2.5, 2.5, 11.0, 11.0))
    path.addEllipse(QPointF(8.0, 8.0), 2.0, 2.0)
    return path


def _hide() -> QPainterPath:
    path = QPainterPath(QPointF(2.0, 8.0))
    path.quadTo(8.0, 1.8, 14.0, 8.0)
    path.quadTo(8.0, 14.2, 2.0, 8.0)
    path.addPath(_lines(((3.5, 13.0), (12.5, 3.0))))
    return path


ICONS: tuple[Icon, ...] = (
    Icon("before", "Previous scene of this character", _before, filled=True),
    Icon("after", "Next scene of this character", _after, filled=True),
    Icon("pin", "Pin this lane to the top", _pin),
    Icon("only", "Show only this lane", _only),
    Icon("hide", "Hide this lane", _hide),
)
