"""Sizes of pictures by name: as large as needed, so many px wide, or paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

PT_PER_MM = 72 / 25.4
NARROWEST, WIDEST = 480, 20_000
"""px of a width that can be asked for."""
SMALLEST_PAPER, LARGEST_PAPER = 50.0, 3000.0
"""mm of a side of paper."""
PAPER_MARGIN = 5 * PT_PER_MM
"""pt left free at every edge of paper, beside the picture's own margin: what printers cannot reach."""
_PAPERS = {"a4": (297.0, 210.0), "a3": (420.0, 297.0), "letter": (279.4, 215.9)}
"""mm, lying."""
_WIDTH = re.compile(r"(\d{3,5})\s*(?:px)?", re.I)
_PAPER = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)\s*(mm|cm|in)", re.I)
_IN_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4}
NAMES = ("fit", "1280", "1600", "1920", "2560", "a4", "a4-portrait", "a3", "a3-portrait", "letter", "letter-portrait")
"""The sizes that are offered, in this order; any width and any paper can be written, too."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is: `width` px; or paper of `width` × `height` pt; or, with neither, what it needs."""

    width: float = 0.0
    height: float = 0.0

    @property
    def paper(self) -> bool:
        """Whether it is a sheet of paper."""
        return self.height > 0


FIT = Size()


def parse(words: str) -> Size:
    """The size called ``fit``, ``a4``, ``a3-portrait`` …, or written as ``1400px`` or ``250x180mm``.

    Raises:
        ValueError: with a sentence for the user.
    """
    name = words.strip().casefold().replace(" ", "-")
    if name == "fit":
        return FIT
    paper, _, turn = name.partition("-")
    if paper in _PAPERS and turn in {"", "portrait", "landscape"}:
        long, short = (side * PT_PER_MM for side in _PAPERS[paper])
        return Size(short, long) if turn == "portrait" else Size(long, short)
    if match := _WIDTH.fullmatch(words.strip()):
        if not NARROWEST <= int(match[1]) <= WIDEST:
            raise ValueError(f"A picture is {NARROWEST} to {WIDEST:,} px wide.")
        return Size(float(match[1]))
    if match := _PAPER.fullmatch(words.strip()):
        sides = [float(side.replace(",", ".")) * _IN_MM[match[3].lower()] for side in match.groups()[:2]]
        if not all(SMALLEST_PAPER <= side <= LARGEST_PAPER for side in sides):
            raise ValueError(f"A sheet's sides are {SMALLEST_PAPER:g} to {LARGEST_PAPER:,g} mm long.")
        return Size(sides[0] * PT_PER_MM, sides[1] * PT_PER_MM)
    raise ValueError(f"“{words}” is no size. Write one of {', '.join(NAMES)}, or 1400px, or 250x180mm.")
