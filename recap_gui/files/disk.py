"""Opens files on disk without ever waiting: pipes, devices, folders and what is too large are refused."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from recap_gui.files.errors import Code, FileError
from recap_gui.story.phrase import phrase

LARGEST_DOCX = 100 * 2**20
LARGEST_STORY = 200 * 2**20
LARGEST_TEXT = 10 * 2**20
LARGEST_DATA = 20 * 2**20
_BLOCK = 2**20
_BY_ERRNO: dict[int, Code] = {
    errno.ENOENT: "gone",
    errno.ENOTDIR: "gone",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EISDIR: "folder",
}
_KINDS = (
    (stat.S_ISFIFO, phrase("a pipe")),
    (stat.S_ISSOCK, phrase("a socket")),
    (stat.S_ISCHR, phrase("a device")),
    (stat.S_ISBLK, phrase("a device")),
)


def open_bytes(path: str | os.PathLike[str], *, limit: int | None = None) -> bytes:
    """The bytes of a regular file of at most `limit` bytes (by default what its suffix allows).

    Raises:
        FileError: `gone`, `folder`, `no_permission`, `not_a_file`, `too_large`, `cannot_read`.
    """
    name = display_name(path)
    limit = limit if limit is not None else largest(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise file_error(error, path) from error
    try:
        facts = os.fstat(descriptor)
        _check_kind(facts.st_mode, name)
        if facts.st_size > limit:
            raise FileError("too_large", name=name, megabytes=round(facts.st_size / 2**20, 1), limit=limit // 2**20)
        blocks: list[bytes] = []
        left = limit + 1  # it may grow while it is read
        while left > 0 and (block := os.read(descriptor, min(left, _BLOCK))):
            blocks.append(block)
            left -= len(block)
    except OSError as error:
        raise file_error(error, path) from error
    finally:
        os.close(descriptor)
    if left <= 0:
        raise FileError("too_large", name=name, megabytes=round((limit + 1) / 2**20, 1), limit=limit // 2**20)
    return b"".join(blocks)


def largest(path: str | os.PathLike[str]) -> int:
    """How many bytes a file of this suffix may have."""
    suffix = Path(path).suffix.lower()
    return {".docx": LARGEST_DOCX, ".odt": LARGEST_DOCX, ".epub": LARGEST_DOCX, ".json": LARGEST_STORY}.get(
        suffix, LARGEST_TEXT
    )


def display_name(path: str | os.PathLike[str]) -> str:
    """The file's name as it can be shown: bytes that are no text become replacement characters."""
    return os.fsencode(os.path.basename(os.fspath(path).rstrip("/")) or path).decode("utf-8", "replace")  # noqa: PTH119


def file_error(error: OSError | ValueError, path: str | os.PathLike[str]) -> FileError:
    """The error of this package for one of the system's."""
    name = display_name(path)
    if isinstance(error, OSError):
        if error.errno == errno.EACCES and Path(path).is_dir():  # how Windows answers for a folder
            return FileError("folder", name=name)
        if error.errno in _BY_ERRNO:
            return FileError(_BY_ERRNO[error.errno], name=name)
        if error.errno == errno.ENXIO:
            return FileError("not_a_file", name=name, kind=phrase("a socket or a pipe"))
        return FileError("cannot_read", name=name, because=error.strerror or type(error).__name__)
    return FileError("gone", name=name)


def _check_kind(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise FileError("folder", name=name)
    if not stat.S_ISREG(mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(mode)), phrase("something else"))
        raise FileError("not_a_file", name=name, kind=kind)
