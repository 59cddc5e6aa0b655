"""A second start hands its files to the window that runs: shown with real processes and a real socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent

from recap_gui.gui.handover import OpenedByDesktop, Receiver, hand_over
from recap_gui.gui.handover_words import LARGEST, is_ours, packed, paths_in, socket_name, unpacked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets with paths")

WINDOW = """
import sys
from recap_gui.gui import app
from recap_gui.work.pool import Pool
Pool.warm = lambda self: None
serve = app.Program._serve
def served(self):
    serve(self)
    self.opener.began.connect(lambda batch: print(*(r.source.path for r in batch.recaps), flush=True))
app.Program._serve = served
sys.exit(app.run(sys.argv[1:]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's windows listen: a short path, whatever pytest's folders are called."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return Path(socket_name())


class Window:
    """The program as a process of its own; `said` are the files it began to open."""

    def __init__(self, *paths: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WINDOW, *paths], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(line.strip() for line in self.process.stdout)

    def __enter__(self) -> Window:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


def wait_for(what: object) -> None:
    assert callable(what)
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def answers(place: Path) -> bool:
    """Whether somebody greets at `place`."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(5)
        try:
            caller.connect(str(place))
            return len(caller.recv(4)) == 4
        except OSError:
            return False


def test_a_second_start_hands_over_and_ends_and_a_dead_windows_socket_is_taken_over(
    place: Path, tmp_path: Path
) -> None:
    (tmp_path / "a b.txt").write_text("Ann waits. Bob comes.", "utf-8")
    command = [sys.executable, "-m", "recap_gui", "a b.txt"]
    with Window() as first:
        wait_for(lambda: answers(place))
        assert subprocess.run(command, cwd=tmp_path, timeout=60, check=False).returncode == 0
        wait_for(lambda: first.said == [str(tmp_path / "a b.txt")])
        assert subprocess.run([*command[:3]], cwd=tmp_path, timeout=60, check=False).returncode == 0
        assert first.process.poll() is None
    assert is_ours(str(place)), "killed, it left its socket"
    with Window(str(tmp_path / "a b.txt")) as second:
        wait_for(lambda: second.said == [str(tmp_path / "a b.txt")] and answers(place))


def test_a_window_that_hangs_is_told_nothing(place: Path, tmp_path: Path, qapp) -> None:
    (tmp_path / "a.txt").write_text("Ann waits.", "utf-8")
    with Window() as first:
        wait_for(lambda: answers(place))
        first.process.send_signal(signal.SIGSTOP)
        assert not hand_over([str(tmp_path / "a.txt")], str(place), patience=200)
        first.process.send_signal(signal.SIGCONT)
        assert hand_over([], str(place), patience=20_000), "it goes on"
        assert first.said == []


@pytest.fixture
def receiver(place: Path, qapp) -> Iterator[Receiver]:
    made = Receiver(str(place))
    assert made.is_listening
    yield made
    made.close()


def test_another_window_leaves_the_socket_to_the_first(receiver: Receiver, place: Path) -> None:
    assert not Receiver(str(place)).is_listening
    assert receiver.is_listening
    assert (place.stat().st_mode & 0o077) == 0


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        (LARGEST + 1).to_bytes(4, "big") + b"x",
        b"\0\0\0\2[]",
        b"\0\0\0\4\xff\xff\xff\xff",
        (100_000).to_bytes(4, "big") + b"[" * 100_000,
        packed({"paths": "/etc/passwd"}),
        packed({"paths": ["relative.txt"]}),
        packed({"paths": ["/a\0b"]}),
        packed({"paths": [7]}),
        packed({"paths": ["/x"] * 2_001}),
        packed({"version": 99, "paths": []}),
    ],
)
def test_nonsense_is_not_obeyed(receiver: Receiver, place: Path, qtbot, sent: bytes) -> None:
    asked: list[object] = []
    receiver.asked.connect(lambda *args: asked.append(args))
    heard: list[bytes] = []

    def call() -> None:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(str(place))
            caller.recv(4096)
            try:
                caller.sendall(sent)
                while part := caller.recv(4096):
                    heard.append(part)
            except ConnectionError:
                pass

    calling = threading.Thread(target=call)
    calling.start()
    qtbot.waitUntil(lambda: not calling.is_alive(), timeout=10_000)
    assert not asked and not heard


def test_a_message_in_pieces_is_taken_when_it_is_whole() -> None:
    data = packed({"paths": ["/r/a.txt", "/r/\udce9.txt"]})
    for cut in range(len(data)):
        assert unpacked(data[:cut]) == (None, data[:cut])
    message, rest = unpacked(data + b"more")
    assert message is not None and rest == b"more"
    assert paths_in(message) == (Path("/r/a.txt"), Path("/r/\udce9.txt"))


def test_nobody_elses_file_is_spoken_to(tmp_path: Path, qapp) -> None:
    (tmp_path / "file").write_text("no socket")
    assert not is_ours(str(tmp_path / "file"))
    assert not hand_over(["/a"], str(tmp_path / "file"))


def test_a_file_that_macos_hands_over_is_opened(qapp, tmp_path: Path) -> None:
    filter_, target = OpenedByDesktop(), QObject()
    asked: list[object] = []
    filter_.asked.connect(lambda *given: asked.append(given))
    target.installEventFilter(filter_)
    QCoreApplication.sendEvent(target, QFileOpenEvent(str(tmp_path / "a.txt")))
    QCoreApplication.sendEvent(target, QEvent(QEvent.Type.User))
    assert asked == [((tmp_path / "a.txt",), "")]
