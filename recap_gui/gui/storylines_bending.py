"""Lines on their way: from one picture to a better one, and between the lanes' rows and the storylines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEasingCurve, QObject, QRect, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from recap_gui.drawing.storyline_bends import MARGIN
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.storylines_render import StorylinesRender
from recap_gui.gui.widgets import painting
from recap_gui.layout.storylines import StorylineLayout
from recap_gui.layout.storylines.motion import between, in_rows

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView

BLOCK = 0.62
"""Of a lane's height, what its blocks take."""
BENDING = 160
"""ms in which lines go from one picture to the next."""


class Bending(QObject):
    """Leads from one layout to another; `step` has each layout on the way, the last one being the goal itself."""

    step = Signal(object, float)
    """(StorylineLayout, how high in px the blocks of the lanes are that its lines still wear)"""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._from: StorylineLayout | None = None
        self._goal: StorylineLayout | None = None
        self._blocks = (0.0, 0.0)
        self._at = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setDuration(BENDING)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._motion.valueChanged.connect(self._on_value)

    @property
    def under_way(self) -> bool:
        """Whether lines are moving; with the goal itself they have arrived."""
        return self._motion.state() == QVariantAnimation.State.Running and self._at < 1.0

    def go(self, start: StorylineLayout, goal: StorylineLayout, blocks: tuple[float, float] = (0.0, 0.0)) -> None:
        """Lead from `start` to `goal`; `blocks` is how high those of the lanes are at both ends."""
        self.stop()
        self._from, self._goal, self._blocks, self._at = start, goal, blocks, 0.0
        self._motion.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._motion.stop()

    @Slot(object)
    def _on_value(self, at: float) -> None:
        if self._from is not None and self._goal is not None:
            self._at = at
            first, last = self._blocks
            self.step.emit(between(self._from, self._goal, at), first + (last - first) * at)


def as_lanes(layout: StorylineLayout, viewport: Viewport, body: QRect, lanes: TimelineView) -> StorylineLayout | None:
    """`layout` with its lines in the rows of `lanes`, scene under scene, px for px; None where nothing is shown there.

    `viewport` shows the layout in `body`, whose px are those of a widget that covers `lanes`. A character without a
    lane of its own runs along the lower edge.
    """
    room, seen = lanes.navigator.room, lanes.navigator.viewport
    if room is None or lanes.index is None:
        return None
    from_, scale = lanes.index.layout, seen.y_scale
    canvas = lanes.canvas.geometry()
    right = canvas.x() - body.x()
    down = canvas.y() + lanes.render_parts.ruler_height - body.y()
    edges = seen.to_px_x(from_.columns.x) + right
    if len(edges) != len(layout.columns.x):
        return None
    rows = np.full(layout.lines, float(body.height()))
    for line, character in enumerate(layout.characters):
        lane = from_.lane_of(character)
        if lane >= 0:
            rows[line] = room.lane_top(seen, lane) + scale / 2 + down
    x = (edges + viewport.x_origin) / viewport.x_scale
    return in_rows(layout, x, (rows + viewport.y_origin) / viewport.y_scale - MARGIN)


def block_height(lanes: TimelineView) -> float:
    """How high the blocks of `lanes` are, in px."""
    return BLOCK * lanes.navigator.viewport.y_scale


class WayBack(QWidget):
    """Lies over the lanes while the lines of the storylines return to their rows; then it is gone."""

    def __init__(self, render: StorylinesRender, viewport: Viewport, body: QRect, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(body)
        self._viewport = viewport
        self._render = StorylinesRender()
        self._render.set_style(render.style)
        self._bending = Bending(self)
        self._bending.step.connect(self._on_step)
        self._goal: StorylineLayout | None = None

    def go(self, start: StorylineLayout, goal: StorylineLayout, blocks: float) -> None:
        """Show the way from `start` to `goal`, where lines have become blocks so many px high, and close."""
        self._goal = goal
        self._render.layout = start
        self.show()
        self.raise_()
        self._bending.go(start, goal, (0.0, blocks))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines where they are."""
        with painting(self) as painter:
            self._render.body(painter, self._viewport)

    @Slot(object, float)
    def _on_step(self, layout: StorylineLayout, blocks: float) -> None:
        self._render.layout, self._render.blocks = layout, blocks
        if layout is self._goal:
            self.hide()
            self.deleteLater()
        else:
            self.update()
