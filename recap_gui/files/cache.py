"""Results kept by content and analyser version: typed JSON with a checksum. A damaged entry counts as none."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from recap_gui.files.typed import decoded
from recap_gui.story import Document, Story

MOST_ENTRIES = 4000
MOST_BYTES = 500 * 2**20
_SUFFIX = ".json"
_PRUNE_EVERY = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """What was read and found once."""

    document: Document
    story: Story


class Cache:
    """Entries in `folder`, valid for one analyser `version`. Safe to use from several threads and processes.

    `version` may be a function, which is asked with the first key: to find it out can take a while.
    """

    def __init__(self, folder: Path, version: str | Callable[[], str]) -> None:
        self._folder = folder
        self._version = version
        self._puts = 0

    def key(self, data: bytes, name: str, *, as_format: str | None = None, encoding: str | None = None) -> str:
        """The key of what these bytes read under this name give; the name counts, since titles are guessed from it."""
        version = self._version if isinstance(self._version, str) else self._version()
        parts = (version, name, as_format or "", encoding or "", hashlib.sha256(data).hexdigest())
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()

    def get(self, key: str) -> Entry | None:
        """The entry of `key`; None where there is none or it is damaged."""
        path = self._path(key)
        try:
            checksum, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest().encode() == checksum:
            with contextlib.suppress(msgspec.DecodeError, RecursionError):
                entry = decoded(body, Entry)
                with contextlib.suppress(OSError):
                    os.utime(path)  # what is used stays longest
                return entry
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put(self, key: str, entry: Entry) -> None:
        """Keep `entry`. A disk that refuses costs the next analysis, nothing else."""
        body = msgspec.json.encode(entry)
        beside = self._path(key).with_suffix(f".{os.getpid()}-{self._puts}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            beside.replace(self._path(key))
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            return
        self._puts += 1
        if self._puts % _PRUNE_EVERY == 1:
            self.prune()

    def prune(self, *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        """Forget what was not used for longest, down to these limits."""
        found: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    facts = entry.stat()
                    found.append((facts.st_mtime, facts.st_size, Path(entry.path)))
        found.sort(reverse=True)
        total = 0
        for at, (_, size, path) in enumerate(found):
            total += size
            if at >= most_entries or total > most_bytes:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)
