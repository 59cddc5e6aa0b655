"""Finds corrections again that lie in the data folder under the SHA-256 of a recap that has changed since.

An index tells under which key those of a path were kept last; where no path helps (pasted text, a recap that was
moved), the words the corrections are tied to do.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recap_gui.files.corrections_file import CorrectionsFile, UnusableError, decode
from recap_gui.files.disk import LARGEST_DATA
from recap_gui.files.errors import FileError
from recap_gui.files.save import DISK, Disk, current, fingerprint, write_whole

SUFFIX = ".recap.json"
_INDEX = "index.json"
_MOST_LOOKED_AT = 300
"""Of the corrections in the data folder so many are compared with a text, the newest first."""
_LEAST, _SHARE = 2, 0.5
"""So many of the places corrections are tied to, and this share of them, must stand in a text for an offer."""


def last_key(folder: Path, name: str) -> str | None:
    """The key under which corrections of what goes by `name` (a path) were kept last."""
    key = _index(folder).get(_known_as(name)) if name else None
    return key if isinstance(key, str) and key.isalnum() else None


def remember(folder: Path, name: str, key: str, *, disk: Disk = DISK) -> None:
    """Note that corrections of `name` are kept under `key`; a full disk costs the note and nothing else."""
    index = _index(folder)
    if name and index.get(_known_as(name)) != key:
        with contextlib.suppress(OSError):
            data = json.dumps({**index, _known_as(name): key}, indent=1, sort_keys=True)
            write_whole(folder / _INDEX, data.encode(), disk=disk)


def _known_as(name: str) -> str:
    return fingerprint(name.encode("utf-8", "surrogateescape"))[:32]


def _index(folder: Path) -> dict[str, object]:
    try:
        raw = json.loads(current(folder / _INDEX, limit=LARGEST_DATA) or b"{}")
    except (FileError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


@dataclass(frozen=True, slots=True)
class Earlier:
    """Corrections made on an earlier text like one that is open now; `found` of `tied` places stand in it."""

    file: CorrectionsFile
    tied: int
    found: int


def earlier(folder: Path, text: str, *, but: Iterable[str] = ()) -> Earlier | None:
    """The corrections of a recap in the data folder whose words stand best in `text`, but for those of some keys."""
    try:
        files = [path for path in folder.glob(f"*{SUFFIX}") if path.name.removesuffix(SUFFIX) not in set(but)]
        files.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    except OSError:
        return None
    best: Earlier | None = None
    for path in files[:_MOST_LOOKED_AT]:
        try:
            file = decode(current(path) or b"")
        except (FileError, UnusableError):
            continue
        anchors = [a for c in file.corrections for a in (c.at, c.in_) if a is not None and len(a.exact) > 3]
        found = sum(anchor.exact in text for anchor in anchors)
        if file.season or found < _LEAST or found < _SHARE * len(anchors):
            continue
        if best is None or found > best.found:
            best = Earlier(file, len(anchors), found)
    return best
