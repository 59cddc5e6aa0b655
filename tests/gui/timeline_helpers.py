"""A story small enough to know by heart, a timeline on it, and real events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from recap_gui.gui.theme import LIGHT, font, palette
from recap_gui.gui.timeline_view import TimelineView
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Character, Episode, Mention, Scene, Story

CAST = ("Ada", "Bo", "Cy", "Di")
THERE = ("AB", "AC", "BC", "AB", "D", "ABC", "AD", "BC", "A", "CD", "AB", "ABCD")
"""Who is present in which of twelve scenes; Bo is only mentioned in the ninth."""
NO, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOTCH = 120


def story() -> Story:
    """Four characters in twelve scenes, and a title that is no scene in front."""
    text, scenes, mentions = "A title\n\n", [Scene("s0", 0, 9, kind="frame")], []
    for number, there in enumerate(THERE):
        start = len(text)
        text += f"Scene {number + 1} begins. " + "They talk on and on. " * (1 + number % 4)
        for letter in there:
            at = len(text)
            text += next(name for name in CAST if name.startswith(letter)) + " is here. "
            who = f"c{'ABCD'.index(letter) + 1}"
            mentions.append(Mention(at, at + 2, who, "name", "present", 0.9))
        if number == 8:
            mentions.append(Mention(len(text), len(text) + 2, "c2", "name", "mentioned", 0.5))
            text += "Bo is talked about. "
        text += "\n"
        scenes.append(Scene(f"s{number + 1}", start, len(text), place=f"Place {number % 3}", time="night"))
    cast = tuple(Character(f"c{i + 1}", name, (name,)) for i, name in enumerate(CAST))
    return Story("Twelve scenes", cast, (Episode("e1", text, tuple(scenes), tuple(mentions)),))


@contextmanager
def timeline(
    width: int = 1280, height: int = 720, *, letters: bool = True, told: bool = True
) -> Iterator[TimelineView]:
    """A shown timeline, on that story where `told`; without motion, so that a test sees where a move ends."""
    QApplication.setStyle("Fusion")
    QApplication.setPalette(palette(LIGHT))
    QApplication.setFont(font())
    workspace = Workspace()
    view = TimelineView(workspace)
    view.letter_keys, view.motion = letters, False
    view.resize(width, height)
    view.show()
    if told:
        workspace.set_story(story())
    settle()
    try:
        yield view
    finally:
        view.close()
        view.deleteLater()
        workspace.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle()


def settle() -> None:
    """Let everything that is due happen."""
    for _ in range(4):
        QCoreApplication.processEvents()


def wheel(
    widget: QWidget,
    at: QPoint,
    *,
    angle: tuple[int, int] = (0, 0),
    pixels: tuple[int, int] = (0, 0),
    held: Qt.KeyboardModifier = NO,
) -> None:
    """Turn the wheel, or move two fingers, over `at`."""
    event = QWheelEvent(
        QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(*pixels), QPoint(*angle),
        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, event)
    settle()


def pinch(widget: QWidget, at: QPoint, value: float) -> None:
    """Pinch on a trackpad: `value` is the change of scale, as macOS and Wayland send it."""
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, QPointF(at), QPointF(at), QPointF(widget.mapToGlobal(at)),
        value, QPointF(),
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, event)
    settle()


def key(view: TimelineView, pressed: Qt.Key, held: Qt.KeyboardModifier = NO, text: str = "") -> None:
    """Press a key on the canvas."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(view.canvas, QKeyEvent(kind, pressed, held, text))
    settle()


def drag(
    widget: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    held: Qt.KeyboardModifier = NO, steps: int = 6,
) -> None:  # fmt: skip
    """Press, move in steps, let go."""
    QTest.mousePress(widget, button, held, start)
    for step in range(1, steps + 1):
        move(widget, start + (end - start) * step / steps, button, held)
    QTest.mouseRelease(widget, button, held, end)
    settle()


def move(
    widget: QWidget, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.NoButton, held: Qt.KeyboardModifier = NO
) -> None:
    """Move the mouse with a button held (QTest's own moves hold none)."""
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(widget.mapToGlobal(at)), Qt.MouseButton.NoButton, button, held
    )
    QCoreApplication.sendEvent(widget, event)
    settle()


def block(view: TimelineView, scene: int, character: str) -> QPoint:
    """The middle of a cell, in px of the canvas. Scenes count from 0, the title included."""
    index, room, viewport = view.index, view.navigator.room, view.viewport
    assert index is not None and room is not None
    column, lane = index.column(scene), index.lane(character)
    assert column is not None and lane is not None
    left, right = viewport.to_px_x(list(index.units(range(column, column + 1))))
    top = room.lane_top(viewport, lane) + view.render_parts.ruler_height
    return QPoint(round((left + right) / 2), round(top + viewport.y_scale / 2))


def head(view: TimelineView, character: str) -> QPoint:
    """The middle of a lane head, in px of the heads."""
    index, room = view.index, view.navigator.room
    assert index is not None and room is not None
    lane = index.lane(character)
    assert lane is not None
    return QPoint(60, round(room.lane_top(view.viewport, lane) + view.viewport.y_scale / 2))


def click(widget: QWidget, at: QPoint, held: Qt.KeyboardModifier = NO) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, held, at)
    settle()
