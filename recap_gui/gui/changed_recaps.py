"""Recaps that change on the disk while they are open: those of a watched season are read again, others are asked about.

What the settings say goes before. Corrections are carried over either way; where they cannot be, that is said. What
cannot be taken safely is left, and said: a file that is gone, that cannot be read, or that another window has.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from recap_gui.files.disk import display_name
from recap_gui.gui.changes_seen import NEVER, Look, Seen
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.opened_recaps import folder_of
from recap_gui.gui.opening import Batch
from recap_gui.gui.other_windows import OtherWindows
from recap_gui.gui.session import Session
from recap_gui.gui.settings import CHANGED, Settings
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace

EVERY, SOON = 2000, 600
"""ms between two looks at the files, and until the next one while some are being written."""
PATIENCE = 8
"""Looks for which those that are written are waited for by those that are whole: they are read in one go."""
READ, LEAVE = "read changed", "leave changed"
"""The keys of the buttons in the message bar."""


class ChangedRecaps(QObject):
    """Looks at the files of the recaps that are open."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""
    told = Signal(object)
    """str: something in passing"""
    over = Signal(object)
    """str: words of `said` that are not so any more"""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        others: OtherWindows,
        settings: Settings,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._others = session, workspace, others
        self._settings, self._background = settings, background
        self._seen = Seen()
        self._left: dict[Path, str] = {}  # what the user left as it is, by fingerprint
        self._asked: dict[Path, str] = {}
        self._renamed: frozenset[Path] = frozenset()
        self._troubled: set[Path] = set()
        self._trouble_words = ""
        self._unplaced = 0
        self._looking = False
        self._waited = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.look)
        session.shown_changed.connect(self._on_shown)
        session.followed.connect(self._on_followed)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._soon.stop()

    @Slot()
    def look(self) -> None:
        """See whether a file has changed, in the background."""
        there = {o.source.path: o.document.sha256 for o in self._session.recaps if o.source.path and o.document}
        if there and not self._looking and not self._session.is_busy:
            self._looking = True
            self._background.run("changed recaps", Look(there, self._seen))

    @Slot(object)
    def on_renamed(self, paths: frozenset[Path]) -> None:
        """Do not say of these that they are gone: where they went has been said."""
        self._renamed = paths

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Read again what was changed, or leave it."""
        if key == READ:
            asked, self._asked = self._asked, {}
            self._session.read_again([o for o in self._session.recaps if o.source.path in asked])
        elif key == LEAVE:
            self._left.update(self._asked)
            self._asked = {}

    @Slot(object)
    def _on_shown(self, _shown: object) -> None:
        paths = set(self._session.paths)
        self._asked = {path: mark for path, mark in self._asked.items() if path in paths}
        self._timer.start() if paths else self.close()

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != "changed recaps":
            return
        self._looking = False
        if done.error is not None:
            raise done.error
        seen: Seen = done.result
        waits = bool(seen.unsettled) and self._waited < PATIENCE
        self._waited = self._waited + 1 if waits else 0
        if waits:
            self._soon.start()
        if waits or self._session.is_busy:  # the next look judges it anew
            for path in (*seen.changed, *seen.trouble):
                seen.unsettled[path] = seen.judged[path]
                seen.judged[path] = self._seen.judged.get(path, NEVER)
        before, self._seen = self._seen, seen
        if waits or self._session.is_busy:
            return
        self._end_trouble(before, seen)
        changed = {path: mark for path, mark in seen.changed.items() if self._left.get(path) != mark}
        self._tell_of_trouble(seen.trouble)
        if changed:
            self._take(changed)

    # ---- private

    def _take(self, changed: dict[Path, str]) -> None:
        """Read again what has changed, or ask."""
        if self._others.mine and self._is_unasked:
            self._unplaced = len(self._workspace.unplaced)
            self._session.read_again([o for o in self._session.recaps if o.source.path in changed], unasked=True)
            return
        news = [path for path, mark in changed.items() if self._asked.get(path) != mark]
        self._asked.update(changed)
        if not news:
            return
        words = self.tr("{name} was changed on the disk. Your corrections are carried over when it is read again.")
        if not self._others.mine:
            words = self.tr("{name} was changed on the disk, and is open in another window, which has the say.")
        buttons = (READ, self.tr("Read again")), (LEAVE, self.tr("Leave it"))
        self.said.emit(words.format(name=self._named(self._asked)), buttons)

    @property
    def _is_unasked(self) -> bool:
        wish = self._settings.get(CHANGED)
        return wish == "always" or (wish == "season" and folder_of(self._session.paths) is not None)

    def _tell_of_trouble(self, trouble: dict[Path, str]) -> None:
        """Say which files are gone or cannot be read."""
        gone = [path for path, why in trouble.items() if why == "gone" and path not in self._renamed]
        unreadable = [path for path, why in trouble.items() if why != "gone"]
        says = []
        if gone:
            one = self.tr("{name} is not in its place any more.")
            many = self.tr("{name} are not in their places any more.")
            says.append((one if len(gone) == 1 else many).format(name=self._named(gone)))
        if unreadable:
            words = self.tr("{name} was changed on the disk and cannot be read.")
            says.append(words.format(name=self._named(unreadable)))
        if says:
            safe = self.tr("What was read stays shown, and your corrections are kept.")
            self._trouble_words = " ".join((*says, safe))
            self._troubled = set(trouble)
            self.said.emit(self._trouble_words, ())

    def _end_trouble(self, before: Seen, seen: Seen) -> None:
        """Say no more that files are gone or cannot be read once all of them can be again."""
        anew = {path for path, stamp in seen.judged.items() if stamp != before.judged.get(path)}
        if self._troubled:
            self._troubled -= anew - set(seen.trouble)
            if not self._troubled:
                self.over.emit(self._trouble_words)

    @Slot(object)
    def _on_followed(self, batch: Batch) -> None:
        """Say what was read again, and what could not be carried over."""
        read = [o.source.path for o in batch.recaps if o.story is not None and o.source.path is not None]
        if not read:
            return
        words = self.tr("{name} was changed on the disk and was read again.").format(name=self._named(read))
        lost = len(self._workspace.unplaced)
        if lost > self._unplaced:
            one = self.tr("{n} of your corrections fits the new text no more; it is kept.")
            many = self.tr("{n} of your corrections fit the new text no more; they are kept.")
            self.said.emit(f"{words} {plural(lost, one, many)}", (("changes", self.tr("Show them")),))
        else:
            self.told.emit(words)

    def _named(self, paths: Collection[Path]) -> str:
        """What to call some recaps; where a horizon is set, no name that could tell what lies beyond it."""
        shown = self._session.shown
        if shown is not None and shown.plan.place is not None:
            return plural(len(paths), self.tr("A recap"), self.tr("{n} recaps"))
        name = display_name(next(iter(paths)))
        return name if len(paths) == 1 else self.tr("{name} and {n} more").format(name=name, n=len(paths) - 1)
