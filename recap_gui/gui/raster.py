"""Drawings as PNG and PDF with QtCore and QtGui alone: no screen, no widgets. The same drawing gives the same bytes."""

from __future__ import annotations

import os
import re
import struct
import sys
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, QUuid
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.style import Style
from recap_gui.drawing.svg import text
from recap_gui.gui.painter import Painter, load_fonts
from recap_gui.gui.shapes import qcolour

MOST_PIXELS = 100_000_000
LONGEST_SIDE = 65_500
STRIP = 8_000_000
"""px painted between two chances to stop."""
LARGEST_PAGE = 14_400.0
"""pt: readers show nothing larger; the picture is made smaller to fit."""
_DATE = re.compile(rb"(D:)\d{14}([+-]\d\d'\d\d'|Z)")
_EPOCH = b"20000101000000"


class PictureError(Exception):
    """A picture that cannot be made; the message is for the user. `fits` is the scale at which it could, else 0."""

    def __init__(self, message: str, fits: float = 0.0) -> None:
        super().__init__(message)
        self.fits = fits


def ready() -> QGuiApplication:
    """A Qt application that can paint, without a display where there is none yet, and with our font."""
    running = QGuiApplication.instance()
    if not isinstance(running, QGuiApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        running = QGuiApplication(sys.argv[:1])
    load_fonts()
    return running


def check_size(drawing: Drawing, scale: float) -> tuple[int, int]:
    """Width and height in px of a PNG of `drawing`.

    Raises:
        PictureError: when it would be larger than a picture may be; says what fits.
    """
    width, height = round(drawing.width * scale), round(drawing.height * scale)
    if max(width, height) <= LONGEST_SIDE and width * height <= MOST_PIXELS:
        return width, height
    most = min(LONGEST_SIDE / max(drawing.width, drawing.height), (MOST_PIXELS / drawing.width / drawing.height) ** 0.5)
    fits = int(most * 100) / 100
    advice = f"Scale {fits:g} would fit, or choose" if fits >= 0.5 else "Choose"
    raise PictureError(
        f"A PNG of {width:,} × {height:,} pixels is too large (at most {MOST_PIXELS // 1_000_000} million, and "
        f"{LONGEST_SIDE:,} on a side). {advice} SVG, PDF, or one picture per episode.",
        fits,
    )


def png(
    drawing: Drawing, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None
) -> bytes:
    """The PNG of `drawing`, `scale` device pixels to a px.

    `progress` is told the share painted after every strip and says whether to go on.

    Raises:
        PictureError: when it is too large, memory is short, or `progress` said stop.
    """
    width, height = check_size(drawing, scale)
    ready()
    replay = Painter(style)
    packer = zlib.compressobj(3)  # flat colours: higher levels take twice as long for a quarter less
    parts: list[bytes] = []
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        strip = _image(width, min(rows, height - top), style, scale)
        _paint(replay, strip, drawing, top / scale, scale)
        parts.append(packer.compress(_scanlines(strip)))
        _tell(progress, (top + rows) / height)
    parts.append(packer.flush())
    density = round(96 * scale / 0.0254)  # px a metre
    title = b"Title\0\0\0\0\0" + drawing.title.replace("\0", "").encode("utf-8", "replace")
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", density, density, 1)),
            _chunk(b"iTXt", title) if drawing.title else b"",
            _chunk(b"IDAT", b"".join(parts)),
            _chunk(b"IEND", b""),
        )
    )


def paint_image(
    drawing: Drawing, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None
) -> QImage:
    """The picture of `drawing` in memory, painted in strips. Raises as `png` does."""
    width, height = check_size(drawing, scale)
    ready()
    image = _image(width, height, style, scale)
    replay = Painter(style)
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        clip = QRectF(0, top / scale, drawing.width, min(rows, height - top) / scale)
        _paint(replay, image, drawing, 0.0, scale, clip)
        _tell(progress, (top + rows) / height)
    return image


def _image(width: int, height: int, style: Style, scale: float) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureError(f"There is not enough memory for a picture of {width:,} × {height:,} pixels.")
    image.setDevicePixelRatio(scale)
    image.fill(qcolour(style.colour("ground")))
    return image


def _paint(
    replay: Painter, image: QImage, drawing: Drawing, top: float, scale: float, clip: QRectF | None = None
) -> None:
    """Paint the layers that lie in `clip` (by default all of `image`, which begins `top` px down in the drawing)."""
    seen = clip or QRectF(0, top, drawing.width, image.height() / scale)
    painter = QPainter(image)
    try:
        painter.translate(0, -top)
        painter.setClipRect(seen)
        for layer in drawing.layers:
            if QRectF(*layer.box).intersects(seen):
                replay.paint_layer(painter, layer)
    finally:
        painter.end()


def _tell(progress: Callable[[float], bool] | None, share: float) -> None:
    if progress is not None and not progress(min(1.0, share)):
        raise PictureError("Stopped.")


def _scanlines(image: QImage) -> bytes:
    """The rows of `image` as PNG has them: unfiltered, for filters only help photographs."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = plain.width() * 3, plain.height()
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(height, plain.bytesPerLine())
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = pixels[:, :width]
    return rows.tobytes()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(drawings: Sequence[Drawing], style: Style, *, title: str = "") -> bytes:
    """A PDF with one page for each drawing, 1 px = 1 pt, the font embedded."""
    ready()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(72)
    writer.setTitle(title)
    writer.setCreator("Recap Timeline")
    if hasattr(writer, "setDocumentId"):  # Qt 6.8
        writer.setDocumentId(QUuid.createUuidV5(QUuid(), QByteArray((title or "Recap Timeline").encode())))
    writer.setDocumentXmpMetadata(QByteArray(_xmp(title)))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    replay = Painter(style, sprites=False)
    painter: QPainter | None = None
    try:
        for drawing in drawings:
            shrink = min(1.0, LARGEST_PAGE / max(drawing.width, drawing.height))
            size = QSizeF(drawing.width * shrink, drawing.height * shrink)
            page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
            writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
            if painter is None:
                painter = QPainter(writer)
            else:
                writer.newPage()
            painter.save()
            painter.scale(shrink, shrink)
            replay.paint(painter, drawing)
            painter.restore()
    finally:
        if painter is not None:
            painter.end()
    return _DATE.sub(lambda date: date[1] + _EPOCH + date[2], bytes(buffer.data().data()))


def _xmp(title: str) -> bytes:
    """Metadata of our own: Qt's would hold the time."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{text(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()
