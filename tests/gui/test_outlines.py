"""Letters that the shipped font lacks, for the PDF: shapes, and pictures for signs in their own colours."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication

from recap_gui.drawing.pdf import Sign
from recap_gui.gui import outlines
from recap_gui.gui.raster import ready


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    ready()
    outlines.outline.cache_clear()


def test_a_letter_that_no_font_has_is_seen_to_be_missing() -> None:
    assert outlines.outline("\ue123", 400).path  # private use: nobody's letter


def test_letters_are_shapes_and_signs_stand_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    sign = Sign(1, 1, b"\xff\0\0", b"\xff", 0.1, -0.8, 1.0, 1.0)
    monkeypatch.setattr(outlines, "_painted", lambda letter, _: sign if letter == "👩‍🚀" else None)
    plain, found = outlines.outline("ab", 400), outlines.outline("ab👩‍🚀ab👩‍🚀", 400)
    first, second = (one.x for one in found.signs)
    assert first == pytest.approx(plain.width + 0.1, abs=0.02)
    assert second - first == pytest.approx((found.width - 2 * plain.width) / 2 + plain.width, abs=0.02)
    assert found.path.count("m") == 2 * plain.path.count("m")


def test_what_paints_colours_is_a_sign_of_just_its_size_and_what_paints_the_pen_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    font = QFont()
    font.setPixelSize(96)

    class Colourful(QPainter):
        def drawText(self, where, _text: str) -> None:
            self.fillRect(round(where.x()) + 10, round(where.y()) - 40, 48, 24, QColor("red"))

    assert outlines._painted("x", font) is None
    monkeypatch.setattr(outlines, "QPainter", Colourful)
    sign = outlines._painted("x", font)
    assert sign is not None and (sign.columns, sign.rows) == (48, 24) and set(sign.alpha) == {255}
    assert sign.rgb == b"\xff\0\0" * 48 * 24
    assert (sign.x, sign.y) == (pytest.approx(10 / 96), pytest.approx(-40 / 96))
