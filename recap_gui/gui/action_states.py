"""Which actions can be chosen, which are ticked, and what undo would undo: kept true to the workspace."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from recap_gui.gui.actions import Actions
from recap_gui.gui.workspace import Workspace


class ActionStates(QObject):
    """Follows the workspace and turns the actions on and off."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._actions = workspace, actions
        workspace.documents_changed.connect(self._renew)
        workspace.story_changed.connect(self._renew)
        workspace.selection_changed.connect(self._renew)
        workspace.lanes_changed.connect(self._renew)
        workspace.undo_stack.indexChanged.connect(self._name_undo)
        self._renew()

    def forget_undo(self) -> None:
        """Listen to the undo stack no more: it says a last word while it is being destroyed."""
        self._workspace.undo_stack.indexChanged.disconnect(self._name_undo)

    @Slot()
    @Slot(object)
    def _renew(self, _: object = None) -> None:
        workspace, actions = self._workspace, self._actions
        actions.enable(frozenset(self._there()))
        actions["equal_columns"].setChecked(workspace.lanes.width == "equal")
        actions["fold_lanes"].setChecked(workspace.lanes.folded)
        actions["fold_previously"].setChecked("previously" in workspace.lanes.folded_kinds)
        actions["fold_frames"].setChecked("frame" in workspace.lanes.folded_kinds)
        actions["arrange_anew"].setEnabled(workspace.lanes.kept is not None)
        actions["all_lanes"].setEnabled(bool(workspace.lanes.hidden or workspace.lanes.only))
        actions["bare"].setChecked(workspace.is_bare)
        who = workspace.telling.cast.get(workspace.selection.character or "") if workspace.telling else None
        actions["outside"].setChecked(who is not None and who.outside)
        self._name_undo()

    def _there(self) -> set[str]:
        """The needs that are met."""
        workspace, there = self._workspace, {""}
        if workspace.documents:
            there.add("recap")
        if workspace.story is not None:
            there.add("story")
            if workspace.selection.scene is not None:
                there.add("scene")
            if workspace.selection.character is not None:
                there.add("character")
        return there

    @Slot()
    @Slot(int)
    def _name_undo(self, _index: int = 0) -> None:
        stack = self._workspace.undo_stack
        for verb, text, can, what in (
            ("undo", self.tr("Undo"), stack.canUndo(), stack.undoText()),
            ("redo", self.tr("Redo"), stack.canRedo(), stack.redoText()),
        ):
            action = self._actions[verb]
            action.setEnabled(can)
            action.setText((f"{text}: {what}" if what else text).replace("&", "&&"))
            action.setIconText(text)
