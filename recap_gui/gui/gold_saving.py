"""Saves the corrected story as gold: one file for each episode, to measure the analysis by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from recap_gui.files.disk import display_name
from recap_gui.files.save import cannot, write_whole
from recap_gui.gui.jobs import Done
from recap_gui.gui.told import of
from recap_gui.gui.widgets import plural
from recap_gui.story import Story
from recap_gui.story.gold import gold_json

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow

SUFFIX = ".gold.json"


class GoldSaving(QObject):
    """Asks where, asks before anything is replaced, and writes beside the event loop."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._story: Story | None = None
        self._targets: tuple[Path, ...] = ()
        window.saver.background.done.connect(self._on_done)

    def ask(self) -> None:
        """Ask for a file, or for a season for a folder."""
        story = self._window.workspace.story
        if story is None or not story.episodes:
            return
        self._story = story
        paths = self._window.session.paths
        folder = paths[0].parent if paths else Path.home()
        if len(story.episodes) == 1:
            kinds = self.tr("Gold (*.gold.json)")
            place = str(folder / name_of(story, 0))
            dialog = QFileDialog(self._window, self.tr("Save as gold"), place, kinds)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked in one place, for one file and for many
            dialog.selectFile(name_of(story, 0))
        else:
            title = self.tr("Save as gold: a file for each episode, in this folder")
            dialog = QFileDialog(self._window, title, str(folder))
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, place: str) -> None:
        """Write to a file, or of a season to a folder; asks before it replaces any."""
        story = self._story
        if story is None:
            return
        path = Path(place)
        if len(story.episodes) == 1:
            self._targets = (path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX),)
        else:
            self._targets = tuple(path / name_of(story, index) for index in range(len(story.episodes)))
        there = [target for target in self._targets if target.exists()]
        if there:
            self._ask_to_replace(there)
        else:
            self._write()

    def _ask_to_replace(self, there: list[Path]) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Replace?"))
        names = "\n".join(display_name(path) for path in there[:5]) + ("\n…" if len(there) > 5 else "")
        question = plural(len(there), self.tr("This file is already there:"), self.tr("{n} files are already there:"))
        box.setText(f"{question}\n{names}")
        box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(self._write)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _write(self) -> None:
        if self._story is not None:
            self._window.saver.background.run("gold", _Write(self._story, self._targets))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        if done.key != "gold":
            return
        messages, targets = self._window.messages, self._targets
        if isinstance(done.error, OSError):
            failed = next((path for path in targets if str(path) == done.error.filename), targets[0])
            messages.say(of(cannot(done.error, failed)).text().replace("\n", " "))
        elif done.error is not None:
            raise done.error
        elif len(targets) == 1:
            messages.tell(self.tr("Saved {name}").format(name=display_name(targets[0])))
        else:
            messages.tell(self.tr("Saved {n} files").format(n=len(targets)))


@dataclass(frozen=True, slots=True)
class _Write:
    """Writes one file for each episode, whole or not at all."""

    story: Story
    targets: tuple[Path, ...]

    def __call__(self) -> None:
        for index, target in enumerate(self.targets):
            write_whole(target, gold_json(self.story, index).encode("utf-8", "replace"))


def name_of(story: Story, index: int) -> str:
    """The name of the gold of one episode: that of its recap."""
    source = story.episodes[index].source or f"episode {index + 1}"
    stem = source.rpartition(".")[0] if "." in source[1:] else source
    safe = "".join("_" if letter in '/\\:*?"<>|' or letter < " " else letter for letter in stem)
    return (safe.strip() or f"episode {index + 1}") + SUFFIX
