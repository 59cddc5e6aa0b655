"""Storyline instances: who is alive and who meets, layer by layer; counting and checking drawings of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

Convention: TypeAlias = Literal["hull", "spanhull", "spans", "all"]
"""How long a line lives. ``hull``: from its first to its last meeting of two or more. ``spanhull``: from its first to
its last scene, alone or not. ``spans``: exactly where the scenes have it, a gap splits it. ``all``: everywhere."""

Order: TypeAlias = list[int]
"""The lines of one layer from top to bottom."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One moment: the lines that are alive, and disjoint groups of two or more that must stand together.

    `scenes` holds the indices of the scenes that this layer stands for.
    """

    alive: tuple[int, ...]
    meetings: tuple[tuple[int, ...], ...]
    scenes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """A story to draw: `lines` are names by number, `layers` its moments in order."""

    lines: tuple[str, ...]
    layers: tuple[Layer, ...]


@dataclass(slots=True)
class _Moment:
    """Scenes that happen at once, before it is known who is alive."""

    groups: list[list[int]]
    scenes: list[int]


def build(
    characters: Sequence[str], scenes: Iterable[tuple[Hashable | None, Iterable[str]]], convention: Convention = "hull"
) -> Instance:
    """The instance of `scenes`, each a pair of time and characters; consecutive scenes of one time form one layer.

    A scene whose time is None is a layer of its own. Layers that demand nothing new of their neighbour are merged with
    it, which leaves the fewest crossings unchanged.
    """
    moments = _moments({name: i for i, name in enumerate(characters)}, scenes)
    if convention == "spans":
        names, layers = _split_at_gaps(characters, moments)
    else:
        names, layers = list(characters), _hulls(len(characters), moments, convention)
    return _renumbered(names, _merged(layers))


def _moments(number: dict[str, int], scenes: Iterable[tuple[Hashable | None, Iterable[str]]]) -> list[_Moment]:
    moments: list[_Moment] = []
    last: Hashable | None = None
    for index, (time, members) in enumerate(scenes):
        group = sorted({number[name] for name in members})
        if moments and time is not None and time == last:
            moments[-1].groups.append(group)
            moments[-1].scenes.append(index)
        else:
            moments.append(_Moment([group], [index]))
        last = time
    return moments


def _hulls(n: int, moments: Sequence[_Moment], convention: Convention) -> list[Layer]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for t, moment in enumerate(moments):
        for group in moment.groups:
            if convention == "hull" and len(group) < 2:
                continue
            for line in group:
                first.setdefault(line, t)
                last[line] = t
    everywhere = convention == "all"
    layers = []
    for t, moment in enumerate(moments):
        alive = tuple(c for c in range(n) if c in first and (everywhere or first[c] <= t <= last[c]))
        layers.append(Layer(alive, tuple(tuple(g) for g in moment.groups if len(g) > 1), tuple(moment.scenes)))
    return layers


def _split_at_gaps(characters: Sequence[str], moments: Sequence[_Moment]) -> tuple[list[str], list[Layer]]:
    names: list[str] = []
    layers = []
    current: dict[int, int] = {}
    for moment in moments:
        here = sorted({line for group in moment.groups for line in group})
        current = {line: piece for line, piece in current.items() if line in here}
        for line in here:
            if line not in current:
                current[line] = len(names)
                names.append(characters[line])
        meetings = tuple(tuple(current[c] for c in g) for g in moment.groups if len(g) > 1)
        layers.append(Layer(tuple(current[c] for c in here), meetings, tuple(moment.scenes)))
    return names, layers


def _merged(layers: Iterable[Layer]) -> list[Layer]:
    """Without layers where nobody lives; a layer that asks a part of what its neighbour asks goes into it."""
    kept: list[Layer] = []
    for layer in layers:
        if not layer.alive:
            continue
        if kept and set(kept[-1].alive) == set(layer.alive):
            before, now = set(kept[-1].meetings), set(layer.meetings)
            if now <= before or before <= now:
                wider = kept[-1] if now <= before else layer
                kept[-1] = Layer(wider.alive, wider.meetings, kept[-1].scenes + layer.scenes)
                continue
        kept.append(layer)
    return kept


def _renumbered(names: Sequence[str], layers: Sequence[Layer]) -> Instance:
    used = sorted({line for layer in layers for line in layer.alive})
    number = {line: i for i, line in enumerate(used)}
    return Instance(
        tuple(names[line] for line in used),
        tuple(
            Layer(
                tuple(number[c] for c in layer.alive),
                tuple(tuple(number[c] for c in m) for m in layer.meetings),
                layer.scenes,
            )
            for layer in layers
        ),
    )


def inversions(above: Sequence[int], below: Sequence[int]) -> int:
    """Pairs of lines alive in both orders that change sides between them."""
    place = {line: i for i, line in enumerate(below)}
    seen: list[int] = []
    total = 0
    for line in above:
        if line in place:
            here = place[line]
            total += sum(1 for other in seen if other > here)
            seen.append(here)
    return total


def count_crossings(orders: Sequence[Sequence[int]]) -> int:
    """The crossings of a drawing. Knows nothing of how it was found."""
    return sum(inversions(a, b) for a, b in pairwise(orders))


def is_valid(instance: Instance, orders: Sequence[Sequence[int]]) -> bool:
    """Whether every layer's order holds exactly the lines alive, with every meeting's members side by side."""
    if len(orders) != len(instance.layers):
        return False
    for layer, order in zip(instance.layers, orders, strict=True):
        if sorted(order) != sorted(layer.alive):
            return False
        place = {line: i for i, line in enumerate(order)}
        for meeting in layer.meetings:
            at = [place[line] for line in meeting]
            if max(at) - min(at) != len(at) - 1:
                return False
    return True
