"""How much memory this process has in use: what leaks grows here, whatever free pages the C library keeps."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

import psutil

_BLOCK = 100
"""Bytes, roughly, of a block of Python's own allocator."""


class _Given(ctypes.Structure):
    """glibc's ``mallinfo2``."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def megabytes() -> float:
    """MB given out by malloc and by Python's allocator; where that is not told, what is resident."""
    with suppress(OSError, AttributeError):
        info = ctypes.CDLL(None).mallinfo2
        info.restype = _Given
        given = info()
        return (given.uordblks + given.hblkhd + sys.getallocatedblocks() * _BLOCK) / 2**20
    return resident()


def resident() -> float:
    """MB of the process that lie in memory, free pages of the C library among them."""
    return psutil.Process().memory_info().rss / 2**20
