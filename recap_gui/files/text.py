"""Bytes to text: the ladder of encodings, and what may count as text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from recap_gui.files.errors import FileError
from recap_gui.story.phrase import Phrase, phrase

LONGEST = 5_000_000
"""Characters that are shown at most."""

ENCODINGS = (
    "utf-8",
    "windows-1252",
    "utf-16-le",
    "utf-16-be",
    "iso-8859-2",
    "windows-1250",
    "windows-1251",
    "mac-roman",
)
"""What "Read again as …" offers."""

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs that only map bytes to characters; Python also knows some that unpack or run an escape language.
_PLAIN_CODEC = re.compile(
    r"utf-?8|utf-?(16|32)(-?[lb]e)?|(windows-?|cp)?125\d|iso-?8859-?\d{1,2}|latin-?1|us-?ascii|ascii|koi8-?[ru]|"
    r"(x-)?mac-?(roman|cyrillic|latin2)|macintosh|shift-?jis|sjis|euc-?(jp|kr)|gb2312|gbk|gb18030|big5(-hkscs)?|cp(437|850|852|866)"
)
_LATIN = {"iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso-8859-1", "cp1252", "windows-1252"}
_NO_CONTROL = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f-\x9f]+")
_MOST_CONTROL = 0.01
_LAST_PLANE = 0x10


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and a sentence where that was not UTF-8."""

    text: str
    encoding: str
    notes: tuple[Phrase, ...] = ()


def decode(data: bytes, *, name: str = "", encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text of `data`, with newlines normalised and the byte-order mark dropped, nothing else.

    `encoding` is the user's word and is obeyed; `declared` is the file's own word and is tried after the mark.

    Raises:
        FileError: `encoding`, `not_text`, `too_long`, `empty`.
    """
    raw, used = _asked(data, encoding, name) if encoding else _climb(data, declared)
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    check_length(text, name)
    if not text.strip():
        raise FileError("empty", name=name)
    control = len(_NO_CONTROL.sub("", text)) / len(text)
    if control > _MOST_CONTROL:
        raise FileError("not_text", name=name, percent=round(100 * control))
    notes = () if used == "utf-8" else (phrase("Read as {encoding}.", encoding=spoken(used)),)
    return Decoded(text, used, notes)


def check_length(text: str, name: str) -> None:
    """Refuse a text of more characters than can be shown.

    Raises:
        FileError: `too_long`.
    """
    if len(text) > LONGEST:
        raise FileError("too_long", name=name, characters=len(text), limit=LONGEST)


def spoken(encoding: str) -> str:
    """The name of an encoding as people write it."""
    return {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}.get(
        encoding, encoding.replace("windows", "Windows").replace("mac-roman", "Mac Roman").replace("utf", "UTF")
    )


def _asked(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    codec = plain_codec(encoding)
    if codec is None:
        raise FileError("encoding", name=name, encoding=encoding)
    if codec == "windows-1252":
        return _latin(data), codec
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as error:
        raise FileError("encoding", name=name, encoding=spoken(codec)) from error


def _climb(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, codec in _MARKS:
        if data.startswith(mark) and (text := _strict(data, codec)) is not None:
            return text, codec
    codec_named = plain_codec(declared) if declared else None
    for candidate in (_by_zeros(data), codec_named, "utf-8"):
        # A page whose declaration could be read as bytes of ASCII is no UTF-16, whatever it declares.
        if candidate is None or (candidate == codec_named and candidate.startswith("utf-16")):
            continue
        if candidate == "windows-1252":
            return _latin(data), candidate
        if (text := _strict(data, candidate)) is not None:
            return text, candidate
    return _latin(data), "windows-1252"


def plain_codec(name: str) -> str | None:
    """The codec meant by `name`, or None when it is unknown or does more than map bytes to characters."""
    cleaned = name.strip().lower().replace("_", "-")
    if not _PLAIN_CODEC.fullmatch(cleaned):
        return None
    if cleaned in _LATIN:
        return "windows-1252"  # as browsers do: pages that say Latin-1 mean this
    try:
        return codecs.lookup(cleaned.removeprefix("x-")).name
    except LookupError:
        return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by its zero bytes and by which order of bytes gives ASCII."""
    head = data[:4096]
    if head.count(0) <= _MOST_CONTROL * len(head):
        return None
    if len(data) % 4 == 0:  # UTF-32: the top byte is zero, the next is at most the last plane's
        if not any(head[3::4]) and max(head[2::4], default=0) <= _LAST_PLANE:
            return "utf-32-le"
        if not any(head[0::4]) and max(head[1::4], default=0) <= _LAST_PLANE:
            return "utf-32-be"
    if len(data) % 2:
        return None
    little = _ascii_units(head[0::2], head[1::2])
    big = _ascii_units(head[1::2], head[0::2])
    if little == big:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _ascii_units(low: bytes, high: bytes) -> int:
    """How many units of UTF-16 are printable ASCII or white space."""
    return sum(1 for a, b in zip(low, high, strict=False) if b == 0 and (0x20 <= a < 0x7F or a in b"\t\n\r"))


def _latin(data: bytes) -> str:
    """Windows-1252 with its five undefined bytes as C1 controls, as browsers read it; Python's codec raises on them."""
    return codecs.charmap_decode(data, "strict", _TABLE)[0]


_TABLE = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
