"""What the actions of the Correct menu do: they find out what is meant, the workspace corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from recap_gui.gui.widgets import dot, plural
from recap_gui.story.corrections import Correction

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class CorrectCommands(QObject):
    """Corrections of what is selected: one method for each verb of the table in `actions`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace

    def split(self) -> None:
        """Begin a scene at the caret, and select it: its place and who is there come next."""
        view = self._window.reader.view
        offset = view.caret_offset()
        if offset is not None:
            self._workspace.split(view.episode, offset)
            self._workspace.place_caret(view.episode, offset)

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

    @Slot(object)
    def attach(self, correction: Correction) -> None:
        """Tie a correction to the selected words, else to the start of the selected scene."""
        view, selection, telling = self._window.reader.view, self._workspace.selection, self._workspace.telling
        span, episode = view.selected_span(), view.episode
        if span is None and telling is not None and selection.scene is not None:
            episode, start = telling.episode_index(selection.scene), telling.scenes[selection.scene].start
            span = (start, start)
        if span is None:
            self._window.messages.tell(self.tr("Select the words or the scene it belongs to."))
            return
        self._workspace.reattach(correction, episode, *span, selection.character)

    def bare(self) -> None:
        """Show the story without the corrections, or with them again."""
        workspace, messages = self._workspace, self._window.messages
        workspace.show_bare(not workspace.is_bare)
        if workspace.is_bare:
            count = plural(len(workspace.corrections), self.tr("{n} correction"), self.tr("{n} corrections"))
            words = self.tr("This is what was found, without your {count}. They are kept.").format(count=count)
            messages.say(words, (("bare", self.tr("Show with them")),))
        else:
            messages.tell(self.tr("Your corrections are shown again."))
