"""The timeline as a drawing."""

import itertools

import numpy as np
import pytest

from recap_gui.drawing.measure import shipped
from recap_gui.drawing.style import ROLE, style
from recap_gui.drawing.timeline import Highlights, draw, draw_body, head_width, is_dense, limits
from recap_gui.drawing.viewport import Viewport, fit
from recap_gui.layout.lanes import PRESENT, UNSURE, lane_layout
from recap_gui.story import Episode, Scene, Story
from tests.gold_story import gold_story, season_story

LIGHT = style("light")
SEASON = lane_layout(season_story())


def drawn(layout=SEASON, *, width=1400, zoom=1.0, style=LIGHT, **more):
    bounds = limits(layout)
    viewport = fit(bounds, width, layout.lanes * 24, lane_height=24).zoomed(zoom, 0, bounds)
    return draw(layout, viewport, style, **more)


def blocks(drawing):
    return [part for part in drawing.layer("body").rects if part.group == "block"]


def test_layers_can_be_kept_apart():
    names = [layer.name for layer in drawn(highlights=Highlights()).layers]
    assert names == ["body", "highlights", "ruler", "heads", "corner"]


def test_every_block_is_drawn_once_with_its_look():
    drawing = drawn()
    targets = np.concatenate([part.target for part in blocks(drawing)])
    assert sorted(targets.tolist()) == list(range(len(SEASON.key)))
    for part in blocks(drawing):
        assert all(bool(SEASON.state[t] & PRESENT) == part.kind.startswith("block") for t in part.target)
        assert all(bool(SEASON.state[t] & UNSURE) == part.kind.endswith("unsure") for t in part.target)


def test_a_click_on_a_block_finds_it_again():
    viewport = fit(limits(SEASON), 1400, 400, lane_height=24)
    for part in (p for p in draw_body(SEASON, viewport, LIGHT).rects if p.group == "block"):
        for (x, y, w, h), target in zip(part.box.tolist(), part.target.tolist(), strict=True):
            column = SEASON.columns.at(viewport.from_px_x(x + w / 2))
            assert SEASON.block_at(int(viewport.from_px_y(y + h / 2)), column) == target


@pytest.mark.parametrize("zoom", [1, 1.7, 4, 12, 60])
@pytest.mark.parametrize("text_scale", [1, 2])
def test_labels_never_overlap_and_never_leave_their_room(zoom, text_scale):
    drawing = drawn(zoom=zoom, style=style("light", text_scale=text_scale))
    for name in ("ruler", "heads"):
        boxes = []
        for text in drawing.layer(name).texts:
            wide = shipped(text.text, text.size, text.weight)
            boxes.append((text.x, text.y - text.size * 0.72, text.x + wide, text.y, text.text))
            if text.clip is not None:
                assert text.x + wide <= text.clip[0] + text.clip[2] + 0.5, text
        for a, b in itertools.combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)


def test_names_are_whole_where_there_is_room():
    names = [text.text for text in drawn().layer("heads").texts if text.group == "name"]
    assert names == list(SEASON.names)


def test_a_part_is_drawn_as_the_whole_is():
    bounds = limits(SEASON)
    whole = fit(bounds, 1400, 400, lane_height=24).zoomed(3, 700, bounds)
    left = whole.x_origin + 500
    cut = Viewport(left / whole.x_scale, whole.y0, whole.x_scale, whole.y_scale, 300, 400)
    boxes = {
        int(t): box
        for p in draw_body(SEASON, whole, LIGHT).rects
        if p.group == "block"
        for t, box in zip(p.target, p.box.tolist(), strict=True)
    }
    for part in (p for p in draw_body(SEASON, cut, LIGHT).rects if p.group == "block"):
        for target, box in zip(part.target, part.box.tolist(), strict=True):
            if int(target) in boxes:
                x, y, w, h = boxes[int(target)]
                assert box == [x - 500, y, w, h]


def test_too_thin_scenes_become_a_density_picture():
    layout = lane_layout(season_story(), width="equal")
    viewport = Viewport(0, 0, 1.5, 24, 60, layout.lanes * 24)
    assert is_dense(layout, viewport)
    body = draw_body(layout, viewport, LIGHT)
    assert not any(part.group == "block" for part in body.rects)
    lane, column = layout.place_of(int(np.flatnonzero(layout.state == PRESENT)[0]))
    x = int((layout.columns.x[column] + layout.columns.x[column + 1]) / 2 * 1.5)
    assert body.density.pixels[lane * 24 + 12, x] >> 4 == layout.colour[lane] + 1
    assert not body.density.pixels[:, 59].any()


def test_a_hundred_lanes_in_fewer_px():
    layout = lane_layout(season_story())
    body = draw_body(layout, Viewport(0, 0, 0.05, 0.5, 300, 8), LIGHT)
    assert body.density.pixels.shape == (max(1, round(layout.lanes * 0.5)), 300)
    assert body.density.pixels.any()


def test_greyed_columns_and_stubs_stand_under_what_tells_no_scene():
    grounds = [p for p in drawn().layer("body").rects if p.group == "ground" and (p.role == ROLE["greyed"]).any()]
    shown = sorted(int(t) for part in grounds for t in part.target)
    assert shown == np.flatnonzero(SEASON.columns.kind != 0).tolist()


def test_highlights_ring_the_cell_and_veil_what_does_not_answer():
    layer = drawn(highlights=Highlights(cell=SEASON.place_of(3), lit=[2, 3], found=[5])).layer("highlights")
    groups = {part.group: len(part.box) for part in layer.rects}
    assert groups == {"veil": 2, "lit": 1, "found": 1, "accent": 1}


def test_heads_are_as_wide_as_the_longest_name_within_bounds():
    layout = lane_layout(gold_story("03"))
    assert 96 <= head_width(layout, LIGHT, shipped) <= 240


def test_an_empty_story_is_drawn_as_nothing():
    from recap_gui.story import Episode, Scene, Story

    for story in (Story("None"), Story("Empty", (), (Episode("e", "words", (Scene("s", 0, 5, "frame"),)),))):
        layout = lane_layout(story)
        drawing = draw(layout, fit(limits(layout), 600, 200, lane_height=24), LIGHT)
        assert not blocks(drawing)


def test_a_narrow_episode_shows_its_number_and_not_two_letters_of_its_title():
    labels = []
    for width in range(120, 900, 20):
        ruler = drawn(width=width).layer("ruler")
        labels += [t for t in ruler.texts if t.group == "episode"]
    cut = [t for t in labels if t.text.endswith("…")]
    assert cut and all(len(t.text) >= len(t.title.split(" · ")[0]) + 12 for t in cut)
    assert {"S01E04", "E04"} <= {t.text for t in labels}


@pytest.mark.parametrize("lane_height", [0.5, 1.0, 24.0])
def test_a_text_without_people_has_a_picture_at_every_zoom(lane_height: float) -> None:
    text = "Rain. " * 400
    scenes = tuple(Scene(f"e1s{n + 1}", 6 * n, 6 * n + 6) for n in range(400))
    layout = lane_layout(Story("Rain", (), (Episode("e1", text, scenes),)))
    assert layout.lanes == 0
    body = draw_body(layout, Viewport(0, 0, 0.05, lane_height, 600, 400), LIGHT)
    assert body.density is None and not [part for part in body.rects if part.group == "block" and len(part.box)]
