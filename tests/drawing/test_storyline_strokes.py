"""Storylines in pieces for a screen: the same curves as in exports, whole however they are cut."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
from made import known

from recap_gui.drawing.storyline import DASH, DISTANCE
from recap_gui.drawing.storyline_bends import MARGIN, bends
from recap_gui.drawing.storyline_strokes import FINE, RIBBON, bend_dashes, level_dashes, ribbons, segments, strokes
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.storylines import problem
from recap_gui.layout.storylines.search import storylines


@pytest.fixture(scope="module", params=["ist_frozen", "got_s01e01"])
def made(request):
    *_, layout = storylines(problem(known(request.param)), seconds=60)
    scale = 60.0 / float(np.median(np.diff(layout.columns.x)))
    height = (layout.height + 2 * MARGIN) * DISTANCE
    viewport = Viewport(0, 0, scale, DISTANCE, layout.columns.width * scale, height)
    where = bends(layout, viewport)
    return layout, viewport, where, strokes(layout, where)


def test_pieces_run_where_the_curves_do(made):
    _, _, where, found = made
    for line, (x, _, y) in zip(found.line, found.level, strict=True):
        exact = where.heights_at(float(x) + 1.0)[line]
        assert np.isnan(exact) or abs(exact - y) < 0.5
    middles = segments(found.bend).reshape(len(found.bend), RIBBON, 4)
    for line, pieces in zip(found.bend_line, middles, strict=True):
        for x, y, _, _ in pieces[1::3]:
            assert abs(where.heights_at(float(x))[line] - y) < 0.5


def test_the_pieces_of_a_line_join_and_change_their_look_where_its_character_is_away(made):
    layout, _, where, found = made
    assert set(found.line.tolist()) == set(range(layout.lines))
    for line in range(layout.lines):
        levels, bent = found.level[found.line == line], found.bend[found.bend_line == line]
        ends = {(x, y) for x, _, y in levels} | {(x, y) for _, x, y in levels}
        for left, right, before, after in bent:
            assert (left, before) in ends and (right, after) in ends
        looks = found.is_away[found.line == line]
        away = np.zeros(len(where.columns), bool)
        for first, last in layout.absences[line]:
            away[first:last] = True
        run = where.run(line)
        assert (np.diff(looks.astype(int)) != 0).sum() == (np.diff(away[run.start : run.stop].astype(int)) != 0).sum()


def test_a_part_of_the_view_has_the_pieces_that_the_whole_has_there(made):
    layout, viewport, _, found = made
    left = round(viewport.width / 3)
    part = replace(viewport, x0=left / viewport.x_scale, width=200.0)
    there = strokes(layout, bends(layout, part))
    whole = {(line, *piece) for line, piece in zip(found.bend_line.tolist(), found.bend.tolist(), strict=True)}
    for line, (a, b, before, after) in zip(there.bend_line.tolist(), there.bend.tolist(), strict=True):
        if a > 0 and b < 200:
            shift = part.x_origin
            assert (line, a + shift, b + shift, before, after) in whole


def test_dashes_stand_where_they_stand_wherever_a_level_stretch_is_cut():
    whole, _ = level_dashes(np.array([[3.0, 200.0, 10.0]]), 0.0, DASH)
    cut, _ = level_dashes(np.array([[-20.0, 60.0, 10.0]]), 100.0, DASH)
    seen = {(a + 100, b + 100) for a, _, b, _ in cut.tolist() if a > 0}
    assert seen <= {(a, b) for a, _, b, _ in whole.tolist()}
    assert len(seen) == pytest.approx(60 / sum(DASH), abs=1)


def test_dashes_along_a_bend_are_as_long_as_elsewhere():
    bent = np.array([[0.0, 30.0, 0.0, 90.0], [10.0, 60.0, 20.0, 0.0]])
    dashes, owner = bend_dashes(bent, DASH)
    long = np.hypot(dashes[:, 2] - dashes[:, 0], dashes[:, 3] - dashes[:, 1])
    assert set(owner.tolist()) == {0, 1}
    for number in (0, 1):
        assert long[owner == number][:-1] == pytest.approx(DASH[0], abs=0.3)
    middles = segments(bent, FINE).reshape(2, FINE, 4)
    way = np.hypot(*(middles[0, :, 2:] - middles[0, :, :2]).T).sum()
    assert (owner == 0).sum() == pytest.approx(way / sum(DASH), abs=1)


def test_a_ribbon_is_everywhere_as_wide_as_its_line():
    shape = ribbons(np.array([[0.0, 40.0, 0.0, 60.0]]), 3.0)[0]
    upper, lower = shape[: RIBBON + 1], shape[RIBBON + 1 :][::-1]
    assert np.hypot(*(upper - lower).T) == pytest.approx(3.0)
    assert np.abs(upper[0, 0] - lower[0, 0]) < 1e-9  # it ends upright, where the level stretch goes on
