"""Who has a recap open: one window at a time writes its corrections unasked, and saves of two processes take turns.

The lock files lie in the app's data folder, never beside the recap. They are held by the system (`flock`, on Windows a
locked byte), so a crashed window holds nothing.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from recap_gui.files.errors import FileError
from recap_gui.files.save import fingerprint, write_whole
from recap_gui.story.phrase import phrase

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _key(path: Path) -> str:
    return fingerprint(os.fsencode(os.path.realpath(path)))[:32]


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)


@contextlib.contextmanager
def turn(data_folder: Path, path: Path, *, patience: float = 5.0) -> Iterator[None]:
    """The right to write the file at `path`, held while the block runs; waits up to `patience` seconds for others.

    Raises:
        FileError: `cannot_write` when another process keeps it longer.
        OSError: when the data folder cannot be written.
    """
    folder = data_folder / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = _open(folder / f"{_key(path)}.save")
    try:
        until = time.monotonic() + patience
        while not _lock(descriptor):
            if time.monotonic() > until:
                raise FileError("cannot_write", name=path.name, because=phrase("another window is writing it"))
            time.sleep(0.01)
        yield
    finally:
        os.close(descriptor)


class Claim:
    """A window's claim to the corrections of one recap.

    `mine` says whether this window has it; where not, another one is open and `take_over` asks for it. The one before
    sees that at its next look and then only reads. Corrections of both are merged either way.
    """

    def __init__(self, data_folder: Path, path: Path) -> None:
        self._folder = data_folder / "locks"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._key = _key(path)
        self._token = token_hex(8)
        self._alive: int | None = _open(self._alive_file(self._token))
        _lock(self._alive)
        if not self._held_by_another():
            self.take_over()

    def __enter__(self) -> Claim:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def mine(self) -> bool:
        """Whether this window is the one that writes."""
        return self._alive is not None and self._owner() == self._token

    def hold(self) -> bool:
        """Whether this window is the one that writes; it becomes so when the one before is gone.

        Raises:
            OSError: when the data folder cannot be written.
        """
        if not self.mine and not self._held_by_another():
            self.take_over()
        return self.mine

    def take_over(self) -> None:
        """Make this window the one that writes.

        Raises:
            OSError: when the data folder cannot be written.
        """
        write_whole(self._folder / f"{self._key}.owner", self._token.encode())

    def close(self) -> None:
        """Give the claim up."""
        if self._alive is None:
            return
        was_mine = self.mine
        os.close(self._alive)
        self._alive = None
        with contextlib.suppress(OSError):
            self._alive_file(self._token).unlink()
            if was_mine:
                (self._folder / f"{self._key}.owner").unlink()

    def _alive_file(self, token: str) -> Path:
        return self._folder / f"{self._key}.{token}.open"

    def _owner(self) -> str:
        try:
            return (self._folder / f"{self._key}.owner").read_text("ascii", "replace")[:64]
        except OSError:
            return ""

    def _held_by_another(self) -> bool:
        """Whether the owner on record still runs: its file is locked. What crashed owners left is cleared away."""
        owner = self._owner()
        if not owner.isalnum():
            return False
        left = self._alive_file(owner)
        if not left.exists():
            return False
        descriptor = _open(left)
        try:
            if not _lock(descriptor):
                return True
        finally:
            os.close(descriptor)
        with contextlib.suppress(OSError):
            left.unlink()
        return False
