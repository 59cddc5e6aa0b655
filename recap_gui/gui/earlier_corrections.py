"""Offers corrections that were made on an earlier text like the one that is open: pasted again, moved, changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_index import Earlier, earlier
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.session import Session
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace

USE = "use earlier"
"""The key of the button in the message bar."""


class EarlierCorrections(QObject):
    """Looks in the folder of corrections, once for everything that was opened without any."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""

    def __init__(
        self,
        folder: Path,
        session: Session,
        workspace: Workspace,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._session, self._workspace, self._background = session, workspace, background
        self._number = 0
        self._offer: tuple[str, Earlier] | None = None
        session.opened.connect(self._on_opened)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Offer nothing more."""
        self._number += 1

    @Slot()
    def _on_opened(self) -> None:
        self._number += 1
        self._offer = None
        recaps = [o for o in self._session.recaps if o.document is not None and o.kept is not None]
        if recaps and not self._workspace.corrections:
            texts = tuple((o.document.source, o.document.text) for o in recaps if o.document is not None)
            keys = tuple(o.kept.target.key for o in recaps if o.kept is not None)
            self._background.run(("earlier", self._number), _Search(self._folder, texts, keys))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != ("earlier", self._number) or done.error is not None or done.result is None:
            return
        self._offer = source, found = done.result
        count = len(found.file.corrections)
        one = self.tr("{n} correction was made on an earlier text like this one.")
        many = self.tr("{n} corrections were made on an earlier text like this one.")
        was = found.file.recap.name if found.file.recap is not None else source
        words = f"{plural(count, one, many)} ({was})"
        self.said.emit(words, ((USE, self.tr("Use them")),))

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Use what is offered."""
        if key == USE and self._offer is not None:
            (source, found), self._offer = self._offer, None
            tied = source if len(self._workspace.documents) > 1 else ""
            made = (replace(correction, episode=tied) for correction in found.file.corrections)
            known = {correction.id for correction in self._workspace.corrections}
            fresh = (correction for correction in made if correction.id not in known)
            self._workspace.correct(self.tr("use earlier corrections"), (*self._workspace.corrections, *fresh))


@dataclass(frozen=True, slots=True)
class _Search:
    """Finds the best offer for one of some texts."""

    folder: Path
    texts: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]

    def __call__(self) -> tuple[str, Earlier] | None:
        found = [(source, one) for source, text in self.texts if (one := earlier(self.folder, text, but=self.keys))]
        return max(found, key=lambda offer: offer[1].found, default=None)
