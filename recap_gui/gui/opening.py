"""Opens recaps: bytes from the disk in the background, reading and analysis in the child, one batch at a time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.files.corrections_store import Kept, Store, recap_target
from recap_gui.files.disk import display_name, file_error, open_bytes
from recap_gui.files.errors import FileError
from recap_gui.files.listing import recaps_in
from recap_gui.files.made_out import NOTHING
from recap_gui.gui.jobs import Background, Done, Jobs
from recap_gui.gui.told import of, said, spoken, told
from recap_gui.story import Document, Story
from recap_gui.story.phrase import Phrase
from recap_gui.work.messages import Told
from recap_gui.work.protocol import Failed, Found, Message, Open, Progress, Read, Reading
from recap_gui.work.seen import text_alone

_TELLING, _LEAST_SHARE = 2.0, 0.05
"""Seconds, and share of the work, after which it can be told how long the rest will take."""
AHEAD = 6
"""Files that are read ahead of the children."""
_NO_RECAP = frozenset({"unknown_kind", "no_words", "packed", "not_text", "docx"})
"""Failures after which what can be made out of a file is shown."""


@dataclass(frozen=True, slots=True)
class Source:
    """One recap to open: a file, or pasted text. `as_format` and `encoding` are the user's word on what it is."""

    name: str
    path: Path | None = None
    data: bytes = b""
    as_format: str | None = None
    encoding: str | None = None
    part: bool = False
    """Whether a very long text may be analysed in part."""


@dataclass(slots=True)
class Opened:
    """One recap as far as it has come."""

    source: Source
    kept: Kept | None = None
    document: Document | None = None
    story: Story | None = None
    failed: Told | None = None
    helped: Told | None = None
    """What it really is, where only what could be made out of it is shown."""
    done: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.story is not None or self.failed is not None


@dataclass(slots=True)
class Batch:
    """The recaps that are being opened together.

    `reload` means that they are open already, `unasked` that they are read again because they changed. `quiet` means
    that nothing may be told of how many there are: some lie beyond a horizon; `held` is the name of the recap that
    holds it, if that is known, and `order` that of the season as it was kept. `asked` are the files and folders that
    were asked for.
    """

    number: int
    recaps: list[Opened] = field(default_factory=list)
    reload: bool = False
    add: bool = False
    is_read: bool = False
    unasked: bool = False
    quiet: bool = False
    held: str = ""
    order: tuple[str, ...] | None = None
    asked: tuple[Path, ...] = ()
    begun: float = field(default_factory=time.monotonic)

    @property
    def share(self) -> float:
        """How much of it is done, 0–1."""
        return sum(1.0 if o.is_over else o.done for o in self.recaps) / max(len(self.recaps), 1)

    @property
    def seconds_left(self) -> int | None:
        """How long it will still take, going by what it took so far; None while that cannot be told."""
        took = time.monotonic() - self.begun
        share = self.share
        return round(took * (1 - share) / share) if took > _TELLING and share > _LEAST_SHARE else None


class Opener(QObject):
    """Opens one batch at a time; a new one gives the old one up."""

    began = Signal(object)
    """Batch"""
    read = Signal(object)
    """Batch: its first text is there"""
    came = Signal(object)
    """Batch: another of its stories is there, and more are to come"""
    progressed = Signal(float, str)
    finished = Signal(object)
    """Batch: all stories are there (or failed)"""
    refused = Signal(object)
    """Told: nothing can be opened there"""
    cancelled = Signal()

    def __init__(self, jobs: Jobs, background: Background, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._background, self._store = jobs, background, store
        self._batch: Batch | None = None
        self._next = 0
        self._is_listing = False
        self._alone = b""
        self._to_load: list[int] = []
        jobs.answered.connect(self._on_answered)
        background.done.connect(self._on_done)

    @property
    def is_busy(self) -> bool:
        """Whether files are being looked for, or a batch is under way."""
        return self._is_listing or self._batch is not None

    def open_paths(self, paths: Sequence[Path], *, reload: bool = False, add: bool = False) -> None:
        """Open files; of a folder its recaps."""
        self.cancel(quietly=True)
        self._next += 1
        number = self._next
        self._is_listing = True
        self._background.run(("list", number, reload, add, tuple(paths)), _List(tuple(paths)))

    def open_recaps(
        self, sources: Sequence[Source], *, reload: bool = True, add: bool = False, unasked: bool = False
    ) -> None:
        """Open some of the recaps again that are open (or, without `reload`, were to be), the first one first."""
        self.cancel(quietly=True)
        self._next += 1
        recaps = [Opened(source) for source in sources]
        self._begin(Batch(self._next, recaps, reload=reload, add=add, unasked=unasked))

    def open_text(self, text: str, name: str, *, add: bool = False, as_format: str | None = None) -> None:
        """Open pasted text."""
        self.cancel(quietly=True)
        self._next += 1
        data = text.encode("utf-8", "replace")
        self._begin(Batch(self._next, [Opened(Source(name, None, data, as_format))], add=add))

    def cancel(self, *, quietly: bool = False) -> None:
        """Give up what is under way."""
        was_busy = self.is_busy
        batch, self._batch = self._batch, None
        if self._is_listing:
            self._is_listing = False
            self._next += 1  # what is found is not wanted any more
        if batch is not None:
            for index in range(len(batch.recaps)):
                self._jobs.cancel(("open", batch.number, index))
        if was_busy and not quietly:
            self.cancelled.emit()

    def _begin(self, batch: Batch) -> None:
        self._batch = batch
        self.began.emit(batch)
        indices = range(len(batch.recaps))
        self._to_load = sorted(indices, key=lambda i: batch.recaps[i].source.name != batch.held)
        self._to_load.reverse()
        for _ in range(AHEAD):
            self._load_next(batch)

    def _load_next(self, batch: Batch) -> None:
        """Read the next file: a few ahead, so that the first story is not kept waiting for the last file.

        The one with the horizon is read first: without it none of the others may be shown.
        """
        if self._to_load:
            index = self._to_load.pop()
            source = batch.recaps[index].source
            self._background.run(("load", batch.number, index), _Load(source, self._store))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("list", number, reload, add, asked) if number == self._next:
                self._is_listing = False
                if done.error is not None:
                    self.refused.emit(_told(done.error))
                elif not done.result:
                    self.refused.emit(
                        Told(said("There is no recap in this folder"), said("it holds no file of a kind that is read"))
                    )
                else:
                    recaps = [Opened(Source(display_name(path), path)) for path in done.result]
                    self._begin(Batch(number, recaps, reload=reload, add=add, asked=asked))
            case ("load", number, index) if self._batch is not None and number == self._batch.number:
                opened = self._batch.recaps[index]
                self._load_next(self._batch)
                if done.error is not None:
                    opened.failed = _told(done.error)
                    self._look()
                else:
                    data, opened.kept = done.result
                    source = opened.source
                    is_alone = len(self._batch.recaps) == 1 and not (self._batch.add or self._batch.unasked)
                    self._alone = data if is_alone else b""
                    request = Open(
                        data, source.name, as_format=source.as_format, encoding=source.encoding, part=source.part
                    )
                    self._jobs.submit(("open", number, index), request)

    @Slot(object, object)
    def _on_answered(self, key: Any, message: Message) -> None:
        batch = self._batch
        match key:
            case ("open", number, index) if batch is not None and number == batch.number:
                opened = batch.recaps[index]
            case _:
                return
        if isinstance(message, Reading):
            opened.document = _in_language(message.document)
            self._show_first(batch)
            if opened.helped is not None:
                self._jobs.forget(key)
                opened.story = text_alone(opened.document)
        elif isinstance(message, Found):
            self._jobs.forget(key)
            opened.story = message.story
        elif isinstance(message, Failed):
            self._jobs.forget(key)
            self._fail(key, opened, message)
        elif isinstance(message, Progress):
            opened.done = message.done
            self.progressed.emit(batch.share, self._words(batch, message.doing))
        self._look()
        if isinstance(message, Found) and self._batch is batch:
            self.came.emit(batch)

    def _words(self, batch: Batch, doing: Phrase) -> str:
        """What is said beside the progress."""
        words = [spoken(doing)]
        if len(batch.recaps) > 1:
            over = sum(o.is_over for o in batch.recaps)
            words = [self.tr("{n} of {all} recaps").format(n=over, all=len(batch.recaps))]
        if batch.quiet:
            return self.tr("Reading")
        if seconds := batch.seconds_left:
            words.append(self.tr("about {n} s left").format(n=seconds))
        return " · ".join(words)

    def _fail(self, key: tuple[Any, ...], opened: Opened, failure: Failed) -> None:
        """A recap that cannot be read costs itself; of one that was opened alone, show what can be made out."""
        data, self._alone = self._alone, b""
        if failure.code in _NO_RECAP and data and opened.helped is None:
            opened.helped = of(failure)
            self._jobs.submit(key, Read(data, opened.source.name, as_format="made out"))
        else:
            opened.failed, opened.helped = opened.helped or of(failure), None

    def _show_first(self, batch: Batch) -> None:
        """Tell once that the first text that can be read is there: of a season the others may take their time."""
        first = next((o for o in batch.recaps if o.failed is None), None)
        if not batch.is_read and first is not None and first.document is not None:
            batch.is_read = True
            self.read.emit(batch)

    def _look(self) -> None:
        batch = self._batch
        if batch is not None and all(opened.is_over for opened in batch.recaps):
            self._batch = None
            self.finished.emit(batch)


@dataclass(frozen=True, slots=True)
class _List:
    """Finds the files that paths stand for."""

    paths: tuple[Path, ...]

    def __call__(self) -> list[Path]:
        found: list[Path] = []
        for path in self.paths:
            found.extend(recaps_in(path).files if path.is_dir() else [path])
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Load:
    """Reads the bytes of a recap and the corrections kept for it."""

    source: Source
    store: Store

    def __call__(self) -> tuple[bytes, Kept]:
        data = self.source.data if self.source.path is None else open_bytes(self.source.path)
        target = recap_target(self.source.path, hashlib.sha256(data).hexdigest())
        return data, self.store.load(target)


def _told(error: Exception) -> Told:
    if isinstance(error, FileError):
        return of(error)
    if isinstance(error, OSError):
        return of(file_error(error, error.filename or ""))
    return told("internal", {"name": "", "because": f"{type(error).__name__}: {error}"})


def _in_language(document: Document) -> Document:
    """`document`, and where there is nothing to read in it, the sentence that says so in the user's language."""
    return replace(document, text=f"{spoken(NOTHING)}\n") if document.text == f"{NOTHING}\n" else document
