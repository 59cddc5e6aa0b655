"""What all mentions of a character in one scene say together: there or only talked about, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from recap_gui.analysis.confidence import Basis, confidence
from recap_gui.analysis.mentions import PRESENT, Found
from recap_gui.story.story import Mention, Scene, State


class Sitting(NamedTuple):
    """One character in one scene: the numbers of the mentions there, the strongest, the state and what it rests on."""

    scene: int
    character: int
    numbers: tuple[int, ...]
    best: int
    state: State
    basis: Basis


def sittings(found: Found, scenes: Sequence[Scene]) -> Iterator[Sitting]:
    """Every character in every scene. Each mention is one more chance to be present (noisy or)."""
    at = 0
    for place, scene in enumerate(scenes):
        here: dict[int, list[int]] = defaultdict(list)
        while at < len(found.spots) and found.spots[at].start < scene.end:
            here[found.spots[at].character].append(at)
            at += 1
        ends = scenes[place + 1].confidence if place + 1 < len(scenes) else 1.0
        for character, numbers in here.items():
            absent = 1.0
            for number in numbers:
                absent *= 1 - found.chances[number]
            names = sum(found.spots[number].how == "name" for number in numbers)
            basis = Basis(
                1 - absent,
                names,
                len(numbers) - names,
                sum(found.readings[number].acts for number in numbers),
                found.cast.standing[character].likely,
                scene.confidence,
                ends,
                scene.end - scene.start,
                len(here) - 1,
            )
            best = max(numbers, key=lambda number: (found.chances[number], -number))
            state: State = "present" if basis.chance >= PRESENT else "mentioned"
            yield Sitting(place, character, tuple(numbers), best, state, basis)


def settle(found: Found, scenes: Sequence[Scene]) -> tuple[Mention, ...]:
    """The mentions as the scenes show them.

    Where a character's mentions convince only together, the strongest becomes the one that shows presence; where they
    do not convince, none is left present. The strongest bears the confidence of the whole, and
    whatever acts beside it is present too.
    """
    mentions = list(found.mentions)
    for sitting in sittings(found, scenes):
        sure = confidence(sitting.basis, sitting.state)
        for number in sitting.numbers:
            mention = mentions[number]
            if number == sitting.best or sitting.state == "mentioned":
                mentions[number] = replace(mention, state=sitting.state, confidence=sure)
            elif mention.state == "present" or found.readings[number].acts:
                mentions[number] = replace(mention, state="present", confidence=min(sure, mention.confidence))
    return tuple(mentions)
