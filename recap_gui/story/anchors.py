"""Anchors: a place in a text remembered by its words, and found again after the text was edited.

The form is W3C Web Annotation's text quote selector. A place is only given when its words speak for it and for no other
place nearly as well; otherwise it counts as not found, and the user is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nsmallest
from typing import TypeAlias

from recap_gui.story.corrections import Anchor
from recap_gui.story.sentences import starts_between

CONTEXT = 32
"""Code points of prefix and suffix."""
SHORTEST, LONGEST = 18, 120
"""An exact quote grows from the one to the other until it stands only once in its text."""
ENOUGH = 0.55
"""The confidence from which a place whose words were changed counts as found (exact quotes have their own rule)."""
APART = 0.12
"""How much better than every other place the best one must be."""
MOST_HITS = 400
"""So many places of the same words are compared, and no more: a text of one letter has a million."""
_DISTINCT = 24
"""A quote of this length that stands once needs no help from its surroundings."""
_MANY = 6
"""So many words in a row need no help either, whatever marks stand between them."""
_COMMON = 200
"""Words that stand more often in a text point nowhere."""
_LONG = 300_000
"""Of longer texts the surroundings of the hint are searched first, then, for the first few quotes, only the parts that
hold their rarest words: all words of 5,000,000 letters take 780 ms, of 1,000,000 110 (M)."""
_FEW = 4
_TELLING, _PART, _PARTS = 8, 1_000, 16
"""Words that tell where a quote could stand, and the size (characters) and number of the parts compared for it."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """An offset in a text and how sure it is the place that was meant (1 = the same words in the same company)."""

    offset: int
    confidence: float


def anchor_at(text: str, offset: int) -> Anchor:
    """The anchor of the place `offset`, by the words that begin there (white space at the offset is stepped over)."""
    start = offset
    while start < len(text) and text[start].isspace():
        start += 1
    end = start
    for word in _WORD.finditer(text, start):
        end = word.end()
        if end - start >= SHORTEST and (end - start >= LONGEST or _stands_once(text, start, end)):
            break
    return anchor_of(text, start, min(end if end > start else len(text), start + LONGEST))


def _stands_once(text: str, start: int, end: int) -> bool:
    """Whether the words ``text[start:end]`` stand nowhere else; each letter is looked at once, and mostly few are."""
    words = text[start:end]
    return text.find(words, start + 1) < 0 and text.find(words) == start


def anchor_of(text: str, start: int, end: int) -> Anchor:
    """The anchor of exactly the words ``text[start:end]``."""
    share = round(start / len(text), 4) if text else 0.0
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], share)


@lru_cache(maxsize=8192)
def find(text: str, anchor: Anchor) -> Found | None:
    """The place in `text` that `anchor` means, or None when no place is sure enough."""
    if not anchor.exact:
        return Found(len(text), 1.0) if anchor.prefix and text.endswith(anchor.prefix) else None
    hits = _places(text, anchor)
    if not hits:
        return _among_changed_words(text, anchor)
    if len(hits) == 1 and _inside_word(text, hits[0], anchor):
        near = _among_changed_words(text, anchor)
        if near is not None and abs(near.offset - hits[0]) < len(anchor.exact):
            return near
    if len(hits) == 1:
        company = max(_company(text, hits[0], anchor))
        alone = not anchor.prefix and not anchor.suffix
        sure = alone or len(anchor.exact) >= _DISTINCT or company >= 0.5
        return Found(hits[0], 0.8 + 0.2 * company) if sure else None
    return _among_equals(text, hits, anchor)


def _places(text: str, anchor: Anchor) -> list[int]:
    """Where the quote stands; of very many places those around the hint, else the first."""
    hits: list[int] = []
    at = text.find(anchor.exact)
    while at >= 0 and len(hits) < MOST_HITS:
        hits.append(at)
        at = text.find(anchor.exact, at + 1)
    if at < 0 or anchor.hint is None:
        return hits
    expected = round(anchor.hint * len(text))
    before: list[int] = []
    after: list[int] = []
    back, on = expected, expected - 1
    while len(before) < MOST_HITS // 2 and (back := text.rfind(anchor.exact, 0, back + len(anchor.exact) - 1)) >= 0:
        before.append(back)
    while len(after) < MOST_HITS // 2 and (on := text.find(anchor.exact, on + 1)) >= 0:
        after.append(on)
    return sorted({*before, *after})


def _inside_word(text: str, at: int, anchor: Anchor) -> bool:
    """Whether a quote that began a word stands in the middle of one at `at` ("upon the hill" for "on the hill")."""
    return at > 0 and text[at - 1].isalnum() and text[at].islower() and not anchor.prefix[-1:].isalnum()


def _company(text: str, at: int, anchor: Anchor) -> tuple[float, float]:
    """How well the words before and after `at` agree with those of `anchor`, each 0–1."""
    before, after = _around(text, at, anchor)
    return _alike(before, anchor.prefix), _alike(after, anchor.suffix)


def _around(text: str, at: int, anchor: Anchor) -> tuple[str, str]:
    """What stands before and after the quote that begins at `at`, as long as in `anchor`."""
    end = at + len(anchor.exact)
    before = max(0, at - (len(anchor.prefix) or CONTEXT))
    return text[before:at], text[end : end + (len(anchor.suffix) or CONTEXT)]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _among_equals(text: str, hits: list[int], anchor: Anchor) -> Found | None:
    """The one of several places with the same words whose company agrees; nearness decides where all agree alike."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in hits:
        places[_around(text, at, anchor)].append(at)
    # Where one sentence stands a hundred thousand times, its surroundings are few: each is compared once.
    scores = {around: sum(_company(text, found[0], anchor)) / 2 for around, found in places.items()}
    best = max(scores.values())
    if best < 0.5:
        return None
    rivals = [at for around, score in scores.items() if best - score < APART for at in places[around]]
    if len(rivals) == 1:
        return Found(rivals[0], 0.7 + 0.3 * best)
    if anchor.hint is None:
        return None
    expected = anchor.hint * len(text)
    (nearest, at), (second, _) = nsmallest(2, ((abs(place - expected), place) for place in rivals))
    return Found(at, 0.7) if nearest * 2 < second else None


_Index: TypeAlias = tuple[tuple[str, ...], tuple[int, ...], dict[str, list[int]]]
"""The words of a text in one form, where they start, and the positions of each."""


@lru_cache(maxsize=8)
def _words(text: str) -> _Index:
    return _indexed(text, [(0, len(text))])


def _indexed(text: str, spans: list[tuple[int, int]]) -> _Index:
    words: list[str] = []
    starts: list[int] = []
    places: dict[str, list[int]] = defaultdict(list)
    for low, high in spans:
        for match in _WORD.finditer(text, low, high):
            word = match.group().casefold().replace("’", "'")
            places[word].append(len(words))
            words.append(word)
            starts.append(match.start())
        words.append("")  # what stands in two spans is not one passage
        starts.append(high)
    return tuple(words), tuple(starts), dict(places)


def _promising(text: str, anchor: Anchor, first: int, last: int) -> list[tuple[int, int]]:
    """The parts of ``text[first:last]`` that hold the rarest words of the quote and its company in place."""
    wanted = anchor.prefix + anchor.exact + anchor.suffix
    longest = sorted(_WORD.finditer(wanted), key=lambda match: -len(match.group()))[:_TELLING]
    votes: dict[int, float] = defaultdict(float)
    for match in longest:
        word = match.group()
        hits: list[int] = []
        for form in dict.fromkeys((word, word.lower())):
            at = text.find(form, first, last)
            while at >= 0 and len(hits) <= _COMMON:
                hits.append(at)
                at = text.find(form, at + 1, last)
        if len(hits) <= _COMMON:
            for at in hits:
                votes[(at - match.start()) // _PART] += 1 / len(hits)
    best = nsmallest(_PARTS, votes, key=lambda part: (-sum(votes.get(part + step, 0.0) for step in (-1, 0, 1)), part))
    spans: list[tuple[int, int]] = []
    for part in sorted(best):
        low = max(0, (part - 1) * _PART)
        high = min(len(text), (part + 2) * _PART + len(wanted))
        if spans and low <= spans[-1][1]:
            spans[-1] = (spans[-1][0], high)
        elif low < high:
            spans.append((low, high))
    return spans


def forget() -> None:
    """Drop what is remembered of all texts."""
    find.cache_clear()
    _words.cache_clear()
    _searches.cache_clear()


def _plain_words(text: str) -> list[str]:
    return [match.group().casefold().replace("’", "'") for match in _WORD.finditer(text)]


def _among_changed_words(text: str, anchor: Anchor) -> Found | None:
    """The place whose words come nearest to the quote and its company, when they come near enough and alone do so."""
    if len(text) <= _LONG:
        return _laid_over(text, anchor, _words(text))
    if anchor.hint is not None:
        expected = round(anchor.hint * len(text))
        near = _promising(text, anchor, max(0, expected - _LONG // 2), min(len(text), expected + _LONG // 2))
        if (found := _laid_over(text, anchor, _indexed(text, near))) is not None:
            return found
    searches = _searches(text)
    searches[0] += 1
    if searches[0] > _FEW:
        return _laid_over(text, anchor, _words(text))
    return _laid_over(text, anchor, _indexed(text, _promising(text, anchor, 0, len(text))))


@lru_cache(maxsize=8)
def _searches(_text: str) -> list[int]:
    """How often the whole of a long text was searched for lost words."""
    return [0]


def _laid_over(text: str, anchor: Anchor, indexed: _Index) -> Found | None:
    before, quote, after = _plain_words(anchor.prefix), _plain_words(anchor.exact), _plain_words(anchor.suffix)
    if not quote:
        return None
    wanted = [*before, *quote, *after]
    words, starts, places = indexed
    votes: dict[int, float] = defaultdict(float)
    for index, word in enumerate(wanted):
        positions = places.get(word, [])
        if len(positions) > _COMMON:
            continue
        for position in positions:
            votes[position - index] += 1 / len(positions)
    diagonals = sorted(votes, key=lambda d: (-sum(votes.get(d + step, 0.0) for step in (-2, -1, 0, 1, 2)), d))[:8]
    laid = (_aligned(words, wanted, len(before), len(quote), diagonal) for diagonal in diagonals)
    tried = sorted((one for one in laid if one is not None), key=lambda one: -one[0])
    if not tried or tried[0][0] < ENOUGH:
        return None
    confidence, last_before, first, shift = tried[0]
    offset = _start(text, starts, last_before, first, shift)
    for rival, rival_before, rival_first, rival_shift in tried[1:]:
        if confidence - rival < APART and _start(text, starts, rival_before, rival_first, rival_shift) != offset:
            return None
    return Found(offset, min(0.95, confidence))


def _aligned(
    words: tuple[str, ...], wanted: list[str], n_before: int, n_quote: int, diagonal: int
) -> tuple[float, int | None, int, int] | None:
    """Lay the wanted words over `words` near `diagonal`.

    Gives (confidence, the word matched by the last one before the quote or None, the word matched by the first one
    found of the quote, how many words of the quote come before that one), or None where too little of the quote stands.
    """
    low = max(0, diagonal - 4)
    window = words[low : diagonal + len(wanted) + 5]
    pairs = {
        block.a + step: low + block.b + step
        for block in SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }
    quote = range(n_before, n_before + n_quote)
    inside = [index for index in quote if index in pairs]
    if not inside:
        return None
    shares = [_share(wanted, pairs, part) for part in (range(n_before), quote, range(quote.stop, len(wanted)))]
    framed = all(share is not None and share > 0.9 for share in (shares[0], shares[2]))
    if shares[1] is None or shares[1] < (0.3 if framed else 0.5):
        return None
    company = max(shares[0] or 0.0, shares[2] or 0.0)
    if company < 0.5 and not (shares[1] == 1.0 and n_quote >= _MANY):
        return None
    weights = (0.2, 0.6, 0.2)
    known = [(share, weight) for share, weight in zip(shares, weights, strict=True) if share is not None]
    confidence = sum(share * weight for share, weight in known) / sum(weight for _, weight in known)
    last_before = pairs.get(n_before - 1) if n_before else None
    return confidence, last_before, pairs[inside[0]], inside[0] - n_before


def _share(wanted: list[str], pairs: dict[int, int], part: range) -> float | None:
    """The share of the letters of one part of the wanted words that were found, or None for an empty part."""
    letters = sum(len(wanted[index]) for index in part)
    return sum(len(wanted[index]) for index in part if index in pairs) / letters if letters else None


def _start(text: str, starts: tuple[int, ...], last_before: int | None, first: int, shift: int) -> int:
    """The offset at which the quote begins when its word number `shift` is the word `first` of the text."""
    if shift == 0:
        return _with_marks(text, starts[first])
    if last_before is not None and last_before < first:
        return _with_marks(text, starts[last_before + 1])
    expected = starts[max(0, first - shift)]
    between = starts_between(text, starts[max(0, first - 2 * shift)] - 3, starts[first])
    return min(between, key=lambda at: (abs(at - expected), at)) if between else _with_marks(text, expected)


def _with_marks(text: str, offset: int) -> int:
    """`offset`, moved before the opening quotation marks and brackets that stand directly in front of it."""
    while offset > 0 and text[offset - 1] in "\"'“‘([«":
        offset -= 1
    return offset
