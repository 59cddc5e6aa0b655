"""How sure a presence is: the chance that a careful reader would say the same, from what the finding rests on."""

from __future__ import annotations

import math
from typing import NamedTuple

from recap_gui.analysis.votes import Vote, log_odds, probability, weights
from recap_gui.story.story import State

_LEAST, _MOST = 0.05, 0.99


class Basis(NamedTuple):
    """What one presence rests on.

    `chance` is that of all its mentions together, `names` and `others` count its mentions by name and otherwise, `acts`
    those that act; `likely` tells how sure the name is a person's, `scene` how sure the scene is and `next_scene` the
    one after it (their breaks bound it), `length` its code points and `people` how many others are in it. `signs` is
    how many mentions show presence, by the sum of their chances; `first` and `last` tell where in the scene the
    mentions begin and end (0–1), `once` that the name stands but once in the whole text.
    """

    chance: float
    names: int
    others: int
    acts: int
    likely: float
    scene: float
    next_scene: float
    length: int
    people: int
    signs: float = 1.0
    first: float = 0.0
    last: float = 1.0
    once: bool = False


def votes(basis: Basis) -> list[Vote]:
    """The votes for the finding being right."""
    chance = min(0.995, max(0.005, basis.chance))
    odds = math.log(chance / (1 - chance))
    return [
        Vote("all signs together", odds / 3),
        Vote("signs that contradict each other", 1 - abs(2 * chance - 1)),
        Vote("no name, only pronouns", float(basis.names == 0 and basis.others > 0)),
        Vote("stays there unnamed", float(basis.names == basis.others == 0)),
        Vote("several mentions", min(1.0, max(0, basis.names + basis.others - 1) / 4)),
        Vote("acts", float(basis.acts > 0)),
        Vote("acts again and again", min(1.0, basis.acts / 4)),
        Vote("the name is a person's", basis.likely),
        Vote("the scene begins there", basis.scene),
        Vote("the scene ends there", basis.next_scene),
        Vote("the scene is long", math.log(max(60, basis.length) / 600)),
        Vote("many people", min(1.5, basis.people / 6)),
        Vote("several signs", min(3.0, basis.signs)),
        Vote("only as the scene begins", float(basis.last < 1 / 3)),
        Vote("only as the scene ends", float(basis.first > 2 / 3)),
        Vote("named but once in all", float(basis.once)),
    ]


def confidence(basis: Basis, state: State) -> float:
    """The chance that the state is right, two decimals."""
    sure = probability(log_odds(votes(basis), weights(f"right when {state}")))
    return round(min(_MOST, max(_LEAST, sure)), 2)
