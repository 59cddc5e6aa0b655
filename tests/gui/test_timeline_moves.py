"""Where the view may go, and how it gets there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline_helpers import story

from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.gui.timeline_moves import Room, ViewHistory, between, carried, room_of
from recap_gui.layout.lanes import lane_layout

LAYOUT = lane_layout(story())
ROOM = room_of(LAYOUT, 1000, 90)
MANY = replace(ROOM, limits=replace(ROOM.limits, width=30_000.0, lanes=200, y_scale_min=0.45))


def moves() -> st.SearchStrategy[list[tuple[str, float, float]]]:
    step = st.tuples(st.sampled_from(["pan", "zoom", "lanes"]), st.floats(0.2, 5.0), st.floats(-900.0, 900.0))
    return st.lists(step, max_size=20)


def moved(room: Room, steps: list[tuple[str, float, float]]):
    viewport = room.fitted()
    for kind, factor, px in steps:
        if kind == "pan":
            viewport = room.panned(viewport, px, px / 3)
        elif kind == "zoom":
            viewport = room.zoomed(viewport, factor, abs(px))
        else:
            viewport = room.lanes_zoomed(viewport, factor, abs(px) / 10)
    return viewport


@given(moves(), st.integers(0, 3))
def test_the_view_never_leaves_the_story_and_its_origin_is_whole(steps, pinned: int) -> None:
    room = replace(MANY, pinned=pinned)
    viewport = moved(room, steps)
    assert viewport.x0 * viewport.x_scale == pytest.approx(viewport.x_origin, abs=1e-6)
    assert viewport.y0 * viewport.y_scale == pytest.approx(viewport.y_origin, abs=1e-6)
    assert viewport.x_origin >= 0
    assert viewport.x_origin + room.width <= round(room.limits.width * viewport.x_scale) + 1
    assert viewport.y_origin >= room.held_height(viewport.y_scale)
    assert room.within(viewport) == viewport


@given(moves())
def test_every_lane_is_found_where_it_is_drawn(steps) -> None:
    room = replace(MANY, pinned=2)
    viewport = moved(room, steps)
    held = room.held_height(viewport.y_scale)
    for lane in (0, 1, 2, 50, 199):
        top = room.lane_top(viewport, lane)
        height = round((lane + 1) * viewport.y_scale) - round(lane * viewport.y_scale)
        middle = top + height / 2
        if height >= 2 and (lane < room.held(viewport.y_scale) or held <= middle < room.height):
            assert room.lane_at(viewport, middle) == lane


def test_pinned_lanes_leave_half_of_the_room() -> None:
    room = replace(MANY, pinned=150, height=400.0)
    assert room.held(20.0) == 10
    assert room.held_height(20.0) == 200


def test_what_is_in_view_is_not_moved_to() -> None:
    viewport = MANY.zoomed(MANY.fitted(), 10.0, 500.0)
    left, right = viewport.visible_x()
    assert MANY.revealing(viewport, units=(left + 1, right - 1)) == viewport
    assert MANY.revealing(viewport, units=(left - 50, right + 50)) == viewport
    assert MANY.revealing(viewport, units=(right + 5, right + 9)).visible_x()[1] >= right + 9


def test_a_motion_begins_and_ends_where_it_should_and_keeps_its_fixed_point() -> None:
    start = MANY.zoomed(MANY.fitted(), 4.0, 500.0)
    end = MANY.zoomed(start, 8.0, 250.0)
    assert between(start, end, 1.0, MANY) == end
    assert between(start, end, 0.0, MANY).x_origin == start.x_origin
    fixed = start.from_px_x(250.0)
    for part in (0.2, 0.5, 0.8):
        now = between(start, end, part, MANY)
        assert start.x_scale < now.x_scale < end.x_scale
        assert (fixed - now.x0) * now.x_scale == pytest.approx(250.0, abs=1.0)


def test_switching_widths_shows_the_same_scenes() -> None:
    words, equal = LAYOUT, lane_layout(story(), width="equal")
    before, after = LaneIndex(words), LaneIndex(equal)
    into = room_of(equal, 1000, 90)
    viewport = ROOM.spanning(ROOM.fitted(), *before.units(range(4, 8)))
    seen = carried(viewport, ROOM, before, after, into)
    first, last = after.units(range(4, 8))
    assert seen.visible_x() == pytest.approx((first, last), abs=0.02)
    assert carried(ROOM.fitted(), ROOM, before, after, into) == into.fitted()


class TestHistory:
    A, B, C = (replace(ROOM.fitted(), x0=float(at)) for at in (1, 2, 3))

    def test_back_and_forth(self) -> None:
        history = ViewHistory()
        history.leaving(self.A, "jump", 0.0)
        history.leaving(self.B, "jump", 0.1)
        assert history.back(self.C) == self.B
        assert history.back(self.B) == self.A
        assert history.back(self.A) is None
        assert history.forth(self.A) == self.B

    def test_moves_of_one_kind_within_a_second_are_one(self) -> None:
        history = ViewHistory()
        for now in (0.0, 0.5, 1.2):
            history.leaving(replace(self.A, x0=now), "pan", now)
        history.leaving(self.B, "pan", 9.0)
        assert history.back(self.C) == self.B
        assert history.back(self.B) == replace(self.A, x0=0.0)

    def test_a_new_move_forgets_the_way_forth(self) -> None:
        history = ViewHistory()
        history.leaving(self.A, "jump", 0.0)
        history.back(self.B)
        history.leaving(self.A, "jump", 5.0)
        assert history.forth(self.C) is None
