"""The 60-second check: one question at a time, with its words in context, answered by Y, N or S; all undoable."""

from __future__ import annotations

from secrets import token_hex

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from recap_gui.gui.reader_text import ShownText
from recap_gui.gui.theme import BODY, SMALL, UNIT, Look, font
from recap_gui.gui.told import spoken
from recap_gui.gui.widgets import EmptyState, is_seen, label, plural
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Story
from recap_gui.story.document import Span
from recap_gui.story.review import Question, review

NEAR = 80
"""Code points around a name that are quoted where several sentences are."""


class ReviewPanel(QWidget):
    """The questions worth a minute. They are found while the panel is seen, and not before."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._look = workspace, look
        self._skipped: list[str] = []
        self.questions: tuple[Question, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("60-second check"))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._renew)
        self._left = label(size=SMALL, muted=True)
        self._text = label(size=BODY + 1, strong=True)
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.setFont(font(BODY))
        self._words.setAccessibleName(self.tr("The words in question"))
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        self.buttons: dict[str, QPushButton] = {}
        texts = {"y": self.tr("Yes (Y)"), "n": self.tr("No (N)"), "t": "", "s": self.tr("Skip (S)")}
        for key, text in texts.items():
            button = QPushButton(text)
            button.setProperty("answer", key)
            button.clicked.connect(self._on_button)
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        asked = QWidget(self)
        box = QVBoxLayout(asked)
        box.setContentsMargins(UNIT * 2, UNIT, UNIT * 2, UNIT)
        box.setSpacing(UNIT)
        box.addWidget(self._left)
        box.addWidget(self._text)
        box.addWidget(self._words, 1)
        box.addLayout(row)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._nothing_left())
        self._pages.addWidget(asked)
        workspace.story_changed.connect(self._on_story)
        workspace.documents_changed.connect(self._on_documents)

    def _nothing_left(self) -> QWidget:
        hint = self.tr("What could be wrong is settled, or left open by you.")
        page = QWidget(self)
        box = QVBoxLayout(page)
        box.addWidget(EmptyState(self.tr("Nothing left to ask"), hint), 1)
        self._again = QPushButton(self.tr("Ask again what was skipped"))
        self._again.clicked.connect(self._on_again)
        box.addWidget(self._again, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        return page

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._look = look
        self._show()

    def answer(self, key: str) -> None:
        """Answer the question that is shown: y, n, t (neither) or s."""
        if not self.questions:
            return
        question = self.questions[0]
        correction = {"y": question.yes, "n": question.no, "t": question.neither}.get(key)
        if correction is None:
            self._skipped.append(question.key)
            self._renew()
            return
        name = self.tr("answer “{question}”").format(question=spoken(question.text))
        self._workspace.correct(name, (*self._workspace.corrections, correction))

    @Slot()
    def _on_button(self) -> None:
        self.answer(str(self.sender().property("answer")))
        self.setFocus()

    @Slot(object)
    def _on_documents(self, _documents: object) -> None:
        self._skipped = []

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self._soon.start()

    @Slot(bool)
    def on_seen(self, seen: bool) -> None:  # noqa: FBT001 - the slot of a dock's signal
        """Ask when the panel comes to the front."""
        if seen:
            self._soon.start()

    @Slot()
    def _on_again(self) -> None:
        """Ask what was skipped."""
        self._skipped = []
        self._renew()
        self.setFocus()

    @Slot()
    def _renew(self) -> None:
        if not is_seen(self):
            return
        story = self._workspace.story
        self.questions = () if story is None else review(story, new_id=_new_id, answered=self._skipped)
        self._show()

    def _show(self) -> None:
        self._pages.setCurrentIndex(1 if self.questions else 0)
        self._again.setVisible(bool(self._skipped))
        telling = self._workspace.telling
        if not self.questions or telling is None:
            return
        question = self.questions[0]
        self._left.setText(plural(len(self.questions), self.tr("{n} question left"), self.tr("{n} questions left")))
        self._text.setText(spoken(question.text))
        words, marks = quoted(question, telling.story)
        shown = ShownText(words)
        self._words.setPlainText(shown.shown)
        mark = QTextCharFormat()
        mark.setBackground(QColor(self._look.mark))
        cursor = QTextCursor(self._words.document())
        for first, last in marks:
            cursor.setPosition(shown.to_qt(first))
            cursor.setPosition(shown.to_qt(last), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(mark)
        for key, found in (("y", question.yes), ("n", question.no)):
            self.buttons[key].setEnabled(found is not None)
        is_break = question.about == "break"
        self.buttons["t"].setText(self.tr("Tells no scene (T)") if is_break else self.tr("Not at all (T)"))
        self.buttons["t"].setVisible(question.neither is not None)
        self._point()

    def _point(self) -> None:
        """Select what is asked about, in all panels; where the keyboard is elsewhere nothing jumps."""
        telling = self._workspace.telling
        if telling is None or not self.questions or not self.hasFocus():
            return
        question = self.questions[0]
        numbers = (n for n, scene in enumerate(telling.scenes) if scene.id == question.scene_id)
        number = next((n for n in numbers if telling.episode(n).id == question.episode_id), None)
        if number is not None:
            self._workspace.go_to(number, question.characters[0] if question.about == "presence" else None)
            return
        for at, episode in enumerate(telling.story.episodes):
            if episode.id == question.episode_id:
                self._workspace.look_at(at, min(question.marks, default=question.span)[0])

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Find the questions."""
        super().showEvent(event)
        self._soon.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what is asked about."""
        super().focusInEvent(event)
        self._point()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking."""
        super().hideEvent(event)
        self._soon.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y, N, T and S answer while the panel has the keyboard."""
        key = event.text().casefold()
        if self.questions and key in self.buttons and self.buttons[key].isEnabled() and self.buttons[key].isVisible():
            self.answer(key)
            return
        super().keyPressEvent(event)


def quoted(question: Question, story: Story) -> tuple[str, list[Span]]:
    """The words that a question quotes, and the spans in them to set off; of several sentences what is near these."""
    texts = {episode.id: episode.text for episode in story.episodes}
    parts = [(question.episode_id, question.span, question.marks)]
    parts += [(other.episode_id, other.span, (other.mark,)) for other in question.others]
    words, found = "", list[Span]()
    for episode, (start, end), own in parts:
        text = texts.get(episode, "")
        marks = [mark for mark in own if start <= mark[0] < mark[1] <= end]
        lead = tail = ""
        if question.others and marks:
            low, high = max(start, marks[0][0] - NEAR), min(end, marks[-1][1] + NEAR)
            lead, tail = ("… " if low > start else ""), (" …" if high < end else "")
            start = text.find(" ", low, marks[0][0]) + 1 or low if lead else start
            end = max(text.rfind(" ", marks[-1][1], high), marks[-1][1]) if tail else end
        words += ("\n\n" if words else "") + lead
        found += [(first - start + len(words), last - start + len(words)) for first, last in marks]
        words += text[start:end] + tail
    return words, found


def _new_id() -> str:
    return token_hex(4)
