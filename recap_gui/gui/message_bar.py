"""The message bar: what loses nothing is said in a card over the bottom of the views, so that nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from recap_gui.gui.theme import UNIT
from recap_gui.gui.widgets import label, menu_text, painting, quiet_button

PATIENCE = 20_000
"""ms: so long a message lies over the picture; then it folds away, still to be had."""
DEAF = 600
"""ms: a message that comes under the pointer takes no clicks for so long: they are meant for what was there."""


class MessageBar(QWidget):
    """A quiet card for what loses nothing: a sentence, at most three buttons, and a way to close it.

    It lies over the bottom of `room`, its parent: if it took room of its own, what is under the pointer would move.
    """

    chosen = Signal(str)
    """The key of the button that was pressed."""
    folded = Signal(bool)
    """Whether the message has folded away: it is still there, and `unfold` shows it."""
    left = Signal()
    """It is gone with the keyboard in it."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self.setAccessibleName(self.tr("Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 2, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT)
        self._words = label()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._row = row
        row.addWidget(self._words, 1)
        self._close = quiet_button(text="×")
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.end)
        row.addWidget(self._close)
        self._is_folded = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._on_patience)
        self._deaf = QTimer(self, singleShot=True, interval=DEAF)
        self._deaf.timeout.connect(self._hear)
        room.installEventFilter(self)
        self.hide()

    # ---- verbs

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    @property
    def is_saying(self) -> bool:
        """Whether there is a message, folded away or not."""
        return self._is_folded or not self.isHidden()

    def say(self, words: str, buttons: tuple[tuple[str, str], ...] = (), *, stays: bool = False) -> None:
        """Show `words`; `buttons` are (key, text), the key comes back with `chosen`. What `stays` never folds away."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        self._words.setText(words)
        for key, text in buttons[:3]:
            button = QPushButton(menu_text(text))
            button.setProperty("key", key)
            button.clicked.connect(self._on_button)
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self.setAccessibleDescription(words)
        self.unfold()
        if stays:
            self._patience.stop()
        if self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._deaf.start()
        if QAccessible.isActive():
            named = ", ".join(button.text().replace("&&", "&") for button in self._buttons)
            heard = self.tr("{words} F6: {buttons}.").format(words=words, buttons=named) if named else words
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, heard))

    @Slot()
    def unfold(self) -> None:
        """Show the message that has folded away."""
        self._set_folded(folded=False)
        self.show()
        self._place()
        self.raise_()
        self._patience.start()

    def fold(self) -> None:
        """Let the message be had without being seen."""
        if not self.isHidden():
            self._go()
            self._set_folded(folded=True)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys come here."""
        return any(child.hasFocus() for child in (*self._buttons, self._close))

    def take_focus(self) -> bool:
        """Take the keyboard, if there is a message; whether there is one."""
        if not self.is_saying:
            return False
        if self.isHidden():
            self.unfold()
        (self._buttons[0] if self._buttons else self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    @Slot()
    def end(self) -> None:
        """The message is read, or holds no more."""
        self._set_folded(folded=False)
        self._go()

    def forget(self) -> None:
        """Say nothing, and hold nothing of what was said."""
        self.end()
        self._words.clear()
        self.setAccessibleDescription("")

    # ---- private

    def _go(self) -> None:
        had_keyboard = self.has_keyboard
        self._patience.stop()
        self._hear()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def _set_folded(self, *, folded: bool) -> None:
        if folded != self._is_folded:
            self._is_folded = folded
            self.folded.emit(folded)

    @Slot()
    def _on_patience(self) -> None:
        """Fold away, unless somebody is at it, or away."""
        if self.underMouse() or self.has_keyboard or not self.isActiveWindow():
            self._patience.start()
        else:
            self.fold()

    @Slot()
    def _hear(self) -> None:
        self._deaf.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)

    @Slot()
    def _on_button(self) -> None:
        key = self.sender().property("key")
        self.end()
        self.chosen.emit(str(key))

    def _place(self) -> None:
        """At the bottom of the room, in the middle, as wide as the words need on one line where that fits."""
        least = self._row.minimumSize().width() - self._words.minimumSizeHint().width()
        line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + UNIT
        width = min(self._room.width() - 2 * UNIT, least + line)
        height = min(self._row.totalHeightForWidth(width), self._room.height() - 2 * UNIT)
        left, top = (self._room.width() - width) // 2, self._room.height() - UNIT - height
        self.setGeometry(left, max(UNIT, top), width, height)

    # ---- Qt

    def eventFilter(self, room: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the room."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(room, event)

    def event(self, event: QEvent) -> bool:
        """Larger type, more room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and not self.isHidden():
            self._place()
        return done

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card with an edge that is seen on every ground."""
        palette = self.palette()
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(palette.color(QPalette.ColorRole.ToolTipBase))
            painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), UNIT - 2, UNIT - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
            event.accept()
        else:
            super().keyPressEvent(event)
