"""The place of a scene: chosen among the phrases that may name it, the places of earlier scenes, and none at all.

Every choice is a sum of named rules, weighed by ``"place"`` in ``weights.json``; the scenes are gone through in order,
so that what was chosen before can speak.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from recap_gui.analysis.cues import flat
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.place_votes import Candidate, PlaceReader
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import weights
from recap_gui.story.document import Span

SURE = 0.3  # a place is given from this chance on: a heading that is often right helps more than none
_SMALL_WORDS = frozenset(["the", "a", "an", "of", "at", "in", "on", "his", "her", "their", "its", "s"])
_AT_HEAD = ("opens its sentence", "stands alone at the head", "stands before the first mark")
_SAME_PEOPLE = 0.6  # shared company from which two scenes have nearly the same people
_FEW_SHARED = 0.2  # shared company below which a place is not carried over


class Told(NamedTuple):
    """A scene as the choice sees it: its sentences, the place in its heading, and who is there how surely."""

    sentences: Sequence[Stretch]
    heading: str | None = None
    people: Mapping[int, float] = {}


class Option(NamedTuple):
    """One possible place, with the rules that speak for it; `words` is None for no place, `span` for a carried one."""

    words: str | None
    span: Span | None
    rules: Mapping[str, float]


class Chosen(NamedTuple):
    """The place of a scene in the text's words; `span` is None where it was taken over from an earlier scene."""

    words: str
    span: Span | None


Choose = Callable[[Sequence[Option]], Option | None]


def choose_places(
    parsed: Parsed, quotes: Quotes, people: frozenset[int], scenes: Sequence[Told]
) -> list[Chosen | None]:
    """The place of every scene. `people` holds the indices of words that name someone."""
    used = weights("place")
    return [
        Chosen(found.words, found.span) if found and found.words else None
        for _, found in walk(PlaceReader(parsed, quotes, people), scenes, lambda options: best(options, used))
    ]


def place_of(
    parsed: Parsed, sentences: Sequence[Stretch], quotes: Quotes, people: frozenset[int]
) -> tuple[str, Span] | None:
    """The place of a single scene that consists of `sentences`, with its span; None if the text gives none."""
    found = choose_places(parsed, quotes, people, [Told(sentences)])[0]
    return (found.words, found.span) if found is not None and found.span is not None else None


def best(options: Sequence[Option], used: Mapping[str, float], sure: float = SURE) -> Option | None:
    """The likeliest place, None if it is too unlikely."""
    odds = [sum(used.get(rule, 0.0) * value for rule, value in option.rules.items()) for option in options]
    most = max(odds)
    whole = sum(math.exp(odd - most) for odd in odds)
    places = [(odd, -number) for number, (odd, option) in enumerate(zip(odds, options, strict=True)) if option.words]
    if not places:
        return None
    odd, number = max(places)
    return options[-number] if math.exp(odd - most) / whole >= sure else None


def walk(
    reader: PlaceReader, scenes: Sequence[Told], choose: Choose | None
) -> list[tuple[list[Option], Option | None]]:
    """For every scene its options and the chosen one. Without `choose` nothing is carried over."""
    found = [[(words_of(reader.parsed, c), c) for c in reader.candidates(scene.sentences)] for scene in scenes]
    named = [[place_words(said) for said, _ in candidates] for candidates in found]
    opened = [bool(s.heading) or any(_heads(c) for _, c in found[i]) for i, s in enumerate(scenes)]
    silent = 1.0 - (sum(opened) + 1) / (len(scenes) + 2)
    empty = 1.0 - (sum(map(bool, found)) + 1) / (len(scenes) + 2)
    result: list[tuple[list[Option], Option | None]] = []
    before: list[str | None] = []
    for at, scene in enumerate(scenes):
        options = []
        for number, (said, candidate) in enumerate(found[at]):
            rules = dict.fromkeys(candidate.rules, 1.0) | _company_of(named, before, at, number)
            first, last = reader.parsed.tokens[candidate.first], reader.parsed.tokens[candidate.last - 1]
            options.append(Option(said, (first.start, last.end), rules))
        none = {"no place": 1.0, "the text seldom says where": silent, "the text names few places": empty}
        if not opened[at]:
            none["nothing opens the scene"] = 1.0
        if len(scene.sentences) <= 2:
            none["a short scene"] = 1.0
        if at and (same := shared(scene.people, scenes[at - 1].people)) > 0.3:
            none["the people of the scene before"] = same
        options.append(Option(None, None, none))
        if choose is not None:
            options += _carried(scenes, at, before, frozenset().union(*named[at]), silent)
        heading = Option(scene.heading, None, {}) if scene.heading else None
        chosen = heading or _in_full(choose(options) if choose is not None else None, before)
        before.append(chosen.words if chosen else None)
        result.append((options, chosen))
    return result


def _in_full(chosen: Option | None, before: Sequence[str | None]) -> Option | None:
    """The place as an earlier scene names it, where only its number or last name stands ("Back in One")."""
    if chosen is None or chosen.words is None or " " in chosen.words or chosen.words[:1].islower():
        return chosen
    for place in reversed(before):
        if place is not None and place.endswith(f" {chosen.words}"):
            return chosen._replace(words=place)
    return chosen


def place_words(place: str | None) -> frozenset[str]:
    """The words by which two places are compared."""
    if not place:
        return frozenset()
    bare = "".join(char if char.isalnum() else " " for char in flat(place))
    return frozenset(bare.split()) - _SMALL_WORDS


def words_of(parsed: Parsed, candidate: Candidate) -> str:
    """The phrase as it stands, but without a mark before it or the capital that begins its sentence."""
    first, last = parsed.tokens[candidate.first], parsed.tokens[candidate.last - 1]
    said = " ".join(parsed.text[first.start : last.end].split())
    said = said.lstrip('([“"‘') or said
    plain = candidate.last - candidate.first > 1 and parsed.tokens[candidate.first + 1].text[:1].islower()
    small = (first.pos == "DET" or first.tag == "PRP$") and first.text[1:].islower()
    return said[0].lower() + said[1:] if plain and small else said


def _heads(candidate: Candidate) -> bool:
    """Whether a candidate stands at the head of the scene's first sentence and may well be a place."""
    rules = candidate.rules
    return (
        "in the first sentence" in rules
        and any(rule in rules for rule in _AT_HEAD)
        and "a noun of no known kind" not in rules
    )


def _company_of(
    named: Sequence[Sequence[frozenset[str]]], before: Sequence[str | None], at: int, number: int
) -> dict[str, float]:
    """What the rest of the text says of a candidate: whether it is named again, here or in other scenes."""
    mine = named[at][number]
    rules: dict[str, float] = {}
    if any(mine & other for i, other in enumerate(named[at]) if i != number):
        rules["named again in the scene"] = 1.0
    elsewhere = sum(any(mine & other for other in named[i]) for i in range(len(named)) if i != at)
    if elsewhere:
        rules["named in other scenes too"] = min(elsewhere, 3) / 3
    if any(mine & place_words(place) for place in before):
        rules["the place of an earlier scene"] = 1.0
    if before and mine & place_words(before[-1]):
        rules["the place of the scene before"] = 1.0
    return rules


def _carried(
    scenes: Sequence[Told], at: int, before: Sequence[str | None], named: frozenset[str], silent: float
) -> list[Option]:
    """The two earlier places at which most of the scene's people were, for a scene that does not name them again."""
    latest: dict[frozenset[str], int] = {}
    company: dict[frozenset[str], float] = {}
    for i, place in enumerate(before):
        if place and (key := place_words(place)):
            latest[key] = i
            company[key] = max(shared(scenes[at].people, scenes[i].people), company.get(key, 0.0))
    options = []
    for key in sorted(latest, key=lambda key: (-company[key], -latest[key]))[:2]:
        i, same = latest[key], company[key]
        if (same < _FEW_SHARED and i != at - 1) or key & named:
            continue
        rules = {
            "carried over": 1.0,
            "the same people were there": same,
            "carried over, though the text seldom says where": silent,
        }
        if i == at - 1:
            rules["carried over from the scene before"] = 1.0
        elif same >= _SAME_PEOPLE:
            rules["nearly the same people were there"] = 1.0
        options.append(Option(before[i], None, rules))
    return options


def shared(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """How much of two companies is common to both, 0–1."""
    both = sum(min(chance, other.get(who, 0.0)) for who, chance in one.items())
    sums = sum(one.values()), sum(other.values())
    return 2 * both / (sums[0] + sums[1]) if both else 0.0
