"""The votes of paragraphs for a new scene: as far as this text's own paragraphs have earned it."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from recap_gui.analysis.break_facts import Fact
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.votes import Vote, probability

_NUMBERS = ("one", "two", "three", "four")
_PLACES = ("first", "second", "third", "fourth")


class Trust(NamedTuple):
    """How far a text's paragraphs are scenes: their number, mean length, and what their openings say on average."""

    length: float
    opening: float
    inner: float


def paragraph_trust(facts: Sequence[Fact], content: Sequence[float]) -> Trust:
    """The text's own habit, from what speaks for breaks where paragraphs begin and where they do not."""
    opened = [probability(odd) for fact, odd in zip(facts, content, strict=True) if fact.opens_paragraph]
    within = [probability(odd) for fact, odd in zip(facts, content, strict=True) if not fact.opens_paragraph]
    length = math.log(max(1.0, len(facts) / max(1, len(opened))))
    prior = 0.35
    opening = (sum(opened) + 3 * prior) / (len(opened) + 3)
    inner = (sum(within) + 3 * 0.15) / (len(within) + 3)
    return Trust(length, opening, inner)


def paragraph_votes(parsed: Parsed, facts: Sequence[Fact], trust: Trust) -> list[list[Vote]]:
    """What every sentence's place in its paragraph says in a text of this habit."""
    sizes = Counter(fact.paragraph for fact in facts)
    passed: Counter[int] = Counter()
    result: list[list[Vote]] = []
    for fact in facts:
        word = next((t for t in parsed.inside(fact.sentence) if t.pos != "PUNCT"), parsed.tokens[fact.sentence.first])
        span = ((word.start, word.end),)
        size, at = sizes[fact.paragraph], passed[fact.paragraph]
        passed[fact.paragraph] += 1
        result.append([Vote(rule, value, span) for rule, value in _said(fact, trust, size, at)])
    return result


def _said(fact: Fact, trust: Trust, size: int, at: int) -> list[tuple[str, float]]:
    """The rules that hold for the sentence number `at` of a paragraph of `size` sentences, with their strength."""
    if fact.opens_paragraph:
        said = [
            ("begins a paragraph", 1.0),
            ("begins a paragraph of a text with long ones", trust.length),
            ("begins a paragraph where paragraphs are scenes", trust.opening),
        ]
        if size <= len(_NUMBERS):
            said.append((f"begins a paragraph of {_NUMBERS[size - 1]} sentence{'s' if size > 1 else ''}", 1.0))
    else:
        said = [
            ("stands inside a paragraph of a text with long ones", trust.length),
            ("stands inside a paragraph where such breaks are usual", trust.inner),
        ]
        if 0 < at < len(_PLACES):
            said.append((f"is the {_PLACES[at]} sentence of its paragraph", 1.0))
    left = size - at - 1
    if left == 0:
        said.append(("is the last sentence of its paragraph", 1.0))
    elif left <= 2:
        said.append((f"{_NUMBERS[left - 1]} more sentence{'s' if left > 1 else ''} of its paragraph to come", 1.0))
    return said
