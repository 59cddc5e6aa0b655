"""The shapes of letters that the shipped font does not have, from the fonts of this machine, for the PDF."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFontMetricsF, QPainterPath

from recap_gui.gui.painter import font

_SIZE = 100
"""px at which shapes are taken: large enough that nothing is rounded."""


@lru_cache(maxsize=1024)
def outline(text: str, weight: int) -> tuple[str, float]:
    """What `text` looks like as path operators of a PDF, 1 px high, and how wide it is in em. Needs an application."""
    own = font(_SIZE, weight)
    path = QPainterPath()
    path.addText(0, 0, own, text)
    parts: list[str] = []
    following = 0
    for at in range(path.elementCount()):
        element = path.elementAt(at)
        parts.append(f"{element.x / _SIZE:.4f} {element.y / _SIZE:.4f}")
        if element.isCurveTo():
            following = 2
        elif following:
            following -= 1
            if not following:
                parts.append("c")
        else:
            parts.append("m" if element.isMoveTo() else "l")
    return " ".join(parts), QFontMetricsF(own).horizontalAdvance(text) / _SIZE
