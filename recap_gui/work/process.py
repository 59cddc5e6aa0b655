"""One child process: how it is started, killed and cleaned up after."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import recap_gui
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.work.protocol import Reply, Request, read_reply, request_frame

_MOST_LOG = 8000


def command() -> list[str]:
    """What starts the child: this program with a hidden first argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child"]
    if _is_installed():
        return [sys.executable, "-P", "-m", "recap_gui", "--child"]
    # Run from a bare checkout: its folder goes last on the path, after everything that is installed.
    folder = str(Path(recap_gui.__file__).parent.parent)
    code = f"import sys; sys.path.append({folder!r}); from recap_gui.work.child import main; main()"
    return [sys.executable, "-P", "-c", code]


def environment(folder: str) -> dict[str, str]:
    """The child's environment: no PYTHON* of the user's, one thread, the same order of sets at every start."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("PYTHON")}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**kept, **threads, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "RECAP_CHILD_FOLDER": folder}


class Child:
    """A running child process in an empty folder of its own.

    Raises:
        OSError: when it cannot be started.
    """

    def __init__(self, argv: Sequence[str]) -> None:
        import psutil  # 7 ms that the window's first paint need not wait for

        self.folder = tempfile.mkdtemp(prefix="recap-child-")
        self.killed_for: tuple[str, float] | None = None
        self.is_warm = False
        self.has_served = False
        self._log: list[bytes] = []
        try:
            self._process = subprocess.Popen(
                list(argv),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.folder,
                env=environment(self.folder),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._remove_folder()
            raise
        self._watched = psutil.Process(self._process.pid)
        self._drain = threading.Thread(target=self._collect, name="recap child's log", daemon=True)
        self._drain.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def send(self, ticket: int, request: Request) -> None:
        """Send a request.

        Raises:
            OSError: when it has gone.
        """
        assert self._process.stdin
        self._process.stdin.write(request_frame(ticket, request))
        self._process.stdin.flush()

    def receive(self) -> Reply | None:
        """The next message, or None when it has gone.

        Raises:
            ProtocolError: when it sends what is no message.
        """
        assert self._process.stdout
        return read_reply(self._process.stdout.read)

    def memory(self) -> int:
        """Resident bytes, or 0 when it has gone."""
        import psutil

        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self, reason: str = "", amount: float = 0) -> None:
        """End it at once; `reason` and `amount` tell the one who waits for it why."""
        if self.killed_for is None:
            self.killed_for = (reason, amount)
        with contextlib.suppress(OSError):
            self._process.kill()

    def reap(self, timeout: float = 3.0) -> Phrase:
        """Wait for its end and clean up; how it ended, in words."""
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return phrase("it does not end")
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        self._drain.join(timeout)
        self._remove_folder()
        if status < 0:
            return phrase("signal {n}", n=-status)
        return phrase("exit status {n}", n=status)

    def log(self) -> str:
        """The end of what it wrote to its error output."""
        return b"".join(self._log)[-_MOST_LOG:].decode("utf-8", "replace")

    def _collect(self) -> None:
        stream = self._process.stderr
        assert stream
        with stream:
            while piece := os.read(stream.fileno(), 4096):
                self._log.append(piece)
                if sum(map(len, self._log)) > 2 * _MOST_LOG:
                    self._log = [b"".join(self._log)[-_MOST_LOG:]]

    def _remove_folder(self) -> None:
        with contextlib.suppress(OSError):
            Path(self.folder).rmdir()


def _is_installed() -> bool:
    import importlib.metadata  # 11 ms that the window's first paint need not wait for

    try:
        importlib.metadata.distribution("recap-gui")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
