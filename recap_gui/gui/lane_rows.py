"""The lane heads laid out: where each row is, what fits into it, what lies under a point. Painting replays this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics

from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.lane_drag import Drag
from recap_gui.gui.lane_icons import ICONS, SIZE
from recap_gui.gui.timeline_index import LaneIndex
from recap_gui.gui.timeline_moves import Room
from recap_gui.gui.widgets import plural

tr = QCoreApplication.translate
PAD = 8
CHIP = 10
EXPANDED = 24
"""Height of the row under the pointer where lanes are lower, in px at a text size of 100 %."""
NAMED = 10
"""Rows lower than this show their colour only."""
SIZES = ((20, 13), (15, 12), (12, 11), (NAMED, 10))
"""Least height of a row → size of its letters, in px at a text size of 100 %."""
FULL = 0.8
"""Larger letters take no more than this part of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One lane head, ready to paint. `font` is None where the row is too low for a name."""

    lane: int
    y: int
    height: int
    name: str
    count: str
    colour: int
    fold: bool
    selected: bool
    pinned: bool
    font: QFont | None
    baseline: int
    name_x: int
    count_x: int
    pin_x: int


class Lettering:
    """The fonts of the heads by the height of a row, and names cut to their room; both are kept."""

    LIMIT = 5000

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._fonts: dict[int, tuple[QFont, QFontMetrics]] = {}
        self._names: dict[tuple[str, int, int], str] = {}

    def of(self, height: int) -> tuple[QFont, QFontMetrics] | None:
        """Font and metrics for rows of `height` px, None where they are too low for letters."""
        size = next((size for least, size in SIZES if height >= least), None)
        if size is None:
            return None
        usual = SIZES[0][1]
        wanted = self._font.pixelSize()
        if wanted > usual:  # larger type, where the user has it, as far as the row has room
            size = max(size, min(wanted, int(height * FULL)))
        elif wanted < usual:
            size = min(size, max(wanted, 9))
        if size not in self._fonts:
            font = QFont(self._font)
            font.setPixelSize(size)
            self._fonts[size] = font, QFontMetrics(font)
        return self._fonts[size]

    @property
    def expanded(self) -> int:
        """The height of the row under the pointer where lanes are lower, in px."""
        return max(EXPANDED, round(EXPANDED * self._font.pixelSize() / SIZES[0][1]))

    def elided(self, text: str, room: int, height: int) -> str:
        """`text` cut to `room` px in a row of `height` px."""
        fonts = self.of(height)
        if fonts is None:
            return ""
        key = (text, max(0, room), fonts[0].pixelSize())
        found = self._names.get(key)
        if found is None:
            if len(self._names) >= self.LIMIT:
                self._names.clear()
            found = self._names[key] = fonts[1].elidedText(text, Qt.TextElideMode.ElideRight, key[1])
        return found


class Rows:
    """The lane heads for one layout, room, viewport and selection."""

    def __init__(
        self,
        index: LaneIndex,
        room: Room,
        viewport: Viewport,
        *,
        width: int,
        lettering: Lettering,
        selected: frozenset[str] = frozenset(),
        pinned: frozenset[str] = frozenset(),
    ) -> None:
        self._index, self._room, self._viewport = index, room, viewport
        self._width, self._lettering = width, lettering
        self._selected, self._pinned = selected, pinned

    @property
    def n_lanes(self) -> int:
        """How many lanes there are."""
        return self._index.n_lanes

    @property
    def movable_lanes(self) -> int:
        """How many lanes, from the top, can be moved: all but the folds."""
        n = self._index.n_lanes
        while n and self._index.folded(n - 1):
            n -= 1
        return n

    def movable(self, lane: int) -> bool:
        """Whether `lane` belongs to one character."""
        return self._index.character(lane) is not None

    def lane_at(self, y: float, hovered: int | None = None) -> int | None:
        """The lane at `y` px; the row under the pointer reaches as far as it is painted."""
        if hovered is not None and hovered < self._index.n_lanes and self.area(hovered).contains(0, round(y)):
            return hovered
        return self._room.lane_at(self._viewport, y)

    def place_at(self, y: float) -> float:
        """The lane at `y` px, with fraction, also beyond the first and the last."""
        held = self._room.held_height(self._viewport.y_scale)
        if y < held:
            return y / self._viewport.y_scale
        return (y - held + self._viewport.y_origin) / self._viewport.y_scale

    def gap_y(self, gap: int) -> int:
        """Where the gap above lane `gap` lies, in px."""
        return min(max(self._room.lane_top(self._viewport, gap), 1), round(self._room.height) - 2)

    def band(self, *, held: bool) -> QRect:
        """Where the lanes are that stay at the top, or those that scroll."""
        height = self._room.held_height(self._viewport.y_scale)
        if held:
            return QRect(0, 0, self._width, height)
        return QRect(0, height, self._width, round(self._room.height) - height)

    @property
    def expanded_height(self) -> int:
        """How high a head is painted at least while it is pointed at or dragged."""
        return self._lettering.expanded

    @property
    def named(self) -> bool:
        """Whether the rows have room for names."""
        return self._viewport.y_scale >= NAMED

    def colours_down(self, top: int, bottom: int) -> npt.NDArray[np.uint8]:
        """The layout's colour of the lane at each px from `top` to `bottom` (254 where there is none)."""
        scale, held = self._viewport.y_scale, self._room.held_height(self._viewport.y_scale)
        y = np.arange(top, bottom) + 0.5
        lane = np.floor(np.where(y < held, y, y - held + self._viewport.y_origin) / scale).astype(np.int64)
        inside = (lane >= 0) & (lane < self._index.n_lanes)
        found = np.full(lane.size, 254, np.uint8)
        found[inside] = self._index.layout.colour[lane[inside]]
        return found

    def visible(self, top: int, bottom: int, *, held: bool) -> Iterator[Row]:
        """The rows between two heights, in px."""
        n_held = self._room.held(self._viewport.y_scale)
        if held:
            lanes = range(n_held)
        else:
            start = max(top, self._room.held_height(self._viewport.y_scale))
            first = max(n_held, int(self.place_at(start)))
            lanes = range(first, min(self._index.n_lanes, int(self.place_at(max(bottom, start))) + 1))
        for lane in lanes:
            yield self.row(lane)

    def area(self, lane: int) -> QRect:
        """Where the head of `lane` is painted while the pointer is over it."""
        row_y, height = self._place(lane)
        if height < self._lettering.expanded:
            row_y, height = self._expanded_y(row_y, height), self._lettering.expanded
        return QRect(0, row_y, self._width, height)

    def icon_boxes(self, lane: int) -> list[QRectF]:
        """Where the icons of the head under the pointer are, left to right."""
        area = self.area(lane)
        left = self._width - PAD - len(ICONS) * (SIZE + 4) + 4
        y = area.y() + (area.height() - SIZE) / 2
        return [QRectF(left + at * (SIZE + 4), y, SIZE, SIZE) for at in range(len(ICONS))]

    def tip(self, lane: int) -> str:
        """The whole name and the count in words."""
        name, count = self._index.layout.names[lane], int(self._index.layout.count[lane])
        scenes = plural(count, tr("LaneHeads", "present in {n} scene"), tr("LaneHeads", "present in {n} scenes"))
        return f"{name}: {scenes}"

    def told(self, drag: Drag) -> str:
        """What a drop here would do."""
        names = self._index.layout.names
        if drag.over is not None and drag.offers:
            words = tr("LaneHeads", "Drop to say: {who} and {other} are one person")
            return words.format(who=names[drag.lane], other=names[drag.over])
        if drag.gap is not None and drag.gap not in (drag.lane, drag.lane + 1):
            if drag.gap == len(names):
                return tr("LaneHeads", "Move {who} to the end").format(who=names[drag.lane])
            return tr("LaneHeads", "Move {who} above {other}").format(who=names[drag.lane], other=names[drag.gap])
        return ""

    def row(self, lane: int) -> Row:
        """The head of `lane` as it is without the pointer."""
        y, height = self._place(lane)
        return self._row(lane, y, height, room_right=True)

    def expanded(self, lane: int, *, y: int | None = None, icons: bool = True) -> Row:
        """The head of `lane` as it is under the pointer (or dragged, with its top at `y`), with room for `icons`."""
        area = self.area(lane)
        row = self._row(
            lane,
            area.y() if y is None else y,
            area.height() if y is None else self._lettering.expanded,
            room_right=False,
        )
        if y is not None:
            right = self._width
        elif icons and self.movable(lane):
            right = int(self.icon_boxes(lane)[0].left())
        else:
            right = row.pin_x if row.pinned else row.count_x
        room = right - row.name_x - PAD
        return replace(row, name=self._lettering.elided(self._index.layout.names[lane], room, row.height))

    # ---- private

    def _place(self, lane: int) -> tuple[int, int]:
        scale = self._viewport.y_scale
        height = max(1, round((lane + 1) * scale) - round(lane * scale))
        return self._room.lane_top(self._viewport, lane), height

    def _expanded_y(self, y: int, height: int) -> int:
        expanded = self._lettering.expanded
        middle = y + height // 2 - expanded // 2
        return min(max(middle, 0), max(0, round(self._room.height) - expanded))

    def _row(self, lane: int, y: int, height: int, *, room_right: bool) -> Row:
        layout, index = self._index.layout, self._index
        ids = layout.characters[lane]
        count = f"{int(layout.count[lane]):,}" if int(layout.count[lane]) else ""
        fonts = self._lettering.of(height)
        font, metrics = fonts if fonts is not None else (None, None)
        count_x = self._width - PAD - (metrics.horizontalAdvance(count) if metrics is not None else 0)
        pinned = not self._pinned.isdisjoint(ids)
        pin_x = count_x - PAD - 10
        name_x = PAD + CHIP + PAD
        room = (pin_x if pinned else count_x) - PAD - name_x if room_right else self._width
        return Row(
            lane=lane,
            y=y,
            height=height,
            name=self._lettering.elided(layout.names[lane], room, height),
            count=count,
            colour=int(layout.colour[lane]),
            fold=index.folded(lane),
            selected=not self._selected.isdisjoint(ids),
            pinned=pinned,
            font=font,
            baseline=y + (height + metrics.ascent() - metrics.descent()) // 2 if metrics is not None else 0,
            name_x=name_x,
            count_x=count_x,
            pin_x=pin_x,
        )
