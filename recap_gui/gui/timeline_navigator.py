"""The navigator: holds the viewport of the timeline and moves it, at once or in a short motion, with a way back."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal, Slot

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.timeline_moves import Room, ViewHistory, between


class Navigator(QObject):
    """The one owner of the timeline's viewport.

    `room` is None while there is nothing to show. `duration` is the length of a motion in ms, 0 for none. Steering by
    hand (`pan`, `zoom`, `zoom_lanes`) takes effect at once and ends a motion; jumps are moved to.
    """

    viewport_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room: Room | None = None
        self.viewport = Viewport(0.0, 0.0, 1.0, 1.0, 1.0, 1.0)
        self.duration = 0
        self.history = ViewHistory()
        self._start = self._goal = self.viewport
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._on_motion)

    @property
    def goal(self) -> Viewport:
        """Where the view is, or is moving to."""
        return self._goal if self.moving else self.viewport

    @property
    def moving(self) -> bool:
        """Whether a motion is under way."""
        return self._motion.state() == QVariantAnimation.State.Running

    # ---- what there is to move in

    def enter(self, room: Room, viewport: Viewport | None = None) -> None:
        """Move in another room, beginning at `viewport` or with everything in view; the way back is forgotten."""
        self._motion.stop()
        self.history.clear()
        self.room = room
        self._set(room.within(viewport) if viewport is not None else room.fitted())

    def leave(self) -> None:
        """There is nothing to show any more."""
        self._motion.stop()
        self.history.clear()
        self.room = None

    def resize(self, room: Room) -> None:
        """The same layout in a body of another size: what was fitted stays fitted, all else keeps scale and place."""
        old, before = self.room, self.goal
        self._motion.stop()
        self.room = room
        if old is None or before == old.fitted():
            self._set(room.fitted())
            return
        resized = before.resized(room.width, room.height, room.limits)
        if old.shows_all_lanes(before) and before.y_scale == old.fitted().y_scale:
            fitted = room.fitted()
            resized = Viewport(resized.x0, fitted.y0, resized.x_scale, fitted.y_scale, room.width, room.height)
        self._set(room.within(resized))

    # ---- steering by hand

    def pan(self, right: float, down: float) -> None:
        """Move over the story by px."""
        if self.room is not None:
            self._steer(self.room.panned(self.viewport, right, down), "pan")

    def zoom(self, factor: float, at: float) -> None:
        """Stretch time by `factor` around `at` px from the left edge of the body."""
        if self.room is not None:
            self._steer(self.room.zoomed(self.viewport, factor, at), "zoom")

    def zoom_lanes(self, factor: float, at: float) -> None:
        """Stretch lanes by `factor` around `at` px from the top of the body."""
        if self.room is not None:
            self._steer(self.room.lanes_zoomed(self.viewport, factor, at), "lanes")

    def place(self, viewport: Viewport) -> None:
        """Show `viewport` now, as the overview's window is dragged."""
        if self.room is not None:
            self._steer(self.room.within(viewport), "place")

    # ---- jumps

    def go(self, viewport: Viewport, kind: str = "jump") -> None:
        """Move to `viewport`; the view now can be come back to."""
        if self.room is None or (viewport := self.room.within(viewport)) == self.goal:
            return
        self.history.leaving(self.goal, kind, monotonic())
        self._move(viewport)

    def show_all(self) -> None:
        """Move to where everything is in view."""
        if self.room is not None:
            self.go(self.room.fitted())

    def show(self, first: float, last: float) -> None:
        """Move to where the story units ``[first, last)`` fill the view."""
        if self.room is not None:
            self.go(self.room.showing(self.goal, first, last))

    def reveal(self, *, units: tuple[float, float] | None = None, lane: int | None = None) -> None:
        """Move as little as brings `units` and `lane` into view: not at all where they are."""
        if self.room is not None:
            self.go(self.room.revealing(self.goal, units=units, lane=lane), "reveal")

    def back(self) -> None:
        """Move to the view before."""
        viewport = self.history.back(self.goal)
        if viewport is not None:
            self._move(viewport)

    def forth(self) -> None:
        """Move to the view that was gone back from."""
        viewport = self.history.forth(self.goal)
        if viewport is not None:
            self._move(viewport)

    # ---- private

    def _steer(self, viewport: Viewport, kind: str) -> None:
        if viewport == self.viewport and not self.moving:
            return
        self.history.leaving(self.viewport, kind, monotonic())
        self._motion.stop()
        self._set(viewport)

    def _move(self, viewport: Viewport) -> None:
        self._motion.stop()
        if not self.duration:
            self._set(viewport)
            return
        self._start, self._goal = self.viewport, viewport
        self._motion.setDuration(self.duration)
        self._motion.start()

    @Slot(object)
    def _on_motion(self, at: float) -> None:
        if self.room is not None and self.moving:
            self._set(between(self._start, self._goal, at, self.room))

    def _set(self, viewport: Viewport) -> None:
        if self.room is not None and viewport != self.viewport:
            self.viewport = viewport
            self.viewport_changed.emit(viewport)
