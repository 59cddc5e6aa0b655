"""Storylines as marks: lines that bend right before the scene that asks for it, scenes as rounded hulls, names."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.marks import Curve, Layer, Rects, rects
from recap_gui.drawing.measure import Measure
from recap_gui.drawing.storyline_bends import AIR, HULL, MARGIN, STUB, Bends, bends
from recap_gui.drawing.storyline_labels import draw_names
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.drawing.viewport import Limits, Viewport
from recap_gui.layout.columns import SCENE
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE
from recap_gui.layout.storylines import StorylineLayout

Names: TypeAlias = Literal["inside", "all"]

DISTANCE = 20.0
"""px between lines that meet, unless zoomed."""
DASH = (3.0, 4.0)
THIN = 1.0
"""px of a dashed line: Qt draws lines of one px ten times as fast as wider ones, and dashes are many."""
CROWDED, CLOSE, SLIM = 5.0, 10.0, 1.5
"""px of the mean scene below which all lines are thin; below which they are at most so many px wide."""
BAND = 0.2
"""Line distances that the band of a strand reaches beyond its outer lines."""
_NONE = np.zeros(0, np.int64)
SMALLEST_MARK = 14.0
"""px of a column's width below which single marks on a line are left out."""


def storyline_limits(layout: StorylineLayout) -> Limits:
    """How far one can zoom and pan over `layout`; a "lane" is the distance of two lines that meet."""
    narrowest = 12.0 if layout.columns.width > 2 * len(layout.columns) else 1.0
    return Limits(layout.columns.width, layout.height + 2 * MARGIN, x_scale_max=480 / narrowest, y_scale_max=64.0)


def draw_storylines(
    layout: StorylineLayout,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    *,
    lit: frozenset[int] = frozenset(),
    names: Names = "inside",
) -> tuple[Layer, Layer, Layer]:
    """The layers "scenes" (targets are columns), "lines" and "names" (targets are lines), their boxes at (0, 0).

    With `lit` lines only these keep their colours. Names stand where lines begin "inside" the story; those at its left
    edge are named by the heads, unless "all" names are asked for.
    """
    where = bends(layout, viewport)
    width = line_width(layout, viewport)
    curves: list[Curve] = []
    # Lit lines are painted last: nothing runs over them.
    for line in sorted(range(layout.lines), key=lambda line: line in lit):
        curves += _line(layout, where, line, line_role(layout, line, lit), width)
    box = _box(viewport)
    named = draw_names(layout, where, viewport, style, measure, lit, all_names=names == "all")
    marks = [*draw_states(layout, viewport, where, lit), *named.plates()]
    return (
        draw_scenes(layout, viewport, where),
        Layer("lines", box, curves=curves, of="line"),
        Layer("names", box, marks, named.texts, of="line"),
    )


def draw_scenes(layout: StorylineLayout, viewport: Viewport, where: Bends) -> Layer:
    """The layer "scenes": the ground and the hulls."""
    ground = rects("fill", [_box(viewport)], ROLE["ground"], group="ground")
    marks = [
        ground,
        *_grounds(layout, viewport, where),
        *_strands(layout, viewport, where),
        *_hulls(layout, viewport, where),
    ]
    return Layer("scenes", _box(viewport), marks, of="column")


def line_width(layout: StorylineLayout, viewport: Viewport) -> float:
    """How thick lines are, in px."""
    scene = viewport.x_scale * layout.columns.width / max(1, len(layout.columns))
    if scene < CLOSE:
        return THIN if scene < CROWDED else SLIM
    return min(4.0, max(1.25, 0.15 * viewport.y_scale))


def line_role(layout: StorylineLayout, line: int, lit: frozenset[int]) -> int:
    """The colour of a line: its own, unless others are lit."""
    return lane_role(int(layout.colour[line])) if not lit or line in lit else ROLE["link"]


def _box(viewport: Viewport) -> tuple[float, float, float, float]:
    return 0.0, 0.0, viewport.width, viewport.height


def _grounds(layout: StorylineLayout, viewport: Viewport, where: Bends) -> list[Rects]:
    """Columns that are no scenes, and where episodes begin."""
    columns = layout.columns
    window = slice(where.columns.start, where.columns.stop)
    edges = viewport.to_px_x(columns.x[where.columns.start : where.columns.stop + 1])
    bottom = min(viewport.height, (layout.height + 2 * MARGIN) * viewport.y_scale - viewport.y_origin)
    other = np.flatnonzero(columns.kind[window] != SCENE)
    boxes = [(edges[i], 0, edges[i + 1] - edges[i], bottom) for i in other]
    starts = np.flatnonzero(np.diff(columns.episode[window])) + 1
    found = [rects("fill", boxes, ROLE["greyed"], group="ground")]
    if len(starts) * 12 < viewport.width:
        found.append(rects("fill", [(edges[i], 0, 1, bottom) for i in starts], ROLE["rule"], group="ground"))
    return [part for part in found if len(part.box)]


def _strands(layout: StorylineLayout, viewport: Viewport, where: Bends) -> list[Rects]:
    """Bands between the scenes of a strand, behind those who stay together while other scenes are told."""
    boxes = []
    last = len(where.columns)
    for first, end, top, bottom in layout.strands.tolist():
        a, b = int(first) - where.columns.start, int(end) - where.columns.start
        if a >= last or b <= 0:
            continue
        # The band reaches from outline to outline, unless its lines bend on the way.
        level = a > 0 and not layout.bending.moves[int(first)]
        left = where.hull(a - 1)[1] if level else float(where.right[max(a, 0)])
        right = where.hull(b)[0] if b < last and not layout.bending.moves[int(end)] else float(where.left[min(b, last)])
        y = [(edge + MARGIN) * viewport.y_scale - viewport.y_origin for edge in (top - BAND, bottom + BAND)]
        boxes.append((round(left), round(y[0]), max(1, round(right) - round(left)), round(y[1]) - round(y[0])))
    return [rects("fill", boxes, ROLE["greyed"], group="strand")] if boxes else []


def _hulls(layout: StorylineLayout, viewport: Viewport, where: Bends) -> list[Rects]:
    hulls = layout.hulls[where.columns.start : where.columns.stop].astype(np.float64) + MARGIN
    there = np.flatnonzero(~np.isnan(hulls[:, 0]))
    if not len(there):
        return []
    left, right = where.right[there], where.left[there + 1]
    air = np.minimum(AIR, 0.15 * (right - left))
    reach = HULL * viewport.y_scale
    edge = np.rint(hulls[there] * viewport.y_scale) - viewport.y_origin
    top, bottom = edge[:, 0] - reach, edge[:, 1] + reach
    # On whole px, as outlines of one px want it.
    left, right = np.rint(left + air), np.rint(right - air)
    top, bottom = np.rint(top), np.rint(bottom)
    boxes = np.column_stack((left, top, np.maximum(1.0, right - left), bottom - top))
    return [rects("hull", boxes, ROLE["link"], there + where.columns.start, group="scene")]


def _line(layout: StorylineLayout, where: Bends, line: int, role: int, width: float) -> list[Curve]:
    """The curves of one line: solid, and dashed where its character is away for long.

    A dashed stretch takes the bends at both its ends, a solid one neither.
    """
    run = where.run(line)
    if not run:
        return []
    begin = where.hull(run.start)[0] - STUB if _begins(layout, where, line, run) else float(where.left[run.start])
    end = where.hull(run.stop - 1)[1] + STUB if _ends(layout, where, line, run) else float(where.right[run.stop])
    curves = []
    for first, last, away in _stretches(layout, where, line, run):
        a = begin if first == run.start else where.joint(line, first, leaves=away)
        b = end if last == run.stop else where.joint(line, last, leaves=not away)
        edges = range(max(first, run.start + 1), min(last + 1, run.stop)) if away else range(first + 1, last)
        points = _points(where, line, a, edges, b)
        if away:
            curves.append(Curve(points, THIN, role, DASH, line, "away"))
        else:
            curves.append(Curve(points, width, role, (), line, "line"))
    return curves


def _stretches(layout: StorylineLayout, where: Bends, line: int, run: range) -> list[tuple[int, int, bool]]:
    """The columns of `run` in stretches ``[first, last)``, and whether the character is away there for long."""
    found = []
    at = run.start
    for first, last in layout.absences[line]:
        a, b = max(first - where.columns.start, run.start), min(last - where.columns.start, run.stop)
        if a < b:
            if at < a:
                found.append((at, a, False))
            found.append((a, b, True))
            at = b
    if at < run.stop:
        found.append((at, run.stop, False))
    return found


def _begins(layout: StorylineLayout, where: Bends, line: int, run: range) -> bool:
    column = run.start + where.columns.start
    if column == 0:
        return not layout.enters[line]
    return bool(np.isnan(layout.y[line, column - 1]))


def _ends(layout: StorylineLayout, where: Bends, line: int, run: range) -> bool:
    column = run.stop - 1 + where.columns.start
    if column == len(layout.columns) - 1:
        return not layout.leaves[line]
    return bool(np.isnan(layout.y[line, column + 1]))


def _points(where: Bends, line: int, begin: float, edges: range, end: float) -> npt.NDArray[np.float32]:
    """Béziers from px `begin` through the bends at the left `edges` of columns to px `end`."""
    heights = where.y[line]
    own = edges.start + np.flatnonzero(np.diff(heights[edges.start - 1 : edges.stop])) if len(edges) else _NONE
    a = where.begin[line, own]
    b = a + where.length[own]
    before, after = heights[own - 1], heights[own]
    middle = (a + b) / 2
    bends_there = len(own) > 0
    flat = np.column_stack((np.concatenate(([begin], b))[:-1] if bends_there else a, before, a, before, a, before))
    bent = np.column_stack((middle, before, middle, after, b, after))
    start = float(before[0]) if bends_there else float(heights[max(edges.start - 1, 0)])
    x, y = (float(b[-1]), float(after[-1])) if bends_there else (begin, start)
    middle_points = np.stack((flat, bent), 1).reshape(-1, 2)
    return np.concatenate(([(begin, start)], middle_points, [(x, y), (end, y), (end, y)])).astype(np.float32)


def draw_states(layout: StorylineLayout, viewport: Viewport, where: Bends, lit: frozenset[int]) -> list[Rects]:
    """Hatched where a presence is unsure, a small ring where a character is talked about and not there."""
    columns = where.columns
    state = layout.state[:, columns.start : columns.stop]
    wide = np.diff(viewport.to_px_x(layout.columns.x[columns.start : columns.stop + 1])) >= SMALLEST_MARK
    alive = ~np.isnan(where.y) & wide & (layout.columns.kind[columns.start : columns.stop] == SCENE)
    colour = np.array([line_role(layout, line, lit) for line in range(layout.lines)], np.uint8)
    found = []
    side = max(4.0, min(9.0, 0.36 * viewport.y_scale))
    line, at = np.nonzero(alive & ((state & PRESENT) > 0) & ((state & UNSURE) > 0))
    if len(line):
        left, right = where.right[at] + AIR + 2, where.left[at + 1] - AIR - 2
        box = np.column_stack((left, where.y[line, at] - side / 2, np.maximum(2, right - left), np.full(len(at), side)))
        found.append(rects("block unsure", box, colour[line], line, group="presence"))
    line, at = np.nonzero(alive & ((state & MENTIONED) > 0) & ((state & PRESENT) == 0))
    if len(line):
        middle = (where.right[at] + where.left[at + 1]) / 2
        box = np.column_stack((middle - side / 2, where.y[line, at] - side / 2, np.full((len(at), 2), side)))
        found.append(rects("hollow", box, colour[line], line, group="mention"))
    return found
