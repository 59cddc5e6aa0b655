"""The text as Qt shows it, and the one mapping of offsets between Python and Qt. No Qt in here.

Python counts code points, Qt UTF-16 units (an emoji is 1 and 2). Qt also changes some characters when text is set
(NUL, U+2028, U+FDD0 …), and freezes on very long paragraphs. So what is displayed is the text with each such character
replaced one for one, and with paragraph breaks of our own where a paragraph passes `LONGEST` characters. The text of
the document stays the only truth; what the user copies is cut out of it, never out of the widget.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

LONGEST = 10_000
"""Characters after which a paragraph is broken for display: one of 1,000,000 freezes QPlainTextEdit for a minute."""

_BREAK = "\n"
# What QTextDocument turns into something else or takes for its own: control characters, separators, its private
# block marks, and lone surrogates. Bidirectional overrides are shown, so that no word hides behind another.
_CHANGED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u00a0\ufdd0-\ufdef\ufffc\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class ShownText:
    """One recap's text for display.

    Attributes:
        text: the words of the document.
        shown: what is handed to Qt.
    """

    def __init__(self, text: str, *, longest: int = LONGEST) -> None:
        self.text = text
        pieces: list[str] = []
        self._extra: list[int] = []  # offsets in `text` before which an extra break stands, ascending
        start = 0
        for line in _CHANGED.sub(_replacement, text).split("\n"):
            if start:
                pieces.append(_BREAK)
            at = 0
            while len(line) - at > longest:
                cut = _word_end(line, at, at + longest)
                pieces.append(line[at:cut])
                pieces.append(_BREAK)
                self._extra.append(start + cut)
                at = cut
            pieces.append(line[at:])
            start += len(line) + 1
        self.shown = "".join(pieces)
        self._wide = [i for i, c in enumerate(text) if c > "\uffff"]
        # In Qt's units: where each wide character and each extra break stands, as if the others came before it.
        self._wide_qt = [i + n + bisect_right(self._extra, i) for n, i in enumerate(self._wide)]
        self._extra_qt = [i + n + bisect_left(self._wide, i) for n, i in enumerate(self._extra)]

    def to_qt(self, offset: int) -> int:
        """Where the code point at `offset` begins in the shown text, in UTF-16 units."""
        return offset + bisect_left(self._wide, offset) + bisect_right(self._extra, offset)

    def to_text(self, position: int) -> int:
        """The offset in the text of what stands at `position` in the shown text, in UTF-16 units.

        The second half of an emoji counts as the emoji, an extra break as the character after it.
        """
        return position - bisect_left(self._wide_qt, position) - bisect_left(self._extra_qt, position)


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\xa0":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))  # the pictures Unicode has for control characters
    return "\ufffd"


def _word_end(line: str, start: int, end: int) -> int:
    """The end of the last whole word before `end`, or `end` where there is none nearby."""
    space = line.rfind(" ", max(start, end - 200), end)
    return space + 1 if space >= 0 else end
