"""The places where corrections lie, as far as is known here: one save at a time, each knowing what the last one did.

A save that began from what was known two saves ago would take our own corrections for somebody else's, and bring back
what was undone meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recap_gui.files.corrections_file import RecapFacts
from recap_gui.files.corrections_store import Kept, Store
from recap_gui.story.corrections import Correction


class Places:
    """What lies on the disk for each recap, and last for the season; `facts` say which recap (None: the season)."""

    def __init__(self, store: Store, kept: Sequence[Kept] = (), facts: Sequence[RecapFacts | None] = ()) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept = tuple(kept)
        self._asked = self._done = 0
        self.facts = tuple(facts)

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What is on the disk as far as is known here."""
        return self._kept

    @property
    def is_season(self) -> bool:
        """Whether something is kept for all recaps together."""
        return bool(self.facts) and self.facts[-1] is None

    def is_older(self, number: int) -> bool:
        """Whether a later save than that of this number is done."""
        return number < self._done

    def ask(self) -> int:
        """A number for a save, higher than that of all before."""
        self._asked += 1
        return self._asked

    def save(
        self, number: int, parts: Sequence[tuple[Correction, ...]], order: tuple[str, ...] | None
    ) -> tuple[Kept, ...] | None:
        """Put corrections on the disk, place by place; None where a later save went first, and nothing is done.

        Raises:
            FileError: when one cannot be written; those before it are.
        """
        with self._lock:
            if number < self._done:
                return None
            self._done = number
            saved = list(self._kept)
            for at, (mine, facts) in enumerate(zip(parts, self.facts, strict=True)):
                kept = saved[at]
                file = replace(kept.file, corrections=mine, recap=facts, season=facts is None)
                if order is not None and file.season:
                    file = replace(file, order=order)
                untouched = not mine and not kept.file.corrections and file.order == kept.file.order
                saved[at] = replace(kept, came=0) if untouched else self._store.save(kept, file)
                self._kept = tuple(saved)
            return self._kept

    def changed(self) -> tuple[tuple[Kept, ...], tuple[Kept | None, ...]]:
        """What is known, and what another writer has put in its place (None: nothing new)."""
        with self._lock:
            return self._kept, tuple(self._store.changed(one) for one in self._kept)

    def follow(self, known: tuple[Kept, ...], news: Sequence[Kept | None]) -> bool:
        """Take what another writer did as known, unless something was saved since it was looked up; whether it is."""
        with self._lock:
            if self._kept is not known:
                return False
            self._kept = tuple(kept if new is None else new for kept, new in zip(known, news, strict=True))
            return True


@dataclass(frozen=True, slots=True)
class Save:
    """A save to be done in its turn."""

    places: Places
    number: int
    parts: tuple[tuple[Correction, ...], ...]
    order: tuple[str, ...] | None = None

    def __call__(self) -> tuple[Kept, ...] | None:
        """What is on the disk afterwards; None where a later save went first."""
        return self.places.save(self.number, self.parts, self.order)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at what others did, to be done in its turn."""

    places: Places

    def __call__(self) -> tuple[tuple[Kept, ...], tuple[Kept | None, ...]]:
        """What was known, and what is new."""
        return self.places.changed()
