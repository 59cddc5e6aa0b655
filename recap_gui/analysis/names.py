"""Names: runs of capitals read as titles, epithets and the name proper, gathered into forms over the whole text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.runs import Run, Word, find_runs, key_of

_HONOURED = re.compile(r"(?<=\w)-(?:ssi|san|sama|kun|chan|nim|ji|sensei|senpai|noona|oppa|hyung|unnie|ah|ya)$")

Gender: TypeAlias = Literal["f", "m", ""]


class NameParts(NamedTuple):
    """A name taken apart: `epithets` ("poor"), `titles` ("det", "sgt") and the name proper `core`, in small letters.

    A title alone ("the Commodore") has its last word as `core` and no titles; `role` is then true.
    """

    epithets: tuple[str, ...]
    titles: tuple[str, ...]
    core: tuple[str, ...]
    role: bool

    @property
    def gender(self) -> Gender:
        """What the titles tell of the gender."""
        if any(title in words("people", "female_titles") for title in self.titles):
            return "f"
        return "m" if any(title in words("people", "male_titles") for title in self.titles) else ""


def parts(written: Sequence[str]) -> NameParts:
    """The parts of a name given as its words."""
    low = [key_of(word) for word in written]
    if len(low) > 1 and low[1] != "of":
        low[0] = _singular(low[0])
    epithets: list[str] = []
    titles: list[str] = []
    at = 0
    while at < len(low) - 1 and (low[at] in words("people", "epithets") or is_title(low[at])):
        (epithets if low[at] in words("people", "epithets") else titles).append(low[at])
        at += 1
        while at < len(low) - 1 and titles and low[at] in ("of", "the", "&", "and"):
            at += 1
    core = tuple(_HONOURED.sub("", word) or word for word in low[at:])
    role = len(core) == 1 and (core[0] in words("people", "roles") or (not titles and is_title(core[0])))
    return NameParts(tuple(epithets), tuple(titles), core, role)


def _singular(word: str) -> str:
    """A title before several names ("Detectives Lee and Cole") as that of each of them; other words as they are."""
    return _several().get(word, word)


@cache
def _several() -> dict[str, str]:
    pairs = (entry.split(":") for entry in words("people", "several_titles"))
    return {pair[0]: pair[1] for pair in pairs}


def _as_shown(word: Word) -> str:
    one = _singular(word.text.lower())
    if one != word.text.lower():
        return one.capitalize()
    return word.text + ("." if word.dotted and is_title(word.text.lower()) else "")


def is_title(word: str) -> bool:
    """Whether a word (small letters) is a title, rank or kinship word that stands before names."""
    return word in words("people", "titles") or bool(gender_of_title(word))


def gender_of_title(word: str) -> Gender:
    """The gender that a title tells."""
    if word in words("people", "female_titles"):
        return "f"
    return "m" if word in words("people", "male_titles") else ""


def gender_of_name(given: str) -> Gender:
    """The gender that a given name is usual for, or ``""``."""
    if given in words("names", "either"):
        return ""
    if given in words("names", "female"):
        return "f"
    return "m" if given in words("names", "male") else ""


class Occurrence(NamedTuple):
    """One run read as a name: ``text[start:end]``, its head word `head`, and whether only its capital speaks for it."""

    run: Run
    start: int
    end: int
    first: int
    last: int
    head: int
    initial: bool
    possessive: bool
    article: bool


@dataclass(slots=True)
class Form:
    """All occurrences of one way of writing a name. `key` holds the words in small letters."""

    key: str
    parts: NameParts
    shown: str
    found: list[Occurrence] = field(default_factory=list)

    @property
    def core(self) -> str:
        """The name proper as one string."""
        return " ".join(self.parts.core)


def gather(parsed: Parsed, runs: Iterable[Run] | None = None) -> dict[str, Form]:
    """The forms of the text by their keys, in order of first occurrence."""
    runs = find_runs(parsed) if runs is None else list(runs)
    inside = _seen_inside(runs)
    lower = _small_words(parsed)
    forms: dict[str, Form] = {}
    headlines = [run for run in runs if run.headline]
    for run in runs:
        if run.headline:
            continue
        for kept in _trimmed(parsed, run, inside, lower):
            shown = " ".join(map(_as_shown, kept))
            key = key_of(" ".join(word.text for word in kept))
            form = forms.get(key)
            if form is None:
                form = forms[key] = Form(key, parts([word.text for word in kept]), shown)
            form.found.append(_occurrence(parsed, run, kept))
    for run in headlines:
        _add_known(parsed, run, forms)
    return forms


def _add_known(parsed: Parsed, run: Run, forms: dict[str, Form]) -> None:
    """In a headline only forms that the text itself has are names, the longest first."""
    at = 0
    while at < len(run.words):
        for stop in range(len(run.words), at, -1):
            kept = run.words[at:stop]
            form = forms.get(key_of(" ".join(word.text for word in kept)))
            if form is not None:
                form.found.append(_occurrence(parsed, run, kept))
                at = stop - 1
                break
        at += 1


def _seen_inside(runs: Iterable[Run]) -> dict[str, int]:
    """How often each capitalised word stands where no sentence begins."""
    seen: dict[str, int] = defaultdict(int)
    for run in runs:
        for word in run.words:
            if not word.initial:
                seen[word.text.lower()] += 1
    return seen


def _small_words(parsed: Parsed) -> frozenset[str]:
    return frozenset(token.text for token in parsed.tokens if token.text.islower())


def _trimmed(parsed: Parsed, run: Run, inside: dict[str, int], lower: frozenset[str]) -> list[tuple[Word, ...]]:
    """The run without a first word that only begins the sentence; nothing where nothing is left."""
    kept = list(run.words)
    if kept[0].initial and len(kept) > 1:
        first = kept[0].text.lower()
        token = parsed.tokens[parsed.token_at(kept[0].start)]
        common = first in lower and not inside.get(first)
        known = is_title(first) or first in words("people", "epithets")
        loose = token.pos in ("ADV", "ADP", "CCONJ", "SCONJ", "DET", "PRON", "INTJ", "AUX", "VERB", "PART")
        if kept[1].text == "of" and first in words("words", "felt_of"):
            kept = kept[2:]  # "Unaware of Anna’s plans, …"
        elif (first in words("words", "function") and not known) or (
            not known and not inside.get(first) and (loose or (common and token.pos != "PROPN"))
        ):
            kept = kept[1:]
    while kept and kept[0].text.lower() in ("the", "of", "and", "e", "y"):
        kept = kept[1:]
    if len(kept) == 1 and kept[0].initial and kept[0].text.lower() in words("words", "function"):
        return []
    return [tuple(kept)] if kept else []


def _occurrence(parsed: Parsed, run: Run, kept: tuple[Word, ...]) -> Occurrence:
    first = parsed.token_at(kept[0].start)
    last = parsed.token_at(kept[-1].end - 1)
    return Occurrence(
        run,
        kept[0].start,
        kept[-1].end,
        first,
        last,
        head_of(parsed.tokens, first, last),
        kept[0].initial,
        kept[-1].possessive,
        run.article and kept[0] is run.words[0],
    )


def head_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """The word of ``tokens[first..last]`` on which the others hang (the last one that hangs on something outside)."""
    found = last
    for at in range(last, first - 1, -1):
        token = tokens[at]
        hangs_outside = token.head == at or not first <= token.head <= last
        if hangs_outside and (token.pos not in ("PUNCT", "PART", "DET", "ADP") or at == last):
            found = at
            break
    return found
