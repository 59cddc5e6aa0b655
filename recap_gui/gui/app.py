"""Starts the window: first it is seen, then what is slow is loaded."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from recap_gui import assets
from recap_gui.files.folders import data_folder
from recap_gui.gui import language
from recap_gui.gui.error_dialog import Errors
from recap_gui.gui.handover_words import is_ours, socket_name
from recap_gui.gui.loading import HandsOff, Loading
from recap_gui.gui.main_window import MainWindow
from recap_gui.gui.memory import one_heap
from recap_gui.gui.settings import REOPEN, Settings
from recap_gui.gui.theme import Theme
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.backups import Backups
    from recap_gui.gui.changed_recaps import ChangedRecaps
    from recap_gui.gui.earlier_corrections import EarlierCorrections
    from recap_gui.gui.handover import Receiver
    from recap_gui.gui.horizon import Horizon
    from recap_gui.gui.jobs import Background, Jobs
    from recap_gui.gui.new_recaps import NewRecaps
    from recap_gui.gui.opening import Opener
    from recap_gui.gui.other_windows import OtherWindows
    from recap_gui.gui.recollection import Recollection
    from recap_gui.gui.saving import Saver
    from recap_gui.gui.session import Session
    from recap_gui.work.pool import Pool

_LOG = logging.getLogger("recap_gui")
CHILDREN = 2
"""Child processes: a season is analysed by two at once, and a third gains little beside the window."""
SWITCH = 0.001
"""Seconds after which a thread that works gives way to the window (Python's own: .005). Each call of Qt asks for the
interpreter anew: in an answer of 4 ms the window did so twenty times and stood still for 90 (M)."""

ICON_SIZES = (16, 32, 48, 128, 256)
"""px: what title bars, task bars and docks ask for."""


class Program(QObject):
    """Everything that lives as long as the window: put together here, taken apart by `close`."""

    pool: Pool
    jobs: Jobs
    background: Background
    opener: Opener
    saver: Saver
    session: Session
    horizon: Horizon

    def __init__(self, folder: Path | None = None, settings: Settings | None = None, *, socket: str = "") -> None:
        """`socket` is where second starts are heard; "" hears none."""
        super().__init__()
        self.settings = settings or Settings(parent=self)
        self.theme = Theme(self.settings, self)
        self.theme.apply()
        self.workspace = Workspace(self)
        self.recollection: Recollection | None = None
        self._open_last = tuple(map(Path, self.settings.open_last()))
        self.window = MainWindow(self.workspace, self.settings, self.theme)
        self._socket = socket
        self._receiver: Receiver | None = None
        self._loading = Loading(("handover",) if socket else (), self)
        self._hands_off = HandsOff(self)
        self._closed = False
        self._paths: tuple[Path, ...] = ()
        self._folder = folder or data_folder()
        self._watchers: tuple[OtherWindows | ChangedRecaps | EarlierCorrections | Backups | NewRecaps, ...] = ()
        self.window.painted.connect(self._on_painted)
        self.window.closing.connect(self.close)
        self._loading.panels_loaded.connect(self._on_panels_loaded)
        self._loading.loaded.connect(self._on_loaded)

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Show the window; `paths` are opened once it has been seen."""
        sys.setswitchinterval(SWITCH)
        self._paths = tuple(paths)
        self.window.show()

    @Slot()
    def close(self) -> None:
        """End the threads and the child: within three seconds, whatever they are at."""
        if not self._closed:
            self._closed = True
            let_collect()
            if self._receiver is not None:
                self._receiver.close()
            if self.recollection is not None:
                self.recollection.save()
            self._hands_off.end()
            self.window.states.forget_undo()
            if self.window.is_served:
                self.jobs.close()
                for watcher in self._watchers:
                    watcher.close()
                self.background.close()
                self._aside.close(0.5)
                self.pool.close()
            if self.window.storylines is not None:
                self.window.storylines.close_search()
            self._loading.stop()

    def discard(self) -> None:
        """Destroy the window, then the rest: left to the garbage collector, they go in any order and Qt crashes."""
        self.close()
        for one in (self.window, self):
            one.deleteLater()
            QCoreApplication.sendPostedEvents(one, QEvent.Type.DeferredDelete.value)

    @Slot()
    def _on_painted(self) -> None:
        if not self._closed:
            self._loading.start()

    @Slot()
    def _on_panels_loaded(self) -> None:
        if self._closed:
            return
        from recap_gui.gui.horizon_bar import HorizonBar
        from recap_gui.gui.recollection import Recollection

        self._serve()
        views = self.settings.folder / "views.json"
        self.recollection = Recollection(self.workspace, self.session, self.settings, views, self)
        self.window.put_horizon(HorizonBar(self.horizon, self.workspace, self.theme.look, self.window))
        self.window.furnish()
        self._watch()
        self.pool.warm()
        if self._socket:
            from recap_gui.gui.handover import Receiver

            self._receiver = Receiver(self._socket, self)
            self._receiver.asked.connect(self.window.be_handed)
        if not self._paths and self.settings.get(REOPEN):
            self._paths = tuple(path for path in self._open_last if path.exists())
        self._hands_off.end()
        if self._paths:
            self.window.open_paths(self._paths)

    def _serve(self) -> None:
        """Make what reads, analyses and keeps: the window is seen 80 of 310 ms sooner without it (M)."""
        from recap_gui.files.corrections_store import Store
        from recap_gui.gui.horizon import Horizon
        from recap_gui.gui.horizon_memory import HorizonMemory
        from recap_gui.gui.jobs import Background, Jobs
        from recap_gui.gui.opening import Opener
        from recap_gui.gui.saving import Saver
        from recap_gui.gui.session import Session
        from recap_gui.gui.weaving import Weaver
        from recap_gui.work.keeping import kept_results
        from recap_gui.work.pool import Pool

        self.pool = Pool(CHILDREN, cache=kept_results())
        self.jobs = Jobs(self.pool, self)
        self._loading.importing.connect(self.jobs.hold)
        self.background, self._aside = Background(self), Background(self)
        store = Store(self._folder)
        self.opener = Opener(self.jobs, self.background, store, self)
        self.saver = Saver(self.workspace, store, self.background, self)
        weaver, memory = Weaver(self.jobs, self.background, self), HorizonMemory(self.settings)
        self.session = Session(self.workspace, self.opener, self.saver, self.settings, weaver, memory, self)
        self.horizon = Horizon(self.session, self.workspace, self.saver, memory, self)
        self.window.serve(self.session, self.opener, self.saver)

    def _watch(self) -> None:
        """Follow what other windows and other programs do to the recaps that are open."""
        from recap_gui.gui.backups import Backups
        from recap_gui.gui.changed_recaps import ChangedRecaps
        from recap_gui.gui.earlier_corrections import EarlierCorrections
        from recap_gui.gui.new_recaps import NewRecaps
        from recap_gui.gui.other_windows import OtherWindows

        messages, chosen = self.window.messages, self.window.message_bar.chosen
        aside = self._aside  # a folder that is slow to look at must not keep a correction from the disk
        others = OtherWindows(self._folder, self.session, self.saver, self.workspace, aside, self)
        others.told.connect(messages.tell)
        changed = ChangedRecaps(self.session, self.workspace, others, self.settings, aside, self)
        changed.told.connect(messages.tell)
        changed.over.connect(messages.take_back)
        kept = self._folder / "corrections"
        earlier = EarlierCorrections(kept, self.session, self.workspace, aside, self)
        backups = Backups(self.session, self.saver, self.workspace, aside, self)
        new = NewRecaps(self.session, aside, self)
        new.over.connect(messages.take_back)
        new.renamed.connect(changed.on_renamed)
        self._watchers = (others, changed, earlier, backups, new)
        for watcher in self._watchers:
            watcher.said.connect(messages.say)
            chosen.connect(watcher.on_chosen)

    @Slot()
    def _on_loaded(self) -> None:
        if not self._closed:
            from recap_gui.gui.storylines_view import StorylinesView
            from recap_gui.gui.timeline_order import TightestOrder
            from recap_gui.gui.timeline_view import TimelineView

            timeline = TimelineView(self.workspace, self.window)
            self.window.set_timeline(timeline)
            if self.recollection is not None:
                self.recollection.watch(timeline)
            TightestOrder(self.workspace, self.jobs, self.window).told.connect(self.window.messages.tell)
            self.window.set_storylines(StorylinesView(self.workspace, self.window))
            let_collect()


def let_collect() -> None:
    """Let the cyclic collector work, which `recap_gui.__main__` keeps still while the program is loaded.

    That saves 20 of 336 ms (M). What has been loaded stays until the end: it is never looked through again.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def run(paths: Sequence[str], *, new_window: bool = False) -> int:
    """Open `paths` in the window that runs already; where none does, or `new_window`, in one of our own."""
    one_heap()
    application = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("recap-gui")
    QApplication.setApplicationDisplayName("")
    application.setDesktopFileName("recap-gui")
    socket = socket_name()
    if not new_window and is_ours(socket):
        from recap_gui.gui.handover import hand_over

        if hand_over(paths, socket):
            return 0
    _set_icon(application)
    translators = language.install(application)
    errors = Errors(data_folder())
    errors.install()
    program = Program(socket=socket)
    # Queued: the hook may be called in the middle of a paint, where a window must not be opened.
    errors.happened.connect(program.window.messages.show_error, Qt.ConnectionType.QueuedConnection)
    # A page of ours left open (about, keys) must not keep the program alive after its window.
    program.window.closing.connect(QCoreApplication.exit)
    if sys.platform == "darwin":
        from recap_gui.gui.handover import OpenedByDesktop

        by_desktop = OpenedByDesktop(program)
        by_desktop.asked.connect(program.window.be_handed)
        application.installEventFilter(by_desktop)
    program.start([Path(path) for path in paths])
    if errors.last_crash.strip():
        program.window.messages.tell_of_crash(errors.last_crash)
    status = application.exec()
    errors.happened.disconnect(program.window.messages.show_error)
    program.discard()
    errors.remove()
    del translators
    return status


def _set_icon(application: QApplication) -> None:
    icon = QIcon()
    try:
        for size in ICON_SIZES:
            pixmap = QPixmap()
            if pixmap.loadFromData(assets.data("icons", f"recap-gui-{size}.png")):
                icon.addPixmap(pixmap)
    except assets.AssetError as error:
        _LOG.warning("no icon: %s", error)
        return
    application.setWindowIcon(icon)
