"""What lies under a point of the timeline. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.gui.timeline_moves import Room

Region: TypeAlias = Literal["ruler", "body"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the timeline. `column` and `lane` are None beyond the last; `block` is None where nobody is."""

    region: Region
    column: int | None
    lane: int | None = None
    block: int | None = None


def place_at(index: LaneIndex, room: Room, viewport: Viewport, x: float, y: float) -> Place:
    """What lies at `x`, `y` px from the top left corner of the body; above it (`y` negative) is the ruler."""
    column = index.column_at(viewport.from_px_x(x))
    if y < 0:
        return Place("ruler", column)
    lane = room.lane_at(viewport, y)
    block = index.block(lane, column) if lane is not None and column is not None else None
    return Place("body", column, lane, block)
