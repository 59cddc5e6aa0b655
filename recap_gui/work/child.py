"""The child process: takes requests from its input until that ends, and answers on its output.

Whatever a library prints goes to the error output, so that it cannot break the protocol. A thread reads the input, so
that the child ends with its parent even in the middle of an analysis.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import traceback
from io import BufferedReader, FileIO

from recap_gui.files.errors import FileError
from recap_gui.work.protocol import (
    Answer,
    Begun,
    Failed,
    Found,
    Job,
    Message,
    Progress,
    ProtocolError,
    Reply,
    name_of,
    read_request,
    reply_frame,
)

MOST_ADDRESSES = 4 * 2**30
_MOST_FILES = 64
_LEAST_STEP = 0.02


def main() -> int:
    """Serve until the input ends."""
    source, sink = _own_streams()
    limit_memory()
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, jobs), daemon=True).start()
    serving = _Serving(sink)
    while True:
        serving.serve(jobs.get())


def _own_streams() -> tuple[BufferedReader[FileIO], FileIO]:
    """Our input and output on descriptors of their own; 0 then gives nothing and 1 is the error output."""
    source = BufferedReader(FileIO(os.dup(0), "rb", closefd=True), 1 << 16)
    sink = FileIO(os.dup(1), "wb", closefd=True)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return source, sink


def _receive(source: BufferedReader[FileIO], jobs: queue.SimpleQueue[Job]) -> None:
    try:
        while (job := read_request(source.read)) is not None:
            jobs.put(job)
    except (ProtocolError, OSError) as error:
        print(f"input: {error}", file=sys.stderr)  # noqa: T201  (the child's log)
    _end(0)


def _end(status: int) -> None:
    """Leave at once, the empty working folder removed."""
    folder = os.environ.get("RECAP_CHILD_FOLDER")
    if folder:
        with contextlib.suppress(OSError):
            os.chdir(os.path.dirname(folder))  # noqa: PTH120  (one call less while dying)
            os.rmdir(folder)  # noqa: PTH106
    os._exit(status)


class _Serving:
    """Serves one job after another."""

    def __init__(self, sink: FileIO) -> None:
        self._sink = sink
        self._limited = False
        self._done = -1.0

    def serve(self, job: Job) -> None:
        """Run one job and send its messages; what goes wrong is sent as well."""
        self._done = -1.0
        self._send(job, Begun())
        try:
            from recap_gui.work.tasks import run

            last = run(job.request, lambda message: self._tell(job, message))
        except FileError as error:
            last = Failed(error.code, error.facts)
        except MemoryError:
            last = Failed("memory", {"name": name_of(job.request)})
        except Exception as error:
            facts = {"because": _told(error), "details": traceback.format_exc()[-8000:]}
            last = Failed("internal", {"name": name_of(job.request), **facts})
        self._send(job, last, last=True)
        if not self._limited and isinstance(last, Answer | Found):  # all is loaded: nothing more needs to be opened
            self._limited = True
            limit_resources()

    def _tell(self, job: Job, message: Message) -> None:
        if isinstance(message, Progress):
            if 0 <= message.done - self._done < _LEAST_STEP and message.done < 1:
                return
            self._done = message.done
        self._send(job, message)

    def _send(self, job: Job, message: Message, *, last: bool = False) -> None:
        data = memoryview(reply_frame(Reply(job.ticket, message, last)))
        try:
            while data:
                data = data[self._sink.write(data) or 0 :]
        except OSError:
            _end(0)  # nobody listens any more


def limit_memory() -> None:
    """Where the system can: a ceiling for the address space, well above what the parent kills at."""
    if sys.platform == "linux":
        import resource

        _limit(resource.RLIMIT_AS, MOST_ADDRESSES)
        _limit(resource.RLIMIT_CORE, 0)


def limit_resources() -> None:
    """Where the system can: nothing is written any more, and few files are open."""
    if sys.platform != "win32":
        import resource

        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_NOFILE, _MOST_FILES)


def _limit(which: int, value: int) -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
