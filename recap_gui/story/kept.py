"""What is worked out from an episode, kept as long as the episode lives: a correction changes one of a season's."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from recap_gui.story.story import Episode

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """`make`, a function of an episode and a key, whose last answer for each living episode is kept.

    Episodes are told apart by identity: to compare them by value would take longer than most of what is asked.
    """

    def __init__(self, make: Callable[[Episode, Any], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[Episode], Hashable, Made]] = {}

    def __call__(self, episode: Episode, key: Hashable = None) -> Made:
        """What `make` gives for `episode` and `key`."""
        number = id(episode)
        kept = self._kept.get(number)
        if kept is not None and kept[0]() is episode and kept[1] == key:
            return kept[2]
        made = self._make(episode, key)
        forgotten = self._kept

        def forget(_dead: weakref.ref[Episode]) -> None:
            forgotten.pop(number, None)

        self._kept[number] = (weakref.ref(episode, forget), key, made)
        return made

    def __len__(self) -> int:
        return len(self._kept)
