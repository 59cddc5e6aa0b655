"""One character in one scene: what all their mentions there say together, as votes for being there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recap_gui.analysis.confidence import Basis
from recap_gui.analysis.mentions import PRESENT, Found
from recap_gui.analysis.votes import Vote, log_odds, probability, weights
from recap_gui.story.story import Scene, State

_MEANT = 0.5  # from which chance someone without a name in the scene is there
_USUAL = 0.8  # how often someone named in a scene is there, before anything is known


class Sitting(NamedTuple):
    """One character in one scene: the numbers of the mentions there, the strongest, the state and what it rests on.

    The state is ``None`` where only pronouns might have meant the character: most likely they meant someone else.
    """

    scene: int
    character: int
    numbers: tuple[int, ...]
    best: int
    state: State | None
    votes: tuple[Vote, ...]
    basis: Basis


class _Here(NamedTuple):
    """The mentions of one character in one scene, and the chance that any of them shows presence (noisy or)."""

    scene: int
    character: int
    numbers: tuple[int, ...]
    chance: float


def sittings(found: Found, scenes: Sequence[Scene]) -> Iterator[Sitting]:
    """Every character in every scene."""
    odds = weights("there")
    gathered = _gathered(found, scenes)
    in_scene: dict[int, list[_Here]] = defaultdict(list)
    of_character: dict[int, list[_Here]] = defaultdict(list)
    for here in gathered:
        in_scene[here.scene].append(here)
        if scenes[here.scene].kind != "frame":
            of_character[here.character].append(here)
    for here in gathered:
        others = [other.chance for other in in_scene[here.scene] if other is not here]
        elsewhere = [other.chance for other in of_character[here.character] if other is not here]
        scene = scenes[here.scene]
        votes = tuple(_votes(found, here, scene, others, elsewhere))
        chance = probability(log_odds(votes, odds))
        names = sum(found.spots[number].how == "name" or found.spots[number].tie for number in here.numbers)
        state: State | None = "mentioned" if names else None
        if chance >= (PRESENT if names else _MEANT):
            state = "present"
        basis = Basis(
            chance,
            names,
            len(here.numbers) - names,
            sum(found.readings[number].acts for number in here.numbers),
            found.cast.standing[here.character].likely,
            scene.confidence,
            scenes[here.scene + 1].confidence if here.scene + 1 < len(scenes) else 1.0,
            scene.end - scene.start,
            len(others),
        )
        best = max(here.numbers, key=lambda number: (found.chances[number], -number))
        yield Sitting(here.scene, here.character, here.numbers, best, state, votes, basis)


def _gathered(found: Found, scenes: Sequence[Scene]) -> list[_Here]:
    result: list[_Here] = []
    at = 0
    for place, scene in enumerate(scenes):
        mine: dict[int, list[int]] = defaultdict(list)
        while at < len(found.spots) and found.spots[at].start < scene.end:
            mine[found.spots[at].character].append(at)
            at += 1
        for character, numbers in mine.items():
            absent = 1.0
            for number in numbers:
                absent *= 1 - found.chances[number]
            result.append(_Here(place, character, tuple(numbers), 1 - absent))
    return result


def _votes(
    found: Found, here: _Here, scene: Scene, others: Sequence[float], elsewhere: Sequence[float]
) -> Iterator[Vote]:
    """The votes for the character being there; `others` and `elsewhere` are chances."""
    by: dict[str, list[float]] = {"name": [], "pronoun": [], "collective": []}
    for number in here.numbers:
        spot = found.spots[number]
        by["name" if spot.tie else spot.how].append(_logit(found.chances[number]))
    names, pronouns = by["name"], by["pronoun"]
    usual = (sum(elsewhere) + _USUAL) / (len(elsewhere) + 1)
    first = found.spots[here.numbers[0]].start
    longer = math.log(max(60, scene.end - scene.start) / 500)
    table = {
        "all signs together": _logit(here.chance) / 3,
        "the strongest sign by name": max(-4.0, min(4.0, max(names))) / 3 if names else 0.0,
        "meant by pronouns only": float(not names),
        "named again and again": min(1.0, (len(names) - 1) / 4) if names else 0.0,
        "the strongest sign by a pronoun": (max(-4.0, min(4.0, max(pronouns))) + 3) / 3 if pronouns else 0.0,
        "meant by pronouns again and again": min(1.0, len(pronouns) / 4),
        "meant as one of many": float(bool(by["collective"])),
        "is there in other scenes": _logit(usual),
        "named in no other scene": float(not elsewhere),
        "others are there": min(1.5, sum(others) / 4),
        "nobody else is there": float(not others or max(others) < 0.5),
        "the scene is long": max(0.0, longer),
        "the scene is short": max(0.0, -longer),
        "named as the scene begins": float(first - scene.start < 70),
        "in a summary of earlier episodes": float(scene.kind == "previously"),
    }
    where = tuple((found.spots[number].start, found.spots[number].end) for number in here.numbers[:3])
    return (Vote(rule, value, where) for rule, value in table.items() if value)


def _logit(chance: float) -> float:
    chance = min(0.995, max(0.005, chance))
    return math.log(chance / (1 - chance))
