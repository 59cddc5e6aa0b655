"""Storylines to publish: the whole picture, in rows where it is long, with title, verdict, legend and source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from recap_gui.drawing.legend import RulerSign, ruler_entries, ruler_sample
from recap_gui.drawing.marks import Curve, Drawing, Layer, Look, Rects, Text, rects
from recap_gui.drawing.measure import REGULAR, Measure, shipped
from recap_gui.drawing.picture import (
    NARROWEST_BODY,
    WIDEST_ROW,
    Captions,
    draw_footer,
    draw_frame,
    draw_title,
)
from recap_gui.drawing.ruler import draw_ruler, ruler_rows
from recap_gui.drawing.say import Say
from recap_gui.drawing.storyline import DASH, DISTANCE, draw_storylines
from recap_gui.drawing.storyline_bends import MARGIN
from recap_gui.drawing.storyline_labels import lead_width
from recap_gui.drawing.storyline_rows import row_breaks
from recap_gui.drawing.style import ROLE, Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.columns import SCENE
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE
from recap_gui.layout.storylines import StorylineLayout, part

SCENE_WIDTH = 64.0
"""px of the typical scene: room for a bend on either side and some straight line between."""
TAIL = 12.0
"""px after the last column, into which lines end."""
SAMPLE = 28.0
SAMPLES: dict[Look, str] = {"hull": "link", "fill": "greyed"}
"""The roles of samples that are not quiet."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One row of a picture: the columns ``[first, last)``, the layout cut to them, its width and the room before it.

    Rows of one picture are equally wide, each with px per story unit of its own.
    """

    first: int
    last: int
    layout: StorylineLayout
    width: float
    lead: float
    scale: float


def draw_storyline_picture(
    layout: StorylineLayout,
    style: Style,
    captions: Captions,
    measure: Measure = shipped,
    *,
    widest: float = WIDEST_ROW,
    distance: float = DISTANCE,
    legend: bool = True,
    say: Say = str,
) -> Drawing:
    """All of `layout` as a picture, lines that meet `distance` px apart.

    Layers of row 2, 3, … are called "lines 2", "scenes 2" and so on.
    """
    metrics = style.metrics
    page = metrics.page
    rows = storyline_rows(layout, style, measure, widest=widest)
    width = max((row.lead + row.width for row in rows), default=NARROWEST_BODY) + TAIL
    layers, y = draw_title(captions, style, measure, width)
    top = ruler_rows(layout.bare, metrics).height
    for number, row in enumerate(rows, start=1):
        suffix = f" {number}" if number > 1 else ""
        low, _ = _extent(row.layout)
        height = math.ceil(distances_high([row]) * distance)
        viewport = Viewport(-row.lead / row.scale, low, row.scale, distance, width, height)
        parts = draw_storylines(row.layout, viewport, style, measure, names="all")
        ruler = draw_ruler(row.layout.bare, viewport, style, measure, like=layout.bare)
        layers += [
            *(layer.moved(page, y + top, suffix=suffix) for layer in parts),
            ruler.moved(page, y, suffix=suffix),
            draw_frame(width, top + height, style).moved(page, y, suffix=suffix),
        ]
        y += top + height + 3 * metrics.gap
    entries = draw_storyline_legend(layout, style, measure, width, say) if legend else None
    footer, y = draw_footer(captions, style, measure, width, y, entries)
    return Drawing(width + 2 * page, math.ceil(y + page - metrics.gap), [*layers, *footer], captions.title)


def distances_high(rows: Sequence[StoryRow]) -> float:
    """How many distances of two lines that meet `rows` are high together."""
    return sum(high - low + 2 * MARGIN for low, high in (_extent(row.layout) for row in rows))


def storyline_rows(
    layout: StorylineLayout, style: Style, measure: Measure = shipped, *, widest: float = WIDEST_ROW
) -> list[StoryRow]:
    """The rows that `draw_storyline_picture` makes, to find again what its targets mean."""
    longest = max((measure(name, style.metrics.small, REGULAR) for name in layout.names), default=0.0)
    room = max(NARROWEST_BODY, widest - 2 * style.metrics.page - longest - 2 * style.metrics.gap)
    widths = np.diff(layout.columns.x)[layout.columns.kind == SCENE]
    typical = float(np.median(widths)) if len(widths) else max(1.0, layout.columns.width)
    scale, breaks = row_breaks(layout, room, SCENE_WIDTH / typical, narrowest=NARROWEST_BODY)
    x = layout.columns.x[breaks]
    width = float(math.ceil(np.diff(x).max() * scale)) if len(layout.columns) else NARROWEST_BODY
    rows = []
    for (first, last), units in zip(pairwise(breaks), np.diff(x).tolist(), strict=True):
        own = layout if len(breaks) == 2 else part(layout, first, last)
        stretched = width / max(units, 1e-9)
        rows.append(StoryRow(first, last, own, width, lead_width(own, stretched, style, measure), stretched))
    lead = max((row.lead for row in rows), default=0.0)
    return [replace(row, lead=lead) for row in rows]


def _extent(layout: StorylineLayout) -> tuple[float, float]:
    """The topmost and the lowest line of a row."""
    if not layout.lines or np.isnan(layout.y).all():
        return 0.0, 0.0
    return float(np.nanmin(layout.y)), float(np.nanmax(layout.y))


def draw_storyline_legend(
    layout: StorylineLayout, style: Style, measure: Measure, width: float, say: Say = str
) -> tuple[Layer, float]:
    """The layer "legend", up to `width` px wide, its box at (0, 0), and the width it uses."""
    metrics = style.metrics
    marks: list[Rects] = []
    curves: list[Curve] = []
    texts: list[Text] = []
    x = 0.0
    for look, meaning in _entries(layout):
        words = say(meaning)
        match look:
            case "place" | "again":
                marks += ruler_sample(look, x, 11)
            case None:
                line = [(x, 11.0), (x, 11.0), (x + SAMPLE, 11.0), (x + SAMPLE, 11.0)]
                curves.append(Curve(np.array(line, np.float32), 1.5, ROLE["quiet"], DASH, -1, "sample"))
            case _:
                small = {"hull": (SAMPLE, 16.0), "hollow": (8.0, 8.0), "fill": (SAMPLE, 12.0)}.get(look, (SAMPLE, 8.0))
                box = (x + (SAMPLE - small[0]) / 2, 11 - small[1] / 2, *small)
                marks.append(rects(look, [box], ROLE[SAMPLES.get(look, "quiet")], group="sample"))
        texts.append(Text(words, x + SAMPLE + metrics.gap, 15, metrics.small, ROLE["quiet"], group="legend"))
        x += SAMPLE + metrics.gap + measure(words, metrics.small, REGULAR) + 3 * metrics.gap
    return Layer("legend", (0.0, 0.0, width, 24.0), marks, texts, curves), x


def _entries(layout: StorylineLayout) -> Sequence[tuple[Look | RulerSign | None, str]]:
    """Looks and what they mean; no look is the dashed line."""
    inside = layout.state[~np.isnan(layout.y)]
    found: list[tuple[Look | RulerSign | None, str]] = [("hull", "a scene and who is in it")]
    if len(layout.strands):
        found.append(("fill", "together meanwhile"))
    if any(layout.absences):
        found.append((None, "away for long"))
    if (((inside & MENTIONED) > 0) & ((inside & PRESENT) == 0)).any():
        found.append(("hollow", "only mentioned"))
    if (((inside & PRESENT) > 0) & ((inside & UNSURE) > 0)).any():
        found.append(("block unsure", "unsure"))
    return [*found, *ruler_entries(layout.columns)]
