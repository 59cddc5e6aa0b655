"""Runs requests in child processes: warm, limited in time and memory, killed to cancel, replaced when worn.

One thread per child sends requests and hands on messages; one thread watches the limits while any child is busy. An
idle pool costs nothing. Callbacks come on those threads: they must be short (emit a signal, fill a queue).
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

from recap_gui.files.cache import Cache
from recap_gui.story.phrase import Fact, Phrase, phrase
from recap_gui.work.clock import Clock, Limits
from recap_gui.work.keeping import Keeping
from recap_gui.work.process import Child, command
from recap_gui.work.protocol import (
    Begun,
    Call,
    Failed,
    Found,
    Message,
    Open,
    ProtocolError,
    Read,
    Reading,
    Request,
    Warm,
    name_of,
)

OnMessage: TypeAlias = Callable[[Message], None]

_LOG = logging.getLogger(__name__)
_MB = 2**20
_WATCH = 0.1
_GRACE = 0.3
"""s that a fresh child waits for a request before it loads the language model: what opens at start is read first."""
_CLOSING = 3.0
_CHILDLESS = 0.4
"""s that closing waits for a worker whose child does not run (any more): it may be at an import that the window, which
closes in the middle of one, holds up."""


class Ticket:
    """A request that was handed in."""

    def __init__(self, pool: Pool, number: int, request: Request, on_message: OnMessage) -> None:
        self.number = number
        self.request = request
        self._pool = pool
        self._on_message = on_message
        self._also: OnMessage | None = None
        self._lock = threading.RLock()
        self._cancelled = False
        self._done = threading.Event()

    @property
    def is_done(self) -> bool:
        """Whether no more messages will come."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Give it up: its child is killed if it is at it, and no callback begins after this returns."""
        with self._lock:
            self._cancelled = True
        self._done.set()
        self._pool._give_up(self)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no more messages will come; whether that is so."""
        return self._done.wait(timeout)

    def _tell(self, message: Message, *, last: bool) -> None:
        if self._also is not None:
            self._also(message)
        with self._lock:
            if not self._cancelled:
                try:
                    self._on_message(message)
                except Exception:
                    _LOG.exception("a callback failed")
        if last:
            self._done.set()


class Pool:
    """Children that work on requests in the order they are handed in.

    Nothing is started before `warm()` or the first `submit()`. After `close()` nothing is accepted. With a `cache`, an
    `Open` that was answered before is answered from there.
    """

    def __init__(
        self,
        children: int = 1,
        *,
        limits: Limits | None = None,
        cache: Cache | None = None,
        argv: Sequence[str] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._cache = cache
        self._argv = list(argv or ())
        self._numbers = itertools.count(1)
        self._condition = threading.Condition()
        self._queue: deque[Ticket] = deque()
        self._keep_warm = False
        self._closing = False
        self._workers = [_Worker(self, at) for at in range(children)]
        self._watcher: threading.Thread | None = None

    def warm(self) -> None:
        """Start the children and let them load what analysis needs; they stay warm from now on."""
        with self._condition:
            self._keep_warm = True
            self._start()
            self._condition.notify_all()

    def submit(self, request: Request, on_message: OnMessage, *, first: bool = False) -> Ticket:
        """Hand in a request; `first` puts it before all that wait.

        Raises:
            RuntimeError: when the pool is closed.
        """
        ticket = Ticket(self, next(self._numbers), request, on_message)
        with self._condition:
            if self._closing:
                raise RuntimeError("the pool is closed")
            self._start()
            (self._queue.appendleft if first else self._queue.append)(ticket)
            self._condition.notify_all()
        return ticket

    def close(self) -> None:
        """End everything within three seconds. Tickets under way get no more messages."""
        with self._condition:
            self._closing = True
            waiting = [*self._queue, *(worker.ticket for worker in self._workers if worker.ticket)]
            self._queue.clear()
            self._condition.notify_all()
        for ticket in waiting:
            with ticket._lock:
                ticket._cancelled = True
            ticket._done.set()
        for worker in self._workers:
            worker.kill("closed")
        begun = time.monotonic()
        for worker in self._workers:
            while worker.thread.is_alive() and worker.thread is not threading.current_thread():
                child = worker.child
                runs = child is not None and child.is_alive
                if time.monotonic() - begun > (_CLOSING if runs else _CHILDLESS):
                    if child is not None:
                        child.reap(_CHILDLESS)  # in its place: its folder must not stay
                    break
                worker.thread.join(_WATCH / 10)
        if self._watcher is not None and self._watcher is not threading.current_thread():
            self._watcher.join(max(0.0, begun + _CLOSING - time.monotonic()))

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the children that run."""
        return tuple(worker.child.pid for worker in self._workers if worker.child and worker.child.is_alive)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # For tickets and workers.

    def _check_open(self) -> None:
        if self._closing:
            raise OSError("the pool is closed")

    def _start(self) -> None:
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, name="recap pool's watch", daemon=True)
            self._watcher.start()
            for worker in self._workers:
                worker.start()

    def _give_up(self, ticket: Ticket) -> None:
        with self._condition:
            if ticket in self._queue:
                self._queue.remove(ticket)
                return
            for worker in self._workers:
                if worker.ticket is ticket:
                    worker.kill("cancelled")

    def _next(self, worker: _Worker) -> Ticket | None:
        """The next request for `worker`, a request to warm up, or None when the pool closes."""
        has_waited = False
        with self._condition:
            while not self._closing:
                if self._queue:
                    worker.ticket = self._queue.popleft()
                    self._condition.notify_all()
                    return worker.ticket
                if self._keep_warm and not worker.is_warm and not has_waited:
                    has_waited = not self._condition.wait(_GRACE)
                    continue
                if self._keep_warm and not worker.is_warm:
                    worker.ticket = Ticket(self, next(self._numbers), Warm(), _ignore)
                    self._condition.notify_all()
                    return worker.ticket
                self._condition.wait()
            return None

    def _finished(self, worker: _Worker) -> None:
        with self._condition:
            worker.ticket = None

    def _watch(self) -> None:
        while True:
            with self._condition:
                while not self._closing and not any(worker.ticket for worker in self._workers):
                    self._condition.wait()
                if self._closing:
                    return
            for worker in self._workers:
                worker.check()
            time.sleep(_WATCH)


class _Worker:
    """One child and the thread that talks with it."""

    def __init__(self, pool: Pool, at: int) -> None:
        self._pool = pool
        self.thread = threading.Thread(target=self._run, name=f"recap pool {at}", daemon=True)
        self.child: Child | None = None
        self.ticket: Ticket | None = None
        self._clock: Clock | None = None
        self._failed_starts = 0

    @property
    def is_warm(self) -> bool:
        """Whether its child is loaded, or cannot be started anyway."""
        return self._failed_starts >= 2 or (self.child is not None and self.child.is_warm and self.child.is_alive)

    def start(self) -> None:
        """Begin to work."""
        self.thread.start()

    def kill(self, reason: str, amount: float = 0) -> None:
        """End the child at once."""
        if child := self.child:
            child.kill(reason, amount)

    def check(self) -> None:
        """Kill the child if it is over its limits."""
        child, clock = self.child, self._clock
        if child is None or clock is None:
            return
        if (seconds := clock.overdue()) is not None:
            child.kill("too_slow", seconds)
        elif (memory := child.memory()) > clock.memory:
            child.kill("memory", memory / _MB)

    def _run(self) -> None:
        with contextlib.suppress(OSError):  # told when a request is served
            self._ready()
        while (ticket := self._pool._next(self)) is not None:
            self._serve(ticket)
            self._pool._finished(self)
            if self.child is not None and self.child.memory() > self._pool._limits.worn:
                self._drop("worn")
        self._drop("closed")

    def _serve(self, ticket: Ticket) -> None:
        cache, request = self._pool._cache, ticket.request
        if cache is not None and isinstance(request, Open):
            keeping = Keeping(cache, request)
            if (kept := keeping.kept()) is not None:
                ticket._tell(Reading(kept.document), last=False)
                ticket._tell(Found(kept.story), last=True)
                return
            ticket._also = keeping.note
        while not self._attempt(ticket):
            pass

    def _attempt(self, ticket: Ticket) -> bool:
        """Send the request to a child that runs; False when that died before it took it up, as an idle child may."""
        try:
            child = self._ready()
        except OSError as error:
            self._failed_starts += 1
            ticket._tell(Failed("no_child", {"because": error.strerror or str(error)}), last=True)
            return True
        if self._pool._closing or ticket._cancelled:
            return True
        self._clock = Clock(self._pool._limits, ticket.request)
        was_idle = child.has_served
        try:
            child.send(ticket.number, ticket.request)
            done = self._hand_on(child, ticket)
        except (OSError, ProtocolError) as error:
            _LOG.warning("the child's pipe broke: %s", error)
            done = False
        clock, self._clock = self._clock, None
        if not done and was_idle and clock is not None and not clock.has_begun and child.killed_for is None:
            self._drop("died")
            return False
        if not done:
            ticket._tell(self._failure(ticket, clock), last=True)
        return True

    def _hand_on(self, child: Child, ticket: Ticket) -> bool:
        """Hand on the messages to `ticket`; whether the last one came."""
        while (reply := child.receive()) is not None:
            if reply.ticket != ticket.number:
                continue
            message = reply.message
            if self._clock is not None and isinstance(message, Begun | Reading):
                self._clock.note(message, child.memory())
            if reply.last and not isinstance(message, Failed):
                child.is_warm = child.is_warm or not isinstance(ticket.request, Read | Call)
                self._failed_starts = 0
            if not isinstance(message, Begun):
                ticket._tell(message, last=reply.last)
            if reply.last:
                child.has_served = True
                if isinstance(ticket.request, Warm) and isinstance(message, Failed):
                    self._failed_starts += 1
                return True
        return False

    def _ready(self) -> Child:
        if self.child is not None and not self.child.is_alive:
            self._drop("died")
        if self.child is None:
            argv = self._pool._argv or command()  # asked here: finding it costs the window 25 ms
            self._pool._check_open()
            self.child = Child(argv)
            if self._pool._closing:
                self.child.kill("closed")
        return self.child

    def _drop(self, reason: str) -> Phrase:
        child, self.child = self.child, None
        if child is None:
            return phrase("")
        child.kill(reason)
        return child.reap()

    def _failure(self, ticket: Ticket, clock: Clock | None) -> Failed:
        child = self.child
        assert child is not None
        before = child.killed_for
        ended = self._drop("died")
        if isinstance(ticket.request, Warm):
            self._failed_starts += 1
        reason, amount = before or ("died", 0.0)
        facts: dict[str, Fact] = {"name": name_of(ticket.request)}
        if reason == "too_slow":
            facts |= {"seconds": round(amount), "doing": clock.doing if clock else phrase("")}
        elif reason == "memory":
            facts |= {"megabytes": round(amount)}
        else:
            facts |= {"how": ended, "details": child.log()}
        return Failed(reason if reason in {"too_slow", "memory"} else "died", facts)


def _ignore(_: Message) -> None:
    pass
