"""What the workspace holds, and the signals that tell of it. Its verbs stand in files of their own."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from recap_gui.gui.selection import Hover, LaneChoices, Selection
from recap_gui.gui.telling import Telling
from recap_gui.story import Document, Story
from recap_gui.story.corrections import Correction, Unplaced

Corrections: TypeAlias = tuple[Correction, ...]


class WorkspaceState(QObject):
    """Document(s), story, corrections, undo stack, selection, hover and the choice of lanes.

    What is shown, `story`, is always ``correct(analysed, corrections)``; `telling` counts its scenes. Every signal
    carries the new value.
    """

    documents_changed = Signal(object)
    """tuple[Document, ...]: other recaps are open; the story follows when they have been analysed."""
    story_changed = Signal(object)
    """Story | None: what is shown is another story, or the same one corrected."""
    selection_changed = Signal(object)
    hover_changed = Signal(object)
    lanes_changed = Signal(object)
    corrections_changed = Signal(object)
    caret_changed = Signal(object)
    """(episode index, offset) of the reader's caret."""
    reveal_asked = Signal(object)
    """int: bring this scene into view, as gently as possible."""
    place_asked = Signal(object)
    """(episode index, offset): show this place of the text."""
    refused = Signal(object)
    """str: why what was asked for changes nothing, for the user."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.documents: tuple[Document, ...] = ()
        self.analysed: Story | None = None
        self.story: Story | None = None
        self.telling: Telling | None = None
        self.corrections: Corrections = ()
        self.unplaced: tuple[Unplaced, ...] = ()
        self.selection = Selection()
        self.hovered = Hover()
        self.lanes = LaneChoices()
        self.caret: tuple[int, int] = (0, 0)
        self.is_bare = False
        """Whether the story is shown as it was analysed; the corrections stay and wait."""
        self.is_cut = False
        """Whether the story ends at a horizon: there is more that is not shown."""

    def _scene_id(self, scene: int) -> str:
        assert self.telling is not None
        return self.telling.scenes[scene].id

    def _name(self, character: str) -> str:
        found = self.telling.cast.get(character) if self.telling is not None else None
        return found.name if found is not None else ""

    def _has(self, scene: int) -> bool:
        return self.telling is not None and 0 <= scene < len(self.telling)
