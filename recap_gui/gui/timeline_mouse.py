"""The mouse over ruler and body: click, sweep, drag. What it means is told by signals; it changes nothing itself."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from recap_gui.gui.timeline_canvas import TimelineCanvas
from recap_gui.gui.timeline_navigator import Navigator

Doing: TypeAlias = Literal["nothing", "pressed", "panning", "sweeping"]


class Mouse(QObject):
    """Turns what the mouse does on the canvas into clicks, pans and sweeps over scenes.

    A press that stays is a click; one that moves pulls the picture, with Shift it sweeps over scenes. The middle button
    pulls at once. There is no inertia: the picture is where the hand left it.
    """

    hovered = Signal(object)
    """QPointF | None: the pointer moved here, or away"""
    clicked = Signal(object, object)
    """(QPointF, keyboard modifiers)"""
    double_clicked = Signal(object)
    swept = Signal(object, object)
    """(QPointF where it began, QPointF now)"""

    def __init__(self, canvas: TimelineCanvas, navigator: Navigator) -> None:
        super().__init__(canvas)
        self._canvas, self._navigator = canvas, navigator
        self._doing: Doing = "nothing"
        self._start = self._last = QPointF()
        canvas.pressed.connect(self._on_pressed)
        canvas.moved.connect(self._on_moved)
        canvas.released.connect(self._on_released)
        canvas.double_clicked.connect(self._on_double_clicked)
        canvas.left.connect(self._on_left)

    @Slot(object)
    def _on_pressed(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin("panning", event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self._begin("pressed", event.position())

    @Slot(object)
    def _on_moved(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._doing == "nothing" or not event.buttons():
            self._doing = "nothing"
            self.hovered.emit(point)
            return
        if self._doing == "pressed":
            if (point - self._start).manhattanLength() < QApplication.startDragDistance():
                return
            sweeps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._begin("sweeping" if sweeps else "panning", self._start)
        if self._doing == "sweeping":
            self.swept.emit(self._start, point)
            return
        step = point - self._last
        right, down = round(step.x()), round(step.y())
        self._last = self._last + QPointF(right, down)
        self._navigator.pan(-right, -down)

    @Slot(object)
    def _on_released(self, event: QMouseEvent) -> None:
        done, self._doing = self._doing, "nothing"
        self._canvas.viewport().unsetCursor()
        if done == "pressed" and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position(), event.modifiers())
        self.hovered.emit(event.position())

    @Slot(object)
    def _on_double_clicked(self, event: QMouseEvent) -> None:
        self._doing = "nothing"
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(event.position())

    @Slot()
    def _on_left(self) -> None:
        if self._doing == "nothing":
            self.hovered.emit(None)

    def _begin(self, doing: Doing, at: QPointF) -> None:
        self._doing = doing
        self._start = self._last = at
        if doing == "panning":
            self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.hovered.emit(None)
