"""Loads the window's second half once the first is seen, on the GUI thread, the event loop turning between modules.

Not in a second thread: PySide 6.11 keeps its types in tables that nothing guards. While one thread makes types (an
import of ours makes them, too), a timer that fires reads the tables: of 80 to 200 starts on a busy machine one crashed,
or had no panels. And two threads that import one package can each see the other's half of it.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal, Slot

LONGEST = 0.012
"""s of importing after which the event loop turns, as soon as a module ends."""

PANELS = (
    *("horizon", "weaving", "failures", "read_again", "season_dialogs", "waiting"),  # what serves the window
    *("horizon_bar", "recollection", "panels", "asked_menus", "context_menus"),  # what it is furnished with
)
QT = ("numpy", "PySide6.QtSvg", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "pyqtgraph")
"""pyqtgraph and what it imports: each is a step after which the mouse and the keys have their turn."""
VIEWS = ("timeline_view", "timeline_order", "storylines_view")


class Loading(QObject):
    """Loads it step by step."""

    panels_loaded = Signal()
    """The panels can be made; the views follow."""
    loaded = Signal()
    """Everything is there."""
    importing = Signal(bool)
    """Modules are half imported: what runs in a turn meanwhile must not use them."""

    def __init__(self, panels: Sequence[str] = (), parent: QObject | None = None) -> None:
        """`panels` are modules of `recap_gui.gui` that are wanted beside the usual ones."""
        super().__init__(parent)
        self._panels = iter(_ours((*PANELS, *panels)))
        self._views = iter((*QT, *_ours(VIEWS)))
        self._has_panels = self._is_over = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Load no more."""
        self._is_over = True
        self._timer.stop()

    @Slot()
    def _step(self) -> None:
        """One module of the list with all that it needs."""
        self._timer.stop()  # a turn within the import must not begin the next step
        name = next(self._views if self._has_panels else self._panels, None)
        if name is not None:
            self.importing.emit(True)
            try:
                with turning():
                    importlib.import_module(name)
            finally:
                self.importing.emit(False)
        elif self._has_panels:
            self._is_over = True
            self.loaded.emit()
        else:
            self._has_panels = True
            self.panels_loaded.emit()
        if not self._is_over:
            self._timer.start()


class _Turns(MetaPathFinder):
    """Is asked for every module before it is looked for, finds none, and lets the event loop turn when it is time."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._is_turning = False

    def find_spec(self, *_asked: object) -> ModuleSpec | None:
        """Find nothing."""
        if not self._is_turning and time.perf_counter() - self._since > LONGEST:
            self._is_turning = True
            try:
                # What is half imported must not be used: mouse and keys wait until the step is over.
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            finally:
                self._is_turning = False
                self._since = time.perf_counter()
        return None


class HandsOff(QObject):
    """Keeps mouse, keys and drops from the window while nothing in it could answer: for a few tenths of a second."""

    _HELD = frozenset(
        (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.ContextMenu,
            QEvent.Type.Wheel,
            QEvent.Type.KeyPress,
            QEvent.Type.KeyRelease,
            QEvent.Type.ShortcutOverride,
            QEvent.Type.Shortcut,
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        )
    )

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._application = QCoreApplication.instance()
        if self._application is not None:
            self._application.installEventFilter(self)

    def end(self) -> None:
        """Let them through from now on."""
        if self._application is not None:
            self._application.removeEventFilter(self)
            self._application = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what hands do."""
        return event.type() in self._HELD


@contextmanager
def turning() -> Iterator[None]:
    """Let the event loop turn between the modules that are imported meanwhile."""
    turns = _Turns()
    sys.meta_path.insert(0, turns)
    try:
        yield
    finally:
        sys.meta_path.remove(turns)


def _ours(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"recap_gui.gui.{name}" for name in names)
