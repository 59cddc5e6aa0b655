"""The picture to publish: a whole timeline, broken into rows where it is long, with title, legend and source line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from recap_gui.drawing.body import draw_body
from recap_gui.drawing.heads import draw_corner, draw_heads, head_width
from recap_gui.drawing.legend import draw_legend
from recap_gui.drawing.marks import Drawing, Layer, Text, rects
from recap_gui.drawing.measure import BOLD, REGULAR, Measure, elided, shipped
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.say import Say
from recap_gui.drawing.style import ROLE, Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.lanes import LaneLayout, part

WIDEST_ROW = 2000.0
"""px: longer timelines go on in another row, as a line of music does."""
SCENE_WIDTH = 92.0
"""px of the typical (median) scene: room for a place's name in two lines."""
NARROWEST_SCENE = 48.0
MOST_ROWS = 8
GROWTH = ((1.4, 0.85), (1.4, 0.85), (1.4, 0.85), (1.4, 0.85))
"""While there are more than MOST_ROWS rows, they grow longer and the typical scene narrower by these factors."""
NARROWEST_BODY = 720.0
LONGEST_NAME = 400.0


@dataclass(frozen=True, slots=True)
class Captions:
    """The words around a picture; "" leaves one out. `source` stands small at the bottom right."""

    title: str = ""
    subtitle: str = ""
    caption: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a picture: the columns ``[first, last)``, the layout cut to them, its body's width in px."""

    first: int
    last: int
    layout: LaneLayout
    width: float


def draw_picture(
    layout: LaneLayout,
    style: Style,
    captions: Captions,
    measure: Measure = shipped,
    *,
    widest: float = WIDEST_ROW,
    legend: bool = True,
    say: Say = str,
) -> Drawing:
    """All of `layout` as a picture. Layers of row 2, 3, … are called "body 2", "ruler 2" and so on."""
    metrics = style.metrics
    page = metrics.page
    heads = head_width(layout, style, measure, widest=LONGEST_NAME)
    scale, rows = rows_within(layout, max(NARROWEST_BODY, widest - heads - 2 * page))
    right = page + heads + max((row.width for row in rows), default=NARROWEST_BODY) + page
    layers, y = draw_title(captions, style, measure, right - 2 * page)
    for number, row in enumerate(rows, start=1):
        suffix = f" {number}" if number > 1 else ""
        height = row.layout.lanes * metrics.lane
        viewport = Viewport(0.0, 0.0, scale, metrics.lane, row.width, height)
        top = ruler_rows(layout, metrics).height
        body = draw_body(row.layout, viewport, style)
        ruler = draw_ruler(row.layout, viewport, style, measure, like=layout)
        layers += [
            body.moved(page + heads, y + top, suffix=suffix),
            ruler.moved(page + heads, y, suffix=suffix),
            draw_heads(row.layout, viewport, style, measure, heads).moved(page, y + top, suffix=suffix),
            draw_corner(style, measure, heads, top).moved(page, y, suffix=suffix),
            draw_frame(heads + row.width, top + height, style).moved(page, y, suffix=suffix),
        ]
        y += top + height + 3 * metrics.gap
    entries = draw_legend(layout, style, measure, right - 2 * page, say) if legend else None
    footer, y = draw_footer(captions, style, measure, right - 2 * page, y, entries)
    return Drawing(right, math.ceil(y + page - metrics.gap), [*layers, *footer], captions.title)


def rows_of(layout: LaneLayout, style: Style, measure: Measure = shipped, *, widest: float = WIDEST_ROW) -> list[Row]:
    """The rows that `draw_picture` makes, to find again what its targets mean."""
    heads = head_width(layout, style, measure, widest=LONGEST_NAME)
    return rows_within(layout, max(NARROWEST_BODY, widest - heads - 2 * style.metrics.page))[1]


def rows_within(layout: LaneLayout, room: float, *, scene: float = SCENE_WIDTH) -> tuple[float, list[Row]]:
    """How many px a story unit has, and the rows: as few as `room` allows, broken between episodes if that is cheap.

    The typical scene is `scene` px wide.
    """
    columns = layout.columns
    widths = np.diff(columns.x)
    open_ = widths if columns.folded is None else widths[~columns.folded]
    if not len(open_):
        return 1.0, [Row(0, len(columns), layout, NARROWEST_BODY)]
    typical = float(np.median(open_))
    scale = scene / typical
    total = columns.width * scale
    for longer, narrower in GROWTH:  # a season of many episodes: a poster, not a scroll
        if total <= MOST_ROWS * room or room < NARROWEST_BODY * 1.5:
            break
        room, scale = room * longer, max(scale * narrower, NARROWEST_SCENE / typical)
        total = columns.width * scale
    if total <= room:  # one row; a short story is spread a little, but not blown up
        scale *= min(2.5, max(1.0, NARROWEST_BODY / total))
        return scale, [_row(layout, 0, len(columns), scale)]
    if total <= 1.35 * room:  # rather a little tighter than a second row with a rest in it
        scale *= room / total
        return scale, [_row(layout, 0, len(columns), scale)]
    # Rows of about equal length that fill the room.
    count = math.ceil(total / room)
    goal = total / count
    cuts = _cuts(columns.x * scale, columns.episode, goal, room)
    widest = max((columns.x[b] - columns.x[a]) * scale for a, b in pairwise(cuts))
    scale *= min(1.0, room / widest)
    rows = [_row(layout, a, b, scale) for a, b in pairwise(cuts)]
    return scale, [replace(row, width=max(row.width for row in rows)) for row in rows]


def _cuts(
    x: np.ndarray[tuple[int], np.dtype[np.float64]],
    episode: np.ndarray[tuple[int], np.dtype[np.int32]],
    goal: float,
    room: float,
) -> list[int]:
    """Columns at which rows begin, and the end: where an episode begins if one does past half a row."""
    cuts = [0]
    n = len(episode)
    while cuts[-1] < n:
        start = cuts[-1]
        last = int(x.searchsorted(x[start] + room + 0.5, side="right")) - 1
        last = max(start + 1, min(n, last))
        if last < n:
            near = int(x.searchsorted(x[start] + goal, side="left"))
            wanted = max(start + 1, min(last, near))
            borders = [
                c for c in range(start + 1, last + 1) if episode[c] != episode[c - 1] and x[c] - x[start] > 0.55 * room
            ]
            last = borders[-1] if borders else wanted
        cuts.append(last)
    return cuts


def _row(layout: LaneLayout, first: int, last: int, scale: float) -> Row:
    whole = first == 0 and last == len(layout.columns)
    cut = layout if whole else part(layout, first, last, drop_empty=True)
    return Row(first, last, cut, float(np.rint(cut.columns.width * scale)) + 1)


def draw_title(captions: Captions, style: Style, measure: Measure, width: float) -> tuple[list[Layer], float]:
    """The layer "title", and where what follows it begins."""
    metrics = style.metrics
    texts: list[Text] = []
    y = 0.0
    if captions.title:
        y += metrics.title
        title = elided(captions.title, width, metrics.title, BOLD, measure)
        texts.append(Text(title, 0, y, metrics.title, ROLE["text"], BOLD, None, captions.title, -1, "title"))
        y += metrics.gap
    if captions.subtitle:
        y += metrics.head
        line = elided(captions.subtitle, width, metrics.head, REGULAR, measure)
        texts.append(Text(line, 0, y, metrics.head, ROLE["quiet"], REGULAR, None, captions.subtitle, -1, "subtitle"))
        y += metrics.gap
    if not texts:
        return [], metrics.page
    return [
        Layer("title", (metrics.page, metrics.page - 4, width, y + 4), (), texts)
    ], metrics.page + y + 2 * metrics.gap


def draw_frame(width: float, height: float, style: Style) -> Layer:
    """A hairline below a row and at its right."""
    lines = [(0, height - 1, width, 1), (width - 1, 0, 1, height), (0, 0, width, 1), (0, 0, 1, height)]
    return Layer("frame", (0.0, 0.0, width, height), [rects("fill", lines, ROLE["rule"], group="ground")])


def draw_footer(
    captions: Captions, style: Style, measure: Measure, width: float, y: float, legend: tuple[Layer, float] | None
) -> tuple[list[Layer], float]:
    """Caption, legend (with the width it uses) and source line, one below the other, and where they end."""
    metrics = style.metrics
    layers: list[Layer] = []
    for line in _wrapped(captions.caption, width, style, measure):
        texts = [Text(line, 0, metrics.body, metrics.body, ROLE["text"], group="caption")]
        layers.append(Layer(f"caption {len(layers) + 1}", (metrics.page, y, width, metrics.body * 1.4), (), texts))
        y += metrics.body * 1.5
    if captions.caption:
        y += metrics.gap
    source = elided(captions.source, width, metrics.small, REGULAR, measure)
    used = measure(source, metrics.small, REGULAR) if source else 0.0
    if legend is not None:
        found, own = legend
        layers.append(found.moved(metrics.page, y))
        if used and own + used + 4 * metrics.gap > width:
            y += found.box[3] + metrics.gap
    if source:
        texts = [
            Text(
                source,
                width - used,
                14,
                metrics.small,
                ROLE["quiet"],
                REGULAR,
                None,
                captions.source,
                -1,
                "source",
                width,
            )
        ]
        layers.append(Layer("source", (metrics.page, y, width, 20), (), texts))
    return layers, y + (24 if legend or source else 0)


def _wrapped(text: str, width: float, style: Style, measure: Measure) -> Sequence[str]:
    found: list[str] = []
    for word in text.split():
        if found and measure(f"{found[-1]} {word}", style.metrics.body, REGULAR) <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found
