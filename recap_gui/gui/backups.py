"""Offers earlier versions where the corrections beside a recap cannot be used: damaged, newer, or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_file import CorrectionsFile, UnusableError, decode
from recap_gui.files.corrections_store import Kept
from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.saving import Saver
from recap_gui.gui.session import Session
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace

USE = "use backup"
"""The key of the button in the message bar."""


class Backups(QObject):
    """Looks at what could not be used when everything is open, and at its earlier versions."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""

    def __init__(
        self,
        session: Session,
        saver: Saver,
        workspace: Workspace,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._saver, self._workspace = session, saver, workspace
        self._background = background
        self._number = 0
        self._offered: tuple[str, CorrectionsFile] | None = None
        session.opened.connect(self._on_opened)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Offer nothing more."""
        self._number += 1

    @Slot()
    def _on_opened(self) -> None:
        self._number += 1
        self._offered = None
        kept = [one for one in self._saver.kept if one.blocked is not None]
        if kept:
            sources = [o.document.source for o in self._session.recaps if o.document is not None]
            blocked = next(
                ((s, k) for s, k in zip(sources, self._saver.kept, strict=False) if k in kept), ("", kept[0])
            )
            self._background.run(("backups", self._number), _Find(*blocked))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != ("backups", self._number) or done.error is not None:
            return
        source, kept, file = done.result
        if file is None or self._workspace.corrections:
            self.said.emit(kept.note, ())
            return
        self._offered = source, file
        one, many = (
            self.tr("An earlier version has {n} correction."),
            self.tr("An earlier version has {n} corrections."),
        )
        words = f"{kept.note} {plural(len(file.corrections), one, many)}"
        self.said.emit(words, ((USE, self.tr("Use it")),))

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Use the earlier version."""
        if key == USE and self._offered is not None:
            (source, file), self._offered = self._offered, None
            tied = source if len(self._workspace.documents) > 1 else ""
            made = tuple(replace(c, episode=c.episode or tied) if tied else c for c in file.corrections)
            self._workspace.correct(self.tr("use an earlier version"), made)


@dataclass(frozen=True, slots=True)
class _Find:
    """The newest earlier version that can be read and holds something."""

    source: str
    kept: Kept

    def __call__(self) -> tuple[str, Kept, CorrectionsFile | None]:
        return self.source, self.kept, next(filter(None, map(_read, self.kept.backups)), None)


def _read(path: Path) -> CorrectionsFile | None:
    try:
        file = decode(open_bytes(path))
    except (FileError, UnusableError):
        return None
    return file if file.corrections else None
