"""Votes: named evidence that is weighed and summed to log-odds, so that every decision can tell why it was made.

A rule's name is its plain-language reason; its weight stands under that name in ``resources/lexicon/weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from recap_gui import assets
from recap_gui.story import Reason, Span

BIAS = "what is usual"  # the rule that always holds: how common the finding is


class Vote(NamedTuple):
    """A rule that holds with a strength of `value` (1 for plain yes), and the words that speak for it."""

    rule: str
    value: float = 1.0
    spans: tuple[Span, ...] = ()


def weights(decision: str) -> Mapping[str, float]:
    """The weight of every rule of one decision (log-odds a unit of strength)."""
    return table()[decision]


@cache
def table() -> Mapping[str, Mapping[str, float]]:
    """The weights of every decision."""
    found: dict[str, dict[str, float]] = json.loads(assets.data("lexicon", "weights.json"))
    return found


def log_odds(votes: Iterable[Vote], of: Mapping[str, float]) -> float:
    """The sum of all votes by the weights `of`; a rule without a weight counts nothing."""
    return of.get(BIAS, 0.0) + sum(of.get(vote.rule, 0.0) * vote.value for vote in votes)


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-odds)) if odds > -500 else 0.0


def reasons(votes: Iterable[Vote], of: Mapping[str, float], *, limit: int = 6) -> tuple[Reason, ...]:
    """The votes that moved the decision most, the weightiest first; rules that had no say are left out."""
    weighed = [(of.get(vote.rule, 0.0) * vote.value, vote) for vote in votes]
    heard = sorted((pair for pair in weighed if abs(pair[0]) >= 0.05), key=lambda pair: -abs(pair[0]))
    return tuple(Reason(vote.rule, vote.spans, round(weight, 2)) for weight, vote in heard[:limit])
