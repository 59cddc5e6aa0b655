"""The PDF: pages, fonts, words to copy, equal bytes; its fonts against fontTools."""

import io
import re
import shutil
import subprocess
import zlib

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from recap_gui import assets
from recap_gui.drawing.marks import Curve, Density, Drawing, Layer, Text, rects
from recap_gui.drawing.pdf import Shapes, Sign, pdf
from recap_gui.drawing.pdf.opentype import face
from recap_gui.drawing.picture import Captions, draw_picture
from recap_gui.drawing.sheet import as_drawn, fitted
from recap_gui.drawing.style import ROLE, style
from recap_gui.layout.lanes import lane_layout
from tests.gold_story import gold_story, season_story

LIGHT = style("light")
FILES = {400: "RecapInter-Regular.otf", 600: "RecapInter-SemiBold.otf"}


def picture(story):
    return as_drawn(draw_picture(lane_layout(story), LIGHT, Captions(story.title, "", "", "Source")))


def words(text, weight=400):
    return Drawing(400, 50, [Layer("a", (0, 0, 400, 50), (), [Text(text, 10, 30, 20, ROLE["text"], weight)])])


def streams(data):
    for found in re.finditer(rb"/FlateDecode[^>]*>>\nstream\n", data):
        yield zlib.decompressobj().decompress(data[found.end() :])


def read_back(data, tmp_path, *arguments):
    """What poppler reads in a PDF; it must not complain."""
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler")
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", *arguments, str(path), "-"], capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return done.stdout.decode()


@pytest.fixture(scope="module")
def fonts():
    return {weight: TTFont(io.BytesIO(assets.data("fonts", name))) for weight, name in FILES.items()}


def test_the_same_drawing_gives_the_same_bytes():
    made = [pdf([picture(season_story())], LIGHT, title="Gánnet (Harbour)", description="d") for _ in range(2)]
    assert made[0] == made[1]
    assert b"D:2" not in made[0]


def test_a_page_is_as_large_as_its_sheet():
    sheet = picture(gold_story("03"))
    paper = fitted(sheet.drawing, 841.89, 595.28, margin=14)
    data = pdf([sheet, paper], LIGHT, title="T")
    assert f"/MediaBox [0 0 {sheet.width:.3f} {sheet.height:.3f}]".encode() in data
    assert b"/MediaBox [0 0 841.890 595.280]" in data
    assert data.count(b"/Type /Page /Parent") == 2 and data.count(b"/Outlines") == 2


def test_a_huge_drawing_still_fits_a_page():
    layer = Layer("body", (0, 0, 40_000, 100), [rects("fill", [(0, 0, 40_000, 100)], 5)])
    assert b"[0 0 14400.000 36.000]" in pdf([as_drawn(Drawing(40_000, 100, [layer]))], LIGHT)


def test_its_words_can_be_copied_and_its_metadata_read(tmp_path):
    story = gold_story("03")
    drawing = picture(story)
    data = pdf([drawing], LIGHT, title="Ánna’s (night) \\ 1", description="What it shows.")
    found = read_back(data, tmp_path)
    for name in ("Maeve Corrigan", "present", story.title):
        assert name in found
    facts = subprocess.run(["pdfinfo", str(tmp_path / "x.pdf")], capture_output=True, check=True).stdout.decode()
    assert "Ánna’s (night) \\ 1" in facts and "What it shows." in facts and re.search(r"Tagged: +yes", facts)


def test_letters_that_the_font_lacks_are_shapes_with_words_to_copy(tmp_path):
    asked = []

    def outline(text, weight):
        asked.append((text, weight))
        return Shapes("0 0 m 1 0 l 1 -1 l h", 1.5)

    data = pdf([as_drawn(words("日本 x", 600))], LIGHT, outline=outline)
    assert asked == [("日本 x", 600)]
    assert read_back(data, tmp_path).strip() == "日本 x"
    assert any(b"0 0 m 1 0 l 1 -1 l h f" in stream for stream in streams(data))


def test_a_sign_in_its_own_colours_is_a_picture_kept_once(tmp_path):
    sign = Sign(2, 1, b"\xff\0\0\0\xff\0", b"\xff\x80", 0.5, -0.8, 1.0, 1.0)
    data = pdf(
        [as_drawn(words("Ruth 🎉")), as_drawn(words("Sam 🎉"))],
        LIGHT,
        outline=lambda text, weight: Shapes("0 0 m 1 0 l 1 -1 l h", 1.5, (sign,)),
    )
    assert data.count(b"/SMask") == 1 and data.count(b"/S0 Do") == 0  # its use stands in a packed stream
    assert sum(stream.count(b"1.0000 0 0 -1.0000 0.5000 0.2000 cm /S0 Do") for stream in streams(data)) == 2
    assert read_back(data, tmp_path).split() == ["Ruth", "🎉", "Sam", "🎉"]


def test_combining_marks_are_left_to_who_can_place_them():
    asked = []
    pdf([as_drawn(words("e\u0301"))], LIGHT, outline=lambda text, weight: asked.append(text) or Shapes("", 1.0))
    assert asked == ["e\u0301"]


@pytest.mark.parametrize("weight", FILES)
def test_letters_widths_and_pairs_are_the_fonts(fonts, weight):
    font, own = fonts[weight], face(weight)
    order = font.getGlyphOrder()
    known = font.getBestCmap()
    assert {point: order[glyph] for point, glyph in own.glyphs.items()} == known
    assert all(own.advance(font.getGlyphID(name)) == font["hmtx"][name][0] for name in known.values())
    pairs = [font.getGlyphID(known[ord(letter)]) for letter in "AVToYaPaW.rLF,fá"]
    for left in pairs:
        assert [own.kern(left, right) for right in pairs] == [kerned(font, order[left], order[r]) for r in pairs]


def kerned(font, left, right):
    """The same by fontTools: the first subtable that knows the pair."""
    for table in font["GPOS"].table.LookupList.Lookup[0].SubTable:
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            found = next((r.Value1.XAdvance for r in records if r.SecondGlyph == right), None)
            if found is not None:
                return found
            continue
        first = table.ClassDef1.classDefs.get(left, 0)
        second = table.ClassDef2.classDefs.get(right, 0)
        value = table.Class1Record[first].Class2Record[second].Value1
        return value.XAdvance if value else 0
    return 0


@pytest.mark.parametrize("weight", FILES)
def test_a_cut_font_draws_the_same_shapes(fonts, weight):
    font = fonts[weight]
    names = [".notdef", *(font.getBestCmap()[ord(letter)] for letter in "Ááz8&ЖΩ…—Ǿ")]
    data = face(weight).outlines.subset([font.getGlyphID(name) for name in names], "RECAPT+X")
    cut = CFFFontSet()
    cut.decompile(io.BytesIO(data), None)
    strings = cut[0].CharStrings.charStringsIndex
    whole = font["CFF "].cff[0].CharStrings
    assert cut.fontNames == ["RECAPT+X"] and len(strings) == len(names)
    for at, name in enumerate(names):
        drawn, wanted = RecordingPen(), RecordingPen()
        strings[at].private = cut[0].Private
        strings[at].draw(drawn)
        whole[name].draw(wanted)
        assert drawn.value == wanted.value, name
    assert len(data) < 10_000


def test_every_kind_of_mark_is_there():
    kinds = ("fill", "block", "block unsure", "hollow", "hollow unsure", "hull", "outline")
    marks = [rects(kind, [(10, 10, 60, 16), (80, 10, 3, 16)], 20) for kind in kinds]
    import numpy as np

    curve = Curve(np.array([(0, 0), (1, 0), (2, 5), (3, 5)], np.float32), 2, 20, (4, 2))
    density = Density(0, 0, np.full((4, 6), 0x1F, np.uint8))
    layer = Layer("body", (0, 0, 100, 50), marks, (), [curve], density)
    data = pdf([as_drawn(Drawing(100, 50, [layer]))], LIGHT)
    content = next(stream for stream in streams(data) if b"/Figure" in stream)
    assert content.count(b" S") >= 6 and b"[4 2] 0 d" in content and b"/I0 Do" in content
    assert content.count(b"q") == content.count(b"Q")
    assert b"/Width 6 /Height 4" in data
