"""Storylines as marks: crossings of the curves, no name on another, scenes and lines found under the pointer."""

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
from made import known, story_of

from recap_gui.drawing.measure import shipped
from recap_gui.drawing.picture import Captions
from recap_gui.drawing.storyline import DISTANCE, draw_storylines
from recap_gui.drawing.storyline_bends import MARGIN, bends, hull_at, line_at
from recap_gui.drawing.storyline_picture import draw_storyline_picture, storyline_rows
from recap_gui.drawing.storyline_words import StorylineDescriber
from recap_gui.drawing.style import style
from recap_gui.drawing.svg import svg
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.storylines import problem
from recap_gui.layout.storylines.bending import bending
from recap_gui.layout.storylines.search import storylines

STYLE = style("light")


@pytest.fixture(scope="module", params=["ist_frozen", "ist_narnia", "got_s01e01"])
def layout(request):
    *_, last = storylines(problem(known(request.param)), seconds=60)
    return last


def whole(layout, px=60.0):
    scale = px / float(np.median(np.diff(layout.columns.x)))
    return Viewport(0, 0, scale, DISTANCE, layout.columns.width * scale, (layout.height + 2 * MARGIN) * DISTANCE)


def test_curves_cross_as_often_as_the_layout_says(layout):
    where = bends(layout, whole(layout))
    xs = np.arange(0.0, whole(layout).width, 0.5)
    heights = np.array([where.heights_at(x) for x in xs])
    crossings = 0
    for one in range(layout.lines):
        for other in range(one):
            apart = heights[:, one] - heights[:, other]
            side = np.sign(apart[~np.isnan(apart)])
            side = side[side != 0]
            crossings += int((side[1:] != side[:-1]).sum())
    assert crossings == layout.crossings


def test_no_name_lies_on_another(layout):
    *_, lines = draw_storylines(layout, whole(layout), STYLE, shipped, names="all")
    boxes = [(t.x, t.y - t.size, t.x + shipped(t.text, t.size, 400), t.y) for t in lines.texts]
    assert {layout.names[t.target] for t in lines.texts} == set(layout.names)
    for at, (a, b, c, d) in enumerate(boxes):
        assert not any(a < g and e < c and b < h and f < d for e, f, g, h in boxes[:at])


def test_a_line_is_one_unbroken_curve_from_stretch_to_stretch(layout):
    _, lines, _ = draw_storylines(layout, whole(layout), STYLE, shipped)
    for line in range(layout.lines):
        own = [curve for curve in lines.curves if curve.target == line]
        for before, after in pairwise(own):
            assert np.allclose(before.points[-1], after.points[0])
        assert all((np.diff(curve.points[::3, 0]) >= -0.01).all() for curve in own)


def test_a_point_on_a_hull_or_a_line_finds_it(layout):
    viewport = whole(layout)
    where = bends(layout, viewport)
    for column in range(len(layout.columns)):
        left, right = where.hull(column)
        here = np.flatnonzero(~np.isnan(where.y[:, column]) & (layout.state[:, column] > 0))
        if not len(here):
            continue
        line = int(here[0])
        x, y = (left + right) / 2, where.y[line, column]
        assert hull_at(layout, viewport, where, x, y) == column
        assert line_at(where, x, y) == line
    assert line_at(where, viewport.width / 2, -100.0) == -1


def test_the_picture_names_every_line_and_tells_what_scenes_are(layout):
    drawing = draw_storyline_picture(layout, STYLE, Captions("Title", layout.verdict()))
    names = StorylineDescriber(storyline_rows(layout, STYLE))
    text = svg(drawing, STYLE, describe=names.tooltip, group=names.group, link=names.link)
    assert layout.verdict() in text
    for name in layout.names:
        assert f'aria-label="{name}"' in text
    assert 'href="#scene-0"' in text


def test_lines_that_bend_together_keep_their_distance(layout):
    where = bends(layout, whole(layout))
    for x in np.arange(0.0, whole(layout).width, 1.5):
        heights = np.sort(where.heights_at(x))
        gaps = np.diff(heights[~np.isnan(heights)])
        column = min(max(int(where.left.searchsorted(x, side="right")) - 1, 1), len(where.columns) - 1)
        sides = [np.sort(where.y[:, at]) for at in (column - 1, column)]
        least = min(float(np.nanmin(np.diff(side[~np.isnan(side)]), initial=np.inf)) for side in sides)
        bent = np.nan_to_num(where.y[:, column] - where.y[:, column - 1])
        one_way = (bent >= 0).all() or (bent <= 0).all()
        orders = [np.argsort(where.y[:, at]) for at in (column - 1, column)]
        if one_way and len(gaps) and (orders[0] == orders[1]).all():
            assert gaps.min() >= least - 0.5


def test_a_bundle_bends_one_after_the_other_so_that_it_is_not_pinched():
    *_, layout = storylines(problem(story_of(["ABC", "D", "D", "ABC", "ABCD"])), seconds=60)
    steep = replace(
        layout,
        y=np.array([[0, 6], [1, 7], [2, 8]], np.float32),
        bending=bending(np.array([[0, 6], [1, 7], [2, 8]], np.float32)),
        hulls=np.full((2, 2), np.nan, np.float32),
        columns=replace(layout.columns, x=np.array([0.0, 10.0, 20.0]), kind=layout.columns.kind[:2]),
    )
    where = bends(steep, Viewport(0, 0, 40.0, DISTANCE, 800, 400))
    assert where.begin[2, 1] < where.begin[1, 1] < where.begin[0, 1]
    xs = np.arange(where.left[1], where.right[1], 0.5)
    curves = np.array([[x, *where.heights_at(x)] for x in xs])
    middle = curves[np.abs(curves[:, 2] - 4 * DISTANCE - MARGIN * DISTANCE).argmin(), [0, 2]]
    nearest = np.hypot(curves[:, 0] - middle[0], curves[:, 1] - middle[1]).min()
    assert nearest > 0.75 * DISTANCE


def test_a_name_on_a_line_has_a_ground_and_hides_no_other_line(layout):
    *_, names = draw_storylines(layout, whole(layout), STYLE, shipped, names="all")
    plates = [part for part in names.rects if part.group == "plate"]
    assert any(layout.absences) == bool(plates)


def test_rows_of_a_long_picture_are_equally_wide_and_whole(layout):
    rows = storyline_rows(layout, STYLE, widest=1000)
    assert [row.first for row in rows] == [0, *(row.last for row in rows[:-1])]
    assert rows[-1].last == len(layout.columns)
    assert len({(row.width, row.lead) for row in rows}) == 1
    scales = [row.scale for row in rows]
    assert max(scales) < 1.6 * min(scales)
