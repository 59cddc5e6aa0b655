"""The legend: what the looks of blocks mean, only those that occur."""

from __future__ import annotations

import numpy as np

from recap_gui.drawing.marks import Layer, Look, Rects, Text, rects
from recap_gui.drawing.measure import REGULAR, Measure
from recap_gui.drawing.say import Say
from recap_gui.drawing.style import ROLE, Style
from recap_gui.layout.columns import FRAME, PREVIOUSLY
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE, LaneLayout

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
        slim = look.startswith("hollow")
        role = ROLE["greyed" if look == "fill" else "quiet"]
        marks.append(rects(look, [(x, y + (4 if slim else 0), SAMPLE, 6 if slim else 14)], role, group="sample"))
        texts.append(Text(words, x + SAMPLE + metrics.gap, y + 11, metrics.small, ROLE["quiet"], group="legend"))
        x += wide + 3 * metrics.gap
        widest = max(widest, x)
    return Layer("legend", (0.0, 0.0, width, y + 20), marks, texts), widest


def _entries(layout: LaneLayout) -> list[tuple[Look, str]]:
    states = set(np.unique(layout.state).tolist())
    kinds = set(np.unique(layout.columns.kind).tolist())
    found: list[tuple[Look, str]] = [("block", "present")]
    if states & {MENTIONED, MENTIONED | UNSURE}:
        found.append(("hollow", "only mentioned"))
    if PRESENT | UNSURE in states:
        found.append(("block unsure", "unsure"))
    if MENTIONED | UNSURE in states:
        found.append(("hollow unsure", "mentioned, unsure"))
    if PREVIOUSLY in kinds or FRAME in kinds:
        what = "previously" if FRAME not in kinds else "no scene" if PREVIOUSLY not in kinds else "previously, no scene"
        found.append(("fill", what))
    return found
