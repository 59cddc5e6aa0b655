"""Letters that no font of this machine has: pictures show blocks in their place, and that is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtGui import QTextLayout

from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.measure import REGULAR
from recap_gui.drawing.pdf.opentype import face
from recap_gui.gui.painter import font

_SIZE = 48
"""px: any that no letter is too small or too large for."""


def unshown(drawings: Iterable[Drawing]) -> str:
    """The letters in `drawings` that no font here has, each once. Needs an application with our font."""
    own = face(REGULAR).glyphs
    texts = {text.text for drawing in drawings for layer in drawing.layers for text in layer.texts}
    letters = sorted({letter for text in texts for letter in text if ord(letter) not in own})
    return "".join(letter for letter in letters if _is_seen(letter) and _is_missing(letter))


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CMZ" or unicodedata.category(letter) == "Co"


@lru_cache(maxsize=4096)
def _is_missing(letter: str) -> bool:
    layout = QTextLayout(letter, font(_SIZE, REGULAR))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
