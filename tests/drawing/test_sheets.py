"""Sizes by name, drawings on sheets, tables in pages."""

import itertools

import pytest

from recap_gui.drawing import sizes
from recap_gui.drawing.marks import Drawing, Layer, Text
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.sheet import as_drawn, as_wide, fitted
from recap_gui.drawing.style import ROLE, style
from recap_gui.drawing.svg import svg
from recap_gui.drawing.table import draw_table
from recap_gui.gui.export_pictures import captions_of, lanes_of, pictures
from recap_gui.gui.exports import Options
from tests.gold_story import season_story


def drawing(width=400, height=100):
    return Drawing(width, height, [Layer("a", (0, 0, width, height), (), [Text("x", 5, 20, 10, ROLE["text"])])])


@pytest.mark.parametrize(
    ("words", "width", "height"),
    [
        ("fit", 0, 0),
        ("1600", 1600, 0),
        ("1400 px", 1400, 0),
        ("A4", 841.89, 595.28),
        ("a4-portrait", 595.28, 841.89),
        ("a3", 1190.55, 841.89),
        ("letter", 792, 612),
        ("250x180mm", 708.66, 510.24),
        ("25,0 × 18 cm", 708.66, 510.24),
        ("10x8in", 720, 576),
    ],
)
def test_sizes_as_they_are_written(words, width, height):
    found = sizes.parse(words)
    assert (found.width, found.height) == (pytest.approx(width, abs=0.01), pytest.approx(height, abs=0.01))
    assert found.paper == (height > 0)


@pytest.mark.parametrize("words", ["", "a5", "12px", "99999px", "1x1mm", "9000x10cm", "x", "a4-landscape-x"])
def test_what_is_no_size_says_what_is(words):
    with pytest.raises(ValueError, match=r"px|mm"):
        sizes.parse(words)


@pytest.mark.parametrize("name", sizes.NAMES)
def test_every_size_on_offer_is_one(name):
    sizes.parse(name)


def test_a_drawing_fits_its_paper_and_stands_in_its_middle():
    sheet = fitted(drawing(), 841.89, 595.28, margin=10)
    assert sheet.left == pytest.approx(10) and sheet.factor == pytest.approx(821.89 / 400)
    assert sheet.px[0] == pytest.approx(841.89 * 96 / 72)
    upright = fitted(drawing(100, 400), 595.28, 841.89, margin=10)
    assert upright.left + 50 * upright.factor == pytest.approx(595.28 / 2)


def test_the_smallest_label_in_points():
    assert as_drawn(drawing()).smallest_label == pytest.approx(7.5)
    assert as_wide(drawing(), 800).smallest_label == pytest.approx(15)
    assert fitted(drawing(), 400, 200).smallest_label == pytest.approx(10)
    assert as_drawn(Drawing(10, 10, [])).smallest_label == float("inf")


def test_an_svg_of_paper_is_as_large_as_the_paper():
    sheet = fitted(drawing(), 841.89, 595.28, margin=10)
    made = svg(sheet.drawing, style("light"), sheet=sheet)
    assert 'width="297mm" height="210mm"' in made
    x, y, width, height = map(float, made.split('viewBox="')[1].split('"')[0].split())
    assert x < 0 and y < 0 and width / height == pytest.approx(297 / 210, rel=1e-3)


def test_a_picture_on_paper_is_laid_out_to_fill_it():
    paper = sizes.parse("a3")
    sheet = pictures(season_story(), Options(size=paper))[0].sheet
    own = as_drawn(sheet.drawing)
    filled = own.width * own.height * sheet.factor**2 / (paper.width * paper.height)
    assert filled > 0.5
    for layer in sheet.drawing.layers:
        x, y, width, height = layer.box
        assert x >= 0 and y >= 0 and x + width <= own.width + 1 and y + height <= own.height + 1


@pytest.mark.parametrize("height", [500, 900])
def test_a_table_in_pages_leaves_nothing_out_and_nothing_hangs_over(height):
    story, look = season_story(), style("light")
    layout, captions = lanes_of(story, Options(), folded=False), captions_of(story, Options())
    openings = [""] * len(layout.columns)
    whole = draw_table(layout, look, captions, shipped, openings=openings, width=700)
    pages = draw_table(layout, look, captions, shipped, openings=openings, width=700, height=height)
    assert len(whole) == 1 and len(pages) > 1

    def words(drawings, group):
        layers = [layer for one in drawings for layer in one.layers if layer.name == "table"]
        return [text.text for layer in layers for text in layer.texts if text.group == group]

    for group in ("number", "name", "place", "episode"):
        assert words(pages, group) == words(whole, group)
    assert words(pages, "head") == words(whole, "head") * len(pages)
    for page in pages:
        assert page.height == height
        assert all(layer.box[1] + layer.box[3] <= height - look.metrics.page + 1 for layer in page.layers)


def test_no_name_of_a_table_runs_into_another():
    story = season_story()
    layout = lanes_of(story, Options(), folded=False)
    (table,) = draw_table(
        layout, style("light"), captions_of(story, Options()), shipped, openings=[""] * len(layout.columns), width=600
    )
    texts = [text for text in table.layer("table").texts if text.group in {"name", "more", "place"}]
    rows = itertools.groupby(sorted(texts, key=lambda text: (text.y, text.x)), key=lambda text: text.y)
    for _, row in rows:
        for one, other in itertools.pairwise(row):
            assert one.x + shipped(one.text, one.size, one.weight) <= other.x
