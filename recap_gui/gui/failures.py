"""Recaps that could not be opened, told with a way on: again, in part, the text, or the whole list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from recap_gui.gui.opening import Batch, Source
from recap_gui.gui.theme import UNIT
from recap_gui.gui.widgets import label, plural
from recap_gui.work.messages import Told

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow

MOST_TOLD = 3
"""Failures told one by one in the bar; of more it says how many, and a button lists them."""

Buttons = tuple[tuple[str, str], ...]


class Failures(QObject):
    """Knows what failed last, and does what the buttons of the message bar say."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._batch: Batch | None = None
        self._failed: tuple[tuple[str, Told], ...] = ()
        self._words = ""
        window.opener.began.connect(self._on_began)
        window.session.failed.connect(self._on_failed)
        window.session.followed.connect(self._on_followed)
        window.message_bar.chosen.connect(self._on_chosen)

    @Slot(object)
    def _on_began(self, batch: Batch) -> None:
        self._batch = batch

    @Slot(object)
    def _on_failed(self, failed: tuple[tuple[str, Told], ...]) -> None:
        self._failed = failed
        if len(failed) == 1:
            words = failed[0][1].text().replace("\n", " ")
        elif len(failed) <= MOST_TOLD:
            words = "\n".join(told.line() for _, told in failed)
        else:
            words = plural(len(failed), "", self.tr("{n} recaps could not be opened. The others are shown."))
            if not self._is_part:
                words = plural(len(failed), "", self.tr("{n} recaps could not be opened."))
        self._words = words
        self._window.messages.say(words, self._ways_on())

    @Slot(object)
    def _on_followed(self, batch: Batch) -> None:
        """Changed files were read again: say no more that they cannot be read."""
        read = {opened.source.name for opened in batch.recaps if opened.story is not None}
        if self._failed and {name for name, _ in self._failed} <= read:
            self._window.messages.take_back(self._words)

    def _ways_on(self) -> Buttons:
        """The buttons for what can be done about what failed, as far as it can be done here and now."""
        asked = {action for _, told in self._failed for action in told.actions}
        ways: dict[str, tuple[str, str]] = {}
        if self._sources:
            ways["analyse part"] = ("analyse part", self.tr("Analyse its beginning"))
            ways["try again"] = ("try again", self.tr("Try again"))
            ways["start again"] = ("try again", self.tr("Start again"))
        if self._window.workspace.documents:
            ways["show text"] = ("show text", self.tr("Show the text"))
        ways["read again as"] = ("read again as", self.tr("Read again as…"))
        ways["open folder"] = ("open folder", self.tr("Open a folder…"))
        ways["report"] = ("details", self.tr("Details to report"))
        found = [ways[action] for action in ways if action in asked]
        if len(self._failed) > 1:
            found = [way for way in found if way[0] in ("try again", "analyse part")]
            found.append(("list failures", self.tr("Show the list")))
        return tuple(dict(found).items())

    @property
    def _sources(self) -> list[Source]:
        """What failed, to be opened again."""
        return [o.source for o in self._batch.recaps if o.failed is not None] if self._batch is not None else []

    @property
    def _is_part(self) -> bool:
        """Whether others of what was opened together are shown."""
        return self._batch is not None and any(o.story is not None for o in self._batch.recaps)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        window = self._window
        if key == "try again":
            self._again(part=False)
        elif key == "analyse part":
            self._again(part=True)
        elif key == "show text":
            window.show_panel("reader")
        elif key == "open folder":
            window.commands.open_folder()
        elif key == "details" and self._failed:
            told = self._failed[0][1]
            window.messages.show_error("\n".join(part for part in (told.text(), told.details) if part))
        elif key == "list failures":
            FailureList(self._failed, window).show()

    def _again(self, *, part: bool) -> None:
        """Open what failed once more, and leave everything else as it is."""
        sources = [replace(source, part=part or source.part) for source in self._sources]
        if sources:
            self._window.session.try_again(sources, add=self._is_part)


class FailureList(QDialog):
    """All that could not be opened, with the reasons, to read and copy."""

    def __init__(self, failed: tuple[tuple[str, Told], ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What could not be opened"))
        count = self.tr("{n} recaps could not be opened, and nothing of them was changed.")
        self.text = QPlainTextEdit("\n\n".join(told.line() for _, told in failed))
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        box.setSpacing(UNIT)
        box.addWidget(label(plural(len(failed), "", count)))
        box.addWidget(self.text, 1)
        box.addWidget(buttons)
        self.resize(UNIT * 70, UNIT * 45)
        self.finished.connect(self.deleteLater)
