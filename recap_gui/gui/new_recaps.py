"""Recaps that come into the folder of a season while it is open: offered as further episodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from recap_gui.files.disk import display_name
from recap_gui.files.errors import FileError
from recap_gui.files.listing import recaps_in
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.opened_recaps import folder_of
from recap_gui.gui.session import Session

SOON = 1200
"""ms after the last change in the folder: a file that is being copied changes it again and again."""
ADD, LEAVE = "add new recaps", "leave new recaps"
"""The keys of the buttons in the message bar."""


class NewRecaps(QObject):
    """Watches the folder that all open recaps lie in, where they are a season."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._folder: Path | None = None
        self._known: frozenset[Path] = frozenset()
        self._offered: tuple[Path, ...] = ()
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
            self._known |= frozenset(offered)
            if key == ADD and offered:
                self._session.open_paths(offered, add=True)

    @Slot()
    def _on_opened(self) -> None:
        folder = folder_of(self._session.paths)
        if folder != self._folder:
            self._leave()
            if folder is not None:
                self._folder, self._known = folder, frozenset()
                self._watcher.addPath(str(folder))
                self._background.run(("recaps there", folder, True), _List(folder))

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
            self._background.run(("recaps there", self._folder, False), _List(self._folder))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("recaps there", folder, at_first) if folder == self._folder and done.error is None:
                if at_first:
                    self._known |= done.result
                else:
                    self._offer(done.result)

    def _offer(self, there: frozenset[Path]) -> None:
        new = sorted(there - self._known - {path.absolute() for path in self._session.paths})
        if not new or tuple(new) == self._offered:
            return
        self._offered = tuple(new)
        is_cut = self._session.shown is not None and self._session.shown.plan.place is not None
        if is_cut or len(new) > 1:  # a name could tell what lies beyond the horizon
            words = self.tr("There are new recaps in the folder.")
        else:
            words = self.tr("There is a new recap in the folder: {name}.").format(name=display_name(new[0]))
        self.said.emit(words, ((ADD, self.tr("Add as episode")), (LEAVE, self.tr("Leave it"))))

    def _leave(self) -> None:
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._folder, self._offered = None, ()


@dataclass(frozen=True, slots=True)
class _List:
    """The recaps that lie in a folder now."""

    folder: Path

    def __call__(self) -> frozenset[Path]:
        try:
            return frozenset(recaps_in(self.folder).files)
        except FileError:  # it is gone: nothing new is there
            return frozenset()
