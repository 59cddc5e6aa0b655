"""The room that storylines move in, and where in it a picture stands that does not fill it."""

from __future__ import annotations

from recap_gui.drawing.storyline import DISTANCE, storyline_limits
from recap_gui.drawing.viewport import Limits
from recap_gui.gui.timeline_moves import CLOSEST_UNITS, Room
from recap_gui.layout.lanes import LaneLayout
from recap_gui.layout.storylines import Problem, StorylineLayout, lowered

SLENDER = 0.9
"""The distance of two lines to the width of the mean scene, when everything is fitted: hulls stay well shaped."""
NEAREST, TALLEST = 1.2 * DISTANCE, 40.0
"""px between lines that meet: bounds of what a fitted story may have where it does not fill the view."""


def storylines_room(layout: StorylineLayout, body: tuple[int, int]) -> Room:
    """The room for `layout` in a body of so many px."""
    width, height = (max(side, 1) for side in body)
    limits = storyline_limits(layout)
    units, tall = max(limits.width, 1e-9), max(limits.lanes, 1.0)
    scene = width / max(1, len(layout.columns))
    return Room(
        Limits(units, tall, width / min(CLOSEST_UNITS, units), min(height / tall, 12.0), 64.0),
        width,
        height,
        tallest=min(max(NEAREST, SLENDER * scene), TALLEST),
    )


def centred(layout: StorylineLayout, body: tuple[int, int]) -> StorylineLayout:
    """`layout` with as much air above and below as puts it into the middle of a body that shows everything."""
    room = storylines_room(layout, body)
    return lowered(layout, max(0.0, (room.height / room.fitted().y_scale - room.limits.lanes) / 2))


def rows_of(asked: Problem, lanes: LaneLayout) -> dict[str, float]:
    """Where the lanes have the characters of `asked`, from 0 on without gaps."""
    order = sorted(asked.characters, key=lambda character: (lanes.lane_of(character) < 0, lanes.lane_of(character)))
    return {character: float(row) * 1.5 for row, character in enumerate(order)}
