"""The cyclic collector kept still while a long story is made.

A story's values hold no cycles, and a season of 100,000 presences is two million of them: the collector looked through
all of them again and again while they were made (M: 2 of 3 s), each time for half a second in which no window answers.
Of 200 short recaps that come one by one it looked through those that had come, for up to 135 ms (M).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 2**20
"""Bytes of JSON from which a story is long, or short ones are many."""
_JSON = 10
"""Bytes of JSON for each character of a recap, about (M: 11)."""

_LOCK = threading.Lock()
_users = 0
_short = 0


@contextmanager
def still(size: int) -> Iterator[None]:
    """Let the collector rest while what came as `size` bytes is made, and never look at it afterwards.

    What is made goes when nobody refers to it any more, as all values do. For something short the collector need not
    rest, but of many short ones it looks at the last few alone.
    """
    global _users
    if size < LARGE:
        yield
        _settle(size)
        return
    if not _users:
        gc.collect()  # else rings that nobody needs any more would be frozen too, and stay with all that they hold
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


def as_json(characters: int) -> int:
    """About as many bytes of JSON as what is found in so many characters of recaps comes to."""
    return _JSON * characters


def _settle(size: int) -> None:
    global _short
    with _LOCK:
        _short += size
        many = _short >= LARGE
        if many:
            _short = 0
    if many:
        gc.collect()  # of what came since the last time: some milliseconds
        gc.freeze()
