"""Labels that adapt to their room: the whole heading, broken into lines, three words, or nothing."""

from __future__ import annotations

from functools import lru_cache

from recap_gui.drawing.measure import Measure, elided

_SLACK = 1.02
"""Fonts that stand in for ours are a little wider."""


@lru_cache(maxsize=16384)
def lines(text: str, room: int, most: int, size: float, weight: int, measure: Measure) -> tuple[str, ...]:
    """`text` in up to `most` lines of `room` px: whole if it fits, else cut to three words or to what does, or none."""
    width = room / _SLACK
    whole = _broken(text.split(), width, most, size, weight, measure)
    if whole is not None:
        return whole
    words = text.split()
    if len(words) > 3:
        short = [*words[:2], words[2].rstrip(",;:·") + "…"]
        cut = _broken(short, width, most, size, weight, measure)
        if cut is not None:
            return cut
    if room < 4 * size:
        return ()
    return _crammed(words, width, most, size, weight, measure)


def _broken(
    words: list[str], room: float, most: int, size: float, weight: int, measure: Measure
) -> tuple[str, ...] | None:
    found: list[str] = []
    for word in words:
        longer = f"{found[-1]} {word}" if found else word
        if found and measure(longer, size, weight) <= room:
            found[-1] = longer
        elif measure(word, size, weight) <= room and len(found) < most:
            found.append(word)
        else:
            return None
    return tuple(line.removesuffix(" ·").removeprefix("· ") for line in found)


def _crammed(words: list[str], room: float, most: int, size: float, weight: int, measure: Measure) -> tuple[str, ...]:
    """As many words as there is room for, the last line elided."""
    found: list[str] = []
    for at, word in enumerate(words):
        longer = f"{found[-1]} {word}" if found else word
        if found and measure(longer, size, weight) <= room:
            found[-1] = longer
        elif len(found) + 1 < most and measure(word, size, weight) <= room:
            found.append(word)
        elif len(found) < most:
            found.append(elided(" ".join(words[at:]), room, size, weight, measure))
            break
        else:
            found[-1] = elided(" ".join([found[-1], *words[at:]]), room, size, weight, measure)
            break
    return tuple(line for line in found if line)
