"""Work off the GUI thread: what comes for a job that was given up is dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from recap_gui.gui.jobs import Jobs
from recap_gui.work.protocol import Answer, Call, Message


class _Ticket:
    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class _Pool:
    """A pool whose answers the test sends."""

    def __init__(self) -> None:
        self.tell: list[Callable[[Message], None]] = []
        self.tickets: list[_Ticket] = []

    def submit(self, _request: object, on_message: Callable[[Message], None]) -> _Ticket:
        self.tell.append(on_message)
        self.tickets.append(_Ticket())
        return self.tickets[-1]


def test_an_answer_on_its_way_when_its_request_was_replaced_is_dropped(qapp) -> None:
    pool, came = _Pool(), []
    jobs = Jobs(pool)
    jobs.answered.connect(lambda key, message: came.append((key, message.value)))
    jobs.submit("order", Call("order", {}))
    jobs.submit("order", Call("order", {}))
    assert pool.tickets[0].cancelled
    pool.tell[0](Answer("of the first"))
    pool.tell[1](Answer("of the second"))
    QCoreApplication.processEvents()
    assert came == [("order", "of the second")]


def test_nothing_comes_for_what_was_given_up(qapp) -> None:
    pool, came = _Pool(), []
    jobs = Jobs(pool)
    jobs.answered.connect(lambda key, message: came.append(key))
    jobs.submit("order", Call("order", {}))
    jobs.cancel("order")
    pool.tell[0](Answer(1))
    QCoreApplication.processEvents()
    assert came == []


def test_what_is_held_comes_afterwards_and_in_order_without_what_was_given_up(qapp) -> None:
    pool, came = _Pool(), []
    jobs = Jobs(pool)
    jobs.answered.connect(lambda key, message: came.append((key, message.value)))
    jobs.submit("order", Call("order", {}))
    jobs.submit("lines", Call("storylines", {}))
    jobs.hold(True)
    for tell, value in ((0, 1), (1, 2), (0, 3)):
        pool.tell[tell](Answer(value))
    QCoreApplication.processEvents()
    assert came == []
    jobs.cancel("lines")
    jobs.hold(False)
    assert came == [("order", 1), ("order", 3)]


def test_once_closed_nothing_is_asked_of_the_pool(qapp) -> None:
    pool = _Pool()
    jobs = Jobs(pool)
    jobs.submit("order", Call("order", {}))
    jobs.close()
    jobs.submit("order", Call("order", {}))
    assert pool.tickets[0].cancelled and len(pool.tickets) == 1
