"""A second start hands its files to the window that runs, over a local socket of this user."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from recap_gui.gui.handover_words import is_ours, packed, paths_in, unpacked

PATIENCE = 1_000
"""ms: how long each side waits for the other; then the second start has a window of its own."""


def hand_over(paths: Sequence[str], name: str, *, patience: int = PATIENCE) -> bool:
    """Ask the window that listens at `name` to open `paths` and to come forward; whether it has taken them."""
    if not is_ours(name):
        return False
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(patience):
        return False
    heard = _hear(socket, patience)
    if heard is None or heard.get("hello") is not True:
        socket.abort()
        return False
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100  (links stay as they are)
    socket.write(packed({"paths": whole, "token": os.environ.get("XDG_ACTIVATION_TOKEN", "")}))
    answer = _hear(socket, patience)
    socket.abort()
    return answer is not None and answer.get("taken") is True


def _hear(socket: QLocalSocket, patience: int) -> dict[str, Any] | None:
    data, end = b"", monotonic() + patience / 1000
    while (left := end - monotonic()) > 0:
        if not socket.bytesAvailable() and not socket.waitForReadyRead(max(1, round(left * 1000))):
            return None
        data += socket.readAll().data()
        try:
            message, _ = unpacked(data)
        except ValueError:
            return None
        if message is not None:
            return message
    return None


class Receiver(QObject):
    """Listens for second starts; `is_listening` is False where another window already does, or the system refuses."""

    asked = Signal(object, object)
    """(tuple[Path, ...], str): open these, perhaps none; and the token with which the desktop lets us come forward."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if os.name != "nt":
            with contextlib.suppress(OSError):  # where there is no folder, nobody listens
                Path(name).parent.mkdir(parents=True, exist_ok=True)
        if os.name != "nt" and is_ours(name):  # Qt would take it away from a window that is alive
            if not _is_deserted(name):
                return
            QLocalServer.removeServer(name)
        self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        """Whether second starts come here."""
        return self._server.isListening()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Caller(socket, self)


class _Caller(QObject):
    """One second start that is being heard; it goes with its connection."""

    def __init__(self, socket: QLocalSocket, receiver: Receiver) -> None:
        super().__init__(receiver)
        self._socket, self._receiver = socket, receiver
        self._heard = b""
        socket.setParent(self)
        socket.readyRead.connect(self._on_read)
        socket.disconnected.connect(self.deleteLater)
        QTimer.singleShot(PATIENCE, self, self.give_up)
        socket.write(packed({"hello": True}))

    @Slot()
    def give_up(self) -> None:
        """End the connection."""
        self._socket.disconnectFromServer()

    @Slot()
    def _on_read(self) -> None:
        self._heard += self._socket.readAll().data()
        try:
            message, _ = unpacked(self._heard)
            paths = paths_in(message) if message is not None else ()
        except ValueError:
            self.give_up()
            return
        if message is None:
            return
        token = message.get("token")
        self._socket.write(packed({"taken": True}))
        self.give_up()
        known = isinstance(token, str) and len(token) < 256 and token.isprintable()
        self._receiver.asked.emit(paths, token if known else "")


def _is_deserted(name: str) -> bool:
    """Whether nobody listens at `name` any more: its window was killed. One that hangs still takes calls."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    there = socket.waitForConnected(PATIENCE)
    socket.abort()
    return not there


class OpenedByDesktop(QObject):
    """Files that the desktop hands to a program that runs already: macOS does so by an event, not by arguments."""

    asked = Signal(object, object)
    """(tuple[Path, ...], ""): as `Receiver.asked`"""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the event that asks to open a file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit((Path(event.file()),), "")
            return True
        return False
