"""Writes a file whole or not at all, and never over something unread (RELIABILITY.md's save recipe).

Serialise, decode again and compare, compare the target's hash with the one read, temp file beside it, fsync, replace,
fsync of the folder; the last ten versions are kept in the app's data folder.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from recap_gui.files.disk import LARGEST_DATA, display_name, open_bytes
from recap_gui.files.errors import FileError
from recap_gui.story.phrase import phrase

VERSIONS = 10
"""How many earlier versions of a file are kept."""
_TRIES = 8
"""Attempts to replace a file that Windows holds open for a moment (a virus scanner, a sync tool)."""


class ChangedError(Exception):
    """The target is not what was read before: `data` is what stands there now (None: it is gone)."""

    def __init__(self, data: bytes | None) -> None:
        super().__init__("the file was changed by someone else")
        self.data = data


@dataclass(frozen=True, slots=True)
class Disk:
    """The operations on the disk that a save needs; tests hand in ones that fail."""

    open: Callable[[str, int, int], int] = os.open
    write: Callable[[int, bytes], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    replace: Callable[[str, str], None] = os.replace


DISK = Disk()


def fingerprint(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def current(path: Path, *, limit: int = LARGEST_DATA) -> bytes | None:
    """The bytes of `path`, or None where there is no such file.

    Raises:
        FileError: when something is there and cannot be read.
    """
    try:
        return open_bytes(path, limit=limit)
    except FileError as error:
        if error.code == "gone":
            return None
        raise


def save(
    path: Path,
    data: bytes,
    *,
    check: Callable[[bytes], bool],
    expected: str | None,
    versions: Path | None = None,
    disk: Disk = DISK,
) -> str:
    """Put `data` in the place of the file at `path`, whole, and give its fingerprint.

    `check` decodes the bytes again and says whether they mean what was to be saved. `expected` is the fingerprint of
    the file as it was read (None: there was none). `versions` is the folder that keeps what is replaced.

    Raises:
        ChangedError: when another version stands there than the one expected.
        FileError: `cannot_write` or `not_writable`; the old file is untouched and no temporary file is left.
        ValueError: when `check` finds the bytes wrong, which is a bug of ours; nothing is written.
    """
    path = Path(os.path.realpath(path))
    if not check(data):
        raise ValueError("what was to be saved does not read back the same")
    there = current(path)
    if (fingerprint(there) if there is not None else None) != expected:
        raise ChangedError(there)
    if there == data:
        return fingerprint(data)
    if there is not None and versions is not None:
        with contextlib.suppress(OSError):  # a full data folder must not cost the save beside the recap
            keep(versions, there, disk=disk)
    try:
        write_whole(path, data, disk=disk)
    except OSError as error:
        raise cannot(error, path) from error
    return fingerprint(data)


def write_whole(path: Path, data: bytes, *, disk: Disk = DISK) -> None:
    """Write `data` beside `path`, force it to the disk and put it in its place.

    Raises:
        OSError: from any step; the old file is untouched and the temporary one removed as far as the disk allows.
    """
    beside = path.with_name(f".{token_hex(6)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = disk.open(os.fspath(beside), flags, 0o666)
        try:
            left = memoryview(data)
            while left:
                written = disk.write(descriptor, bytes(left))
                if written <= 0:
                    raise OSError(errno.EIO, "nothing was written")
                left = left[written:]
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
        _replace(beside, path, disk)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _force_folder(path.parent, disk)


def _replace(beside: Path, path: Path, disk: Disk) -> None:
    for attempt in range(_TRIES):
        try:
            disk.replace(os.fspath(beside), os.fspath(path))
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(0.02 * 2**attempt)
        else:
            return


def _force_folder(folder: Path, disk: Disk) -> None:
    """Force the folder's entry to the disk. The new file is in place already: a system that cannot is no failure."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = disk.open(os.fspath(folder), os.O_RDONLY, 0)
        try:
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)


def keep(folder: Path, data: bytes, *, disk: Disk = DISK) -> None:
    """Keep `data` as the newest of the last ten versions in `folder`; the same bytes are not kept twice in a row.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = kept(folder)
    name = fingerprint(data)[:16]
    if there and there[0].stem.endswith(name):
        return
    number = int(there[0].name.split("-")[0]) + 1 if there else 1
    write_whole(folder / f"{number:08}-{name}.json", data, disk=disk)
    for old in kept(folder)[VERSIONS:]:
        with contextlib.suppress(OSError):
            old.unlink()


def kept(folder: Path) -> tuple[Path, ...]:
    """The versions kept in `folder`, newest first."""
    if not folder.is_dir():
        return ()
    return tuple(sorted((p for p in folder.glob("*-*.json") if p.name.split("-")[0].isdigit()), reverse=True))


def versions_of(data_folder: Path, path: Path) -> Path:
    """The folder that keeps the earlier versions of the file at `path`."""
    return data_folder / "versions" / fingerprint(os.fsencode(os.path.abspath(path)))[:32]  # noqa: PTH100


def cannot(error: OSError, path: Path) -> FileError:
    """Why `path` cannot be written, as the failure to tell."""
    name = display_name(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileError("not_writable", name=name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileError("cannot_write", name=name, because=phrase("the disk is full"))
    because = error.strerror or type(error).__name__
    return FileError("cannot_write", name=name, because=because)
