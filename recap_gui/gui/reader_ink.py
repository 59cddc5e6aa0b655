"""What the reader's marks look like: formats for names, pronouns, evidence, hits, and for what steps back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextEdit

from recap_gui.gui.reader_marks import Mark
from recap_gui.gui.reader_text import SetLine, ShownText
from recap_gui.gui.theme import SMALL, Look, font

_GENERATION = QTextFormat.Property.UserProperty.value
"""The property of a line's format that tells which of our styles it wears."""

Span = tuple[int, int]


class Ink:
    """Makes the extra selections of what is visible, in the colours of `look`."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        self._document = document
        self._generation = 0
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Wear other colours, and let the lines of our own be styled anew."""
        self.look = look
        self.restyle()

    def restyle(self) -> None:
        """Let the lines of our own be styled anew: the text has another size."""
        self._generation += 1

    def style_lines(self, lines: Sequence[SetLine]) -> None:
        """Give `lines` their small type, as far as they do not wear it."""
        style = QTextCharFormat()
        size = self._document.defaultFont().pixelSize()
        style.setFont(font(max(SMALL, size - 2), strong=True))
        style.setForeground(QColor(self.look.muted))
        style.setProperty(_GENERATION, self._generation)
        button = QTextCharFormat(style)
        button.setForeground(QColor(self.look.accent))
        button.setFontUnderline(True)
        cursor = QTextCursor(self._document)
        for line in lines:
            cursor.setPosition(line.end)
            if cursor.charFormat().property(_GENERATION) != self._generation:
                cursor.setPosition(line.start, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(style)
                if line.button < line.end:
                    cursor.setPosition(line.button)
                    cursor.setPosition(line.end, QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(button)

    def quiet(self, spans: Sequence[Span]) -> list[QTextEdit.ExtraSelection]:
        """What is not selected steps back; `spans` in Qt's units."""
        style = QTextCharFormat()
        style.setForeground(self.look.tint(self.look.text, 0.62))
        return [self._selection(*span, style) for span in spans if span[0] < span[1]]

    def moving(self, span: Span) -> QTextEdit.ExtraSelection:
        """The words that change sides while a break is dragged; `span` in Qt's units."""
        style = QTextCharFormat()
        style.setBackground(self.look.tint(QColor(self.look.accent), 0.18))
        return self._selection(*span, style)

    def mark(self, mark: Mark, shown: ShownText, lane: QColor | None, *, strong: bool) -> QTextEdit.ExtraSelection:
        """One mark; `lane` is the colour of its character, None where it has none."""
        ink = lane if lane is not None else self.look.lane(None)
        style = QTextCharFormat()
        if mark.kind == "evidence":
            style.setBackground(QColor(self.look.mark))
            style.setForeground(QColor(self.look.text))
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            style.setUnderlineColor(ink if mark.character else QColor(self.look.accent))
        elif mark.kind == "name" and lane is not None:
            style.setBackground(self.look.tint(ink, 0.38 if strong else 0.16))
            if strong:
                style.setForeground(QColor(self.look.text))
        else:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(ink)
            if strong:
                style.setBackground(self.look.tint(ink, 0.22))
        return self._selection(*in_qt(shown, mark.start, mark.end), style)

    def hits(
        self, hits: Sequence[Span], current: Span | None, shown: ShownText, start: int, end: int
    ) -> list[QTextEdit.ExtraSelection]:
        """Those of the sorted `hits` that touch ``[start, end)``."""
        made: list[QTextEdit.ExtraSelection] = []
        for hit in hits[max(bisect_left(hits, (start, 0)) - 1, 0) :]:
            if hit[0] >= end:
                break
            style = QTextCharFormat()
            style.setBackground(QColor(self.look.accent if hit == current else self.look.mark))
            style.setForeground(QColor(self.look.on_accent if hit == current else self.look.text))
            made.append(self._selection(*in_qt(shown, *hit), style))
        return made

    def _selection(self, start: int, end: int, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._document)
        last = self._document.characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        made.format = style
        return made


def in_qt(shown: ShownText, start: int, end: int) -> Span:
    """The span ``[start, end)`` of the text in Qt's units, without a line of ours that follows it."""
    return shown.to_qt(start), shown.to_qt(max(end - 1, start)) + 1
