"""The welcome page: what to do first, samples as cards, and the recaps opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from recap_gui.files.disk import display_name
from recap_gui.gui.samples import Sample
from recap_gui.gui.theme import BODY, LARGE, SMALL, TITLE, UNIT, Look, font, scaled
from recap_gui.gui.widgets import label, menu_text, painting, tooltip

CARD_WIDTH, CARD_LEAST = 232, 192
"""px at a text size of 100 %: of a card, and the narrowest one."""
PAGE_WIDTH = 3 * CARD_WIDTH + 4 * UNIT


class Welcome(QScrollArea):
    """The page that stands where a story will."""

    open_asked = Signal()
    paste_asked = Signal()
    paths_asked = Signal(object)
    """tuple[Path, ...]: open these"""
    gone = Signal(object)
    """tuple[str, ...]: a recent entry whose files are not there any more"""

    def __init__(self, samples: Sequence[Sample], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._cards: list[Card] = []
        self._across = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(UNIT * 3, UNIT * 3, UNIT * 3, UNIT * 3)
        column = QWidget()
        column.setMaximumWidth(scaled(PAGE_WIDTH))
        self._column = column
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(UNIT)
        box.addStretch(1)
        self._add_head(box)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._recent_head = label(self.tr("Opened lately"), size=SMALL, strong=True, muted=True)
        box.addWidget(self._recent_head)
        box.addLayout(self._recent)
        box.addSpacing(UNIT * 2)
        self._add_samples(box, samples)
        box.addStretch(2)
        self.setWidget(page)
        self.set_recent(())

    def set_look(self, look: Look) -> None:
        """Wear other colours, and type of another size."""
        self._column.setMaximumWidth(scaled(PAGE_WIDTH))
        for card in self._cards:
            card.set_look(look)
        self._arrange()

    def _add_head(self, box: QVBoxLayout) -> None:
        box.addWidget(label(self.tr("Drop a recap here"), size=TITLE, strong=True))
        lead = self.tr(
            "A second later you see the episode: a lane for every character, a column for every scene. "
            "Click anything and read the words that put it there. Nothing leaves your computer."
        )
        box.addWidget(label(lead, size=LARGE, muted=True))
        box.addSpacing(UNIT)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        open_button = QPushButton(self.tr("Open…"))
        open_button.setDefault(True)
        open_button.clicked.connect(self.open_asked)
        paste_button = QPushButton(self.tr("Paste a recap"))
        paste_button.clicked.connect(self.paste_asked)
        for button in (open_button, paste_button):
            button.setFont(font(BODY))
            button.setMinimumSize(QSize(UNIT * 14, UNIT * 4))
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        box.addSpacing(UNIT * 3)

    def _add_samples(self, box: QVBoxLayout, samples: Sequence[Sample]) -> None:
        box.addWidget(label(self.tr("Try a sample"), size=SMALL, strong=True, muted=True))
        self._grid = QGridLayout()
        self._grid.setSpacing(UNIT * 2)
        for sample in samples:
            card = Card(sample, self._look)
            card.clicked.connect(self._on_card)
            self._cards.append(card)
        box.addLayout(self._grid)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards in a row as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.viewport().width() - UNIT * 6
        across = min(max((room + UNIT * 2) // (scaled(CARD_LEAST) + UNIT * 2), 1), 3)
        if self._grid.count() == 0 or across != self._across:
            self._across = across
            for number, card in enumerate(self._cards):
                self._grid.addWidget(card, number // across, number % across)
            for column in range(3):
                self._grid.setColumnStretch(column, int(column < across))

    @Slot(object)
    def set_recent(self, entries: Sequence[tuple[str, ...]]) -> None:
        """Show other recent recaps."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        shown = entries[:5]
        self._recent_head.setVisible(bool(shown))
        for entry in shown:
            name = display_name(entry[0])
            if len(entry) > 1:
                name = self.tr("{name} and {n} more").format(name=name, n=len(entry) - 1)
            row = RecentRow(name, display_name(str(Path(entry[0]).parent)), self._look)
            row.setProperty("entry", list(entry))
            row.setToolTip(tooltip(entry[0]))
            row.clicked.connect(self._on_recent)
            self._recent.addWidget(row)

    @Slot()
    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, Card):
            self.paths_asked.emit(card.sample.paths)

    @Slot()
    def _on_recent(self) -> None:
        entry = tuple(str(path) for path in self.sender().property("entry"))
        if all(Path(path).exists() for path in entry):
            self.paths_asked.emit(tuple(Path(path) for path in entry))
        else:
            self.gone.emit(entry)


class _Painted(QAbstractButton):
    """A button that paints itself: hover, focus and press shown alike."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_look(self, look: Look) -> None:
        """Wear other colours, and type of another size."""
        self._look = look
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paint_frame(self, painter: QPainter, radius: float, *, framed: bool) -> None:
        """The ground of the button, its frame, and a ring where it has the focus."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        inside = self._look.raised if self.underMouse() else self._look.ground
        edge = self._look.accent if self.hasFocus() else self._look.muted if self.underMouse() else self._look.line
        bare = not framed and not self.underMouse() and not self.hasFocus()
        painter.setPen(Qt.PenStyle.NoPen if bare else QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if bare else QColor(inside))
        painter.drawRoundedRect(box, radius, radius)


class Card(_Painted):
    """One sample: what it is called, and the kind of text it is."""

    def __init__(self, sample: Sample, look: Look) -> None:
        super().__init__(look)
        self.sample = sample
        self.setText(menu_text(sample.title))
        self.setAccessibleName(f"{sample.title}, {sample.about}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Three in a row."""
        return QSize(scaled(CARD_WIDTH), scaled(UNIT * 7) + UNIT * 4)

    def minimumSizeHint(self) -> QSize:
        """Narrower where the window is."""
        return QSize(scaled(CARD_LEAST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with a small timeline of its own."""
        with painting(self) as painter:
            self.paint_frame(painter, 6, framed=True)
            room = self.rect().adjusted(UNIT * 2, UNIT + 4, -UNIT * 2, -UNIT)
            painter.setPen(QColor(self._look.text))
            painter.setFont(font(BODY + 1, strong=True))
            width = room.width()
            painter.drawText(
                room, 0, painter.fontMetrics().elidedText(self.sample.title, Qt.TextElideMode.ElideRight, width)
            )
            painter.setPen(QColor(self._look.muted))
            painter.setFont(font(SMALL))
            below = room.adjusted(0, scaled(UNIT * 3), 0, 0)
            painter.drawText(
                below, 0, painter.fontMetrics().elidedText(self.sample.about, Qt.TextElideMode.ElideRight, width)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            seed = sum(map(ord, self.sample.title))
            for lane in range(3):
                painter.setBrush(self._look.tint(self._look.lane((seed + lane) % 12), 0.85))
                x = room.left()
                step = seed * (lane + 3)
                while x < room.right() - 10:
                    step = (step * 1103515245 + 12345) % 2**31
                    length = 6 + step % 26
                    if step >> 8 & 1:
                        right = min(x + length, room.right())
                        painter.drawRoundedRect(QRectF(x, room.bottom() - 22 + lane * 7, right - x, 4), 2, 2)
                    x += length + 3


class RecentRow(_Painted):
    """One recent recap: its name and the folder it lies in."""

    def __init__(self, name: str, folder: str, look: Look) -> None:
        super().__init__(look)
        self._name, self._folder = name, folder
        self.setText(menu_text(name))
        self.setAccessibleName(f"{name}, {folder}")
        self.setFixedHeight(scaled(UNIT * 4))

    def changeEvent(self, event: QEvent) -> None:
        """Larger type: a higher line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(scaled(UNIT * 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line."""
        with painting(self) as painter:
            self.paint_frame(painter, 4, framed=False)
            room = self.rect().adjusted(UNIT, 0, -UNIT, 0)
            painter.setFont(font(BODY))
            painter.setPen(QColor(self._look.accent))
            flags = int(Qt.AlignmentFlag.AlignVCenter)
            name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room.width() * 2 // 3)
            painter.drawText(room, flags, name)
            used = painter.fontMetrics().horizontalAdvance(name) + UNIT * 2
            painter.setPen(QColor(self._look.muted))
            painter.setFont(font(SMALL))
            rest = room.adjusted(used, 0, 0, 0)
            painter.drawText(
                rest, flags, painter.fontMetrics().elidedText(self._folder, Qt.TextElideMode.ElideLeft, rest.width())
            )
