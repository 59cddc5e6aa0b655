"""The width of text without Qt, by the shipped font's advances: labels fit alike on screen and in exports."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeAlias

from recap_gui import assets

Measure: TypeAlias = Callable[[str, float, int], float]
"""``measure(text, size, weight)``: the width in px of `text` set `size` px high in weight 400 or 600."""

FAMILY = "Recap Inter"
FONT_FILES = ("RecapInter-Regular.otf", "RecapInter-SemiBold.otf")
REGULAR, BOLD = 400, 600
_UNKNOWN = 0.65
"""em: a letter the font does not have, in whatever font stands in for it."""
_WIDE = 1.0


def shipped(text: str, size: float, weight: int = REGULAR) -> float:
    """The width in px of `text` in the shipped font (kerning, which only tightens, left out)."""
    return _ems(text, BOLD if weight >= BOLD else REGULAR) * size


def elided(text: str, room: float, size: float, weight: int, measure: Measure) -> str:
    """`text` if it fits into `room` px, else as much of it as does with an ellipsis; "" where no letter does."""
    if measure(text, size, weight) <= room:
        return text
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…", size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ·,") + "…" if low >= 2 else ""


@lru_cache(maxsize=8192)
def _ems(text: str, weight: int) -> float:
    widths = _advances()[weight]
    return sum(widths[letter] if letter in widths else _guess(letter) for letter in text)


def _guess(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN


@cache
def _advances() -> dict[int, dict[str, float]]:
    """Width in em by letter, by weight."""
    table: dict[str, dict[str, str]] = json.loads(assets.data("fonts", "advances.json"))
    return {
        int(weight): {letter: int(width) / 1000 for width, letters in rows.items() for letter in letters}
        for weight, rows in table.items()
    }
