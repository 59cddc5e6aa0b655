"""Word lists as one string of words."""

from __future__ import annotations


def words(*lines: str) -> frozenset[str]:
    """The words of `lines`."""
    return frozenset(" ".join(lines).split())
