"""Typed JSON in several threads."""

from __future__ import annotations

import subprocess
import sys

import pytest

RACE = """
import sys, threading
sys.setswitchinterval(1e-6)
import msgspec
from recap_gui.files.cache import Entry
from recap_gui.files.typed import decoded
from recap_gui.story import Document, Story
entry = Entry(Document("a"), Story("t", (), ()))
body = msgspec.json.encode(entry)
together, found = threading.Barrier(6), []
def read():
    together.wait()
    found.append(decoded(body, Entry) == entry)
threads = [threading.Thread(target=read) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.exit(found != [True] * 6)
"""


@pytest.mark.parametrize("_time", range(4))
def test_the_first_values_may_come_in_several_threads_at_once(_time: int) -> None:
    """With msgspec alone three of four such processes end with a segmentation fault."""
    assert subprocess.run([sys.executable, "-c", RACE], check=False, timeout=60).returncode == 0
