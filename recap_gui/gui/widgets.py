"""Small widgets that every panel uses. Words from files only ever go through these: they are never read as markup."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPaintDevice, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from recap_gui.gui.theme import BODY, LARGE, SMALL, UNIT, Look, font, scaled, text_scale


def label(text: str = "", *, size: int = BODY, strong: bool = False, muted: bool = False, wrap: bool = True) -> QLabel:
    """A label of plain text."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(font(size, strong=strong))
    made.setWordWrap(wrap)
    if muted:
        made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return made


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter on `device` that ends whatever happens: one that an error leaves active crashes Qt."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def tooltip(text: str) -> str:
    """`text` for a tooltip, safe whatever is in it."""
    return f"<qt>{html.escape(text)}</qt>"


def menu_text(text: str) -> str:
    """`text` for a menu or a button: an ampersand stays one, and it is not longer than a menu bears."""
    text = " ".join(text.split())
    return (text if len(text) <= 60 else text[:59] + "…").replace("&", "&&")


def quiet_selection(view: QAbstractItemView, look: Look) -> None:
    """Let selected rows keep their text's colour on a soft ground."""
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Highlight, QColor(look.select))
    palette.setColor(QPalette.ColorRole.HighlightedText, QColor(look.text))
    view.setPalette(palette)


class TypedTable(QTableView):
    """A table whose rows and columns grow with its type. `set_measures` says how large they are at 100 %.

    Tab leaves it: what it did between cells would never lead out of a long one.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabKeyNavigation(False)
        self._row = 0.0
        self._columns: Mapping[int, int] = {}
        self._scale = text_scale()

    def set_measures(self, row: float, columns: Mapping[int, int]) -> None:
        """Make rows `row` px high and the `columns` as wide as it says, at the user's text size."""
        self._row, self._columns = row, columns
        self._scale = text_scale()
        self.verticalHeader().setDefaultSectionSize(scaled(row))
        for column, width in columns.items():
            self.setColumnWidth(column, scaled(width))

    def changeEvent(self, event: QEvent) -> None:
        """Larger type: rows are higher, and columns as much wider as the user had them."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._row and self._scale != text_scale():
            before, self._scale = self._scale, text_scale()
            self.verticalHeader().setDefaultSectionSize(scaled(self._row))
            for column in self._columns:
                self.setColumnWidth(column, round(self.columnWidth(column) / before * self._scale))


def is_seen(panel: QWidget) -> bool:
    """Whether any of `panel` can be seen: Qt calls a panel behind another one's tab visible too, far outside.

    Its visible region does not tell: children that paint all of it leave none.
    """
    place = QRect(panel.mapTo(panel.window(), QPoint(0, 0)), panel.size())
    return panel.isVisible() and panel.window().rect().intersects(place)


def plural(n: int, one: str, many: str) -> str:
    """`one` or `many` with the number in the place of ``{n}``."""
    return (one if n == 1 else many).format(n=f"{n:,}")


def dot(colour: QColor, size: int = 10, *, ratio: float = 2.0) -> QIcon:
    """A round chip of one colour."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return QIcon(pixmap)


def quiet_button(action: QAction | None = None, text: str = "") -> QToolButton:
    """A flat button for a bar."""
    made = QToolButton()
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setFont(font(BODY))
    made.setIconSize(QSize(16, 16))
    if action is not None:
        made.setDefaultAction(action)
    if text:
        made.setText(text)
    return made


def is_ringed(reason: Qt.FocusReason, before: bool) -> bool:  # noqa: FBT001 - a state and its next
    """Whether a ring shows the focus that came for `reason`: where keys brought it, or it comes back as it went.

    Who clicks knows where the keyboard is.
    """
    if reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        return before
    keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
    return reason in keys


class FocusRing(QWidget):
    """A ring around a widget that would not show otherwise that it has the keyboard."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, around: QObject, event: QEvent) -> bool:
        """Come and go with the focus, as large as the widget."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Resize) and isinstance(around, QWidget):
            self.setGeometry(around.rect())
            self.setVisible(around.hasFocus())
            self.raise_()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring."""
        with painting(self) as painter:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Line(QFrame):
    """A hairline between two parts."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        with painting(self) as painter:
            painter.fillRect(event.rect(), self.palette().mid())


class EmptyState(QWidget):
    """What a panel shows while it has nothing: one line that says so and one that says what to do."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 3)
        box.setSpacing(UNIT)
        self._title = label(title, size=LARGE, muted=True)
        self._hint = label(hint, muted=True)
        for line in (self._title, self._hint):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addStretch(2)
        box.addWidget(self._title)
        box.addWidget(self._hint)
        box.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._hint.setText(hint)


class PanelHead(QWidget):
    """The title line of a panel, with room for its buttons."""

    def __init__(self, title: str, *buttons: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 2, UNIT // 2, UNIT // 2, UNIT // 2)
        row.setSpacing(UNIT // 2)
        self.title = label(title, size=SMALL, strong=True, muted=True, wrap=False)
        row.addWidget(self.title)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.setMinimumHeight(UNIT * 4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
