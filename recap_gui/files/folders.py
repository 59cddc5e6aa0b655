"""The app’s own folders, for data and for results: found without Qt, so that window and command line agree."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Where corrections that cannot lie beside their recap, earlier versions and logs are kept; it need not exist."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return base / "recap-timeline"


def cache_folder() -> Path:
    """Where results are kept that can be had again at any time; it need not exist."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "recap-timeline" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/recap-timeline"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "recap-timeline"
