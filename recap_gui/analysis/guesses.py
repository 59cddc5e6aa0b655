"""Unions that are likely but not made: proposed to the user with a confidence and the words that speak for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from recap_gui.analysis.aliases import FAMILIAR, Person, distance, other_gender
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.links import Link
from recap_gui.analysis.names import gender_of_name

_MOST = 12  # proposals of one recap: who is asked more stops answering


class Proposed(NamedTuple):
    """Two persons that may be one, how sure that is and the rule that says so."""

    first: Person
    second: Person
    confidence: float
    rule: str


def guesses(parsed: Parsed, persons: Sequence[Person], links: Iterable[Link]) -> list[Proposed]:
    """The pairs worth asking about, the surest first. Those named side by side in one sentence are two people."""
    found: dict[tuple[int, int], Proposed] = {}
    place = {id(person): number for number, person in enumerate(persons)}
    where = {id(person): _sentences(parsed, person) for person in persons}
    for one in [*_explained(persons, links), *_alike(persons)]:
        key = (place[id(one.first)], place[id(one.second)])
        apart = one.rule == _BESIDE or not where[id(one.first)] & where[id(one.second)]
        if apart and one.confidence > found.get(key, _NOTHING).confidence:
            found[key] = one
    return sorted(found.values(), key=lambda one: (-one.confidence, place[id(one.first)], place[id(one.second)]))[
        :_MOST
    ]


_BESIDE = "stands as an explanation beside the other name"
_NOTHING = Proposed(Person(), Person(), 0.0, "")


def _sentences(parsed: Parsed, person: Person) -> set[int]:
    return {parsed.tokens[found.head].sentence for form in person.forms for found in form.found}


def _explained(persons: Sequence[Person], links: Iterable[Link]) -> Iterator[Proposed]:
    """Names that stand in apposition: "the stranger, Tom Hale"."""
    holder = {form.key: person for person in persons for form in person.forms}
    for link in links:
        first, second = holder.get(link.first), holder.get(link.second)
        if link.kind != "perhaps" or first is None or second is None or first is second:
            continue
        if not other_gender(first.gender, second.gender) and not (len(first.full) > 1 and len(second.full) > 1):
            yield Proposed(first, second, 0.45, link.rule)


def _alike(persons: Sequence[Person]) -> Iterator[Proposed]:
    """Names that look like forms of one name: only those that begin or end alike are compared."""
    full = [person.full for person in persons]
    plain = [n for n, person in enumerate(persons) if len(full[n]) == 1 and not person.titles]
    for one, other in _pairs(plain, lambda n: (full[n][0][:2], "…" + full[n][0][-3:])):
        short, whole = sorted((full[one][0], full[other][0]), key=lambda name: (len(name), name))
        apart = other_gender(persons[one].gender, persons[other].gender)
        if apart or other_gender(gender_of_name(short), gender_of_name(whole)) or short in words("people", "kin"):
            continue
        if len(short) >= 4 and short[0] == whole[0] and distance(short, whole, limit=1) == 1:
            yield Proposed(persons[one], persons[other], 0.5, "one letter apart")
        elif _clipped(short, whole):
            yield Proposed(persons[one], persons[other], 0.35, "a short form of the name, perhaps")
    titled = {n for n, person in enumerate(persons) if len(full[n]) == 1 and person.titles}
    bearers = Counter(full[n][0] for n in titled)
    whole_names = [n for n, person in enumerate(persons) if len(full[n]) > 1 and not person.titles]
    for one, other in _pairs([*titled, *whole_names], lambda n: {full[n][0], full[n][-1]}):
        if (one in titled) != (other in titled):
            with_title, named = (one, other) if one in titled else (other, one)
            fits = _may_be_titled(persons[with_title], persons[named])
            if fits and _one_gender(persons[with_title], persons[named], bearers[full[with_title][0]]):
                yield Proposed(persons[one], persons[other], 0.4, "a title and the same surname")


def _pairs(numbers: Iterable[int], keys: Callable[[int], Iterable[str]]) -> list[tuple[int, int]]:
    """The pairs of numbers that share a key, each once, in order."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number in sorted(numbers):
        for key in keys(number):
            by_key[key].append(number)
    return sorted({pair for same in by_key.values() for pair in combinations(same, 2)})


def _clipped(short: str, whole: str) -> bool:
    """Whether one name may be the other cut short: its beginning or its end, or both begin alike for long."""
    if not short.isalpha() or not whole.isalpha() or len(short) < 3:
        return False
    if len(whole) - len(short) >= 2 and (whole.startswith(short) or (len(short) > 3 and whole.endswith(short))):
        return True
    alike = next((n for n, (a, b) in enumerate(zip(short, whole, strict=False)) if a != b), len(short))
    return alike >= 4 and len(short) - alike <= 1 and len(whole) > len(short)


def _may_be_titled(titled: Person, full: Person) -> bool:
    """Whether a title with a name ("Chairwoman Baek") may be the person of a full name ("Baek Eun-sook")."""
    word = titled.full[0]
    if other_gender(titled.gender, full.gender):
        return False
    kin = any(title in words("people", "kin") or title in FAMILIAR for title in titled.titles)
    place = full.full[-1] in words("people", "place_heads")
    return not kin and not place and word in (full.full[0], full.full[-1])


def _one_gender(titled: Person, full: Person, bearers: int) -> bool:
    """Whether a title fits the full name's gender; of several with that surname it must be known to."""
    if not titled.gender or titled.gender == full.gender:
        return True
    return not full.gender and bearers == 1
