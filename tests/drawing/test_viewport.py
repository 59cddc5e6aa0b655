"""The viewport: an immutable mapping that never throws one elsewhere."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recap_gui.drawing.viewport import Limits, Viewport, fit

LIMITS = Limits(width=5000, lanes=30, x_scale_max=40)
START = fit(LIMITS, 1000, 400, lane_height=24)
px = st.floats(0, 1000)
moves = st.lists(st.tuples(st.sampled_from(["zoom", "pan", "lanes"]), st.floats(-400, 400), px), max_size=12)


def moved(viewport, steps):
    for verb, amount, at in steps:
        if verb == "zoom":
            viewport = viewport.zoomed(2 ** (amount / 100), at, LIMITS)
        elif verb == "pan":
            viewport = viewport.panned(amount, amount / 4, LIMITS)
        else:
            viewport = viewport.lanes_zoomed(2 ** (amount / 400), at / 3, LIMITS)
    return viewport


def test_fitted_shows_all_of_time():
    assert START.visible_x() == (0, 5000)
    assert START.shows_all_of_time(LIMITS)


@given(moves, st.floats(0.3, 3), px)
def test_zooming_keeps_what_lies_under_the_pointer(steps, factor, at):
    before = moved(START, steps)
    after = before.zoomed(factor, at, LIMITS)
    near = 2 / after.x_scale
    if after.x0 > near and after.visible_x()[1] < LIMITS.width - near:  # no edge came in the way
        assert abs(after.from_px_x(at) - before.from_px_x(at)) * after.x_scale <= 2 + after.x_scale / before.x_scale


@given(moves)
def test_never_beyond_the_limits(steps):
    viewport = moved(START, steps)
    assert viewport.x0 >= 0 and viewport.y0 >= 0
    assert viewport.x0 + viewport.width / viewport.x_scale <= LIMITS.width + 1e-6
    assert viewport.x_scale <= LIMITS.x_scale_max
    assert LIMITS.y_scale_min <= viewport.y_scale <= LIMITS.y_scale_max


@given(moves, st.integers(-300, 300))
def test_panning_moves_every_edge_by_the_same_whole_px(steps, right):
    before = moved(START, steps)
    after = before.panned(right, 0, LIMITS)
    edges = np.linspace(0, 5000, 60)
    assert len(set((before.to_px_x(edges) - after.to_px_x(edges)).tolist())) == 1


@given(moves, px)
def test_px_and_units_are_inverse(steps, at):
    viewport = moved(START, steps)
    assert abs(float(viewport.to_px_x(viewport.from_px_x(at))) - at) <= 1


def test_fitting_a_selection_shows_it_with_a_margin():
    viewport = START.showing(1000, 1500, LIMITS)
    first, last = viewport.visible_x()
    assert first < 1000 and last > 1500
    assert viewport.x_scale > START.x_scale


def test_revealing_what_is_seen_moves_nothing():
    viewport = START.showing(1000, 1500, LIMITS)
    assert viewport.revealing(1100, 1200, LIMITS) == viewport
    assert viewport.revealing(3000, 3050, LIMITS).visible_x()[1] >= 3050


def test_a_lane_below_is_brought_up():
    viewport = START.revealing_lane(29, LIMITS)
    assert viewport.visible_y()[0] <= 29 and viewport.visible_y()[1] >= 30


def test_a_larger_window_keeps_everything_in_view():
    assert START.resized(1600, 400, LIMITS).shows_all_of_time(LIMITS)
    closer = START.zoomed(8, 500, LIMITS)
    assert closer.resized(1600, 400, LIMITS).x_scale == closer.x_scale


def test_a_tiny_story_is_not_blown_up_beyond_the_limit():
    tiny = Limits(width=12, lanes=1, x_scale_max=40)
    assert fit(tiny, 2000, 100, lane_height=24) == Viewport(0, 0, 40, 24, 2000, 100)
