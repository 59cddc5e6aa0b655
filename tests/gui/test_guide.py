"""The guide opens from Help, with every page and every picture, and nothing from anywhere else."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget

from recap_gui import assets
from recap_gui.gui.actions import ACTIONS, menu_name, plain_text, sequences
from recap_gui.gui.guide import Guide
from recap_gui.gui.settings import SHOWN
from recap_gui.gui.timeline_keys import KEYS


def test_every_page_is_listed_and_shown(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = Guide(parent)
    pages = sorted(assets.path("guide").glob("*.md"))
    assert guide.pages.count() == len(pages) + 1 > 6
    for page in pages:
        guide.show_page(page.stem)
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        assert guide.text.toPlainText().startswith(title)
        assert guide.pages.currentItem().text() == title


def test_the_page_of_keys_holds_every_key_that_is_bound(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = Guide(parent, "keys")
    text = guide.text.toPlainText()
    assert guide.pages.currentItem().text() == "Keys"
    for do in ACTIONS:
        for sequence in sequences(do)[:1]:
            assert f"{sequence.toString()}\n{plain_text(do)}\n" in text
    for key in KEYS:
        assert key.words in text


def test_how_it_decides_is_in_the_help_menu_and_links_lead_to_our_pages_alone(program) -> None:
    program.window.actions_table["how_it_decides"].trigger()
    guide = program.window.findChild(Guide)
    assert guide.pages.currentItem().text() == "How it decides"
    for refused in ("https://example.org/", "file:///etc/passwd", "9-none.md"):
        guide.text.anchorClicked.emit(QUrl(refused))
        assert guide.pages.currentItem().text() == "How it decides"
    guide.text.anchorClicked.emit(QUrl("3-correcting.md"))
    assert guide.pages.currentItem().text() == "Correcting"
    program.window.actions_table["help"].trigger()
    assert program.window.findChildren(Guide) == [guide]
    assert guide.pages.currentRow() == 0


KEY = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:[A-Z][A-Za-z]*\b|[↑↓←→.,+−-])|\bF\d{1,2}\b")


def test_the_keys_that_pages_name_are_bound() -> None:
    bound = {sequence.toString() for do in ACTIONS for sequence in sequences(do)} | {key.key for key in KEYS}
    named = 0
    arrows = str.maketrans({"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"})
    for page in assets.path("guide").glob("*.md"):
        for strong in re.findall(r"\*\*([^*]+)\*\*", page.read_text("utf-8")):
            for key in KEY.findall(strong):
                named += 1
                said = re.sub("[↑↓←→]", lambda m: m.group().translate(arrows), key)
                assert said in bound, f"{page.name}: {key}"
    assert named > 10


def test_the_menus_that_pages_name_are_there(program) -> None:
    plain = {plain_text(do).casefold() for do in ACTIONS}
    menus = {menu_name(do) for do in ACTIONS}
    named = 0
    for page in assets.path("guide").glob("*.md"):
        for path in re.findall(r"\*\*(\w+ → [^*]+)\*\*", page.read_text("utf-8")):
            menu, action, *within = path.split(" → ")
            named += 1
            assert menu in menus and action.rstrip("…").casefold() in plain, f"{page.name}: {path}"
            assert set(within) <= {setting.label for setting in SHOWN}, f"{page.name}: {path}"
    assert named > 3


def test_pictures_are_there_and_ours(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    guide = Guide(parent)
    named = [
        (page.stem, name)
        for page in sorted(assets.path("guide").glob("*.md"))
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert named
    for page, name in named:
        guide.show_page(page)
        picture = guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert isinstance(picture, QImage) and picture.width() == 1280
        assert "/" not in name
    assert guide.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("file:///etc/passwd")) is None
