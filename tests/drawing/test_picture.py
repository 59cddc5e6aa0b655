"""The picture to publish, and its SVG against reference files (``pytest --rewrite-references`` writes them anew)."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recap_gui.drawing.legend import draw_legend
from recap_gui.drawing.marks import Curve, Drawing, Layer, rects
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.picture import WIDEST_ROW, Captions, draw_picture, rows_of
from recap_gui.drawing.style import ROLE, style
from recap_gui.drawing.svg import svg
from recap_gui.gui.exports import EXPORTS, Options
from recap_gui.layout.lanes import lane_layout, part
from recap_gui.story import Character, Episode, Mention, Scene, Story
from tests.gold_story import gold_story, season_story

REFERENCE = Path(__file__).parents[1] / "reference"
SVG = "{http://www.w3.org/2000/svg}"
STORIES = {
    "episode": (lambda: gold_story("03"), Options()),
    "season-dark": (season_story, Options(theme="dark", width="equal")),
    "two-print": (
        lambda: gold_story("07"),
        Options(theme="print", only=("c1", "c2"), caption="Two of them."),
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_svg_is_what_it_was(name, rewrite_references):
    made, options = STORIES[name]
    found = EXPORTS[".svg"](made(), options)
    path = REFERENCE / f"{name}.svg"
    if rewrite_references:
        path.write_bytes(found)
    assert found == path.read_bytes(), f"if the new picture is right: pytest {__file__} --rewrite-references"


def hostile_story(name, title="t"):
    scenes = (Scene("a", 0, 5, heading=name, place=name), Scene("b", 5, 10, time=name, continues="a"))
    mentions = (Mention(0, 1, "c1", "name", "present", 0.9), Mention(5, 6, "c1", "name", "mentioned", 0.3))
    return Story(
        title, (Character("c1", name, (name,)),), (Episode("e", "words here", scenes, mentions, name, None, 1, 1),)
    )


HOSTILE = [
    "<script>alert(1)</script>",
    '"><image href="file:///etc/passwd"/>',
    "]]></style><b>",
    "&amp;&lt;&#0;",
    "\x00\x01\x1b[31m\ufffe\uffff",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a\u202eb\u2066c",
    "😀" * 40,
    "javascript:x",
    "url(http://x)",
    "a\nb\r\nc\td",
]
ALLOWED = {"svg", "title", "desc", "style", "defs", "pattern", "rect", "path", "g", "text"}


def is_passive(data):
    root = ElementTree.fromstring(data)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        for name, value in element.attrib.items():
            assert not name.startswith("on") and "href" not in name
            assert "http" not in value or name == "aria-label"
    styles = "".join(element.text or "" for element in root.iter(f"{SVG}style"))
    assert "url(" not in styles.replace("url(#", "") and "@import" not in styles
    return root


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_give_well_formed_passive_svg(name):
    is_passive(EXPORTS[".svg"](hostile_story(name, name), Options(title=name, caption=name, source=name)))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_any_name_gives_well_formed_passive_svg(name):
    is_passive(EXPORTS[".svg"](hostile_story(name, name), Options()))


def test_names_are_text_in_the_svg_and_blocks_have_tooltips():
    root = is_passive(EXPORTS[".svg"](gold_story("03"), Options()))
    texts = ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]
    assert "Maeve Corrigan" in "".join(texts)
    titles = [e.text for e in root.iter(f"{SVG}title")]
    assert "Maeve Corrigan · scene 2, the mortuary · present" in titles
    lanes = [g for g in root.iter(f"{SVG}g") if g.get("class") == "lane"]
    assert len({g.get("id") for g in lanes}) == len(lanes) == lane_layout(gold_story("03")).lanes


def test_the_svg_is_small():
    story = season_story()
    assert len(EXPORTS[".svg"](story, Options())) < 60_000


def test_a_short_story_is_one_row_and_a_long_one_breaks_where_an_episode_begins():
    look = style("light")
    assert len(rows_of(lane_layout(gold_story("03")), look)) == 1
    layout = lane_layout(season_story())
    rows = rows_of(layout, look)
    assert [rows[0].first, rows[-1].last] == [0, len(layout.columns)]
    assert all(a.last == b.first for a, b in itertools.pairwise(rows))
    starts = [row.first for row in rows[1:]]
    assert starts and all(layout.columns.episode[c] != layout.columns.episode[c - 1] for c in starts)


@settings(deadline=None, max_examples=30)
@given(st.integers(400, 3000), st.integers(1, 40))
def test_every_block_of_every_row_lies_in_the_picture(widest, columns):
    layout = part(lane_layout(season_story()), 0, columns)
    drawing = draw_picture(layout, style("light"), Captions("Title"), widest=widest)
    assert drawing.width <= max(widest, 720 + 400 + 64) + 2
    shown = 0
    for layer in drawing.layers:
        x, y, width, height = layer.box
        assert x >= 0 and y >= 0 and x + width <= drawing.width + 1 and y + height <= drawing.height + 1
        for marks in layer.rects:
            if marks.group == "block":
                shown += len(marks.box)
                assert (marks.box[:, 0] + marks.box[:, 2] <= width + 0.5).all()
    assert shown == len(layout.key)


def test_captions_stand_where_they_can_be_read():
    captions = Captions("A title", "A subtitle", "A caption " * 60, "A source")
    drawing = draw_picture(lane_layout(gold_story("03")), style("light"), captions)
    said = [text.text for layer in drawing.layers for text in layer.texts]
    assert {"A title", "A subtitle", "A source"} <= set(said)
    for layer in drawing.layers:
        for text in layer.texts:
            assert layer.box[0] + text.x + shipped(text.text, text.size, text.weight) <= drawing.width
    assert drawing.width <= WIDEST_ROW


def test_curves_and_density_are_written():
    points = np.array([[0, 0], [5, 0], [5, 10], [10, 10]], np.float32)
    curve = Curve(points, 3, ROLE["lane-2"], dash=(4, 2))
    layer = Layer("lines", (0, 0, 20, 20), [rects("outline", [(1, 1, 9, 9)], ROLE["accent"])], curves=[curve])
    written = svg(Drawing(20, 20, [layer], "T"), style("light"))
    assert re.search(r'd="M0 0C5 0 5 10 10 10"', written) and 'stroke-dasharray="4 2"' in written
    is_passive(written)


def test_the_legend_tells_of_places_and_of_scenes_that_go_on_only_where_there_are_some():
    def told(story):
        layout = lane_layout(story)
        layer, _ = draw_legend(layout, style("light"), shipped, 2000)
        return [text.text for text in layer.texts]

    scenes = (Scene("e1s1", 0, 10), Scene("e1s2", 10, 20, place="the quay"), Scene("e1s3", 20, 30, continues="e1s1"))
    plain = Story("x", (), (Episode("e1", "x" * 30, scenes[:1]),))
    whole = Story("x", (), (Episode("e1", "x" * 30, scenes),))
    assert not {"places", "goes on later"} & set(told(plain))
    assert told(whole)[-2:] == ["places", "goes on later"]
