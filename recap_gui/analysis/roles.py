"""Fixed titles that serve as names: "the sergeant", "the Commodore", "the judge"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from recap_gui.analysis.aliases import Person, long_title
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.story.document import Span

_THE = re.compile(
    r"\b(?P<the>[Tt]he|[Tt]hat|[Oo]ur|[Tt]his) (?:(?:old|young|good|poor|dear|big|little|late|new|real) )?"
    r"(?P<word>[^\W\d_][\w-]+)\b(?!['’]s? (?:office|house|station|mansion))"
)


_CALLED = frozenset(["padre", "father", "mother", "sister", "brother", "grandmother", "sir"])
_MARKS = frozenset([",", ".", "!", "?", "”", "“", '"', "’", "‘", "'", "…", "—"])


class RoleUse(NamedTuple):
    """``text[start:end]`` names someone by a role; `word` is the role in small letters and long form."""

    start: int
    end: int
    word: str


def role_uses(parsed: Parsed, quotes: Quotes) -> list[RoleUse]:
    """All places where the text says "the" and a role that no name follows, or calls someone by it in speech."""
    uses: list[RoleUse] = []
    roles = words("people", "roles")
    for match in _THE.finditer(parsed.text):
        word = match["word"]
        low = word.lower().removesuffix("'s")
        if low not in roles:
            continue
        following = parsed.text[match.end() : match.end() + 2]
        if following[:1] == " " and following[1:].isupper():
            continue  # a title before its name
        token = parsed.tokens[parsed.token_at(match.start("word"))]
        if token.dep == "compound":
            continue
        uses.append(RoleUse(match.start(), match.end(), long_title(low)))
    uses.extend(
        RoleUse(token.start, token.end, long_title(token.text.lower()))
        for token in parsed.tokens
        if token.text[0].isupper() and token.text.lower() in roles | _CALLED and _called(parsed, quotes, token)
    )
    return sorted(uses)


def _called(parsed: Parsed, quotes: Quotes, token: Token) -> bool:
    """Whether a title stands alone between marks in direct speech: "Yes, Inspector"."""
    if quotes.around(token.start) is None or token.i + 1 >= len(parsed.tokens):
        return False
    before = parsed.tokens[token.i - 1].text if token.i else ""
    return parsed.tokens[token.i + 1].text in _MARKS and (before in _MARKS or before.lower() in ("yes", "no", "oh"))


def holders(persons: Sequence[Person], explained: dict[str, set[int]]) -> dict[str, list[int]]:
    """Who bears each role: persons with that title, and those whom an apposition gives it (`explained`)."""
    result: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        found = {long_title(t) for form in person.forms for t in form.parts.titles}
        found |= {long_title(w) for form in person.forms for w in form.parts.core if w in words("people", "roles")}
        for role in found:
            result[role].append(number)
    for role, numbers in explained.items():
        result[role].extend(n for n in sorted(numbers) if n not in result[role])
    return result


def explained_roles(parsed: Parsed, heads: dict[int, int]) -> dict[str, set[int]]:
    """Roles given by an apposition: "the stationmaster, Tom", "Tom, the cook". `heads` maps head words to persons."""
    result: dict[str, set[int]] = defaultdict(set)
    roles = words("people", "roles")
    for token in parsed.tokens:
        if token.lemma.lower() not in roles or token.pos not in ("NOUN", "PROPN"):
            continue
        beside = [child for child in parsed.children[token.i] if parsed.tokens[child].dep == "appos"]
        if token.dep == "appos":
            beside.append(token.head)
        for other in beside:
            if other in heads:
                result[long_title(token.lemma.lower())].add(heads[other])
    return result


def nearest(use: Span, candidates: Sequence[int], where: dict[int, list[int]]) -> int:
    """The candidate named last before `use`, else first after it. `where` holds the offsets of each one's mentions."""
    best, reach = candidates[0], 10**9
    for number in candidates:
        for offset in where.get(number, ()):
            away = use[0] - offset if offset < use[0] else 4 * (offset - use[0])
            if away < reach:
                best, reach = number, away
    return best
