"""Where this program keeps what is its own on each system. The standard library is enough for three folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "recap-gui"
_MAC_DATA = "Library/Application Support"


def data_folder() -> Path:
    """Corrections that cannot lie beside their recap, older versions, what was recovered."""
    return _folder(
        windows="LOCALAPPDATA", mac="Library/Application Support", variable="XDG_DATA_HOME", rest=".local/share"
    )


def cache_folder() -> Path:
    """Results that can be had again."""
    if sys.platform == "win32":
        return data_folder() / "cache"
    return _folder(windows="", mac="Library/Caches", variable="XDG_CACHE_HOME", rest=".cache")


def log_folder() -> Path:
    """Crash logs and messages."""
    if sys.platform == "win32":
        return data_folder() / "logs"
    return _folder(windows="", mac="Library/Logs", variable="XDG_STATE_HOME", rest=".local/state")


def _folder(*, windows: str, mac: str, variable: str, rest: str) -> Path:
    home = Path.home()
    if sys.platform == "win32":
        told = os.environ.get(windows, "")
        return Path(told or home / "AppData" / "Local") / _NAME
    if sys.platform == "darwin":
        return home / mac / _NAME
    told = os.environ.get(variable, "")
    # The XDG base directory specification: a relative path there counts as unset.
    return (Path(told) if told.startswith("/") else home / rest) / _NAME
