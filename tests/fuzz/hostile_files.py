"""Hostile OpenDocument, RTF and files of unknown kind: what 2 MB take over what 0.2 MB take (promise: under 15).

python tests/fuzz/hostile_files.py
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
import zipfile
import zlib

from recap_gui.files.errors import FileError
from recap_gui.files.reader import MADE_OUT, read

ODT = (
    "<text:h ", "<text:p>x", "<text:note>", "<text:note></text:note>", "<table:table-cell ><text:p ", "<", "&amp;",
    "&x;", "<text:list-item>",
)  # fmt: skip
RTF = ("{", "}", "\\b ", "\\u1234?", "\\'41", "{\\*", "\\par ", "Ruth ", "\\uc9 \\u1?")
OTHER = ("stream", "stream\nxendstream", "Ruth goes home. ", "(", "a ", "\0a")
MOST = 15.0


def odt(body: str) -> bytes:
    """An OpenDocument text with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", body)
    return out.getvalue()


def taken(data: bytes, name: str, as_format: str | None = None) -> float:
    """Seconds of this thread for reading, whatever comes of it."""
    begun = time.thread_time()
    with contextlib.suppress(FileError):
        read(data, name, as_format=as_format)
    return time.thread_time() - begun


def grown(make, name: str, pattern: str, as_format: str | None = None) -> float:
    """How much longer ten times as much takes."""
    short, long = (make(pattern * (size // len(pattern))) for size in (200_000, 2_000_000))
    return taken(long, name, as_format) / max(taken(short, name, as_format), 0.01)


def main() -> int:
    rows = [("odt", p, grown(lambda body: odt("<office:text>" + body), "a.odt", p)) for p in ODT]
    rows += [("rtf", p, grown(lambda body: b"{\\rtf1 " + body.encode(), "a.rtf", p)) for p in RTF]
    for head in (b"%PDF-1.4 ", b"\xd0\xcf\x11\xe0"):
        rows += [("other", p, grown(lambda body, h=head: h + body.encode(), "a.bin", p, MADE_OUT)) for p in OTHER]
    bombs = {
        "odt of 64 MB": (odt("a" * (64 * 2**20)), "a.odt", None),
        "PDF of 100 MB": (
            b"%PDF-1.4 stream\n" + zlib.compress(b"BT (Ruth) Tj " * 8_000_000) + b"\nendstream",
            "a.pdf",
            MADE_OUT,
        ),
    }
    for kind, pattern, ratio in rows:
        print(f"{kind:6} {pattern!r:32} {ratio:5.1f} ×{'   TOO MUCH' if ratio >= MOST else ''}")
    for what, bomb in bombs.items():
        print(f"bomb: {what:16} {taken(*bomb):5.2f} s")
    return int(any(ratio >= MOST for _, _, ratio in rows))


if __name__ == "__main__":
    sys.exit(main())
