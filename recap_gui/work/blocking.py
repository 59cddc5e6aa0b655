"""Opens recaps and waits for them: what the command line needs of the pool."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError
from recap_gui.story import Document, Story
from recap_gui.story.phrase import Fact, Phrase
from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Analyse, Failed, Found, Message, Open, Progress, Reading


class WorkError(Exception):
    """A failure that came from the child or the disk: a code and facts, for `recap_gui.work.messages`."""

    def __init__(self, code: str, facts: dict[str, Fact]) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def open_story(
    pool: Pool,
    path: str | os.PathLike[str],
    *,
    part: bool = False,
    progress: Callable[[float, Phrase], None] | None = None,
) -> tuple[Document, Story]:
    """The document and the story of the file at `path` (a recap, or a story of ours).

    Raises:
        WorkError: when it cannot be had.
    """
    return _Waiting(pool, _request(path, part=part), progress).taken()


def open_stories(pool: Pool, paths: Sequence[str | os.PathLike[str]]) -> list[tuple[Document, Story] | WorkError]:
    """The document and the story of each of `paths`, by as many children as the pool has; or why they cannot be had."""
    waiting: list[_Waiting | WorkError] = []
    for path in paths:
        try:
            waiting.append(_Waiting(pool, _request(path)))
        except WorkError as error:
            waiting.append(error)
    return [_taken(one) for one in waiting]


def analyse_again(pool: Pool, documents: Sequence[Document]) -> list[Story]:
    """The stories of texts that are read already.

    Raises:
        WorkError: when one cannot be had.
    """
    waiting = [_Waiting(pool, Analyse(document, part=True)) for document in documents]
    return [one.taken()[1] for one in waiting]


def _taken(one: _Waiting | WorkError) -> tuple[Document, Story] | WorkError:
    if isinstance(one, WorkError):
        return one
    try:
        return one.taken()
    except WorkError as error:
        return error


def _request(path: str | os.PathLike[str], *, part: bool = False) -> Open:
    try:
        data = open_bytes(path)
    except FileError as error:
        raise WorkError(error.code, error.facts) from error
    # The whole path is not told to the child: the name is enough.
    return Open(data, os.path.basename(os.fspath(path)), part=part)  # noqa: PTH119


class _Waiting:
    """A request that was handed in, and what came of it so far."""

    def __init__(
        self, pool: Pool, request: Open | Analyse, progress: Callable[[float, Phrase], None] | None = None
    ) -> None:
        self._progress = progress
        self._document = request.document if isinstance(request, Analyse) else None
        self._story: Story | None = None
        self._failed: Failed | None = None
        self._ticket = pool.submit(request, self._on_message)

    def taken(self) -> tuple[Document, Story]:
        """What came of it, once it is over."""
        self._ticket.wait()
        if self._failed is not None:
            raise WorkError(self._failed.code, self._failed.facts)
        if self._document is None or self._story is None:
            raise WorkError("died", {"name": "", "how": "the pool was closed"})
        return self._document, self._story

    def _on_message(self, message: Message) -> None:
        if isinstance(message, Reading):
            self._document = message.document
        elif isinstance(message, Found):
            self._story = message.story
        elif isinstance(message, Failed):
            self._failed = message
        elif isinstance(message, Progress) and self._progress is not None:
            self._progress(message.done, message.doing)
