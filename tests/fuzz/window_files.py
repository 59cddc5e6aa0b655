"""What people and devils drop on a window: a folder of good, odd and hostile files."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "files")]

from make_docx import docx, paragraph  # noqa: E402

SAMPLES = HERE.parent.parent / "resources" / "samples"
NEWER = b'{"format": "recap-timeline/corrections", "version": 9, "corrections": [{"id": "a", "do": "x"}]}'
STORY = (
    b'{"format": "recap-timeline/story", "version": 1, "title": "T", "characters": [{"id": "c1", "name": "Ann", '
    b'"aliases": ["Ann"], "outside": false}], "episodes": [{"id": "e1", "title": null, "season": null, "number": null, '
    b'"source": "a.txt", "text": "Ann goes. Ann comes.", "scenes": [{"id": "s1", "start": 0, "end": 20, "kind": '
    b'"scene", "confidence": 1.0, "why": []}], "mentions": []}]}'
)


def good(folder: Path) -> list[Path]:
    """Recaps as they should be, among them a season of four."""
    made = [Path(shutil.copy(one, folder / one.name)) for one in sorted(SAMPLES.iterdir()) if one.is_file()]
    season = folder / "season"
    shutil.copytree(SAMPLES / "season-harbour", season)
    words = folder / "word.docx"
    words.write_bytes(docx("".join(paragraph(f"Ann meets Bob at the quay, and Ann says {n}.") for n in range(40))))
    story = folder / "a.story.json"
    story.write_bytes(STORY)
    script = folder / "script.txt"
    script.write_text("RUTH: Where were you?\nLEO: Out.\n\n(Leo goes.)\n\nRUTH: Out!\nANN: He was with me.\n" * 20)
    wide = folder / "utf16.txt"
    wide.write_text("Ann goes home.\n\nBob waits for Ann. Bob knows.\n" * 9, encoding="utf-16")
    return [*made, season, words, story, script, wide]


def hostile(folder: Path) -> list[Path]:
    """Files that are empty, torn, too large, no text, no files, or named to hurt."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<w:p>" + b"a" * 60_000_000)
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\n\t\n",
        "jpeg.txt": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
        "binary.txt": os.urandom(5000),
        "line.txt": b"word " * 1_800_000,
        "letters.txt": b"x" * 300_000,
        "large.txt": b"Ann goes. " * 2_100_000,
        "broken.json": b'{"format": "recap-timeline/story", "version": 1, ',
        "deep.json": b"[" * 100_000,
        "corrections.json": NEWER,
        "marks.html": b"<div>" * 20_000 + b"Ann <b>goes</b>",
        "comment.html": b"<!--" * 30_000,
        "bomb.docx": bomb.getvalue(),
        "torn.docx": docx(paragraph("Ann goes."))[:-60],
        "a.pdf": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"A\0n\0n\0" * 500,
        "notes.rtf": rb"{\rtf1\ansi Ann \b goes\b0 home.\par Bob waits for Ann.\par}",
        "nul.txt": b"Ann\0 goes \xe2\x80\xae home. \xf0\x9f\x98\x80 Ann \xc2\xa0\xe2\x80\xa8 waits.\n\n" * 50,
        "<img src=x> & 'a' %n%s.txt": b"Ann goes.\n\nAnn comes to Bob. Bob goes.",
        "\u202egnp.txt": b"Ann goes.\n\nAnn comes.",
        "-o": b"Ann goes.\n\nAnn comes.",
        "x" * 240 + ".txt": b"Ann goes.\n\nAnn comes.",
    }
    made: list[Path] = []
    for name, data in contents.items():
        path = folder / name
        path.write_bytes(data)
        made.append(path)
    with contextlib.suppress(OSError):  # names that are no text are not for every system
        bad = Path(os.fsdecode(os.fsencode(folder) + b"/b\xffd.txt"))
        bad.write_bytes(b"Ann goes.\n\nAnn comes.")
        made.append(bad)
    for name, corrections in {"newer.txt": NEWER, "damaged.txt": b"{broken", "foreign.txt": b'{"a": 1}'}.items():
        path = folder / name
        path.write_bytes(b"Ann goes.\n\nAnn comes to Bob. Bob goes.")
        path.with_name(name + ".recap.json").write_bytes(corrections)
        made.append(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        made.append(folder / "pipe.txt")
    (folder / "nothing here").mkdir()
    loop = folder / "loop"
    loop.mkdir()
    with contextlib.suppress(OSError):
        (loop / "again").symlink_to(loop, target_is_directory=True)
        (loop / "self.txt").symlink_to(loop / "self.txt")
        made.append(loop / "self.txt")
    return [*made, folder / "nothing here", loop, folder / "gone.txt", folder / "no" / "such.txt"]
