"""All mentions of the cast: by name, pronoun and collective, each present or only talked about, with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recap_gui.analysis import outside, presence_words
from recap_gui.analysis.cast import FoundCast, find_cast
from recap_gui.analysis.groups import several
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.outside import NamedThere
from recap_gui.analysis.presence import Presence, Reading
from recap_gui.analysis.pronouns import resolve
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.signs import word_votes
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.tie_votes import TieVotes
from recap_gui.analysis.votes import Vote, log_odds, probability, reasons, weights
from recap_gui.analysis.zones import Zone, Zones
from recap_gui.story.cast import Character
from recap_gui.story.document import Span
from recap_gui.story.story import Mention, State

PRESENT = 0.54
"""From which chance someone is there; below, they count as only talked about."""


@dataclass(frozen=True, slots=True)
class Found:
    """The text, its cast, and its mentions in order; `spots`, `readings`, `chances`, `mentions` run in step.

    `several` are the places of words for several people outside direct speech, whoever they mean; `names` tells how
    often each character is named.
    """

    text: str
    cast: FoundCast
    spots: tuple[Spot, ...]
    readings: tuple[Reading, ...]
    chances: tuple[float, ...]
    mentions: tuple[Mention, ...]
    several: tuple[Span, ...]
    names: Mapping[int, int]


def find_mentions(parsed: Parsed, quotes: Quotes, zones: Sequence[Zone]) -> Found:
    """Cast and mentions of a parsed text."""
    cast = find_cast(parsed, quotes, zones)
    spots = name_spots(cast)
    presence, odds, said = Presence(parsed, quotes, Zones(zones)), weights("presence"), weights("presence words")
    chances = chances_of(heard(presence.readings(spots), said), odds)
    cast = replace(cast, characters=_outside(parsed, quotes, Zones(zones), cast, spots, chances))
    pronouns, ties = meant_in(parsed, quotes, cast)
    spots = sorted([*spots, *pronouns, *ties.spots()], key=lambda s: (s.start, s.character))
    readings = heard(presence.readings(spots), said)
    chances = chances_of(readings, odds)
    mentions = tuple(
        _mention(spot, reading, cast, odds, "present" if chance >= PRESENT else "mentioned", max(chance, 1 - chance))
        for spot, reading, chance in zip(spots, readings, chances, strict=True)
    )
    named = Counter(spot.character for spot in spots if spot.how == "name")
    return Found(
        parsed.text, cast, tuple(spots), tuple(readings), tuple(chances), mentions, several(parsed, quotes), named
    )


def name_spots(cast: FoundCast) -> list[Spot]:
    """The places where characters are named, for reading."""
    return [
        Spot(n.start, n.end, n.character, n.head, n.possessive, "collective" if n.collective else "name")
        for n in cast.named
    ]


def meant_in(parsed: Parsed, quotes: Quotes, cast: FoundCast) -> tuple[list[Spot], TieVotes]:
    """The pronouns that mean a character, and the votes for whom the words of family mean."""
    people = [spot for spot in name_spots(cast) if not cast.characters[spot.character].outside]
    pronouns, ties = resolve(parsed, quotes, people, cast.genders)
    return pronouns, TieVotes(parsed, people, cast.characters, cast.genders, ties)


def heard(readings: Sequence[Reading], words: Mapping[str, float]) -> list[Reading]:
    """The readings with the votes of the words around each mention, by the weights `words`, in place of any before."""
    plain = [[vote for vote in reading.votes if vote.rule not in presence_words.RULES] for reading in readings]
    return [
        reading._replace(votes=[*votes, *word_votes(reading.signs, words)])
        for reading, votes in zip(readings, plain, strict=True)
    ]


def chances_of(readings: Sequence[Reading], odds: Mapping[str, float]) -> list[float]:
    """How likely each mention by itself shows that its character is there."""
    return [probability(log_odds(reading.votes, odds)) for reading in readings]


def outside_votes(
    parsed: Parsed, quotes: Quotes, zones: Zones, cast: FoundCast, spots: Sequence[Spot], chances: Sequence[float]
) -> list[list[Vote]]:
    """For every character the votes for being an outside figure."""
    places: list[list[NamedThere]] = [[] for _ in cast.characters]
    for spot, chance in zip(spots, chances, strict=True):
        there = NamedThere(spot.start, spot.end, chance, zones.tells(spot.start), zones.apart(spot.start))
        places[spot.character].append(there)
    return [
        outside.votes(parsed, quotes, there, **standing._asdict()) if there else []
        for there, standing in zip(places, cast.standing, strict=True)
    ]


def _outside(
    parsed: Parsed, quotes: Quotes, zones: Zones, cast: FoundCast, spots: Sequence[Spot], chances: Sequence[float]
) -> tuple[Character, ...]:
    """The characters, outside figures flagged."""
    odds = weights("outside")
    cases = outside_votes(parsed, quotes, zones, cast, spots, chances)
    return tuple(
        replace(character, outside=bool(votes) and log_odds(votes, odds) > 0)
        for character, votes in zip(cast.characters, cases, strict=True)
    )


def _mention(
    spot: Spot, reading: Reading, cast: FoundCast, odds: Mapping[str, float], state: State, sure: float
) -> Mention:
    why = reasons(reading.votes, odds, limit=3)
    who = cast.characters[spot.character].id
    return Mention(spot.start, spot.end, who, spot.how, state, round(sure, 2), why)
