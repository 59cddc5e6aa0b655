"""Recaps that come into the folder of a season while it is open: offered as further episodes.

One that has but another name now is no further episode: the folder is offered to be opened anew.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from recap_gui.files.disk import display_name, open_bytes
from recap_gui.files.errors import FileError
from recap_gui.files.listing import recaps_in
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.opened_recaps import folder_of
from recap_gui.gui.session import Session

SOON, LOST = 1200, 5000
"""ms after the last change in the folder: a file that is being copied changes it again and again; and between two looks
for a folder that was moved or removed."""
ADD, LEAVE, ANEW = "add new recaps", "leave new recaps", "open folder anew"
"""The keys of the buttons in the message bar."""


class NewRecaps(QObject):
    """Watches the folder that all open recaps lie in, where they are a season."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""
    over = Signal(object)
    """str: words of `said` that are not so any more"""
    renamed = Signal(object)
    """frozenset[Path]: the old names of open recaps that have others now"""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._folder: Path | None = None
        self._known: frozenset[Path] = frozenset()
        self._news: tuple[Path, ...] = ()
        self._offered: tuple[Path, ...] = ()
        self._words = ""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._look)
        session.opened.connect(self._on_opened)
        session.shown_changed.connect(self._on_shown)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Watch no more."""
        self._soon.stop()
        self._leave()

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Add what was offered, or leave it."""
        if key in (ADD, LEAVE):
            offered, self._offered = self._offered, ()
            self._known |= frozenset(self._news)
            self._news = ()
            if key == ADD and offered:
                self._session.open_paths(offered, add=True)
        elif key == ANEW and self._folder is not None:
            self._session.open_paths((self._folder,))

    @Slot()
    def _on_opened(self) -> None:
        folder = folder_of(self._session.paths)
        if folder != self._folder:
            self._leave()
            if folder is not None:
                self._folder, self._known = folder, frozenset()
                self._watcher.addPath(str(folder))
                self._background.run(("recaps there", folder, True), _List(folder, {}))

    @Slot(object)
    def _on_shown(self, shown: object) -> None:
        if shown is None:
            self._leave()

    @Slot(str)
    def _on_changed(self, _folder: str) -> None:
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        if self._folder is not None and self._session.is_busy:
            self._soon.start()
        elif self._folder is not None:
            if not self._watcher.directories() and not self._watcher.addPath(str(self._folder)):
                self._soon.start(LOST)
                return
            open_now = {o.source.path: o.document.sha256 for o in self._session.recaps if o.source.path and o.document}
            self._background.run(("recaps there", self._folder, False), _List(self._folder, open_now))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("recaps there", folder, at_first) if folder == self._folder and done.error is None:
                if at_first:
                    self._known |= done.result.files
                else:
                    self._offer(done.result)

    def _offer(self, there: _There) -> None:
        new = sorted(there.files - self._known - {path.absolute() for path in self._session.paths})
        if tuple(new) == self._news:
            return
        if self._news:
            self.over.emit(self._words)
        self._news = self._offered = tuple(new)
        self.renamed.emit(frozenset(there.renamed.values()))
        if not new:
            return
        is_cut = self._session.shown is not None and self._session.shown.plan.place is not None
        if set(new) <= there.renamed.keys():
            old = there.renamed[new[0]]
            words = self.tr("{name} is called {new} now. Open the folder anew to go on with it.")
            if is_cut or len(new) > 1:
                words = self.tr("Some recaps have other names now. Open the folder anew to go on with them.")
            self._words = words.format(name=display_name(old), new=display_name(new[0]))
            ways = ((ANEW, self.tr("Open the folder")), (LEAVE, self.tr("Leave it")))
        else:
            self._offered = tuple(path for path in new if path not in there.renamed)
            self._words = self.tr("There is a new recap in the folder: {name}.").format(
                name=display_name(self._offered[0])
            )
            if is_cut or len(self._offered) > 1:  # a name could tell what lies beyond the horizon
                self._words = self.tr("There are new recaps in the folder.")
            ways = ((ADD, self.tr("Add as episode")), (LEAVE, self.tr("Leave it")))
        self.said.emit(self._words, ways)

    def _leave(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._folder, self._news, self._offered = None, (), ()


@dataclass(frozen=True, slots=True)
class _There:
    """The recaps that lie in a folder, and which of them are open under another name that is gone."""

    files: frozenset[Path] = frozenset()
    renamed: dict[Path, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _List:
    """The recaps that lie in a folder now; `open_now` holds the fingerprints of those that are open."""

    folder: Path
    open_now: dict[Path, str]

    def __call__(self) -> _There:
        try:
            files = frozenset(recaps_in(self.folder).files)
        except FileError:  # it is gone: nothing new is there
            return _There()
        gone = {mark: path for path, mark in self.open_now.items() if not path.exists()}
        renamed: dict[Path, Path] = {}
        for path in files - {path.absolute() for path in self.open_now} if gone else ():
            with contextlib.suppress(FileError):
                mark = hashlib.sha256(open_bytes(path)).hexdigest()
                if mark in gone:
                    renamed[path] = gone[mark]
        return _There(files, renamed)
