"""Drawings as PNG and in memory with QtCore and QtGui alone: no screen, no widgets. The same sheet, the same bytes."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from recap_gui.drawing.sheet import Sheet
from recap_gui.drawing.style import Style
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.shapes import qcolour

MOST_PIXELS = 100_000_000
LONGEST_SIDE = 65_500
STRIP = 2_000_000
"""px painted between two chances to stop."""
SCALES = (1.0, 4.0)
"""The smallest and the largest scale that is offered."""


class PictureError(Exception):
    """A picture that cannot be made; the message is for the user. `fits` is the scale at which it could, else 0."""

    def __init__(self, message: str, fits: float = 0.0) -> None:
        super().__init__(message)
        self.fits = fits


class StoppedError(PictureError):
    """The user wanted no more of it."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("Raster", "Stopped."))


def ready() -> QGuiApplication:
    """A Qt application that can paint, without a display where there is none yet, and with our font."""
    running = QGuiApplication.instance()
    if not isinstance(running, QGuiApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        running = QGuiApplication(sys.argv[:1])
    load_fonts()
    return running


def largest_scale(sheet: Sheet) -> float:
    """The largest scale at which a PNG of `sheet` can be made, two decimals, however small."""
    width, height = sheet.px
    return int(min(LONGEST_SIDE / max(width, height), (MOST_PIXELS / width / height) ** 0.5) * 100) / 100


def check_size(sheet: Sheet, scale: float) -> tuple[int, int]:
    """Width and height in px of a PNG of `sheet`, `scale` device pixels to a px.

    Raises:
        PictureError: when it would be larger than a picture may be; says what fits.
    """
    width, height = (max(1, round(side * scale)) for side in sheet.px)
    if max(width, height) <= LONGEST_SIDE and width * height <= MOST_PIXELS:
        return width, height
    fits = largest_scale(sheet)
    tr = QCoreApplication.translate
    words = tr("Raster", "A PNG of {w} × {h} pixels is too large (at most {n} million, and {side} on a side). {advice}")
    if fits >= 0.5:
        advice = tr("Raster", "Scale {scale:g} would fit, or choose SVG, PDF, or one picture per episode.")
    else:
        advice = tr("Raster", "Choose SVG, PDF, or one picture per episode.")
    told = words.format(
        w=f"{width:,}",
        h=f"{height:,}",
        n=MOST_PIXELS // 1_000_000,
        side=f"{LONGEST_SIDE:,}",
        advice=advice.format(scale=fits),
    )
    raise PictureError(told, fits)


def png(sheet: Sheet, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None) -> bytes:
    """The PNG of `sheet`, `scale` device pixels to a px.

    `progress` is told the share painted after every strip and says whether to go on.

    Raises:
        PictureError: when it is too large, memory is short, or `progress` said stop.
    """
    width, height = check_size(sheet, scale)
    ready()
    replay = _painter(sheet, style, scale)
    packer = zlib.compressobj(3)  # flat colours: higher levels take twice as long for a quarter less
    parts: list[bytes] = []
    rows = min(height, max(1, STRIP // width))
    strip = _image(width, rows)  # used again and again: fresh memory costs as much as painting it
    lines = np.zeros((rows, 3 * width + 1), np.uint8)
    for top in range(0, height, rows):
        used = min(rows, height - top)
        strip.fill(qcolour(style.colour("ground")))
        _paint(replay, strip, sheet, scale, top, range(used))
        parts.append(packer.compress(_scanlines(strip, lines)[:used].data))
        _tell(progress, (top + rows) / height)
    parts.append(packer.flush())
    density = round(96 * scale / 0.0254)  # px a metre
    drawing = sheet.drawing
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", density, density, 1)),
            *(_words(key, said) for key, said in (("Title", drawing.title), ("Description", drawing.description))),
            _words("Software", "Recap Timeline"),
            _chunk(b"IDAT", b"".join(parts)),
            _chunk(b"IEND", b""),
        )
    )


def paint_image(
    sheet: Sheet, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None
) -> QImage:
    """The picture of `sheet` in memory, painted in strips. Raises as `png` does."""
    width, height = check_size(sheet, scale)
    ready()
    image = _image(width, height)
    image.fill(qcolour(style.colour("ground")))
    replay = _painter(sheet, style, scale)
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        _paint(replay, image, sheet, scale, 0, range(top, min(height, top + rows)))
        _tell(progress, (top + rows) / height)
    image.setDevicePixelRatio(scale)
    return image


def _painter(sheet: Sheet, style: Style, scale: float) -> Painter:
    """Stamps are made for whole pixels; between them blocks are painted as shapes."""
    return Painter(style, sprites=(scale * sheet.factor_px).is_integer())


def _image(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        words = QCoreApplication.translate("Raster", "There is not enough memory for a picture of {w} × {h} pixels.")
        raise PictureError(words.format(w=f"{width:,}", h=f"{height:,}"))
    return image


def _paint(replay: Painter, image: QImage, sheet: Sheet, scale: float, top: int, rows: range) -> None:
    """Paint what lies in these rows of `image`, which begins `top` rows down in the whole picture."""
    ratio = scale * sheet.factor_px  # device pixels to a px of the drawing: stamps are made for it
    image.setDevicePixelRatio(ratio)
    left, above, *_ = sheet.view
    seen = QRectF(left, above + (top + rows.start) / ratio, image.width() / ratio, len(rows) / ratio)
    painter = QPainter(image)
    try:
        painter.translate(-left, -above - top / ratio)
        painter.setClipRect(seen)
        for layer in sheet.drawing.layers:
            if QRectF(*layer.box).intersects(seen):
                replay.paint_layer(painter, layer, (seen.top(), seen.bottom()))
    finally:
        painter.end()


def _tell(progress: Callable[[float], bool] | None, share: float) -> None:
    if progress is not None and not progress(min(1.0, share)):
        raise StoppedError


def _scanlines(image: QImage, lines: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The rows of `image` as PNG has them, written into `lines`: unfiltered, for filters only help photographs."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    lines[:, 1:] = pixels[:, : 3 * plain.width()]
    return lines


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _words(key: str, said: str) -> bytes:
    """A text chunk: plain where Latin-1 has every letter, else international."""
    said = said.replace("\0", "")
    if not said:
        return b""
    try:
        return _chunk(b"tEXt", key.encode("ascii") + b"\0" + said.encode("latin-1"))
    except UnicodeEncodeError:
        return _chunk(b"iTXt", key.encode("ascii") + b"\0\0\0\0\0" + said.encode("utf-8", "replace"))
