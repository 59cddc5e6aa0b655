"""Loads the window's second half once the first is seen: what knows no Qt beside the event loop, what does within it.

PySide 6.11 keeps its types in tables that nothing guards. While one thread makes types (an import of ours makes them,
too), a timer that fires reads the tables: of 80 to 200 starts on a busy machine one crashed, or had no panels. So only
the GUI thread imports what touches Qt, and lets the event loop turn between two modules.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer, Signal, Slot

_LOG = logging.getLogger(__name__)
LONGEST = 0.012
"""s of importing after which the event loop turns, as soon as a module ends."""

PURE = (
    "numpy",
    "numpy.ma",
    "recap_gui.layout.lanes",
    "recap_gui.layout.storylines",
    "recap_gui.drawing.timeline",
    "recap_gui.drawing.storyline_picture",
)
PANELS = (
    *("horizon", "weaving", "failures", "read_again", "season_dialogs", "waiting"),  # what serves the window
    *("horizon_bar", "recollection", "panels", "asked_menus", "context_menus"),  # what it is furnished with
)
QT = ("PySide6.QtSvg", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "pyqtgraph")
"""pyqtgraph and what of Qt it imports: each is a step after which the mouse and the keys have their turn."""
VIEWS = ("timeline_view", "timeline_order", "storylines_view")


class Loading(QObject):
    """Loads it step by step."""

    panels_loaded = Signal()
    """The panels can be made; the views follow."""
    loaded = Signal()
    """Everything is there."""
    _pure_loaded = Signal()

    def __init__(self, panels: Sequence[str] = (), parent: QObject | None = None) -> None:
        """`panels` are modules of `recap_gui.gui` that are wanted beside the usual ones."""
        super().__init__(parent)
        self._panels = _ours((*PANELS, *panels))
        self._views = iter((*QT, *_ours(VIEWS)))
        self._left: Iterator[str] = iter(())
        self._thread: threading.Thread | None = None
        self._has_panels = self._has_pure = self._is_over = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        self._pure_loaded.connect(self._on_pure)

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._load_pure, name="recap loader", daemon=True)
        self._thread.start()
        self._left = iter(self._panels)
        self._timer.start()

    def stop(self, timeout: float) -> None:
        """Load no more; wait at most `timeout` seconds for the thread."""
        self._is_over = True
        self._timer.stop()
        if self._thread is not None:
            self._thread.join(timeout)

    def _load_pure(self) -> None:
        for name in PURE:
            importlib.import_module(name)
        try:
            self._pure_loaded.emit()
        except RuntimeError:  # the window is gone
            _LOG.debug("nobody waits for what was loaded any more")

    @Slot()
    def _on_pure(self) -> None:
        self._has_pure = True
        self._go_on()

    @Slot()
    def _step(self) -> None:
        """One module of the list with all that it needs."""
        self._timer.stop()  # a turn within the import must not begin the next step
        name = next(self._left, None)
        if name is not None:
            with turning():
                importlib.import_module(name)
            if not self._is_over:
                self._timer.start()
        elif not self._has_panels:
            self._has_panels = True
            self.panels_loaded.emit()
            self._go_on()
        else:
            self.loaded.emit()

    def _go_on(self) -> None:
        if self._has_panels and self._has_pure and not self._is_over:
            self._left = self._views
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
