"""The real program without a screen, in a home of its own, with everything that goes wrong written down.

For processes of their own: the runs of `monkey`, `closes` and `work_kills` start one each.
"""

from __future__ import annotations

import functools
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
QUICK_CHILD = [sys.executable, "-P", str(HERE / "quick_child.py")]


def at_home(folder: Path) -> None:
    """Let home, settings, data and cache lie in `folder`, and the platform be offscreen. Before Qt is imported."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        os.environ[name] = str(folder)
    for name, inside in {"CONFIG": "config", "DATA": "data", "CACHE": "cache", "STATE": "state"}.items():
        os.environ[f"XDG_{name}_HOME"] = str(folder / inside)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    (folder / "run").mkdir(parents=True, exist_ok=True, mode=0o700)


class Troubles(logging.Handler):
    """Every exception that reached a hook, every warning of Qt, every error in the log."""

    _HARMLESS = ("Qt: This plugin does not support",)

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []
        logging.getLogger("recap_gui").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is an error of the program or a warning of Qt."""
        words = record.getMessage()
        if record.exc_info:
            words += "\n" + logging.Formatter().formatException(record.exc_info)
        if words.startswith("Qt:"):  # it is told while the call that Qt warns of lasts
            words += "\n" + "".join(traceback.format_stack(limit=14))
        if (record.levelno >= logging.ERROR or words.startswith("Qt:")) and not words.startswith(self._HARMLESS):
            self.found.append(words)


def run(paths: list[str], begin: Callable[[object], None], *, child: list[str] | None = None) -> int:
    """The whole program as ``recap-gui PATHS`` runs it; `begin(program)` is called when it has been started."""
    from recap_gui.gui import overrides

    overrides.install()
    from recap_gui.gui import app
    from recap_gui.work import pool

    if child is not None:
        pool.Pool = functools.partial(pool.Pool, argv=child)
    start = app.Program.start

    def started(program: app.Program, paths: list[Path] = ()) -> None:
        start(program, paths)
        begin(program)

    app.Program.start = started
    return app.run(paths)
