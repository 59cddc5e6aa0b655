"""What can be made out in a file of unknown kind: runs of words, so that there is something to read and to copy."""

from __future__ import annotations

import re
import zlib

from recap_gui.story.phrase import phrase

_SHOWN = re.compile(
    rb"\(((?:[^()\\]|\\.){1,4000})\)\s{0,9}(?:Tj|'|\")|\[((?:[^\]\\]|\\.){1,8000})\]\s{0,9}TJ|(T\*|(?:Td|TD|ET)\b)",
    re.S,
)
_PIECE = re.compile(rb"\(((?:[^()\\]|\\.){1,4000})\)|(-\d{3,5})", re.S)
_RUN = re.compile(r"[^\W_][\w \t\r\n.,;:!?'\"’‘“”()\[\]&%$€£/–—…-]{5,}")
_WORDS, _NO_LETTERS = re.compile(r"[A-Za-z]{3,30} [A-Za-z]{2}"), re.compile(r"[^A-Za-z]+")
_LEAST_LETTERS = 0.7
_MOST = 1_000_000
_LARGEST = 32 * 2**20
NOTHING = phrase(
    "Nothing in this file can be read as text. Open it in its own program, select all, copy, and paste it here."
)


def made_out(data: bytes) -> str:
    """The words that can be made out, run by run; a sentence where there are none. Never fails."""
    if data.startswith(b"%PDF-"):
        text = _of_pdf(data)
    else:
        texts = [_runs(data.decode("latin-1")), *(_runs(data[at:].decode("utf-16-le", "replace")) for at in (0, 1))]
        text = max(texts, key=len)
    return text[:_MOST] or f"{NOTHING}\n"


def _runs(text: str) -> str:
    """The runs of words in `text`: mostly letters, at least one of them a word of some length."""
    found = []
    total = 0
    for match in _RUN.finditer(text):
        run = match.group().replace("\r", "\n").strip()
        if _WORDS.search(run) and len(_NO_LETTERS.sub("", run)) >= _LEAST_LETTERS * len(run.replace(" ", "")):
            found.append(run)
            total += len(run)
            if total > _MOST:
                break
    return "\n\n".join(found) + "\n" if found else ""


def _of_pdf(data: bytes) -> str:
    """The text a PDF shows in fonts that need no table: older ones and simple ones."""
    lines: list[str] = []
    left = _LARGEST
    end = 0
    while (begin := data.find(b"stream", end)) >= 0 and (end := data.find(b"endstream", begin + 6)) >= 0:
        unpacker = zlib.decompressobj()
        try:
            stream = unpacker.decompress(data[begin + 6 : end].lstrip(b"\r\n"), left + 1)
        except zlib.error:
            stream = b""
        end += 9
        left -= len(stream)
        if left < 0:
            break
        if b"BT" in stream:
            lines.append(_shown(stream))
    return _runs("\n".join(lines))


def _shown(stream: bytes) -> str:
    out: list[str] = []
    for match in _SHOWN.finditer(stream):
        if match[1] is not None:
            out.append(_literal(match[1]))
        elif match[2] is not None:
            out.extend(_literal(piece[1]) if piece[1] is not None else " " for piece in _PIECE.finditer(match[2]))
        else:
            out.append("\n")
    return re.sub(r"\n+", "\n", "".join(out))


def _literal(data: bytes) -> str:
    return re.sub(rb"\\([()\\])", rb"\1", data).decode("cp1252", "replace")
