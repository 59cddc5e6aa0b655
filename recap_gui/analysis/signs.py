"""Signs: single words and turns of phrase, each with a weight of its own, heard together as votes of few kinds.

Their weights stand in ``weights.json`` ("break words", "presence words" …), learnt like all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from recap_gui.analysis.votes import Vote
from recap_gui.story.document import Span

_QUOTED = 2  # words that a vote quotes


class Sign(NamedTuple):
    """A word or turn of phrase: the vote it belongs to, its name among the weights, and where it stands."""

    rule: str
    key: str
    span: Span


def word_votes(signs: Iterable[Sign], of: Mapping[str, float]) -> list[Vote]:
    """One vote for every kind of sign, of the strength that its words have together by the weights `of`."""
    heard: dict[str, list[tuple[float, Span]]] = {}
    for sign in signs:
        weight = of.get(sign.key)
        if weight is not None:
            heard.setdefault(sign.rule, []).append((weight, sign.span))
    votes: list[Vote] = []
    for rule, pairs in heard.items():
        total = sum(weight for weight, _ in pairs)
        loudest = sorted(pairs, key=lambda pair: (-pair[0] if total > 0 else pair[0], pair[1]))
        votes.append(Vote(rule, total, tuple(sorted({span for _, span in loudest[:_QUOTED]}))))
    return votes
