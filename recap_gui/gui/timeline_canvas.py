"""The canvas: a pyqtgraph ViewBox with one item of our own, which shows the ruler, the body and what lies over it.

The item is a child of the ViewBox itself, not of its transformed group: its coordinates are pixels, text stays true. It
is shown as pictures: the body is moved where panning can move it (`ScrolledPicture`), the ruler is painted anew when
time moves. Everything is made before the paint event; `paint` copies pictures and fills rectangles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.timeline_moves import Room
from recap_gui.gui.timeline_overlay import Patch
from recap_gui.gui.timeline_picture import Render, ScrolledPicture
from recap_gui.gui.widgets import is_ringed

PaintPatch = Callable[[QPainter, Patch], None]

RULER_SCALE = 16.0
"""The ruler has no lanes; this lane height lets it show its labels however low the lanes are."""


class CanvasItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """The one item. `prepare` makes its pictures, `paint` shows them under `patches`; `paints` counts the paints."""

    def __init__(
        self, view_box: pg.ViewBox, render_body: Render, render_ruler: Render, paint_patch: PaintPatch
    ) -> None:
        super().__init__(view_box)
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._box = QRectF()
        self._ruler_height = 0
        self._held = ScrolledPicture(render_body)
        self._scrolled = ScrolledPicture(render_body)
        self._ruler = ScrolledPicture(render_ruler, margin=0)
        self._paint_patch = paint_patch
        self._ground = QColor(Qt.GlobalColor.white)
        self._room: Room | None = None
        self._viewport: Viewport | None = None
        self.patches: Sequence[Patch] = ()
        self.paints = 0

    @property
    def painted(self) -> int:
        """How many px of the body the last `prepare` painted."""
        return self._held.painted + self._scrolled.painted

    def set_ground(self, ground: QColor) -> None:
        """The colour of the canvas where there is nothing to show."""
        self._ground = ground
        self.update()

    def set_box(self, width: float, height: float, ruler_height: int) -> None:
        """Take a box of this size."""
        self.prepareGeometryChange()
        self._box = QRectF(0, 0, width, height)
        self._ruler_height = ruler_height

    def set_view(self, room: Room | None, viewport: Viewport | None) -> None:
        """Show `viewport` when next painted."""
        self._room, self._viewport = room, viewport

    def set_patches(self, patches: Sequence[Patch]) -> None:
        """Lay `patches` over the body when next painted."""
        self.patches = patches

    def update_body(self, area: QRectF) -> None:
        """Paint `area` (in px of the body) again."""
        self.update(area.translated(0, self._ruler_height))

    def forget(self) -> None:
        """Paint everything anew: another layout, style or size."""
        for picture in (self._held, self._scrolled, self._ruler):
            picture.forget()
        self.update()

    def prepare(self, ratio: float) -> None:
        """Bring the pictures up to date with the viewport."""
        room, viewport = self._room, self._viewport
        if room is None or viewport is None:
            return
        held = room.held(viewport.y_scale)
        if held:
            height = room.held_height(viewport.y_scale)
            self._held.show(
                Viewport(viewport.x0, 0.0, viewport.x_scale, viewport.y_scale, viewport.width, height), ratio
            )
        self._scrolled.show(viewport, ratio)
        ruler = Viewport(viewport.x0, 0.0, viewport.x_scale, RULER_SCALE, viewport.width, self._ruler_height)
        self._ruler.repaint(ruler, ratio)

    def boundingRect(self) -> QRectF:
        """All of the canvas."""
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Copy the pictures, fill the patches."""
        self.paints += 1
        room, viewport = self._room, self._viewport
        if room is None or viewport is None:
            painter.fillRect(self._box, self._ground)
            return
        top, held = self._ruler_height, room.held_height(viewport.y_scale)
        self._ruler.draw(painter, 0, 0)
        if held:
            self._held.draw(painter, 0, top)
        self._scrolled.draw(painter, 0, top + held)
        painter.translate(0, top)
        for patch in self.patches:
            self._paint_patch(painter, patch)


class TimelineCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """The widget around the item. Its own signals tell what the mouse does, in px of the widget."""

    pressed = Signal(object)
    moved = Signal(object)
    released = Signal(object)
    double_clicked = Signal(object)
    left = Signal()
    menu_asked = Signal(object)
    resized = Signal()
    about_to_paint = Signal()
    """Last chance to say what lies over the body: once a frame."""

    def __init__(self, parent: QWidget, render_body: Render, render_ruler: Render, paint_patch: PaintPatch) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.setObjectName("timeline_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        # The item covers everything: nothing is painted or kept behind it.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setOptimizationFlag(self.OptimizationFlag.DontAdjustForAntialiasing)
        self._ruler_height = 0
        self._ringed = False
        self.view_box = pg.ViewBox(invertY=True, enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.view_box.disableAutoRange()
        self.view_box.setFlag(self.view_box.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self.view_box.borderRect.hide()
        self.setCentralItem(self.view_box)
        self.item = CanvasItem(self.view_box, render_body, render_ruler, paint_patch)
        self.view_box.sigRangeChanged.connect(self._on_range_changed)
        self.sceneObj.sigPrepareForPaint.connect(self._prepare)

    # ---- verbs

    def set_ruler_height(self, height: int) -> None:
        """Give the ruler `height` px; the body has the rest."""
        if height != self._ruler_height:
            self._ruler_height = height
            self._on_resized()

    def show_view(self, room: Room, viewport: Viewport) -> None:
        """Show `viewport`, through the ViewBox's range: there is one truth about what is in view."""
        self.item.set_view(room, viewport)
        top = viewport.y0 - self._above(room, viewport) / viewport.y_scale
        x_range = (viewport.x0, viewport.x0 + viewport.width / viewport.x_scale)
        y_range = (top, viewport.y0 + viewport.height / viewport.y_scale)
        self.view_box.setRange(xRange=x_range, yRange=y_range, padding=0, disableAutoRange=False)
        self.item.update()

    def show_nothing(self) -> None:
        """Show an empty ground."""
        self.item.set_view(None, None)
        self.item.set_patches(())
        self.item.update()

    @property
    def is_ringed(self) -> bool:
        """Whether a ring shows that the keyboard is here."""
        return self._ringed and self.hasFocus()

    @property
    def body_size(self) -> tuple[int, int]:
        """Width and height of the body in px."""
        size = self.viewport().size()
        return size.width(), max(1, size.height() - self._ruler_height)

    # ---- Qt's

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The box of the item is the whole widget."""
        super().resizeEvent(event)
        if event is not None:
            self._on_resized()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Told, not handled: pyqtgraph's own dragging and clicking is not wanted."""
        self._ringed = False
        self.pressed.emit(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Told."""
        self.moved.emit(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Told."""
        self.released.emit(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Told."""
        self.double_clicked.emit(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Told."""
        self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Told."""
        self.menu_asked.emit(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignored here, so that it reaches the timeline around us."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of focus comes, where keys brought the focus."""
        super().focusInEvent(event)
        self._ringed = is_ringed(event.reason(), self._ringed)
        self.item.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring of focus goes."""
        super().focusOutEvent(event)
        self.item.update()

    # ---- private

    def _on_resized(self) -> None:
        size = self.viewport().size()
        self.item.set_box(size.width(), size.height(), self._ruler_height)
        self.item.forget()
        self.resized.emit()

    def _above(self, room: Room, viewport: Viewport) -> float:
        return self._ruler_height + room.held_height(viewport.y_scale)

    @Slot()
    def _on_range_changed(self) -> None:
        """Bring the child transform up to date now: set in the paint event, it would cause a second paint."""
        self.view_box.updateMatrix()

    @Slot()
    def _prepare(self) -> None:
        self.about_to_paint.emit()
        self.item.prepare(self.devicePixelRatioF())
