"""Errors of the program itself: caught wherever they happen, logged, and told once with a report to copy."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from recap_gui import __version__
from recap_gui.gui.theme import LARGE, UNIT, scaled
from recap_gui.gui.widgets import label

_LOG = logging.getLogger("recap_gui")
MOST_TOLD = 20_000
"""characters: of a trace and of a log in a report."""


class Errors(QObject):
    """Hooks for everything that can end in an exception. They only log and emit; the window does the telling."""

    happened = Signal(object)
    """str: the traceback. Emitted from whatever thread it happened on: connect with a bound slot."""

    def __init__(self, folder: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crash_file: IO[str] | None = None
        self.last_crash = ""
        if folder is not None:
            self._open_files(folder)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_log_qt)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None

    def _open_files(self, folder: Path) -> None:
        """Log to a file of ours, and let a hard crash leave its trace in another."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            crash, log = folder / "crash.txt", folder / "log.txt"
            self.last_crash = _tail(crash)
            if self.last_crash and (said := _tail(log)):
                self.last_crash += f"\nWhat was logged before:\n{said}"
            self._crash_file = crash.open("w", encoding="utf-8")
            handler = logging.FileHandler(log, mode="w", encoding="utf-8", delay=True)
        except OSError:
            return
        faulthandler.enable(self._crash_file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        _LOG.addHandler(handler)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, where: str = ""
    ) -> None:
        words = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s%s", where, words)
        if issubclass(kind, KeyboardInterrupt):
            return
        try:
            self.happened.emit(where + words)
        except RuntimeError:  # the application is going
            sys.stderr.write(words)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            name = args.thread.name if args.thread is not None else "?"
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback, f"In the thread “{name}”:\n")

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback, "While something was ending:\n")


def _tail(file: Path) -> str:
    """The end of a file of ours, "" where it is empty or not there."""
    return file.read_text("utf-8", "replace")[-MOST_TOLD:].strip() if file.exists() else ""


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    _LOG.log(level, "Qt: %s", message)


def versions() -> str:
    """What the program runs on, one fact a line."""
    return "\n".join(
        (
            f"Recap Timeline {__version__}",
            f"Python {platform.python_version()}",
            f"PySide6 {pyside_version}, Qt {qVersion()}, {QGuiApplication.platformName()}",
            platform.platform(),
        )
    )


class ErrorDialog(QDialog):
    """What happened, that nothing is lost, and a report to copy. Never modal: the window goes on working."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("An error of Recap Timeline"))
        self.setModal(False)
        self.report = f"{versions()}\n\n{details.strip()}\n"
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 2)
        box.setSpacing(UNIT * 2)
        box.addWidget(label(self.tr("Something went wrong in the program."), size=LARGE, strong=True))
        safe = self.tr(
            "It is an error of Recap Timeline, not yours. Your recap and your corrections are safe, and you can go on. "
            "If you report it, the lines below help; nothing is sent by itself."
        )
        box.addWidget(label(safe))
        words = QPlainTextEdit(self.report)
        words.setReadOnly(True)
        words.setAccessibleName(self.tr("Report"))
        words.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        box.addWidget(words, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.close)
        box.addWidget(buttons)
        self.resize(scaled(UNIT * 84), scaled(UNIT * 52))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
