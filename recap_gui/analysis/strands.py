"""Strands: which scenes carry one line of action on, and which earlier scene a scene goes back to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_FAR = 8  # scenes: beyond this many a return needs the same place as well
_SAME_LINE = 0.4  # shared company from which two scenes belong to one line of action
_RETURNS = 0.5  # what must speak for a return to an earlier scene


@dataclass(frozen=True, slots=True)
class Company:
    """A scene as strands see it: who is in it how surely, its place's words, and whether its opening turns back."""

    people: Mapping[int, float]
    place: frozenset[str] = frozenset()
    turns_back: bool = False
    meanwhile: bool = False


def find_strands(scenes: Sequence[Company]) -> list[tuple[int, int | None]]:
    """For every scene the number of its strand, and the number of the earlier scene that it goes on with, if any.

    The scene right before is never one that is returned to: something else stood between.
    """
    result: list[tuple[int, int | None]] = []
    strands = 0
    for at, scene in enumerate(scenes):
        back = _returned_to(scenes, at)
        if back is not None:
            strand = result[back][0]
        else:
            near = [(_shared(scenes[i], scene) * 0.97 ** (at - i), i) for i in range(max(0, at - 2 * _FAR), at)]
            best = max(near, default=(0.0, -1))
            strand = result[best[1]][0] if best[0] >= _SAME_LINE else strands
        strands = max(strands, strand + 1)
        result.append((strand, back))
    return result


def _returned_to(scenes: Sequence[Company], at: int) -> int | None:
    """The latest earlier scene, the one right before left out, that scene `at` most likely goes on with."""
    scene = scenes[at]
    best: tuple[float, int] | None = None
    for i in range(at - 2, max(-1, at - 2 - 3 * _FAR), -1):
        other = scenes[i]
        same_place = bool(scene.place & other.place)
        company = _shared(other, scene)
        value = 0.55 * company + (0.35 if same_place else 0.0) + (0.25 if scene.turns_back else 0.0)
        value += (0.1 if scene.meanwhile else 0.0) - 0.01 * (at - i)
        if company == 0.0 and not (same_place and scene.turns_back):
            continue
        if at - i > _FAR and not same_place:
            continue
        if _shared(scenes[at - 1], scene) >= company and not scene.turns_back:
            continue  # it goes on with the scene right before as well
        if best is None or value > best[0]:
            best = (value, i)
    return best[1] if best is not None and best[0] >= _RETURNS else None


def _shared(one: Company, other: Company) -> float:
    """The share of the smaller company that both have in common, 0–1."""
    both = sum(min(chance, other.people.get(who, 0.0)) for who, chance in one.people.items())
    least = min(sum(one.people.values()), sum(other.people.values()))
    most = max(sum(one.people.values()), sum(other.people.values()))
    return both / (0.5 * least + 0.5 * most) if least else 0.0
