"""The scenes as a table to publish: number, place and time, who is there, who is talked about. In pages where asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recap_gui.drawing.describe import state
from recap_gui.drawing.labels import lines
from recap_gui.drawing.marks import Box, Drawing, Layer, Look, Rects, Text, rects
from recap_gui.drawing.measure import BOLD, REGULAR, Measure, elided, shipped
from recap_gui.drawing.picture import Captions, draw_footer, draw_title
from recap_gui.drawing.say import Say
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.layout.columns import FRAME, SCENE
from recap_gui.layout.lanes import PRESENT, UNSURE, LaneLayout

WIDTH = 1000.0
"""px of a table that has no other width."""
NARROWEST = 560.0
_MOST_LINES = 6
"""Lines of one cell; a scene with more people than fit says how many more."""
_CHIP = 4.0
HEADS = ("Scene", "Place and time", "Present", "Talked about")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its height and its marks, counted from its own top left corner. A `head` keeps the next row with it."""

    height: float
    marks: Sequence[Rects]
    texts: Sequence[Text]
    head: bool = False


@dataclass(frozen=True, slots=True)
class _Maker:
    """What every row needs."""

    layout: LaneLayout
    style: Style
    measure: Measure
    say: Say
    width: float
    openings: Sequence[str]

    @property
    def edges(self) -> tuple[float, ...]:
        """Where the four columns begin, and the right end."""
        rest = self.width - 56
        return 0.0, 56.0, 56 + rest * 0.3, 56 + rest * 0.72, self.width

    def heads(self) -> _Row:
        """The names of the columns."""
        metrics = self.style.metrics
        texts = [
            Text(self.say(name), left + metrics.gap, 18, metrics.small, ROLE["quiet"], BOLD, group="head")
            for name, left in zip(HEADS, self.edges, strict=False)
        ]
        return _Row(28.0, [rects("fill", [(0, 27, self.width, 1)], ROLE["quiet"], group="rule")], texts)

    def episode(self, column: int) -> _Row:
        """The title of the episode that begins at `column`."""
        metrics = self.style.metrics
        title = self.layout.columns.titles[self.layout.columns.episode[column]]
        label = elided(title, self.width - 2 * metrics.gap, metrics.head, BOLD, self.measure)
        text = Text(label, metrics.gap, 30, metrics.head, ROLE["text"], BOLD, None, title, column, "episode")
        return _Row(44.0, [rects("fill", [(0, 43, self.width, 1)], ROLE["rule"], group="rule")], [text], head=True)

    def scene(self, column: int) -> _Row:
        """One scene."""
        metrics, columns, edges = self.style.metrics, self.layout.columns, self.edges
        line, size = metrics.body * 1.45, metrics.body
        role = ROLE["text" if columns.kind[column] == SCENE else "quiet"]
        texts: list[Text] = []
        if columns.number[column]:
            number = str(int(columns.number[column]))
            texts.append(Text(number, metrics.gap, 8 + size, size, role, BOLD, None, "", column, "number"))
        room = int(edges[2] - edges[1] - 2 * metrics.gap)
        whole = columns.headings[column] or self.openings[column]
        heading = lines(whole, room, 3, size, REGULAR, self.measure)
        where = role if columns.headings[column] else ROLE["quiet"]
        for at, words in enumerate(heading):
            y = 8 + size + at * line
            texts.append(Text(words, edges[1] + metrics.gap, y, size, where, REGULAR, None, whole, column, "place"))
        marks: list[Rects] = []
        deepest = max(1, len(heading))
        for wanted, left, right in ((True, edges[2], edges[3]), (False, edges[3], edges[4])):
            own, found, deep = self._people(column, left + metrics.gap, right - metrics.gap, present=wanted)
            marks += own
            texts += found
            deepest = max(deepest, deep)
        height = math.ceil(deepest * line + 12)
        marks.append(rects("fill", [(0, height - 1, self.width, 1)], ROLE["rule"], group="rule"))
        if columns.kind[column] != SCENE:
            marks.insert(0, rects("fill", [(0, 0, self.width, height - 1)], ROLE["greyed"], group="ground"))
        return _Row(height, marks, texts)

    def _people(self, column: int, left: float, right: float, *, present: bool) -> tuple[list[Rects], list[Text], int]:
        """Names with their chips, in lines; and how many lines."""
        metrics = self.style.metrics
        size, line = metrics.body, metrics.body * 1.45
        blocks = [block for lane in range(self.layout.lanes) if (block := self.layout.block_at(lane, column)) >= 0]
        own = [block for block in blocks if bool(self.layout.state[block] & PRESENT) == present]
        chips: dict[Look, list[tuple[Box, int, int]]] = {}
        texts: list[Text] = []
        x, row = left, 0
        for at, block in enumerate(own):
            lane, _ = self.layout.place_of(block)
            name = elided(self.layout.names[lane], right - left - 24, size, REGULAR, self.measure)
            wide = _CHIP + 6 + self.measure(name, size, REGULAR)
            more = self.say("and {n} more").format(n=len(own) - at)
            last = row + 1 == _MOST_LINES and at + 1 < len(own)
            spare = self.measure(more, size, REGULAR) + 14 if last else 0.0
            if x > left and x + wide + spare > right:
                if row + 1 == _MOST_LINES:
                    texts.append(Text(more, x, 8 + size + row * line, size, ROLE["quiet"], group="more"))
                    break
                x, row = left, row + 1
            y = 8 + size + row * line
            look: Look = "fill"
            box = (x, y - size * 0.78, _CHIP, size * 0.9)
            chips.setdefault(look, []).append((box, lane_role(int(self.layout.colour[lane])), block))
            unsure = "?" if self.layout.state[block] & UNSURE else ""
            tip = f"{self.layout.names[lane]} · {state(self.layout, block, self.say)}"
            role = ROLE["text" if present else "quiet"]
            texts.append(Text(name + unsure, x + _CHIP + 6, y, size, role, REGULAR, None, tip, column, "name"))
            x += wide + (self.measure("?", size, REGULAR) if unsure else 0) + 14
        marks = [
            rects(look, [box for box, *_ in found], [role for _, role, _ in found], [block for *_, block in found],
                  group="chip")
            for look, found in chips.items()
        ]  # fmt: skip
        return marks, texts, row + 1 if own else 0


def draw_table(
    layout: LaneLayout,
    style: Style,
    captions: Captions,
    measure: Measure = shipped,
    *,
    openings: Sequence[str],
    width: float = WIDTH,
    height: float | None = None,
    legend: bool = True,
    say: Say = str,
) -> list[Drawing]:
    """The scenes of `layout` (a lane for everybody) as a table `width` px wide: one drawing, or pages `height` px high.

    `openings` are the first words of each column's scene, for those without a heading.
    Every page has the names of the columns, the first one the title, the last one caption and source.
    """
    page, gap = style.metrics.page, 2 * style.metrics.gap
    maker = _Maker(layout, style, measure, say, max(NARROWEST, width) - 2 * page, openings)
    unsure = say("? unsure") if legend and (layout.state & UNSURE).any() else ""
    words = replace(captions, caption="  ".join(part for part in (captions.caption, unsure) if part))
    footer_height = draw_footer(words, style, measure, maker.width, 0.0, None)[1] + gap
    end = math.inf if height is None else height - page
    top, start = draw_title(captions, style, measure, maker.width)
    heads, rows = maker.heads(), list(_rows(maker))
    pages: list[Drawing] = []
    drawn: list[_Row] = []
    y = start + heads.height
    for at, row in enumerate(rows):
        last = at + 1 == len(rows)
        needed = row.height + (footer_height if last else rows[at + 1].height if row.head else 0.0)
        if drawn and y + needed > end:
            pages.append(_page(maker, [*top, _layer(maker, [heads, *drawn], start)], height or y, captions.title))
            top, drawn, start = [], [], float(page)
            y = start + heads.height
        drawn.append(row)
        y += row.height
    footer, y = draw_footer(words, style, measure, maker.width, y + gap, None)
    layers = [*top, _layer(maker, [heads, *drawn], start), *footer]
    return [*pages, _page(maker, layers, height or y + page - style.metrics.gap, captions.title)]


def _rows(maker: _Maker) -> Iterator[_Row]:
    columns = maker.layout.columns
    before = -1
    for column in range(len(columns)):
        if columns.kind[column] == FRAME:
            continue
        if columns.episode[column] != before and columns.titles[columns.episode[column]]:
            yield maker.episode(column)
        before = int(columns.episode[column])
        yield maker.scene(column)


def _layer(maker: _Maker, rows: Sequence[_Row], y: float) -> Layer:
    """The rows one below the other as one layer, equal marks joined."""
    parts: dict[tuple[Look, str], list[Rects]] = {}
    texts: list[Text] = []
    at = 0.0
    for row in rows:
        for part in row.marks:
            box = part.box + np.array([0, at, 0, 0], np.float32)
            parts.setdefault((part.kind, part.group), []).append(
                Rects(part.kind, box, part.role, part.target, part.group)
            )
        texts += [replace(text, y=text.y + at) for text in row.texts]
        at += row.height
    joined = [
        Rects(
            kind,
            np.concatenate([part.box for part in own]),
            np.concatenate([part.role for part in own]),
            np.concatenate([part.target for part in own]),
            group,
        )
        for (kind, group), own in parts.items()
    ]
    return Layer("table", (maker.style.metrics.page, y, maker.width, at), joined, texts, of="column")


def _page(maker: _Maker, layers: Sequence[Layer], height: float, title: str) -> Drawing:
    return Drawing(maker.width + 2 * maker.style.metrics.page, math.ceil(height), layers, title)
