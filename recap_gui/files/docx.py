"""Word documents to text: the main part alone, read by a pull parser that refuses a DOCTYPE and expands no entity."""

from __future__ import annotations

import io
import re
import typing
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from recap_gui.files.errors import FileError
from recap_gui.files.page_shape import cast, episodes
from recap_gui.files.page_text import Opened, PageText
from recap_gui.story import Hint
from recap_gui.story.phrase import Phrase, phrase

MOST_ENTRIES = 4096
LARGEST_PART = 32 * 2**20
_FEED = 65_536
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN_PART = re.compile(r"word/document\d{0,3}\.xml", re.I)
FOOTNOTES, ENDNOTES, COMMENTS = (
    phrase("Footnotes were left out."),
    phrase("Endnotes were left out."),
    phrase("Comments were left out."),
)
"""What is said where the words that refer to it stand in the text."""
_DOCTYPE = phrase("it declares a document type, which Word files never do")
_HEADING = re.compile(r"heading ?([1-9])|.*?(?:berschrift|titre|t[ií]tulo|titolo|kop) ?([1-9])", re.I)
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Word:
    """A Word document's text, hints, title (from its first title or heading paragraph) and what was left out."""

    text: str
    hints: tuple[Hint, ...]
    title: str | None
    notes: tuple[Phrase, ...]


def is_docx(data: bytes) -> bool:
    """Whether a zip file has a Word document's main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_MAIN_PART.fullmatch(entry) for entry in archive.namelist()[:MOST_ENTRIES])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        return False


def read_docx(data: bytes, *, name: str = "") -> Word:
    """The document in `data`.

    Raises:
        FileError: `docx`, `too_long`.
    """
    part = _main_part(data, name)
    if _has_doctype(part):
        raise FileError("docx", name=name, because=_DOCTYPE)
    events = _Events(name)
    parser = etree.XMLParser(
        target=typing.cast(typing.Any, events), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        for start in range(0, len(part), _FEED):
            parser.feed(part[start : start + _FEED])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise FileError(
            "docx", name=name, because=phrase("its text is not well-formed XML ({error})", error=_short(error))
        ) from error
    return events.word()


def _main_part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_ENTRIES:
                raise FileError(
                    "docx",
                    name=name,
                    because=phrase("it holds {n} parts, and {limit} are the limit", n=len(infos), limit=MOST_ENTRIES),
                )
            entry = next((info for info in infos if _MAIN_PART.fullmatch(info.filename)), None)
            if entry is None:
                raise FileError("docx", name=name, because=phrase("it holds no word/document.xml"))
            with archive.open(entry) as part:
                text = part.read(LARGEST_PART + 1)  # what the entry's header says of its size is not believed
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError, RuntimeError) as error:
        raise FileError(
            "docx", name=name, because=phrase("it cannot be unpacked ({error})", error=_short(error))
        ) from error
    if len(text) > LARGEST_PART:
        raise FileError("docx", name=name, because=phrase("its text part is over {n} MB", n=LARGEST_PART // 2**20))
    return text


def _has_doctype(part: bytes) -> bool:
    folded = part.replace(b"\0", b"")  # UTF-16 and UTF-32 as well
    return b"<!DOCTYPE" in folded or b"<!ENTITY" in folded


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120] or type(error).__name__


class _Events:
    """Receives the parser's events. Text boxes stand inside a paragraph: their paragraphs follow it."""

    def __init__(self, name: str) -> None:
        self._out = PageText(name)
        self._skip = 0
        self._in_text = False
        self._paragraphs: list[_Paragraph] = []
        self._waiting: list[_Paragraph] = []
        self._bold = self._hidden = False
        self._cells = 0
        self._title: tuple[int, int] | None = None
        self._left_out: set[str] = set()
        self._depth = 0
        self._controls: list[int] = []

    # The parser's interface.

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.replace(_STRICT, _W, 1)
        if self._skip or tag in _SKIPPED:
            self._skip += 1
            return
        self._depth += 1
        if tag == _W + "sdt":
            self._controls.append(self._depth)
        if tag in _REFERENCES:
            self._left_out.add(tag)
        elif handler := _STARTS.get(tag):
            handler(self, {key.replace(_STRICT, _W, 1): value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._depth -= 1
        while self._controls and self._controls[-1] > self._depth:
            self._controls.pop()
        tag = tag.replace(_STRICT, _W, 1)
        if tag == _W + "t":
            self._in_text = False
        elif tag == _W + "r":
            self._bold = self._hidden = False
        elif tag == _W + "p" and self._paragraphs:
            self._end_paragraph()
        elif tag in {_W + "tr", _W + "tbl"}:
            self._cells = 0

    def data(self, piece: str) -> None:
        if self._in_text and not self._skip and not self._hidden and self._paragraphs:
            self._paragraphs[-1].runs.append((piece, self._bold))

    def doctype(self, *_: object) -> None:
        raise FileError("docx", name=self._out.name, because=_DOCTYPE)

    def comment(self, _piece: str) -> None:
        pass

    def close(self) -> None:
        while self._paragraphs:
            self._end_paragraph()

    # Elements.

    def _paragraph(self, _: dict[str, str]) -> None:
        self._paragraphs.append(_Paragraph(cell=self._cells))

    def _run(self, _: dict[str, str]) -> None:
        self._bold = self._hidden = False  # what the paragraph mark looks like says nothing of the words

    def _style(self, attributes: dict[str, str]) -> None:
        style = attributes.get(_W + "val", "")
        if self._paragraphs:
            if found := _HEADING.fullmatch(style):
                self._paragraphs[-1].level = found[1] or found[2]
            elif style.lower() in {"title", "titel", "titre"}:
                self._paragraphs[-1].level = "1"

    def _outline(self, attributes: dict[str, str]) -> None:
        level = attributes.get(_W + "val", "")
        if self._paragraphs and level in set("01234567"):
            self._paragraphs[-1].level = self._paragraphs[-1].level or str(int(level) + 1)

    def _text(self, _: dict[str, str]) -> None:
        self._in_text = True

    def _set_bold(self, attributes: dict[str, str]) -> None:
        self._bold = attributes.get(_W + "val", "1").lower() not in _OFF

    def _set_hidden(self, attributes: dict[str, str]) -> None:
        self._hidden = attributes.get(_W + "val", "1").lower() not in _OFF

    def _put(self, piece: str) -> None:
        if self._paragraphs and not self._hidden:
            self._paragraphs[-1].runs.append((piece, self._bold))

    def _tab(self, _: dict[str, str]) -> None:
        self._put(" ")

    def _break(self, _: dict[str, str]) -> None:
        self._put("\n")

    def _gallery(self, attributes: dict[str, str]) -> None:
        if self._controls and attributes.get(_W + "val") == "Table of Contents":  # its words stand as headings again
            self._skip = self._depth - self._controls[-1] + 1
            self._depth = self._controls.pop() - 1

    def _hyphen(self, _: dict[str, str]) -> None:
        self._put("-")

    def _cell(self, _: dict[str, str]) -> None:
        self._cells += 1

    def _end_paragraph(self) -> None:
        self._waiting.append(self._paragraphs.pop())
        if not self._paragraphs:
            for paragraph in (self._waiting[-1], *self._waiting[:-1]):  # text boxes end before what they stand in
                self._write(paragraph)
            self._waiting.clear()

    def _write(self, paragraph: _Paragraph) -> None:
        out = self._out
        if not any(piece.strip() for piece, _ in paragraph.runs):
            return
        if paragraph.cell > 1:
            out.cell()
        else:
            out.block("tr" if paragraph.cell else "p", 1 if paragraph.cell else 2)
        heading = out.open("heading", paragraph.level) if paragraph.level else None
        strong: Opened | None = None
        for piece, bold in paragraph.runs:
            if bold and strong is None:
                strong = out.open("strong")
            elif not bold and strong is not None and piece.strip():
                out.close(strong)
                strong = None
            for at, line in enumerate(piece.split("\n")):
                if at:
                    out.line()
                out.add(line, strong=bold)
        for opened in (strong, heading):
            if opened is not None:
                out.close(opened)
        if heading is not None and self._title is None:
            self._title = (heading.start, out.length)
        if not paragraph.cell:
            out.block("", 2)

    # The whole document.

    def word(self) -> Word:
        text = self._out.text()
        headings = sorted(hint for hint in self._out.hints if hint.kind == "heading")
        hints = [*self._out.hints, *cast(text, self._out.blocks, headings), *episodes(text, headings, [])]
        hints += [Hint(block.start, block.end, "block") for block in self._out.blocks]
        title = None
        if self._title and self._title[0] * 3 <= len(text):
            hints.append(Hint(*self._title, "title"))
            title = " ".join(text[slice(*self._title)].split())
        notes = (note for tag, note in _REFERENCES.items() if tag in self._left_out)
        return Word(text, tuple(sorted(hints)), title, tuple(notes))


@dataclass(slots=True, eq=False)
class _Paragraph:
    """One paragraph: its runs of text with whether they are bold, its level as a heading, its cell in a table row."""

    cell: int
    runs: list[tuple[str, bool]]
    level: str

    def __init__(self, *, cell: int) -> None:
        self.cell = cell
        self.runs = []
        self.level = ""


_SKIPPED = frozenset({_FALLBACK, _W + "del", _W + "moveFrom", _W + "instrText", _W + "delText"})
_REFERENCES = {
    _W + "footnoteReference": FOOTNOTES,
    _W + "endnoteReference": ENDNOTES,
    _W + "commentReference": COMMENTS,
}
_STARTS = {
    _W + "p": _Events._paragraph,
    _W + "pStyle": _Events._style,
    _W + "outlineLvl": _Events._outline,
    _W + "r": _Events._run,
    _W + "t": _Events._text,
    _W + "b": _Events._set_bold,
    _W + "vanish": _Events._set_hidden,
    _W + "tab": _Events._tab,
    _W + "br": _Events._break,
    _W + "cr": _Events._break,
    _W + "noBreakHyphen": _Events._hyphen,
    _W + "tc": _Events._cell,
    _W + "docPartGallery": _Events._gallery,
}
