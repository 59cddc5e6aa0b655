"""Storylines with the fewest possible crossings, proved: instances, the cut linear program, and its drawings.

The method (a cut LP on the signed graph of observed pairs) never looks at permutations until it rounds: every meeting
only says of its members and any other line "above" or "below", two consecutive such sayings about one pair of lines
agree or cost a crossing, and the cheapest way to disagree is a minimum cut in a sparse signed graph. Its relaxation,
rounded up, is a lower bound for every real drawing.

`solve` is where the search is; it stands on SciPy and HiGHS and is imported by itself, so that a window that only shows
what a child has found loads neither.
"""

from recap_gui.layout.crossings.greedy import first_drawing
from recap_gui.layout.crossings.instance import Convention, Instance, Layer, build, count_crossings, is_valid

__all__ = [
    "Convention",
    "Instance",
    "Layer",
    "build",
    "count_crossings",
    "first_drawing",
    "is_valid",
]
