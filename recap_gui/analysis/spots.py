"""A spot: one place where the text names or means a character, as the reading of clauses sees it."""

from __future__ import annotations

from typing import NamedTuple

from recap_gui.story.story import How


class Spot(NamedTuple):
    """One mention: ``text[start:end]``, its head word, whom it means and how surely.

    `tie` says that a word of family stands for the person ("her sister").
    """

    start: int
    end: int
    character: int
    head: int
    possessive: bool
    how: How
    sure: float = 1.0
    tie: bool = False
