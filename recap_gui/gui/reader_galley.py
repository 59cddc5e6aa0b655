"""A text made ready for Qt, letter for letter and slice by slice. No Qt in here.

Qt changes some characters when text is set (NUL, U+2028, U+FDD0 …), and freezes on very long paragraphs. Each such
character is replaced one for one, lines that a program broke at its margin flow on, and paragraphs get breaks of our
own. The text of the document stays the only truth.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from recap_gui.story.sentences import flows_on

LONGEST = 10_000
"""Characters after which a paragraph is broken for display: one of 1,000,000 freezes QPlainTextEdit for a minute."""
SLICE = 300_000
"""Characters made ready at once: 10 ms, so that the window never waits for a long text."""

# What QTextDocument turns into something else or takes for its own: control characters, separators, its private
# block marks, and lone surrogates. Bidirectional overrides are shown, so that no word hides behind another. A
# byte-order mark in front of what is handed over is dropped on the way to Qt (M): all after it would stand one early.
CHANGED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u00a0\ufdd0-\ufdef\ufeff\ufffc\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_BROKEN = re.compile(r"^(?=\S)[^\n]{39,99}[^\n*|](?=\n[^\W_]|\n[&(])", re.MULTILINE)
"""A line that may have been broken by a program: `flows_on` judges."""


class Galley:
    """One text for display, as far as it is set.

    Attributes:
        text: the words of the document.
        plain: what stands for ``text[:done]``, of the same length.
        done: how much is set.
        cuts: offsets before which a paragraph is broken for display only.
    """

    def __init__(self, text: str, *, longest: int = LONGEST) -> None:
        self.text = text
        self.plain = ""
        self.done = 0
        self.cuts: list[int] = []
        self._wide: list[int] = []
        self._longest = longest

    @property
    def is_set(self) -> bool:
        """Whether the whole text is set."""
        return self.done == len(self.text)

    def set_on(self, size: int = SLICE) -> None:
        """Set about `size` characters more, up to the end of a line where one ends there."""
        text, start = self.text, self.done
        end = min(start + max(size, 1), len(text))
        if end < len(text):
            line_end = text.rfind("\n", start, end) + 1
            if line_end:
                end = line_end
            else:  # one line longer than the slice: it goes on after a break
                end = word_end(text, start, end)
                self.cuts.append(end)
        piece = self._flowing(CHANGED.sub(replacement, text[start:end]), start)
        self._cut(piece, start)
        if not piece.isascii():
            self._wide += [start + m.start() for m in _WIDE.finditer(piece)]
        self.plain += piece
        self.done = end

    def units(self, offset: int) -> int:
        """UTF-16 units in the text before `offset` (an emoji is one character and two units)."""
        return offset + bisect_left(self._wide, offset)

    def offset(self, units: int) -> int:
        """The offset of the character that stands at so many UTF-16 units; its second half counts as itself."""
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] + middle < units:
                low = middle + 1
            else:
                high = middle
        return units - low

    def shown(self, start: int, end: int) -> str:
        """What stands for ``text[start:end]``, with the breaks between."""
        first, last = bisect_left(self.cuts, start + 1), bisect_left(self.cuts, end)
        stops = [start, *self.cuts[first:last], end]
        return "\n".join(self.plain[a:b] for a, b in pairwise(stops))

    def _flowing(self, piece: str, start: int) -> str:
        """`piece`, which begins at `start`, with the lines flowing on that were broken at a margin."""
        end = start + len(piece)
        found = (match.end() for match in _BROKEN.finditer(self.text, start, end))
        flows = [at for at in found if at + 1 < end and flows_on(self.text, at)]
        if not flows:
            return piece
        letters = list(piece)
        for at in flows:
            letters[at - start] = " "
        return "".join(letters)

    def _cut(self, piece: str, start: int) -> None:
        """Break the paragraphs of `piece`, which begins at `start`, that are too long."""
        end = start + len(piece)
        held = self.cuts.pop() if self.cuts and self.cuts[-1] == end else None
        for paragraph in re.finditer(rf"[^\n]{{{self._longest + 1},}}", piece):
            at, last = start + paragraph.start(), start + paragraph.end()
            while last - at > self._longest:
                at = word_end(self.text, at, at + self._longest)
                self.cuts.append(at)
        if held is not None:
            self.cuts.append(held)


def replacement(match: re.Match[str]) -> str:
    """What is shown for a character that Qt would change."""
    character = match[0]
    if character == "\xa0":
        return " "
    if character == "\ufeff":
        return "\u2060"  # a word joiner: as wide as nothing, too
    if character < " ":
        return chr(0x2400 + ord(character))  # the pictures Unicode has for control characters
    return "\ufffd"


def word_end(text: str, start: int, end: int) -> int:
    """The end of the last whole word before `end`, or `end` where there is none nearby."""
    space = text.rfind(" ", max(start, end - 200), end)
    return space + 1 if space >= 0 else end
