"""Recaps that change on the disk while they are open: asked about, never read again unasked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from recap_gui.files.disk import display_name, open_bytes
from recap_gui.files.errors import FileError
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.session import Session

EVERY = 2000
"""ms between two looks at the files."""
READ, LEAVE = "read changed", "leave changed"
"""The keys of the buttons in the message bar."""

Stamp = tuple[int, int]
"""Time of the last change (ns) and size: where both are the same, the file is not read."""


class ChangedRecaps(QObject):
    """Looks at the files of the recaps that are open."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._stamps: dict[Path, Stamp] = {}
        self._left: dict[Path, str] = {}  # what the user left as it is, by fingerprint
        self._asked: dict[Path, str] = {}
        self._looking = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        session.shown_changed.connect(self._on_shown)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """See whether a file has changed, in the background."""
        there = {o.source.path: o.document.sha256 for o in self._session.recaps if o.source.path and o.document}
        if there and not self._looking and not self._session.is_busy:
            self._looking = True
            self._background.run("changed recaps", _Look(there, dict(self._stamps)))

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Read again what was changed, or leave it."""
        if key == READ:
            changed = [o for o in self._session.recaps if o.source.path in self._asked]
            self._asked = {}
            self._session.read_again(changed)
        elif key == LEAVE:
            self._left.update(self._asked)
            self._asked = {}

    @Slot(object)
    def _on_shown(self, _shown: object) -> None:
        paths = set(self._session.paths)
        self._stamps = {path: stamp for path, stamp in self._stamps.items() if path in paths}
        self._asked = {path: mark for path, mark in self._asked.items() if path in paths}
        self._timer.start() if paths else self._timer.stop()

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != "changed recaps":
            return
        self._looking = False
        if done.error is not None:
            raise done.error
        self._stamps, changed = done.result
        changed = {path: mark for path, mark in changed.items() if self._left.get(path) != mark}
        news = [path for path, mark in changed.items() if self._asked.get(path) != mark]
        self._asked.update(changed)
        if news:
            shown = self._session.shown
            if shown is not None and shown.plan.place is not None:  # a name could tell what lies beyond the horizon
                words = self.tr(
                    "A recap was changed on the disk. Your corrections are carried over when it is read again."
                )
                self.said.emit(words, self._buttons())
                return
            names = [display_name(path) for path in self._asked]
            name = names[0]
            if len(names) > 1:
                name = self.tr("{name} and {n} more").format(name=name, n=len(names) - 1)
            words = self.tr("{name} was changed on the disk. Your corrections are carried over when it is read again.")
            self.said.emit(words.format(name=name), self._buttons())

    def _buttons(self) -> tuple[tuple[str, str], ...]:
        return (READ, self.tr("Read again")), (LEAVE, self.tr("Leave it"))


@dataclass(frozen=True, slots=True)
class _Look:
    """Gives the stamps of all files, and the fingerprints of those that hold other bytes than were read."""

    there: dict[Path, str]
    stamps: dict[Path, Stamp]

    def __call__(self) -> tuple[dict[Path, Stamp], dict[Path, str]]:
        stamps: dict[Path, Stamp] = {}
        changed: dict[Path, str] = {}
        for path, sha256 in self.there.items():
            try:
                stat = path.stat()
                stamps[path] = (stat.st_mtime_ns, stat.st_size)
                if self.stamps.get(path) != stamps[path]:
                    mark = hashlib.sha256(open_bytes(path)).hexdigest()
                    if mark != sha256:
                        changed[path] = mark
            except (OSError, FileError):  # gone, or being written: what is shown stays
                stamps.pop(path, None)
        return stamps, changed
