"""The preview of an export: the picture itself at true size or as a whole, page by page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from recap_gui.gui.theme import SMALL, UNIT
from recap_gui.gui.widgets import label, quiet_button


class ExportPreview(QWidget):
    """A page of the picture, with a line above it: which page, and whether at true size."""

    page_asked = Signal()
    """Another page, or the same in another size, is wanted: see `page`, `room`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = 0
        self._pages = 1
        self.image = _Image(self)
        self.area = QScrollArea(self)
        self.area.setWidget(self.image)
        self.area.setAccessibleName(self.tr("Preview"))
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = quiet_button(text="‹")
        self.forth = quiet_button(text="›")
        self.back.setAccessibleName(self.tr("Previous page"))
        self.forth.setAccessibleName(self.tr("Next page"))
        self.back.clicked.connect(self._on_back)
        self.forth.clicked.connect(self._on_forth)
        self.name = label(size=SMALL, muted=True, wrap=False)
        self.true_size = QCheckBox(self.tr("True &size"))
        self.true_size.setToolTip(self.tr("As large as it will be, or all of it"))
        self.true_size.setChecked(True)
        self.true_size.toggled.connect(self.page_asked)
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        for widget in (self.back, self.name, self.forth):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.true_size)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(UNIT)
        box.addLayout(line)
        box.addWidget(self.area, 1)
        self.set_pages(1, "")

    @property
    def room(self) -> QSize | None:
        """The room that the whole page is to fit into, in px; None at true size."""
        return None if self.true_size.isChecked() else self.area.viewport().size()

    def set_pages(self, pages: int, name: str) -> None:
        """How many pages there are, and what the one shown is called."""
        self._pages = pages
        self.page = min(self.page, pages - 1)
        words = self.tr("{name} · page {n} of {all}") if name else self.tr("Page {n} of {all}")
        self.name.setText(words.format(name=name, n=self.page + 1, all=pages))
        for widget in (self.back, self.name, self.forth):
            widget.setVisible(pages > 1)
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page + 1 < pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page shown as a whole is made anew for the new room."""
        super().resizeEvent(event)
        if not self.true_size.isChecked():
            self.page_asked.emit()

    @Slot()
    def _on_back(self) -> None:
        self.page = max(0, self.page - 1)
        self.page_asked.emit()

    @Slot()
    def _on_forth(self) -> None:
        self.page = min(self._pages - 1, self.page + 1)
        self.page_asked.emit()


class _Image(QWidget):
    """The picture, or words that say why there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""

    def show_image(self, image: QImage) -> None:
        """Show `image`."""
        self._image, self._words = image, ""
        self.setFixedSize(image.deviceIndependentSize().toSize())
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self._image, self._words = QImage(), words
        self.setFixedSize(QSize(UNIT * 50, UNIT * 10))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The image, or the words."""
        painter = QPainter(self)
        if self._words:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            painter.drawImage(0, 0, self._image)
