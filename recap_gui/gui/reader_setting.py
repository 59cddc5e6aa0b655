"""Sets a text with lines of our own into a text widget: long texts slice by slice, corrections in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from recap_gui.gui.reader_galley import Galley
from recap_gui.gui.reader_text import Insert, ShownText

EDITS = 48
"""Lines changed at once, some ms: a scene that is split renumbers thousands of headings after it."""


class Setting(QObject):
    """What stands in the widget. `shown` maps offsets at every moment, also while there is more to come."""

    grew = Signal()
    """More of the text stands there, or more of the lines are as they should be."""

    def __init__(self, view: QPlainTextEdit) -> None:
        super().__init__(view)
        self._view = view
        self.shown = ShownText("")
        self.is_filling = False
        self._wanted: tuple[Insert, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def is_over(self) -> bool:
        """Whether all stands there as it should."""
        return self.shown.galley.is_set and self.shown.inserts == self._wanted

    def set_text(self, text: str, inserts: Sequence[Insert]) -> None:
        """Show another text: its beginning at once, the rest as soon as the window has nothing else to do."""
        galley = Galley(text)
        galley.set_on()
        self._fill(galley, tuple(inserts))

    def set_lines(self, inserts: Sequence[Insert], near: int) -> None:
        """Show the same text with other lines; where there are very many, those near the offset `near` first."""
        self._wanted = tuple(inserts)
        self._change(near)
        if not self.is_over:
            self._soon.start()

    def _fill(self, galley: Galley, inserts: tuple[Insert, ...]) -> None:
        self._wanted = inserts
        self.shown = ShownText(galley, inserts)
        self._view.setCurrentCharFormat(QTextCharFormat())  # else the new text wears what the caret stood in
        self.is_filling = True
        self._view.setPlainText(self.shown.shown)  # it scrolls while it is empty
        self.is_filling = False
        if not self.is_over:
            self._soon.start()

    @Slot()
    def _go_on(self) -> None:
        galley, before = self.shown.galley, self.shown.done
        if self.shown.inserts != tuple(i for i in self._wanted if i.offset < before or galley.is_set):
            self._change(before)
        else:
            galley.set_on()
            self.shown = ShownText(galley, self._wanted)
            cursor = QTextCursor(self._view.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(self.shown.since(before), QTextCharFormat())
        if not self.is_over:
            self._soon.start()
        self.grew.emit()

    def _change(self, near: int) -> None:
        """Change the lines that differ, as many as can be at once."""
        galley, done = self.shown.galley, self.shown.done
        now = {insert.offset: insert for insert in self.shown.inserts}
        then = {i.offset: i for i in self._wanted if i.offset < done or galley.is_set}
        differing = [at for at in now.keys() | then.keys() if now.get(at) != then.get(at)]
        folds = [i for at in differing for i in (now.get(at), then.get(at)) if i is not None and i.until > i.offset]
        if _overlap(folds, now, then):
            self._fill(galley, self._wanted)
            return
        if len(differing) > EDITS and not folds:
            differing = sorted(differing, key=lambda at: abs(at - near))[:EDITS]
        for at in differing:
            if at in then:
                now[at] = then[at]
            else:
                del now[at]
        self._become(ShownText(galley, [now[at] for at in sorted(now)]), frozenset(differing))

    def _become(self, target: ShownText, differing: frozenset[int]) -> None:
        """Edit the document from what is shown to `target`."""
        old = {line.insert.offset: line for line in self.shown.set_lines}
        new = {line.insert.offset: line for line in target.set_lines}
        cursor = QTextCursor(self._view.document())
        cursor.beginEditBlock()
        same = {at for at in old.keys() & new.keys() if old[at].piece == new[at].piece} - differing
        offsets = (old.keys() | new.keys()) - same
        for at in sorted(offsets, reverse=True):
            until = max(at, *(lines[at].insert.after for lines in (old, new) if at in lines))
            begin, end, _ = self.shown.region(at, until, next_too=until in offsets)
            _, _, words = target.region(at, until, next_too=until in offsets)
            cursor.setPosition(begin)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words, QTextCharFormat())
        self.shown, self.is_filling = target, True
        cursor.endEditBlock()  # it scrolls; who asks then sees what stands there now
        self.is_filling = False


def _overlap(folds: Sequence[Insert], *lines: dict[int, Insert]) -> bool:
    """Whether a line stands within a passage that is folded away before or after: then all is set anew."""
    return any(fold.offset < at < fold.until for fold in folds for found in lines for at in found)
