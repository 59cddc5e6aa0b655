"""The corner over the lane heads: everything, back, closer, wider, and how much there is."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from recap_gui.gui.timeline_colours import Colours
from recap_gui.gui.widgets import painting


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Corner", text))


BUTTONS = (
    ("show_all", _words("All"), _words("Show everything (0)")),
    ("view_back", "←", _words("The view before (Backspace)")),
    ("zoom_out", "−", _words("Zoom out (−)")),
    ("zoom_in", "+", _words("Zoom in (+)")),
)


class Corner(QWidget):
    """A few buttons, each calling a verb of the timeline, and a line of figures."""

    verb_asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_corner")
        self.setAccessibleName(self.tr("View"))
        self._colours: Colours | None = None
        self._buttons: dict[QToolButton, str] = {}
        self._words = ""
        self._figures = QLabel(self)
        self._figures.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(0)
        for verb, text, tip in BUTTONS:
            row.addWidget(self._button(verb, self.tr(text), self.tr(tip)))
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 8, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addStretch()
        figures = QHBoxLayout()
        figures.setContentsMargins(4, 0, 0, 0)
        figures.addWidget(self._figures)
        column.addLayout(figures)

    def set_figures(self, text: str) -> None:
        """How much there is."""
        self._words = text
        self._fit_figures()

    def set_colours(self, colours: Colours) -> None:
        """Wear these colours."""
        self._colours = colours
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, colours.muted)
        palette.setColor(palette.ColorRole.ButtonText, colours.text)
        self.setPalette(palette)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Figures are cut with a sign that they are."""
        super().resizeEvent(event)
        self._fit_figures()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and edges."""
        if self._colours is None:
            return
        with painting(self) as painter:
            painter.fillRect(self.rect(), self._colours.panel)
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._colours.line)
            painter.fillRect(self.width() - 1, 0, 1, self.height(), self._colours.line)

    def _fit_figures(self) -> None:
        room = self.width() - 16
        text = self._figures.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self._figures.setText(text)
        self._figures.setToolTip(self._words if text != self._words else "")
        self._figures.setAccessibleName(self._words)

    def _button(self, verb: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"corner_{verb}")
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._on_clicked)
        self._buttons[button] = verb
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton) and sender in self._buttons:
            self.verb_asked.emit(self._buttons[sender])
