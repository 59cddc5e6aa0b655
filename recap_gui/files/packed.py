"""Text packed in a zip beside Word's, read as a page: OpenDocument (LibreOffice Writer) and EPUB."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from recap_gui.files.docx import LARGEST_PART, MOST_ENTRIES
from recap_gui.files.errors import FileError
from recap_gui.files.html import Page, read_html
from recap_gui.story.phrase import phrase

_MIME = re.compile(rb"PK\x03\x04.{26}mimetype(application/[\w.+-]{1,80})", re.S)
_KINDS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/epub+zip": "epub",
}
_PAGES = re.compile(r"(?!(?:.{0,300}/)?(?:toc|nav|cover)\.)[^\0]{1,400}\.x?html?", re.I)
_LEFT_OUT = re.compile(
    r"<(/?)(?:text:tracked-changes|office:annotation|text:note|text:table-of-content|svg:title|svg:desc)\b([^>]{0,2000})>"
)
_TAGS = (
    (re.compile(r"<table:table-cell\b[^>]{0,2000}>\s{0,20}<text:p\b[^>]{0,2000}>"), "<td>"),
    (re.compile(r"</text:p>\s{0,20}</table:table-cell>"), "</td>"),
    (re.compile(r"<text:h\b[^>]{0,400}?outline-level=\"([1-6])\"[^>]{0,400}>"), r"<h\1>"),
    (re.compile(r"<text:h\b[^>]{0,2000}>"), "<h2>"),
    (re.compile(r"</text:h>"), "</h2>"),
    (re.compile(r"<text:p\b[^>]{0,2000}/>"), "<p></p>"),
    (re.compile(r"<text:p\b[^>]{0,2000}>"), "<p>"),
    (re.compile(r"</text:p>"), "</p>"),
    (re.compile(r"<text:line-break\s*/>"), "<br>"),
    (re.compile(r"<text:(?:s|tab)\b[^>]{0,200}/>"), " "),
    (re.compile(r"<(/?)table:table-row\b[^>]{0,2000}>"), r"<\1tr>"),
    (re.compile(r"<(/?)table:table-cell\b[^>]{0,2000}>"), r"<\1td>"),
    (re.compile(r"<text:list-item\b[^>]{0,2000}>"), "<li>"),
    (re.compile(r"</text:list-item>"), "</li>"),
)


def packed_kind(data: bytes) -> str | None:
    """``"odt"``, ``"epub"`` or None: both say in their first bytes what they are."""
    found = _MIME.match(data[:400])
    if not found:
        return None
    kinds = [kind for mime, kind in _KINDS.items() if found[1].startswith(mime)]
    return kinds[0] if kinds else None


def read_packed(data: bytes, kind: str, *, name: str = "") -> Page:
    """The page in an OpenDocument text or an EPUB.

    Raises:
        FileError: `unknown_kind`, `too_long`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()[:MOST_ENTRIES]
            wanted = ["content.xml"] if kind == "odt" else sorted(n for n in names if _PAGES.fullmatch(n))
            left, sources = LARGEST_PART, []
            for entry in wanted:
                with archive.open(entry) as part:
                    source = part.read(left + 1)
                left -= len(source)
                if left < 0:
                    raise FileError(
                        "too_large", name=name, megabytes=LARGEST_PART // 2**20, limit=LARGEST_PART // 2**20
                    )
                sources.append(source.decode("utf-8", "replace"))
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        OSError,
        EOFError,
        RuntimeError,
        KeyError,
    ) as error:
        raise FileError("unknown_kind", name=name, kind=phrase("a damaged document")) from error
    if kind == "odt":
        return read_html(_as_page(sources[0]), name=name, furniture=False)
    return read_html("\n".join(sources), name=name, furniture=False)


def _as_page(source: str) -> str:
    """The body of an OpenDocument text in the tags of a page."""
    start = source.find("<office:text")
    body = source[start:] if start >= 0 else source
    body = _without(body)
    for pattern, tag in _TAGS:
        body = pattern.sub(tag, body)
    return f"<html><body>{body}</body></html>"


def _without(source: str) -> str:
    """`source` without what is no part of the running text: notes, comments, deleted words, the table of contents."""
    out: list[str] = []
    depth, begin = 0, 0
    for match in _LEFT_OUT.finditer(source):
        if match[1]:
            depth = max(depth - 1, 0)
            if not depth:
                begin = match.end()
        elif not match[2].endswith("/"):
            if not depth:
                out.append(source[begin : match.start()])
            depth += 1
    return "".join(out) + ("" if depth else source[begin:])
