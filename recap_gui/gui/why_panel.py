"""Why?: the words that put a block or a break there, the rule in plain language, and how sure it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from recap_gui.gui.reader_text import ShownText
from recap_gui.gui.theme import BODY, LARGE, SMALL, UNIT, Look, font
from recap_gui.gui.why_words import Account, Quote, Why, why_break, why_cell
from recap_gui.gui.widgets import FocusRing, label
from recap_gui.gui.workspace import Workspace


class WhyPanel(QScrollArea):
    """The answer for what is selected: a cell, else the break of the selected scene."""

    def __init__(self, workspace: Workspace, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Why?"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ring = FocusRing(self)
        self.account: Account | None = None
        workspace.selection_changed.connect(self._renew)
        workspace.story_changed.connect(self._renew)
        self._renew()

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._look = look
        self._renew()

    @Slot()
    @Slot(object)
    def _renew(self, _: object = None) -> None:
        telling, selection = self._workspace.telling, self._workspace.selection
        self.account = None
        if telling is not None and selection.cell is not None and selection.cell[1] in telling.cast:
            self.account = why_cell(telling, *selection.cell)
        elif telling is not None and selection.scene is not None:
            self.account = why_break(telling, selection.scene)
        self.setWidget(self._page())

    def _page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(UNIT * 2, UNIT, UNIT * 2, UNIT * 2)
        box.setSpacing(UNIT // 2)
        if self.account is None:
            hint = label(
                self.tr("Click a block, a name or a scene, and the words that put it there stand here."), muted=True
            )
            box.addWidget(hint)
        else:
            box.addWidget(label(self.account.title, size=LARGE, strong=True))
            box.addWidget(label(self.account.sentence))
            for why in self.account.reasons:
                self._add_reason(box, why)
        box.addStretch(1)
        return page

    def _add_reason(self, box: QVBoxLayout, why: Why) -> None:
        box.addSpacing(UNIT // 2)
        sign = "" if why.speaks_for else self.tr("against: ")
        box.addWidget(label(sign + why.rule, size=SMALL, muted=True))
        for quote in why.quotes:
            box.addWidget(QuoteView(self._workspace, quote, self._look))


class QuoteView(QPlainTextEdit):
    """A quotation with the deciding words marked; a click, or Enter, goes there in the reader."""

    def __init__(self, workspace: Workspace, quote: Quote, look: Look) -> None:
        super().__init__()
        self._workspace = workspace
        self._quote = quote
        self.setReadOnly(True)
        self.setFont(font(BODY))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(UNIT // 2)
        self.setAccessibleName(quote.words)
        self._shown = ShownText(quote.before + quote.words + quote.after)
        self.setPlainText(self._shown.shown)
        self._mark(look)

    def _mark(self, look: Look) -> None:
        quiet, strong = QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(look.tint(look.text, 0.62))
        strong.setBackground(look.tint(look.mark, 1.0))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(quiet)
        start = len(self._quote.before)
        cursor.setPosition(self._shown.to_qt(start))
        cursor.setPosition(self._shown.to_qt(start + len(self._quote.words)), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(strong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        lines = int(self.document().size().height())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + UNIT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self._go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
            return
        super().keyPressEvent(event)

    def _go(self) -> None:
        self._workspace.look_at(self._quote.episode, self._quote.offset)
