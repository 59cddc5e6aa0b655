"""The layout of a story in the user's choice of lanes, kept with the story: several views show the same one."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from recap_gui.gui.picture_words import said
from recap_gui.gui.selection import LaneChoices
from recap_gui.layout.arrangement import Order, arranged, carried
from recap_gui.layout.density import Pyramid, pyramid
from recap_gui.layout.lanes import LaneLayout, lane_layout
from recap_gui.story import Story
from recap_gui.story.kept import Kept


def lay_out(story: Story, lanes: LaneChoices) -> LaneLayout:
    """The layout of `story` in the user's choice of lanes. The tightest order is found elsewhere (`TightestOrder`)."""
    return _laid_out(story, lanes)


def carried_on(lanes: LaneChoices, before: Story, after: Story) -> LaneChoices:
    """`lanes` as they are shown of `before`, for the same story corrected: nobody's lane moves, none folds away."""
    kept = lanes.kept
    if kept is None:
        kept = arranged(before, order=_order(lanes), pinned=lanes.pinned, hidden=lanes.hidden)
    return replace(lanes, kept=carried(kept, before, after))


def levels(layout: LaneLayout) -> Pyramid | None:
    """The levels of detail of `layout`; None where there is nothing in it."""
    return _levels(layout) if layout.lanes and len(layout.columns) else None


def _made(story: Story, lanes: LaneChoices) -> LaneLayout:
    return lane_layout(
        story,
        width=lanes.width,
        order=_order(lanes),
        pinned=lanes.pinned,
        hidden=lanes.hidden,
        only=lanes.only,
        folded=lanes.folded,
        folded_kinds=lanes.folded_kinds,
        kept=lanes.kept,
        say=said,
    )


def _order(lanes: LaneChoices) -> Order | tuple[str, ...]:
    if lanes.manual or lanes.order == "tightest":
        return lanes.manual or lanes.tightest or "appearance"
    return cast("Order", lanes.order)


def _piled(layout: LaneLayout, _key: None) -> Pyramid:
    return pyramid(layout)


_laid_out = Kept(_made)
_levels = Kept(_piled)
