"""Storylines as marks: crossings of the curves, no name on another, scenes and lines found under the pointer."""

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "layout/storylines"))
from made import known

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
    _, lines = draw_storylines(layout, whole(layout), STYLE, shipped, names="all")
    boxes = [(t.x, t.y - t.size, t.x + shipped(t.text, t.size, 400), t.y) for t in lines.texts]
    assert {layout.names[t.target] for t in lines.texts} == set(layout.names)
    for at, (a, b, c, d) in enumerate(boxes):
        assert not any(a < g and e < c and b < h and f < d for e, f, g, h in boxes[:at])


def test_a_line_is_one_unbroken_curve_from_stretch_to_stretch(layout):
    _, lines = draw_storylines(layout, whole(layout), STYLE, shipped)
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
