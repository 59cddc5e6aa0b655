"""Where the window that runs listens for second starts, and the words they exchange. No Qt.

The one that waits speaks first: only who has been greeted says what it wants, so a window that hangs is never told
half of it. Messages are JSON behind their length: four bytes, the highest first. Nothing but paths is ever taken.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

from recap_gui.files.folders import data_folder

FORMAT = "recap-timeline/handover"
VERSION = 1
LARGEST = 1 << 20
"""bytes: what a message may measure."""
MOST_PATHS = 2_000
LONGEST_PATH = 8_192
LONGEST_NAME = 100
"""bytes: of a socket's path; systems end at 104 or 108."""


def socket_name() -> str:
    """Where the window of this user and this data folder listens."""
    whose = hashlib.sha256(os.fsencode(data_folder())).hexdigest()[:12]
    if os.name == "nt":
        return f"recap-gui-{whose}"
    name = f"recap-gui-{whose}.socket"
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    folders = [runtime] if runtime.is_absolute() and runtime.is_dir() else []
    for folder in (*folders, data_folder()):
        if len(os.fsencode(folder / name)) <= LONGEST_NAME:
            return str(folder / name)
    import tempfile  # seldom needed, and slow to load

    return str(Path(tempfile.gettempdir()) / name)


def is_ours(name: str) -> bool:
    """Whether a window of this user may be listening at `name`: nobody else's socket is ever spoken to."""
    if os.name == "nt":
        return True
    try:
        found = Path(name).lstat()
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def packed(message: dict[str, Any]) -> bytes:
    """`message` as it goes over the socket."""
    data = json.dumps({"format": FORMAT, "version": VERSION, **message}).encode("ascii")
    return len(data).to_bytes(4, "big") + data


def unpacked(data: bytes) -> tuple[dict[str, Any] | None, bytes]:
    """The first message in `data` and what follows it; None while it is not whole. Raises ValueError for nonsense."""
    if len(data) < 4:
        return None, data
    length = int.from_bytes(data[:4], "big")
    if length > LARGEST:
        raise ValueError("too long")
    if len(data) < 4 + length:
        return None, data
    try:
        message = json.loads(data[4 : 4 + length].decode("ascii"))
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(message, dict) or (message.get("format"), message.get("version")) != (FORMAT, VERSION):
        raise ValueError("not a message of ours")
    return message, data[4 + length :]


def paths_in(message: dict[str, Any]) -> tuple[Path, ...]:
    """The files a message asks to open. Raises ValueError where one of them is none."""
    paths = message.get("paths")
    if not isinstance(paths, list) or len(paths) > MOST_PATHS:
        raise ValueError("no paths")
    for path in paths:
        if not isinstance(path, str) or "\0" in path or len(path) > LONGEST_PATH or not Path(path).is_absolute():
            raise ValueError("not an absolute path")
    return tuple(Path(path) for path in paths)
