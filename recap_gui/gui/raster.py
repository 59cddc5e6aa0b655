"""Drawings as PNG and PDF with QtCore and QtGui alone: no screen, no widgets. The same drawing gives the same bytes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, QUuid
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

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
    """A picture that cannot be made; the message is for the user."""


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
    advice = f"Scale {int(most * 100) / 100:g} would fit, or choose" if most >= 0.5 else "Choose"
    raise PictureError(
        f"A PNG of {width:,} × {height:,} pixels is too large (at most {MOST_PIXELS // 1_000_000} million, and "
        f"{LONGEST_SIDE:,} on a side). {advice} SVG, PDF, or one picture per episode."
    )


def png(
    drawing: Drawing, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None
) -> bytes:
    """The PNG of `drawing`, `scale` device pixels to a px.

    `progress` is told the share painted after every strip and says whether to go on.

    Raises:
        PictureError: when it is too large, memory is short, or `progress` said stop.
    """
    image = paint_image(drawing, style, scale, progress=progress)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(
        30
    )  # level 2 of 9: pictures of flat colour hardly shrink further, and take three times as long
    if drawing.title:
        writer.setText("Title", drawing.title)
    if not writer.write(image):
        raise PictureError(f"The PNG could not be written: {writer.errorString()}.")
    return bytes(buffer.data().data())


def paint_image(
    drawing: Drawing, style: Style, scale: float = 1.0, *, progress: Callable[[float], bool] | None = None
) -> QImage:
    """The picture of `drawing` in memory, painted in strips. Raises as `png` does."""
    width, height = check_size(drawing, scale)
    ready()
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise PictureError(f"There is not enough memory for a picture of {width:,} × {height:,} pixels.")
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(round(96 * scale / 0.0254))
    image.setDotsPerMeterY(round(96 * scale / 0.0254))
    image.fill(qcolour(style.colour("ground")))
    replay = Painter(style)
    rows = max(1, STRIP // width)
    painter = QPainter(image)
    try:
        for top in range(0, height, rows):
            strip = QRectF(0, top / scale, drawing.width, min(rows, height - top) / scale)
            painter.save()
            painter.setClipRect(strip)
            for layer in drawing.layers:
                if QRectF(*layer.box).intersects(strip):
                    replay.paint_layer(painter, layer)
            painter.restore()
            if progress is not None and not progress(min(1.0, (top + rows) / height)):
                raise PictureError("Stopped.")
    finally:
        painter.end()
    return image


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
