"""Breaks: where scenes begin, chosen over the whole text at once.

Every sentence of a stretch that tells scenes is a candidate. Votes say how much speaks for a new scene there: words
that turn to another scene, people lost and gained, places, how the sentence hangs on the one before, the paragraph as
far as this text's own paragraphs have earned it, and what each single word has said in other recaps. Dynamic
programming then picks the set of breaks that is likeliest as a whole, lengths of scenes included.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from recap_gui.analysis.break_facts import Fact, Sighting, gather
from recap_gui.analysis.break_paragraphs import paragraph_trust, paragraph_votes
from recap_gui.analysis.break_votes import HEADED, break_votes
from recap_gui.analysis.break_words import signs_of
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.signs import word_votes
from recap_gui.analysis.votes import BIAS, Vote, log_odds, probability, reasons, weights
from recap_gui.analysis.zones import Zone
from recap_gui.story.cast import Reason

_LONGEST = 60  # sentences: a scene this long costs no more for growing
_NEVER = -30.0  # log-odds
_ZONE_SURE = 0.97  # confidence of a beginning that the text's own frame or heading gives
_SPARSE = 0.2  # Dirichlet prior: below 1, since a scene has few of the cast
_THERE = 0.4  # chance from which someone counts as there


class Break(NamedTuple):
    """A scene begins at the offset `start`; `first` is the number of its sentence."""

    start: int
    first: int
    confidence: float
    why: tuple[Reason, ...]


def find_breaks(
    parsed: Parsed, quotes: Quotes, zones: Sequence[Zone], sightings: Sequence[Sighting]
) -> tuple[Break, ...]:
    """The scenes' beginnings inside the zones that tell scenes (the beginning of each such zone included)."""
    facts = gather(parsed, quotes, zones, sightings)
    votes = break_votes(parsed, quotes, facts)
    habit, of, words = weights("break habit"), weights("break"), weights("break words")
    trust = paragraph_trust(facts, [log_odds(vote, habit) for vote in votes])
    for own, placed, signs in zip(votes, paragraph_votes(parsed, facts, trust), signs_of(parsed, facts), strict=True):
        own.extend([*placed, *word_votes(signs, words)])
    odds = [break_odds(parsed, fact, own, of) for fact, own in zip(facts, votes, strict=True)]
    found = []
    for first, last in runs(facts):
        for at in choose(facts, odds, first, last, weights("break length")):
            fact = facts[at]
            start = zones[fact.zone].start if at == first else fact.sentence.start
            sure = _ZONE_SURE if at == first else confidence(odds[at])
            why = reasons(votes[at], of)
            found.append(Break(start, at, round(min(0.99, max(0.05, sure)), 2), why))
    return tuple(found)


def confidence(odds: float) -> float:
    """How likely a chosen break of these log-odds is right, by breaks of recaps held out in turn."""
    of = weights("break confidence")
    return probability(of["log-odds"] * odds + of[BIAS])


def break_odds(parsed: Parsed, fact: Fact, votes: Sequence[Vote], of: Mapping[str, float]) -> float:
    """The log-odds of a break before a sentence.

    None stands before a small letter, which only ends what was quoted, or after a line that heads what follows.
    """
    first = parsed.text[fact.sentence.start]
    if first.islower() and not fact.opens_paragraph:
        return _NEVER
    return _NEVER if any(vote.rule == HEADED for vote in votes) else log_odds(votes, of)


def runs(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """The half-open ranges of facts that lie in one zone each."""
    runs: list[tuple[int, int]] = []
    first = 0
    for at in range(1, len(facts) + 1):
        if at == len(facts) or facts[at].zone != facts[first].zone:
            runs.append((first, at))
            first = at
    return runs if facts else []


def choose(facts: Sequence[Fact], odds: Sequence[float], first: int, last: int, of: Mapping[str, float]) -> list[int]:
    """The likeliest set of scene beginnings in ``[first, last)``, which always begins with `first`.

    Maximises the summed log-odds of the breaks, what each scene's length in sentences says, and how well each scene's
    people go together (Dirichlet-multinomial likelihood of who is named, after Eisenstein & Barzilay 2008).
    """
    count = last - first
    many = max(3, len({who for fact in facts for who in fact.named}))
    best = [-math.inf] * (count + 1)
    came = [0] * (count + 1)
    best[0] = 0.0
    for begin in range(count):
        base = best[begin] + (odds[first + begin] + of.get("every break", 0.0) if begin else 0.0)
        company = _Company(many)
        for end in range(begin + 1, min(count, begin + _LONGEST) + 1):
            company.add(facts[first + end - 1])
            total = base + of.get("company", 0.0) * company.likelihood + length_odds(end - begin, of)
            if total > best[end]:
                best[end], came[end] = total, begin
    chosen: list[int] = []
    at = count
    while at > 0:
        at = came[at]
        chosen.append(first + at)
    return chosen[::-1]


class _Company:
    """How likely the people of a growing scene are, if each scene has a few of the `many` in the cast."""

    def __init__(self, many: int) -> None:
        self.likelihood = 0.0
        self._seen: dict[int, float] = {}
        self._total = 0.0
        self._spread = _SPARSE * many

    def add(self, fact: Fact) -> None:
        """Take in the people of one more sentence."""
        for who, chance in sorted(fact.people().items()):
            weight = (1.0 if chance > _THERE else 0.5) if who in fact.named else 0.6
            share = (self._seen.get(who, 0.0) + _SPARSE) / (self._total + self._spread)
            self.likelihood += weight * math.log(share)
            self._seen[who] = self._seen.get(who, 0.0) + weight
            self._total += weight


def length_odds(sentences: int, lengths: Mapping[str, float]) -> float:
    """What a scene's length says for it, in log-odds against scenes of the usual rate."""
    if sentences <= 3:
        return lengths.get(str(sentences), 0.0)
    return lengths.get("long", 0.0) * math.log(sentences / 4.0)
