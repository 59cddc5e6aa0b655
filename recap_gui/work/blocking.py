"""Opens recaps one after another and waits for them: what the command line needs of the pool."""

from __future__ import annotations

import os
from collections.abc import Callable

from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError
from recap_gui.story import Document, Story
from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Fact, Failed, Found, Message, Open, Progress, Reading


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
    progress: Callable[[float, str], None] | None = None,
) -> tuple[Document, Story]:
    """The document and the story of the file at `path` (a recap, or a story of ours).

    Raises:
        WorkError: when it cannot be had.
    """
    try:
        data = open_bytes(path)
    except FileError as error:
        raise WorkError(error.code, error.facts) from error
    documents: list[Document] = []
    stories: list[Story] = []
    failures: list[Failed] = []

    def on_message(message: Message) -> None:
        if isinstance(message, Reading):
            documents.append(message.document)
        elif isinstance(message, Found):
            stories.append(message.story)
        elif isinstance(message, Failed):
            failures.append(message)
        elif isinstance(message, Progress) and progress is not None:
            progress(message.done, message.doing)

    # The whole path is not told to the child: the name is enough.
    pool.submit(Open(data, os.path.basename(os.fspath(path)), part=part), on_message).wait()  # noqa: PTH119
    if failures:
        raise WorkError(failures[0].code, failures[0].facts)
    return documents[0], stories[0]
