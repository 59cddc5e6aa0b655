"""A first drawing at once: keep the order, pull each meeting together where that costs least; sweep to and fro."""

from __future__ import annotations

from collections.abc import Sequence

from recap_gui.layout.crossings.instance import Instance, Layer, Order, count_crossings


def first_drawing(instance: Instance, *, sweeps: int = 6) -> tuple[list[Order], int]:
    """The best of one pass and `sweeps` further ones, alternating in direction, and its crossings."""
    if not instance.layers:
        return [], 0
    current = _pass(instance.layers, [])
    best, fewest = current, count_crossings(current)
    for sweep in range(sweeps):
        if sweep % 2 == 0:
            current = _pass(instance.layers[::-1], current[-1])[::-1]
        else:
            current = _pass(instance.layers, current[0])
        crossings = count_crossings(current)
        if crossings < fewest:
            best, fewest = current, crossings
    return best, fewest


def adapted(instance: Instance, old: Sequence[Sequence[int]]) -> list[Order]:
    """The `old` orders, layer by layer, changed as little as makes them a valid drawing of `instance`.

    Lines that an old order does not know stand where the layer before has them, below the line they follow there.
    """
    orders: list[Order] = []
    before: Order = []
    for at, layer in enumerate(instance.layers):
        known = list(old[at]) if at < len(old) else []
        for place, line in enumerate(before):
            if line not in known:
                known.insert(known.index(before[place - 1]) + 1 if place else 0, line)
        before = _next_order(layer, known)
        orders.append(before)
    return orders


def _pass(layers: Sequence[Layer], start: Order) -> list[Order]:
    orders: list[Order] = []
    before = start
    for layer in layers:
        before = _next_order(layer, before)
        orders.append(before)
    return orders


def _next_order(layer: Layer, before: Order) -> Order:
    alive = set(layer.alive)
    place = {line: i for i, line in enumerate(line for line in before if line in alive)}
    meeting_of = {line: i for i, meeting in enumerate(layer.meetings) for line in meeting}
    groups: list[Order] = [[line] for line in place if line not in meeting_of]
    blocks = []
    for meeting in layer.meetings:
        old = sorted((line for line in meeting if line in place), key=place.__getitem__)
        centre = sum(place[line] for line in old) / len(old) if old else float("inf")
        blocks.append((centre, old, [line for line in meeting if line not in place]))
    for _, old, new in sorted(blocks, key=lambda block: block[0]):
        at = _cheapest_gap(groups, [place[line] for line in old], place) if old else len(groups)
        # Newcomers stand on the outer side, where they push nobody apart.
        groups.insert(at, old + new if at * 2 >= len(groups) else new + old)
    order = [line for group in groups for line in group]
    return order + [line for line in layer.alive if line not in place and line not in meeting_of]


def _cheapest_gap(groups: Sequence[Order], members: Sequence[int], place: dict[int, int]) -> int:
    """The gap between `groups` where a block whose members stood at `members` crosses the fewest lines."""
    cost = 0
    change = []
    for group in groups:
        spots = [place[line] for line in group if line in place]
        pays_above = sum(1 for m in members for spot in spots if m < spot)
        pays_below = sum(1 for m in members for spot in spots if m > spot)
        cost += pays_below
        change.append(pays_above - pays_below)
    best, gap = cost, 0
    for i, delta in enumerate(change):
        cost += delta
        if cost < best:
            best, gap = cost, i + 1
    return gap
