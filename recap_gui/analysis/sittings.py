"""One character in one scene: what all their mentions there say together, as votes for being there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from recap_gui.analysis.confidence import Basis
from recap_gui.analysis.mentions import PRESENT, Found
from recap_gui.analysis.staying import STAYS, staying
from recap_gui.analysis.votes import Vote, log_odds, probability, weights
from recap_gui.story.story import Scene, State

_SHOWN, _UNSHOWN = 0.45, 0.85  # where what names or means them hardly shows it, the scene must be surer
_MEANT = 0.6  # from which chance someone without a name in the scene is there
_USUAL = 0.75  # how often someone named in a scene is there, before anything is known
_SLOW = 10  # as many names as what is usual weighs
_GONE = frozenset(["said to be gone", "is called late or dead", "has left by then", "is written to"])
_TOPIC = frozenset(
    ["owns something", "owns words, pictures or plans", "someone of theirs is named", "talked about",
     "a picture, a letter or the like of them", "object of a thought or feeling", "only describes a thing"]
)  # fmt: skip


class Sitting(NamedTuple):
    """One character in one scene: the numbers of the mentions there, the strongest, the state and what it rests on.

    There are no numbers (and no strongest, -1) where someone stays unnamed. The state is ``None`` where only pronouns
    might have meant the character: most likely they meant someone else.
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
    """Every character in every scene where something names or means them, then those who stay there unnamed."""
    met = list(_met(found, scenes))
    yield from met
    people = _people(found, scenes, met)
    for stay in staying(scenes, people, found.several):
        if stay.chance >= STAYS:
            basis = _basis(found, scenes, _Here(stay.scene, stay.character, (), stay.chance), len(people[stay.scene]))
            yield Sitting(stay.scene, stay.character, (), -1, "present", stay.votes, basis)


def people_of(found: Found, scenes: Sequence[Scene]) -> list[dict[int, float]]:
    """How surely each character is in each scene, by what names or means them there; outside figures left out."""
    return _people(found, scenes, _met(found, scenes))


def _people(found: Found, scenes: Sequence[Scene], met: Iterable[Sitting]) -> list[dict[int, float]]:
    people: list[dict[int, float]] = [{} for _ in scenes]
    for sitting in met:
        if not found.cast.characters[sitting.character].outside:
            people[sitting.scene][sitting.character] = sitting.basis.chance
    return people


def _met(found: Found, scenes: Sequence[Scene]) -> Iterator[Sitting]:
    """Every character in every scene where something names or means them."""
    odds = weights("there")
    gathered = _gathered(found, scenes)
    in_scene: dict[int, list[_Here]] = defaultdict(list)
    for here in gathered:
        in_scene[here.scene].append(here)
    habit = _habit(found, scenes, gathered)
    for here in gathered:
        others = [other.chance for other in in_scene[here.scene] if other is not here]
        votes = tuple(_votes(found, here, scenes[here.scene], others, habit))
        chance = probability(log_odds(votes, odds))
        basis = _basis(found, scenes, here._replace(chance=chance), len(others))
        state: State | None = "mentioned" if basis.names else None
        shown = here.chance >= _SHOWN
        if chance >= ((PRESENT if shown else _UNSHOWN) if basis.names else _MEANT):
            state = "present"
        best = max(here.numbers, key=lambda number: (found.chances[number], -number))
        yield Sitting(here.scene, here.character, here.numbers, best, state, votes, basis)


def _basis(found: Found, scenes: Sequence[Scene], here: _Here, others: int) -> Basis:
    scene = scenes[here.scene]
    names = sum(found.spots[number].how == "name" or found.spots[number].tie for number in here.numbers)
    places = [(found.spots[number].start - scene.start) / (scene.end - scene.start) for number in here.numbers]
    return Basis(
        here.chance,
        names,
        len(here.numbers) - names,
        sum(found.readings[number].acts for number in here.numbers),
        found.cast.standing[here.character].likely,
        scene.confidence,
        scenes[here.scene + 1].confidence if here.scene + 1 < len(scenes) else 1.0,
        scene.end - scene.start,
        others,
        sum(found.chances[number] for number in here.numbers),
        places[0] if places else 0.0,
        places[-1] if places else 1.0,
        found.names[here.character] == 1,
    )


def _habit(found: Found, scenes: Sequence[Scene], gathered: Sequence[_Here]) -> float:
    """How often whoever is named in a scene of this text is there: usual at first, by its own scenes as they add up."""
    chances = [
        here.chance
        for here in gathered
        if scenes[here.scene].kind != "frame" and any(found.spots[number].how == "name" for number in here.numbers)
    ]
    return (sum(chances) + _USUAL * _SLOW) / (len(chances) + _SLOW)


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


def _votes(found: Found, here: _Here, scene: Scene, others: Sequence[float], habit: float) -> Iterator[Vote]:
    """The votes for the character being there; `others` are the chances of the others in the scene."""
    by: dict[str, list[float]] = {"name": [], "pronoun": [], "collective": []}
    for number in here.numbers:
        spot = found.spots[number]
        by["name" if spot.tie else spot.how].append(max(-4.0, min(4.0, _logit(found.chances[number]))))
    names, pronouns = by["name"], by["pronoun"]
    named = [found.readings[number] for number in here.numbers if found.spots[number].how == "name"]
    acts = any(found.readings[number].acts for number in here.numbers)
    rules = {vote.rule for reading in named for vote in reading.votes}
    parts = [reading.votes[0].rule.removesuffix(", off the story's line") for reading in named]
    long = max(60, scene.end - scene.start)
    first, last = found.spots[here.numbers[0]].start, found.spots[here.numbers[-1]].start
    longer = math.log(long / 500)
    table = {
        "what all mentions by name say": sum(names) / len(names) / 3 if names else 0.0,
        "said to be gone, written to or dead": float(not acts and any(rule in _GONE for rule in rules)),
        "never more than an owner or a topic": float(bool(parts) and all(part in _TOPIC for part in parts)),
        "meant by pronouns only": float(not names),
        "the strongest sign by a pronoun": (max(pronouns) + 3) / 3 if pronouns else 0.0,
        "pronouns again and again": min(2.0, sum(map(probability, pronouns))),
        "others are there more surely": max(0.0, _logit(max(others, default=0.0)) - _logit(here.chance)) / 3,
        "others are there": min(1.5, sum(others) / 4),
        "many are named or meant": min(1.0, max(0, len(others) - 3) / 5),
        "nobody else is there": float(not others or max(others) < 0.5),
        "whoever is named is usually there in this recap": _logit(habit),
        "comes up late in the scene": (first - scene.start) / long,
        "comes up throughout the scene": (last - first) / long,
        "the scene is long": max(0.0, longer),
        "the scene is short": min(1.5, max(0.0, -longer)),
        "in a summary of earlier episodes": float(scene.kind == "previously"),
    }
    where = tuple((found.spots[number].start, found.spots[number].end) for number in here.numbers[:3])
    return (Vote(rule, value, where) for rule, value in table.items() if value)


def _logit(chance: float) -> float:
    chance = min(0.995, max(0.005, chance))
    return math.log(chance / (1 - chance))
