"""Motion of the timeline: how long it lasts, and whether the desktop wants any."""

from __future__ import annotations

import ctypes
import os
from configparser import ConfigParser, Error
from pathlib import Path

from PySide6.QtWidgets import QStyle, QWidget

DURATION = 140
"""Length of a move in ms: long enough to see where things went, short enough not to wait for it."""


def duration(widget: QWidget) -> int:
    """How many ms a move of `widget` takes: 0 where the desktop asks for less motion.

    Qt has no one answer to this (its `UI_…` effects are off by default on X11, wanted or not). KDE tells it as the
    style's animation time, Windows by a system parameter, GTK desktops in a file.
    """
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    still = widget.style().styleHint(hint, None, widget) == 0 or _windows_is_still() or _gtk_is_still(_config_home())
    return 0 if still else DURATION


def _windows_is_still() -> bool:
    """Whether "Animation effects" are switched off on Windows."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    wanted = ctypes.c_int(1)
    get_client_area_animation = 0x1042
    windows.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(wanted), 0)
    return not wanted.value


def _config_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _gtk_is_still(config_home: Path) -> bool:
    """Whether GTK's settings switch animations off."""
    for version in ("gtk-4.0", "gtk-3.0"):
        parser = ConfigParser(interpolation=None, strict=False)
        try:
            found = parser.read(config_home / version / "settings.ini", encoding="utf-8")
        except (OSError, UnicodeDecodeError, Error):
            continue
        if found:
            value = parser.get("Settings", "gtk-enable-animations", fallback="true").strip().casefold()
            return value in ("0", "false", "no")
    return False
