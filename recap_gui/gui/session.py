"""What is open: takes what the opener brings into the workspace, and keeps what belongs to it for saving and reload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_store import in_order
from recap_gui.gui.opening import Batch, Opened, Opener
from recap_gui.gui.saving import Saver
from recap_gui.gui.settings import Settings
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Document, Story
from recap_gui.story.corrections import Correction
from recap_gui.story.season_of import is_season
from recap_gui.work import season as seasons
from recap_gui.work.messages import Told
from recap_gui.work.season import Part


class Session(QObject):
    """The recaps that are open, from the first path to the last save."""

    said = Signal(object)
    """str: something the user should know that loses nothing"""
    failed = Signal(object)
    """tuple[tuple[str, Told], ...]: recaps that could not be opened, by name"""
    listed = Signal(object)
    """tuple[Path, ...]: files that are no season, to be opened one by one"""
    title_changed = Signal(str)

    def __init__(
        self, workspace: Workspace, opener: Opener, saver: Saver, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._left: tuple[Correction, ...] = ()
        self._workspace, self._opener, self._saver, self._settings = workspace, opener, saver, settings
        self._recaps: list[Opened] = []
        self.title = ""
        opener.began.connect(self._on_began)
        opener.read.connect(self._on_read)
        opener.finished.connect(self._on_finished)
        opener.refused.connect(self._on_refused)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are open; pasted text has none."""
        return tuple(o.source.path for o in self._recaps if o.source.path is not None)

    def open_paths(self, paths: Sequence[Path], *, add: bool = False) -> None:
        """Open files or folders in the place of what is open, or as further episodes."""
        self._saver.flush()
        self._opener.open_paths(paths, add=add and bool(self._recaps))

    def open_text(self, text: str) -> None:
        """Open pasted text; where a story is open, as a further episode."""
        self._saver.flush()
        number = sum(o.source.path is None for o in self._recaps) + 1
        name = self.tr("Pasted recap") if number == 1 else self.tr("Pasted recap {n}").format(n=number)
        self._opener.open_text(text, name, add=bool(self._recaps))

    def reload(self) -> None:
        """Read the files that are open again; the corrections stay."""
        self._saver.flush()
        if self.paths:
            self._opener.open_paths(self.paths, reload=True)
        else:
            self.said.emit(self.tr("Pasted text has no file to read again."))

    def close(self) -> None:
        """Show nothing."""
        self._opener.cancel(quietly=True)
        self._saver.flush()
        self._recaps = []
        self._saver.begin((), ())
        self._workspace.close_story()
        self._name("")

    @Slot(object)
    def _on_began(self, batch: Batch) -> None:
        if not batch.reload and not batch.add:
            self._name(batch.recaps[0].source.name if len(batch.recaps) == 1 else "")

    @Slot(object)
    def _on_read(self, batch: Batch) -> None:
        """The first text can be read while the stories are being found."""
        if batch.reload or batch.add:
            return
        documents = [o.document for o in batch.recaps if o.document is not None][:1]
        if documents:
            self._saver.flush()
            self._saver.begin((), ())
            self._recaps = []
            self._workspace.open_documents(documents)

    @Slot(object)
    def _on_refused(self, told: Told) -> None:
        self.failed.emit((("", told),))

    @Slot(object)
    def _on_finished(self, batch: Batch) -> None:
        failed = tuple((o.source.name, o.failed) for o in batch.recaps if o.failed is not None)
        found = [o for o in batch.recaps if o.story is not None]
        if batch.add:
            if found:  # what was decided on the episodes so far belongs to the larger season too
                self._left = self._workspace.corrections
            for opened, kept in zip(self._recaps, self._saver.kept, strict=False):
                opened.kept = kept
            found = [*self._recaps, *found]
        _tell_apart(found)
        stories = [o.story for o in found if o.story is not None]
        if failed:
            self.failed.emit(failed)
        if not stories:
            if not batch.reload and not batch.add and not any(o.document for o in batch.recaps):
                self._name(self.title if self._workspace.story is not None else "")
            return
        if len(stories) > 1 and not batch.add and not batch.reload and not is_season(stories):
            self.listed.emit(tuple(o.source.path for o in found if o.source.path is not None))
            found, stories = found[:1], stories[:1]
        self._show(found, stories)

    def _show(self, found: list[Opened], stories: list[Story]) -> None:
        parts = [Part(o.document, o.story) for o in found if o.document is not None and o.story is not None]
        self._recaps = found
        season = self._saver.season(self.paths, [part.document for part in parts]) if len(found) > 1 else None
        story = seasons.joined(stories, season.file.order if season is not None else ())
        own = [(o.document.source, o.kept.file) for o in found if o.kept is not None and o.document is not None]
        alone = in_order(file for _, file in own)
        corrections = seasons.of_season(own, season.file) if season is not None else alone
        known = {correction.id for correction in corrections}
        left = tuple(c for c in self._left if c.id not in known)
        self._left = ()
        self._workspace.set_documents(seasons.documents_of(parts, story))
        places = [(o.kept, o.document) for o in found if o.kept and o.document]
        self._saver.begin(places, corrections, season)
        self._workspace.set_story(story, (*corrections, *left))
        paths = self.paths
        if paths and len(paths) == len(found):
            self._settings.add_recent(tuple(str(path.absolute()) for path in paths))
        self._name(story.title or found[0].source.name)
        self._tell([part.document for part in parts], story, len(corrections))

    def _tell(self, documents: Sequence[Document], story: Story, corrections: int) -> None:
        notes = [note for document in documents for note in document.notes]
        notes += [note for note in story.notes if note not in notes]
        if corrections:
            one, many = self.tr("{n} correction of yours is applied."), self.tr("{n} corrections of yours are applied.")
            notes.append(plural(corrections, one, many))
        if lost := len(self._workspace.unplaced):
            notes.append(self.tr("{n} could not be placed: see “What I changed”.").format(n=lost))
        if notes:
            self.said.emit(" ".join(dict.fromkeys(notes)))

    def _name(self, title: str) -> None:
        self.title = title
        self.title_changed.emit(title)


def _tell_apart(found: Sequence[Opened]) -> None:
    """Give recaps of one file name, from different folders, names of their own: corrections are tied to names."""
    seen: set[str] = set()
    for opened in found:
        if opened.document is None or opened.story is None:
            continue
        name, number = opened.document.source, 1
        while name in seen:
            number += 1
            name = f"{opened.document.source} ({number})"
        seen.add(name)
        if name != opened.document.source:
            opened.document = replace(opened.document, source=name)
            episodes = tuple(replace(episode, source=name) for episode in opened.story.episodes)
            opened.story = replace(opened.story, episodes=episodes)
