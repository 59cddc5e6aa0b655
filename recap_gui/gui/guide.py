"""The user guide: short pages of our own, read from the resources, shown without a network."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from recap_gui import assets
from recap_gui.gui.theme import UNIT

PICTURE = 640
"""px: the width of a picture in the text."""
LOOK = """
h1 { margin-bottom: 16px; } h2 { margin-top: 24px; margin-bottom: 8px; } p, pre { margin-top: 0; margin-bottom: 12px; }
li { margin-bottom: 6px; } th, td { padding: 4px 16px 4px 0; text-align: left; }
"""


class Guide(QDialog):
    """A list of pages, and the page that is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Guide"))
        self._texts = [path.read_text(encoding="utf-8") for path in sorted(assets.path("guide").glob("*.md"))]
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages of the guide"))
        self.pages.addItems([text.splitlines()[0].removeprefix("# ") for text in self._texts])
        self.pages.setFixedWidth(UNIT * 24)
        self.text = Page()
        self.text.setAccessibleName(self.tr("The guide's text"))
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT, UNIT, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.pages)
        row.addWidget(self.text, 1)
        self.pages.currentRowChanged.connect(self._on_page)
        self.pages.setCurrentRow(0)
        self.resize(QSize(UNIT * 116, UNIT * 84))

    @Slot(int)
    def _on_page(self, row: int) -> None:
        if 0 <= row < len(self._texts):
            self.text.setHtml(MarkdownIt().enable("table").render(self._texts[row]))


class Page(QTextBrowser):
    """One page. It is the one place that shows marked-up text, and that text is ours; it loads our pictures alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.document().setDocumentMargin(UNIT * 3)
        self.document().setDefaultStyleSheet(LOOK)
        self._pictures = {path.name: _picture(path.read_bytes()) for path in assets.path("guide").glob("*.png")}

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """The picture of that name, and nothing else."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._pictures.get(url if isinstance(url, str) else url.toString())
        return None


def _picture(data: bytes) -> QImage:
    image = QImage.fromData(data).scaledToWidth(PICTURE * 2, Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(2)
    return image
