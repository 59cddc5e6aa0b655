"""What the window says: in the message bar, with a way on, or in passing in the status bar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from recap_gui.gui.error_dialog import ErrorDialog
from recap_gui.gui.theme import SMALL, font
from recap_gui.gui.widgets import quiet_button, tooltip

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow
    from recap_gui.gui.opening import Batch, Opener
    from recap_gui.gui.saving import Saver
    from recap_gui.gui.session import Session
    from recap_gui.work.messages import Told

PASSING = 4000
"""ms: how long the status bar says something."""


class WindowMessages(QObject):
    """Words from the session, the opener and the saver, and what their buttons do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bar = window.message_bar
        self._gone: tuple[str, ...] = ()
        self._last_crash = self._crash_words = self._undoable_words = ""
        self._folded = quiet_button(text=self.tr("Message"))
        self._folded.setFont(font(SMALL))
        self._folded.hide()
        self._folded.clicked.connect(self._bar.unfold)
        window.status.addPermanentWidget(self._folded)
        self._bar.chosen.connect(self._on_chosen)
        self._bar.folded.connect(self._on_folded)
        self._bar.left.connect(self._on_left)
        window.welcome.gone.connect(self._on_gone)
        window.workspace.refused.connect(self.tell)
        window.workspace.undo_stack.indexChanged.connect(self._on_undo_index)

    def hear(self, session: Session, opener: Opener, saver: Saver) -> None:
        """Say what these have to say."""
        session.said.connect(self._on_said)
        opener.began.connect(self._on_began)
        saver.failed.connect(self.on_save_failed)
        saver.noted.connect(self.say)

    # ---- verbs

    @Slot(object)
    def say(self, words: str, buttons: tuple[tuple[str, str], ...] = (), *, stays: bool = False) -> None:
        """Say something in the message bar that can be had until it is closed; what `stays` lies open so long."""
        if self._window.reader_mode.is_on or self._is_telling_of_crash:
            self.tell(words)
        else:
            self._bar.say(words, buttons, stays=stays)
            self._undoable_words = words if any(key == "undo" for key, _ in buttons) else ""

    @Slot(object)
    def take_back(self, words: str) -> None:
        """Say no more what is not so any more."""
        if self._bar.is_saying and self._bar.words == words:
            self._bar.end()

    @Slot(object)
    def tell(self, words: str) -> None:
        """Say something in the status bar that goes by itself."""
        self._window.status.showMessage(words, PASSING)

    def go_to_bar(self) -> None:
        """Give the keyboard to the message, or back to the view."""
        if self._bar.has_keyboard:
            self._on_left()
        elif not self._bar.take_focus():
            self.tell(self.tr("There is no message."))

    def tell_of_crash(self, trace: str) -> None:
        """Say that the program ended unexpectedly the last time, with the trace it left, until it is closed."""
        self._last_crash = trace
        words = self.tr("Recap Timeline ended unexpectedly the last time. Your corrections are safe.")
        self.say(words, (("report", self.tr("Show the report")),))
        self._crash_words = words

    @property
    def _is_telling_of_crash(self) -> bool:
        return bool(self._crash_words) and self._bar.is_saying and self._bar.words == self._crash_words

    @Slot(object)
    def show_error(self, details: str) -> None:
        """Tell of an error of the program: one dialog at a time."""
        if self._window.findChild(ErrorDialog) is None:
            ErrorDialog(details, self._window).show()

    # ---- slots

    @Slot()
    def _on_left(self) -> None:
        if self._window.workspace.documents:
            self._window.focus_view()

    @Slot(bool)
    def _on_folded(self, folded: bool) -> None:  # noqa: FBT001 - a signal's slot
        self._folded.setVisible(folded)
        self._folded.setToolTip(tooltip(self._bar.words) if folded else "")
        self._folded.setAccessibleDescription(self._bar.words if folded else "")

    @Slot(int)
    def _on_undo_index(self, _index: int) -> None:
        """What can be undone with a button of the bar goes with the next correction: Undo would mean that one."""
        if self._undoable_words and self._bar.words == self._undoable_words:
            self._bar.end()
        self._undoable_words = ""

    @Slot(object)
    def _on_began(self, batch: Batch) -> None:
        if not batch.unasked and not self._is_telling_of_crash:
            self._bar.end()

    @Slot(object)
    def _on_said(self, words: str) -> None:
        workspace = self._window.workspace
        ways = (("changes", self.tr("Show them")),) if workspace.unplaced else ()
        if workspace.corrections:
            ways = (*ways, ("bare", self.tr("Show without")))
        self.say(words, ways)

    @Slot(object)
    def on_save_failed(self, told: Told) -> None:
        """Say that something could not be saved."""
        self.say(told.text().replace("\n", " "), (("save", self.tr("Try again")),), stays=True)

    @Slot(object)
    def _on_gone(self, entry: tuple[str, ...]) -> None:
        self._gone = entry
        words = self.tr("{name} is not there any more: it was moved, renamed or deleted.").format(
            name=Path(entry[0]).name
        )
        self.say(words, (("forget", self.tr("Remove from the list")),))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        window = self._window
        if key == "undo":
            window.workspace.undo_stack.undo()
        elif key == "save":
            window.saver.save()
        elif key == "bare":
            window.correcting.bare()
        elif key == "changes":
            window.show_panel("changes")
        elif key == "report":
            self.show_error(self._last_crash)
        elif key == "forget":
            window.settings.drop_recent(self._gone)
