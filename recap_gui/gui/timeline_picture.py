"""The painted body of the timeline, kept as a picture: panning moves it and paints only what comes into view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from recap_gui.drawing.viewport import Viewport

Render = Callable[[QPainter, Viewport], None]
"""Paints what a viewport shows, its top left corner at the painter's origin, up to the viewport's size."""

MARGIN = 4
"""px painted around whatever is shown, and never seen: what a clip cuts, Qt smooths a little differently."""
GRIDS = (1, 2, 4)
"""px that can be whole device pixels for parts of the picture to be painted by themselves: the margin must be, too."""


class ScrolledPicture:
    """A picture of one viewport, painted by `render`.

    It rests on two promises: the viewport's origin is on whole pixels, and `render` paints a part of the view just as
    it paints the whole. `margin` px around the view are painted too and never shown. `painted` is the area last
    painted, in px, for those who count.
    """

    def __init__(self, render: Render, *, margin: int = MARGIN) -> None:
        self._render = render
        self._margin = margin
        self._viewport: Viewport | None = None
        self._ratio = 1.0
        self._pixmap = QPixmap()
        self.painted = 0

    def forget(self) -> None:
        """Paint everything when next shown: the layout or the style is another one."""
        self._viewport = None

    def show(self, viewport: Viewport, ratio: float) -> None:
        """Make the picture that of `viewport`, `ratio` device pixels to one of ours."""
        old = self._viewport
        self.painted = 0
        if (viewport == old and ratio == self._ratio) or viewport.width < 1 or viewport.height < 1:
            return
        width, height = round(viewport.width), round(viewport.height)
        region = QRect(0, 0, width, height)
        if old is not None and ratio == self._ratio and _same_scale(old, viewport):
            exposed = self._scroll(old.x_origin - viewport.x_origin, old.y_origin - viewport.y_origin, region)
        else:
            exposed = QRegion(region)
            self._fit(width, height, ratio)
        self._viewport, self._ratio = viewport, ratio
        self._paint(viewport, exposed, region)

    def repaint(self, viewport: Viewport, ratio: float) -> None:
        """Make the picture that of `viewport`, painting all of it: for what does not scroll as a whole."""
        if viewport != self._viewport or ratio != self._ratio:
            self.forget()
            self.show(viewport, ratio)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Copy the picture to `x`, `y`."""
        if self._viewport is not None:
            m, ratio = self._margin * self._ratio, self._ratio
            source = QRectF(m, m, round(self._viewport.width) * ratio, round(self._viewport.height) * ratio)
            painter.drawPixmap(QPointF(x, y), self._pixmap, source)

    def _fit(self, width: int, height: int, ratio: float) -> None:
        w, h = (round((side + 2 * self._margin) * ratio) for side in (width, height))
        if (self._pixmap.width(), self._pixmap.height()) != (w, h) or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = _pixmap(width + 2 * self._margin, height + 2 * self._margin, ratio)

    def _scroll(self, right: int, down: int, region: QRect) -> QRegion:
        """Move the picture; what is left to paint, in px. All of it where it would move by parts of a device pixel."""
        dx, dy = right * self._ratio, down * self._ratio
        whole = dx == round(dx) and dy == round(dy) and self._grid in GRIDS
        if not whole or abs(right) >= region.width() or abs(down) >= region.height():
            return QRegion(region)
        self._pixmap.scroll(round(dx), round(dy), self._pixmap.rect())
        return QRegion(region) - QRegion(region.translated(right, down))

    def _paint(self, viewport: Viewport, exposed: QRegion, whole: QRect) -> None:
        for found in exposed:  # type: ignore[attr-defined]  # the stubs do not know that regions iterate
            part = found if found == whole else _on_grid(found, self._grid)
            self.painted += part.width() * part.height()
            if part == whole:
                self._render_on(self._pixmap, viewport, part)
                continue
            strip = _pixmap(part.width() + 2 * self._margin, part.height() + 2 * self._margin, self._ratio)
            self._render_on(strip, viewport, part)
            m = self._margin * self._ratio
            source = QRectF(m, m, part.width() * self._ratio, part.height() * self._ratio)
            painter = QPainter(self._pixmap)
            painter.drawPixmap(QPointF(part.x() + self._margin, part.y() + self._margin), strip, source)
            painter.end()

    @property
    def _grid(self) -> int:
        """So many px are a whole number of device pixels."""
        return Fraction(self._ratio).limit_denominator(64).denominator

    def _render_on(self, pixmap: QPixmap, viewport: Viewport, part: QRect) -> None:
        """Paint `part` of the view on a pixmap of its size, with the margin around it."""
        m = self._margin
        painter = QPainter(pixmap)
        try:
            self._render(painter, _part(viewport, part.adjusted(-m, -m, m, m)))
        finally:
            painter.end()


def _on_grid(part: QRect, grid: int) -> QRect:
    """`part`, made larger so that all its edges lie on whole device pixels: it is then painted as the whole is."""
    left, top = part.x() // grid * grid, part.y() // grid * grid
    right, bottom = -(-(part.x() + part.width()) // grid) * grid, -(-(part.y() + part.height()) // grid) * grid
    return QRect(left, top, right - left, bottom - top)


def _pixmap(width: int, height: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _same_scale(a: Viewport, b: Viewport) -> bool:
    return (a.x_scale, a.y_scale, a.width, a.height) == (b.x_scale, b.y_scale, b.width, b.height)


def _part(viewport: Viewport, part: QRect) -> Viewport:
    """The viewport of a part of the view."""
    return replace(
        viewport,
        x0=(viewport.x_origin + part.x()) / viewport.x_scale,
        y0=(viewport.y_origin + part.y()) / viewport.y_scale,
        width=part.width(),
        height=part.height(),
    )
