"""Facts: what is known of each sentence when breaks are looked for: who is in it, where it is, what it talks of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.mentions import Found
from recap_gui.analysis.places import Where, places_in
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.zones import Zone
from recap_gui.story.document import Span

_CONTENT = ("NOUN", "VERB", "ADJ")


class Sighting(NamedTuple):
    """A mention as the search for breaks needs it: who, how likely present (0–1), and whether by name."""

    start: int
    end: int
    who: int
    chance: float
    named: bool


@dataclass(slots=True)
class Fact:
    """What is known of one sentence."""

    sentence: Stretch
    paragraph: int
    zone: int
    opens_paragraph: bool
    named: dict[int, float] = field(default_factory=dict)
    meant: dict[int, float] = field(default_factory=dict)
    spans: dict[int, Span] = field(default_factory=dict)
    subject: int | None = None
    places: list[Where] = field(default_factory=list)
    content: frozenset[str] = frozenset()

    def people(self) -> dict[int, float]:
        """Everyone named or meant, with the likelihood of being there."""
        return self.meant | {who: max(chance, self.meant.get(who, 0.0)) for who, chance in self.named.items()}


def sightings_of(found: Found) -> list[Sighting]:
    """The mentions of characters as the search for breaks needs them; outside figures are left out."""
    return [
        Sighting(spot.start, spot.end, spot.character, chance, spot.how == "name")
        for spot, chance in zip(found.spots, found.chances, strict=True)
        if not found.cast.characters[spot.character].outside
    ]


def gather(parsed: Parsed, quotes: Quotes, zones: Sequence[Zone], sightings: Sequence[Sighting]) -> list[Fact]:
    """The facts of every sentence in a zone that tells scenes, in order."""
    facts: list[Fact] = []
    zone = place = 0
    naming = frozenset(
        i for s in sightings for i in range(parsed.token_at(s.start), parsed.token_at(s.end - 1) + 1) if s.named
    )
    paragraph = -1
    for sentence in parsed.sentences:
        while zone + 1 < len(zones) and zones[zone + 1].start <= sentence.start:
            zone += 1
        mine = parsed.tokens[sentence.first].paragraph
        opens, paragraph = mine != paragraph, mine
        if zones[zone].kind != "scene" or (zones[zone].heading and _in_heading(parsed, zones[zone], sentence)):
            continue
        fact = Fact(sentence, mine, zone, opens)
        while place < len(sightings) and sightings[place].start < sentence.start:
            place += 1
        while place < len(sightings) and sightings[place].start < sentence.end:
            _see(parsed, quotes, fact, sightings[place])
            place += 1
        fact.places = places_in(parsed, sentence, quotes, naming)
        fact.content = frozenset(
            t.lemma.lower()
            for t in parsed.inside(sentence)
            if t.pos in _CONTENT and len(t.lemma) > 3 and t.i not in naming
        )
        facts.append(fact)
    return facts


def _in_heading(parsed: Parsed, zone: Zone, sentence: Stretch) -> bool:
    line = " ".join(parsed.text[sentence.start : sentence.end].split())
    return sentence.start < zone.start + 120 and zone.heading is not None and line in zone.heading


def _see(parsed: Parsed, quotes: Quotes, fact: Fact, sighting: Sighting) -> None:
    chance = sighting.chance * (0.5 if quotes.around(sighting.start) else 1.0)
    book = fact.named if sighting.named else fact.meant
    book[sighting.who] = max(chance, book.get(sighting.who, 0.0))
    fact.spans.setdefault(sighting.who, (sighting.start, sighting.end))
    if fact.subject is None:
        token = parsed.tokens[parsed.token_at(sighting.end - 1)]
        if token.dep in ("nsubj", "nsubjpass"):
            fact.subject = sighting.who
