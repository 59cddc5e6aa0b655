"""Work off the GUI thread, as signals: answers of the child process, and short things that touch the disk.

The caller owns the signal; what comes for a job that was given up is dropped.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.work.pool import Pool, Ticket
from recap_gui.work.protocol import Message, Request

_LOG = logging.getLogger(__name__)


class Jobs(QObject):
    """Requests to the child process; their messages come as `answered`, on the GUI thread."""

    answered = Signal(object, object)
    """(key, Message)"""
    _came = Signal(object, int, object)

    def __init__(self, pool: Pool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._tickets: dict[object, tuple[int, Ticket]] = {}
        self._number = 0
        self._closed = self._is_held = False
        self._kept_back: list[tuple[object, int, Message]] = []
        self._came.connect(self._on_came)

    def submit(self, key: object, request: Request) -> None:
        """Hand in `request`; one under the same key that is still under way is given up. Once closed, do nothing."""
        if self._closed:
            return
        self.cancel(key)
        self._number += 1
        self._tickets[key] = self._number, self._pool.submit(request, _Teller(self._came, key, self._number))

    def cancel(self, key: object) -> None:
        """Give up the request under `key`, if there is one."""
        if key in self._tickets:
            _, ticket = self._tickets.pop(key)
            ticket.cancel()

    def forget(self, key: object) -> None:
        """Be done with a request whose last message has come: what it held goes."""
        self._tickets.pop(key, None)

    def cancel_all(self) -> None:
        """Give everything up."""
        for key in list(self._tickets):
            self.cancel(key)

    def close(self) -> None:
        """Give everything up and take nothing more: the window is going, and the pool with it."""
        self._closed = True
        self.cancel_all()

    @Slot(bool)
    def hold(self, held: bool) -> None:  # noqa: FBT001 - the slot of a signal
        """Keep messages back while `held`: what they lead to must not use modules that are half imported."""
        self._is_held = held
        while self._kept_back and not self._is_held:
            self._on_came(*self._kept_back.pop(0))

    @Slot(object, int, object)
    def _on_came(self, key: object, number: int, message: Message) -> None:
        """Pass a message on, unless it was already on its way when its request was given up for another."""
        if self._is_held:
            self._kept_back.append((key, number, message))
        elif key in self._tickets and self._tickets[key][0] == number:
            self.answered.emit(key, message)


@dataclass(frozen=True, slots=True)
class _Teller:
    """What the pool's thread calls: it emits and nothing else."""

    came: Any
    key: object
    number: int

    def __call__(self, message: Message) -> None:
        self.came.emit(self.key, self.number, message)


@dataclass(frozen=True, slots=True)
class Done:
    """What a background task gave: its result, or the exception it ended with."""

    key: Any
    result: Any = None
    error: Exception | None = None


class Background(QObject):
    """One plain thread for what may wait for the disk, one task after the other."""

    done = Signal(object)
    """Done"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: queue.SimpleQueue[tuple[object, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def run(self, key: object, task: Callable[[], Any]) -> None:
        """Do `task` in its turn; `done` comes on the GUI thread."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="recap background", daemon=True)
            self._thread.start()
        self._tasks.put((key, task))

    def close(self, timeout: float = 1.5) -> None:
        """Finish what was handed in, but wait no longer than `timeout` seconds."""
        if self._thread is not None:
            self._tasks.put(None)
            self._thread.join(timeout)

    def _work(self) -> None:
        while (entry := self._tasks.get()) is not None:
            key, task = entry
            try:
                made = Done(key, result=task())
            except Exception as error:
                made = Done(key, error=error)
            try:
                self.done.emit(made)
            except RuntimeError:  # the window is gone
                _LOG.debug("nobody waits for %s any more", key)
