"""Builds the visible text of a page piece by piece, with white space as a browser shows it, and its spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from recap_gui.files.errors import FileError
from recap_gui.files.text import LONGEST
from recap_gui.story import Hint, HintKind

_SPACES = re.compile(r"[ \t\n\r\f]+")
_LONGEST_CELL = 200
_UNSEEN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}


@dataclass(slots=True, eq=False)
class Mark:
    """A part of a page that its own markup calls furniture. `weak` marks may be taken back when the page is known."""

    kind: HintKind
    why: str
    weak: bool
    parent: Mark | None = None
    start: int = -1
    end: int = -1
    depth: int = 0

    def __post_init__(self) -> None:
        self.depth = self.parent.depth + 1 if self.parent else 1

    def around(self) -> list[Mark]:
        """The mark and those around it, the innermost first."""
        found: list[Mark] = []
        mark: Mark | None = self
        while mark is not None:
            found.append(mark)
            mark = mark.parent
        return found


@dataclass(slots=True, eq=False)
class Block:
    """One paragraph, list entry, table row or heading; `links` and `strong` count characters of that sort in it."""

    start: int
    end: int
    tag: str = ""
    mark: Mark | None = None
    links: int = 0
    strong: int = 0


@dataclass(slots=True, eq=False)
class Opened:
    """A span that has begun, or will with the next visible character."""

    kind: HintKind
    value: str
    start: int = -1


@dataclass(slots=True, eq=False)
class Row:
    """A table row that has begun: how much of the page stood before it, and how many cells it has."""

    parts: int
    blocks: int
    hints: int
    length: int
    cells: int = 0


@dataclass(slots=True)
class PageText:
    """The text so far. Text is added in order; gaps and opened spans take effect with the next visible character."""

    name: str = ""
    blocks: list[Block] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _waiting: list[Opened | Mark] = field(default_factory=list)
    _gap: int = 0
    _new_block: bool = True
    _between: str = ""
    _tag: str = ""

    def add(self, piece: str, *, mark: Mark | None = None, link: bool = False, strong: bool = False) -> None:
        """Add text as a browser shows it: white space folded, invisible characters left out."""
        if not piece.isalnum():
            piece = _SPACES.sub(" ", piece.translate(_UNSEEN))
        if piece[:1] == " ":
            self._between = self._between or " "
            piece = piece[1:]
        if not piece:
            return
        ends_in_space = piece[-1] == " "
        if ends_in_space:
            piece = piece[:-1]
        if piece:
            self._put(piece, mark=mark, link=link, strong=strong)
        if ends_in_space:
            self._between = self._between or " "

    def add_lines(self, piece: str, *, mark: Mark | None = None) -> None:
        """Add preformatted text, line by line, spaces kept."""
        for at, line in enumerate(piece.translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if at:
                self.line()
            if line.strip():
                self._put(line, mark=mark, link=False, strong=False)

    def line(self) -> None:
        """Begin a new line; two in a row begin a new paragraph."""
        self._gap += 1
        self._between = ""
        if self._gap >= 2:
            self._new_block = True

    def block(self, tag: str, lines: int) -> None:
        """Begin a new block after at least `lines` line breaks."""
        self._gap = max(self._gap, lines)
        self._new_block = True
        self._between = ""
        self._tag = tag

    def cell(self) -> None:
        """Begin a new table cell in the same row."""
        self._between = "\t"

    def open_row(self) -> Row:
        """Begin a table row."""
        return Row(len(self._parts), len(self.blocks), len(self.hints), self.length)

    def close_row(self, row: Row) -> None:
        """Put the cells of a row on one line where each is one short paragraph: word processors make them so."""
        blocks = self.blocks[row.blocks :]
        if not 2 <= len(blocks) == row.cells or any(b.mark is not blocks[0].mark for b in blocks):
            return
        if any(block.end - block.start > _LONGEST_CELL for block in blocks):
            return
        text = "".join(self._parts[row.parts :])
        lead = text[: blocks[0].start - row.length]
        if lead == "\n\n" and row.blocks and self.blocks[row.blocks - 1].tag == "tr":
            lead = "\n"
        begin = at = row.length + len(lead)
        moved: list[tuple[int, int]] = []
        for block in blocks:
            moved.append((block.start, at - block.start))
            at += block.end - block.start + 1
        cells = [text[block.start - row.length : block.end - row.length] for block in blocks]
        self._parts[row.parts :] = [lead, "\t".join(cells)]
        self.length = at - 1
        whole = Block(begin, self.length, "tr", blocks[0].mark)
        whole.links, whole.strong = sum(b.links for b in blocks), sum(b.strong for b in blocks)
        self.blocks[row.blocks :] = [whole]
        for index, hint in enumerate(self.hints[row.hints :], row.hints):
            by = next((by for start, by in reversed(moved) if start <= hint.start), 0)
            self.hints[index] = replace(hint, start=hint.start + by, end=hint.end + by)

    def open(self, kind: HintKind, value: str = "") -> Opened:
        """Open a span at the next visible character."""
        opened = Opened(kind, value)
        self._waiting.append(opened)
        return opened

    def open_mark(self, mark: Mark) -> None:
        """Let `mark` begin at the next visible character."""
        self._waiting.append(mark)

    def close(self, opened: Opened) -> None:
        """Close a span; one without any text is forgotten."""
        if opened.start >= 0:
            self.hints.append(Hint(opened.start, self.length, opened.kind, opened.value))

    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._parts)

    def _put(self, piece: str, *, mark: Mark | None, link: bool, strong: bool) -> None:
        start = self.length
        if start:
            between = ("\n" if self._gap == 1 else "\n\n") if self._gap else self._between
            if between:
                self._parts.append(between)
                start += len(between)
        self._parts.append(piece)
        size = len(piece)
        end = self.length = start + size
        if end > LONGEST:
            raise FileError("too_long", name=self.name, characters=end, limit=LONGEST)
        if self._waiting:
            for opened in self._waiting:
                opened.start = start
            self._waiting.clear()
        if self._new_block or not self.blocks:
            last = Block(start, end, self._tag, mark)
            self.blocks.append(last)
        else:
            last = self.blocks[-1]
            last.end = end
            if last.mark is not mark:
                last.mark = _common(last.mark, mark)  # words inside a paragraph do not set it apart
        if link:
            last.links += size
        if strong:
            last.strong += size
        self._gap, self._new_block, self._between = 0, False, ""


def _common(one: Mark | None, other: Mark | None) -> Mark | None:
    """The innermost mark around both."""
    if one is None or other is None:
        return None
    others = set(map(id, other.around()))
    return next((mark for mark in one.around() if id(mark) in others), None)
