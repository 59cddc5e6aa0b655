"""Keeps corrections on the disk: a moment after each change, in the background, and at once when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from recap_gui.files.corrections_file import RecapFacts
from recap_gui.files.corrections_store import Kept, Store, in_order, season_target, shared_out
from recap_gui.files.errors import FileError
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.saving_places import Look, Places, Save
from recap_gui.gui.told import of, spoken, told
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Document
from recap_gui.story.corrections import Correction
from recap_gui.story.knowing import woven
from recap_gui.story.phrase import Phrase

DELAY = 300
"""ms from a correction to its save: a burst of keys is saved once, and a second is kept with room to spare."""


class Saver(QObject):
    """Saves the workspace's corrections to where those of its recaps lie."""

    saved = Signal()
    """Everything is on the disk."""
    failed = Signal(object)
    """Told: it could not be saved; it is kept in memory and tried again with the next change"""
    noted = Signal(object)
    """str: something the user should know about where it was saved"""

    def __init__(self, workspace: Workspace, store: Store, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._store = workspace, store
        self.background = background
        """Where saving is done; what else is written beside recaps takes its turn there."""
        self._places = Places(store)
        self._sources: list[str] = []
        self._origin: dict[str, str] = {}
        self._saved: tuple[Correction, ...] = ()
        self._waiting: tuple[Correction, ...] = ()
        self._order: tuple[str, ...] | None = None
        self._number = 0
        self._notes: set[Phrase] = set()
        self._looking = False
        self._soon = QTimer(self, singleShot=True, interval=DELAY)
        self._soon.timeout.connect(self.save)
        workspace.corrections_changed.connect(self._on_corrections)
        background.done.connect(self._on_done)

    def season(self, paths: Sequence[Path], documents: Sequence[Document]) -> Kept:
        """What is kept for all episodes together: in their folder, or in the data folder where they lie apart."""
        folders = {path.absolute().parent for path in paths}
        folder = folders.pop() if len(folders) == 1 and len(paths) == len(documents) else None
        return self._store.load(season_target(folder, [document.sha256 for document in documents], paths))

    def begin(
        self,
        places: Sequence[tuple[Kept, Document]],
        corrections: tuple[Correction, ...],
        season: Kept | None = None,
        *,
        waiting: tuple[Correction, ...] = (),
    ) -> None:
        """Other recaps are open, with these corrections on the disk; of a season with what concerns all.

        Those `waiting` beyond a horizon are not in the workspace; they are saved along with it.
        """
        self.flush()
        self._number += 1
        self._waiting, self._order = waiting, None
        self._sources = [document.source for _, document in places]
        self._origin = {
            c.id: source for (kept, _), source in zip(places, self._sources, strict=True) for c in kept.file.corrections
        }
        kept = [one for one, _ in places] + ([season] if season is not None else [])
        facts = [_facts(document) for _, document in places] + ([None] if season is not None else [])
        self._places = Places(self._store, kept, facts)
        self._saved = corrections
        for one in kept:
            if one.note:
                self._note(one.note)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What is on the disk as far as is known here: of each recap in turn, then of the season."""
        return self._places.kept

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """All there are: those of the workspace, and those that wait beyond a horizon, in the order of replay."""
        if not self._waiting:
            return self._workspace.corrections
        return tuple(woven(self._workspace.corrections, self._waiting, self._saved))

    @property
    def is_saved(self) -> bool:
        """Whether everything is on the disk."""
        return not self._places or (self._order is None and self._saved == self.corrections)

    def set_order(self, order: tuple[str, ...]) -> None:
        """Keep the order of a season's episodes, by their source names."""
        if self._places.is_season:
            self._order = order
            self.save()

    @Slot()
    def save(self) -> None:
        """Save now, in the background."""
        self._soon.stop()
        if self.is_saved:
            self.saved.emit()
            return
        task = self._task()
        self.background.run(("save", self._number, self.corrections, self._order, task.number), task)

    def flush(self) -> None:
        """Save now, and wait for it: the window closes or shows something else."""
        self._soon.stop()
        if not self.is_saved:
            self._took(self.corrections, self._order, self._task()())

    def look(self) -> None:
        """See in the background whether another window or program has changed what lies on the disk, and follow it."""
        if self._places and not self._looking and self.is_saved and not self._workspace.is_bare:
            self._looking = True
            self.background.run(("look", self._number, self._saved), Look(self._places))

    @Slot(object)
    def _on_corrections(self, _: object) -> None:
        if not self.is_saved and not self._soon.isActive():  # never put off: who corrects without a pause is saved too
            self._soon.start()

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("save", number, corrections, order, asked) if number == self._number:
                if done.error is None and self._places.is_older(asked):
                    return  # a later one went on without waiting
                if done.error is None:
                    self._took(corrections, order, done.result)
                    self.saved.emit()
                elif isinstance(done.error, FileError):
                    self.failed.emit(of(done.error))
                else:
                    self.failed.emit(told("internal", {"name": "", "because": str(done.error)}))
            case ("look", number, saved):
                self._looking = False
                if done.error is None and number == self._number and saved == self._saved and self.is_saved:
                    self._follow(*done.result)

    def _follow(self, known: tuple[Kept, ...], news: tuple[Kept | None, ...]) -> None:
        """Show what another writer put on the disk, as one step that can be undone."""
        if not any(news) or not self._places.follow(known, news):
            return
        before = {c.id for kept in known for c in kept.file.corrections}
        there = {c.id: c for c in in_order(kept.file for kept in self._places.kept)}
        gone = before - there.keys()
        ours = {c.id for c in self.corrections}
        fresh = tuple(c for c in there.values() if c.id not in ours)
        self._waiting = tuple(c for c in self._waiting if c.id not in gone)
        now = tuple(c for c in self._workspace.corrections if c.id not in gone)
        if self._workspace.is_cut:  # whether they may be shown is found out when the horizon moves
            self._waiting = (*self._waiting, *fresh)
        else:
            now = (*now, *fresh)
        self._saved = tuple(c for c in self._saved if c.id not in gone) + fresh
        self._workspace.correct(self.tr("corrections from elsewhere"), now)

    def _task(self) -> Save:
        corrections = tuple({c.id: c for c in self.corrections}.values())  # equal ids stand once, as when read back
        if len(self._places) == 1:
            numbered = tuple(replace(c, order=n) for n, c in enumerate(corrections, 1))
            return Save(self._places, self._places.ask(), (numbered,))
        own, shared = shared_out(corrections, self._sources)
        # What was decided while a recap was open alone stays with it, whatever it concerns.
        stay = {c.id: self._origin[c.id] for c in shared if c.id in self._origin}
        mine = {
            source: tuple(sorted((*found, *(c for c in shared if stay.get(c.id) == source)), key=lambda c: c.order))
            for source, found in own.items()
        }
        parts = [mine[source] for source in self._sources]
        parts.append(tuple(c for c in shared if c.id not in stay))
        return Save(self._places, self._places.ask(), tuple(parts), self._order)

    def _took(
        self, corrections: tuple[Correction, ...], order: tuple[str, ...] | None, kept: tuple[Kept, ...] | None
    ) -> None:
        if kept is None:  # a later save went first
            return
        self._saved = corrections
        if order == self._order:
            self._order = None
        came = [c for k in kept if k.came for c in k.file.corrections]
        for note in (k.note for k in kept if k.note):
            self._note(note)
        if came:
            known = {c.id for c in self.corrections}
            fresh = tuple({c.id: c for c in came if c.id not in known}.values())  # two places may hold the same one
            if fresh and self._workspace.is_cut:  # whether they may be shown is found out when the horizon moves
                self._waiting, self._saved = (*self._waiting, *fresh), (*self._saved, *fresh)
            elif fresh:
                self._workspace.show_bare(False)  # what came must not wait: the next save would take it away again
                self._workspace.correct(self.tr("take over corrections"), (*self._workspace.corrections, *fresh))
        if not self.is_saved and not self._soon.isActive():  # undone or gone on while it was being saved
            self._soon.start()

    def _note(self, note: Phrase) -> None:
        if note not in self._notes:
            self._notes.add(note)
            self.noted.emit(spoken(note))


def _facts(document: Document) -> RecapFacts:
    return RecapFacts(document.source, document.sha256, len(document.text))
