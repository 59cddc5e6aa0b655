"""Corrections found elsewhere that may be used: looked for beside the event loop, offered in the message bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_file import CorrectionsFile
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.session import Session
from recap_gui.gui.workspace import Workspace


class Offers(QObject):
    """Looks when everything is open, and takes over what is offered when its button is pressed.

    Subclasses look (`_look`), tell what was found (`_found`) and name the button (`use`) and the step of undo (`step`).
    """

    said = Signal(object, object)
    """(words, buttons) for the message bar"""

    use = ""
    """The key of the button in the message bar."""

    def __init__(
        self, session: Session, workspace: Workspace, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._background = session, workspace, background
        self._number = 0
        self._offer: tuple[str, CorrectionsFile] | None = None
        session.opened.connect(self._on_opened)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Offer nothing more."""
        self._number += 1

    def step(self) -> str:
        """The name of the step of undo."""
        raise NotImplementedError

    def _look(self) -> Callable[[], Any] | None:
        """The task that looks; None where there is nothing to look for."""
        raise NotImplementedError

    def _found(self, result: Any) -> None:
        """Offer what the task gave."""
        raise NotImplementedError

    @Slot()
    def _on_opened(self) -> None:
        self._number += 1
        self._offer = None
        if (task := self._look()) is not None:
            self._background.run((self.use, self._number), task)

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key == (self.use, self._number) and done.error is None and done.result is not None:
            self._found(done.result)

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Take over what is offered; in a season it is tied to the recap that it was found for."""
        if key == self.use and self._offer is not None:
            (source, file), self._offer = self._offer, None
            tied = source if len(self._workspace.documents) > 1 else ""
            known = {c.id for c in self._workspace.corrections}
            fresh = (replace(c, episode=c.episode or tied) for c in file.corrections if c.id not in known)
            self._workspace.correct(self.step(), (*self._workspace.corrections, *fresh))
