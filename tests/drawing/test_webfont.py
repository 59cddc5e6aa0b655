"""The fonts inside pictures, against fontTools."""

import base64
import io
import re

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from recap_gui import assets
from recap_gui.drawing.pdf.opentype import face
from recap_gui.drawing.webfont import font_css
from recap_gui.gui.exports import EXPORTS, Options
from tests.gold_story import gold_story

FILES = {400: "RecapInter-Regular.otf", 600: "RecapInter-SemiBold.otf"}
LETTERS = "AVTo Yaáz8&ЖΩ…—"


def fonts(css):
    return {
        int(weight): TTFont(io.BytesIO(base64.b64decode(data)), checkChecksums=2)
        for weight, data in re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]*)\)", css)
    }


@pytest.mark.parametrize("weight", FILES)
def test_the_letters_look_and_run_as_in_our_font(weight):
    whole = TTFont(io.BytesIO(assets.data("fonts", FILES[weight])))
    cut = fonts(font_css({weight: LETTERS}))[weight]
    assert {chr(point) for point in cut.getBestCmap()} == set(LETTERS)
    for letter in LETTERS:
        drawn, wanted = RecordingPen(), RecordingPen()
        name, own = whole.getBestCmap()[ord(letter)], cut.getBestCmap()[ord(letter)]
        whole.getGlyphSet()[name].draw(wanted)
        cut.getGlyphSet()[own].draw(drawn)
        assert drawn.value == wanted.value, letter
        assert cut["hmtx"][own][0] == whole["hmtx"][name][0]
    assert cut["hhea"].ascent == whole["hhea"].ascent and cut["head"].unitsPerEm == whole["head"].unitsPerEm


def test_the_letters_are_kerned_as_in_our_font():
    cut = fonts(font_css({400: LETTERS}))[400]
    order, (table,) = cut.getBestCmap(), cut["GPOS"].table.LookupList.Lookup[0].SubTable
    pairs = {
        (left, record.SecondGlyph): record.Value1.XAdvance
        for left, own in zip(table.Coverage.glyphs, table.PairSet, strict=True)
        for record in own.PairValueRecord
    }
    glyphs = face(400).glyphs
    for left in LETTERS:
        for right in LETTERS:
            moved = face(400).kern(glyphs[ord(left)], glyphs[ord(right)])
            assert pairs.get((order[ord(left)], order[ord(right)]), 0) == moved
    assert pairs


def test_letters_that_our_font_lacks_are_left_to_others():
    assert font_css({400: "日本", 600: ""}) == ""
    assert {chr(p) for p in fonts(font_css({400: "日a"}))[400].getBestCmap()} == {"a"}


def test_every_letter_of_all_that_we_have_fits_into_one_font():
    letters = "".join(map(chr, face(400).glyphs))
    cut = fonts(font_css({400: letters}))[400]
    assert len(cut.getBestCmap()) == len(face(400).glyphs)


@pytest.mark.parametrize("suffix", [".svg", ".html"])
def test_pictures_hold_the_letters_they_show(suffix):
    story = gold_story("03")
    with_fonts, without = (EXPORTS[suffix](story, Options(fonts=fonts)).decode() for fonts in (True, False))
    own = fonts(with_fonts)
    shown = set("".join(character.name for character in story.characters if not character.outside)[:40])
    assert {ord(letter) for letter in shown} <= own[400].getBestCmap().keys()
    assert "font-face" not in without and len(with_fonts) - len(without) < 40_000
