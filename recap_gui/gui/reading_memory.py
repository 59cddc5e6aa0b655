"""Remembers as what the user had a file read (“Read again as …”), from one start of the program to the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from recap_gui.gui.kept_mapping import KeptMapping
from recap_gui.gui.opening import Source
from recap_gui.gui.settings import Settings

_KEY = "read as"


class ReadingMemory:
    """Format and encoding by file; what was read as it seemed to be is not in it."""

    def __init__(self, settings: Settings) -> None:
        self._kept = KeptMapping(settings, _KEY)

    def applied(self, source: Source) -> Source:
        """`source` as it was read the last time, where nothing else is asked for."""
        if source.path is None or source.as_format is not None or source.encoding is not None:
            return source
        found = self._kept.all().get(_key(source.path))
        if not isinstance(found, dict):
            return source
        as_format, encoding = (v if isinstance(v := found.get(k), str) else None for k in ("format", "encoding"))
        return replace(source, as_format=as_format, encoding=encoding)

    def keep(self, source: Source) -> None:
        """Remember how `source` was read; where it was read as it seemed to be, forget."""
        if source.path is None:
            return
        told = {"format": source.as_format, "encoding": source.encoding}
        self._kept.put(_key(source.path), told if any(told.values()) else None)


def _key(path: Path) -> str:
    return str(path.absolute()).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
