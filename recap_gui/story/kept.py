"""What is worked out from a value, kept as long as the value lives: a correction changes one of a season's episodes."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Made = TypeVar("Made")


class Kept(Generic[Value, Made]):
    """`make`, a function of a value and a key, whose last answer for each living value is kept.

    Values (an episode, a story) are told apart by identity: to compare them would take longer than what is asked.
    """

    def __init__(self, make: Callable[[Value, Any], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[Any], Hashable, Made]] = {}

    def __call__(self, value: Value, key: Hashable = None) -> Made:
        """What `make` gives for `value` and `key`."""
        number = id(value)
        kept = self._kept.get(number)
        if kept is not None and kept[0]() is value and kept[1] == key:
            return kept[2]
        made = self._make(value, key)
        all_kept = self._kept

        def forget(_dead: weakref.ref[Any]) -> None:
            all_kept.pop(number, None)

        self._kept[number] = (weakref.ref(value, forget), key, made)
        return made

    def __len__(self) -> int:
        return len(self._kept)
