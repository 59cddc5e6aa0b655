"""The body of the timeline: grounds of columns, links and blocks, or at low zoom one density picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.marks import Density, Layer, Look, Rects, rects
from recap_gui.drawing.style import LANE, ROLE, Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.columns import SCENE
from recap_gui.layout.density import Pyramid, counted, direct, pyramid
from recap_gui.layout.lanes import PRESENT, UNSURE, LaneLayout

THINNEST_COLUMN, THINNEST_LANE = 2.0, 3.0
"""px: below it blocks cannot be told apart, and a density picture takes their place."""
THINNEST_GREY, THINNEST_EPISODE = 0.5, 12.0
"""px: thinner columns are not greyed, between thinner episodes there is no line."""
_LOOKS: tuple[tuple[Look, int], ...] = (
    ("hollow", 0),
    ("hollow unsure", UNSURE),
    ("block", PRESENT),
    ("block unsure", PRESENT | UNSURE),
)


@dataclass(frozen=True, slots=True)
class View:
    """The columns and lanes in view, and where their edges are (px from the body's top left corner)."""

    columns: range
    lanes: range
    left: npt.NDArray[np.float64]
    top: npt.NDArray[np.float64]

    def edges(self, column: int) -> tuple[float, float]:
        """Left and right edge of a column in view."""
        return float(self.left[column - self.columns.start]), float(self.left[column - self.columns.start + 1])


def view(layout: LaneLayout, viewport: Viewport) -> View:
    """What of `layout` lies in `viewport`, a column and a lane cut by an edge included."""
    x = layout.columns.x
    first, last = viewport.visible_x()
    c0 = max(0, int(x.searchsorted(first, side="right")) - 2)
    c1 = min(len(layout.columns), int(x.searchsorted(last, side="left")) + 1)
    top, bottom = viewport.visible_y()
    r0 = min(layout.lanes, max(0, math.floor(top) - 1))
    r1 = max(r0, min(layout.lanes, math.ceil(bottom) + 1))
    columns, lanes = range(c0, max(c0, c1)), range(r0, r1)
    left = viewport.to_px_x(x[columns.start : columns.stop + 1])
    return View(columns, lanes, left, viewport.to_px_y(np.arange(lanes.start, lanes.stop + 1)))


def is_dense(layout: LaneLayout, viewport: Viewport) -> bool:
    """Whether blocks are too thin in `viewport` to be drawn one by one; where there are none, they are not."""
    if not len(layout.key):
        return False
    mean = layout.columns.width / max(1, len(layout.columns)) * viewport.x_scale
    return mean < THINNEST_COLUMN or viewport.y_scale < THINNEST_LANE


def draw_body(layout: LaneLayout, viewport: Viewport, style: Style, levels: Pyramid | None = None) -> Layer:
    """The layer "body", its box at (0, 0); targets are blocks. `levels` spares making the pyramid anew at low zoom."""
    box = (0.0, 0.0, viewport.width, viewport.height)
    seen = view(layout, viewport)
    ground = [rects("fill", [box], ROLE["ground"], group="ground"), *_grounds(layout, viewport, style, seen)]
    if is_dense(layout, viewport):
        picture = _density(layout, viewport, seen, levels)
        return Layer("body", box, ground, density=picture, of="block")
    return Layer("body", box, [*ground, _links(layout, viewport, seen), *_blocks(layout, seen)], of="block")


def _grounds(layout: LaneLayout, viewport: Viewport, style: Style, seen: View) -> list[Rects]:
    columns = layout.columns
    bottom = min(viewport.height, float(viewport.to_px_y(layout.lanes)))
    found = []
    if viewport.y_scale >= 6 and len(seen.lanes):
        odd = [lane - seen.lanes.start for lane in seen.lanes if lane % 2]
        right = min(viewport.width, float(viewport.to_px_x(columns.width)))
        stripes = [(0, seen.top[i], right, seen.top[i + 1] - seen.top[i]) for i in odd]
        found.append(rects("fill", stripes, ROLE["stripe"], group="ground"))
    window = slice(seen.columns.start, seen.columns.stop)
    other = np.flatnonzero(columns.kind[window] != SCENE)
    # Whether they are drawn hangs on the scale alone: a strip of the view must look like that part of the whole.
    if _mean_width(columns.width, len(columns), viewport) >= THINNEST_GREY:
        boxes = [(seen.left[i], 0, seen.left[i + 1] - seen.left[i], bottom) for i in other]
        found.append(rects("fill", boxes, ROLE["greyed"], other + seen.columns.start, group="ground"))
    if len(columns) and _mean_width(columns.width, int(columns.episode[-1]) + 1, viewport) >= THINNEST_EPISODE:
        episode = columns.episode[window]
        starts = np.flatnonzero(episode[1:] != episode[:-1]) + 1
        lines = [(seen.left[i], 0, 1, bottom) for i in starts]
        found.append(rects("fill", lines, ROLE["rule"], group="ground"))
    return [part for part in found if len(part.box)]


def _mean_width(units: float, count: int, viewport: Viewport) -> float:
    """How wide (px) each of `count` parts of the story is on average."""
    return units / max(1, count) * viewport.x_scale


def _links(layout: LaneLayout, viewport: Viewport, seen: View) -> Rects:
    """One thin line a lane, from the character's first block to the last, cut to the view."""
    n = len(layout.columns)
    lanes = np.arange(seen.lanes.start, seen.lanes.stop, dtype=np.int64)
    first = layout.key.searchsorted(lanes * n)
    last = layout.key.searchsorted((lanes + 1) * n) - 1
    some = last > first
    x = layout.columns.x
    start, end = layout.key[first[some]] % n, layout.key[last[some]] % n
    a = viewport.to_px_x((x[start] + x[start + 1]) / 2).clip(-1, viewport.width + 1)
    b = viewport.to_px_x((x[end] + x[end + 1]) / 2).clip(-1, viewport.width + 1)
    rows = np.flatnonzero(some)
    thick = 2.0 if viewport.y_scale >= 16 else 1.0
    y = np.floor((seen.top[rows] + seen.top[rows + 1]) / 2) - (thick > 1)
    box = np.column_stack((a, y, b - a, np.full(len(rows), thick)))
    return rects("fill", box[b > a], ROLE["link"], lanes[some][b > a], group="link")


def _blocks(layout: LaneLayout, seen: View) -> list[Rects]:
    if not len(seen.columns) or not len(seen.lanes):
        return []
    blocks = layout.blocks_in(seen.lanes, seen.columns)
    lane, column = np.divmod(layout.key[blocks], len(layout.columns))
    box = block_boxes(seen, lane, column)
    colour = layout.colour[lane]
    role = np.where(colour < ROLE["place-0"] - LANE, colour + LANE, ROLE["fold"]).astype(np.uint8)
    state = layout.state[blocks] & (PRESENT | UNSURE)
    found = []
    for look, bits in _LOOKS:
        own = state == bits
        if own.any():
            part = box[own]
            if not bits & PRESENT:
                part = _slim(part)
            found.append(rects(look, part, role[own], blocks[own], group="block"))
    return found


def block_boxes(seen: View, lane: npt.NDArray[np.int64], column: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Where the blocks in these lanes and columns are, ``(n, 4)`` px; a px of air on either side if there is room."""
    left, right = seen.left[column - seen.columns.start], seen.left[column - seen.columns.start + 1]
    top, bottom = seen.top[lane - seen.lanes.start], seen.top[lane - seen.lanes.start + 1]
    air = np.where(right - left >= 6, 1.0, 0.0)
    edge = np.rint((bottom - top) * 0.16)
    return np.column_stack((left + air, top + edge, np.maximum(1, right - left - 2 * air), bottom - top - 2 * edge))


def _slim(box: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Blocks of half the height: who is only talked about looks different by shape too."""
    slim = box.copy()
    height = np.maximum(np.minimum(box[:, 3], 4), np.rint(box[:, 3] * 0.28) * 2)
    slim[:, 1] += np.floor((box[:, 3] - height) / 2)
    slim[:, 3] = height
    return slim


def _density(layout: LaneLayout, viewport: Viewport, seen: View, levels: Pyramid | None) -> Density | None:
    """One byte a px of the part of the body that holds lanes."""
    width = math.ceil(viewport.width)
    height = math.ceil(min(viewport.height, float(viewport.to_px_y(layout.lanes))))
    if height <= 0 or not len(seen.columns):
        return None
    at = (np.arange(-1, width) + viewport.x_origin + 0.5) / viewport.x_scale
    columns = layout.columns.x.searchsorted(at, side="right").astype(np.int64) - 1
    before, columns, at = int(columns[0]), columns[1:], at[1:]
    beyond = (at < 0) | (columns >= len(layout.columns))
    mean = len(layout.columns) / max(layout.columns.width, 1e-9) / viewport.x_scale  # columns a px
    level = max(0, math.floor(math.log2(max(mean, 1e-9))))
    edge = ((np.arange(height + 1) + viewport.y_origin) / viewport.y_scale).clip(0, layout.lanes)
    rows = np.minimum(np.floor(edge[:-1]).astype(np.int64), layout.lanes - 1)
    if levels is None:
        levels = pyramid(layout)
    if level < levels.finest:
        lanes = range(int(rows[0]), max(int(rows[-1]) + 1, min(layout.lanes, math.ceil(edge[-1]))))
        if mean >= 1:
            pixels = counted(layout, lanes, columns, before, level, rows)
        else:
            pixels = direct(layout, lanes, columns, rows)
    else:
        pixels = _gathered(levels, level, rows, edge, columns.clip(0, len(layout.columns) - 1))
    pixels[:, beyond] = 0
    if viewport.y_scale >= THINNEST_LANE:
        tops = viewport.to_px_y(np.arange(layout.lanes))
        for gap in range(max(1, round(viewport.y_scale * 0.16))):
            own = (tops + gap)[(tops + gap >= 0) & (tops + gap < height)].astype(np.int64)
            pixels[own] = 0
    return Density(0.0, 0.0, pixels)


def _gathered(
    levels: Pyramid,
    level: int,
    rows: npt.NDArray[np.int64],
    edge: npt.NDArray[np.float64],
    columns: npt.NDArray[np.int64],
) -> npt.NDArray[np.uint8]:
    """From the pyramid; where several lanes share a px row the fullest shows."""
    if len(rows) > 1 and edge[1] - edge[0] < 1:
        lanes, own = np.unique(rows, return_inverse=True)
        return levels.rows(level, lanes, columns)[own]
    pixels = levels.rows(level, rows, columns)
    last = np.maximum(np.ceil(edge[1:]).astype(np.int64) - 1, rows)
    for further in range(1, int((last - rows).max(initial=0)) + 1):
        np.maximum(pixels, levels.rows(level, np.minimum(rows + further, last), columns), out=pixels)
    return pixels
