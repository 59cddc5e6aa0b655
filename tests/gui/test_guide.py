"""The guide opens from Help, with every page and every picture, and nothing from anywhere else."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget

from recap_gui import assets
from recap_gui.gui.guide import Guide


def test_every_page_is_listed_and_shown(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = Guide(parent)
    pages = sorted(assets.path("guide").glob("*.md"))
    assert guide.pages.count() == len(pages) > 5
    for row, page in enumerate(pages):
        guide.pages.setCurrentRow(row)
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert guide.text.toPlainText().startswith(title)


def test_pictures_are_there_and_ours(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = Guide(parent)
    named = [
        (row, name)
        for row, page in enumerate(sorted(assets.path("guide").glob("*.md")))
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert named
    for row, name in named:
        guide.pages.setCurrentRow(row)
        picture = guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert isinstance(picture, QImage) and picture.width() == 1280
        assert "/" not in name
    assert guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd")) is None
