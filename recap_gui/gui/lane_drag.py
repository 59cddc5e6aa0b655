"""Dragging a lane head: where it would land, and when a drop would mean "the same person". No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

HOLD = 0.5
"""How long (s) a head is held on another before that offers to merge."""
MIDDLE = 0.25
"""The part of a lane's height, above and below, that counts as between lanes."""


@dataclass(frozen=True, slots=True)
class Drag:
    """A lane head on its way. `gap` is the gap between lanes it points at (0 = above the first), or None over a middle.

    `over` is the lane whose middle the pointer is on, since `since` (s); `offers` says it was held there long enough.
    """

    lane: int
    y: float
    gap: int | None = None
    over: int | None = None
    since: float = 0.0
    offers: bool = False

    def moved(self, y: float, place: float, n_lanes: int, now: float) -> Drag:
        """The drag with the pointer at `y` px, which is lane `place` (with fraction) of `n_lanes`, at `now` (s)."""
        lane = min(max(int(place), 0), max(n_lanes - 1, 0))
        part = place - lane
        if place >= n_lanes or part > 1 - MIDDLE:
            return replace(self, y=y, gap=min(lane + 1, n_lanes), over=None, offers=False)
        if part < MIDDLE:
            return replace(self, y=y, gap=lane, over=None, offers=False)
        if lane == self.lane:
            return replace(self, y=y, gap=None, over=None, offers=False)
        near = lane if part < 0.5 else lane + 1
        since = self.since if self.over == lane else now
        return replace(self, y=y, gap=near, over=lane, since=since, offers=now - since >= HOLD)


def rearranged(characters: Sequence[str], lane: int, gap: int) -> tuple[str, ...]:
    """`characters` (one a lane, top to bottom) with that of `lane` moved to `gap`."""
    moved = characters[lane]
    rest = [*characters[:lane], *characters[lane + 1 :]]
    at = gap - (gap > lane)
    return (*rest[:at], moved, *rest[at:])
