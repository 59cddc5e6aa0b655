"""The search for a storyline layout, here or in the child: better and better pictures of an instance.

Stands on SciPy and HiGHS; whoever only shows what was found does not import it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recap_gui.layout.crossings import Instance, Layer
from recap_gui.layout.crossings.solve import Found, solutions
from recap_gui.layout.storylines.heights import GATHERED, heights
from recap_gui.layout.storylines.layout import StorylineLayout, laid
from recap_gui.layout.storylines.problem import Memory, Picture, Problem, remembered

PATIENCE = 0.3
"""Seconds between two pictures on the way to the best: a picture costs time as well."""


def storylines(asked: Problem, *, seconds: float = 10.0, like: Memory | None = None) -> Iterator[StorylineLayout]:
    """Better and better layouts of what is `asked`, the first at once, the last one the best; stays close to `like`."""
    orders = None if like is None else remembered(asked, like)
    for found in pictures(asked.instance, seconds=seconds, like=orders):
        yield laid(asked, found)


def pictures(instance: Instance, *, seconds: float, like: Sequence[Sequence[int]] | None = None) -> Iterator[Picture]:
    """Better and better pictures of `instance`; see `solutions`."""
    shown: Found | None = None
    found: Found | None = None
    due = time.monotonic()
    for found in solutions(instance, seconds=seconds, like=like):
        better = shown is None or found.crossings < shown.crossings
        if better and not found.is_proved and time.monotonic() >= due:
            yield _pictured(instance, found, gathered=0)
            shown, due = found, time.monotonic() + PATIENCE
    if found is not None:
        yield _pictured(instance, found, gathered=GATHERED)


def _pictured(instance: Instance, found: Found, *, gathered: int) -> Picture:
    high = heights(instance, found.orders, gathered=gathered)
    layers = [[(line, at[line]) for line in order] for order, at in zip(found.orders, high, strict=True)]
    return Picture(layers, found.crossings, found.bound)


def answer(payload: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The child's answers to what `problem.request` asks, for `problem.picture` to read."""
    layers = tuple(Layer(tuple(alive), tuple(tuple(m) for m in meetings)) for alive, meetings in payload["layers"])
    instance = Instance(tuple(payload["lines"]), layers)
    for found in pictures(instance, seconds=payload["seconds"], like=payload["like"]):
        yield {"heights": found.heights, "crossings": found.crossings, "bound": found.bound}
