"""The layout of a story in the user's choice of lanes, kept with the story: several views show the same one."""

from __future__ import annotations

from recap_gui.gui.picture_words import said
from recap_gui.gui.selection import LaneChoices
from recap_gui.layout.density import Pyramid, pyramid
from recap_gui.layout.lanes import LaneLayout, lane_layout
from recap_gui.story import Story
from recap_gui.story.kept import Kept


def lay_out(story: Story, lanes: LaneChoices) -> LaneLayout:
    """The layout of `story` in the user's choice of lanes. The tightest order is found elsewhere (`TightestOrder`)."""
    return _laid_out(story, lanes)


def levels(layout: LaneLayout) -> Pyramid | None:
    """The levels of detail of `layout`; None where there is nothing in it."""
    return _levels(layout) if layout.lanes and len(layout.columns) else None


def _made(story: Story, lanes: LaneChoices) -> LaneLayout:
    order = lanes.manual or (lanes.tightest or "appearance" if lanes.order == "tightest" else lanes.order)
    return lane_layout(
        story,
        width=lanes.width,
        order=order,
        pinned=lanes.pinned,
        hidden=lanes.hidden,
        only=lanes.only,
        folded=lanes.folded,
        folded_kinds=lanes.folded_kinds,
        say=said,
    )


def _piled(layout: LaneLayout, _key: None) -> Pyramid:
    return pyramid(layout)


_laid_out = Kept(_made)
_levels = Kept(_piled)
