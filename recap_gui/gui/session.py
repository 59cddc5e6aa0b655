"""What is open: takes what the opener brings into the workspace, up to the horizon, and keeps what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_store import Kept, in_order
from recap_gui.gui.arrivals import Arrivals
from recap_gui.gui.horizon_memory import HorizonMemory, place_of
from recap_gui.gui.jobs import Background
from recap_gui.gui.letting_go import LettingGo
from recap_gui.gui.opened_recaps import held_of, key_of, offer, parts_of, tell_apart, texts_of
from recap_gui.gui.opening import Batch, Opened, Opener, Source
from recap_gui.gui.opening_words import notes_of
from recap_gui.gui.reading_memory import ReadingMemory
from recap_gui.gui.saving import Saver
from recap_gui.gui.settings import Settings
from recap_gui.gui.weaving import Weaver
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Document
from recap_gui.story.corrections import Correction
from recap_gui.story.knowing import holding
from recap_gui.story.season_of import seasons_in
from recap_gui.work import season as seasons
from recap_gui.work.messages import Told
from recap_gui.work.seen import Shown


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why recaps are made into one story.

    `first` means that other recaps were open before, `last` that no more are to come, `keeps` that what was decided on
    the ones that are open belongs to these too.
    """

    found: tuple[Opened, ...]
    batch: Batch | None = None
    first: bool = True
    last: bool = True
    keeps: bool = False


class Session(QObject):
    """The recaps that are open, from the first path to the last save."""

    said = Signal(object)
    """str: something the user should know that loses nothing"""
    failed = Signal(object)
    """tuple[tuple[str, Told], ...]: recaps that could not be opened, by name"""
    listed = Signal(object)
    """tuple[Offer, ...]: recaps that are no season together, to be opened one by one; the first of them is opened"""
    title_changed = Signal(str)
    ordered = Signal(bool)
    """A season is shown whose order has not been confirmed; whether it was never opened before."""
    opened = Signal()
    """Everything that was asked for is shown."""
    followed = Signal(object)
    """Batch: recaps that changed on the disk were read again unasked, and are shown as they are now."""
    shown_changed = Signal(object)
    """Shown | None: other recaps are shown, or more or less of them"""

    def __init__(
        self,
        workspace: Workspace,
        opener: Opener,
        saver: Saver,
        settings: Settings,
        weaver: Weaver,
        memory: HorizonMemory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._opener, self._saver, self._settings = workspace, opener, saver, settings
        self._weaver = weaver
        self._memory, self._readings = memory, ReadingMemory(settings)
        self._recaps: list[Opened] = []
        self._shown: Shown | None = None
        self._arrivals = Arrivals(weaver, self)
        self._arrivals.due.connect(self._on_due)
        self._corrected = False
        self._refused: Opened | None = None
        self.title = ""
        opener.began.connect(self._on_began)
        opener.read.connect(self._on_read)
        opener.came.connect(self._on_came)
        opener.finished.connect(self._on_finished)
        opener.refused.connect(self._on_refused)
        opener.cancelled.connect(self._on_cancelled)
        weaver.woven.connect(self._on_woven)
        workspace.corrections_changed.connect(self._on_corrections)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are open; pasted text has none."""
        return tuple(o.source.path for o in self._recaps if o.source.path is not None)

    @property
    def recaps(self) -> tuple[Opened, ...]:
        """The recaps that are open, those beyond the horizon included."""
        return tuple(self._recaps)

    @property
    def shown(self) -> Shown | None:
        """What is shown, and what of."""
        return self._shown

    @property
    def background(self) -> Background:
        """The thread for what may take its time."""
        return self._weaver.background

    @property
    def is_busy(self) -> bool:
        """Whether what was asked for is not all shown yet."""
        return self._opener.is_busy or self._weaver.is_busy

    # ---- opening

    def open_paths(self, paths: Sequence[Path], *, add: bool = False) -> None:
        """Open files or folders in the place of what is open, or as further episodes."""
        self._saver.flush()
        self._weaver.forget()
        self._opener.open_paths(paths, add=add and bool(self._recaps))

    def open_text(self, text: str, as_format: str | None = None) -> None:
        """Open pasted text (of the clipboard's HTML, `as_format` says so); where a story is open, as an episode."""
        self._saver.flush()
        self._weaver.forget()
        number = sum(o.source.path is None for o in self._recaps) + 1
        name = self.tr("Pasted recap") if number == 1 else self.tr("Pasted recap {n}").format(n=number)
        self._opener.open_text(text, name, add=bool(self._recaps), as_format=as_format)

    def reload(self) -> None:
        """Read the files that are open again; the corrections stay."""
        self._saver.flush()
        files = [opened for opened in self._recaps if opened.source.path is not None]
        if files:
            self.read_again(files)
        else:
            self.said.emit(self.tr("Pasted text has no file to read again."))

    def read_again(self, recaps: Sequence[Opened], *, unasked: bool = False) -> None:
        """Read some of the recaps that are open again, the one that is looked at first."""
        if recaps:
            self._saver.flush()
            self._weaver.forget()
            seen = self._looked_at()
            sources = [o.source for o in sorted(recaps, key=lambda o: o is not seen)]
            self._opener.open_recaps(sources, unasked=unasked)

    def try_again(self, sources: Sequence[Source], *, add: bool = False) -> None:
        """Open recaps once more that failed, in the place of what is open or (`add`) as further episodes."""
        self._saver.flush()
        self._weaver.forget()
        open_already = {key_of(o) for o in self._recaps}
        if all(key_of(Opened(source)) in open_already for source in sources):
            self._opener.open_recaps(sources)
        else:
            self._opener.open_recaps(sources, reload=False, add=add and bool(self._recaps))

    def read_as(self, source: Source) -> None:
        """Read a recap again as `source` says, and from now on whenever it is opened."""
        self._readings.keep(replace(source, as_format=None, encoding=None))  # what fails is not remembered
        self.try_again([source])

    def to_read_again(self, *, failed: bool = False) -> Opened | None:
        """The recap that is looked at, or the one that `failed` last: what "Read again as …" means."""
        return (self._refused if failed else None) or self._looked_at() or self._refused

    def close(self) -> None:
        """Show nothing."""
        self._opener.cancel(quietly=True)
        self._weaver.forget()
        self._saver.flush()
        old = LettingGo(self._shown)
        self._forget()
        self._workspace.close_story()
        self._name("")
        self.shown_changed.emit(None)
        self.background.run("let go", old)

    # ---- showing the same recaps otherwise

    def set_order(self, order: Sequence[str]) -> None:
        """Put the episodes into another order, by their source names; it is kept with the season."""
        if self._shown is not None:
            self._saver.set_order(tuple(order))
            self._weave(Purpose(tuple(self._recaps), first=False, keeps=True), order=tuple(order))

    def show_again(self) -> None:
        """Show what is open anew: the horizon is another one."""
        if self._shown is not None:
            self._weave(Purpose(tuple(self._recaps), first=False, keeps=True))

    # ---- what the opener tells

    @Slot(object)
    def _on_began(self, batch: Batch) -> None:
        self._corrected = False
        self._arrivals.begin()
        for opened in batch.recaps:
            opened.source = self._readings.applied(opened.source)
        batch.quiet, batch.held = self._memory.in_batch(batch)
        if not batch.reload and not batch.add:
            self._name(batch.recaps[0].source.name if len(batch.recaps) == 1 else "")

    @Slot(object)
    def _on_read(self, batch: Batch) -> None:
        """The first text can be read while the stories are being found."""
        if batch.reload or batch.add or batch.quiet:
            return
        documents = [o.document for o in batch.recaps if o.document is not None][:1]
        if documents:
            self._saver.flush()
            old = LettingGo(self._shown)
            self._forget()
            self._workspace.open_documents(documents)
            self.shown_changed.emit(None)
            self.background.run("let go", old)

    @Slot(object)
    def _on_came(self, batch: Batch) -> None:
        """Another story is there: some of what has come may be shown."""
        if batch.reload or batch.add:
            return
        held = held_of(batch)
        if held is not None and held.story is not None and batch.order is None:
            season = self._season([o for o in batch.recaps if o.document is not None])
            batch.order = season.file.order if season is not None else ()
        self._arrivals.came(batch)

    @Slot(object, object, bool)
    def _on_due(self, found: tuple[Opened, ...], batch: Batch, is_first: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Show what has come so far."""
        self._weave(Purpose(found, batch, first=is_first, last=False, keeps=not is_first))

    @Slot(object)
    def _on_refused(self, told: Told) -> None:
        self.failed.emit((("", told),))

    @Slot()
    def _on_cancelled(self) -> None:
        """What has come so far stays."""
        self._arrivals.end()

    @Slot(object)
    def _on_finished(self, batch: Batch) -> None:
        self._arrivals.end()
        failed = tuple((o.source.name, o.failed) for o in batch.recaps if o.failed is not None)
        found = [o for o in batch.recaps if o.story is not None]
        for opened in found:
            self._readings.keep(opened.source)
        self._refused = next((o for o in batch.recaps if o.failed is not None), None)
        if failed:
            self.failed.emit(failed)
        if batch.reload:
            fresh = {key_of(o): o for o in found}
            found = [fresh.pop(key_of(o), o) for o in self._recaps] + list(fresh.values()) if found else []
        elif batch.add and found:
            found = [*self._recaps, *found]
        stories = [o.story for o in found if o.story is not None]
        if not stories:
            if not batch.reload and not batch.add and not any(o.document for o in batch.recaps):
                self._name(self.title if self._workspace.story is not None else "")
            return
        if len(stories) > 1 and not batch.add and not batch.reload and len(groups := seasons_in(stories)) > 1:
            offered = tuple(offer([found[at] for at in group]) for group in groups)
            found = [found[at] for at in groups[0]]
            self.listed.emit(offered)
        begun = bool(self._arrivals.shown)
        self._weave(Purpose(tuple(found), batch, first=not (batch.reload or begun), keeps=batch.add or begun))

    # ---- one story of all

    def _weave(self, purpose: Purpose, order: tuple[str, ...] | None = None) -> None:
        found = purpose.found
        tell_apart(found)
        season = self._season(found)
        if order is None:
            order = season.file.order if season is not None else ()
        reach = self._memory.of(place_of(found), texts_of(found))
        self._weaver.weave(parts_of(found), order, reach, purpose, self._decided(purpose, _on_disk(found, season)))

    def _decided(self, purpose: Purpose, there: tuple[Correction, ...]) -> tuple[Correction, ...]:
        """The corrections that belong to what is to be shown: those kept for it, `there`, and those made on it."""
        known = {correction.id for correction in there}
        made = self._saver.corrections if purpose.keeps else ()
        return (*there, *(c for c in made if c.id not in known))

    @Slot(object, object)
    def _on_woven(self, shown: Shown, purpose: Purpose) -> None:
        self._saver.flush()
        if purpose.keeps or self._corrected:  # what is kept was changed since it was read from the disk
            kept = {key_of(o): one for o, one in zip(self._recaps, self._saver.kept, strict=False)}
            for opened in purpose.found:
                opened.kept = kept.get(key_of(opened), opened.kept)
        found = list(purpose.found)
        season = self._season(found)
        there = _on_disk(found, season)
        everything = self._decided(purpose, there)
        held, waiting = everything, everything[:0]
        if shown.plan.place is not None:
            held, waiting = holding(everything, shown.story, shown.plan.whole)
        old = LettingGo(self._shown)
        self._recaps, self._shown = found, shown
        self._saver.begin(
            [(o.kept, o.document) for o in found if o.kept and o.document], there, season, waiting=waiting
        )
        self._present(shown, held, purpose)
        self._name(shown.story.title or found[0].source.name)
        self.shown_changed.emit(shown)
        self.background.run("let go", old)
        if purpose.last and purpose.batch is not None and purpose.batch.unasked:
            self.followed.emit(purpose.batch)
        elif purpose.last:
            if purpose.batch is not None:
                is_new = self._remember(purpose.batch)
                self._tell([part.document for part in shown.plan.parts], len(held))
                if season is not None and not season.file.order and not purpose.batch.reload:
                    self.ordered.emit(is_new)
            self.opened.emit()

    def _present(self, shown: Shown, corrections: tuple[Correction, ...], purpose: Purpose) -> None:
        workspace = self._workspace
        workspace.is_cut = shown.plan.place is not None
        workspace.set_documents(shown.documents)
        if not purpose.first and corrections == workspace.corrections:
            workspace.reanalysed(shown.story)
        else:
            workspace.set_story(shown.story, corrections)

    def _remember(self, batch: Batch) -> bool:
        """Put what was opened among the recent recaps: the folder, where all of it was asked for. Whether it is new."""
        paths = self.paths
        if len(batch.asked) == 1 and len(paths) > 1 and not batch.add and not batch.reload:
            paths = batch.asked
        elif not paths or len(paths) != len(self._recaps):
            return False
        entry = tuple(str(path.absolute()) for path in paths)
        is_new = entry not in self._settings.recent()
        self._settings.add_recent(entry)
        return is_new

    def _tell(self, documents: Sequence[Document], corrections: int) -> None:
        shown = self._shown
        assert shown is not None
        if helped := [(o.source.name, o.helped) for o in self._recaps if o.helped is not None]:
            self.failed.emit(tuple(helped))
            return
        if shown.plan.place is not None:
            documents = shown.documents
        if notes := notes_of(documents, shown.story, corrections, len(self._workspace.unplaced)):
            self.said.emit(" ".join(notes))

    # ---- private

    @Slot(object)
    def _on_corrections(self, _corrections: object) -> None:
        self._corrected = True

    def _season(self, found: Sequence[Opened]) -> Kept | None:
        """What is kept for all of these recaps together; None where it is but one."""
        documents = [o.document for o in found if o.document is not None]
        paths = [o.source.path for o in found if o.source.path is not None]
        return self._saver.season(paths, documents) if len(found) > 1 else None

    def _looked_at(self) -> Opened | None:
        """The recap whose episode is being read or has its scene selected."""
        telling, selection = self._workspace.telling, self._workspace.selection
        if telling is None:
            return None
        episode = telling.episode_index(selection.scene) if selection.scene is not None else self._workspace.caret[0]
        source = telling.story.episodes[episode].source if episode < len(telling.story.episodes) else None
        return next((o for o in self._recaps if o.document is not None and o.document.source == source), None)

    def _forget(self) -> None:
        self._saver.begin((), ())
        self._recaps, self._shown = [], None
        self._workspace.is_cut = False

    def _name(self, title: str) -> None:
        self.title = title
        self.title_changed.emit(title)


def _on_disk(found: Sequence[Opened], season: Kept | None) -> tuple[Correction, ...]:
    """The corrections that are kept for recaps, and for all of them as a `season`."""
    own = [(o.document.source, o.kept.file) for o in found if o.kept is not None and o.document is not None]
    return seasons.of_season(own, season.file) if season is not None else in_order(file for _, file in own)
