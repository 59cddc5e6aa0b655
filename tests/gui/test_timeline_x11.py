"""The timeline on a real X server: it shows, zooms at the pointer, and paints once a frame."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from timeline_helpers import CTRL, NOTCH, settle, timeline, wheel

from recap_gui.gui.timeline_moves import NOTCH as ZOOM_NOTCH


@pytest.mark.x11
def test_zoom_and_pan_on_x11(qapp, qtbot) -> None:
    assert qapp.platformName() == "xcb"
    with timeline() as view:
        qtbot.waitExposed(view)
        settle()
        before, paints = view.viewport, view.canvas.item.paints
        wheel(view.canvas.viewport(), QPoint(500, 300), angle=(0, NOTCH), held=CTRL)
        assert view.viewport.x_scale == pytest.approx(before.x_scale * ZOOM_NOTCH)
        qtbot.waitUntil(lambda: view.canvas.item.paints > paints)
        assert view.canvas.item.paints == paints + 1
