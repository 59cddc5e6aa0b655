"""Makes the types of PySide before a second thread touches them.

PySide makes a type when it is first touched (75 ms for all of them), and two threads at one type leave it broken: of
70 starts on a busy machine one had no panels ("type object 'QGradient' has no attribute 'Preset'").
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal, Slot

SLICE = 0.008
"""Seconds at once, so that the window is never held up."""


class QtTypes(QObject):
    """Makes them a few at a time."""

    made = Signal()
    """All are there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = _all()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin as soon as the window has nothing else to do."""
        self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        for _ in self._left:
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self.made.emit()


def _all() -> Iterator[str]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield name
