"""Remembers how far each season was seen, from one start of the program to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from recap_gui.gui.kept_mapping import KeptMapping
from recap_gui.gui.opening import Batch, Opened
from recap_gui.gui.settings import Settings
from recap_gui.work.seen import Reach

_WORDS = 48
"""Code points before the horizon that are kept: where the recap was edited, they say where it is now."""
_KEY = "horizons"


class HorizonMemory:
    """The horizons by folder (pasted text by its SHA-256) and recap. Only words that were read are kept."""

    def __init__(self, settings: Settings) -> None:
        self._kept = KeptMapping(settings, _KEY)

    def of(self, place: str, texts: Mapping[str, str]) -> Reach | None:
        """The horizon kept for `place`, if its recap is among those open (`texts` by source name)."""
        found = self._kept.all().get(place)
        if not isinstance(found, dict) or found.get("recap") not in texts:
            return None
        at, words = found.get("at"), found.get("words")
        if not isinstance(at, int) or not isinstance(words, str) or at < 0:
            return None
        return Reach(str(found["recap"]), _where(texts[str(found["recap"])], at, words))

    def recap(self, place: str, sources: Sequence[str]) -> str:
        """The one of `sources` that holds the horizon kept for `place`; "" where none does."""
        found = self._kept.all().get(place)
        name = found.get("recap") if isinstance(found, dict) else None
        return name if isinstance(name, str) and name in sources else ""

    def may_hold(self, sources: Sequence[str]) -> bool:
        """Whether one of `sources` holds a horizon, if these are the recaps of several folders that it was kept for.

        Those go by what they hold, which is known when all have been read.
        """
        kept = ((place, found) for place, found in self._kept.all().items() if isinstance(found, dict))
        return any(not Path(place).is_absolute() and found.get("recap") in sources for place, found in kept)

    def in_batch(self, batch: Batch) -> tuple[bool, str]:
        """Whether one of these recaps may hold a horizon, and which one: "" where that will be known at the end."""
        paths = [o.source.path for o in batch.recaps if o.source.path is not None]
        names = [o.source.name for o in batch.recaps]
        held = self.recap(place_key(paths, [""] * len(batch.recaps)), names)
        return bool(held) or self.may_hold(names), held

    def keep(self, place: str, reach: Reach | None, text: str = "") -> None:
        """Keep `reach`, which lies in `text`; None forgets what was kept."""
        if reach is None:
            self._kept.put(place, None)
            return
        words = text[max(0, reach.offset - _WORDS) : reach.offset]
        self._kept.put(place, {"recap": reach.source, "at": reach.offset, "words": words})


def place_of(found: Sequence[Opened]) -> str:
    """What recaps that are open together go by."""
    paths = [o.source.path for o in found if o.source.path is not None]
    return place_key(paths, [o.document.sha256 for o in found if o.document is not None])


def place_key(paths: Sequence[Path], sha256s: Sequence[str]) -> str:
    """What a season goes by: the folder of its recaps; where they lie in several, or nowhere, what they hold."""
    folders = {str(path.absolute().parent) for path in paths}
    if len(folders) == 1 and len(paths) == len(sha256s):
        return folders.pop()
    return " ".join(sorted(sha256s))


def _where(text: str, at: int, words: str) -> int:
    """Where the horizon is in a text that may have been edited: behind the same words, as near as may be."""
    if not words or text[max(0, at - len(words)) : at] == words:
        return min(at, len(text))
    ends, start = [], text.find(words)
    while start >= 0:
        ends.append(start + len(words))
        start = text.find(words, start + 1)
    return min(ends, key=lambda end: abs(end - at)) if ends else min(at, len(text))
