"""What a correction gives away: which decisions hold within a horizon, and which must wait until more has been seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.horizon import share_words
from recap_gui.story.story import Story

_WORD = re.compile(r"\w+")
_SEEN = "seen"
"""The field of a correction that says how far was seen when it was made; older programs keep and ignore it."""
_KNOWING = frozenset({"rename", "merge", "unalias", "separate", "add"})
"""Decisions that may tell who somebody is."""


def stamped(correction: Correction, shown: Story, *, cut: bool) -> Correction:
    """`correction`, made on `shown`, with how far was seen then, where that may matter later.

    That is for decisions on who somebody is, and for all where `cut` says that `shown` ends at a horizon.
    """
    if not shown.episodes or not (cut or correction.do in _KNOWING) or _SEEN in dict(correction.extra):
        return correction
    last = shown.episodes[-1]
    return replace(correction, extra=(*correction.extra, (_SEEN, {"recap": last.source, "to": len(last.text)})))


def holding(
    corrections: Sequence[Correction], cut: Story, whole: Story
) -> tuple[tuple[Correction, ...], tuple[Correction, ...]]:
    """(those that hold on `cut`, those that wait): `cut` is what lies within a horizon of `whole`.

    What is tied to words beyond waits, and so does what tells who somebody is, unless no more had been seen when it was
    decided or the names themselves say so. What does not find its words on `cut` waits as well.
    """
    if not cut.episodes:
        return (), tuple(corrections)
    place = _Place(cut, whole)
    hopeful = [correction for correction in corrections if place.may_know(correction)]
    held = {correction.id for correction in correct(cut, hopeful).placed}
    return tuple(c for c in corrections if c.id in held), tuple(c for c in corrections if c.id not in held)


def woven(now: Sequence[Correction], waiting: Sequence[Correction], before: Sequence[Correction]) -> list[Correction]:
    """`now` with those `waiting` put where they stood in `before`, each after what it followed there.

    One that is in `now` again (an undo brought it back) waits no more: each id stands once.
    """
    found = list(now)
    ours = {c.id for c in now}
    waiting = [c for c in waiting if c.id not in ours]
    for at, correction in enumerate(before):
        if correction not in waiting:
            continue
        there = {c.id: n for n, c in enumerate(found)}
        follows = next((there[c.id] for c in reversed(before[:at]) if c.id in there), -1)
        found.insert(follows + 1, correction)
    return found + [c for c in waiting if c.id not in {f.id for f in found}]


class _Place:
    """A horizon, and what is known there."""

    def __init__(self, cut: Story, whole: Story) -> None:
        self._index = len(cut.episodes) - 1
        self._offset = len(cut.episodes[-1].text)
        self._lengths = {episode.source: len(episode.text) for episode in whole.episodes}
        self._last = {episode.source: n for n, episode in enumerate(whole.episodes)}
        self._first: dict[str, int] = {}
        for n, episode in enumerate(whole.episodes):
            self._first.setdefault(episode.source, n)
        self._only = whole.episodes[0].source if len(whole.episodes) == 1 else ""
        self._words = frozenset(word for episode in cut.episodes for word in _words(episode.text))

    def may_know(self, correction: Correction) -> bool:
        """Whether nothing beyond the horizon speaks from `correction`."""
        if correction.episode and self._first.get(correction.episode, self._index + 1) > self._index:
            return False
        if self._made_within(correction):
            return True
        if self._points_beyond(correction):
            return False
        if correction.do in ("merge", "separate"):
            return correction.do == "merge" and share_words(correction.names) and self._are_read(correction.into)
        if correction.do == "unalias":
            return False
        return self._are_read(correction.into, correction.place, correction.time, correction.heading)

    def _made_within(self, correction: Correction) -> bool:
        seen = dict(correction.extra).get(_SEEN)
        if not isinstance(seen, dict) or not isinstance(seen.get("to"), int):
            return False
        last = self._last.get(str(seen.get("recap")))
        return last is not None and (last, seen["to"]) <= (self._index, self._offset)

    def _points_beyond(self, correction: Correction) -> bool:
        """Whether it was tied to words of the last episode that lie beyond, as far as their place is known."""
        source = correction.episode or self._only
        if self._first.get(source) != self._index:
            return False
        length = self._lengths[source]
        anchors = (correction.at, correction.in_, correction.to)
        return any(a is not None and a.hint is not None and a.hint * length >= self._offset for a in anchors)

    def _are_read(self, *texts: str | None) -> bool:
        return all(self._words.issuperset(_words(text)) for text in texts if text)


def _words(text: str) -> Iterator[str]:
    return (match.group().casefold() for match in _WORD.finditer(text))
