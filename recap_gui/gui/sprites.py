"""Blocks stamped from a small atlas: each look, colour and size is drawn once and copied a thousand times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from shiboken6 import Shiboken

from recap_gui.drawing.marks import Rects
from recap_gui.drawing.style import ROLE, Style
from recap_gui.gui.shapes import block_shape

WIDEST = 128
"""px: wider blocks are few; they are drawn as shapes."""
HIGHEST = 96
SIDE = 1024
"""px: the atlas's width and first height; it doubles in height, then starts anew."""
HIGHEST_ATLAS = 4096
_FIELDS = 10
"""Doubles in a QPainter.PixmapFragment: x, y, source left, top, width, height, scale x, y, rotation, opacity."""


class Sprites:
    """The atlas for one style and device pixel ratio."""

    def __init__(self, style: Style, colours: Sequence[QColor]) -> None:
        self._colours = colours
        self._radius = style.metrics.radius
        self._fragments = np.empty((256, _FIELDS))
        self._ratio = 1.0
        self._atlas = _empty(SIDE)
        self._at: dict[tuple[str, int], tuple[int, int, float, float]] = {}
        self._x, self._y, self._shelf = 1, 0, 0

    def stamp(self, painter: QPainter, part: Rects) -> None:
        """Paint the blocks of `part`."""
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio:
            self._clear(ratio)
        small = (part.box[:, 2] <= WIDEST) & (part.box[:, 3] <= HIGHEST)
        if not small.all():
            ground = self._colours[ROLE["ground"]]
            large = ~small
            for (x, y, w, h), role in zip(part.box[large].tolist(), part.role[large].tolist(), strict=True):
                block_shape(painter, part.kind, QRectF(x, y, w, h), self._colours[role], ground, self._radius)
        if small.any():
            self._copy(painter, part.kind, part.box[small].astype(np.float64), part.role[small].astype(np.int64))

    def _copy(self, painter: QPainter, kind: str, box: npt.NDArray[np.float64], role: npt.NDArray[np.int64]) -> None:
        keys = (role << 20) | (np.rint(box[:, 2] * 2).astype(np.int64) << 10) | np.rint(box[:, 3] * 2).astype(np.int64)
        distinct, own = np.unique(keys, return_inverse=True)
        sources = self._sources(kind, distinct.tolist())[own]
        n = len(box)
        if n > len(self._fragments):
            self._fragments = np.empty((2 * n, _FIELDS))
        rows = self._fragments[:n]
        rows[:, 0] = box[:, 0] + box[:, 2] / 2
        rows[:, 1] = box[:, 1] + box[:, 3] / 2
        rows[:, 2:6] = sources
        rows[:, 6:8] = 1 / self._ratio
        rows[:, 8] = 0
        rows[:, 9] = 1
        first = Shiboken.wrapInstance(self._fragments.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, n, self._atlas)  # type: ignore[arg-type]  # wrapped memory, not one fragment

    def _sources(self, kind: str, keys: list[int]) -> npt.NDArray[np.float64]:
        """Where in the atlas the sprites are, ``(n, 4)`` device px; those not there yet are drawn."""
        missing = [key for key in keys if (kind, key) not in self._at]
        if missing and not self._draw(kind, missing):
            self._clear(self._ratio)
            self._draw(kind, keys)
        return np.array([self._at[kind, key] for key in keys], np.float64)

    def _draw(self, kind: str, keys: list[int]) -> bool:
        """Add sprites to the atlas; False when it is full."""
        places = []
        for key in keys:
            w, h = ((key >> 10) & 0x3FF) / 2, (key & 0x3FF) / 2
            place = self._room(int(np.ceil(w * self._ratio)), int(np.ceil(h * self._ratio)))
            if place is None:
                return False
            places.append((key, w, h, place))
        painter = QPainter(self._atlas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._colours[ROLE["ground"]]
        for key, w, h, (left, top) in places:
            painter.resetTransform()
            painter.translate(left, top)
            painter.scale(self._ratio, self._ratio)
            block_shape(painter, kind, QRectF(0, 0, w, h), self._colours[key >> 20], ground, self._radius)
            self._at[kind, key] = (left, top, w * self._ratio, h * self._ratio)
        painter.end()
        return True

    def _room(self, width: int, height: int) -> tuple[int, int] | None:
        """A free place of this size in device px, on shelves of equal height."""
        if self._x + width + 2 > self._atlas.width() or height + 2 > self._shelf:
            if self._x > 1:
                self._y += self._shelf
            self._x, self._shelf = 1, height + 2
        if self._y + self._shelf > self._atlas.height() and not self._grow(self._y + self._shelf):
            return None
        place = (self._x, self._y + 1)
        self._x += width + 2
        return place

    def _grow(self, needed: int) -> bool:
        height = self._atlas.height()
        while height < needed:
            height *= 2
        if height > HIGHEST_ATLAS:
            return False
        larger = _empty(height)
        painter = QPainter(larger)
        painter.drawPixmap(0, 0, self._atlas)
        painter.end()
        self._atlas = larger
        return True

    def _clear(self, ratio: float) -> None:
        self._ratio = ratio
        self._atlas = _empty(SIDE)
        self._at.clear()
        self._x, self._y, self._shelf = 1, 0, 0


def _empty(height: int) -> QPixmap:
    pixmap = QPixmap(SIDE, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
