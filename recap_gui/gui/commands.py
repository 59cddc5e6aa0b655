"""What the actions of the File, Edit and Help menus do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QUrl, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from recap_gui.files.disk import display_name
from recap_gui.files.suffixes import SUFFIXES
from recap_gui.gui.samples import samples
from recap_gui.gui.widgets import menu_text, plural

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class Commands(QObject):
    """Files, the clipboard, finding, help: one method for each verb of the table in `actions`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._settings = window.settings

    # ---- file

    def open_files(self) -> None:
        """Ask for files."""
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        recaps, everything = self.tr("Recaps and stories"), self.tr("All files")
        dialog = QFileDialog(
            self._window, self.tr("Open recaps"), self._folder(), f"{recaps} ({kinds});;{everything} (*)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files)
        self._open(dialog)

    def open_folder(self) -> None:
        """Ask for a folder of recaps."""
        dialog = QFileDialog(self._window, self.tr("Open a folder of recaps"), self._folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._on_files)
        self._open(dialog)

    @Slot(list)
    def _on_files(self, files: list[str]) -> None:
        self._window.open_paths(tuple(Path(file) for file in files))

    def paste(self) -> None:
        """Open the text on the clipboard, or the files."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasUrls() and (paths := local_paths(data.urls())):
            self._window.open_paths(paths)
        elif data is not None and (found := pasted(data)):
            self._window.open_text(*found)
        else:
            self._window.messages.say(self.tr("There is no text to paste. Copy a recap first."))

    def fill_recent(self, menu: QMenu) -> None:
        """The recaps opened lately."""
        for entry in self._settings.recent():
            name = display_name(entry[0])
            text = name if len(entry) == 1 else self.tr("{name} and {n} more").format(name=name, n=len(entry) - 1)
            action = menu.addAction(menu_text(text))
            action.setData(list(entry))
            if not all(Path(path).exists() for path in entry):
                action.setText(menu_text(self.tr("{name} (not there any more)").format(name=text)))
                action.setEnabled(False)
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing opened yet")).setEnabled(False)
            return
        menu.addSeparator()
        menu.addAction(self.tr("Forget these")).setData([])

    def choose_recent(self, entry: list[str]) -> None:
        """Open one of them, or forget all."""
        if entry:
            self._window.open_paths(tuple(Path(path) for path in entry))
        else:
            self._settings.forget_recent()

    def episode_order(self) -> None:
        """See and change the order of a season."""
        self._window.season_dialogs.open_order()

    def fill_read_as(self, menu: QMenu) -> None:
        """What the recap that is looked at could be, and how its letters may be coded."""
        self._window.read_again.fill(menu)

    def choose_read_as(self, data: list[str]) -> None:
        """Read it so."""
        self._window.read_again.choose((data[0], data[1]))

    def reload(self) -> None:
        """Read the recaps again."""
        self._window.reload()

    def save(self) -> None:
        """Save at once and say so."""
        self._window.save_now()

    def export(self) -> None:
        """Open the export dialog."""
        self._window.dialogs.open_export()

    def print_timeline(self) -> None:
        """Print."""
        self._window.dialogs.open_export(to_printer=True)

    def save_gold(self) -> None:
        """Save the corrected story as gold."""
        from recap_gui.gui.gold_saving import GoldSaving  # not loaded before somebody asks for it

        gold = self.findChild(GoldSaving)
        (gold if isinstance(gold, GoldSaving) else GoldSaving(self._window, self)).ask()

    def close_recap(self) -> None:
        """Show the welcome page again."""
        self._window.close_recap()

    def quit(self) -> None:
        """End the program."""
        self._window.close()

    # ---- edit

    def undo(self) -> None:
        """Undo."""
        self._workspace.undo_stack.undo()

    def redo(self) -> None:
        """Redo."""
        self._workspace.undo_stack.redo()

    def copy(self) -> None:
        """Copy the selected words, else the text of the selected scenes."""
        telling, selection = self._workspace.telling, self._workspace.selection
        view = self._window.reader.view
        if view.selected_span() is not None and view.hasFocus():
            view.copy()
        elif telling is not None and selection.scenes:
            text = "\n\n".join(telling.text(scene).strip() for scene in selection.scenes)
            QGuiApplication.clipboard().setText(text)
            self._window.messages.tell(
                plural(len(selection.scenes), self.tr("Copied the scene"), self.tr("Copied {n} scenes"))
            )

    def find(self) -> None:
        """Find in the text."""
        self._window.show_panel("reader")
        self._window.reader.open_find()

    def find_next(self) -> None:
        """Go to the next hit."""
        self._window.reader.find_next()

    def find_previous(self) -> None:
        """Go to the hit before."""
        self._window.reader.find_previous()

    def jump(self) -> None:
        """Go to a character, a scene or a place by typing."""
        self._window.dialogs.open_jump()

    def palette(self) -> None:
        """Do anything by typing."""
        self._window.dialogs.open_palette()

    def settings(self) -> None:
        """Open the settings page."""
        self._window.dialogs.open_settings()

    # ---- help

    def help(self) -> None:
        """The guide, at its first page."""
        self._window.dialogs.open_guide()

    def how_it_decides(self) -> None:
        """The guide's page on how the analysis decides, and what it cannot do."""
        self._window.dialogs.open_guide("how-it-decides")

    def keys(self) -> None:
        """All keys."""
        self._window.dialogs.open_keys()

    def fill_samples(self, menu: QMenu) -> None:
        """The samples that come with the program."""
        for sample in samples():
            menu.addAction(menu_text(sample.title)).setData([str(path) for path in sample.paths])

    def choose_samples(self, paths: list[str]) -> None:
        """Open one."""
        self._window.open_paths(tuple(Path(path) for path in paths))

    def about(self) -> None:
        """Versions and licences."""
        self._window.dialogs.open_about()

    # ---- private

    def _folder(self) -> str:
        recent = self._settings.recent()
        return str(Path(recent[0][0]).parent) if recent else str(Path.home())

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


_BLOCKS = re.compile(r"<(?:p|br|h[1-6]|li|div|tr|b|strong|em|i)\b", re.I)


def pasted(data: QMimeData) -> tuple[str, str | None] | None:
    """The text on the clipboard, or in a drop, and what it is read as; rich text where that has paragraphs of its own.

    Code editors put their lines as coloured spans beside the plain text: that is no rich text.
    """
    html = data.html() if data.hasHtml() else ""
    if html and _BLOCKS.search(html) and "monospace" not in html[:3000]:
        return html, "rich text"
    return (data.text(), None) if data.text().strip() else None


def local_paths(urls: list[QUrl]) -> tuple[Path, ...]:
    """The local files among dropped or pasted addresses; nothing else is ever opened."""
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())
