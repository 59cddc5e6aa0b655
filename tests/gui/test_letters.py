"""Letters that no font of the machine has are told of."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from recap_gui.drawing.marks import Drawing, Layer, Text
from recap_gui.gui import letters
from recap_gui.gui.raster import ready

MISSING = "\U00016f2a"  # a letter of Miao, which the fonts of few machines have


def drawing(*texts: str) -> Drawing:
    made = tuple(Text(text, 0, 10, 12, 0) for text in texts)
    return Drawing(100, 20, [Layer("words", (0, 0, 100, 20), (), made)])


def test_letters_of_the_shipped_font_and_marks_are_never_missing(qapp: QApplication) -> None:
    ready()
    assert letters.unshown([drawing("Ánna Čapek, “Ωmega” – e\u0301\u200d\ufe0f\n")]) == ""


def test_each_letter_that_no_font_has_is_named_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    ready()
    monkeypatch.setattr(letters, "_is_missing", lambda letter: letter == "日")
    assert letters.unshown([drawing("日本 日", "Ruth"), drawing("x日")]) == "日"


def test_qt_says_which_letters_it_lacks(qapp: QApplication) -> None:
    ready()
    letters._is_missing.cache_clear()
    assert not letters._is_missing("x") and letters._is_missing(MISSING)
