"""The lane question: with two or more characters selected, the scenes that hold all, any or none of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from recap_gui.gui.timeline_index import Answer, Quantifier
from recap_gui.gui.widgets import tooltip


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("QuestionBar", text))


WORDS: dict[Quantifier, str] = {
    "all": _words("together {n}"),
    "any": _words("any of them {n}"),
    "none": _words("none of them {n}"),
}
TIPS: dict[Quantifier, str] = {
    "all": _words("Scenes in which all of them are present"),
    "any": _words("Scenes in which at least one of them is present"),
    "none": _words("Scenes in which none of them is present"),
}
NAMES_LIMIT = 3
LEAST_NAME = 24
"""px: names with less room than this are left out."""
QWIDGETSIZE_MAX = 16777215


class QuestionBar(QFrame):
    """A bar that floats over the timeline: whom the question is about, three ways to ask, and a way through it."""

    asked = Signal(object)
    """Quantifier"""
    stepped = Signal(object)
    """+1 or -1"""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("question_bar")
        self.setAccessibleName(self.tr("Lane question"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._names = self._label("question_names")
        self._where = self._label("question_where")
        self._buttons: dict[Quantifier, QToolButton] = {q: self._quantifier(q) for q in WORDS}
        self._before = self._step("◂", self.tr("Previous of these scenes (Shift+N)"))
        self._after = self._step("▸", self.tr("Next of these scenes (N)"))
        self._close = self._step("✕", self.tr("Select no characters"))
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self._close.clicked.connect(self._on_close)
        self._about = ""
        self._layout = row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(4)
        row.addWidget(self._names)
        row.addSpacing(8)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._where)
        for button in (self._before, self._after, self._close):
            row.addWidget(button)
        self.hide()

    def show_answer(self, names: Sequence[str], answers: Sequence[Answer], chosen: Quantifier, where: str) -> None:
        """Show the counts of all `answers`; `where` tells the first and the last scene of the chosen one."""
        more = len(names) - NAMES_LIMIT
        shown = " + ".join(names[:NAMES_LIMIT])
        self._about = self.tr("{names} + {n} more").format(names=shown, n=more) if more > 0 else shown
        for answer in answers:
            button = self._buttons[answer.quantifier]
            button.setText(self.tr(WORDS[answer.quantifier]).format(n=f"{answer.count:,}"))
            button.setChecked(answer.quantifier == chosen)
        any_found = any(answer.quantifier == chosen and answer.count for answer in answers)
        self._before.setEnabled(any_found)
        self._after.setEnabled(any_found)
        self._where.setText(where)
        self.fit(QWIDGETSIZE_MAX)
        self.show()
        self.raise_()

    def fit(self, room: int) -> None:
        """Be no wider than `room` px: where is left out first, then the names are cut, with a sign that they are."""
        self._names.setText(self._about)
        self._names.show()
        self._where.show()
        self._layout.activate()
        if self.sizeHint().width() > room:
            self._where.hide()
            self._layout.activate()
        if (over := self.sizeHint().width() - room) > 0:
            left = self._names.sizeHint().width() - over
            cut = self._names.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, left)
            self._names.setText(cut)
            self._names.setVisible(left > LEAST_NAME)
            self._layout.activate()
        self._names.setToolTip(tooltip(self._about) if self._names.text() != self._about else "")
        self.adjustSize()

    @property
    def told(self) -> str:
        """What stands on the bar, for tests and screen readers."""
        counts = " · ".join(button.text() for button in self._buttons.values())
        return f"{self._about}: {counts} · {self._where.text()}"

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _quantifier(self, quantifier: Quantifier) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"question_{quantifier}")
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolTip(self.tr(TIPS[quantifier]))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._on_quantifier)
        return button

    def _step(self, sign: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @Slot()
    def _on_quantifier(self) -> None:
        sender = self.sender()
        for quantifier, button in self._buttons.items():
            if button is sender:
                self.asked.emit(quantifier)

    @Slot()
    def _on_before(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on_after(self) -> None:
        self.stepped.emit(1)

    @Slot()
    def _on_close(self) -> None:
        self.closed.emit()
