"""Who stays unnamed: there in the scene beside, when the break between the two may be none.

A break that is not sure parts what may be one scene; whoever is there on one side of it may well be on the other too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from recap_gui.analysis.votes import Vote, log_odds, probability, weights
from recap_gui.story.document import Span
from recap_gui.story.story import Scene

STAYS = 0.55
"""From which chance someone unnamed counts as there."""

_ASKED = 0.12  # from which chance that someone is there beside, in what is no other scene, they come into question


class Stay(NamedTuple):
    """Someone who may be there unnamed, with the chance of it and the votes."""

    scene: int
    character: int
    chance: float
    votes: tuple[Vote, ...]


class _Beside(NamedTuple):
    """The scene before or after: who is there how surely, and how likely the break between is none."""

    people: Mapping[int, float]
    open: float


_NOBODY = _Beside({}, 0.0)


def staying(scenes: Sequence[Scene], people: Sequence[Mapping[int, float]], several: Sequence[Span]) -> Iterator[Stay]:
    """Everyone who may be there unnamed. `people` holds how surely each is there, scene by scene.

    `several` are the places of words for several people.
    """
    odds = weights("stays")
    for number, scene in enumerate(scenes):
        if scene.kind == "frame":
            continue
        before = _beside(scenes, people, number, number - 1, scene.confidence)
        after = (
            _beside(scenes, people, number, number + 1, scenes[number + 1].confidence)
            if (number + 1 < len(scenes))
            else _NOBODY
        )
        asked = {who for side in (before, after) for who, chance in side.people.items() if chance * side.open > _ASKED}
        for who in sorted(asked - set(people[number])):
            votes = tuple(_votes(scene, who, people[number], before, after, several))
            yield Stay(number, who, probability(log_odds(votes, odds)), votes)


def _beside(
    scenes: Sequence[Scene], people: Sequence[Mapping[int, float]], here: int, other: int, sure: float
) -> _Beside:
    if not 0 <= other < len(scenes) or scenes[other].kind != scenes[here].kind:
        return _NOBODY
    return _Beside(people[other], 1 - sure)


def _votes(
    scene: Scene, who: int, here: Mapping[int, float], before: _Beside, after: _Beside, several: Sequence[Span]
) -> Iterator[Vote]:
    was, will = before.people.get(who, 0.0), after.people.get(who, 0.0)
    whole = sum(here.values())
    longer = math.log(max(60, scene.end - scene.start) / 500)
    words = tuple(span for span in several if scene.start <= span[0] < scene.end)[:1]
    may_go_on = max(was * before.open, will * after.open)
    table = {
        "was there just before, and the scene may go on": was * before.open,
        "is there right after, in what may be the same scene": will * after.open,
        "is there just before and right after": was * will,
        "those here were with them just before": was * _shared(here, before, whole),
        "those here are with them right after": will * _shared(here, after, whole),
        "a word for several people may mean them too": may_go_on * bool(words),
        "nobody else is there": float(whole < 0.5),
        "one other is there": float(0.5 <= whole < 1.5),
        "others are there": min(1.5, whole / 4),
        "many were there just before": min(1.5, len(before.people) / 5) * (was > 0),
        "many are there right after": min(1.5, len(after.people) / 5) * (will > 0),
        "the scene is long": max(0.0, longer),
        "the scene is short": min(1.5, max(0.0, -longer)),
    }
    return (Vote(rule, value, words) for rule, value in table.items() if value)


def _shared(here: Mapping[int, float], beside: _Beside, whole: float) -> float:
    """Which part of those here is there in the scene beside."""
    if whole <= 0.3:
        return 0.0
    return sum(min(chance, beside.people.get(who, 0.0)) for who, chance in here.items()) / whole
