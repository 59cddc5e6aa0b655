"""The program belongs to the desktop: icons in all sizes, a menu entry, a kind of its own for stories."""

from __future__ import annotations

import ast
import importlib.util
import os
import plistlib
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage

from recap_gui import __version__, assets

ROOT = Path(__file__).parents[2]
MAKE = ROOT / "tests" / "pictures" / "make_icons.py"


def test_the_icons_are_what_the_script_makes_of_the_drawing(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        subprocess.run([sys.executable, str(MAKE), str(tmp_path / folder)], check=True, timeout=60)
    made = sorted((tmp_path / "one").iterdir())
    assert [path.name for path in made] == [
        path.name for path in sorted(assets.path("icons").iterdir()) if path.suffix != ".svg"
    ]
    for path in made:
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), "the same bytes each time"
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        shipped = QImage.fromData(assets.data("icons", f"recap-gui-{size}.png"))
        fresh = QImage(str(tmp_path / "one" / f"recap-gui-{size}.png"))
        assert shipped.width() == shipped.height() == size
        assert _difference(shipped, fresh) < 2, "the drawing was changed: run make_icons.py"


def _difference(one: QImage, two: QImage) -> float:
    """The mean difference of two pictures, of 255."""
    a, b = (bytes(i.convertToFormat(QImage.Format.Format_ARGB32).constBits()) for i in (one, two))
    return sum(abs(x - y) for x, y in zip(a, b, strict=True)) / len(a)


def test_the_containers_hold_whole_pictures() -> None:
    data = assets.data("icons", "recap-gui.ico")
    kind, count = struct.unpack_from("<HH", data, 2)
    assert (kind, count) == (1, 6)
    for number in range(count):
        size, *_, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert QImage.fromData(data[offset : offset + length]).width() == (size or 256)
    data = assets.data("icons", "recap-gui.icns")
    assert data[:4] == b"icns" and struct.unpack_from(">I", data, 4) == (len(data),)
    at, names = 8, []
    while at < len(data):
        name, length = struct.unpack_from(">4sI", data, at)
        assert not QImage.fromData(data[at + 8 : at + length]).isNull()
        names.append(name)
        at += length
    assert at == len(data) and b"ic09" in names


@pytest.mark.skipif(sys.platform != "linux", reason="a Linux desktop")
def test_the_menu_entry_is_installed_and_taken_away_without_a_trace(tmp_path: Path) -> None:
    program = tmp_path / "a $b" / "recap-gui"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    share = tmp_path / "share"
    environment = {**os.environ, "XDG_DATA_HOME": str(share)}
    install = ["sh", str(assets.path("desktop", "install.sh"))]
    subprocess.run([*install, str(program)], env=environment, check=True, capture_output=True, timeout=60)
    entry = (share / "applications" / "recap-gui.desktop").read_text("utf-8")
    assert f'Exec="{tmp_path}/a \\\\$b/recap-gui" %F\n' in entry
    assert "application/vnd.recap-timeline.story+json;" in entry
    assert '"*.story.json"' in (share / "mime" / "packages" / "recap-gui.xml").read_text("utf-8")
    assert len(list((share / "icons").rglob("recap-gui.png"))) == 9
    told = ElementTree.parse(share / "metainfo" / "recap-gui.metainfo.xml").getroot()
    assert told.findtext("launchable") == "recap-gui.desktop" and told.findtext("project_license") == "MIT"
    subprocess.run([*install, "--remove"], env=environment, check=True, capture_output=True, timeout=60)
    assert not [path for path in share.rglob("recap-gui*") if path.is_file()]
    missing = subprocess.run(
        [*install, "/nowhere/recap-gui"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert missing.returncode == 1 and "recap-gui is not on the PATH" in missing.stderr


def _bundle_parts():
    spec = importlib.util.spec_from_file_location("bundle_parts", ROOT / ".ci" / "bundle_parts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_windows_and_macos_are_told_the_version_and_the_kinds_of_files() -> None:
    parts = _bundle_parts()
    told = parts.info_plist()
    assert plistlib.loads(plistlib.dumps(told)) == told
    assert told["CFBundleShortVersionString"] == __version__
    extensions = told["UTExportedTypeDeclarations"][0]["UTTypeTagSpecification"]["public.filename-extension"]
    assert extensions == ["story.json"]
    names = {
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    }
    tree = ast.parse(parts.version_info(), mode="eval")
    assert {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} == names
    assert f"StringStruct('FileVersion', {__version__!r})" in parts.version_info()


@pytest.mark.skipif(not Path("/usr/bin/readelf").exists(), reason="readelf")
def test_the_bundle_keeps_what_its_parts_need_and_nothing_else(tmp_path: Path) -> None:
    parts = _bundle_parts()
    here = Path(importlib.util.find_spec("PySide6.QtSvg").origin).parent
    svg, library = here / "QtSvg.abi3.so", here / "Qt" / "lib" / "libQt6Svg.so.6"
    network, libnetwork = here / "QtNetwork.abi3.so", here / "Qt" / "lib" / "libQt6Network.so.6"
    gtk = here / "Qt" / "plugins" / "platformthemes" / "libqgtk3.so"
    given = [
        ("PySide6/QtSvg.abi3.so", str(svg), "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Svg.so.6", str(library), "BINARY"),
        ("PySide6/QtNetwork.abi3.so", str(network), "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Network.so.6", str(libnetwork), "BINARY"),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", str(gtk), "BINARY"),
    ]
    assert [dest for dest, _, _ in parts.kept(given)] == [dest for dest, _, _ in given[:4]]
    assert [dest for dest, _, _ in parts.kept(given[1:])] == [given[2][0], given[3][0]], "nothing needs the library"
    (tmp_path / "QtNetwork.abi3.so").write_bytes(network.read_bytes())
    assert "QtNetwork.abi3.so needs libQt6Network.so.6" in parts.lacking(tmp_path)
