"""The lane layout: columns, lanes and blocks of a story in story units, as immutable numpy columns.

Story units: x runs along the columns (one unit = one word, or one unit = one column when columns are equal), y counts
lanes (lane ``i`` fills ``[i, i + 1)``). Nothing here knows pixels.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.layout.columns import FOLDED, FRAME, PREVIOUSLY, SCENE, Columns, Width, columns
from recap_gui.layout.order import tightest
from recap_gui.story import Kind, Presence, Story, episode_presences, outside_figures
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
MOST_LANES = 14
"""Beyond so many lanes, characters present in one scene only are folded into one lane."""
NO_COLOUR = 255

Order: TypeAlias = Literal["appearance", "scenes", "alphabet", "tightest"]


@dataclass(frozen=True, slots=True, eq=False)
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
) -> LaneLayout:
    """The lanes of `story`: characters present somewhere, `pinned` ones first, then in `order`.

    `order` is the name of an order or character ids (a manual order; those it does not name follow by appearance).
    `hidden` characters have no lane; with `only`, no others have. Where `folded`, those only talked about share one
    lane at the bottom, and beyond 14 lanes so do those present in one scene; else everybody has a lane. All
    characters are given by id. `folded_kinds` are the kinds of scenes drawn as thin stubs.
    """
    over = columns(story, width=width, folded_kinds=folded_kinds)
    cells = _cells(story, over)
    colour = _colours(story)
    shown = [c for c in cells if c not in set(hidden) and (not only or c in set(only))]
    here = [c for c in shown if cells[c].scenes]
    spoken = [c for c in shown if not cells[c].scenes]
    fixed = [c for c in dict.fromkeys(pinned) if c in set(shown)]
    rare = [c for c in here if cells[c].scenes == 1 and c not in fixed]
    fold_rare = folded and not only and len(here) > MOST_LANES and len(rare) > 1
    named = [c for c in here if not (fold_rare and c in set(rare))]
    if not folded or only:
        named += spoken
    free = [c for c in _ordered(named, order, cells, story) if c not in set(fixed)]
    names = {character.id: character.name for character in story.characters}
    lanes: list[tuple[str, tuple[str, ...]]] = [(names[c], (c,)) for c in (*fixed, *free)]
    if fold_rare:
        lanes.append((f"and {len(rare)} more", tuple(rare)))
    spoken = [c for c in spoken if c not in set(fixed)]
    if folded and not only and spoken:
        lanes.append(("talked about", tuple(spoken)))
    folds = len(lanes) - len(fixed) - len(free)
    return _laid(
        over, cells, lanes, [colour.get(ids[0], 0) for _, ids in lanes[: len(lanes) - folds]] + [NO_COLOUR] * folds
    )


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


class _Cells:
    """What one character does: state and confidence by column, the first column, in how many scenes present."""

    __slots__ = ("by_column", "scenes")

    def __init__(self) -> None:
        self.by_column: dict[int, Presence] = {}
        self.scenes = 0


def _cells(story: Story, over: Columns) -> dict[str, _Cells]:
    """By character id, in order of first presence (those never present after all others, by first mention)."""
    outside = outside_figures(story)
    column_of = {(int(e), int(s)): i for i, (e, s) in enumerate(zip(over.episode, over.scene, strict=True))}
    found: dict[str, _Cells] = {}
    first_seen: dict[str, tuple[bool, int, int]] = {}
    at = 0
    for e, episode in enumerate(story.episodes):
        for s, there in enumerate(episode_presences(episode, outside)):
            column = column_of.get((e, s))
            for presence in there:
                at += 1
                if column is None:
                    continue
                cells = found.setdefault(presence.character, _Cells())
                cells.by_column[column] = presence
                cells.scenes += presence.state == "present"
                seen = (presence.state != "present", column, at)
                first_seen[presence.character] = min(seen, first_seen.get(presence.character, seen))
    known = {character.id for character in story.characters}
    return {c: found[c] for c in sorted(found, key=first_seen.__getitem__) if c in known}


def _colours(story: Story) -> dict[str, int]:
    given = {character.id: character.colour for character in story.characters if character.colour is not None}
    return {who: turn % COLOURS for who, turn in turns(story).items()} | given


def _ordered(
    shown: Sequence[str], order: Order | Sequence[str], cells: dict[str, _Cells], story: Story
) -> Sequence[str]:
    appearance = {c: at for at, c in enumerate(cells)}
    if not isinstance(order, str):
        wanted = {c: at for at, c in enumerate(order)}
        return sorted(shown, key=lambda c: (wanted.get(c, len(wanted)), appearance[c]))
    if order == "scenes":
        return sorted(shown, key=lambda c: (-cells[c].scenes, appearance[c]))
    if order == "alphabet":
        names = {character.id: character.name.casefold() for character in story.characters}
        return sorted(shown, key=lambda c: (names[c], appearance[c]))
    if order == "tightest":
        return [shown[at] for at in tightest(len(shown), _scenes(shown, cells)).order]
    return sorted(shown, key=appearance.__getitem__)


def _scenes(shown: Sequence[str], cells: dict[str, _Cells]) -> list[tuple[int, ...]]:
    """Who of `shown` is present, by index, for every scene that shows somebody."""
    there: dict[int, list[int]] = {}
    for lane, character in enumerate(shown):
        for column, presence in cells[character].by_column.items():
            if presence.state == "present":
                there.setdefault(column, []).append(lane)
    return [tuple(there[column]) for column in sorted(there)]


def _laid(
    over: Columns,
    cells: dict[str, _Cells],
    lanes: Sequence[tuple[str, tuple[str, ...]]],
    colour: Sequence[int],
) -> LaneLayout:
    keys: list[int] = []
    states: list[int] = []
    counts: list[int] = []
    for lane, (_, ids) in enumerate(lanes):
        best: dict[int, tuple[bool, float]] = {}
        for character in ids:
            for column, presence in cells[character].by_column.items():
                value = (presence.state == "present", presence.confidence)
                best[column] = max(value, best.get(column, value))
        for column in sorted(best):
            present, confidence = best[column]
            keys.append(lane * len(over) + column)
            states.append((PRESENT if present else MENTIONED) | (UNSURE if confidence < SURE else 0))
        counts.append(sum(present for present, _ in best.values()))
    return LaneLayout(
        columns=over,
        names=[name for name, _ in lanes],
        characters=[ids for _, ids in lanes],
        colour=np.array(colour, np.uint8),
        count=np.array(counts, np.int32),
        key=np.array(keys, np.int64),
        state=np.array(states, np.uint8),
    )
