"""Storylines: a line per character that bends to the people met, with the fewest possible crossings.

`search` finds them; the rest does without SciPy.
"""

from recap_gui.layout.storylines.layout import StorylineLayout, laid, lowered, part
from recap_gui.layout.storylines.problem import MOST_LINES, Memory, Picture, Problem, picture, problem, request

__all__ = [
    "MOST_LINES",
    "Memory",
    "Picture",
    "Problem",
    "StorylineLayout",
    "laid",
    "lowered",
    "part",
    "picture",
    "problem",
    "request",
]
