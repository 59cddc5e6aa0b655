"""The app’s own folders, for data and for results: found without Qt, so that window and command line agree."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_OURS = "recap-gui"


def data_folder() -> Path:
    """Where corrections that cannot lie beside their recap, earlier versions and logs are kept; it need not exist."""
    if sys.platform == "win32":
        return _base("APPDATA", "AppData/Roaming") / _OURS
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support" / _OURS
    return _base("XDG_DATA_HOME", ".local/share") / _OURS


def cache_folder() -> Path:
    """Where results are kept that can be had again at any time; it need not exist."""
    if sys.platform == "win32":
        return _base("LOCALAPPDATA", "AppData/Local") / _OURS / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches" / _OURS
    return _base("XDG_CACHE_HOME", ".cache") / _OURS


def _base(variable: str, otherwise: str) -> Path:
    """The folder that `variable` names, if it is absolute: XDG asks to ignore any other."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / otherwise
