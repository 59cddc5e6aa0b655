"""The cyclic collector kept still while a long story is made.

A story's values hold no cycles, and a season of 100,000 presences is two million of them: the collector looked through
all of them again and again while they were made (M: 2 of 3 s), each time for half a second in which no window answers.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 2**20
"""Bytes of JSON from which a story is long."""

_LOCK = threading.Lock()
_users = 0


@contextmanager
def still(size: int) -> Iterator[None]:
    """Let the collector rest while what came as `size` bytes is made, and never look at it afterwards.

    What is made goes when nobody refers to it any more, as all values do.
    """
    global _users
    if size < LARGE:
        yield
        return
    with _LOCK:
        _users += 1
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            _users -= 1
            gc.freeze()
            if not _users:
                gc.enable()
