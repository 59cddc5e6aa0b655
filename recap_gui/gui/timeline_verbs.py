"""The verbs of the timeline, one for each row of the key table: they move the view or call the workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from recap_gui.gui.lane_drag import rearranged
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.timeline_moves import NOTCH
from recap_gui.gui.timeline_navigator import Navigator
from recap_gui.gui.workspace import Workspace


class Shown(Protocol):
    """What the verbs need to know of the timeline."""

    @property
    def index(self) -> LaneIndex | None:
        """The layout that is shown, None where there is none."""

    @property
    def answer(self) -> Answer | None:
        """The answer to the lane question, None where none is asked."""


class Verbs(QObject):
    """What keys, buttons and icons do. A verb that has nothing to act on does nothing."""

    read_asked = Signal()
    """Go on to the text of the selected scene."""
    rename_asked = Signal(object)
    """str: the id of the character to rename"""
    merge_asked = Signal(object)
    """tuple[str, ...]: the ids of characters that may be one person"""

    def __init__(self, workspace: Workspace, navigator: Navigator, shown: Shown, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._navigator, self._shown = workspace, navigator, shown

    def do(self, verb: str) -> None:
        """Call the verb of this name."""
        getattr(self, verb)()

    # ---- the view

    def page_before(self) -> None:
        """Move nine tenths of the view back in time."""
        self._page(-0.9)

    def page_after(self) -> None:
        """Move nine tenths of the view on in time."""
        self._page(0.9)

    def zoom_in(self) -> None:
        """Zoom in on the selected scene, or on the middle."""
        self._zoom(NOTCH**2)

    def zoom_out(self) -> None:
        """Zoom out from the selected scene, or from the middle."""
        self._zoom(NOTCH**-2)

    def lanes_taller(self) -> None:
        """Make lanes taller."""
        self._zoom_lanes(NOTCH)

    def lanes_lower(self) -> None:
        """Make lanes lower."""
        self._zoom_lanes(1 / NOTCH)

    def show_all(self) -> None:
        """Bring everything into view."""
        self._navigator.show_all()

    def fit_selection(self) -> None:
        """Fit the selected scenes; without any, those of the selected character; without both, everything."""
        index, selection = self._shown.index, self._workspace.selection
        if index is None:
            return
        columns = index.columns(selection.scenes)
        if not columns and selection.character is not None and (lane := index.lane(selection.character)) is not None:
            there = index.lane_columns(lane)
            columns = range(int(there[0]), int(there[-1]) + 1) if there.size else columns
        if columns:
            self._navigator.show(*index.units(columns))
        else:
            self._navigator.show_all()

    def view_back(self) -> None:
        """Go back to the view before."""
        self._navigator.back()

    def view_forth(self) -> None:
        """Go forth to the view that was gone back from."""
        self._navigator.forth()

    # ---- selecting

    def scene_before(self) -> None:
        """Select the scene before."""
        self._step(-1)

    def scene_after(self) -> None:
        """Select the scene after."""
        self._step(1)

    def extend_before(self) -> None:
        """Extend the selection to the scene before."""
        self._step(-1, extend=True)

    def extend_after(self) -> None:
        """Extend the selection to the scene after."""
        self._step(1, extend=True)

    def to_start(self) -> None:
        """Select the first scene."""
        self._go_to_column(0)

    def to_end(self) -> None:
        """Select the last scene."""
        if self._shown.index is not None:
            self._go_to_column(self._shown.index.n_columns - 1)

    def lane_above(self) -> None:
        """Select the lane above, in the same scene."""
        self._step_lane(-1)

    def lane_below(self) -> None:
        """Select the lane below, in the same scene."""
        self._step_lane(1)

    def scene_of_character_after(self) -> None:
        """Go to the next scene the selected character is in."""
        self.go_along(1)

    def scene_of_character_before(self) -> None:
        """Go to the previous scene the selected character is in."""
        self.go_along(-1)

    def go_along(self, steps: int, lane: int | None = None) -> None:
        """Go to the next or previous block of `lane`, or of the lane of the selected character."""
        index, selection = self._shown.index, self._workspace.selection
        if index is None:
            return
        if lane is None:
            lane = index.lane(selection.character) if selection.character is not None else None
        if lane is None:
            return
        answer = Answer("any", index.lane_columns(lane))
        now = index.nearest(selection.end) if selection.end is not None else None
        if steps > 0:
            column = answer.after(-1 if now is None else now)
        else:
            column = answer.before(index.n_columns if now is None else now)
        character = index.character(lane)
        if column is None:
            return
        if character is not None:
            self._workspace.select_cell(index.scene(column), character)
        else:
            self._workspace.select_scene(index.scene(column))
        self._reveal(column, lane)

    def question_after(self) -> None:
        """Go to the next scene that answers the lane question."""
        self._step_answer(1)

    def question_before(self) -> None:
        """Go to the previous scene that answers the lane question."""
        self._step_answer(-1)

    def clear(self) -> None:
        """Select nothing."""
        self._workspace.clear_selection()

    def read(self) -> None:
        """Go on to the text."""
        self.read_asked.emit()

    # ---- lanes

    def pin(self) -> None:
        """Keep the selected lanes on top, or let them go."""
        for character in self._workspace.selection.characters:
            self._workspace.pin(character)

    def hide_lane(self) -> None:
        """Hide the selected lanes."""
        for character in self._workspace.selection.characters:
            if character not in self._workspace.lanes.hidden:
                self._workspace.hide(character)

    def only(self) -> None:
        """Show only the selected lanes, or all again."""
        characters = self._workspace.selection.characters
        if characters:
            self._workspace.only(*characters)
        elif self._workspace.lanes.only:
            self._workspace.only()

    def lane_up(self) -> None:
        """Move the selected lane up by one."""
        self._move_lane(-1)

    def lane_down(self) -> None:
        """Move the selected lane down by one."""
        self._move_lane(1)

    def arrange(self, lane: int, gap: int) -> None:
        """Move `lane` to the gap above lane `gap`; among pinned lanes it changes the order of the pinned."""
        index = self._shown.index
        if index is None:
            return
        order = [c for at in range(index.n_lanes) if (c := index.character(at)) is not None]
        moved = rearranged(order, lane, gap)
        lanes = self._workspace.lanes
        pinned = tuple(c for c in moved if c in lanes.pinned)
        self._workspace.choose_lanes(replace(lanes, pinned=pinned, manual=moved))

    # ---- correcting

    def correct_cell(self) -> None:
        """Present → mentioned → absent → present, for the selected cell."""
        cell = self._workspace.selection.cell
        if cell is not None:
            self._workspace.cycle_cell(*cell)

    def correct_cell_back(self) -> None:
        """Absent → mentioned → present → absent, for the selected cell."""
        cell = self._workspace.selection.cell
        if cell is not None:
            self._workspace.cycle_cell(*cell, back=True)

    def merge(self) -> None:
        """Ask whether the selected characters are one person."""
        if len(self._workspace.selection.characters) > 1:
            self.merge_asked.emit(self._workspace.selection.characters)

    def rename(self) -> None:
        """Ask for another name of the selected character."""
        if self._workspace.selection.character is not None:
            self.rename_asked.emit(self._workspace.selection.character)

    # ---- private

    def _page(self, part: float) -> None:
        viewport, room = self._navigator.goal, self._navigator.room
        if room is not None:
            self._navigator.go(room.panned(viewport, part * viewport.width, 0.0), "page")

    def _zoom(self, factor: float) -> None:
        """Zoom around the selected scene where it is in view: what one is at stays there."""
        viewport, room, index = self._navigator.goal, self._navigator.room, self._shown.index
        if room is None or index is None:
            return
        at = viewport.width / 2
        columns = index.columns(self._workspace.selection.scenes)
        if columns:
            middle = float(viewport.to_px_x(sum(index.units(columns)) / 2))
            at = middle if 0 <= middle <= viewport.width else at
        self._navigator.go(room.zoomed(viewport, factor, at), "zoom")

    def _zoom_lanes(self, factor: float) -> None:
        viewport, room, index = self._navigator.goal, self._navigator.room, self._shown.index
        if room is None or index is None:
            return
        character = self._workspace.selection.character
        lane = index.lane(character) if character is not None else None
        top = room.lane_top(viewport, lane) if lane is not None else -1
        at = float(top) if 0 <= top <= room.height else 0.0
        self._navigator.go(room.lanes_zoomed(viewport, factor, at), "lanes")

    def _step(self, steps: int, *, extend: bool = False) -> None:
        index, selection = self._shown.index, self._workspace.selection
        if index is None or not index.n_columns:
            return
        now = index.nearest(selection.end) if selection.end is not None else None
        column = self._first_in_view(index) if now is None else min(max(now + steps, 0), index.n_columns - 1)
        self._go_to_column(column, extend=extend)

    def _first_in_view(self, index: LaneIndex) -> int:
        """Where the keys begin while nothing is selected: at what one looks at."""
        return index.column_at(self._navigator.goal.visible_x()[0]) or 0

    def _go_to_column(self, column: int, *, extend: bool = False) -> None:
        index, cell = self._shown.index, self._workspace.selection.cell
        if index is None or not index.n_columns:
            return
        scene = index.scene(column)
        if cell is not None and not extend:
            self._workspace.select_cell(scene, cell[1])
        else:
            self._workspace.select_scene(scene, extend=extend)
        self._reveal(column)

    def _step_lane(self, steps: int) -> None:
        index, selection = self._shown.index, self._workspace.selection
        if index is None or not index.n_lanes:
            return
        now = index.lane(selection.character) if selection.character is not None else None
        if now is None:
            room, viewport = self._navigator.room, self._navigator.goal
            lane = (room.lane_at(viewport, room.held_height(viewport.y_scale)) or 0) if room is not None else 0
        else:
            lane = now + steps
        while 0 <= lane < index.n_lanes and index.character(lane) is None:
            lane += steps
        character = index.character(lane) if 0 <= lane < index.n_lanes else None
        if character is None:
            return
        if selection.end is not None:
            self._workspace.select_cell(selection.end, character)
        else:
            self._workspace.select_character(character)
        self._reveal(None, lane)

    def _step_answer(self, steps: int) -> None:
        index, answer = self._shown.index, self._shown.answer
        if index is None or answer is None:
            return
        end = self._workspace.selection.end
        now = index.nearest(end) if end is not None else None
        if steps > 0:
            column = answer.after(-1 if now is None else now)
        else:
            column = answer.before(index.n_columns if now is None else now)
        if column is not None:
            self._workspace.select_scene(index.scene(column))
            self._reveal(column)

    def _move_lane(self, steps: int) -> None:
        index, character = self._shown.index, self._workspace.selection.character
        lane = index.lane(character) if index is not None and character is not None else None
        if index is None or lane is None or index.character(lane) is None:
            return
        other = lane + steps
        if 0 <= other < index.n_lanes and index.character(other) is not None:
            self.arrange(lane, other if steps < 0 else other + 1)
            moved = index.lane(character) if character is not None else None
            if moved is not None:
                self._reveal(None, moved)

    def _reveal(self, column: int | None, lane: int | None = None) -> None:
        index = self._shown.index
        if index is not None:
            units = index.units(range(column, column + 1)) if column is not None else None
            self._navigator.reveal(units=units, lane=lane)
