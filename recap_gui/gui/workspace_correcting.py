"""The workspace's verbs of correcting: one for each kind of decision, all through one command of undo."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from secrets import token_hex

from PySide6.QtGui import QUndoCommand

from recap_gui.gui.selection import LaneChoices
from recap_gui.gui.telling import Telling
from recap_gui.gui.told import spoken
from recap_gui.gui.workspace_state import Corrections, WorkspaceState
from recap_gui.story import Decided, Kind, apart, edits
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.edits import Edit, Refused
from recap_gui.story.knowing import stamped
from recap_gui.story.reattach import reattach
from recap_gui.story.sentences import sentence_just_begun


class Correcting(WorkspaceState):
    """Corrects. What cannot be done is said by `refused`; verbs that change nothing emit nothing."""

    def correct(self, name: str, corrections: Iterable[Correction]) -> None:
        """Replace the corrections by others, as one step of undo called `name`."""
        if self.is_bare:
            self.refused.emit(self.tr("Your corrections are hidden. Show them again to correct."))
            return
        after = self._stamped(corrections)
        if after != self.corrections:
            self.undo_stack.push(_Correct(self, name, self.corrections, after))

    def cycle_cell(self, scene: int, character: str, *, back: bool = False) -> None:
        """Turn one cell on: present → mentioned → absent → present, or back."""
        if self.story is not None and self._has(scene) and self._name(character):
            self.set_presence(
                scene, character, edits.next_state(self.story, self._scene_id(scene), character, back=back)
            )

    def set_presence(self, scene: int, character: str, state: Decided) -> None:
        """Decide whether one character is in one scene, talked about there, or neither."""
        who = self._name(character)
        if self.story is None or self.analysed is None or not self._has(scene) or not who:
            return
        edit = edits.set_presence(self.story, self._scene_id(scene), character, state, new_id=_new_id())
        name = self.tr("{who} is {state}").format(who=who, state=self._state_name(state))
        if isinstance(edit, Refused):
            self.refused.emit(spoken(edit.because))
            return
        kept = _without(self.corrections, edit)
        if len(kept) < len(self.corrections):  # decided before: back to what was found needs no correction
            found = Telling(correct(self.analysed, kept).story).presence(scene, character)
            if (found.state if found else "absent") == state:
                self.correct(name, kept)
                return
        self.correct(name, (*kept, edit))

    def split(self, episode: int, offset: int) -> None:
        """Begin a scene at the word that holds `offset` of an episode, or at the sentence that has just begun there."""
        if self.story is not None:
            here = self.story.episodes[episode]
            edit = edits.split_at(self.story, here.id, sentence_just_begun(here.text, offset), new_id=_new_id())
            self._add(self.tr("split the scene"), edit)

    def join(self, scene: int) -> None:
        """Let `scene` go on the scene before it."""
        if self.story is not None and self._has(scene):
            self._add(
                self.tr("join the scenes"), edits.join_before(self.story, self._scene_id(scene), new_id=_new_id())
            )

    def move_break(self, scene: int, offset: int, *, exactly: bool = False) -> None:
        """Let `scene` begin at the sentence nearest to `offset` of its episode's text.

        With `exactly` at the word there, unless its sentence has just begun.
        """
        if self.story is not None and self._has(scene):
            episode = next(e for e in self.story.episodes if any(s.id == self._scene_id(scene) for s in e.scenes))
            edit = edits.move_break(
                self.story,
                self._scene_id(scene),
                sentence_just_begun(episode.text, offset) if exactly else offset,
                new_id=_new_id(),
                exactly=exactly,
            )
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

    def put_back(self, scene: int) -> None:
        """Say that a passage that is set apart belongs to the recap."""
        if self.story is not None and self._has(scene):
            edit = edits.set_scene(self.story, self._scene_id(scene), new_id=_new_id(), kind="scene")
            self._add(self.tr("put back"), edit)

    def set_apart_again(self, scene: int) -> None:
        """Take it back that a passage belongs to the recap that was set apart."""
        if self.story is not None and self.telling is not None and self._has(scene):
            episode, found = self.telling.episode_index(scene), self.telling.scenes[scene]
            rest = apart.set_apart_again(self.story, episode, found, self.corrections)
            self.correct(self.tr("set apart again"), rest)

    def put_back_in(self, episode: int) -> frozenset[str]:
        """The ids of the scenes of an episode that were set apart before the user put them back."""
        if self.story is None or self.analysed is None:
            return frozenset()
        return apart.put_back(self.analysed, self.story, episode)

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
            self.refused.emit(spoken(edit.because))
            return
        self.correct(self.tr("attach a correction"), (edit if c.id == edit.id else c for c in self.corrections))
        if still := next((u.because for u in self.unplaced if u.correction.id == edit.id), None):
            self.refused.emit(spoken(still))

    def _stamped(self, corrections: Iterable[Correction]) -> Corrections:
        """`corrections`, each id once, the new ones with how far was seen when they were made: a horizon asks for it.

        A question answered twice before the next one is asked would put its correction in twice.
        """
        known = {correction.id for correction in self.corrections}
        return tuple(
            c if c.id in known or self.story is None else stamped(c, self.story, cut=self.is_cut)
            for c in {c.id: c for c in corrections}.values()
        )

    def _add(self, name: str, edit: Edit) -> None:
        if isinstance(edit, Refused):
            self.refused.emit(spoken(edit.because))
        else:
            self.correct(name, (*_without(self.corrections, edit), edit))

    def _state_name(self, state: Decided) -> str:
        names = {"present": self.tr("present"), "mentioned": self.tr("talked about"), "absent": self.tr("not here")}
        return names[state]

    def _set_corrections(self, corrections: Corrections, lanes: LaneChoices | None = None) -> None:
        """Show the story with these corrections, in `lanes` or as they are: what shows stories knows how."""
        raise NotImplementedError


class _Correct(QUndoCommand):
    """The one undo command: the corrections before and after, and the lanes, unless others are chosen meanwhile.

    The workspace's stack owns it; were it to own the workspace in turn, Qt would crash when the two are collected.
    """

    def __init__(self, workspace: Correcting, name: str, before: Corrections, after: Corrections) -> None:
        super().__init__(name)
        self._workspace, self._before, self._after = weakref.ref(workspace), before, after
        self._lanes_before: LaneChoices | None = None
        self._lanes_after: LaneChoices | None = None

    def redo(self) -> None:
        workspace = self._workspace()
        if workspace is not None:
            shown = workspace.lanes
            workspace._set_corrections(self._after, self._lanes_after if shown == self._lanes_before else None)
            self._lanes_before, self._lanes_after = shown, workspace.lanes

    def undo(self) -> None:
        workspace = self._workspace()
        if workspace is not None:
            shown = workspace.lanes
            workspace._set_corrections(self._before, self._lanes_before if shown == self._lanes_after else None)


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
