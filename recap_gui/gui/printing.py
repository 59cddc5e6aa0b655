"""Printing: pages on a printer's paper, one sheet each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPagedPaintDevice, QPainter

from recap_gui.gui.export_pictures import Picture
from recap_gui.gui.painter import Painter


def print_pages(device: QPagedPaintDevice, pages: Sequence[Picture]) -> bool:
    """Print each page as large as it fits; False when the printer takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        for number, page in enumerate(pages):
            if number and not device.newPage():
                return False
            room, drawing = painter.viewport(), page.drawing
            factor = min(room.width() / drawing.width, room.height() / drawing.height)
            painter.save()
            painter.translate((room.width() - drawing.width * factor) / 2, 0)
            painter.scale(factor, factor)
            replay = Painter(page.style, sprites=False)
            for layer in drawing.layers:
                replay.paint_layer(painter, layer)
            painter.restore()
    finally:
        painter.end()
    return True
