"""The workspace's verbs of pointing: selection, hover, caret, and going from scene to scene."""

from __future__ import annotations

from dataclasses import replace

from recap_gui.gui.selection import Hover, Selection
from recap_gui.gui.workspace_state import WorkspaceState


class Selecting(WorkspaceState):
    """Selects. Verbs that change nothing emit nothing."""

    def select(self, selection: Selection) -> None:
        """Make `selection` the selection."""
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    def select_scene(self, scene: int, *, extend: bool = False) -> None:
        """Select one scene, or extend the selected scenes to it; the characters stay."""
        if not self._has(scene):
            return
        if extend and self.selection.end is not None:
            old = self.selection
            other = old.scenes.start if old.end == old.scenes.stop - 1 else old.scenes.stop - 1
            scenes = range(min(scene, other), max(scene, other) + 1)
        else:
            scenes = range(scene, scene + 1)
        self.select(Selection(scenes, self.selection.characters, None, scene))

    def select_cell(self, scene: int, character: str) -> None:
        """Select one character in one scene."""
        if self._has(scene) and self._name(character):
            self.select(Selection(range(scene, scene + 1), (character,), (scene, character), scene))

    def select_character(self, character: str, *, add: bool = False) -> None:
        """Select one character, or add it to (take it from) the selected ones; the scenes stay."""
        if self.telling is not None and character not in self.telling.cast:
            return
        old = self.selection.characters
        if not add:
            new: tuple[str, ...] = (character,)
        elif character in old:
            new = tuple(c for c in old if c != character)
        else:
            new = (*old, character)
        self.select(replace(self.selection, characters=new, cell=None))

    def clear_selection(self) -> None:
        """Select nothing."""
        self.select(Selection())

    def go(self, steps: int, *, extend: bool = False) -> None:
        """Move the selection by `steps` scenes; where nothing is selected, to the first scene."""
        if self.telling is None or not len(self.telling):
            return
        now = self.selection.end
        scene = 0 if now is None else min(max(now + steps, 0), len(self.telling) - 1)
        self.select_scene(scene, extend=extend)
        self.reveal_asked.emit(scene)

    def go_to(self, scene: int, character: str | None = None) -> None:
        """Select a scene, or one character in it, and bring it into view everywhere."""
        if self._has(scene):
            if character is None:
                self.select_scene(scene)
            else:
                self.select_cell(scene, character)
            self.reveal_asked.emit(scene)

    def go_along(self, character: str, *, back: bool = False) -> None:
        """Go to the next (or previous) scene in which `character` is."""
        if self.telling is None:
            return
        scenes = [scene for scene, _ in self.telling.of(character)]
        now = self.selection.end
        if back:
            scenes = [s for s in reversed(scenes) if now is None or s < now]
        else:
            scenes = [s for s in scenes if now is None or s > now]
        if scenes:
            self.select_cell(scenes[0], character)
            self.reveal_asked.emit(scenes[0])

    def hover(self, scene: int | None = None, character: str | None = None) -> None:
        """Say what the pointer is over; without arguments, over nothing."""
        hovered = Hover(scene, character)
        if hovered != self.hovered:
            self.hovered = hovered
            self.hover_changed.emit(hovered)

    def look_at(self, episode: int, offset: int) -> None:
        """Ask the reader to show a place of the text; nothing is selected."""
        self.caret = (episode, offset)
        self.place_asked.emit(self.caret)

    def place_caret(self, episode: int, offset: int) -> None:
        """Say where the reader's caret is; its scene is selected."""
        if (episode, offset) != self.caret:
            self.caret = (episode, offset)
            self.caret_changed.emit(self.caret)
        scene = self.telling.at(episode, offset) if self.telling is not None else None
        if scene is not None and scene not in self.selection.scenes:
            self.select_scene(scene)
