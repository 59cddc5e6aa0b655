"""Where wheel and pinch act: over body, ruler, lane heads, corner and overview alike, each in its own measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from recap_gui.gui.overview import point_in_body
from recap_gui.gui.timeline_gestures import Gestures

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView


class Reach:
    """Watches the parts of `view` for `gestures`, and says where in the body a point of each of them lies."""

    def __init__(self, view: TimelineView, gestures: Gestures) -> None:
        self._view = view
        gestures.watch(view.canvas.viewport(), self._canvas_to_body, self._over_ruler)
        gestures.watch(view.heads, _at_the_left, _nowhere)
        gestures.watch(view.corner, _at_the_left, _everywhere)
        gestures.watch(view.overview, self._overview_to_body, _everywhere)

    def _canvas_to_body(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() - self._view.render_parts.ruler_height)

    def _overview_to_body(self, point: QPointF) -> QPointF:
        viewport = self._view.navigator.viewport
        return point_in_body(self._view.overview, point, viewport.x0, viewport.x_scale, viewport.width)

    def _over_ruler(self, point: QPointF) -> bool:
        return point.y() < self._view.render_parts.ruler_height


def _at_the_left(point: QPointF) -> QPointF:
    return QPointF(0.0, point.y())


def _nowhere(_point: QPointF) -> bool:
    return False


def _everywhere(_point: QPointF) -> bool:
    return True
