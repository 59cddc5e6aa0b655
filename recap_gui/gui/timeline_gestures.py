"""Wheel and pinch, alike over body, ruler, lane heads and overview: events in, moves of the navigator out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from recap_gui.gui.timeline_moves import NOTCH
from recap_gui.gui.timeline_navigator import Navigator

STEP = 96.0
"""How far one wheel notch moves, in px."""
UNITS = 120.0
"""What Qt calls one notch."""

Wheel: TypeAlias = Literal["lanes", "time"]


@dataclass(frozen=True, slots=True)
class Pan:
    """Move over the story by px: `right` along time, `down` through the lanes."""

    right: float
    down: float


@dataclass(frozen=True, slots=True)
class ZoomTime:
    """Stretch time by `factor`."""

    factor: float


@dataclass(frozen=True, slots=True)
class ZoomLanes:
    """Stretch lanes by `factor`."""

    factor: float


Move: TypeAlias = Pan | ZoomTime | ZoomLanes


def wheel_move(event: QWheelEvent, *, plain: Wheel, shifted: Wheel) -> Move:
    """What a wheel event asks for; `plain` and `shifted` say what the wheel moves through without and with Shift.

    Trackpads and fine wheels send parts of a notch: all moves are in proportion. With Alt (and with Shift on macOS) Qt
    delivers a vertical wheel in x.
    """
    angle, pixels = event.angleDelta(), event.pixelDelta()
    held = event.modifiers()
    both = angle.x() + angle.y()
    if held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
        return ZoomTime(NOTCH ** (both / UNITS))
    if held & Qt.KeyboardModifier.AltModifier:
        return ZoomLanes(NOTCH ** (both / UNITS))
    if pixels.isNull():
        right, down = -angle.x() / UNITS * STEP, -angle.y() / UNITS * STEP
    else:
        right, down = float(-pixels.x()), float(-pixels.y())
    turned = bool(held & Qt.KeyboardModifier.ShiftModifier)
    through = shifted if turned else plain
    if through == "lanes":
        return Pan(0.0, right + down) if turned else Pan(right, down)
    if turned or abs(down) > abs(right):
        return Pan(right + down, 0.0)
    return Pan(right, 0.0)


class Gestures(QObject):
    """Watches widgets for wheel and pinch and moves `navigator`; nothing else of theirs is touched.

    `to_body` maps a point of the watched widget to the body; there a pinch or zoom has its fixed point. `wheel` says
    what the plain wheel moves through over the lanes; where they are all in view, it moves through time.
    """

    # Of the class, empty: when Python takes objects apart at exit, Qt still sends events to what has lost its own.
    _watched: Mapping[QObject, tuple[Callable[[QPointF], QPointF], Callable[[QPointF], bool]]] = MappingProxyType({})

    def __init__(self, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self.wheel: Wheel = "lanes"
        self._navigator = navigator
        self._watched = {}

    def watch(
        self, widget: QWidget, to_body: Callable[[QPointF], QPointF], over_time: Callable[[QPointF], bool]
    ) -> None:
        """Take wheel and pinch of `widget`; `over_time` says whether the plain wheel there moves through time."""
        self._watched = {**self._watched, widget: (to_body, over_time)}
        widget.grabGesture(Qt.GestureType.PinchGesture)
        widget.installEventFilter(self)

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        """Take what is ours of the events of a watched widget."""
        if widget not in self._watched or self._navigator.room is None:
            return False
        if isinstance(event, QWheelEvent):
            self._on_wheel(widget, event)
        elif isinstance(event, QNativeGestureEvent):
            return self._on_native(widget, event)
        elif isinstance(event, QGestureEvent):
            return self._on_gesture(widget, event)
        else:
            return False
        event.accept()
        return True

    def _on_wheel(self, widget: QObject, event: QWheelEvent) -> None:
        to_body, over_time = self._watched[widget]
        room, viewport = self._navigator.room, self._navigator.viewport
        time_only = over_time(event.position()) or (room is not None and room.shows_all_lanes(viewport))
        chosen: tuple[Wheel, Wheel] = ("lanes", "time") if self.wheel == "lanes" else ("time", "lanes")
        everywhere: tuple[Wheel, Wheel] = ("time", "time")
        plain, shifted = everywhere if time_only else chosen
        move = wheel_move(event, plain=plain, shifted=shifted)
        at = to_body(event.position())
        match move:
            case Pan(right, down):
                self._navigator.pan(right, down)
            case ZoomTime(factor):
                self._navigator.zoom(factor, at.x())
            case ZoomLanes(factor):
                self._navigator.zoom_lanes(factor, at.y())

    def _on_native(self, widget: QObject, event: QNativeGestureEvent) -> bool:
        """Pinch of macOS and Wayland trackpads: each event brings the change since the last."""
        at = self._watched[widget][0](event.position())
        match event.gestureType():
            case Qt.NativeGestureType.ZoomNativeGesture:
                self._navigator.zoom(max(0.2, 1.0 + event.value()), at.x())
            case Qt.NativeGestureType.SmartZoomNativeGesture:
                self._navigator.show_all()
            case Qt.NativeGestureType.BeginNativeGesture | Qt.NativeGestureType.EndNativeGesture:
                pass
            case _:
                return False
        event.accept()
        return True

    def _on_gesture(self, widget: QObject, event: QGestureEvent) -> bool:
        """Pinch of touch screens."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture) or not isinstance(widget, QWidget):
            return False
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            centre = QPointF(widget.mapFromGlobal(pinch.centerPoint().toPoint()))
            self._navigator.zoom(pinch.scaleFactor(), self._watched[widget][0](centre).x())
        event.accept(pinch)
        return True
