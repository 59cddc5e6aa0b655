"""The workspace: the one mutable object of the window. Panels call its verbs and redraw from its signals."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from recap_gui.gui.selection import NO_SCENES, Hover, LaneChoices, Selection, Width
from recap_gui.gui.telling import Telling
from recap_gui.story import Decided, Document, Kind, Story, edits
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction, Unplaced
from recap_gui.story.edits import Edit, Refused
from recap_gui.story.knowing import stamped
from recap_gui.story.reattach import reattach

Corrections: TypeAlias = tuple[Correction, ...]


class Workspace(QObject):
    """Document(s), story, corrections, undo stack, selection, hover and the choice of lanes.

    What is shown, `story`, is always ``correct(analysed, corrections)``; `telling` counts its scenes. Every signal
    carries the new value. Verbs that change nothing emit nothing.
    """

    documents_changed = Signal(object)
    """tuple[Document, ...]: other recaps are open; the story follows when they have been analysed."""
    story_changed = Signal(object)
    """Story | None: what is shown is another story, or the same one corrected."""
    selection_changed = Signal(object)
    hover_changed = Signal(object)
    lanes_changed = Signal(object)
    corrections_changed = Signal(object)
    caret_changed = Signal(object)
    """(episode index, offset) of the reader's caret."""
    reveal_asked = Signal(object)
    """int: bring this scene into view, as gently as possible."""
    place_asked = Signal(object)
    """(episode index, offset): show this place of the text."""
    refused = Signal(object)
    """str: why what was asked for changes nothing, for the user."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.documents: tuple[Document, ...] = ()
        self.analysed: Story | None = None
        self.story: Story | None = None
        self.telling: Telling | None = None
        self.corrections: Corrections = ()
        self.unplaced: tuple[Unplaced, ...] = ()
        self.selection = Selection()
        self.hovered = Hover()
        self.lanes = LaneChoices()
        self.caret: tuple[int, int] = (0, 0)
        self.is_cut = False
        """Whether the story ends at a horizon: there is more that is not shown."""

    # ---- opening

    def open_documents(self, documents: Sequence[Document]) -> None:
        """Begin with other recaps: their text can be read at once, the story comes with `set_story`."""
        self._forget()
        self.documents = tuple(documents)
        self.documents_changed.emit(self.documents)
        self.story_changed.emit(None)
        self.corrections_changed.emit(())

    def set_documents(self, documents: Sequence[Document]) -> None:
        """Say which documents the story that follows was found in."""
        self.documents = tuple(documents)

    def set_story(self, story: Story, corrections: Iterable[Correction] = ()) -> None:
        """Show what was found in the open recaps, with the corrections found beside them."""
        self.undo_stack.clear()
        self.analysed = story
        self.corrections = tuple(corrections)
        self._replay()
        self.corrections_changed.emit(self.corrections)

    def reanalysed(self, story: Story) -> None:
        """Lay the corrections over a fresh analysis; undo and selection stay."""
        self.analysed = story
        self._replay()

    def close_story(self) -> None:
        """Show nothing."""
        self.open_documents(())

    # ---- selecting

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

    def go_to(self, scene: int) -> None:
        """Select a scene and bring it into view everywhere."""
        if self._has(scene):
            self.select_scene(scene)
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

    # ---- lanes

    def choose_lanes(self, lanes: LaneChoices) -> None:
        """Make `lanes` the choice of lanes."""
        if lanes != self.lanes:
            self.lanes = lanes
            self.lanes_changed.emit(lanes)

    def pin(self, character: str) -> None:
        """Keep a lane on top, or let it go again."""
        self.choose_lanes(replace(self.lanes, pinned=_toggled(self.lanes.pinned, character)))

    def hide(self, character: str) -> None:
        """Hide a lane, or show it again."""
        self.choose_lanes(replace(self.lanes, hidden=_toggled(self.lanes.hidden, character)))

    def only(self, *characters: str) -> None:
        """Show only these lanes; the same ones again, or none: all lanes."""
        same = set(characters) == set(self.lanes.only)
        self.choose_lanes(replace(self.lanes, only=() if same else characters))

    def show_all_lanes(self) -> None:
        """Show every lane again."""
        self.choose_lanes(replace(self.lanes, hidden=(), only=()))

    def order_lanes(self, order: str) -> None:
        """Order the lanes by a rule of the layout; a manual order is given up."""
        self.choose_lanes(replace(self.lanes, order=order, manual=()))

    def arrange_lanes(self, characters: Sequence[str]) -> None:
        """Order the lanes by hand: `characters` from top to bottom."""
        self.choose_lanes(replace(self.lanes, manual=tuple(characters)))

    def set_width(self, width: Width) -> None:
        """Make columns as wide as their words, or all equal."""
        self.choose_lanes(replace(self.lanes, width=width))

    def fold_lanes(self, folded: bool) -> None:  # noqa: FBT001 - the slot of a checkable action
        """Fold rare lanes, or show every one."""
        self.choose_lanes(replace(self.lanes, folded=folded))

    def fold_kind(self, kind: Kind) -> None:
        """Fold the scenes of a kind into thin stubs, or open them."""
        kinds = self.lanes.folded_kinds
        left = tuple(k for k in kinds if k != kind)
        self.choose_lanes(replace(self.lanes, folded_kinds=left if kind in kinds else (*kinds, kind)))

    # ---- correcting

    def correct(self, name: str, corrections: Iterable[Correction]) -> None:
        """Replace the corrections by others, as one step of undo called `name`."""
        after = self._stamped(corrections)
        if after != self.corrections:
            self.undo_stack.push(_Correct(self, name, self.corrections, after))

    def cycle_cell(self, scene: int, character: str) -> None:
        """Turn one cell on: present → mentioned → absent → present."""
        if self.story is not None and self._has(scene) and self._name(character):
            self.set_presence(scene, character, edits.next_state(self.story, self._scene_id(scene), character))

    def set_presence(self, scene: int, character: str, state: Decided) -> None:
        """Decide whether one character is in one scene, talked about there, or neither."""
        who = self._name(character)
        if self.story is None or self.analysed is None or not self._has(scene) or not who:
            return
        edit = edits.set_presence(self.story, self._scene_id(scene), character, state, new_id=_new_id())
        name = self.tr("{who} is {state}").format(who=who, state=self._state_name(state))
        if isinstance(edit, Refused):
            self.refused.emit(edit.because)
            return
        kept = _without(self.corrections, edit)
        if len(kept) < len(self.corrections):  # decided before: back to what was found needs no correction
            found = Telling(correct(self.analysed, kept).story).presence(scene, character)
            if (found.state if found else "absent") == state:
                self.correct(name, kept)
                return
        self.correct(name, (*kept, edit))

    def split(self, episode: int, offset: int) -> None:
        """Begin a scene at the word that holds `offset` of the text of episode number `episode`."""
        if self.story is not None:
            edit = edits.split_at(self.story, self.story.episodes[episode].id, offset, new_id=_new_id())
            self._add(self.tr("split the scene"), edit)

    def join(self, scene: int) -> None:
        """Let `scene` go on the scene before it."""
        if self.story is not None and self._has(scene):
            self._add(
                self.tr("join the scenes"), edits.join_before(self.story, self._scene_id(scene), new_id=_new_id())
            )

    def move_break(self, scene: int, offset: int, *, exactly: bool = False) -> None:
        """Let `scene` begin at the sentence (or, `exactly`, the word) at `offset` of its episode's text."""
        if self.story is not None and self._has(scene):
            here = self._scene_id(scene)
            edit = edits.move_break(self.story, here, offset, new_id=_new_id(), exactly=exactly)
            self._add(self.tr("move the break"), edit)

    def set_scene(
        self,
        scene: int,
        *,
        kind: Kind | None = None,
        place: str | None = None,
        time: str | None = None,
        heading: str | None = None,
    ) -> None:
        """Change what is said about a scene; None leaves a field alone, "" empties it."""
        if self.story is not None and self._has(scene):
            here = self._scene_id(scene)
            edit = edits.set_scene(
                self.story, here, new_id=_new_id(), kind=kind, place=place, time=time, heading=heading
            )
            self._add(self.tr("change the scene"), edit)

    def rename(self, character: str, name: str) -> None:
        """Call a character by another name."""
        if self.story is not None and (was := self._name(character)):
            edit = edits.rename(self.story, character, name, new_id=_new_id())
            self._add(self.tr("rename {who}").format(who=was), edit)

    def merge(self, characters: Sequence[str], into: str) -> None:
        """Make several characters one, who keeps the name of `into` (an id, one of them)."""
        if self.story is not None and (name := self._name(into)):
            edit = edits.merge(self.story, characters, new_id=_new_id(), into=name)
            self._add(self.tr("merge into {who}").format(who=name), edit)

    def separate(self, characters: Sequence[str]) -> None:
        """Say that these characters are not one person."""
        if self.story is not None:
            self._add(self.tr("keep apart"), edits.separate(self.story, characters, new_id=_new_id()))

    def split_alias(self, character: str, forms: Sequence[str], name: str | None = None) -> None:
        """Make some forms of a character another character called `name`."""
        if self.story is not None and self._name(character):
            edit = edits.unalias(self.story, character, forms, new_id=_new_id(), into=name)
            self._add(self.tr("split off {who}").format(who=name or ", ".join(forms)), edit)

    def add_character(self, episode: int, start: int, end: int, name: str | None = None) -> None:
        """Say that the words ``[start, end)`` of an episode name a character called `name` (default: the words)."""
        if self.story is not None:
            where = self.story.episodes[episode]
            edit = edits.add(self.story, where.id, start, end, new_id=_new_id(), into=name)
            self._add(self.tr("add {who}").format(who=name or where.text[start:end].strip()), edit)

    def dismiss(self, character: str) -> None:
        """Say that this is no person."""
        if self.story is not None and (was := self._name(character)):
            edit = edits.dismiss(self.story, character, new_id=_new_id())
            self._add(self.tr("dismiss {who}").format(who=was), edit)

    def set_outside(self, character: str, *, outside: bool = True) -> None:
        """Say that this is an outside figure, or that it is a character after all."""
        if self.story is not None and (was := self._name(character)):
            name = self.tr("{who} is outside the story") if outside else self.tr("{who} belongs to the story")
            edit = edits.set_outside(self.story, character, new_id=_new_id(), outside=outside)
            self._add(name.format(who=was), edit)

    def recolour(self, character: str, colour: int | None) -> None:
        """Let a character wear colour `colour`, 0–11, or the colour of its turn (None)."""
        if self.story is not None and (was := self._name(character)):
            edit = edits.recolour(self.story, character, colour, new_id=_new_id())
            self._add(self.tr("recolour {who}").format(who=was), edit)

    def confirm(self, scene: int, character: str | None = None) -> None:
        """Say that the break before `scene`, or the state of `character` in it, is right as found."""
        if self.story is None or not self._has(scene):
            return
        here = self._scene_id(scene)
        if character is None:
            edit = edits.confirm_break(self.story, here, new_id=_new_id())
        elif self._name(character):
            edit = edits.confirm_presence(self.story, here, character, new_id=_new_id())
        else:
            return
        self._add(self.tr("confirm"), edit)

    def revert(self, correction: Correction) -> None:
        """Take one correction back, wherever it stands in the list."""
        self.correct(self.tr("take back a correction"), (c for c in self.corrections if c.id != correction.id))

    def reattach(
        self, correction: Correction, episode: int, start: int, end: int, character: str | None = None
    ) -> None:
        """Tie a correction that could not be placed to the words ``[start, end)`` of an episode."""
        if self.story is None:
            return
        edit = reattach(self.story, correction, self.story.episodes[episode].id, start, end, character_id=character)
        if isinstance(edit, Refused):
            self.refused.emit(edit.because)
            return
        self.correct(self.tr("attach a correction"), (edit if c.id == edit.id else c for c in self.corrections))
        if still := next((u.because for u in self.unplaced if u.correction.id == edit.id), None):
            self.refused.emit(still)

    def _stamped(self, corrections: Iterable[Correction]) -> Corrections:
        """`corrections`, the new ones with how far was seen when they were made: a horizon asks for it later."""
        known = {correction.id for correction in self.corrections}
        return tuple(
            c if c.id in known or self.story is None else stamped(c, self.story, cut=self.is_cut) for c in corrections
        )

    def _add(self, name: str, edit: Edit) -> None:
        if isinstance(edit, Refused):
            self.refused.emit(edit.because)
        else:
            self.correct(name, (*_without(self.corrections, edit), edit))

    def _scene_id(self, scene: int) -> str:
        assert self.telling is not None
        return self.telling.scenes[scene].id

    def _name(self, character: str) -> str:
        found = self.telling.cast.get(character) if self.telling is not None else None
        return found.name if found is not None else ""

    def _state_name(self, state: Decided) -> str:
        names = {"present": self.tr("present"), "mentioned": self.tr("talked about"), "absent": self.tr("not here")}
        return names[state]

    def _set_corrections(self, corrections: Corrections) -> None:
        self.corrections = corrections
        self._replay()
        self.corrections_changed.emit(corrections)

    # ---- private

    def _has(self, scene: int) -> bool:
        return self.telling is not None and 0 <= scene < len(self.telling)

    def _forget(self) -> None:
        self.undo_stack.clear()
        self.analysed = self.story = self.telling = None
        self.corrections = ()
        self.unplaced = ()
        self.caret = (0, 0)
        self.hover()
        self.clear_selection()
        self.choose_lanes(LaneChoices(width=self.lanes.width))

    def _replay(self) -> None:
        """Show the analysed story as corrected; the selection keeps its place in the text."""
        if self.analysed is None:
            return
        before, selection = self.telling, self.selection
        corrected = correct(self.analysed, self.corrections)
        self.story, self.unplaced = corrected.story, corrected.unplaced
        self.telling = Telling(self.story)
        self.selection = _carried(selection, before, self.telling)
        self.hovered = Hover()
        self.story_changed.emit(self.story)
        if self.selection != selection:
            self.selection_changed.emit(self.selection)


class _Correct(QUndoCommand):
    """The one undo command: the corrections before and after.

    The workspace's stack owns it; were it to own the workspace in turn, Qt would crash when the two are collected.
    """

    def __init__(self, workspace: Workspace, name: str, before: Corrections, after: Corrections) -> None:
        super().__init__(name)
        self._workspace, self._before, self._after = weakref.ref(workspace), before, after

    def redo(self) -> None:
        self._set(self._after)

    def undo(self) -> None:
        self._set(self._before)

    def _set(self, corrections: Corrections) -> None:
        workspace = self._workspace()
        if workspace is not None:
            workspace._set_corrections(corrections)


def _toggled(characters: tuple[str, ...], character: str) -> tuple[str, ...]:
    if character in characters:
        return tuple(c for c in characters if c != character)
    return (*characters, character)


def _carried(selection: Selection, before: Telling | None, after: Telling) -> Selection:
    """`selection` in another telling of the same recaps: the scenes by their words, the characters that are left."""
    if before is None:
        return Selection()
    characters = tuple(c for c in selection.characters if c in after.cast)
    if selection.end is None:
        return Selection(NO_SCENES, characters)

    def carried(scene: int) -> int | None:
        episode = before.episode_index(scene)
        if episode >= len(after.story.episodes):
            return None
        return after.at(episode, before.scenes[scene].start)

    first, last, end = (carried(s) for s in (selection.scenes.start, selection.scenes.stop - 1, selection.end))
    if first is None or last is None or end is None:
        return Selection(NO_SCENES, characters)
    scenes = range(min(first, end), max(last, end) + 1)
    cell = None
    if selection.cell is not None and selection.cell[1] in after.cast:
        cell = (end, selection.cell[1])
    return Selection(scenes, characters, cell, end)


def _without(corrections: Corrections, made: Correction) -> Corrections:
    """`corrections` without those that answer the same question as `made` does."""
    return tuple(c for c in corrections if not _same_question(c, made))


def _same_question(old: Correction, new: Correction) -> bool:
    if old.do != new.do or old.episode != new.episode:
        return False
    if new.do == "presence":
        return (old.in_, old.character, old.at) == (new.in_, new.character, new.at)
    if new.do == "scene":
        return old.in_ == new.in_ and set(old.fields) <= set(new.fields)
    return new.do in ("colour", "outside") and (old.character, old.at) == (new.character, new.at)


def _new_id() -> str:
    return token_hex(4)
