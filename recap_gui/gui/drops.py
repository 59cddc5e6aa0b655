"""What is dragged onto the window: files and text, in the place of the story or as a further episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from recap_gui.gui.commands import local_paths, pasted
from recap_gui.gui.drop_target import DropTarget

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class Drops(QObject):
    """Answers the window's drag events; `target` shows the two places."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.target = DropTarget(window.theme.look, window)

    def enter(self, event: QDragEnterEvent) -> None:
        """Take files and text; where a story is open, ask what becomes of them."""
        if local_paths(event.mimeData().urls()) or event.mimeData().hasText():
            event.acceptProposedAction()
            if self._window.workspace.story is not None:
                self.target.show_for(event.position().toPoint())

    def move(self, event: QDragMoveEvent) -> None:
        """Show which of the two places is meant."""
        if self.target.isVisible():
            self.target.show_for(event.position().toPoint())
        event.acceptProposedAction()

    def leave(self) -> None:
        """Nothing was dropped."""
        self.target.hide()

    def drop(self, event: QDropEvent) -> None:
        """Open what is dropped."""
        paths = local_paths(event.mimeData().urls())
        add = self.target.isVisible() and self.target.adding
        self.target.hide()
        if paths and add:
            self._window.session.open_paths(paths, add=True)
        elif paths:
            self._window.open_paths(paths)
        elif found := pasted(event.mimeData()):
            self._window.open_text(*found)
        event.acceptProposedAction()
