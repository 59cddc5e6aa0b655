"""Storylines looked for in a child process of their own: the analyser's stays warm whatever happens to this one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.gui.jobs import Jobs
from recap_gui.layout.storylines import Memory, Problem, laid, picture, request
from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Answer, Call, Failed, Message

SECONDS = 20.0
"""How long the fewest crossings are looked for."""


class StorylinesSearch(QObject):
    """Asks the child for a problem's layouts; they come as `found`, better and better."""

    found = Signal(object)
    """StorylineLayout"""
    ended = Signal()
    failed = Signal(object)
    """str: a code of `work.messages`"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = Pool()
        self._jobs = Jobs(self._pool, self)
        self._jobs.answered.connect(self._on_answered)
        self._asked: Problem | None = None
        self._under_way = False

    def ask(self, asked: Problem, like: Memory | None = None) -> None:
        """Look for layouts of what is `asked`, near to what `like` remembers; what was asked before is given up."""
        self.stop()
        self._asked, self._under_way = asked, True
        call = Call("storylines", request(asked, like=like, seconds=SECONDS), seconds=3 * SECONDS)
        self._jobs.submit("storylines", call)

    def stop(self) -> None:
        """Give up what is under way. An idle child is kept."""
        if self._under_way:
            self._under_way = False
            self._jobs.cancel("storylines")

    def close(self) -> None:
        """End the child."""
        self._jobs.close()
        self._pool.close()

    @Slot(object, object)
    def _on_answered(self, _key: object, message: Message) -> None:
        if self._asked is None or not self._under_way:
            return
        if isinstance(message, Failed):
            self._under_way = False
            self.failed.emit(message.code)
        elif isinstance(message, Answer) and message.value is None:
            self._under_way = False
            self.ended.emit()
        elif isinstance(message, Answer):
            self.found.emit(laid(self._asked, picture(message.value)))
