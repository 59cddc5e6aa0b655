"""Blocks copied from an atlas: whatever their sizes, Qt gets fragments that it survives."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from recap_gui.drawing.marks import Look, Rects
from recap_gui.drawing.style import ROLES, style
from recap_gui.gui.sprites import Sprites

KINDS = get_args(Look)


def stamped(kind: str, boxes: list[tuple[float, float, float, float]]) -> QImage:
    sprites = Sprites(style("light"), [QColor("#204080")] * len(ROLES))
    image = QImage(200, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    n = len(boxes)
    part = Rects(kind, np.array(boxes, np.float32), np.zeros(n, np.uint8), np.full(n, -1, np.int64))
    with QPainter(image) as painter:
        sprites.stamp(painter, part)
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_no_size_is_not_painted_and_harms_nothing(qapp, kind: str) -> None:
    nan = float("nan")
    nothing = [(5, 5, 0, 20), (5, 5, 20, 0), (5, 5, 0, 0), (nan, 5, 9, 9), (5, 5, nan, 9), (5, 5, float("inf"), 9)]
    nothing += [(5, 5, -8, 9), (5, 5, 9, -8)]
    assert stamped(kind, nothing) == stamped(kind, [(500, 500, 9, 9)])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_thinner_than_any_sprite_is_a_sound_fragment(qapp, kind: str, monkeypatch) -> None:
    put: list[np.ndarray] = []
    real = Sprites._put

    def spy(self, painter, box, sources):
        real(self, painter, box, sources)
        put.append(self._fragments[: len(box)].copy())

    monkeypatch.setattr(Sprites, "_put", spy)
    stamped(kind, [(5, 5, 0.1, 20), (5, 5, 20, 0.1), (5, 5, 0.01, 0.01)])
    assert sum(map(len, put)) == 3
    assert all(np.isfinite(rows).all() for rows in put)
