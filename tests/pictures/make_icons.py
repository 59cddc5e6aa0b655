"""Makes the icon in all sizes from its SVG: PNG, .ico for Windows, .icns for macOS.

    python tests/pictures/make_icons.py [FOLDER]

The same SVG and the same Qt give the same bytes: nothing of the time or the machine goes in.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[2] / "resources" / "icons"
PNG = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO = (16, 24, 32, 48, 64, 256)
ICNS = {"icp4": 16, "icp5": 32, "ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512}
"""Apple's names: ic11 to ic14 are for screens with two pixels a point."""


def picture(svg: QSvgRenderer, size: int) -> bytes:
    """The icon as a PNG of `size` × `size` px."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    svg.render(painter, QRectF(0, 0, size, size))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", 0):
        raise RuntimeError(f"no PNG of {size} px")
    return data.data()


def ico(pictures: dict[int, bytes]) -> bytes:
    """Windows' container: a directory, then the PNGs."""
    head = struct.pack("<HHH", 0, 1, len(ICO))
    offset, rows, body = len(head) + 16 * len(ICO), b"", b""
    for size in ICO:
        data = pictures[size]
        rows += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset + len(body))
        body += data
    return head + rows + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """Apple's container: named blocks, each with its length."""
    body = b"".join(
        name.encode("ascii") + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
        for name, size in ICNS.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main(folder: Path = ICONS) -> None:
    """Write all of them into `folder`."""
    application = QGuiApplication.instance() or QGuiApplication([])
    svg = QSvgRenderer(QByteArray((ICONS / "recap-gui.svg").read_bytes()))
    pictures = {size: picture(svg, size) for size in PNG}
    folder.mkdir(parents=True, exist_ok=True)
    for size, data in pictures.items():
        (folder / f"recap-gui-{size}.png").write_bytes(data)
    (folder / "recap-gui.ico").write_bytes(ico(pictures))
    (folder / "recap-gui.icns").write_bytes(icns(pictures))
    del application


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
