"""A drawing moved towards another without a crossing more: layer by layer the one, its mirror image, or the other."""

from __future__ import annotations

from collections.abc import Sequence

from recap_gui.layout.crossings.instance import Order, inversions


def nearest(best: Sequence[Order], close: Sequence[Order], like: Sequence[Sequence[int]]) -> list[Order]:
    """The most like `like` of the drawings with fewest crossings that two drawings can be put together to.

    They are made of layers of `best`, of `close` (both valid), and of their mirror images. None crosses more often
    than `best` does.
    """
    ways: list[list[Order]] = []
    costs: list[list[tuple[int, int]]] = []
    came: list[list[int]] = []
    for at, order in enumerate(best):
        choices = [list(order), list(order[::-1])]
        if at < len(close):
            choices += [list(close[at]), list(close[at][::-1])]
        old = like[at] if at < len(like) else ()
        off = [inversions(old, choice) for choice in choices]
        if not ways:
            costs.append([(0, own) for own in off])
            came.append([-1] * len(choices))
        else:
            cost, origin = [], []
            for choice, own in zip(choices, off, strict=True):
                steps = [
                    (crossed + inversions(before, choice), apart + own)
                    for before, (crossed, apart) in zip(ways[-1], costs[-1], strict=True)
                ]
                least = min(range(len(steps)), key=steps.__getitem__)
                cost.append(steps[least])
                origin.append(least)
            costs.append(cost)
            came.append(origin)
        ways.append(choices)
    chosen: list[Order] = []
    at = min(range(len(costs[-1])), key=costs[-1].__getitem__) if costs else -1
    for layer in range(len(ways) - 1, -1, -1):
        chosen.append(ways[layer][at])
        at = came[layer][at]
    return chosen[::-1]
