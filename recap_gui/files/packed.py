"""Text packed in a zip beside Word's, read as a page: OpenDocument (LibreOffice Writer) and EPUB."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from urllib.parse import unquote

from recap_gui.files.docx import LARGEST_PART, MOST_ENTRIES
from recap_gui.files.errors import FileError
from recap_gui.files.html import Page, read_html
from recap_gui.files.opendocument import as_page, left_out
from recap_gui.story.phrase import Phrase, phrase

_MIME = re.compile(rb"PK\x03\x04.{26}mimetype(application/[\w.+-]{1,80})", re.S)
_KINDS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/epub+zip": "epub",
}
_PAGES = re.compile(r"(?!(?:.{0,300}/)?(?:toc|nav|cover)\.)[^\0]{1,400}\.x?html?", re.I)
_ITEM = re.compile(r"<(?:\w{1,20}:)?(item|itemref)\s([^>]{1,2000})>")
_FACT = re.compile(r"""\b(id|href|idref|properties)\s?=\s?["']([^"']{1,400})["']""")
_LOCKS = {"odt": ("META-INF/manifest.xml", b"encryption-data"), "epub": ("META-INF/encryption.xml", b"EncryptedData")}
_LOCKED = {"odt": phrase("a LibreOffice document"), "epub": phrase("an electronic book")}


def packed_kind(data: bytes) -> str | None:
    """``"odt"``, ``"epub"`` or None: both say in their first bytes what they are."""
    found = _MIME.match(data[:400])
    if not found:
        return None
    kinds = [kind for mime, kind in _KINDS.items() if found[1].startswith(mime)]
    return kinds[0] if kinds else None


def read_packed(data: bytes, kind: str, *, name: str = "") -> tuple[Page, tuple[Phrase, ...]]:
    """The page in an OpenDocument text or an EPUB, and what of it was left out.

    Raises:
        FileError: `unknown_kind`, `locked`, `too_large`, `too_long`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sources = _Parts(archive, name)
            entry, sign = _LOCKS[kind]
            if entry in sources.names and sign in sources.take(entry):
                raise FileError("locked", name=name, kind=_LOCKED[kind])
            wanted = ["content.xml"] if kind == "odt" else _chapters(sources)
            texts = [sources.take(entry).decode("utf-8", "replace") for entry in wanted]
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
        return read_html(as_page(texts[0]), name=name, furniture=False), left_out(texts[0])
    return read_html("\n".join(texts), name=name, furniture=False), ()


class _Parts:
    """The parts of a zip file, of which no more is unpacked than is read at most."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name, self._left = archive, name, LARGEST_PART
        self.names = archive.namelist()[:MOST_ENTRIES]

    def take(self, entry: str) -> bytes:
        """The bytes of one part."""
        with self._archive.open(entry) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            limit = LARGEST_PART // 2**20
            raise FileError("too_large", name=self._name, megabytes=limit, limit=limit)
        return data


def _chapters(parts: _Parts) -> list[str]:
    """The pages of a book in the order in which it is read; by their names where it does not say."""
    pages = sorted(name for name in parts.names if _PAGES.fullmatch(name))
    package = next((name for name in parts.names if name.lower().endswith(".opf")), None)
    if package is None:
        return pages
    hrefs: dict[str, str] = {}
    order: list[str] = []
    for kind, facts in _ITEM.findall(parts.take(package).decode("utf-8", "replace")):
        fact = dict(_FACT.findall(facts))
        if kind == "itemref":
            order.append(fact.get("idref", ""))
        elif "nav" not in fact.get("properties", "").split():
            hrefs[fact.get("id", "")] = fact.get("href", "")
    folder = posixpath.dirname(package)
    read = [posixpath.normpath(posixpath.join(folder, unquote(hrefs[one]))) for one in order if hrefs.get(one)]
    told = [name for name in dict.fromkeys(read) if name in set(pages)]
    return told or pages
