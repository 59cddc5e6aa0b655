"""What a storyline picture has to show: whose lines, in which columns they are there, and who meets whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from recap_gui.layout.arrangement import Arrangement
from recap_gui.layout.columns import FOLDED, SCENE, Columns, Width, columns
from recap_gui.layout.crossings import Convention, Instance, build
from recap_gui.layout.lanes import PRESENT, LaneLayout, lane_layout
from recap_gui.story import Kind, Story

MOST_LINES = 16
"""Lines drawn unless asked otherwise: the most frequent characters. Nobody can follow forty."""
LIVES: Convention = "spanhull"
"""A line starts at its character's first scene and ends at the last, alone or not. Were lonely scenes not to count
(``hull``), a scene with one person before or after all meetings would show nobody: in nine recaps of the development
set 13 of 144 scenes, and one character of 112 would have no line at all."""

Key: TypeAlias = tuple[str, int]
"""What a column is about, beyond one layout: the id of its episode and where in the text its scene begins."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Lines over columns, before anything has a height.

    Attributes:
        columns: the scenes, as the lanes have them.
        names: of the lines, in order of first appearance.
        characters: their ids.
        colour: ``(n_lines,)`` uint8, 0–11.
        state: ``(n_lines, n_columns)`` uint8, the bits of `lanes` (PRESENT, MENTIONED, UNSURE), 0 = not there.
        instance: the meetings, layer by layer; its lines are `line_of`.
        line_of: the line of each line of `instance` (one in no scene has none there).
        layer_of: ``(n_columns,)`` int32, the layer of `instance` that draws a column, -1 where it asks for nothing.
        keys: what each column is about.
        left_out: how many characters present somewhere have no line.
        strands: by column, who stay together meanwhile, elsewhere than in its scene (see `held`).
    """

    columns: Columns
    names: Sequence[str]
    characters: Sequence[str]
    colour: npt.NDArray[np.uint8]
    state: npt.NDArray[np.uint8]
    instance: Instance
    line_of: tuple[int, ...]
    layer_of: npt.NDArray[np.int32]
    keys: tuple[Key, ...]
    left_out: int = 0
    strands: Mapping[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """``(n_lines, n_columns)``: who is present in which column of kind scene."""
        here: npt.NDArray[np.bool_] = ((self.state & PRESENT) > 0) & (self.columns.kind == SCENE)
        return here


def problem(
    story: Story,
    *,
    width: Width = "words",
    most: int = MOST_LINES,
    pinned: Collection[str] = (),
    hidden: Collection[str] = (),
    only: Collection[str] = (),
    folded_kinds: Collection[Kind] = FOLDED,
    kept: Arrangement | None = None,
) -> Problem:
    """The lines of the `most` frequent characters of `story` (`pinned` ones first of all), those `hidden` left out.

    With `only`, exactly these have lines. Characters are given by id and counted by scenes in which they are present.
    Places have the numbers that they have in the lanes `kept`.
    """
    lanes = lane_layout(story, width=width, hidden=hidden, only=only, folded=False, folded_kinds=folded_kinds)
    if kept is not None:
        lanes = replace(lanes, columns=columns(story, width=width, folded_kinds=folded_kinds, known=kept.places))
    state = _states(lanes)
    here = ((state & PRESENT) > 0) & (lanes.columns.kind == SCENE)
    count = here.sum(1)
    wanted = [lane for lane in range(lanes.lanes) if count[lane]]
    first = {lane: int(here[lane].argmax()) for lane in wanted}
    fixed = set(pinned)
    ranked = sorted(wanted, key=lambda lane: (lanes.characters[lane][0] not in fixed, -count[lane], first[lane]))
    chosen = sorted(ranked if only else ranked[:most], key=lambda lane: (first[lane], lane))
    present = here[chosen]
    names = [str(line) for line in range(len(chosen))]
    shown = [column for column in range(len(lanes.columns)) if present[:, column].any()]
    strands = held(present, lanes.columns)
    scenes: list[tuple[int, list[str]]] = []
    told: list[int] = []
    for column in shown:
        groups = [np.flatnonzero(present[:, column]).tolist(), *(list(group) for group in strands.get(column, ()))]
        scenes += [(column, [names[line] for line in group]) for group in groups]
        told += [column] * len(groups)
    instance = build(names, scenes, LIVES)
    layer_of = np.full(len(lanes.columns), -1, np.int32)
    for at, layer in enumerate(instance.layers):
        layer_of[[told[scene] for scene in layer.scenes]] = at
    return Problem(
        columns=lanes.columns,
        names=[lanes.names[lane] for lane in chosen],
        characters=[lanes.characters[lane][0] for lane in chosen],
        colour=lanes.colour[chosen],
        state=state[chosen],
        instance=instance,
        line_of=tuple(int(name) for name in instance.lines),
        layer_of=layer_of,
        keys=_keys(story, lanes.columns),
        left_out=len(wanted) - len(chosen),
        strands=strands,
    )


def held(present: npt.NDArray[np.bool_], columns: Columns) -> dict[int, tuple[tuple[int, ...], ...]]:
    """By column, the groups of lines that stay together while it tells something else.

    Where a scene goes on with an earlier one, those who are in both have not parted meanwhile, unless one of them is
    seen elsewhere in between: their strand runs on beside the scenes that interrupt it. `present` is
    ``(n_lines, n_columns)``.
    """
    found: dict[int, list[tuple[int, ...]]] = {}
    for column in np.flatnonzero(columns.continues >= 0).tolist():
        first = int(columns.continues[column])
        both = present[:, first] & present[:, column]
        between = range(first + 1, column)
        if both.sum() < 2 or not between or present[both, first + 1 : column].any():
            continue
        group = tuple(np.flatnonzero(both).tolist())
        for at in between:
            if not any(set(group) & set(other) for other in found.get(at, ())):
                found.setdefault(at, []).append(group)
    return {column: tuple(groups) for column, groups in found.items()}


def _states(lanes: LaneLayout) -> npt.NDArray[np.uint8]:
    states = np.zeros((lanes.lanes, len(lanes.columns)), np.uint8)
    states.ravel()[lanes.key] = lanes.state
    return states


def _keys(story: Story, columns: Columns) -> tuple[Key, ...]:
    return tuple(
        (story.episodes[episode].id, story.episodes[episode].scenes[scene].start)
        for episode, scene in zip(columns.episode.tolist(), columns.scene.tolist(), strict=True)
    )


Memory: TypeAlias = Mapping[Key, Sequence[str]]
"""A drawing to stay close to: from top to bottom the characters of each column."""


def remembered(problem: Problem, memory: Memory) -> list[list[int]] | None:
    """The orders that `memory` has for the layers of `problem`, as far as it has any; None where it has none.

    A layer that is not remembered takes the order of the one before it.
    """
    line = {problem.characters[line]: i for i, line in enumerate(problem.line_of)}
    orders: list[list[int]] = []
    known = False
    before: list[int] = []
    columns = {int(layer): column for column, layer in reversed(list(enumerate(problem.layer_of))) if layer >= 0}
    for layer in range(len(problem.instance.layers)):
        order = memory.get(problem.keys[columns[layer]])
        if order is not None:
            known = True
            before = [line[character] for character in order if character in line]
        orders.append(before)
    return orders if known else None


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of an instance: `heights` has, layer by layer, its lines from top to bottom with their heights."""

    heights: Sequence[Sequence[tuple[int, float]]]
    crossings: int
    bound: int


def request(asked: Problem, *, like: Memory | None = None, seconds: float = 10.0) -> dict[str, Any]:
    """What the child is asked for a problem, as JSON can hold it; `like` is a drawing to stay close to."""
    return {
        "lines": list(asked.instance.lines),
        "layers": [[layer.alive, layer.meetings] for layer in asked.instance.layers],
        "like": None if like is None else remembered(asked, like),
        "seconds": seconds,
    }


def picture(answer: Mapping[str, Any]) -> Picture:
    """What the child answered."""
    heights = [[(int(line), float(at)) for line, at in layer] for layer in answer["heights"]]
    return Picture(heights, int(answer["crossings"]), int(answer["bound"]))
