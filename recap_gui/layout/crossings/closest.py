"""Among the drawings with fewest crossings one that is most like an older one: the same cut program, asked for both.

A crossing weighs more than all likeness together, and every pair of lines that stands as it did weighs one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from recap_gui.layout.crossings.cuts import CutProgram, PortableCut
from recap_gui.layout.crossings.instance import Instance, Order, count_crossings, inversions, is_valid
from recap_gui.layout.crossings.kernel import Kernel
from recap_gui.layout.crossings.nearest import nearest
from recap_gui.layout.crossings.pairs import PairGraph
from recap_gui.layout.crossings.realise import realise

ROUNDINGS = 12
"""Roundings with jitter once the relaxation is solved."""


def unlike(orders: Sequence[Order], like: Sequence[Sequence[int]]) -> int:
    """Pairs of lines that stand the other way round in `like`, over all layers."""
    return sum(inversions(old, order) for old, order in zip(like, orders, strict=False))


def closest(
    instance: Instance,
    best: Sequence[Order],
    like: Sequence[Sequence[int]],
    *,
    cuts: Sequence[PortableCut] = (),
    deadline: float,
) -> list[Order]:
    """`best`, or a drawing that crosses no more often and is more like `like`, found until `deadline`.

    `cuts` are those that led to `best`: they hold here as well.
    """
    found = [list(order) for order in best]
    fewest, apart = count_crossings(found), unlike(found, like)
    if not apart:
        return found
    graph = PairGraph(instance, like=like)
    kernel = Kernel(graph, keep={key for cut in cuts for one, other, _, _ in cut for key in (one, other)})
    program = CutProgram(kernel)
    program.seed(cuts, graph, deadline)
    components = kernel.components()
    rest = ROUNDINGS
    while time.monotonic() < deadline and apart and rest:
        added = program.tighten(deadline)
        solved = added == 0
        rest -= solved
        jitter = 0.0 if not solved or rest == ROUNDINGS - 1 else 0.3
        orders, _ = realise(graph, kernel.expand(program.rounded(jitter=jitter)), components)
        for candidate in (orders, nearest(found, orders, like)):
            if count_crossings(candidate) <= fewest and is_valid(instance, candidate):
                off = unlike(candidate, like)
                if (count_crossings(candidate), off) < (fewest, apart):
                    found, fewest, apart = candidate, count_crossings(candidate), off
        if added < 0:
            break
    return found
