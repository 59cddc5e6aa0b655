"""PNG: sizes, limits, equal bytes, and stamped blocks that look like painted ones."""

import struct

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from recap_gui.drawing.marks import Drawing, Layer, rects
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.picture import Captions, draw_picture
from recap_gui.drawing.sheet import as_drawn, as_wide, fitted
from recap_gui.drawing.style import LANE, style
from recap_gui.gui.painter import Painter, font
from recap_gui.gui.raster import PictureError, check_size, largest_scale, paint_image, png, ready
from recap_gui.layout.lanes import lane_layout
from tests.gold_story import gold_story, season_story

LIGHT = style("light")


@pytest.fixture(autouse=True)
def application(qapp):
    ready()


def picture(story, theme="light"):
    return as_drawn(draw_picture(lane_layout(story), style(theme), Captions(story.title, "", "", "Source")))


def test_a_png_is_scale_times_as_large():
    drawing = picture(gold_story("02"))
    data = png(drawing, LIGHT, 2)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (2 * drawing.width, 2 * drawing.height)


def test_the_same_drawing_gives_the_same_bytes():
    assert png(picture(season_story()), LIGHT, 1) == png(picture(season_story()), LIGHT, 1)


def test_strips_leave_no_seams(monkeypatch):
    drawing = picture(gold_story("03"))
    whole = pixels(paint_image(drawing, LIGHT, 2))
    monkeypatch.setattr("recap_gui.gui.raster.STRIP", 40_000)
    assert np.abs(pixels(paint_image(drawing, LIGHT, 2)) - whole).max() <= 3  # smoothed edges differ by a shade


def test_painting_can_be_watched_and_stopped(monkeypatch):
    monkeypatch.setattr("recap_gui.gui.raster.STRIP", 100_000)
    drawing = picture(gold_story("02"))
    shares = []
    paint_image(drawing, LIGHT, 1, progress=lambda share: shares.append(share) or True)
    assert shares == sorted(shares) and shares[-1] == 1 and len(shares) > 3
    with pytest.raises(PictureError, match="Stopped"):
        paint_image(drawing, LIGHT, 1, progress=lambda share: False)


@pytest.mark.parametrize(("width", "height"), [(70_000, 10), (12_000, 12_000), (1e6, 1e6)])
def test_what_is_too_large_is_told_before(width, height):
    with pytest.raises(PictureError, match="too large"):
        check_size(as_drawn(Drawing(width, height, [])), 1)


def test_the_advice_fits():
    drawing = as_drawn(Drawing(9000, 4000, []))
    with pytest.raises(PictureError) as told:
        check_size(drawing, 2)
    check_size(drawing, float(str(told.value).split("Scale ")[1].split(" ")[0]))


def pixels(image):
    kept = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(kept.constBits(), np.uint8).reshape(kept.height(), kept.width(), 4)[:, :, :3].astype(int)


def stamped_and_painted(kind, boxes, ratio):
    layer = Layer("body", (0, 0, 460, 50), [rects(kind, boxes, [LANE + n for n in range(len(boxes))], group="block")])
    images = []
    for sprites in (True, False):
        image = QImage(460 * ratio, 50 * ratio, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        Painter(LIGHT, sprites=sprites).paint(painter, Drawing(460, 50, [layer]))
        painter.end()
        images.append(pixels(image))
    assert images[0].std() > 0
    return images


NARROW_BOXES = [(3, 4, 20, 16), (30, 4, 90, 16), (130, 4, 5, 16), (3, 30, 44, 6)]
WIDE_BOXES = [(140, 4, 300, 16)]


@pytest.mark.parametrize("ratio", [1, 2])
@pytest.mark.parametrize(
    ("kind", "boxes"),
    [(kind, NARROW_BOXES) for kind in ("block", "block unsure", "hollow", "hollow unsure")]
    + [(kind, WIDE_BOXES) for kind in ("block", "block unsure", "hollow")],
)
def test_stamped_blocks_look_like_painted_ones(kind, boxes, ratio):
    stamped, painted = stamped_and_painted(kind, boxes, ratio)
    assert np.abs(stamped - painted).max() <= 8


@pytest.mark.parametrize("ratio", [1, 2])
def test_wide_dashed_blocks_have_the_same_rhythm(ratio):
    """Put together from pieces, their dashes begin elsewhere; as many of them stand along the same edges."""
    stamped, painted = (image.min(2) < 200 for image in stamped_and_painted("hollow unsure", WIDE_BOXES, ratio))
    top = slice(4 * ratio, 7 * ratio)
    runs = [int(np.diff(image[top].any(0).astype(int)).clip(0).sum()) for image in (stamped, painted)]
    assert runs[1] > 30 and abs(runs[0] - runs[1]) <= 2
    assert abs(stamped.sum() - painted.sum()) < 0.05 * painted.sum()
    for axis in (0, 1):
        ends = [np.flatnonzero(image.any(axis))[[0, -1]].tolist() for image in (stamped, painted)]
        assert ends[0] == ends[1]


def test_a_small_atlas_starts_anew_and_still_stamps(monkeypatch):
    monkeypatch.setattr("recap_gui.gui.sprites.HIGHEST_ATLAS", 1024)
    painter_of = Painter(LIGHT)
    image = QImage(300, 120, QImage.Format.Format_RGB32)
    for height in range(20, 90):
        painter = QPainter(image)
        boxes = [(n, 4, 40 + n, height) for n in range(60)]
        painter_of.paint(painter, Drawing(300, 120, [Layer("b", (0, 0, 300, 120), [rects("block", boxes, LANE)])]))
        painter.end()
    assert pixels(image)[40, 80].tolist() == pixels_of(LIGHT.lanes[0])


def pixels_of(colour):
    return [int(colour[i : i + 2], 16) for i in (5, 3, 1)]


@pytest.mark.parametrize("weight", [400, 600])
def test_qt_measures_text_as_we_do(weight):
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(font(40, weight))
    for text in ("Maeve Corrigan", "Interview Room One", "Ångström · Ω ж", "12"):
        assert metrics.horizontalAdvance(text) == pytest.approx(shipped(text, 40, weight), rel=0.03)


def test_nothing_is_painted_outside_a_layers_box():
    layer = Layer("body", (10, 10, 20, 20), [rects("fill", [(-50, -50, 200, 200)], LANE)])
    image = paint_image(as_drawn(Drawing(40, 40, [layer])), LIGHT, 1)
    ground = image.pixelColor(1, 1)
    assert image.pixelColor(9, 15) == ground and image.pixelColor(30, 15) == ground
    assert image.pixelColor(10, 10) != ground and image.pixelColor(29, 29) != ground


def chunks(data):
    at, found = 8, {}
    while at < len(data):
        size = struct.unpack_from(">I", data, at)[0]
        found.setdefault(data[at + 4 : at + 8], []).append(data[at + 8 : at + 8 + size])
        at += size + 12
    return found


def test_a_png_says_what_it_shows():
    drawing = Drawing(20, 20, [], "Ánna’s night", "A timeline, described.")
    found = chunks(png(as_drawn(drawing), LIGHT, 1))
    assert found[b"iTXt"] == ["Title\0\0\0\0\0Ánna’s night".encode()]
    assert b"Description\0A timeline, described." in found[b"tEXt"]


def test_a_png_of_paper_has_its_size_and_its_density():
    found = chunks(png(fitted(Drawing(500, 100, []), 842, 595), LIGHT, 2))
    width, height = struct.unpack_from(">II", found[b"IHDR"][0])
    density = struct.unpack_from(">I", found[b"pHYs"][0])[0]
    assert width / density == pytest.approx(842 / 72 * 0.0254, rel=1e-3)
    assert height / density == pytest.approx(595 / 72 * 0.0254, rel=1e-3)


def test_a_picture_of_a_wanted_width_has_just_it():
    sheet = as_wide(picture(gold_story("03")).drawing, 1600)
    assert check_size(sheet, 2)[0] == 3200
    assert paint_image(sheet, LIGHT, 1).width() == 1600


def test_the_largest_scale_is_known_before_anything_is_painted():
    sheet = as_drawn(Drawing(20_000, 9_000, []))
    assert 0.7 < largest_scale(sheet) < 0.75
    check_size(sheet, largest_scale(sheet))
