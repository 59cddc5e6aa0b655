"""The painter: replays a drawing on any QPainter (screen, image, PDF). QtCore and QtGui alone; it decides nothing."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

from recap_gui import assets
from recap_gui.drawing.marks import DENSITY_ALPHA, Curve, Density, Drawing, Layer, Rects, Text, within
from recap_gui.drawing.measure import BOLD, FAMILY, FONT_FILES
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.gui.device_grid import enlarged, is_whole, on_grid
from recap_gui.gui.polylines import flattened, polygon
from recap_gui.gui.shapes import block_shape, qcolour
from recap_gui.gui.sprites import Sprites
from recap_gui.layout.density import FOLD


def load_fonts() -> None:
    """Make the shipped font known to Qt. Needs a QGuiApplication; done once for each."""
    if FAMILY not in QFontDatabase.families():
        for name in FONT_FILES:
            QFontDatabase.addApplicationFontFromData(QByteArray(assets.data("fonts", name)))


class Painter:
    """Paints drawings in one style.

    With `sprites` blocks are stamped from a small atlas (for screens: a thousand in a millisecond); without, each is
    a path (for PDF and print, where stamps would be pixels).
    """

    def __init__(self, style: Style, *, sprites: bool = True) -> None:
        self.style = style
        self._colours = [qcolour(colour) for colour in style.colours]
        self._sprites = Sprites(style, self._colours) if sprites else None

    def colour(self, role: int) -> QColor:
        """The style's colour of a role."""
        return self._colours[role]

    def paint(self, painter: QPainter, drawing: Drawing) -> None:
        """Paint all of `drawing`, its top left corner at the painter's origin."""
        painter.fillRect(QRectF(0, 0, drawing.width, drawing.height), self._colours[ROLE["ground"]])
        for layer in drawing.layers:
            self.paint_layer(painter, layer)

    def paint_layer(self, painter: QPainter, layer: Layer, strip: tuple[float, float] | None = None) -> None:
        """Paint one layer where its box is, clipped to it; with `strip` only what reaches between these two heights."""
        x, y, width, height = layer.box
        if strip is not None:
            layer = within(layer, strip[0] - y, strip[1] - y)
        painter.save()
        painter.translate(x, y)
        painter.setClipRect(QRectF(0, 0, width, height), Qt.ClipOperation.IntersectClip)
        for part in layer.rects:
            if part.group == "ground":
                self._rects(painter, part)
        if layer.density is not None:
            self._density(painter, layer.density)
        for part in layer.rects:
            if part.group != "ground":
                self._rects(painter, part)
        for curve in layer.curves:
            self._curve(painter, curve)
        for text in layer.texts:
            self._text(painter, text)
        painter.restore()

    def _rects(self, painter: QPainter, part: Rects) -> None:
        if part.kind == "fill":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            ratio = painter.device().devicePixelRatioF()
            box = part.box if is_whole(ratio) else on_grid(part.box, ratio)
            for (x, y, w, h), role in zip(box.tolist(), part.role.tolist(), strict=True):
                painter.fillRect(QRectF(x, y, w, h), self._colours[role])
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if part.kind == "outline":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for (x, y, w, h), role in zip(part.box.tolist(), part.role.tolist(), strict=True):
                painter.setPen(QPen(self._colours[role], 2))
                radius = self.style.metrics.radius + 2
                painter.drawRoundedRect(QRectF(x + 1, y + 1, w - 2, h - 2), radius, radius)
        elif self._sprites is None:
            self._shapes(painter, part)
        else:
            self._sprites.stamp(painter, part)

    def _shapes(self, painter: QPainter, part: Rects) -> None:
        ground = self._colours[ROLE["ground"]]
        for (x, y, w, h), role in zip(part.box.tolist(), part.role.tolist(), strict=True):
            block_shape(painter, part.kind, QRectF(x, y, w, h), self._colours[role], ground, self.style.metrics.radius)

    def _density(self, painter: QPainter, density: Density) -> None:
        pixels, x, y = density.pixels, density.x, density.y
        ratio, table = painter.device().devicePixelRatioF(), density_table(self.style.colours)
        if is_whole(ratio):
            painter.drawImage(QPointF(x, y), density_image(pixels, table))
            return
        larger, left, top = enlarged(pixels, x, y, ratio)
        image = density_image(larger, table)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(left / ratio, top / ratio), image)

    def _curve(self, painter: QPainter, curve: Curve) -> None:
        pen = QPen(self._colours[curve.role], curve.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if curve.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / curve.width for length in curve.dash])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._sprites is not None:
            painter.setPen(pen)
            painter.drawPolyline(polygon(flattened(curve.points)))
            return
        path = QPainterPath(QPointF(*curve.points[0].tolist()))
        for a, b, c in curve.points[1:].reshape(-1, 3, 2).tolist():
            path.cubicTo(QPointF(*a), QPointF(*b), QPointF(*c))
        painter.strokePath(path, pen)

    def _text(self, painter: QPainter, text: Text) -> None:
        painter.setFont(font(text.size, text.weight))
        painter.setPen(self._colours[text.role])
        painter.drawText(QPointF(text.x, text.y), text.text)


def density_image(pixels: npt.NDArray[np.uint8], table: tuple[int, ...]) -> QImage:
    """The density picture in colour."""
    height, width = pixels.shape
    kept = np.ascontiguousarray(pixels)
    image = QImage(kept.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(list(table))
    return image.convertToFormat(QImage.Format.Format_RGB32)


@lru_cache(maxsize=8)
def density_table(colours: tuple[str, ...]) -> tuple[int, ...]:
    """One opaque colour for each byte: the lane's, the nearer to the ground the less of it there is."""
    ground = qcolour(colours[ROLE["ground"]])
    table = [ground.rgb()] * 256
    for code in range(1, FOLD + 1):
        colour = qcolour(colours[lane_role(code - 1 if code < FOLD else 255)])
        for low in range(1, 16):
            share = DENSITY_ALPHA[low]
            mixed = (
                round(of(colour) * share + of(ground) * (1 - share)) for of in (QColor.red, QColor.green, QColor.blue)
            )
            table[code << 4 | low] = QColor(*mixed).rgb()
    return tuple(table)


@lru_cache(maxsize=128)
def font(size: float, weight: int) -> QFont:
    """The shipped font, `size` px high."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(QFont.Weight.DemiBold if weight >= BOLD else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
