"""The recaps in a folder: its direct children that look like recaps. Links to folders are not followed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from recap_gui.files.disk import file_error
from recap_gui.files.suffixes import SUFFIXES

MOST_RECAPS = 2000
_OURS = (".recap.json", ".story.json")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Listing:
    """The recaps of a folder in natural order ("2" before "10"), and how many more there were than can be opened."""

    files: tuple[Path, ...]
    left_out: int = 0


def recaps_in(folder: str | os.PathLike[str]) -> Listing:
    """The recaps that lie in `folder` itself; pipes, folders, hidden files, our own data files and README* are not.

    Raises:
        FileError: `gone`, `no_permission`, `cannot_read`.
    """
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            found += [entry.name for entry in entries if is_recap_name(entry.name) and _is_file(entry)]
    except OSError as error:
        raise file_error(error, folder) from error
    found.sort(key=natural)
    files = tuple(Path(folder, name) for name in found[:MOST_RECAPS])
    return Listing(files, max(0, len(found) - MOST_RECAPS))


def is_recap_name(name: str) -> bool:
    """Whether a file of this name in a folder is taken for a recap."""
    lower = name.lower()
    if lower.startswith((".", "~$", "readme")) or lower.endswith(_OURS):
        return False
    return lower.endswith(tuple(suffix for suffix in SUFFIXES if suffix != ".json"))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers in names by their value."""
    return tuple(
        (0, int(piece[:18]), "") if piece.isdecimal() else (1, 0, piece.casefold())
        for piece in _DIGITS.split(name)
        if piece
    )


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()  # a link to a file counts; one that leads in a circle is an OSError or no file
    except OSError:
        return False
