"""The one door from bytes to a document: what kind of file it is (by content, then suffix), and who reads it."""

from __future__ import annotations

import hashlib
import quopri
import re
from base64 import b64decode
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from recap_gui.files import docx, fountain, guess, html, markdown, opendocument, packed, rtf, transcript
from recap_gui.files.errors import Code, FileError
from recap_gui.files.guess import Guess
from recap_gui.files.made_out import made_out
from recap_gui.files.text import Decoded, check_length, decode
from recap_gui.story import Document, Hint
from recap_gui.story.document import APART, not_apart
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.still import still

FORMATS = ("text", "markdown", "html", "docx", "odt", "rtf", "epub", "transcript", "fountain", "rich text")
"""What "Read again as …" offers, and the values of `Document.format`."""
MADE_OUT = "made out"
"""As a format: whatever can be made out of a file of unknown kind."""


LARGEST_TEXT = 10 * 2**20
LARGEST_DOCX = 100 * 2**20

_KINDS: tuple[tuple[bytes, Phrase, Code], ...] = (
    (b"%PDF-", phrase("a PDF document"), "unknown_kind"),
    (b"\xd0\xcf\x11\xe0", phrase("an old Word or Office document"), "unknown_kind"),
    (b"\x89PNG", phrase("a picture"), "no_words"),
    (b"\xff\xd8\xff", phrase("a picture"), "no_words"),
    (b"GIF8", phrase("a picture"), "no_words"),
    (b"RIFF", phrase("a picture, sound or video"), "no_words"),
    (b"\x1f\x8b", phrase("a compressed file"), "packed"),
    (b"7z\xbc\xaf", phrase("a compressed file"), "packed"),
    (b"Rar!", phrase("a compressed file"), "packed"),
    (b"BZh", phrase("a compressed file"), "packed"),
    (b"\xfd7zXZ", phrase("a compressed file"), "packed"),
    (b"\x7fELF", phrase("a program"), "no_words"),
    (b"SQLite format 3", phrase("a database"), "no_words"),
)
_LOCKS = {
    b"%PDF-": (b"/Encrypt", phrase("a PDF document")),
    b"\xd0\xcf\x11\xe0": ("EncryptedPackage".encode("utf-16-le"), phrase("an Office document")),
}
"""What stands in a file that only its password opens, and what it is: Word locks a new document up in its old kind."""
_BY_SUFFIX = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".fountain": "fountain",
    ".spmd": "fountain",
}
_BARE = ("text", "transcript")
"""Formats that mark no title: the first line may be one."""
_OURS = re.compile(rb"""\s*\{\s*"format"\s*:\s*"recap-timeline/(story|corrections)""")
_HEADER = re.compile(rb"([\w-]+):[ \t]*((?:[^\n]*\n[ \t]+)*[^\n]*)\n")


def read(data: bytes, name: str, *, as_format: str | None = None, encoding: str | None = None) -> Document:
    """The document in `data`. `name` is the file's name: its suffix helps where the content does not tell the kind.

    `as_format` (one of `FORMATS`) and `encoding` are the user's word and outrank the guess.

    Raises:
        FileError: with every code that concerns content.
    """
    name = PurePath(name).name or name
    if not data:
        raise FileError("empty", name=name)
    kind = as_format or _kind(data, name)
    _check_size(data, kind, name)
    read_one = _READERS.get(kind)
    with still(len(data)):
        if read_one is not None:
            document, told = read_one(data, name, encoding)
        else:
            decoded = decode(data, name=name, encoding=encoding)
            document, told = _from_text(decoded, name, kind if as_format else _kind_of_text(decoded.text, kind))
    if not document.text.strip():
        raise FileError("no_text", name=name)
    if document.format not in ("text", "transcript", "fountain", MADE_OUT):
        document = replace(document, hints=_with_speakers(document))
    told = told.filled(guess.from_lines(document.text)).filled(guess.from_name(name))
    if document.format in _BARE and told.title is None:
        line = guess.first_line(document.text)
        if line and (told.number is None or guess.from_line(line).number is None):  # else it tells that number
            told = replace(told, title=line)
    return replace(
        document,
        source=name,
        title=told.title or document.title,
        show=told.show,
        season=told.season,
        number=told.number,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _with_speakers(document: Document) -> tuple[Hint, ...]:
    """The hints of a page or a word processor's file, with the speakers where it is a transcript."""
    apart = [hint for hint in document.hints if hint.kind in APART]
    told = "".join(
        document.text[a.end : b.start]
        for a, b in pairwise([Hint(0, 0, "block"), *apart, Hint(1 << 40, 1 << 40, "block")])
    )
    if not transcript.looks_like_transcript(told):
        return document.hints
    hints = transcript.read_transcript(document.text, told=told)
    said = not_apart(hints, apart, lambda hint: hint.start)
    return tuple(sorted((*document.hints, *said)))


def is_ours(data: bytes) -> str | None:
    """``"story"`` or ``"corrections"`` where the bytes are a data file of ours, else None."""
    found = _OURS.match(data[:4096].removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode() if found else None


def _kind(data: bytes, name: str) -> str:
    if ours := is_ours(data):
        raise FileError("is_story" if ours == "story" else "is_corrections", name=name)
    if rtf.is_rtf(data):
        return "rtf"
    if found := packed.packed_kind(data):
        return found
    if opendocument.is_flat(data):
        return "odt"
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        if docx.is_docx(data):
            return "docx"
        if name.lower().endswith(".docx"):
            raise FileError("unknown_kind", name=name, kind=phrase("a damaged Word document"))
        raise FileError("unknown_kind", name=name, kind=phrase("a zip archive or an office document"))
    for magic, kind, code in _KINDS:
        if data.startswith(magic):
            lock = _LOCKS.get(magic)
            if lock is not None and lock[0] in data:
                raise FileError("locked", name=name, kind=lock[1])
            raise FileError(code, name=name, kind=kind)
    suffix = PurePath(name).suffix.lower()
    head = data[:4096].replace(b"\0", b"").decode("latin-1").removeprefix("ÿþ").removeprefix("þÿ").removeprefix("ï»¿")
    if html.looks_like_html(head) or _is_mhtml(data):
        return "html"
    if suffix == ".docx":
        raise FileError("docx", name=name, because=phrase("it does not begin as Word documents do"))
    return _BY_SUFFIX.get(suffix, "text")


def _kind_of_text(text: str, kind: str) -> str:
    """The kind of a plain text by its content; a suffix that says more than "text" stands."""
    if kind == "text":
        if fountain.looks_like_fountain(text):
            return "fountain"
        if transcript.looks_like_transcript(text):
            return "transcript"
    return kind


def _check_size(data: bytes, kind: str, name: str) -> None:
    limit = LARGEST_DOCX if kind in ("docx", "odt", "epub", MADE_OUT) else LARGEST_TEXT
    if len(data) > limit:
        raise FileError("too_large", name=name, megabytes=round(len(data) / 2**20, 1), limit=limit // 2**20)


def _from_text(decoded: Decoded, name: str, kind: str) -> tuple[Document, Guess]:
    text, encoding, notes = decoded.text, decoded.encoding, decoded.notes
    if kind == "markdown":
        marked = markdown.read_markdown(text, name=name)
        told = marked.front.filled(_of_title(marked.page.title))
        return Document(marked.page.text, format=kind, encoding=encoding, hints=marked.page.hints, notes=notes), told
    if kind == "fountain":
        play = fountain.read_fountain(text, name=name)
        return Document(play.text, format=kind, encoding=encoding, hints=play.hints, notes=notes), play.guess
    hints: tuple[Hint, ...] = transcript.read_transcript(text) if kind == "transcript" else ()
    return Document(text, format=kind, encoding=encoding, hints=hints, notes=notes), Guess()


def _html(data: bytes, name: str, encoding: str | None) -> tuple[Document, Guess]:
    declared = html.declared_charset(data)
    if _is_mhtml(data):
        data, declared = _page_of_mhtml(data)
    decoded = decode(data, name=name, encoding=encoding, declared=declared)
    page = html.read_html(decoded.text, name=name)
    if not page.tags:
        return _from_text(decoded, name, "text")
    told = _of_title(page.title).filled(guess.from_line(page.head_title or ""))
    title = page.title or page.head_title
    document = Document(page.text, format="html", encoding=decoded.encoding, hints=page.hints, notes=decoded.notes)
    return replace(document, title=title), told


def _rich_text(data: bytes, name: str, encoding: str | None) -> tuple[Document, Guess]:
    decoded = decode(data, name=name, encoding=encoding, declared="utf-8")
    page = html.read_html(html.from_clipboard(decoded.text), name=name, furniture=False)
    return Document(page.text, format="rich text", encoding=decoded.encoding, hints=page.hints), _of_title(page.title)


def _docx(data: bytes, name: str, _encoding: str | None) -> tuple[Document, Guess]:
    word = docx.read_docx(data, name=name)
    return Document(word.text, format="docx", hints=word.hints, notes=word.notes), _of_title(word.title)


def _odt(data: bytes, name: str, encoding: str | None) -> tuple[Document, Guess]:
    if opendocument.is_flat(data):
        source = decode(data, name=name, encoding=encoding, declared="utf-8").text
        return _page(
            html.read_html(opendocument.as_page(source), name=name, furniture=False),
            "odt",
            opendocument.left_out(source),
        )
    page, notes = packed.read_packed(data, "odt", name=name)
    return _page(page, "odt", notes)


def _epub(data: bytes, name: str, _encoding: str | None) -> tuple[Document, Guess]:
    page, notes = packed.read_packed(data, "epub", name=name)
    return _page(page, "epub", notes)


def _page(page: html.Page, kind: str, notes: tuple[Phrase, ...]) -> tuple[Document, Guess]:
    return Document(page.text, format=kind, hints=page.hints, notes=notes), _of_title(page.title)


def _rtf(data: bytes, name: str, _encoding: str | None) -> tuple[Document, Guess]:
    text, notes = rtf.read_rtf(data)
    check_length(text, name)
    return Document(text, format="rtf", notes=notes), Guess()


def _made_out(data: bytes, _name: str, _encoding: str | None) -> tuple[Document, Guess]:
    return Document(made_out(data), format=MADE_OUT), Guess()


_READERS = {
    "docx": _docx,
    "html": _html,
    "rich text": _rich_text,
    "odt": _odt,
    "epub": _epub,
    "rtf": _rtf,
    MADE_OUT: _made_out,
}


def _of_title(title: str | None) -> Guess:
    """What a title tells; the title itself where it tells nothing more."""
    told = guess.from_line(title) if title else Guess()
    return told if told.title or not title else replace(told, title=title)


def _is_mhtml(data: bytes) -> bool:
    head = data[:2000].lower()
    return b"mime-version:" in head and b"multipart/related" in head and not head.lstrip().startswith(b"<")


def _page_of_mhtml(data: bytes) -> tuple[bytes, str | None]:
    """The first HTML part of a web archive ("single file") and its charset; the file itself where there is none."""
    data = data.replace(b"\r\n", b"\n")
    found = re.search(rb"""boundary="?([^"\n;]{1,200})""", data[:4000])
    if not found:
        return data, None
    for part in data.split(b"\n--" + found[1])[1:]:  # before the first one stand the headers of the archive
        header, _, body = part.partition(b"\n\n")
        fields = {m[1].lower(): m[2] for m in _HEADER.finditer(header[:4000] + b"\n")}
        kind = fields.get(b"content-type", b"").lower()
        if b"text/html" not in kind:
            continue
        coding = fields.get(b"content-transfer-encoding", b"").strip().lower()
        if coding == b"quoted-printable":
            body = quopri.decodestring(body)
        elif coding == b"base64":
            body = b64decode(re.sub(rb"[^A-Za-z0-9+/]", b"", body) + b"===")
        charset = re.search(rb"""charset="?([\w.-]{1,40})""", kind)
        return body, charset[1].decode() if charset else html.declared_charset(body)
    return data, None
