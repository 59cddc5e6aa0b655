"""What text that the shipped font lacks looks like: filled shapes, and pictures for signs in their own colours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in its own colours, an emoji: `rgb` and `alpha` of ``rows × columns`` px, and where it stands, in em.

    `x` counts from the beginning of its text, `y` downwards from the baseline to the top of the picture.
    """

    columns: int
    rows: int
    rgb: bytes
    alpha: bytes
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Shapes:
    """A text set 1 px high: `path` as PDF operators (y downwards from the baseline), its width in em, its signs."""

    path: str
    width: float
    signs: tuple[Sign, ...] = ()


Outline: TypeAlias = Callable[[str, int], Shapes]
"""``outline(text, weight)``: the shapes of a text that holds letters which the shipped font does not have."""
