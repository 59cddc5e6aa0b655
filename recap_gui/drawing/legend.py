"""The legend: what the looks of blocks and the signs of the ruler mean, only those that occur."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from recap_gui.drawing.marks import Layer, Look, Rects, Text, rects
from recap_gui.drawing.measure import REGULAR, Measure
from recap_gui.drawing.say import Say
from recap_gui.drawing.style import PLACE, ROLE, Style
from recap_gui.layout.columns import FRAME, PREVIOUSLY, Columns
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE, LaneLayout

RulerSign: TypeAlias = Literal["place", "again"]
SAMPLE = 28.0
"""px: the width of a sample block."""


def draw_legend(
    layout: LaneLayout, style: Style, measure: Measure, width: float, say: Say = str
) -> tuple[Layer, float]:
    """The layer "legend", up to `width` px wide, its box at (0, 0), and the width it uses."""
    metrics = style.metrics
    marks: list[Rects] = []
    texts: list[Text] = []
    x, y = 0.0, 4.0
    widest = 0.0
    for look, meaning in _entries(layout):
        words = say(meaning)
        wide = SAMPLE + metrics.gap + measure(words, metrics.small, REGULAR)
        if x and x + wide > width:
            x, y = 0.0, y + 20
        match look:
            case "place" | "again":
                marks += ruler_sample(look, x, y + 7)
            case _:
                top, height = (4, 6) if look.startswith("hollow") else (0, 14)
                role = ROLE["greyed" if look == "fill" else "quiet"]
                marks.append(rects(look, [(x, y + top, SAMPLE, height)], role, group="sample"))
        texts.append(Text(words, x + SAMPLE + metrics.gap, y + 11, metrics.small, ROLE["quiet"], group="legend"))
        x += wide + 3 * metrics.gap
        widest = max(widest, x)
    return Layer("legend", (0.0, 0.0, width, y + 20), marks, texts), widest


def ruler_entries(columns: Columns) -> list[tuple[RulerSign, str]]:
    """The signs of the ruler that occur, and what they mean."""
    found: list[tuple[RulerSign, str]] = []
    if (columns.place >= 0).any():
        found.append(("place", "places"))
    if (columns.continues >= 0).any():
        found.append(("again", "goes on later"))
    return found


def ruler_sample(sign: RulerSign, x: float, middle: float) -> list[Rects]:
    """A sign of the ruler, `SAMPLE` px wide, its middle at `middle`."""
    if sign == "again":
        boxes = [(x, middle - 2, 1, 4), (x, middle + 1, SAMPLE, 1), (x + SAMPLE - 1, middle - 2, 1, 4)]
        return [rects("fill", boxes, ROLE["quiet"], group="sample")]
    half = (SAMPLE - 2) / 2
    boxes = [(x, middle - 3, half, 6), (x + half + 2, middle - 3, half, 6)]
    return [rects("fill", boxes, np.array([PLACE, PLACE + 1]), group="sample")]


def _entries(layout: LaneLayout) -> list[tuple[Look | RulerSign, str]]:
    states = set(np.unique(layout.state).tolist())
    kinds = set(np.unique(layout.columns.kind).tolist())
    found: list[tuple[Look | RulerSign, str]] = [("block", "present")]
    if states & {MENTIONED, MENTIONED | UNSURE}:
        found.append(("hollow", "only mentioned"))
    if PRESENT | UNSURE in states:
        found.append(("block unsure", "unsure"))
    if MENTIONED | UNSURE in states:
        found.append(("hollow unsure", "mentioned, unsure"))
    if PREVIOUSLY in kinds or FRAME in kinds:
        what = "previously" if FRAME not in kinds else "no scene" if PREVIOUSLY not in kinds else "previously, no scene"
        found.append(("fill", what))
    return [*found, *ruler_entries(layout.columns)]
