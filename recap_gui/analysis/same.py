"""One person after all: two of the cast whose names look like forms of one name, weighed by how the text uses them.

What `aliases` joins is certain; what is joined here is likely. What is less likely is proposed to the user (`guesses`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from recap_gui.analysis.aliases import COURTESY, FAMILIAR, Person, distance, known_short, long_title, other_gender
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.names import Gender, gender_of_name
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote

_FOND = ("y", "ie", "ey", "i", "ee", "o", "ito", "ita", "a", "e")
_BEFORE_GIVEN = frozenset(["miss", "sister", "brother", "old", "young", "little", "big", "baby"])
"""Titles that stand before given names too."""
_NEAR = 3  # sentences


class Pair(NamedTuple):
    """Two persons that may be one, and the votes for and against it."""

    first: Person
    second: Person
    votes: list[Vote]


class _Named(NamedTuple):
    """Where a person is named: offsets, sentences, and the share of it in direct speech."""

    starts: list[int]
    sentences: list[int]
    spoken: float


def pairs(parsed: Parsed, quotes: Quotes, persons: Sequence[Person]) -> list[Pair]:
    """The pairs worth weighing, in the order of the cast. Who are named in one sentence are two people."""
    alike = [(one, other, _likeness(persons[one], persons[other])) for one, other in _to_compare(persons)]
    alike = [pair for pair in alike if pair[2]]
    named = {
        n: _named(parsed, quotes, persons[n]) for n in sorted({n for one, other, _ in alike for n in (one, other)})
    }
    bearers = Counter((n, persons[one + other - n].full[0]) for one, other, _ in alike for n in (one, other))
    found = [  # "Charo" may be either Rosario
        (one, other, kind)
        for one, other, kind in alike
        if bearers[one, persons[other].full[0]] == bearers[other, persons[one].full[0]] == 1
        and not set(named[one].sentences) & set(named[other].sentences)
    ]
    rivals = Counter(number for one, other, _ in found for number in (one, other))
    return [
        Pair(persons[one], persons[other], _votes(persons, named, one, other, kind, max(rivals[one], rivals[other])))
        for one, other, kind in found
    ]


def likeliest(
    found: Sequence[Pair], score: Callable[[list[Vote]], float], *, least: float
) -> list[tuple[Person, Person]]:
    """The pairs that are one person with a probability of at least `least`, the surest first."""
    weighed = sorted(((score(pair.votes), -number, pair) for number, pair in enumerate(found)), reverse=True)
    return [(pair.first, pair.second) for odds, _, pair in weighed if odds >= least]


def _named(parsed: Parsed, quotes: Quotes, person: Person) -> _Named:
    starts = sorted(found.start for form in person.forms for found in form.found)
    spoken = sum(quotes.around(start) is not None for start in starts) / len(starts)
    return _Named(starts, [parsed.sentence_at(start) for start in starts], spoken)


def _votes(
    persons: Sequence[Person], named: dict[int, _Named], one: int, other: int, likeness: str, rivals: int
) -> list[Vote]:
    rare, usual = sorted((one, other), key=lambda n: (len(named[n].starts), n))
    shorter, longer = sorted((one, other), key=lambda n: len(" ".join(persons[n].full)))
    first, second = persons[one], persons[other]
    lines, others = named[rare].sentences, set(named[usual].sentences)
    around = {line + step for line in others for step in range(-_NEAR, _NEAR + 1) if step}
    seldom, often = len(named[rare].starts), len(named[usual].starts)
    plain = [p for p in (first, second) if len(p.full) == 1 and not p.titles]
    whole = second if plain and plain[0] is first else first
    table = {
        likeness: 1.0,
        "named close to each other": sum(line in around for line in lines) / len(lines),
        "the same gender": float(bool(first.gender) and first.gender == second.gender),
        "usual for another gender": float(other_gender(first.gender, second.gender)),
        "the rarer is named once": float(seldom == 1),
        "the rarer is named three times or more": float(seldom >= 3),
        "one is named far more often": float(seldom * 3 <= often),
        "nobody else has a name like it": float(rivals == 1),
        "several others have names like it": float(rivals > 2),
        "one is a full name": float(len(first.full) > 1 or len(second.full) > 1),
        "the other is never named by one word": float(
            len(plain) == 1 and not any(len(form.parts.core) == 1 for form in whole.forms)
        ),
        "the shorter name comes later": float(named[shorter].starts[0] > named[longer].starts[0]),
        "one is said more in speech": abs(named[one].spoken - named[other].spoken),
        "one ends where the other begins": float(
            named[one].starts[-1] < named[other].starts[0] or named[other].starts[-1] < named[one].starts[0]
        ),
        "both are usual given names": float(_usual(first.full[0]) and _usual(second.full[0])),
        "hardly a person": 1 - min(first.likely, second.likely),
    }
    return [Vote(rule, value) for rule, value in table.items() if value]


def _usual(word: str) -> bool:
    return bool(gender_of_name(word)) or word in words("names", "either")


def _to_compare(persons: Sequence[Person]) -> list[tuple[int, int]]:
    """The pairs of numbers whose names share a beginning, a part, or a name that both are short for."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        keys = {f"={name}" for word in person.full for name in (word, *known_short(word))}
        for bare in {_unaccented(word) for core in person.cores for word in core}:
            keys |= {bare[:2], *bare.split("-")}
        for key in keys:
            by_key[key].append(number)
    return sorted({pair for same in by_key.values() for pair in combinations(same, 2)})


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _likeness(one: Person, other: Person) -> str:
    """In which way two persons' names look like forms of one name; ``""`` for not at all, or where they cannot be."""
    if other_gender(_sure_gender(one), _sure_gender(other)):
        return ""
    if len(one.full) > 1 and len(other.full) > 1:
        shared = one.full[-1] == other.full[-1] and _of_words(one.full[0], other.full[0])
        return "full names, alike but for a short form" if shared else ""
    for titled, untitled in ((one, other), (other, one)):
        if titled.titles and len(titled.full) == 1:
            return "" if other_gender(one.gender, other.gender) else _with_title(titled, untitled)
    short, whole = (other, one) if len(one.full) > 1 else (one, other)
    word, first, last = short.full[0], whole.full[0], whole.full[-1]
    if {word, first} & words("people", "kin"):
        return ""
    found = _of_words(word, first)
    if found or len(whole.full) == 1:
        return found
    return "a part of a double name" if word in last.split("-") else ""


def _sure_gender(person: Person) -> Gender:
    """The gender that titles or pronouns tell: a short form may be usual for the other ("Phil", Philomena)."""
    return "" if person.gender == gender_of_name(person.full[0]) and not person.titles else person.gender


def _with_title(titled: Person, other: Person) -> str:
    """The likeness of a title and one name to another person."""
    word = titled.full[0]
    ranks, known = ({long_title(title) for title in person.titles} - COURTESY for person in (titled, other))
    kin = any(title in words("people", "kin") or title in FAMILIAR for title in titled.titles)
    if (ranks and known and not ranks & known) or word in (other.full[0], other.full[-1]):
        return ""  # two ranks, or what `aliases` has refused
    if word in other.full[-1].split("-") and not kin:
        return "a part of a double name"
    given = kin or bool({long_title(title) for title in titled.titles} & _BEFORE_GIVEN)
    return "a title, and a name alike" if given and _of_words(word, other.full[0]) else ""


def _of_words(one: str, other: str) -> str:
    """In which way two given names look like forms of one."""
    short, whole = sorted((one, other), key=lambda name: (len(name), name))
    bare, long = _unaccented(short), _unaccented(whole)
    if bare == long:
        return "one name but for its accents"
    if short in known_short(whole) or whole in known_short(short):
        return "a usual short form of the name"
    if not bare.replace("-", "").isalpha():
        return ""
    if bare in long.split("-"):
        return "a part of a double name"
    alike = next((n for n, (a, b) in enumerate(zip(bare, long, strict=False)) if a != b), len(bare))
    if alike == len(bare) and len(long) - len(bare) >= 2:
        return "the name cut short" if len(bare) > 2 else ""
    if len(bare) >= 4 and distance(bare, long, limit=1) == 1:
        return ""  # a slip, or two people: `aliases` and `guesses` have their say
    doubled = alike == 2 and bare[2:3] == bare[1] and bare[3:] in ("y", "ie", "i")
    if doubled or (alike > 2 and (_fond(bare, alike) or _fond(long, alike))):
        return "begins alike, with a fond ending"
    return "begins alike" if alike >= 4 and len(bare) - alike <= 2 else ""


def _fond(name: str, alike: int) -> bool:
    """Whether a name ends like a fond form after so many letters: "Tabby" after "Tab", "Josie" after "Jos"."""
    ending = name[alike:]
    return (ending[1:] if ending[:1] == name[alike - 1] else ending) in _FOND
