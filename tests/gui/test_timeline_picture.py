"""The moved picture is the painted picture: pixel for pixel, one paint a frame, no more than came into view."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from timeline_helpers import CTRL, NOTCH, drag, key, move, settle, timeline, wheel

from recap_gui.gui.timeline_picture import ScrolledPicture
from recap_gui.gui.timeline_view import TimelineView

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from synthetic import synthetic_layout

LAYOUT = synthetic_layout(10_000)


@pytest.fixture(params=[0, 2], ids=["no lane pinned", "two lanes pinned"])
def view(qapp: object, request: pytest.FixtureRequest) -> Iterator[TimelineView]:
    with timeline(900, 500, told=False) as shown:
        for number in range(request.param):
            shown._workspace.pin(f"c{number + 1}")
        shown.show_layout(LAYOUT)
        settle()
        yield shown


def pixels(view: TimelineView) -> np.ndarray:
    """The canvas as it is on screen."""
    image = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def test_after_200_random_pans_and_zooms_the_screen_equals_a_full_repaint(
    view: TimelineView, rng: random.Random
) -> None:
    navigator, scrolled = view.navigator, 0
    for step in range(200):
        kind = rng.random()
        if kind < 0.7:
            navigator.pan(rng.randint(-400, 400), rng.randint(-150, 150))
        elif kind < 0.85:
            navigator.zoom(2 ** rng.uniform(-2.5, 2.5), rng.uniform(0, 700))
        else:
            navigator.zoom_lanes(2 ** rng.uniform(-1, 1), rng.uniform(0, 300))
        view.canvas.item.prepare(view.canvas.devicePixelRatioF())
        area = view.viewport.width * view.viewport.height
        scrolled += 0 < view.canvas.item.painted < area / 2
        if step % 4 == 3:
            moved = pixels(view)
            view.canvas.item.forget()
            assert (moved == pixels(view)).all(), f"after move {step}, at {view.viewport}"
    assert scrolled > 50  # else this test compared repaints with repaints


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_at_any_scaling_of_the_desktop_the_moved_picture_is_the_painted_one(
    view: TimelineView, rng: random.Random, ratio: float
) -> None:
    navigator, body = view.navigator, view.render_parts.body
    navigator.zoom(30.0, 300.0)
    navigator.zoom_lanes(3.0, 0.0)
    moved, scrolled = ScrolledPicture(body), 0
    moved.show(view.viewport, ratio)
    for step in range(200):
        kind = rng.random()
        if kind < 0.8:
            unit = 4 if rng.random() < 0.5 else 1  # 4 px are whole device pixels at every one of these scalings
            navigator.pan(unit * rng.randint(-60, 60), unit * rng.randint(-20, 20))
        elif kind < 0.9:
            navigator.zoom(2 ** rng.uniform(-1.5, 1.5), rng.uniform(0, 700))
        else:
            navigator.zoom_lanes(2 ** rng.uniform(-1, 1), rng.uniform(0, 300))
        moved.show(view.viewport, ratio)
        scrolled += 0 < moved.painted < view.viewport.width * view.viewport.height / 2
        if step % 5 == 4:
            painted = ScrolledPicture(body)
            painted.show(view.viewport, ratio)
            assert (shown_of(moved, view, ratio) == shown_of(painted, view, ratio)).all(), f"after move {step}"
    assert scrolled > 30


def shown_of(picture: ScrolledPicture, view: TimelineView, ratio: float) -> np.ndarray:
    """What of the picture is ever seen."""
    size = QSize(round(view.viewport.width * ratio), round(view.viewport.height * ratio))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    picture.draw(painter, 0, 0)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def test_one_paint_a_frame(view: TimelineView) -> None:
    item, canvas = view.canvas.item, view.canvas.viewport()
    view.navigator.zoom(30.0, 300.0)
    view.navigator.zoom_lanes(4.0, 0.0)
    settle()
    gestures = [
        lambda: view.navigator.pan(13, 0),
        lambda: view.navigator.pan(0, 9),
        lambda: view.navigator.zoom(1.1, 200.0),
        lambda: view.navigator.zoom_lanes(1.1, 20.0),
        lambda: [view.navigator.pan(3, 1) for _ in range(5)],
        lambda: view._workspace.select_character("c3"),
    ]
    for gesture in gestures:
        settle()
        before = item.paints
        gesture()
        settle()
        assert item.paints == before + 1
    before = item.paints
    wheel(canvas, QPoint(300, 200), angle=(0, NOTCH), held=CTRL)
    assert item.paints == before + 1


def test_a_pan_paints_only_the_strip_that_came_into_view(view: TimelineView) -> None:
    view.navigator.zoom(30.0, 300.0)
    settle()
    view.navigator.pan(17, 0)
    settle()
    assert view.canvas.item.painted == 17 * view.canvas.body_size[1]


def test_heads_are_painted_only_when_lanes_move(view: TimelineView) -> None:
    view.navigator.zoom(30.0, 300.0)
    view.navigator.zoom_lanes(4.0, 0.0)
    settle()
    before = view.heads.paints
    view.navigator.pan(50, 0)
    settle()
    assert view.heads.paints == before
    view.navigator.pan(0, 9)
    settle()
    assert view.heads.paints == before + 1


def test_hovering_paints_nothing_of_the_body_anew(view: TimelineView) -> None:
    view.navigator.zoom(60.0, 300.0)
    settle()
    painted = view.canvas.item.painted
    before = view.canvas.item.paints
    for x in range(200, 400, 20):
        move(view.canvas.viewport(), QPoint(x, 250))
    assert view.canvas.item.paints > before
    assert view.canvas.item.painted in (0, painted)


def test_a_motion_ends_where_it_should(qapp: object, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("recap_gui.gui.timeline_view.duration", lambda _widget: 800)  # a busy machine sees it, too
    with timeline() as shown:
        shown.motion = True
        shown._workspace.select_scene(4)
        key(shown, Qt.Key.Key_F, text="f")
        assert shown.navigator.moving
        goal = shown.navigator.goal
        qtbot.waitUntil(lambda: not shown.navigator.moving)
        assert shown.viewport == goal
        key(shown, Qt.Key.Key_0, text="0")
        assert shown.navigator.moving
        drag(shown.canvas.viewport(), QPoint(500, 300), QPoint(540, 300))
        assert not shown.navigator.moving  # the hand ends a motion


def test_no_motion_where_the_desktop_asks_for_none(qapp: object, no_users_home: Path, monkeypatch) -> None:
    settings = no_users_home / ".config/gtk-3.0/settings.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text("[Settings]\ngtk-enable-animations=0\n", encoding="utf-8")
    with timeline() as shown:
        shown.motion = True
        shown._workspace.select_scene(4)
        key(shown, Qt.Key.Key_F, text="f")
        assert not shown.navigator.moving


def test_the_status_says_when_detail_is_left_out(view: TimelineView) -> None:
    told: list[str] = []
    view.status_changed.connect(told.append)
    view.navigator.zoom(500.0, 300.0)
    view.navigator.zoom_lanes(4.0, 0.0)
    settle()
    assert told[-1] == ""
    view.verbs.show_all()
    settle()
    assert told[-1].startswith("Detail left out: about")


def test_the_overview_window_can_be_dragged_and_resized(view: TimelineView) -> None:
    view.navigator.zoom(8.0, 300.0)
    settle()
    box = view.overview.window_box()
    before = view.viewport
    centre = QPoint(round(box.center().x()), 28)
    drag(view.overview, centre, centre + QPoint(40, 0))
    shift = 40 / (view.overview.width() - view.heads_width) * view.navigator.room.limits.width
    assert view.viewport.x0 - before.x0 == pytest.approx(shift, rel=0.02)
    assert view.viewport.x_scale == pytest.approx(before.x_scale)
    box, before = view.overview.window_box(), view.viewport
    edge = QPoint(round(box.right()), 28)
    drag(view.overview, edge, edge + QPoint(round(box.width()), 0))
    assert view.viewport.x_scale == pytest.approx(before.x_scale / 2, rel=0.05)
    assert view.viewport.x0 == pytest.approx(before.x0, rel=0.01)


def test_it_closes_in_the_middle_of_a_motion(qapp: object) -> None:
    with timeline() as shown:
        shown.motion = True
        shown._workspace.select_scene(4)
        key(shown, Qt.Key.Key_F, text="f")
        assert shown.navigator.moving
    QCoreApplication.processEvents()


def test_a_click_that_trembles_is_a_click(view: TimelineView) -> None:
    before = view.viewport
    drag(view.canvas.viewport(), QPoint(300, 200), QPoint(302, 201), steps=2)
    assert view.viewport == before
