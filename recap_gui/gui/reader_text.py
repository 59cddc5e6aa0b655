"""The text as Qt shows it, and the one mapping of offsets between Python and Qt. No Qt in here.

Python counts code points, Qt UTF-16 units. What is displayed is the galley of the text, with lines of our own: headings
of scenes, and one line in the place of a passage that is folded away. What the user copies is cut out of the text of
the document, never out of the widget.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from recap_gui.gui.reader_galley import CHANGED, Galley, replacement


@dataclass(frozen=True, slots=True)
class Insert:
    """A line of our own before `offset`. Where `until` is greater, it stands in the place of the text up to there.

    The last `button` characters of its words are a button.
    """

    offset: int
    words: str
    until: int = 0
    button: int = 0

    @property
    def after(self) -> int:
        """Where the text goes on after the line."""
        return max(self.offset, self.until)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: what stands there (line breaks before and after included), and where, in Qt's units.

    `begin` is where its breaks begin, ``[start, end)`` its words; the text goes on at ``end + 1``. Its button
    begins at `button`: at its end where it has none.
    """

    insert: Insert
    piece: str
    begin: int
    start: int
    end: int
    button: int


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the text that is shown as it is: offsets in the text, and where it begins in Qt's units."""

    start: int
    end: int
    qt: int


class ShownText:
    """What is shown of one text, as far as its galley is set.

    Attributes:
        galley: the text, letter for letter.
        inserts: the lines of our own that are shown.
        set_lines: where they stand.
    """

    def __init__(self, text: str | Galley, inserts: Sequence[Insert] = ()) -> None:
        if isinstance(text, str):
            text = Galley(text)
            while not text.is_set:
                text.set_on()
        self.galley = text
        self.done = text.done
        self.set_lines: list[SetLine] = []
        self._runs: list[_Run] = []
        self._at = 0  # in Qt's units
        self.inserts = tuple(i for i in inserts if i.offset < self.done or text.is_set)
        done = 0
        for insert in self.inserts:
            self._add_text(done, insert.offset)
            self._add_line(insert, done)
            done = insert.after
            if insert.until > insert.offset and done >= self.done:
                self._runs.append(_Run(done, done, self._at))
        self._add_text(done, self.done)
        if not self._runs:
            self._runs.append(_Run(0, 0, self._at))
        self.units = self._at
        self._starts = [run.start for run in self._runs]
        self._qts = [run.qt for run in self._runs]

    @property
    def text(self) -> str:
        """The words of the document."""
        return self.galley.text

    @property
    def lines(self) -> list[tuple[int, int]]:
        """For each line of our own where its words begin and end, in Qt's units."""
        return [(line.start, line.end) for line in self.set_lines]

    @property
    def shown(self) -> str:
        """All that is handed to Qt."""
        return self.since(0)

    def since(self, offset: int) -> str:
        """What is handed to Qt when no more than ``text[:offset]`` was set before: all from there on."""
        pieces: list[str] = []
        done, after_line = offset, not offset
        for line in self.set_lines:
            if line.insert.offset >= offset:
                pieces += (self._text(done, line.insert.offset, after_line=after_line), line.piece)
                done, after_line = line.insert.after, True
            elif line.insert.after >= done:
                done, after_line = line.insert.after, True
        pieces.append(self._text(done, self.done, after_line=after_line))
        return "".join(pieces)

    def _text(self, start: int, end: int, *, after_line: bool) -> str:
        broken = not after_line and start < end and self._is_cut(start)
        return ("\n" if broken else "") + self.galley.shown(start, end) if start < end else ""

    def to_qt(self, offset: int) -> int:
        """Where the code point at `offset` stands in the shown text, in UTF-16 units; folded, where its line ends."""
        at = max(bisect_right(self._starts, offset) - 1, 0)
        run = self._runs[at]
        if offset > run.end and at + 1 < len(self._runs):
            return self._runs[at + 1].qt - 1
        units = self.galley.units
        return run.qt + units(min(max(offset, run.start), run.end)) - units(run.start)

    def to_text(self, position: int) -> int:
        """The offset in the text of what stands at `position` in the shown text, in UTF-16 units.

        The second half of an emoji counts as the emoji, a line of our own as the character after it.
        """
        at = bisect_right(self._qts, position) - 1
        if at < 0:
            return self._runs[0].start
        run = self._runs[at]
        begin, end = self.galley.units(run.start), self.galley.units(run.end)
        units = begin + position - run.qt
        if units >= end:
            after = at + 1 < len(self._runs) and units > end
            return self._runs[at + 1].start if after else run.end
        return self.galley.offset(units)

    def region(self, offset: int, until: int, *, next_too: bool) -> tuple[int, int, str]:
        """What stands for ``text[offset:until]``, with the line at `offset` but not the one at `until`.

        Gives its first and last position in Qt's units, and the words. A break of ours before `until` belongs to it,
        unless what stands at `until` is a region of its own (`next_too`).
        """
        line, following = self._line_before(offset), self._line_before(until) if until > offset else None
        begin = line.begin if line is not None else self._end_of_piece_before(offset)
        start = line.insert.after if line is not None else offset
        words = "" if line is None else line.piece
        after_line = line is not None or self._is_after_line(offset)
        if start < until or line is None:
            words += self._text(start, until, after_line=after_line)
            after_line = after_line and start == until
        if line is not None and start == until:
            end = line.end + 1
        elif following is not None:
            end = following.begin
        elif next_too and until > offset:
            end = self._end_of_piece_before(until)
        else:
            end = self.to_qt(until)
            words += "\n" if self._is_cut(until) and not after_line else ""
        return begin, end, words

    def _is_after_line(self, offset: int) -> bool:
        """Whether a line stands in the place of all that comes directly before `offset`."""
        at = bisect_left(self.set_lines, offset, key=lambda line: line.insert.offset) - 1
        return not offset or (at >= 0 and self.set_lines[at].insert.after == offset)

    def _line_before(self, offset: int) -> SetLine | None:
        at = bisect_left(self.set_lines, offset, key=lambda line: line.insert.offset)
        found = self.set_lines[at] if at < len(self.set_lines) else None
        return found if found is not None and found.insert.offset == offset else None

    def _end_of_piece_before(self, offset: int) -> int:
        """Where what comes before `offset` ends: the run before it, or the line that stands in its place."""
        at = bisect_left(self._starts, offset) - 1
        if at < 0:
            return 0
        run = self._runs[at]
        if offset > run.end:  # folded away
            return self._runs[at + 1].qt if at + 1 < len(self._runs) else self.units
        return run.qt + self.galley.units(offset) - self.galley.units(run.start)

    def _is_cut(self, offset: int) -> bool:
        at = bisect_left(self.galley.cuts, offset)
        return at < len(self.galley.cuts) and self.galley.cuts[at] == offset

    def words(self, start: int, end: int) -> str:
        """The words of the text shown between two positions in UTF-16 units: nothing of ours, nothing folded away."""
        first, last = self.to_text(start), self.to_text(end)
        spans = ((max(run.start, first), min(run.end, last)) for run in self._runs)
        return "".join(self.text[a:b] for a, b in spans if a < b)

    def line_at(self, position: int) -> SetLine | None:
        """The line of our own whose words hold `position`."""
        at = bisect_right(self.set_lines, position, key=lambda line: line.start) - 1
        return self.set_lines[at] if at >= 0 and position <= self.set_lines[at].end else None

    def lines_between(self, first: int, last: int) -> list[SetLine]:
        """The lines of our own that touch the positions ``[first, last]``."""
        at = bisect_right(self.set_lines, first, key=lambda line: line.end + 1)
        stop = bisect_right(self.set_lines, last, key=lambda line: line.start)
        return self.set_lines[at:stop]

    def _add_text(self, start: int, end: int) -> None:
        """Add the runs of ``[start, end)``: one, and another one after every cut in it."""
        cuts, units = self.galley.cuts, self.galley.units
        end, at = min(end, self.done), bisect_right(self.galley.cuts, start)
        while start < end:
            stop = min(cuts[at], end) if at < len(cuts) else end
            self._runs.append(_Run(start, stop, self._at))
            self._at += units(stop) - units(start) + (stop < end)
            start, at = stop, at + 1

    def _add_line(self, insert: Insert, done: int) -> None:
        piece = CHANGED.sub(replacement, insert.words.replace("\n", " ")) or " "
        before = self._before(insert.offset, done)
        start = self._at + before
        end = start + _units(piece)
        button = end - _units(piece[len(piece) - insert.button :])
        self.set_lines.append(SetLine(insert, "\n" * before + piece + "\n", self._at, start, end, button))
        self._at = end + 1

    def _before(self, offset: int, done: int) -> int:
        """How many line breaks a line at `offset` needs before it, where the text since `done` stands before it."""
        if not self._at:
            return 0
        plain = self.galley.plain
        if offset - done >= 2 or (offset > done and not self.set_lines):
            return 2 if plain[offset - 1] != "\n" else 1 if plain[offset - 2 : offset - 1] != "\n" else 0
        last = plain[done:offset]  # one letter or none since the line before, which ends with a break
        return {"": 1, "\n": 0}.get(last, 2)


def _units(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2
