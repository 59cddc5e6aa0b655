"""The lane layout: columns, lanes and blocks of a story in story units, as immutable numpy columns.

Story units: x runs along the columns (one unit = one word, or one unit = one column when columns are equal), y counts
lanes (lane ``i`` fills ``[i, i + 1)``). Nothing here knows pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from recap_gui.layout.arrangement import Arrangement, Order, arranged, completed
from recap_gui.layout.cells import cells_of, first_scenes
from recap_gui.layout.columns import FOLDED, FRAME, PREVIOUSLY, SCENE, Columns, Width, columns
from recap_gui.story import Kind, Story, outside_figures
from recap_gui.story.colours import COLOURS, turns

__all__ = [
    "FRAME",
    "MENTIONED",
    "PRESENT",
    "PREVIOUSLY",
    "SCENE",
    "UNSURE",
    "Columns",
    "LaneLayout",
    "Order",
    "lane_layout",
    "part",
]

PRESENT, MENTIONED, UNSURE = 1, 2, 4
"""Bits of a block's `state`; UNSURE (confidence below .6) comes beside one of the other two."""

SURE = 0.6
"""Confidence below which a block is hatched."""
NO_COLOUR = 255


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class LaneLayout:
    """Lanes and blocks over `columns`, lane-major: ``key = lane * n_columns + column`` is sorted (a hit is a search).

    Attributes:
        columns: the scenes.
        names: lane names, top to bottom (a fold's name is "and 7 more" or "talked about").
        characters: the character ids in each lane (several in a fold).
        colour: ``(n_lanes,)`` uint8, 0–11, or 255 for a fold.
        count: ``(n_lanes,)`` int32, scenes in which the lane's character is present.
        key: ``(n_blocks,)`` int64, sorted.
        state: ``(n_blocks,)`` uint8, bits PRESENT, MENTIONED, UNSURE.
    """

    columns: Columns
    names: Sequence[str]
    characters: Sequence[tuple[str, ...]]
    colour: npt.NDArray[np.uint8]
    count: npt.NDArray[np.int32]
    key: npt.NDArray[np.int64]
    state: npt.NDArray[np.uint8]

    @property
    def lanes(self) -> int:
        """The number of lanes."""
        return len(self.colour)

    def block_at(self, lane: int, column: int) -> int:
        """The index of the block in `lane` at `column`, or -1."""
        if not (0 <= lane < self.lanes and 0 <= column < len(self.columns)):
            return -1
        wanted = lane * len(self.columns) + column
        at = int(self.key.searchsorted(wanted))
        return at if at < len(self.key) and self.key[at] == wanted else -1

    def place_of(self, block: int) -> tuple[int, int]:
        """Lane and column of a block."""
        lane, column = divmod(int(self.key[block]), len(self.columns))
        return lane, column

    def blocks_of(self, lane: int) -> range:
        """The blocks of one lane, in order of their columns."""
        n = len(self.columns)
        first, last = self.key.searchsorted([lane * n, (lane + 1) * n])
        return range(int(first), int(last))

    def blocks_in(self, lanes: range, columns: range) -> npt.NDArray[np.int64]:
        """The indices of the blocks in these neighbouring lanes and columns, in lane-major order."""
        base = np.arange(lanes.start, lanes.stop, dtype=np.int64) * len(self.columns)
        first = self.key.searchsorted(base + columns.start)
        counts = self.key.searchsorted(base + columns.stop) - first
        before = np.cumsum(counts) - counts
        return np.repeat(first - before, counts) + np.arange(counts.sum(), dtype=np.int64)

    def lane_of(self, character: str) -> int:
        """The lane that holds the character with this id, or -1."""
        return next((lane for lane, ids in enumerate(self.characters) if character in ids), -1)


def lane_layout(
    story: Story,
    *,
    width: Width = "words",
    order: Order | Sequence[str] = "appearance",
    pinned: Sequence[str] = (),
    hidden: Collection[str] = (),
    only: Collection[str] = (),
    folded: bool = True,
    folded_kinds: Collection[Kind] = FOLDED,
    kept: Arrangement | None = None,
    say: Callable[[str], str] = str,
) -> LaneLayout:
    """The lanes of `story`: characters present somewhere, `pinned` ones first, then in `order`.

    `order` is the name of an order or character ids (a manual order; those it does not name follow by appearance).
    `hidden` characters have no lane; with `only`, no others have. Where `folded`, those only talked about share one
    lane at the bottom, and beyond 14 lanes so do those present in one scene; else everybody has a lane. All
    characters are given by id. `folded_kinds` are the kinds of scenes drawn as thin stubs. With lanes `kept` from
    before a correction these rules rest: who had a lane keeps it, an empty one too, and places keep their numbers.
    `say` puts the names of what is folded into the user's language.
    """
    over = columns(story, width=width, folded_kinds=folded_kinds, known=kept.places if kept is not None else ())
    if kept is None:
        kept = arranged(story, order=order, pinned=pinned, hidden=hidden, only=only, folded=folded)
    else:
        kept = completed(kept, story)
    colour = _colours(story)
    outside, away, chosen = outside_figures(story), set(hidden), set(only)
    names = {character.id: character.name for character in story.characters if character.id not in outside}
    shown = [c for c in kept.lanes if c in names and c not in away and (not chosen or c in chosen)]
    there = set(shown)
    fixed = [c for c in dict.fromkeys(pinned) if c in there]
    free = there.difference(fixed)
    rare, spoken = ([c for c in part if c in free] if folded and not only else [] for part in (kept.rare, kept.spoken))
    free.difference_update(rare, spoken)
    lanes: list[tuple[str, tuple[str, ...]]] = [(names[c], (c,)) for c in (*fixed, *(c for c in shown if c in free))]
    colours = [colour.get(c, 0) for _, (c,) in lanes]
    if rare:
        lanes.append((say("and {n} more").format(n=len(rare)), tuple(rare)))
    if spoken:
        lanes.append((say("talked about"), tuple(spoken)))
    return _laid(story, over, lanes, colours + [NO_COLOUR] * (len(lanes) - len(colours)))


def part(layout: LaneLayout, first: int, last: int, *, drop_empty: bool = False) -> LaneLayout:
    """The columns ``[first, last)`` of `layout` alone, without lanes that have no block there where `drop_empty`."""
    old = layout.columns
    n = len(old)
    lane, column = np.divmod(layout.key, max(1, n))
    inside = (column >= first) & (column < last)
    lane, column, state = lane[inside], column[inside] - first, layout.state[inside]
    kept = np.unique(lane) if drop_empty else np.arange(layout.lanes)
    new_lane = np.searchsorted(kept, lane)
    continues = old.continues[first:last] - first
    cut = replace(
        old,
        x=old.x[first : last + 1] - old.x[first],
        kind=old.kind[first:last],
        episode=old.episode[first:last],
        scene=old.scene[first:last],
        number=old.number[first:last],
        place=old.place[first:last],
        continues=np.where(continues >= 0, continues, -1).astype(np.int32),
        headings=old.headings[first:last],
        times=old.times[first:last],
        labels=old.labels[first:last],
        folded=None if old.folded is None else old.folded[first:last],
    )
    return LaneLayout(
        columns=cut,
        names=[layout.names[i] for i in kept],
        characters=[layout.characters[i] for i in kept],
        colour=layout.colour[kept],
        count=layout.count[kept],
        key=new_lane.astype(np.int64) * (last - first) + column,
        state=state,
    )


def _colours(story: Story) -> dict[str, int]:
    given = {character.id: character.colour for character in story.characters if character.colour is not None}
    return {who: turn % COLOURS for who, turn in turns(story).items()} | given


def _laid(
    story: Story, over: Columns, lanes: Sequence[tuple[str, tuple[str, ...]]], colour: Sequence[int]
) -> LaneLayout:
    cells, first = cells_of(story), first_scenes(story)
    column_of = np.full(int(first[-1]), -1, np.int64)
    column_of[first[over.episode] + over.scene] = np.arange(len(over))
    lane_of = {c: lane for lane, (_, ids) in enumerate(lanes) for c in ids}
    lane = np.array([lane_of.get(c, -1) for c in cells.who], np.int64)[cells.character]
    laid = lane >= 0
    key = lane[laid] * len(over) + column_of[cells.scene[laid]]
    present, confidence = cells.present[laid], cells.confidence[laid]
    # Of several characters in one lane and column the strongest counts: present before mentioned, then the surest.
    order = np.lexsort((confidence, present, key))
    key, present, confidence = key[order], present[order], confidence[order]
    last = np.append(key[1:] != key[:-1], [True])[: len(key)]
    key, present, confidence = key[last], present[last], confidence[last]
    state = np.where(present, PRESENT, MENTIONED) | np.where(confidence < SURE, UNSURE, 0)
    return LaneLayout(
        columns=over,
        names=[name for name, _ in lanes],
        characters=[ids for _, ids in lanes],
        colour=np.array(colour, np.uint8),
        count=np.bincount(key[present] // max(1, len(over)), minlength=len(lanes)).astype(np.int32),
        key=key,
        state=state.astype(np.uint8),
    )
