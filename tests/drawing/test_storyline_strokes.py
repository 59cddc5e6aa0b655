"""Storylines as polylines: the same curves as in exports, whole however they are cut."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
import itertools

from made import known

from recap_gui.drawing.storyline import DISTANCE
from recap_gui.drawing.storyline_bends import MARGIN, bends
from recap_gui.drawing.storyline_strokes import strokes
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.storylines import problem
from recap_gui.layout.storylines.search import storylines


@pytest.fixture(scope="module", params=["ist_frozen", "got_s01e01"])
def made(request):
    *_, layout = storylines(problem(known(request.param)), seconds=60)
    scale = 60.0 / float(np.median(np.diff(layout.columns.x)))
    height = (layout.height + 2 * MARGIN) * DISTANCE
    where = bends(layout, Viewport(0, 0, scale, DISTANCE, layout.columns.width * scale, height))
    return layout, where, strokes(layout, where)


def test_strokes_run_where_the_curves_do(made):
    _, where, found = made
    for stroke in found:
        inside = stroke.points[1:-1]
        for x, y in inside[:: max(1, len(inside) // 40)]:
            exact = where.heights_at(float(x))[stroke.line]
            assert np.isnan(exact) or abs(exact - y) < 0.5


def test_strokes_of_a_line_join_and_change_their_look_where_its_character_is_away(made):
    layout, _where, found = made
    assert {stroke.line for stroke in found} == set(range(layout.lines))
    for line in range(layout.lines):
        own = [stroke for stroke in found if stroke.line == line]
        assert sum(stroke.is_dashed for stroke in own) == len(layout.absences[line])
        for one, other in itertools.pairwise(own):
            assert one.is_dashed != other.is_dashed
            assert (one.points[-1] == other.points[0]).all()
        for stroke in own:
            assert (np.diff(stroke.points[:, 0]) >= -1e-9).all()


def test_a_cut_keeps_the_rhythm_of_the_dashes(made):
    _, _, found = made
    dashed = [stroke for stroke in found if stroke.is_dashed]
    for stroke in dashed:
        left = float(stroke.points[:, 0].mean())
        points, along = stroke.cut(left, left + 30)
        way = float(np.hypot(*np.diff(stroke.points, axis=0).T).sum())
        rest = float(np.hypot(*np.diff(stroke.cut(left, 1e9)[0], axis=0).T).sum())
        assert points[0, 0] <= left
        assert along + rest == pytest.approx(way)
        assert not len(stroke.cut(stroke.points[-1, 0] + 1, 1e9)[0])
