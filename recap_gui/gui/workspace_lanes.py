"""The workspace's verbs for lanes: which are shown, in which order, how wide their columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recap_gui.gui.selection import LaneChoices, Width
from recap_gui.gui.workspace_state import WorkspaceState
from recap_gui.story import Kind


class ChoosingLanes(WorkspaceState):
    """Chooses lanes. Verbs that change nothing emit nothing."""

    def choose_lanes(self, lanes: LaneChoices) -> None:
        """Make `lanes` the choice of lanes. Another order arranges anew what corrections had kept."""
        if lanes.kept is not None:
            if lanes.manual and lanes.manual != self.lanes.manual:
                lanes = replace(lanes, kept=lanes.kept.reordered(lanes.manual))
            elif _rules(lanes) != _rules(self.lanes):
                lanes = replace(lanes, kept=None)
        if lanes != self.lanes:
            self.lanes = lanes
            self.lanes_changed.emit(lanes)

    def pin(self, character: str) -> None:
        """Keep a lane on top, or let it go again."""
        self.choose_lanes(replace(self.lanes, pinned=_toggled(self.lanes.pinned, character)))

    def hide(self, character: str) -> None:
        """Hide a lane, or show it again."""
        self.choose_lanes(replace(self.lanes, hidden=_toggled(self.lanes.hidden, character)))

    def only(self, *characters: str) -> None:
        """Show only these lanes; the same ones again, or none: all lanes."""
        same = set(characters) == set(self.lanes.only)
        self.choose_lanes(replace(self.lanes, only=() if same else characters))

    def show_all_lanes(self) -> None:
        """Show every lane again."""
        self.choose_lanes(replace(self.lanes, hidden=(), only=()))

    def order_lanes(self, order: str) -> None:
        """Order the lanes by a rule of the layout; a manual order is given up."""
        self.choose_lanes(replace(self.lanes, order=order, manual=(), kept=None))

    def arrange_anew(self) -> None:
        """Let the lanes follow the rules again, which corrections have left as they were."""
        self.choose_lanes(replace(self.lanes, kept=None))

    def arrange_lanes(self, characters: Sequence[str]) -> None:
        """Order the lanes by hand: `characters` from top to bottom."""
        self.choose_lanes(replace(self.lanes, manual=tuple(characters)))

    def set_width(self, width: Width) -> None:
        """Make columns as wide as their words, or all equal."""
        self.choose_lanes(replace(self.lanes, width=width))

    def fold_lanes(self, folded: bool) -> None:  # noqa: FBT001 - the slot of a checkable action
        """Fold rare lanes, or show every one."""
        self.choose_lanes(replace(self.lanes, folded=folded))

    def fold_kind(self, kind: Kind) -> None:
        """Fold the scenes of a kind into thin stubs, or open them."""
        kinds = self.lanes.folded_kinds
        left = tuple(k for k in kinds if k != kind)
        self.choose_lanes(replace(self.lanes, folded_kinds=left if kind in kinds else (*kinds, kind)))


def _rules(lanes: LaneChoices) -> tuple[object, ...]:
    return lanes.order, lanes.manual, lanes.tightest


def _toggled(characters: tuple[str, ...], character: str) -> tuple[str, ...]:
    if character in characters:
        return tuple(c for c in characters if c != character)
    return (*characters, character)
