"""Blocks stamped from a small atlas: each look, colour and size is drawn once and copied a thousand times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from shiboken6 import Shiboken

from recap_gui.drawing.marks import Rects
from recap_gui.drawing.style import ROLE, Style
from recap_gui.gui.device_grid import is_whole, on_grid
from recap_gui.gui.shapes import block_shape

WIDEST = 132
"""px: wider blocks are put together from a sprite of this width: left end, middle again and again, right end. Drawn as
shapes, their corners would come out a little different wherever else the painter's origin lies."""
LEFT_END, RIGHT_END = 60, 6
TILE = {"block unsure": 48, "hollow unsure": 54}
"""px of the middle after which a pattern repeats: eight steps of the hatching, ten dashes. Others are stretched."""
HIGHEST = 96
TALL_END = 16.0
"""px of a hull's upper and lower end, its round corners."""
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
        part = _sound(part)
        if not is_whole(ratio):
            part = Rects(part.kind, on_grid(part.box, ratio).astype(np.float32), part.role, part.target, part.group)
        if part.kind == "hull":
            part = self._stamp_tall(painter, part)
        low = part.box[:, 3] <= HIGHEST
        if not low.all():
            ground = self._colours[ROLE["ground"]]
            for (x, y, w, h), role in zip(part.box[~low].tolist(), part.role[~low].tolist(), strict=True):
                block_shape(painter, part.kind, QRectF(x, y, w, h), self._colours[role], ground, self._radius)
        wide = low & (part.box[:, 2] > WIDEST)
        small = low & ~wide
        if small.any():
            self._copy(painter, part.kind, part.box[small].astype(np.float64), part.role[small].astype(np.int64))
        if wide.any():
            self._copy_wide(painter, part.kind, part.box[wide].astype(np.float64), part.role[wide].astype(np.int64))

    def _stamp_tall(self, painter: QPainter, part: Rects) -> Rects:
        """Paint hulls higher than any sprite in three pieces, the middle one stretched; give the others back."""
        tall = (part.box[:, 3] > HIGHEST) & (part.box[:, 2] <= WIDEST)
        if tall.any():
            box = part.box[tall].astype(np.float64)
            whole = box.copy()
            whole[:, 3] = HIGHEST
            source = self._sprites_for(part.kind, whole, part.role[tall].astype(np.int64))
            for top, height, begin, taken in (
                (0.0, TALL_END, 0.0, TALL_END),
                (TALL_END, box[:, 3] - 2 * TALL_END, TALL_END, HIGHEST - 2 * TALL_END),
                (box[:, 3] - TALL_END, TALL_END, HIGHEST - TALL_END, TALL_END),
            ):
                to, of = box.copy(), source.copy()
                to[:, 1] += top
                to[:, 3] = height
                of[:, 1] += begin * self._ratio
                of[:, 3] = taken * self._ratio
                self._put(painter, to, of)
        return _only(part, ~tall)

    def _copy(self, painter: QPainter, kind: str, box: npt.NDArray[np.float64], role: npt.NDArray[np.int64]) -> None:
        self._put(painter, box, self._sprites_for(kind, box, role))

    def _copy_wide(
        self, painter: QPainter, kind: str, box: npt.NDArray[np.float64], role: npt.NDArray[np.int64]
    ) -> None:
        """Blocks wider than any sprite, in pieces."""
        whole = box.copy()
        whole[:, 2] = WIDEST
        boxes: list[tuple[float, float, float, float]] = []
        sources: list[tuple[float, float, float, float]] = []
        for (x, y, w, h), (left, top, _, high) in zip(
            box.tolist(), self._sprites_for(kind, whole, role).tolist(), strict=True
        ):
            for at, width, begin, taken in _pieces(w, TILE.get(kind)):
                boxes.append((x + at, y, width, h))
                sources.append((left + begin * self._ratio, top, taken * self._ratio, high))
        self._put(painter, np.array(boxes), np.array(sources))

    def _sprites_for(
        self, kind: str, box: npt.NDArray[np.float64], role: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float64]:
        width, height = np.maximum(np.rint(box[:, 2:] * self._units).astype(np.int64), 1).T
        keys = (role << 20) | (width << 10) | height
        distinct, own = np.unique(keys, return_inverse=True)
        return self._sources(kind, distinct.tolist())[own]

    def _put(self, painter: QPainter, box: npt.NDArray[np.float64], sources: npt.NDArray[np.float64]) -> None:
        """Copy from `sources` (device px in the atlas) to `box` (px), stretched where they differ."""
        if not is_whole(self._ratio):
            box = on_grid(box, self._ratio)
        n = len(box)
        if n > len(self._fragments):
            self._fragments = np.empty((2 * n, _FIELDS))
        rows = self._fragments[:n]
        rows[:, 0] = box[:, 0] + box[:, 2] / 2
        rows[:, 1] = box[:, 1] + box[:, 3] / 2
        rows[:, 2:6] = sources
        rows[:, 6] = box[:, 2] / sources[:, 2]
        rows[:, 7] = box[:, 3] / sources[:, 3]
        rows[:, 8] = 0
        rows[:, 9] = 1
        first = Shiboken.wrapInstance(self._fragments.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, n, self._atlas)  # type: ignore[arg-type]

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
            w, h = ((key >> 10) & 0x3FF) / self._units, (key & 0x3FF) / self._units
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

    @property
    def _units(self) -> float:
        """Sizes of sprites are counted in halves of a px, or where px are no device pixels, in those."""
        return 2.0 if is_whole(self._ratio) else self._ratio

    def _clear(self, ratio: float) -> None:
        self._ratio = ratio
        self._atlas = _empty(SIDE)
        self._at.clear()
        self._x, self._y, self._shelf = 1, 0, 0


def _sound(part: Rects) -> Rects:
    """`part` without what has no size: Qt dies of a fragment whose scale is no number."""
    sound: npt.NDArray[np.bool_] = np.all(np.isfinite(part.box) & (part.box > (-np.inf, -np.inf, 0, 0)), axis=1)
    return part if sound.all() else _only(part, sound)


def _only(part: Rects, which: npt.NDArray[np.bool_]) -> Rects:
    return Rects(part.kind, part.box[which], part.role[which], part.target[which], part.group)


def _pieces(width: float, tile: int | None) -> Iterator[tuple[float, float, float, float]]:
    """The pieces of a wide block: where each goes, its width, where it begins in the sprite, its width there."""
    yield 0.0, LEFT_END, 0.0, LEFT_END
    room = width - LEFT_END - RIGHT_END
    if tile is None:
        yield LEFT_END, room, LEFT_END, 8.0
    else:
        for number in range(int(room // tile)):
            yield LEFT_END + number * tile, tile, LEFT_END, tile
        if rest := room % tile:
            yield width - RIGHT_END - rest, rest, LEFT_END, rest
    yield width - RIGHT_END, RIGHT_END, WIDEST - RIGHT_END, RIGHT_END


def _empty(height: int) -> QPixmap:
    pixmap = QPixmap(SIDE, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
