"""The document: the visible text of a recap, with hints from the reader that found it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from recap_gui.story.phrase import Phrase

Span: TypeAlias = tuple[int, int]
"""A half-open span ``[start, end)`` of Unicode code points in one text."""

HintKind: TypeAlias = Literal[
    "title",  # the title of the page or of the recap
    "heading",  # a heading on a line of its own
    "block",  # a paragraph as the file itself marks it (``<p>``, ``<li>``, a Markdown paragraph)
    "strong",  # text the file sets off (bold, italic); may be a run-in heading
    "speaker",  # the name in front of a line of a transcript
    "line",  # the words that speaker says
    "cast",  # an entry of a cast list
    "episode",  # another recap begins here
    "menu",
    "ad",
    "comments",
    "byline",
    "caption",
    "footer",
]
Apart: TypeAlias = Literal["menu", "ad", "comments", "byline", "caption", "footer"]
"""What text that is no recap is: page furniture, set apart visibly and reversibly."""

APART: tuple[Apart, ...] = ("menu", "ad", "comments", "byline", "caption", "footer")


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """What the reader knows about a span of the text from the file's own markup.

    `value` carries a normalised reading where there is one: the level of a heading (``"2"``), the name of a speaker.
    """

    start: int
    end: int
    kind: HintKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The visible text of one file. It never changes after reading; every offset elsewhere counts its code points.

    `source` is a name to show, never a path to open. `sha256` is that of the file's bytes. `format` is the reader's
    name for what it read (``"text"``, ``"markdown"``, ``"html"``, ``"docx"``, ``"odt"``, ``"rtf"``, ``"epub"``,
    ``"transcript"``, ``"fountain"``, ``"rich text"``). `notes` are sentences for the user about reading ("Read as
    Windows-1252.").
    """

    text: str
    source: str = ""
    title: str | None = None
    show: str | None = None
    season: int | None = None
    number: int | None = None
    format: str = "text"
    encoding: str = "utf-8"
    sha256: str = ""
    hints: tuple[Hint, ...] = ()
    notes: tuple[Phrase, ...] = ()


_T = TypeVar("_T")


def not_apart(items: Iterable[_T], hints: Iterable[Hint], start: Callable[[_T], int]) -> Iterator[_T]:
    """Those of `items` (in order of `start`) that begin in no furniture of the page."""
    apart = sorted((hint.start, hint.end) for hint in hints if hint.kind in APART)
    at = reach = 0
    for item in items:
        while at < len(apart) and apart[at][0] <= start(item):
            at, reach = at + 1, max(reach, apart[at][1])
        if start(item) >= reach:
            yield item
