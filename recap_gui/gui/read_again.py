"""“Read again as …”: what a recap is and how its letters are coded, said by the user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from recap_gui.files.text import ENCODINGS, spoken
from recap_gui.gui.opening import Source

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class ReadAgain(QObject):
    """Fills the menu and has the recap that is looked at, or the one that could not be opened, read anew."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._means_failed = False
        window.message_bar.chosen.connect(self._on_chosen)

    def fill(self, menu: QMenu) -> None:
        """Put formats and encodings into `menu`; those in force are ticked."""
        recap = self._session.to_read_again(failed=self._means_failed)
        source = recap.source if recap is not None else Source("")
        document = recap.document if recap is not None else None
        self._add(
            menu, self.tr("As it seems to be"), "", "", ticked=source.as_format is None and source.encoding is None
        )
        menu.addSeparator()
        for value, words in self._formats():
            self._add(menu, words, "format", value, ticked=document is not None and document.format == value)
        menu.addSeparator()
        for value in ENCODINGS:
            ticked = document is not None and document.encoding == value
            self._add(menu, spoken(value), "encoding", value, ticked=ticked)
        menu.setEnabled(recap is not None)

    def choose(self, data: tuple[str, str]) -> None:
        """Read it so."""
        what, value = data
        recap = self._session.to_read_again(failed=self._means_failed)
        self._means_failed = False
        if recap is None:
            return
        source = replace(recap.source, as_format=None, encoding=None)
        if what == "format":
            source = replace(recap.source, as_format=value)
        elif what == "encoding":
            source = replace(recap.source, encoding=value)
        self._session.read_as(source)

    def _add(self, menu: QMenu, words: str, what: str, value: str, *, ticked: bool) -> None:
        action = menu.addAction(words)
        action.setData([what, value])
        action.setCheckable(True)
        action.setChecked(ticked)

    def _formats(self) -> tuple[tuple[str, str], ...]:
        return (
            ("text", self.tr("Plain text")),
            ("markdown", self.tr("Markdown")),
            ("html", self.tr("Web page")),
            ("docx", self.tr("Word document")),
            ("odt", self.tr("OpenDocument text")),
            ("rtf", self.tr("Rich text (RTF)")),
            ("epub", self.tr("EPUB")),
            ("transcript", self.tr("Transcript (NAME: line)")),
            ("fountain", self.tr("Screenplay (Fountain)")),
        )

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        """The button of the message that says that a recap could not be opened."""
        if key == "read again as":
            menu = QMenu(self._window)
            self._means_failed = True
            self.fill(menu)
            menu.triggered.connect(self._on_triggered)
            menu.aboutToHide.connect(menu.deleteLater)
            bar = self._window.message_bar
            menu.popup(self._window.centre.mapToGlobal(bar.geometry().topRight()))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        what, value = action.data()
        self._means_failed = True
        self.choose((what, value))
