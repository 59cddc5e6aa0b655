"""How the words of a picture come to be in the user's language: a function handed in, for nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Say: TypeAlias = Callable[[str], str]
"""``say(words)``: English words, with ``{n}`` for a number, in the language of the picture. `str` leaves them."""


def number(say: Say, n: int, one: str, many: str) -> str:
    """`one` or `many` with the number in the place of ``{n}``."""
    return say(one if n == 1 else many).format(n=f"{n:,}")
