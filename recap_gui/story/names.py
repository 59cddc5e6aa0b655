"""Names compared: one form for equal spellings, and where a form stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from recap_gui.story.document import Span

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """`name` without what makes equal spellings differ: case, kinds of quotation marks and hyphens, white space."""
    return " ".join(name.translate(_MARKS).split()).casefold()


@lru_cache(maxsize=512)
def _pattern(form: str) -> re.Pattern[str]:
    parts = [re.escape(part).replace("’", "'").replace("'", "['’]") for part in form.split()]
    if parts and form.strip()[0].islower():
        parts[0] = f"(?:{parts[0]}|{parts[0][0].upper()}{parts[0][1:]})"
    return re.compile(r"(?<![^\W_])" + r"\s+".join(parts) + r"(?![^\W_])")


def places_of(form: str, text: str) -> Iterator[Span]:
    """The spans where the words `form` stand in `text`; a small first letter also stands for a capital one."""
    if not form.strip():
        return
    for match in _pattern(form).finditer(text):
        yield match.span()


def fullest(forms: tuple[str, ...]) -> str:
    """The fullest of `forms`: the one of most words, then of most letters, then the first."""
    return max(forms, key=lambda form: (len(form.split()), len(form), -forms.index(form)))
