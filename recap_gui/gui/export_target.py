"""Where an export goes: asks for a name in a format, and before anything that is there is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from recap_gui.files.disk import display_name
from recap_gui.gui.export_words import file_name
from recap_gui.gui.exports import EXPORTS, File, Options, files_of, suffix_of
from recap_gui.gui.settings import Setting, Settings
from recap_gui.gui.widgets import plural
from recap_gui.story import Story

FOLDER = Setting("export/folder", "", "", "")
FORMAT = Setting("export/format", ".png", "", "", tuple((suffix, "") for suffix in EXPORTS))
"""Where the last export went, and in which format: remembered, not shown among the settings."""


class ExportTarget(QObject):
    """Gives the files to write, once it is sure that they may be written."""

    chosen = Signal(object)
    """Sequence[File]"""
    refused = Signal(str)
    """What is wrong with the name, for the user."""

    def __init__(self, story: Story, settings: Settings | None, beside: Path | None, parent: QWidget) -> None:
        """`beside` is a file in whose folder to begin, where no export has been made before."""
        super().__init__(parent)
        self._parent = parent
        self._story = story
        self._settings = settings
        self._beside = beside
        self._files: Sequence[File] = ()

    @property
    def folder(self) -> Path:
        """The folder to begin in."""
        last = self._settings.get(FOLDER) if self._settings is not None else ""
        if last and Path(last).is_dir():
            return Path(last)
        return self._beside.parent if self._beside is not None else Path.home()

    @property
    def suffix(self) -> str:
        """The format to begin with."""
        return self._settings.get(FORMAT) if self._settings is not None else FORMAT.default

    def ask(self, title: str, options: Options) -> None:
        """Ask for a name; it begins with `title`."""
        self._options = options
        kinds = {suffix: f"{kind_words(suffix)} (*{suffix})" for suffix in EXPORTS}
        dialog = QFileDialog(self._parent, self.tr("Save the timeline"), str(self.folder), ";;".join(kinds.values()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked once, for all files, in `take`
        dialog.selectNameFilter(kinds[self.suffix])
        dialog.setDefaultSuffix(self.suffix[1:])
        dialog.selectFile(f"{file_name(title)}{self.suffix}")
        dialog.filterSelected.connect(self._on_filter)
        dialog.fileSelected.connect(self._on_name)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def take(self, name: str, options: Options) -> None:
        """Choose the file called `name`, or one for each episode; asks before any is replaced."""
        suffix = suffix_of(name)
        if not suffix:
            self.refused.emit(self.tr("The name must end in one of {all}.").format(all=" ".join(EXPORTS)))
            return
        if self._settings is not None:
            self._settings.set(FOLDER, str(Path(name).parent))
            self._settings.set(FORMAT, suffix)
        self._files = files_of(self._story, options, name)
        there = [file.name for file in self._files if _is_there(file.name)]
        if there:
            self._ask_to_replace(there)
        else:
            self.chosen.emit(self._files)

    def _ask_to_replace(self, there: Sequence[str]) -> None:
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Replace?"))
        names = "\n".join(display_name(name) for name in there[:5]) + ("\n…" if len(there) > 5 else "")
        question = plural(len(there), self.tr("This file is already there:"), self.tr("{n} files are already there:"))
        box.setText(f"{question}\n{names}")
        self.replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.buttonClicked.connect(self._on_answer)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot(str)
    def _on_filter(self, chosen: str) -> None:
        """The name gets the suffix of the format that was chosen."""
        suffix = chosen.rpartition("(*")[2].removesuffix(")")
        self.dialog.setDefaultSuffix(suffix[1:])
        for name in self.dialog.selectedFiles():
            stem = Path(name).name
            stem = stem[: len(stem) - len(suffix_of(stem))].removesuffix(".gold")  # Qt may have changed the last part
            self.dialog.selectFile(f"{stem}{suffix}")

    @Slot(str)
    def _on_name(self, name: str) -> None:
        self.take(name, self._options)

    @Slot(object)
    def _on_answer(self, button: object) -> None:
        if button is self.replace:
            self.chosen.emit(self._files)


def kind_words(suffix: str) -> str:
    """A format's name in the file dialog."""
    tr = QCoreApplication.translate
    return {
        ".png": tr("ExportTarget", "PNG picture"),
        ".svg": tr("ExportTarget", "SVG drawing"),
        ".pdf": tr("ExportTarget", "PDF pages"),
        ".html": tr("ExportTarget", "Web page to read offline"),
        ".json": tr("ExportTarget", "Story, to open again"),
        ".csv": tr("ExportTarget", "CSV table"),
        ".md": tr("ExportTarget", "Markdown table"),
        ".gold.json": tr("ExportTarget", "Gold, to measure the analysis"),
    }[suffix]


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # no name for this disk: saving tells why
        return False
