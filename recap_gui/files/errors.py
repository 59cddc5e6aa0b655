"""The one exception of this package: a code and facts, from which one factory makes the sentence for the user."""

from __future__ import annotations

from typing import Literal, TypeAlias

from recap_gui.story.phrase import Fact

Code: TypeAlias = Literal[
    "empty",  # nothing to read
    "no_text",  # bytes, but none of them is text that is shown
    "too_large",  # megabytes, limit
    "too_long",  # characters, limit
    "not_text",  # percent of control characters
    "unknown_kind",  # kind, in words
    "no_words",  # kind, in words: a picture, a program
    "locked",  # kind, in words: a document that asks for a password
    "packed",  # kind, in words: a compressed file
    "encoding",  # encoding that does not fit these bytes
    "docx",  # because
    "story",  # because
    "newer",  # version of a file of ours that this program does not know
    "is_story",  # a story of ours, where a recap was asked for
    "is_corrections",  # a corrections file of ours, where a recap was asked for
    "gone",
    "folder",
    "no_permission",
    "not_writable",
    "not_a_file",  # kind: a pipe, a device, a socket
    "cannot_read",  # because
    "cannot_write",  # because
]


class FileError(Exception):
    """A file that could not be read or written.

    Attributes:
        code: one of `Code`.
        facts: what the sentence for the user needs; `name` is the file's name for display.
    """

    def __init__(self, code: Code, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code: Code = code
        self.facts: dict[str, Fact] = facts

    def __str__(self) -> str:
        return f"{self.code}: " + ", ".join(f"{name} = {fact}" for name, fact in self.facts.items())
