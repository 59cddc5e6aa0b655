"""The lane layout: columns, lanes and blocks of a story in story units, as immutable numpy columns.

Story units: x runs along the columns (one unit = one word, or one unit = one column when columns are equal), y counts
lanes (lane ``i`` fills ``[i, i + 1)``). Nothing here knows pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.layout.columns import FOLDED, FRAME, PREVIOUSLY, SCENE, Columns, Width, columns
from recap_gui.layout.order import tightest
from recap_gui.story import Episode, Kind, Story, episode_presences, outside_figures
from recap_gui.story.colours import COLOURS, turns
from recap_gui.story.kept import Kept

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
    say: Callable[[str], str] = str,
) -> LaneLayout:
    """The lanes of `story`: characters present somewhere, `pinned` ones first, then in `order`.

    `order` is the name of an order or character ids (a manual order; those it does not name follow by appearance).
    `hidden` characters have no lane; with `only`, no others have. Where `folded`, those only talked about share one
    lane at the bottom, and beyond 14 lanes so do those present in one scene; else everybody has a lane. All
    characters are given by id. `folded_kinds` are the kinds of scenes drawn as thin stubs. `say` puts the names of
    what is folded into the user's language.
    """
    over = columns(story, width=width, folded_kinds=folded_kinds)
    cells = _cells(story, over)
    colour = _colours(story)
    away, chosen = set(hidden), set(only)
    shown = [c for c in cells.who if c not in away and (not chosen or c in chosen)]
    here = [c for c in shown if cells.scenes[c]]
    spoken = [c for c in shown if not cells.scenes[c]]
    fixed = [c for c in dict.fromkeys(pinned) if c in set(shown)]
    rare = [c for c in here if cells.scenes[c] == 1 and c not in fixed]
    fold_rare = folded and not only and len(here) > MOST_LANES and len(rare) > 1
    folded_away = set(rare) if fold_rare else set()
    named = [c for c in here if c not in folded_away]
    if not folded or only:
        named += spoken
    free = [c for c in _ordered(named, order, cells, story) if c not in set(fixed)]
    names = {character.id: character.name for character in story.characters}
    lanes: list[tuple[str, tuple[str, ...]]] = [(names[c], (c,)) for c in (*fixed, *free)]
    if fold_rare:
        lanes.append((say("and {n} more").format(n=len(rare)), tuple(rare)))
    spoken = [c for c in spoken if c not in set(fixed)]
    if folded and not only and spoken:
        lanes.append((say("talked about"), tuple(spoken)))
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


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """All presences that have a column, in telling order, as arrays; `who[character]` is each one's character.

    `who` is in order of first presence, those never present after all others; `scenes` says in how many each is.
    """

    who: Sequence[str]
    scenes: dict[str, int]
    character: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    present: npt.NDArray[np.bool_]
    confidence: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _OwnCells:
    """The presences of one episode; `character` counts `who`, `scene` the scenes of the episode."""

    who: Sequence[str]
    character: npt.NDArray[np.int64]
    scene: npt.NDArray[np.int64]
    present: npt.NDArray[np.bool_]
    confidence: npt.NDArray[np.float64]


def _own_cells(episode: Episode, outside: frozenset[str]) -> _OwnCells:
    rows = [(s, presence) for s, there in enumerate(episode_presences(episode, outside)) for presence in there]
    number: dict[str, int] = {}
    return _OwnCells(
        character=np.array([number.setdefault(p.character, len(number)) for _, p in rows], np.int64),
        who=tuple(number),
        scene=np.array([s for s, _ in rows], np.int64),
        present=np.array([p.state == "present" for _, p in rows], np.bool_),
        confidence=np.array([p.confidence for _, p in rows], np.float64),
    )


_own = Kept(_own_cells)


def _cells(story: Story, over: Columns) -> _Cells:
    outside = outside_figures(story)
    own = [_own(episode, outside) for episode in story.episodes]
    known = {character.id: number for number, character in enumerate(story.characters)}
    cast = [character.id for character in story.characters]
    first = np.cumsum([0, *(len(episode.scenes) for episode in story.episodes)])
    column_of = np.full(int(first[-1]), -1, np.int64)
    column_of[first[over.episode] + over.scene] = np.arange(len(over))
    none = np.empty(0, np.int64)
    character = np.concatenate(
        [none, *(np.array([known.get(c, -1) for c in one.who], np.int64)[one.character] for one in own)]
    )
    column = column_of[np.concatenate([none, *(one.scene + at for one, at in zip(own, first, strict=False))])]
    present = np.concatenate([none.astype(np.bool_), *(one.present for one in own)])
    confidence = np.concatenate([none.astype(np.float64), *(one.confidence for one in own)])
    kept = (column >= 0) & (character >= 0)
    character, column, present, confidence = character[kept], column[kept], present[kept], confidence[kept]
    scenes = np.bincount(character[present], minlength=len(cast))
    # By first presence; those who have none behind all others, by first mention.
    rank = np.full(len(cast), 2 * len(character), np.int64)
    np.minimum.at(rank, character, np.arange(len(character)) + np.where(present, 0, len(character)))
    order = [int(c) for c in np.argsort(rank, kind="stable") if rank[c] < 2 * len(character)]
    place = np.zeros(len(cast), np.int64)
    place[order] = np.arange(len(order))
    return _Cells(
        who=[cast[c] for c in order],
        scenes={cast[c]: int(scenes[c]) for c in order},
        character=place[character],
        column=column,
        present=present,
        confidence=confidence,
    )


def _colours(story: Story) -> dict[str, int]:
    given = {character.id: character.colour for character in story.characters if character.colour is not None}
    return {who: turn % COLOURS for who, turn in turns(story).items()} | given


def _ordered(shown: Sequence[str], order: Order | Sequence[str], cells: _Cells, story: Story) -> Sequence[str]:
    appearance = {c: at for at, c in enumerate(cells.who)}
    if not isinstance(order, str):
        wanted = {c: at for at, c in enumerate(order)}
        return sorted(shown, key=lambda c: (wanted.get(c, len(wanted)), appearance[c]))
    if order == "scenes":
        return sorted(shown, key=lambda c: (-cells.scenes[c], appearance[c]))
    if order == "alphabet":
        names = {character.id: character.name.casefold() for character in story.characters}
        return sorted(shown, key=lambda c: (names[c], appearance[c]))
    if order == "tightest":
        return [shown[at] for at in tightest(len(shown), _scenes(shown, cells)).order]
    return sorted(shown, key=appearance.__getitem__)


def _scenes(shown: Sequence[str], cells: _Cells) -> list[tuple[int, ...]]:
    """Who of `shown` is present, by index, for every scene that shows somebody."""
    lane = _lane_of([(c,) for c in shown], cells)[cells.character]
    there = cells.present & (lane >= 0)
    pairs = np.unique(np.stack((cells.column[there], lane[there]), axis=1), axis=0)
    cuts = np.flatnonzero(np.diff(pairs[:, 0])) + 1
    return [tuple(lanes.tolist()) for lanes in np.split(pairs[:, 1], cuts) if lanes.size]


def _lane_of(lanes: Sequence[tuple[str, ...]], cells: _Cells) -> npt.NDArray[np.int64]:
    """The lane of each character of `cells`, -1 for those who have none."""
    lane_of = {c: lane for lane, ids in enumerate(lanes) for c in ids}
    return np.array([lane_of.get(c, -1) for c in cells.who], np.int64)


def _laid(
    over: Columns, cells: _Cells, lanes: Sequence[tuple[str, tuple[str, ...]]], colour: Sequence[int]
) -> LaneLayout:
    lane = _lane_of([ids for _, ids in lanes], cells)[cells.character]
    laid = lane >= 0
    key = lane[laid] * len(over) + cells.column[laid]
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
