"""The lane heads: colour, name and count of every lane, at the left at any scroll, with all that is done to a lane."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QBasicTimer, QEvent, QPoint, QPointF, QSize, Qt, QTimerEvent, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from recap_gui.gui.lane_drag import Drag
from recap_gui.gui.lane_icons import ICONS, Icon
from recap_gui.gui.lane_paint import Heads, paint_over, paint_sheet
from recap_gui.gui.lane_rows import Rows
from recap_gui.gui.timeline_colours import Colours
from recap_gui.gui.widgets import is_ringed

AUTO_SCROLL = 12.0
"""How far the lanes move each tick while a head is dragged over the edge, in px."""
TICK = 40
"""ms between looks at a drag that is held still."""


class LaneHeads(QWidget):
    """The lane heads. They hold no state of the story: `set_rows` says what to show, signals say what was done.

    Everything is in lanes and ids; `lane` arguments are indices into the layout.
    """

    clicked = Signal(object, object)
    """(lane, keyboard modifiers)"""
    hovered = Signal(object)
    """lane, or None"""
    icon_clicked = Signal(object, object)
    """(verb, lane)"""
    moved = Signal(object, object)
    """(lane, the gap it was dropped into: that above the lane of this index)"""
    merge_offered = Signal(object, object)
    """(lane dropped, lane it was dropped on)"""
    menu_asked = Signal(object, object)
    """(lane, global position)"""
    scroll_asked = Signal(object)
    """px down"""
    drag_told = Signal(object)
    """str: what a drop here would do, "" when the drag is over"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lane_heads")
        self.setAccessibleName(self.tr("Lanes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._rows: Rows | None = None
        self._colours: Colours | None = None
        self._hovered: int | None = None
        self._icon: Icon | None = None
        self._pressed: tuple[int, QPoint] | None = None
        self.drag: Drag | None = None
        self._timer = QBasicTimer()
        self._pointed = False
        self._sheet = QPixmap()
        self._ringed = False
        self.paints = 0

    # ---- verbs

    def set_rows(self, rows: Rows | None) -> None:
        """Show these lanes."""
        self._rows = rows
        if rows is None or (self._hovered is not None and self._hovered >= rows.n_lanes):
            self._hovered = self._icon = None
        self._renew()

    def set_colours(self, colours: Colours) -> None:
        """Wear these colours."""
        self._colours = colours
        self._renew()

    def set_hovered(self, lane: int | None) -> None:
        """Light the head of `lane`, because the pointer is over it or over a block of it."""
        if lane != self._hovered:
            before, self._hovered = self._hovered, lane
            self._icon = None
            for changed in (before, lane):
                if changed is not None and self._rows is not None:
                    self.update(self._rows.area(changed))

    def cancel_drag(self) -> None:
        """Let go of a dragged head without moving anything."""
        self._pressed = None
        self._end_drag()

    # ---- Qt's

    def sizeHint(self) -> QSize:
        """A width that has room for a name and a count."""
        return QSize(208, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a click, a click on an icon, or a drag."""
        lane = self._lane_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and lane is not None:
            self._pressed = (lane, event.position().toPoint())
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, or drag."""
        point = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (point.toPoint() - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
            if self.drag is None and far and self._rows is not None and self._rows.movable(self._pressed[0]):
                self.drag = Drag(self._pressed[0], point.y())
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._timer.start(TICK, self)
            self._drag_to(point.y())
            return
        lane = self._lane_at(point)
        icon = self._icon_at(point)
        if icon is not self._icon or not self._pointed:
            self._icon, self._pointed = icon, True
            if lane is not None and self._rows is not None:
                self.update(self._rows.area(lane))
        self.hovered.emit(lane)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a drag."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, None
        drag = self.drag
        if drag is not None:
            self._drag_to(event.position().y())
            drag = self.drag or drag
            self._end_drag()
            self._drop(drag)
        elif pressed is not None and self._lane_at(event.position()) == pressed[0]:
            icon = self._icon_at(event.position())
            if icon is not None:
                self.icon_clicked.emit(icon.verb, pressed[0])
            else:
                self.clicked.emit(pressed[0], event.modifiers())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of focus comes, where keys brought the focus."""
        super().focusInEvent(event)
        self._ringed = is_ringed(event.reason(), self._ringed)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring of focus goes."""
        super().focusOutEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is gone."""
        self._icon, self._pointed = None, False
        self.update()
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets a dragged head go; all other keys are the timeline's."""
        if event.key() == Qt.Key.Key_Escape and self.drag is not None:
            self.cancel_drag()
            event.accept()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a lane."""
        lane = self._lane_at(QPointF(event.pos()))
        if lane is not None:
            self.menu_asked.emit(lane, event.globalPos())

    def timerEvent(self, event: QTimerEvent) -> None:
        """A head held still: it may come to offer a merge, or scroll at the edge."""
        if event.timerId() != self._timer.timerId() or self.drag is None:
            return
        if self.drag.y < 0:
            self.scroll_asked.emit(-AUTO_SCROLL)
        elif self.drag.y > self.height():
            self.scroll_asked.emit(AUTO_SCROLL)
        self._drag_to(self.drag.y)

    def event(self, event: QEvent) -> bool:
        """Tooltips: the words of an icon, or a name that has no room."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self._tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), text, self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another sheet."""
        super().resizeEvent(event)
        self._renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the sheet, paint over it what the pointer does: hovering letters no row anew."""
        self.paints += 1
        if self._colours is None:
            return
        if self._sheet.isNull() or self._sheet.devicePixelRatio() != self.devicePixelRatioF():
            self._paint_sheet(self._colours)
        state = Heads(
            self._colours,
            self._rows,
            self._hovered,
            self._icon,
            self.drag,
            self._ringed and self.hasFocus(),
            self._pointed,
        )
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._sheet)
            paint_over(painter, self.size(), state)
        finally:
            painter.end()

    # ---- private

    def _renew(self) -> None:
        self._sheet = QPixmap()
        self.update()

    def _paint_sheet(self, colours: Colours) -> None:
        ratio = self.devicePixelRatioF()
        self._sheet = QPixmap(self.size() * ratio)
        self._sheet.setDevicePixelRatio(ratio)
        painter = QPainter(self._sheet)
        try:
            paint_sheet(painter, self.size(), self._rows, colours)
        finally:
            painter.end()

    def _tip(self, point: QPointF) -> str:
        icon = self._icon_at(point)
        if icon is not None:
            return icon.words
        lane = self._lane_at(point)
        return "" if lane is None or self._rows is None else self._rows.tip(lane)

    def _lane_at(self, point: QPointF) -> int | None:
        return self._rows.lane_at(point.y(), self._hovered) if self._rows is not None else None

    def _icon_at(self, point: QPointF) -> Icon | None:
        lane = self._lane_at(point)
        if lane is None or lane != self._hovered or self._rows is None or not self._rows.movable(lane):
            return None
        for icon, box in zip(ICONS, self._rows.icon_boxes(lane), strict=True):
            if box.adjusted(-2, -4, 2, 4).contains(point):
                return icon
        return None

    def _drag_to(self, y: float) -> None:
        if self.drag is None or self._rows is None:
            return
        drag = self.drag.moved(y, self._rows.place_at(y), self._rows.movable_lanes, monotonic())
        if drag != self.drag:
            self.drag = drag
            self.drag_told.emit(self._rows.told(drag))
            self.update()

    def _end_drag(self) -> None:
        self.drag = None
        self._timer.stop()
        self.unsetCursor()
        self.drag_told.emit("")
        self.update()

    def _drop(self, drag: Drag) -> None:
        if self._rows is None:
            return
        if drag.over is not None and drag.offers:
            self.merge_offered.emit(drag.lane, drag.over)
        elif drag.gap is not None and drag.gap not in (drag.lane, drag.lane + 1):
            self.moved.emit(drag.lane, drag.gap)
