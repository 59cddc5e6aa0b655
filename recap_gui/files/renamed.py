"""Corrections that lie beside a recap under the name that it had before it was renamed."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from recap_gui.files.corrections_file import CorrectionsFile, UnusableError, decode
from recap_gui.files.corrections_index import SUFFIX
from recap_gui.files.errors import FileError
from recap_gui.files.save import current


def under_old_name(beside: Path, sha256: str) -> CorrectionsFile | None:
    """What was kept beside a recap of these bytes that is not there any more; `beside` is where it would lie now.

    The file itself is left as it is.
    """
    names: list[Path] = []
    with contextlib.suppress(OSError):
        names = sorted(path for path in beside.parent.iterdir() if path.name.endswith(SUFFIX))
    for path in names:
        recap = path.with_name(path.name.removesuffix(SUFFIX))
        if recap.exists():
            continue
        with contextlib.suppress(FileError, UnusableError):
            there = current(path)
            file = decode(there) if there is not None else CorrectionsFile()
            if file.recap is not None and file.recap.sha256 == sha256:
                own = tuple(replace(c, episode="") if c.episode == recap.name else c for c in file.corrections)
                return replace(file, corrections=own)
    return None
