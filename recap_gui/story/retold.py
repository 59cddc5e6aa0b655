"""Which scenes a "previously" retells: rare words and people that a sentence of it shares with an earlier scene."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log

from recap_gui.story.query import Asked, Place
from recap_gui.story.sentences import sentence_starts

_WORD = re.compile(r"[^\W\d_]{3,}")
_CLAUSE = re.compile(r"[,;:]\s+(?:and\s+|then\s+|but\s+)?|\s+and\s+")
_LEAST = 0.3
"""Agreement from which a clause counts as retelling a scene; the best of the others must stay behind by a tenth."""
_LEAST_WORDS = 3
_RECENT = 1.15
"""What the episode just before counts more: it is what a "previously" mostly retells."""


@dataclass(frozen=True, slots=True)
class Retold:
    """A stretch of a "previously" and the earlier scene it retells, where words and people agree (`score`, 0–1)."""

    summary: Place
    start: int
    end: int
    scene: Place
    score: float


def _stem(word: str) -> str:
    """A rough stem: retellings change tenses and numbers."""
    word = word.casefold()
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _bag(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text, start, end))


def retold(asked: Asked) -> tuple[Retold, ...]:
    """The clauses of all summaries with the scenes that they retell. Only earlier episodes are looked at."""
    episodes = asked.story.episodes
    told = [i for i, scene in enumerate(asked.scenes) if scene.kind == "scene"]
    bags = {}
    for i in told:
        bags[i] = _bag(episodes[asked.places[i].episode].text, asked.scenes[i].start, asked.scenes[i].end)
    rarity = _rarity(list(bags.values()))
    found: list[Retold] = []
    for index, scene in enumerate(asked.scenes):
        place = asked.places[index]
        if scene.kind != "previously" or place.episode == 0:
            continue
        earlier = [i for i in told if asked.places[i].episode < place.episode]
        for start, end in _clauses(episodes[place.episode].text, scene.start, scene.end):
            people = {m.character for m in episodes[place.episode].mentions if start <= m.start < end}
            words = _bag(episodes[place.episode].text, start, end)
            scores = sorted(
                (
                    _agreement(words, bags[i], rarity, people, asked, i)
                    * (_RECENT if asked.places[i].episode == place.episode - 1 else 1.0),
                    i,
                )
                for i in earlier
            )
            if not scores or scores[-1][0] < _LEAST:
                continue
            if len(scores) > 1 and scores[-1][0] - scores[-2][0] < 0.1 * scores[-1][0]:
                continue
            found.append(Retold(place, start, end, asked.places[scores[-1][1]], min(1.0, round(scores[-1][0], 2))))
    return tuple(found)


def _rarity(bags: list[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for bag in bags for word in bag)
    return {word: log((len(bags) + 1) / count) for word, count in counts.items()}


def _agreement(
    words: frozenset[str], bag: frozenset[str], rarity: dict[str, float], people: set[str], asked: Asked, index: int
) -> float:
    """Weight of the shared words among those known, and the share of the people who are there; both must agree."""
    known = sum(rarity.get(word, 0.0) for word in words)
    if not known:
        return 0.0
    shared = sum(rarity.get(word, 0.0) for word in words & bag) / known
    if not people:
        return 0.7 * shared if len(words & bag) >= _LEAST_WORDS else 0.0
    there = asked.present[index] | asked.mentioned[index]
    return shared**0.5 * (len(people & there) / len(people)) ** 0.5 if people & there else 0.4 * shared


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``, long ones cut at commas and "and" into clauses of a few words."""
    starts = [at for at in sentence_starts(text) if start <= at < end] or [start]
    clauses: list[tuple[int, int]] = []
    for at, until in zip(starts, [*starts[1:], end], strict=True):
        begin = at
        for match in _CLAUSE.finditer(text, at, until):
            if (
                len(_WORD.findall(text, begin, match.start())) >= _LEAST_WORDS
                and len(_WORD.findall(text, match.end(), until)) >= _LEAST_WORDS
            ):
                clauses.append((begin, match.start()))
                begin = match.end()
        clauses.append((begin, begin + len(text[begin:until].rstrip())))
    return [(a, b) for a, b in clauses if b > a]
