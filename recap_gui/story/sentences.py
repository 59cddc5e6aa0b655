"""Where sentences begin, judged from punctuation alone: breaks snap to these places and anchors are found by them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_END = re.compile(r"[.!?…]+[\"'”’)\]»]*\s+(?=[\"'“‘(\[«]*[^\W_a-zß-öø-ÿ])|\s*\n\s*\n\s*|\n\s*")
_SHORT = re.compile(
    r"(?:^|[\s(“\"'‘])(?:Mr|Mrs|Ms|Mx|Dr|St|Prof|Sgt|Lt|Capt|Col|Gen|Cmdr|Rev|Fr|Jr|Sr|No|vs|[^\W\d_a-z])$"
)
_BROKEN = re.compile(r"(?=\S)[^\n]{39,99}(?:[^\n:*|](?=\n[^\W_])|[^\n:*|.!?](?=\n[&(])|:(?=\n[a-zß-öø-ÿ]))")
_SPEAKER = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\n:]{0,24}:\s|\d+[.)]\s")
_CAPITALS = re.compile(r"(?<![\w’'])[^\W\d_a-zß-öø-ÿ][\w-]*(?:[ ][^\W\d_a-zß-öø-ÿ][\w-]*){0,3}")
_WORD = re.compile(r"[\w-]+")
_CLITICS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST_WORD = 40
LONGEST_SHORT = 8
"""Characters looked back at for one of `_SHORT`: all of a long text looked through at each stop took minutes."""
FIRST_WORDS = 3
"""Whoever points at one of so many words at the beginning of a sentence means the sentence."""
_NEAR = 120
"""Characters looked back at for the beginning of a sentence."""
_REACHES = (1_000, 20_000)
"""How far around a place its sentence is looked for before the whole text is: 5,000,000 characters take 180 ms."""


@lru_cache(maxsize=64)
def sentence_starts(text: str) -> tuple[int, ...]:
    """The offsets at which sentences (and lines) of `text` begin, in order; empty for a text without words."""
    first = len(text) - len(text.lstrip())
    if first == len(text):
        return ()
    starts = [first]
    for match in _END.finditer(text, first):
        if (
            text[match.start()] == "."
            and "\n" not in match.group()
            and _SHORT.search(text, max(0, match.start() - LONGEST_SHORT), match.start())
        ):
            continue
        if text[match.start()] == "\n" and match.end() == match.start() + 1 and flows_on(text, match.start()):
            continue
        if match.end() < len(text):
            starts.append(match.end())
    return tuple(starts)


def name_at(text: str, offset: int) -> tuple[int, int] | None:
    """The span of the capitalised words around `offset` that stand nowhere in small letters, or None."""
    low, high = max(0, offset - _NEAR), min(offset + _NEAR, len(text))
    run = next((m for m in _CAPITALS.finditer(text, low, high) if m.start() <= offset <= m.end()), None)
    if run is None:
        return None
    words = [m.span() for m in _WORD.finditer(text, run.start(), run.end())]
    first = last = next(n for n, (_, end) in enumerate(words) if offset <= end)
    named = [not re.search(rf"(?<!\w){re.escape(text[a:b].lower())}(?!\w)", text) for a, b in words]
    if not named[first]:
        return None
    while first and named[first - 1]:
        first -= 1
    while last + 1 < len(words) and named[last + 1]:
        last += 1
    return words[first][0], words[last][1]


def flows_on(text: str, line_end: int) -> bool:
    """Whether a program broke the line that ends at `line_end` at its right margin, so that its sentence goes on.

    The line has 40 to 100 characters, and the next one goes on with a letter (after a colon with a small one) or in the
    middle of a sentence, and is not what somebody says.
    """
    start = text.rfind("\n", 0, line_end) + 1
    broken = _BROKEN.match(text, start)
    return broken is not None and broken.end() == line_end and not _SPEAKER.match(text, line_end + 1)


def starts_between(text: str, low: int, high: int) -> list[int]:
    """The sentence starts in ``[low, high]``; no more of a long text is looked at than lies around them."""
    first = max(0, low - _NEAR)
    found = [first + start for start in sentence_starts(text[first : high + _NEAR])]
    if first and found:
        del found[0]  # it is only where the piece begins
    return [start for start in found if low <= start <= high]


def snap(text: str, offset: int) -> int:
    """The sentence start nearest to `offset` (the earlier one of two equally near); 0 where there is none."""
    for reach in _REACHES:
        if reach >= len(text):
            break
        near = starts_between(text, offset - reach, offset + reach)
        if near:
            return min(near, key=lambda start: (abs(start - offset), start))
    starts = sentence_starts(text)
    return min(starts, key=lambda start: (abs(start - offset), start), default=0)


def sentence_just_begun(text: str, offset: int) -> int:
    """Where the sentence begins that has `offset` in its first words, or after the one that has it in its last word.

    Else `offset` itself.
    """
    coming = starts_between(text, offset, offset + _NEAR)
    if coming[:1] == [offset]:
        return offset
    low = max(0, offset - _NEAR)
    starts = sentence_starts(text[low:offset])
    if starts and (len(starts) > 1 or not low):  # the first one is only where the piece begins
        start = low + starts[-1]
        if len(text[start:offset].split()) <= FIRST_WORDS:
            return start
    return coming[0] if coming and len(text[offset : coming[0]].split()) == 1 else offset


def word_begun(text: str, offset: int) -> int:
    """Where the word begins that `offset` lies inside: evidence may begin with the “’s” of “she’s”."""
    low = max(0, offset - _LONGEST_WORD)
    words = (match.start() for match in _CLITICS.finditer(text, low, offset + 3) if match.end() > offset)
    return min(next(words, offset), offset)


def sentence_around(text: str, offset: int) -> tuple[int, int]:
    """The span of the sentence that holds `offset`, without the white space after it."""
    for reach in _REACHES:
        if reach >= len(text):
            break
        near = starts_between(text, offset - reach, offset + reach)
        at = bisect_right(near, offset)
        if 0 < at < len(near):
            return near[at - 1], near[at - 1] + len(text[near[at - 1] : near[at]].rstrip())
    starts = sentence_starts(text)
    at = bisect_right(starts, offset)
    start = starts[at - 1] if at else 0
    end = starts[at] if at < len(starts) else len(text)
    return start, start + len(text[start:end].rstrip())
