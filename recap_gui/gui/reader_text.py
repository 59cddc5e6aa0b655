"""The text as Qt shows it, and the one mapping of offsets between Python and Qt. No Qt in here.

Python counts code points, Qt UTF-16 units (an emoji is 1 and 2). Qt also changes some characters when text is set
(NUL, U+2028, U+FDD0 …), and freezes on very long paragraphs. So what is displayed is the text with each such character
replaced one for one, with paragraph breaks of our own where a paragraph passes `LONGEST` characters, and with lines of
our own: headings of scenes, and one line in the place of a passage that is folded away. The text of the document stays
the only truth; what the user copies is cut out of it, never out of the widget.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 10_000
"""Characters after which a paragraph is broken for display: one of 1,000,000 freezes QPlainTextEdit for a minute."""

_WRAPPED = (40, 100)
"""Lengths of lines that were broken at a right margin of 60 to 100 characters."""
_SPEAKER = re.compile(r"[^\W\d_][^\n:]{0,24}:\s|\d+[.)]\s")

# What QTextDocument turns into something else or takes for its own: control characters, separators, its private
# block marks, and lone surrogates. Bidirectional overrides are shown, so that no word hides behind another.
_CHANGED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u00a0\ufdd0-\ufdef\ufffc\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Insert:
    """A line of our own before `offset`. Where `until` is greater, it stands in the place of the text up to there."""

    offset: int
    words: str
    until: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the text that is shown as it is: offsets in the text, and where it begins in Qt's units."""

    start: int
    end: int
    qt: int


class ShownText:
    """One recap's text for display.

    Attributes:
        text: the words of the document.
        shown: what is handed to Qt.
        lines: for each insert, where its line begins and ends in Qt's units.
    """

    def __init__(self, text: str, inserts: Sequence[Insert] = (), *, longest: int = LONGEST) -> None:
        self.text = text
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"]
        self._wide_units = [i + n for n, i in enumerate(self._wide)]
        self._pieces: list[str] = []
        self._at = 0  # in Qt's units
        self._runs: list[_Run] = []
        self.lines: list[tuple[int, int]] = []
        done = 0
        for insert in inserts:
            self._add_text(done, insert.offset, longest)
            self._add_line(insert.words)
            done = max(insert.offset, insert.until)
            if insert.until > insert.offset and done == len(text):
                self._runs.append(_Run(done, done, self._at))
        self._add_text(done, len(text), longest)
        if not self._runs:
            self._runs.append(_Run(0, 0, self._at))
        self.shown = "".join(self._pieces)
        self._starts = [run.start for run in self._runs]
        self._qts = [run.qt for run in self._runs]

    def to_qt(self, offset: int) -> int:
        """Where the code point at `offset` stands in the shown text, in UTF-16 units; folded, where its line ends."""
        at = max(bisect_right(self._starts, offset) - 1, 0)
        run = self._runs[at]
        if offset > run.end and at + 1 < len(self._runs):
            return self._runs[at + 1].qt - 1
        return run.qt + self._units(min(max(offset, run.start), run.end)) - self._units(run.start)

    def to_text(self, position: int) -> int:
        """The offset in the text of what stands at `position` in the shown text, in UTF-16 units.

        The second half of an emoji counts as the emoji, a line of our own as the character after it.
        """
        at = bisect_right(self._qts, position) - 1
        if at < 0:
            return self._runs[0].start
        run = self._runs[at]
        units = self._units(run.start) + position - run.qt
        if units >= self._units(run.end):
            after = at + 1 < len(self._runs) and position > run.qt + self._units(run.end) - self._units(run.start)
            return self._runs[at + 1].start if after else run.end
        return units - bisect_left(self._wide_units, units)

    def words(self, start: int, end: int) -> str:
        """The words of the text shown between two positions in UTF-16 units: nothing of ours, nothing folded away."""
        first, last = self.to_text(start), self.to_text(end)
        spans = ((max(run.start, first), min(run.end, last)) for run in self._runs)
        return "".join(self.text[a:b] for a, b in spans if a < b)

    def _units(self, offset: int) -> int:
        """UTF-16 units in the text before `offset`."""
        return offset + bisect_left(self._wide, offset)

    def _add_text(self, start: int, end: int, longest: int) -> None:
        line_end = start
        while start < end:
            if line_end <= start:
                found = self.text.find("\n", start, end)
                line_end = end if found < 0 else found + 1
            cut = line_end
            if line_end - start > longest:
                cut = _word_end(self.text, start, start + longest)
            self._runs.append(_Run(start, cut, self._at))
            piece = self.text[start:cut]
            if cut == line_end and piece.endswith("\n") and _flows_on(self.text, start, cut):
                piece = piece[:-1] + " "
            self._add(_CHANGED.sub(_replacement, piece))
            if cut < line_end:
                self._add("\n")
            start = cut

    def _add_line(self, words: str) -> None:
        while self._pieces and not "".join(self._pieces[-2:]).endswith("\n\n"):
            self._add("\n")
        begin = self._at
        self._add(_CHANGED.sub(_replacement, words.replace("\n", " ")) or " ")
        self.lines.append((begin, self._at))
        self._add("\n")

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._at += len(piece) + sum(c > "\uffff" for c in piece) if not piece.isascii() else len(piece)


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\xa0":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))  # the pictures Unicode has for control characters
    return "\ufffd"


def _flows_on(text: str, start: int, end: int) -> bool:
    """Whether the line ``[start, end)`` was broken by a program at its right margin: it is shown as flowing on."""
    return (
        _WRAPPED[0] <= end - start - 1 <= _WRAPPED[1]
        and end < len(text)
        and text[end].isalnum()
        and not text[start].isspace()
        and text[end - 2] not in ":*|"
        and _SPEAKER.match(text, end) is None
    )


def _word_end(text: str, start: int, end: int) -> int:
    """The end of the last whole word before `end`, or `end` where there is none nearby."""
    space = text.rfind(" ", max(start, end - 200), end)
    return space + 1 if space >= 0 else end
