"""What the actions do: one method for each verb of the table in `actions`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from recap_gui.files.disk import display_name
from recap_gui.files.suffixes import SUFFIXES
from recap_gui.gui.samples import samples
from recap_gui.gui.settings import THEME
from recap_gui.gui.widgets import dot, menu_text, plural

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class Commands(QObject):
    """The verbs of the window. Those that change the story are the workspace's; these find out what is meant."""

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
        elif data is not None and data.text().strip():
            self._window.open_text(data.text())
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

    # ---- view

    def show_lanes(self) -> None:
        """The timeline."""
        self._window.show_view(0)

    def show_storylines(self) -> None:
        """A line for every character that bends to the people met."""
        self._window.show_view(1)

    def show_table(self) -> None:
        """The table of scenes."""
        self._window.show_view(2)

    def fit_all(self) -> None:
        """Bring the whole story into view."""
        if (timeline := self._window.timeline) is not None:
            timeline.verbs.show_all()

    def fit_selection(self) -> None:
        """Bring what is selected into view."""
        if (timeline := self._window.timeline) is not None:
            timeline.verbs.fit_selection()

    def equal_columns(self) -> None:
        """All scenes of this show equally wide, or by their words."""
        self._workspace.set_width("words" if self._workspace.lanes.width == "equal" else "equal")

    def fold_lanes(self) -> None:
        """Fold rare lanes, or show every one."""
        self._workspace.fold_lanes(not self._workspace.lanes.folded)

    def fold_previously(self) -> None:
        """Fold "previously on …" into thin columns, or open it."""
        self._workspace.fold_kind("previously")

    def fold_frames(self) -> None:
        """Fold titles, teasers, opinions and the like, or open them."""
        self._workspace.fold_kind("frame")

    def fill_order(self, menu: QMenu) -> None:
        """The orders of lanes."""
        names = {
            "appearance": self.tr("By first appearance"),
            "scenes": self.tr("By number of scenes"),
            "alphabet": self.tr("By name"),
            "tightest": self.tr("Who meets, side by side"),
        }
        for key in lane_orders():
            action = menu.addAction(names.get(key, key))
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(self._workspace.lanes.order == key and not self._workspace.lanes.manual)

    def choose_order(self, key: str) -> None:
        """Order the lanes so."""
        self._workspace.order_lanes(key)

    def all_lanes(self) -> None:
        """Show hidden lanes again."""
        self._workspace.show_all_lanes()

    def seen_to_here(self) -> None:
        """Nothing after the selected scene is shown."""
        if self._workspace.selection.scene is not None:
            self._window.horizon_bar.horizon.see_scene(self._workspace.selection.scene)

    def seen_more(self) -> None:
        """The horizon goes one scene on."""
        self._window.horizon_bar.horizon.step(1)

    def seen_less(self) -> None:
        """The horizon goes one scene back."""
        self._window.horizon_bar.horizon.step(-1)

    def seen_all(self) -> None:
        """No horizon."""
        self._window.horizon_bar.horizon.see_all()

    def text_larger(self) -> None:
        """Larger text in the reader."""
        self._window.reader.resize_text(1)

    def text_smaller(self) -> None:
        """Smaller text in the reader."""
        self._window.reader.resize_text(-1)

    def fill_panels(self, menu: QMenu) -> None:
        """Every panel, to show or hide."""
        for dock in self._window.docks.values():
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        reset = menu.addAction(self.tr("Back where they were at first"))
        reset.setData("reset")
        reset.setEnabled(self._workspace.documents != ())

    def choose_panels(self, _data: str) -> None:
        """Put every panel back; to show or hide one is its dock's own action."""
        self._window.places.reset()

    def reader_mode(self) -> None:
        """The text with the timeline as a thin ribbon, or as before."""
        self._window.reader_mode.toggle()

    def full_screen(self) -> None:
        """Full screen, or as before."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def fill_colours(self, menu: QMenu) -> None:
        """Light, dark, or as the desktop."""
        for value, text in THEME.choices:
            action = menu.addAction(self.tr(text))
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(self._settings.get(THEME) == value)

    def choose_colours(self, value: str) -> None:
        """Wear these."""
        self._settings.set(THEME, value)

    # ---- correct

    def split(self) -> None:
        """Begin a scene at the caret."""
        offset = self._window.reader.view.caret_offset()
        if offset is not None:
            self._workspace.split(self._window.reader.view.episode, offset)

    def join(self) -> None:
        """Join the selected scene with the one before."""
        if self._workspace.selection.scene is not None:
            self._workspace.join(self._workspace.selection.scene)

    def describe_scene(self) -> None:
        """Place, time, kind of the selected scene."""
        if self._workspace.selection.scene is not None:
            self._window.dialogs.open_scene(self._workspace.selection.scene)

    def describe(self, scene: int) -> None:
        """Place, time, kind of one scene."""
        self._window.dialogs.open_scene(scene)

    def cycle_cell(self) -> None:
        """Turn the selected cell on."""
        selection = self._workspace.selection
        if selection.cell is not None:
            self._workspace.cycle_cell(*selection.cell)
        elif selection.scene is not None and selection.character is not None:
            self._workspace.select_cell(selection.scene, selection.character)
            self._workspace.cycle_cell(selection.scene, selection.character)

    def rename(self) -> None:
        """Rename the selected character."""
        if self._workspace.selection.character is not None:
            self.rename_character(self._workspace.selection.character)

    @Slot(object)
    def rename_character(self, character: str) -> None:
        """Rename one character, in the list of the cast."""
        self._window.show_panel("cast")
        self._window.cast.edit_name(character)

    def merge(self) -> None:
        """Make the selected characters one."""
        self.merge_characters(self._workspace.selection.characters)

    @Slot(object)
    def merge_characters(self, characters: tuple[str, ...]) -> None:
        """Make these characters one, who keeps the name of the one met most often."""
        telling = self._workspace.telling
        if telling is None or len(characters) < 2:
            self._window.messages.tell(self.tr("Select two characters to make them one: Ctrl+click their names."))
            return
        names = [telling.cast[c].name for c in characters if c in telling.cast]
        into = max(characters, key=lambda c: len(telling.of(c)))
        self._workspace.merge((into, *(c for c in characters if c != into)), into)
        words = self.tr("{names} are one person now.").format(names=", ".join(names))
        self._window.messages.say(words, (("undo", self.tr("Undo")),))

    def dismiss(self) -> None:
        """The selected character is no person."""
        if self._workspace.selection.character is not None:
            self._workspace.dismiss(self._workspace.selection.character)

    def outside(self) -> None:
        """The selected character is an outside figure, or is not."""
        telling, character = self._workspace.telling, self._workspace.selection.character
        if telling is not None and character in telling.cast:
            self._workspace.set_outside(character, outside=not telling.cast[character].outside)

    def fill_recolour(self, menu: QMenu) -> None:
        """The twelve colours."""
        for number in range(12):
            action = menu.addAction(
                dot(self._window.theme.look.lane(number)), self.tr("Colour {n}").format(n=number + 1)
            )
            action.setData(number)
            action.setIconVisibleInMenu(True)

    def choose_recolour(self, number: int) -> None:
        """Give the selected character one."""
        if self._workspace.selection.character is not None:
            self._workspace.recolour(self._workspace.selection.character, number)

    def review(self) -> None:
        """The 60-second check."""
        self._window.show_panel("review")

    def changes(self) -> None:
        """What I changed."""
        self._window.show_panel("changes")

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


def local_paths(urls: list[QUrl]) -> tuple[Path, ...]:
    """The local files among dropped or pasted addresses; nothing else is ever opened."""
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())


def lane_orders() -> tuple[str, ...]:
    """The names of the orders the layout knows."""
    from typing import get_args

    from recap_gui.layout.lanes import Order

    return tuple(str(name) for name in get_args(Order))
