"""Where the names of storylines stand: left of a line's beginning; again on the line itself after long absences.

No name ever overlaps another; one that would lie on a line or a scene goes elsewhere if it can. Where a name stands on
a line it has a ground of its own, as heights stand on the contours of a map.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recap_gui.drawing.marks import Box, Layer, Rects, Text, rects
from recap_gui.drawing.measure import REGULAR, Measure, elided
from recap_gui.drawing.storyline_bends import HULL, MARGIN, STUB, Bends
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.columns import SCENE
from recap_gui.layout.storylines import StorylineLayout

GAP = 5.0
"""px between a name and its line."""
CUT = 0.34
"""What a name costs that cuts a scene's outline, to one that lies on a line."""
PLATE = 3.0
"""px by which the ground of a name on a line is wider than the name."""
APART = 240.0
"""px between two places where one line is named."""
NEAR = 40.0
"""px from the left edge within which a line that begins is named by the heads."""
NARROW = 20.0
"""px of a scene's mean width below which lines that come back are not named again."""
SMALLEST_DISTANCE = 11.0
"""px between lines below which names between them are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Names in a picture, and the grounds, ``(n, 4)`` px, with their roles, of those that stand on a line."""

    texts: Sequence[Text]
    grounds: npt.NDArray[np.float32]
    roles: npt.NDArray[np.uint8]

    def plates(self) -> list[Rects]:
        """The grounds as marks."""
        return [rects("fill", self.grounds, self.roles, group="plate")] if len(self.grounds) else []


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name was placed, whatever the zoom: of `line` at `column`, at one of the places around that.

    There the line `begins`, or its character comes back.
    """

    line: int
    column: int
    begins: bool
    place: int
    is_on_line: bool


def draw_names(
    layout: StorylineLayout,
    where: Bends,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    lit: frozenset[int] = frozenset(),
    *,
    all_names: bool = False,
) -> Names:
    """The names of the lines that begin, or come back after a long absence, in view.

    Those at the very left are left to the heads unless `all_names` are wanted.
    """
    spots = place_names(layout, where, viewport, style, measure, all_names=all_names)
    return names_at(layout, where, spots, style, measure, lit)


def place_names(
    layout: StorylineLayout,
    where: Bends,
    viewport: Viewport,
    style: Style,
    measure: Measure,
    *,
    all_names: bool = False,
) -> list[Spot]:
    """The best spots for the names in view: none on another name, on lines and scenes only where nothing else is left.

    A line that comes back has been named before: where its name would lie on another line, it is not named again.
    Neither is one that begins, where scenes are so narrow that lines are all over.
    Those at the very left have none unless `all_names` are wanted.
    """
    if viewport.y_scale < SMALLEST_DISTANCE or not len(where.columns):
        return []
    taken = _Taken()
    room = _Room(layout, where, viewport)
    spots: list[Spot] = []
    start = -math.inf if all_names else -float(viewport.x_origin)  # nothing is seen before the story begins
    is_crowded = viewport.x_scale * layout.columns.width < NARROW / 2 * len(layout.columns)
    stop = float(where.right[-1]) if where.columns.stop == len(layout.columns) else math.inf
    for line, column, begins in _places(layout, where, -math.inf if all_names else start + NEAR):
        wide, high = _size(layout.names[line], style, measure)
        places = _candidates(where, line, column, wide, high, begins=begins)
        found = _best(places, taken, room, line, (start, stop))
        if found is not None and ((begins and not is_crowded) or found[1] < 1):
            place, hits = found
            taken.add(places[place])
            is_on_line = not hits and not begins and place == 0
            spots.append(Spot(line, where.columns.start + column, begins, place, is_on_line))
    return spots


def names_at(
    layout: StorylineLayout,
    where: Bends,
    spots: Sequence[Spot],
    style: Style,
    measure: Measure,
    lit: frozenset[int] = frozenset(),
) -> Names:
    """The names at those of the `spots` that are in view; where two would overlap, only the earlier one."""
    taken = _Taken()
    texts: list[Text] = []
    grounds: list[tuple[Box, int]] = []
    size = style.metrics.small
    for spot in spots:
        column = spot.column - where.columns.start
        if not 0 <= column < len(where.columns):
            continue
        name = layout.names[spot.line]
        wide, high = _size(name, style, measure)
        places = _candidates(where, spot.line, column, wide, high, begins=spot.begins)
        box = places[spot.place] if spot.place < len(places) else places[0]
        if taken.hit(box):
            continue
        taken.add(box)
        if spot.is_on_line:
            grounds += _ground(layout, where, (box[0] - PLATE, box[1], box[2] + 2 * PLATE, box[3]))
        role = ROLE["text"] if not lit or spot.line in lit else ROLE["quiet"]
        baseline = box[1] + high / 2 + size * 0.36
        right = box[0] + box[2] - 1
        end = right if right < where.hull(column)[0] else None
        texts.append(Text(name, box[0] + 1, baseline, size, role, REGULAR, None, name, spot.line, "name", end))
    boxes = np.array([box for box, _ in grounds], np.float32).reshape(-1, 4)
    return Names(texts, boxes, np.array([role for _, role in grounds], np.uint8))


def _size(name: str, style: Style, measure: Measure) -> tuple[float, float]:
    size = style.metrics.small
    return measure(name, size, REGULAR) + 2, size * 1.15


def _ground(layout: StorylineLayout, where: Bends, box: Box) -> list[tuple[Box, int]]:
    """The ground under a box, cut where columns that are no scenes have another."""
    x, y, w, h = box
    pieces: list[tuple[Box, int]] = []
    begin = float(where.right[0])
    if x < begin:  # before all columns
        pieces.append(((x, y, min(w, begin - x), h), ROLE["ground"]))
        if x + w <= begin:
            return pieces
        x, w = begin, x + w - begin
    first = max(0, int(where.right.searchsorted(x, side="right")) - 1)
    last = min(len(where.columns), int(where.right.searchsorted(x + w, side="left")))
    for at in range(first, max(first + 1, last)):
        left = x if at == first else float(where.right[at])
        right = x + w if at >= last - 1 else float(where.right[at + 1])
        is_scene = layout.columns.kind[where.columns.start + at] == SCENE
        pieces.append(((left, y, right - left, h), ROLE["ground" if is_scene else "greyed"]))
    return pieces


def draw_line_heads(
    layout: StorylineLayout, where: Bends, viewport: Viewport, style: Style, measure: Measure, width: float
) -> Layer:
    """The layer "heads", `width` px wide, its box at (0, 0): the names of the lines at the left edge of the view."""
    metrics = style.metrics
    box = (0.0, 0.0, width, viewport.height)
    ground = [
        rects("fill", [box], ROLE["panel"], group="ground"),
        rects("fill", [(width - 1, 0, 1, viewport.height)], ROLE["rule"], group="ground"),
    ]
    if viewport.y_scale < SMALLEST_DISTANCE or not len(where.columns):
        return Layer("heads", box, ground, of="line")
    texts, chips, roles, lines = [], [], [], []
    right = width - 8 - 2 * metrics.gap
    for line, y in enumerate(head_heights(where).tolist()):
        if np.isnan(y) or not 0 <= y <= viewport.height:
            continue
        name = layout.names[line]
        label = elided(name, right - metrics.gap, metrics.body, REGULAR, measure)
        x = right - measure(label, metrics.body, REGULAR)
        baseline = y + metrics.body * 0.36
        texts.append(Text(label, x, baseline, metrics.body, ROLE["text"], REGULAR, None, name, line, "name", right))
        chips.append((width - 8 - metrics.gap, y - 4, 8, 8))
        roles.append(lane_role(int(layout.colour[line])))
        lines.append(line)
    marks = [rects("block", chips, roles, lines, group="chip")] if chips else []
    return Layer("heads", box, [*ground, *marks], texts, of="line")


def head_heights(where: Bends) -> npt.NDArray[np.float64]:
    """``(n_lines,)``: where at the left edge each line is named, in px; NaN where it is not."""
    heights = where.heights_at(0.0).copy()
    for line in np.flatnonzero(np.isnan(heights)):
        run = where.run(int(line))
        if run and 0 <= where.right[run.start] < NEAR:
            heights[line] = where.y[line, run.start]
    return heights


def lead_width(layout: StorylineLayout, scale: float, style: Style, measure: Measure) -> float:
    """The room in px that names at the left edge need before the first column, at `scale` px a story unit."""
    needed = 0.0
    for line, name in enumerate(layout.names):
        alive = np.flatnonzero(~np.isnan(layout.y[line]))
        if len(alive):
            x = float(layout.columns.x[alive[0]]) * scale
            needed = max(needed, measure(name, style.metrics.small, REGULAR) + 2 * style.metrics.gap + 8 - x)
    return float(math.ceil(min(needed, style.metrics.head_wide)))


def line_head_width(layout: StorylineLayout, style: Style, measure: Measure) -> float:
    """The width in px that shows every name whole, within the style's bounds."""
    metrics = style.metrics
    names = max((measure(name, metrics.body, REGULAR) for name in layout.names), default=0.0)
    return float(min(max(math.ceil(names * 1.02 + 3 * metrics.gap + 8), metrics.head_narrow), metrics.head_wide))


def _places(layout: StorylineLayout, where: Bends, start: float) -> list[tuple[int, int, bool]]:
    """Line, column in view, and whether it begins there; beginnings first, they matter more.

    Lines that begin before px `start` are named by the heads.
    Where scenes are narrow, and soon after the name stood there last, a line that comes back is not named again.
    """
    begins, returns = [], []
    wide = float(where.left[-1] - where.right[0]) >= NARROW * len(where.columns)
    for line in range(layout.lines):
        run = where.run(line)
        if not run:
            continue
        named = -APART
        first = run.start + where.columns.start
        near = where.right[run.start] < start
        if not near and (first == 0 or np.isnan(layout.y[line, first - 1])):
            begins.append((line, run.start, True))
            named = float(where.right[run.start])
        for _, last in layout.absences[line] if wide else ():
            at = last - where.columns.start
            if at in run and float(where.right[at]) - named >= APART:
                returns.append((line, at, False))
                named = float(where.right[at])
    return sorted(begins, key=lambda place: place[1]) + sorted(returns, key=lambda place: place[1])


def _candidates(where: Bends, line: int, column: int, wide: float, high: float, *, begins: bool) -> list[Box]:
    """Where a name may stand, the best place first; always as many."""
    x, y = where.hull(column)[0], float(where.y[line, column])
    above, below = y - GAP - high + 2, y + GAP - 1
    over = [(x + 1, above, wide, high), (x + 1, below, wide, high)]
    before = [(x - 4 - wide, above, wide, high), (x - 4 - wide, below, wide, high)]
    if begins:
        return [(x - STUB - GAP - wide, y - high / 2, wide, high), *over, *before]
    # On the dashed line, before the bend that ends it if there is one.
    old = float(where.y[line, column - 1]) if column else math.nan
    if math.isnan(old):
        old = y
    end = x - GAP if old == y else float(where.begin[line, column]) - GAP
    return [(end - PLATE - wide, old - high / 2, wide, high), *before, *over]


def _best(
    places: Sequence[Box], taken: _Taken, room: _Room, line: int, within: tuple[float, float]
) -> tuple[int, float] | None:
    """The first place that hits nothing but its own line, else the one that hits least, and how much that is.

    None where all lie on another name, or reach beyond the px `within` which the story lies.
    """
    best: tuple[float, int] | None = None
    for number, box in enumerate(places):
        if box[0] < within[0] or box[0] + box[2] > within[1] or taken.hit(box):
            continue
        hits = room.hits(box, line)
        if not hits:
            return number, 0.0
        if best is None or hits < best[0]:
            best = (hits, number)
    return None if best is None else (best[1], best[0])


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


class _Taken:
    """Boxes that are taken, by the stretches of `WIDE` px that they touch."""

    WIDE = 256.0

    def __init__(self) -> None:
        self._boxes: dict[int, list[Box]] = {}

    def add(self, box: Box) -> None:
        for at in self._touched(box):
            self._boxes.setdefault(at, []).append(box)

    def hit(self, box: Box) -> bool:
        return any(_overlap(box, other) for at in self._touched(box) for other in self._boxes.get(at, ()))

    def _touched(self, box: Box) -> range:
        return range(int(box[0] // self.WIDE), int((box[0] + box[2]) // self.WIDE) + 1)


class _Room:
    """Where lines and scenes are, for asking what a box would lie on. Lists: the parts asked for are small."""

    def __init__(self, layout: StorylineLayout, where: Bends, viewport: Viewport) -> None:
        self._left, self._right = where.left.tolist(), where.right.tolist()
        self._y = where.y.T.tolist()
        window = layout.hulls[where.columns.start : where.columns.stop].astype(np.float64)
        self._hulls = ((window + MARGIN) * viewport.y_scale - viewport.y_origin).tolist()
        self._reach = HULL * viewport.y_scale
        self._last = len(where.columns) - 1

    def hits(self, box: Box, but: int) -> float:
        """How many lines but one run through `box`; a third of that for each scene's outline that it cuts."""
        x, y, w, h = box
        a = min(max(0, bisect_right(self._left, x) - 1), self._last)
        b = min(max(0, bisect_right(self._right, x + w) - 1), self._last)
        # A box that touches a bend meets the heights on both its sides.
        b = min(self._last, b + int(x + w > self._left[min(b + 1, self._last + 1)]))
        a = max(0, a - int(x < self._right[a]))
        top, bottom = y - 1, y + h + 1
        hits = 0.0
        columns = self._y[a : b + 1]
        for line in range(len(columns[0])):
            if line == but:
                continue
            above = below = False
            for column in columns:
                at = column[line]
                above = above or at < bottom
                below = below or at > top
            hits += above and below
        return hits + sum(CUT for column in range(a, b + 1) if self._cuts(box, column))

    def _cuts(self, box: Box, column: int) -> bool:
        x, y, w, h = box
        top, bottom = self._hulls[column]
        top, bottom = top - self._reach, bottom + self._reach
        left, right = self._right[column], self._left[column + 1]
        if not (x < right and left < x + w and y < bottom and top < y + h):  # also where there is no scene (NaN)
            return False
        return not (left <= x and x + w <= right and top <= y and y + h <= bottom)
