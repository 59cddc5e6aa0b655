"""The ruler on top: episode titles, numbers, places, time cues, brackets of returning scenes, the place band."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from recap_gui.drawing.body import View, is_dense, view
from recap_gui.drawing.labels import lines
from recap_gui.drawing.marks import Layer, Rects, Text, rects
from recap_gui.drawing.measure import BOLD, REGULAR, Measure, elided
from recap_gui.drawing.style import PLACE, PLACE_COUNT, ROLE, Metrics, Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.layout.columns import Columns
from recap_gui.layout.lanes import LaneLayout

BRACKET_LEVELS = 3
_AIR = 4.0
_SEASON = re.compile(r"^S\d+(?=E\d+$)")
_LEAST_OF_TITLE = 12
"""Characters behind an episode's number, dots included, below which a cut title is left out."""
_LEAST_EPISODE, _SPARSE_EPISODE = 28.0, 72.0
"""px: where episodes are narrower than the first on average, only some are named, at least the second apart."""


@dataclass(frozen=True, slots=True)
class RulerRows:
    """Where the ruler's rows begin, in px from its top; a row that has nothing to show has no height."""

    episodes: float
    numbers: float
    labels: float
    cues: float
    brackets: float
    band: float
    height: float


@lru_cache(maxsize=2)
def ruler_rows(layout: LaneLayout, metrics: Metrics) -> RulerRows:
    """The rows of the ruler over `layout`: the same at every zoom, so that nothing jumps."""
    columns = layout.columns
    episodes = metrics.gap / 2
    numbers = episodes + (metrics.episode_row if any(columns.titles) else 0.0)
    labels = numbers + metrics.number_row
    has_labels = any(columns.labels or columns.headings)
    cues = labels + (metrics.label_lines * metrics.label_line if has_labels else 0.0)
    brackets = cues + (metrics.cue_row if any(columns.times) else 0.0)
    band = brackets + (metrics.bracket_row if (columns.continues >= 0).any() else metrics.gap / 2)
    return RulerRows(episodes, numbers, labels, cues, brackets, band, band + metrics.band + metrics.gap / 2)


def draw_ruler(
    layout: LaneLayout, viewport: Viewport, style: Style, measure: Measure, *, like: LaneLayout | None = None
) -> Layer:
    """The layer "ruler" as wide as the body, its box at (0, 0); targets are columns.

    With `like` it has the rows that this other layout needs, so that the rows of a picture look alike.
    """
    rows = ruler_rows(like or layout, style.metrics)
    box = (0.0, 0.0, viewport.width, rows.height)
    seen = view(layout, viewport)
    found = [rects("fill", [box], ROLE["panel"], group="ground")]
    found.append(rects("fill", [(0, rows.height - 1, viewport.width, 1)], ROLE["rule"], group="ground"))
    texts = _episodes(layout.columns, seen, viewport, style, measure, rows)
    if not is_dense(layout, viewport):
        found.append(_band(layout.columns, seen, rows, style))
        found.append(_ticks(layout.columns, seen, rows))
        found += _brackets(layout.columns, seen, viewport, rows)
        texts += _labels(layout.columns, seen, viewport, style, measure, rows)
    return Layer("ruler", box, [part for part in found if len(part.box)], texts, of="column")


def _episodes(
    columns: Columns, seen: View, viewport: Viewport, style: Style, measure: Measure, rows: RulerRows
) -> list[Text]:
    """Episode titles, each kept in view as long as its episode is; where they are too narrow, every so manieth."""
    if not seen.columns or not any(columns.titles):
        return []
    first, last = int(columns.episode[seen.columns.start]), int(columns.episode[seen.columns.stop - 1])
    each = columns.width / (int(columns.episode[-1]) + 1) * viewport.x_scale
    step = _sparse(each)
    metrics = style.metrics
    y = rows.episodes + metrics.episode_row * 0.5 + metrics.body * 0.36
    texts: list[Text] = []
    episodes = range(-(-first // step) * step, last + 1, step)
    # Of the column's own type: another would have numpy copy all of it for each search.
    begins = columns.episode.searchsorted(np.array(episodes, columns.episode.dtype))
    ends = columns.episode.searchsorted(np.array(episodes, columns.episode.dtype), side="right")
    for episode, begin, end in zip(episodes, begins.tolist(), ends.tolist(), strict=True):
        if step == 1:
            left, right = viewport.to_px_x(columns.x[[begin, end]]).clip(0, viewport.width).tolist()
        else:
            left = float(viewport.to_px_x(columns.x[begin]))
            right = left + step * each
        title = columns.titles[episode]
        label = _titled(title, right - left - 2 * _AIR, metrics.body, measure, whole=step == 1)
        if label:
            clip = (left, rows.episodes, right - left, metrics.episode_row)
            texts.append(Text(label, left + _AIR, y, metrics.body, ROLE["text"], BOLD, clip, title, begin, "episode"))
    return texts


def _titled(title: str, room: float, size: float, measure: Measure, *, whole: bool) -> str:
    """As much of an episode's title as there is room for: all or most of it, else its number, never half a number."""
    code = title.split(" · ")[0]
    label = elided(title, room - _AIR, size, BOLD, measure) if whole else ""
    if label == title or len(label) >= len(code) + _LEAST_OF_TITLE:
        return label
    for short in (code, _SEASON.sub("", code)):
        if measure(short, size, BOLD) <= room:
            return short
    return "" if _SEASON.match(code) else elided(code, room, size, BOLD, measure)


def _sparse(each: float) -> int:
    """Every how manieth episode is named where one is `each` px wide: 1, 2, 5, 10, 20 and so on."""
    if each >= _LEAST_EPISODE:
        return 1
    wanted = _SPARSE_EPISODE / max(each, 1e-9)
    power = int(10 ** math.floor(math.log10(wanted)))
    return next((n * power for n in (1, 2, 5) if n * power >= wanted), 10 * power)


def _labels(
    columns: Columns, seen: View, viewport: Viewport, style: Style, measure: Measure, rows: RulerRows
) -> list[Text]:
    metrics = style.metrics
    texts: list[Text] = []
    labels = columns.labels or columns.headings
    wide = np.flatnonzero(np.diff(seen.left) - 2 * _AIR >= metrics.small * 0.5) + seen.columns.start
    for column in wide.tolist():
        left, right = seen.edges(column)
        room = right - left - 2 * _AIR
        if right <= 0 or left >= viewport.width:
            continue
        clip = (left, rows.numbers, right - left, rows.band - rows.numbers)
        whole = columns.headings[column]
        if columns.number[column]:
            number = str(int(columns.number[column]))
            size = metrics.small + 1
            if measure(number, size, BOLD) <= room + _AIR:
                y = rows.numbers + metrics.number_row - 5
                texts.append(Text(number, left + _AIR, y, size, ROLE["text"], BOLD, clip, whole, column, "number"))
        if columns.folded is not None and columns.folded[column]:
            continue
        for at, line in enumerate(
            lines(labels[column], int(room), metrics.label_lines, metrics.small, REGULAR, measure)
        ):
            y = rows.labels + (at + 1) * metrics.label_line - 3
            texts.append(Text(line, left + _AIR, y, metrics.small, ROLE["text"], REGULAR, clip, whole, column, "place"))
        cue = columns.times[column] if columns.times else ""
        for line in lines(cue, int(room), 1, metrics.small, REGULAR, measure):
            y = rows.cues + metrics.cue_row - 5
            texts.append(Text(line, left + _AIR, y, metrics.small, ROLE["quiet"], REGULAR, clip, cue, column, "time"))
    return texts


def _band(columns: Columns, seen: View, rows: RulerRows, style: Style) -> Rects:
    window = slice(seen.columns.start, seen.columns.stop)
    own = np.flatnonzero(columns.place[window] >= 0)
    left, right = seen.left[own], seen.left[own + 1]
    air = np.where(right - left >= 6, 1.0, 0.0)
    box = np.column_stack(
        (left + air, np.full(len(own), rows.band), right - left - 2 * air, np.full(len(own), style.metrics.band))
    )
    role = PLACE + columns.place[window][own] % PLACE_COUNT
    return rects("fill", box, role, own + seen.columns.start, group="place")


def _ticks(columns: Columns, seen: View, rows: RulerRows) -> Rects:
    """A hairline where a column begins, from the numbers down; where an episode begins, from the top."""
    if not seen.columns:
        return rects("fill", [], ROLE["rule"], group="tick")
    window = slice(seen.columns.start, seen.columns.stop)
    before = columns.episode[max(0, window.start - 1)]
    first = np.diff(columns.episode[window], prepend=before) != 0
    own = np.flatnonzero(first | (np.diff(seen.left) >= 12))
    top = np.where(first[own], rows.episodes, rows.numbers + 4)
    bottom = np.where(first[own], rows.height, rows.brackets)
    box = np.column_stack((seen.left[own], top, np.ones(len(own)), bottom - top))
    return rects("fill", box, ROLE["rule"], group="tick")


def _brackets(columns: Columns, seen: View, viewport: Viewport, rows: RulerRows) -> list[Rects]:
    """Thin brackets from a scene to the one that goes on with it, in up to three levels."""
    boxes: list[tuple[float, float, float, float]] = []
    targets: list[int] = []
    ends = [-1e9] * BRACKET_LEVELS
    x = columns.x
    window = columns.continues[seen.columns.start :]
    # Those that begin before the view but end in it, or beyond it, are seen too: look a little further.
    again = np.flatnonzero(window[: len(seen.columns) + 64] >= 0) + seen.columns.start
    earlier = columns.continues[again]
    starts = viewport.to_px_x((x[earlier] + x[earlier + 1]) / 2) + 3
    stops = viewport.to_px_x((x[again] + x[again + 1]) / 2) - 3
    for column, a, b in zip(again.tolist(), starts.tolist(), stops.tolist(), strict=True):
        level = next((at for at in range(BRACKET_LEVELS) if ends[at] < a), BRACKET_LEVELS - 1)
        ends[level] = max(ends[level], b)
        if b < 0 or a > viewport.width or b - a < 4:
            continue
        y = rows.band - 3 - level * 3
        a, b = max(a, -2.0), min(b, viewport.width + 2)
        boxes += [(a, y - 3, 1, 4), (a, y, b - a, 1), (b - 1, y - 3, 1, 4)]
        targets += [int(column)] * 3
    return [rects("fill", boxes, ROLE["quiet"], targets, group="continues")] if boxes else []
