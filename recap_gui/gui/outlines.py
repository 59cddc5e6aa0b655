"""The shapes of letters that the shipped font does not have, from the fonts of this machine, for the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPainterPath

from recap_gui.drawing.pdf import Shapes, Sign
from recap_gui.gui.painter import font

_SIZE = 100
"""px at which shapes are taken: large enough that nothing is rounded."""
_SIGN_SIZE = 96
"""px at which signs are painted. Another size than that of shapes: a font that was asked in vain for a sign's outline
does not paint that sign any more (Qt 6.11)."""
_PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied


@lru_cache(maxsize=1024)
def outline(text: str, weight: int) -> Shapes:
    """What `text` looks like. Needs an application. The same text on the same machine gives the same shapes."""
    letters, pictures = font(_SIZE, weight), font(_SIGN_SIZE, weight)
    path = QPainterPath()
    signs: list[Sign] = []
    width = 0.0
    for words, sign in _runs(text, pictures):
        if sign is None:
            path.addText(width * _SIZE, 0, letters, words)
            width += QFontMetricsF(letters).horizontalAdvance(words) / _SIZE
        else:
            signs.append(replace(sign, x=sign.x + width))
            width += QFontMetricsF(pictures).horizontalAdvance(words) / _SIGN_SIZE
    return Shapes(_operators(path), width, tuple(signs))


def _runs(text: str, pictures: QFont) -> Iterator[tuple[str, Sign | None]]:
    """`text` in pieces: signs that bear their own colours, one by one, and what stands between them."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = text.encode("utf-16-le", "surrogatepass")  # Qt counts these
    start = done = 0
    while (end := finder.toNextBoundary()) > 0:
        letter = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        sign = _painted(letter, pictures) if not letter.isalpha() and not letter.isascii() else None
        if sign is not None:
            if done < start:
                yield units[2 * done : 2 * start].decode("utf-16-le", "replace"), None
            yield letter, sign
            done = end
        start = end
    if 2 * done < len(units):
        yield units[2 * done :].decode("utf-16-le", "replace"), None


def _operators(path: QPainterPath) -> str:
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
    return " ".join(parts)


def _painted(sign: str, own: QFont) -> Sign | None:
    """`sign` as a picture of just its size; None where it has no colours of its own."""
    metrics, size = QFontMetricsF(own), own.pixelSize()
    above = ceil(metrics.ascent()) + size // 4
    image = QImage(
        ceil(metrics.horizontalAdvance(sign)) + size, above + ceil(metrics.descent()) + size // 4, _PREMULTIPLIED
    )
    image.fill(0)
    painter = QPainter(image)
    painter.setFont(own)
    painter.drawText(QPointF(size // 2, above), sign)
    painter.end()
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    seen = pixels[:, :, 3] > 0
    if not pixels[:, :, :3].any():  # the pen is black
        return None
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    cut = pixels[top : rows[-1] + 1, left : columns[-1] + 1]
    height, width = cut.shape[:2]
    return Sign(
        columns=width,
        rows=height,
        rgb=cut[:, :, :3].tobytes(),
        alpha=cut[:, :, 3].tobytes(),
        x=(left - size // 2) / size,
        y=(top - above) / size,
        width=width / size,
        height=height / size,
    )
