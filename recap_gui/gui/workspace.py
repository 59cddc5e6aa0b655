"""The workspace: the one mutable object of the window. Panels call its verbs and redraw from its signals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recap_gui.gui.selection import NO_SCENES, Hover, LaneChoices, Selection
from recap_gui.gui.telling import Telling
from recap_gui.gui.workspace_correcting import Correcting
from recap_gui.gui.workspace_lanes import ChoosingLanes
from recap_gui.gui.workspace_selecting import Selecting
from recap_gui.gui.workspace_state import Corrections
from recap_gui.story import Document, Story
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.forgetting import forget_texts


class Workspace(Selecting, ChoosingLanes, Correcting):
    """Everything that is open, with all verbs: opens documents, shows stories, replays corrections."""

    def open_documents(self, documents: Sequence[Document]) -> None:
        """Begin with other recaps: their text can be read at once, the story comes with `set_story`."""
        self._forget()
        forget_texts()
        self.documents = tuple(documents)
        self.documents_changed.emit(self.documents)
        self.story_changed.emit(None)
        self.corrections_changed.emit(())

    def set_documents(self, documents: Sequence[Document]) -> None:
        """Say which documents the story that follows was found in."""
        self.documents = tuple(documents)

    def set_story(self, story: Story, corrections: Iterable[Correction] = ()) -> None:
        """Show what was found in the open recaps, with the corrections found beside them."""
        self.undo_stack.clear()
        self.is_bare = False
        self.analysed = story
        self.corrections = tuple(corrections)
        self._replay(replace(self.lanes, kept=None))
        self.corrections_changed.emit(self.corrections)

    def reanalysed(self, story: Story) -> None:
        """Lay the corrections over a fresh analysis; undo and selection stay, lanes are arranged anew."""
        self.analysed = story
        self._replay(replace(self.lanes, kept=None))

    def show_bare(self, bare: bool) -> None:  # noqa: FBT001 - the slot of a checkable action
        """Show the story as it was analysed, or with the corrections again; nothing is taken back."""
        if bare != self.is_bare and self.analysed is not None:
            self.is_bare = bare
            self._replay()

    def close_story(self) -> None:
        """Show nothing."""
        self.open_documents(())

    # ---- private

    def _set_corrections(self, corrections: Corrections, lanes: LaneChoices | None = None) -> None:
        self.corrections = corrections
        self.is_bare = False
        self._replay(lanes)
        self.corrections_changed.emit(corrections)

    def _forget(self) -> None:
        self.undo_stack.clear()
        self.analysed = self.story = self.telling = None
        self.corrections = ()
        self.unplaced = ()
        self.caret = (0, 0)
        self.hover()
        self.clear_selection()
        self.choose_lanes(LaneChoices(width=self.lanes.width))

    def _replay(self, lanes: LaneChoices | None = None) -> None:
        """Show the analysed story as corrected, in `lanes`; by default they stay as they are shown.

        The selection keeps its place in the text.
        """
        if self.analysed is None:
            return
        shown, before, selection = self.story, self.telling, self.selection
        corrected = correct(self.analysed, () if self.is_bare else self.corrections)
        self.story, self.unplaced = corrected.story, corrected.unplaced
        if lanes is None and shown is not None:
            from recap_gui.gui.laying_out import carried_on  # numpy: not before the window has been seen

            lanes = carried_on(self.lanes, shown, self.story)
        if lanes is not None:
            self.lanes = lanes
        self.telling = Telling(self.story)
        self.selection = _carried(selection, before, self.telling)
        self.hovered = Hover()
        self.story_changed.emit(self.story)
        if self.selection != selection:
            self.selection_changed.emit(self.selection)


def _carried(selection: Selection, before: Telling | None, after: Telling) -> Selection:
    """`selection` in another telling of the same recaps: the scenes by their words, the characters that are left."""
    if before is None:
        return Selection()
    characters = tuple(c for c in selection.characters if c in after.cast)
    if selection.end is None:
        return Selection(NO_SCENES, characters)

    def carried(scene: int) -> int | None:
        episode = before.episode_index(scene)
        if episode >= len(after.story.episodes):
            return None
        return after.at(episode, before.scenes[scene].start)

    first, last, end = (carried(s) for s in (selection.scenes.start, selection.scenes.stop - 1, selection.end))
    if first is None or last is None or end is None:
        return Selection(NO_SCENES, characters)
    scenes = range(min(first, end), max(last, end) + 1)
    cell = None
    if selection.cell is not None and selection.cell[1] in after.cast:
        cell = (end, selection.cell[1])
    return Selection(scenes, characters, cell, end)
