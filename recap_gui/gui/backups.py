"""Offers earlier versions where the corrections beside a recap cannot be used: damaged, newer, or somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from recap_gui.files.corrections_file import CorrectionsFile, UnusableError, decode
from recap_gui.files.corrections_store import Kept
from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError
from recap_gui.gui.jobs import Background
from recap_gui.gui.offers import Offers
from recap_gui.gui.saving import Saver
from recap_gui.gui.session import Session
from recap_gui.gui.told import spoken
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace


class Backups(Offers):
    """Looks at what could not be used when everything is open, and at its earlier versions."""

    use = "use backup"

    def __init__(
        self,
        session: Session,
        saver: Saver,
        workspace: Workspace,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, workspace, background, parent)
        self._saver = saver

    def step(self) -> str:
        """The name of the step of undo."""
        return self.tr("use an earlier version")

    def _look(self) -> _Find | None:
        kept = [one for one in self._saver.kept if one.blocked is not None]
        if not kept:
            return None
        sources = [o.document.source for o in self._session.recaps if o.document is not None]
        return _Find(
            *next(((s, k) for s, k in zip(sources, self._saver.kept, strict=False) if k in kept), ("", kept[0]))
        )

    def _found(self, result: tuple[str, Kept, CorrectionsFile | None]) -> None:
        source, kept, file = result
        if file is None or self._workspace.corrections:
            if kept.note is not None:
                self.said.emit(spoken(kept.note), ())
            return
        self._offer = source, file
        one, many = (
            self.tr("An earlier version has {n} correction."),
            self.tr("An earlier version has {n} corrections."),
        )
        note = spoken(kept.note) if kept.note is not None else ""
        words = f"{note} {plural(len(file.corrections), one, many)}"
        self.said.emit(words, ((self.use, self.tr("Use it")),))


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
