"""The user guide: short pages of our own, read from the resources, shown without a network."""

from __future__ import annotations

import html
from typing import Any

from markdown_it import MarkdownIt
from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from recap_gui import assets
from recap_gui.gui.keys_overlay import key_tables
from recap_gui.gui.theme import UNIT, scaled

PICTURE = 640
"""px: the width of a picture in the text."""
KEYS_PAGE = "6-keys"
"""Where the page of keys stands among the others: it is made, not written."""
LOOK = """
h1 { margin-bottom: 16px; } h2 { margin-top: 24px; margin-bottom: 8px; } p, pre { margin-top: 0; margin-bottom: 12px; }
li { margin-bottom: 6px; } th, td { padding: 4px 16px 4px 0; text-align: left; }
"""


class Guide(QDialog):
    """A list of pages, and the page that is chosen; `page` is a part of the name of the one to begin with."""

    def __init__(self, parent: QWidget, page: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Guide"))
        self._pages = {path.stem: _page(path.read_text(encoding="utf-8")) for path in assets.path("guide").glob("*.md")}
        self._pages[KEYS_PAGE] = (self.tr("Keys"), _keys(self.tr("Keys")))
        self._names = sorted(self._pages)
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages of the guide"))
        self.pages.addItems([self._pages[name][0] for name in self._names])
        self.pages.setSpacing(UNIT // 4)
        self.pages.setFixedWidth(scaled(UNIT * 24))
        self.text = Page()
        self.text.setAccessibleName(self.tr("The guide's text"))
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT, UNIT, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.pages)
        row.addWidget(self.text, 1)
        self.pages.currentRowChanged.connect(self._on_page)
        self.text.anchorClicked.connect(self._on_link)
        self.show_page(page)
        self.resize(QSize(scaled(UNIT * 116), scaled(UNIT * 84)).boundedTo(self.screen().availableSize()))

    def show_page(self, page: str) -> None:
        """Turn to the page with `page` in its name; to the first where there is none."""
        row = next((n for n, name in enumerate(self._names) if page in name), 0)
        self.pages.setCurrentRow(row)

    @Slot(int)
    def _on_page(self, row: int) -> None:
        if 0 <= row < len(self._names):
            self.text.setHtml(self._pages[self._names[row]][1])

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        """Links lead to other pages of ours, and nowhere else."""
        name = url.toString().removesuffix(".md")
        if name in self._pages:
            self.show_page(name)


def _page(text: str) -> tuple[str, str]:
    """The title of a page, and the page as marked-up text."""
    return text.splitlines()[0].removeprefix("# "), MarkdownIt().enable("table").render(text)


def _keys(title: str) -> str:
    """The page of keys, from the tables that bind them."""
    parts = [f"<h1>{html.escape(title)}</h1>"]
    for heading, rows in key_tables():
        lines = (f"<tr><td><b>{html.escape(key)}</b></td><td>{html.escape(words)}</td></tr>" for key, words in rows)
        parts.append(f"<h2>{html.escape(heading)}</h2><table>{''.join(lines)}</table>")
    return "".join(parts)


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
