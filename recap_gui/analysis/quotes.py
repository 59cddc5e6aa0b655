"""Direct speech and quoted titles: the stretches between quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from recap_gui.analysis.language import Parsed
from recap_gui.story.document import Span

_LONGEST = 1_200  # code points: a quotation mark without a partner must not swallow the paragraph


class Quotes:
    """The quoted stretches of a text, marks included, in order."""

    def __init__(self, parsed: Parsed) -> None:
        self.spans: tuple[Span, ...] = tuple(
            span for paragraph in parsed.paragraphs for span in _quoted(parsed.text, paragraph.start, paragraph.end)
        )
        self._starts: Sequence[int] = [start for start, _ in self.spans]

    def around(self, offset: int) -> Span | None:
        """The quoted stretch that holds `offset`, if any."""
        at = bisect_right(self._starts, offset) - 1
        return self.spans[at] if at >= 0 and offset < self.spans[at][1] else None


def _quoted(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    opened = -1
    mark = ""
    for at in range(start, end):
        char = text[at]
        if opened < 0:
            if char in "“„«":
                opened, mark = at, {"“": "”", "„": "“", "«": "»"}[char]
            elif char == '"':
                opened, mark = at, '"'
            elif char == "‘" and not text[at - 1 : at].isalnum():
                opened, mark = at, "’"
        elif char == mark and not (mark == "’" and text[at + 1 : at + 2].isalnum()):
            if mark == "’" and text[at - 1] == "s" and text[at + 1 : at + 2] == " " and text.find("’", at + 1, end) > 0:
                continue  # a plural possessive inside single quotes, most likely
            if at - opened <= _LONGEST:
                spans.append((opened, at + 1))
            opened = -1
    return spans
