"""Storylines for exports, looked for in a child process: the window stays quick, and closing does not wait for it."""

from __future__ import annotations

from recap_gui.gui.raster import PictureError, StoppedError
from recap_gui.layout.storylines import Problem, StorylineLayout, laid, picture, request
from recap_gui.work.messages import told
from recap_gui.work.pool import Pool, Ticket
from recap_gui.work.protocol import Answer, Call, Failed, Message


class ChildSearch:
    """Called off the GUI thread it waits for the best layout that the child finds; `close` ends the waiting."""

    def __init__(self) -> None:
        self._pool = Pool()
        self._ticket: Ticket | None = None

    def __call__(self, asked: Problem, seconds: float) -> StorylineLayout:
        """The layout of what is `asked` with the fewest crossings found in so many seconds.

        Raises:
            StoppedError: when it was stopped or closed meanwhile.
            PictureError: when the child could not.
        """
        messages: list[Message] = []
        call = Call("storylines", request(asked, seconds=seconds), seconds=3 * seconds)
        try:
            self._ticket = self._pool.submit(call, messages.append)
            self._ticket.wait()
        except RuntimeError as error:  # the pool is closed
            raise StoppedError from error
        failed = next((message for message in messages if isinstance(message, Failed)), None)
        if failed is not None:
            raise PictureError(told(failed.code, failed.facts).line())
        found = [message.value for message in messages if isinstance(message, Answer) and message.value is not None]
        if not found or not (isinstance(messages[-1], Answer) and messages[-1].value is None):
            raise StoppedError
        return laid(asked, picture(found[-1]))

    def stop(self) -> None:
        """Give up what is under way."""
        if self._ticket is not None:
            self._ticket.cancel()

    def close(self) -> None:
        """End the child, at once."""
        self._pool.close()
