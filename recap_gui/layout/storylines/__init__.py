"""Storylines: a line per character that bends to the people met, with the fewest possible crossings."""

from recap_gui.layout.storylines.layout import StorylineLayout, part, placed, storylines
from recap_gui.layout.storylines.problem import MOST_LINES, Memory, Problem, problem

__all__ = ["MOST_LINES", "Memory", "Problem", "StorylineLayout", "part", "placed", "problem", "storylines"]
