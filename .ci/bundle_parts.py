"""What goes into the stand-alone bundle, and what Windows and macOS are told about it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
Binary = tuple[str, str, str]
"""PyInstaller's: where it goes, where it comes from, its kind."""

NOT_NEEDED = re.compile(
    r"/plugins/(platformthemes/libqgtk3|platforms/lib(qeglfs|qlinuxfb|qminimal|qminimalegl|qvnc|qvkkhrdisplay)\."
    r"|egldeviceintegrations/|generic/|networkinformation/|tls/|sqldrivers/|qmltooling/|vectorimageformats/"
    r"|iconengines/|imageformats/|wayland-graphics-integration-(client|server)/|xcbglintegrations/)"
    r"|^PySide6/QtTest\."
)
"""Parts of Qt that nothing here uses: no network, no OpenGL, pictures are PNG, and Fusion needs no desktop's theme.
(pyqtgraph is not imported without the modules of OpenGL and SVG, though nothing here calls them.)

The GTK theme alone brings 40 libraries. File dialogs of the desktop come through its portal.
"""
MODULES = (
    *("tkinter", "matplotlib", "IPython", "pytest", "hypothesis", "torch", "cupy", "PIL", "mypy", "brotli", "_brotli"),
    *("setuptools", "pip", "pkg_resources", "sqlite3", "OpenGL", "pydoc_data", "fontTools", "mypy_extensions"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest", "PySide6.QtSql"),
    *("scipy.stats", "scipy.signal", "scipy.interpolate", "scipy.integrate"),
    *("scipy.ndimage", "scipy.io", "scipy.cluster", "scipy.odr", "scipy.datasets", "scipy.fftpack"),
    *("scipy.optimize", "scipy.special", "scipy.spatial", "scipy.fft"),
)
"""What the imports of our imports drag in and nothing here uses."""
SYSTEM = re.compile(
    r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|nsl)|libGL|libEGL|libGLX|libOpenGL|libGLdispatch|libgbm|libdrm"
    r"|libanl|libxcb-cursor|libxcb|libX11|libwayland-(client|cursor|egl))\.so(\.\d+)*"
)
"""Libraries that every Linux desktop has, and that must be its own."""


def kept(binaries: Iterable[Binary]) -> list[Binary]:
    """The binaries without what is not needed, and without the libraries that only that would load."""
    left = [one for one in binaries if not NOT_NEEDED.search(one[0].replace("\\", "/"))]
    if not Path("/usr/bin/readelf").exists():
        return left
    by_name = {Path(dest).name: (dest, source, kind) for dest, source, kind in left}
    libraries = {name for name, one in by_name.items() if one[2] == "BINARY" and "/plugins/" not in one[0]}
    wanted = {name for name in by_name if name not in libraries or name.startswith("libpython")}
    queue = list(wanted)
    while queue:
        for name in needed(Path(by_name[queue.pop()][1])):
            if name in by_name and name not in wanted:
                wanted.add(name)
                queue.append(name)
    return [one for one in left if Path(one[0]).name in wanted or one[2] not in ("BINARY", "EXTENSION")]


def needed(file: Path) -> list[str]:
    """The libraries that an ELF file names."""
    told = subprocess.run(["readelf", "-d", str(file)], capture_output=True, text=True, check=False).stdout
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", told)


def lacking(folder: Path) -> list[str]:
    """What binaries in a bundle name that is neither in it nor the system's own."""
    files = [path for path in folder.rglob("*") if path.is_file() and (".so" in path.name or path.parent == folder)]
    there = {path.name for path in folder.rglob("*.so*")}
    return sorted(
        f"{path.name} needs {name}"
        for path in files
        for name in needed(path)
        if name not in there and not SYSTEM.fullmatch(name)
    )


def version() -> str:
    """The program's version."""
    return re.search(r'__version__ = "(.+)"', (ROOT / "recap_gui" / "__init__.py").read_text("utf-8")).group(1)  # type: ignore[union-attr]


def version_info() -> str:
    """The version resource of the Windows program, as PyInstaller reads it."""
    numbers = tuple((*(int(n) for n in version().split(".")), 0, 0, 0, 0)[:4])
    strings = {
        "CompanyName": "Recap Timeline",
        "FileDescription": "Recap Timeline",
        "FileVersion": version(),
        "InternalName": "recap-gui",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "recap-gui.exe",
        "ProductName": "Recap Timeline",
        "ProductVersion": version(),
    }
    rows = ", ".join(f"StringStruct({name!r}, {words!r})" for name, words in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004, "
        "fileType=0x1, subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def info_plist() -> dict[str, object]:
    """What macOS is told about the program: its name, and the kinds of files it opens."""
    story = "net.recap-timeline.story"
    return {
        "CFBundleDisplayName": "Recap Timeline",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": story,
                "UTTypeDescription": "Recap Timeline story",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["story.json"],
                    "public.mime-type": ["application/vnd.recap-timeline.story+json"],
                },
            }
        ],
        "CFBundleDocumentTypes": [
            {"CFBundleTypeName": "Story", "CFBundleTypeRole": "Editor", "LSItemContentTypes": [story]},
            {
                "CFBundleTypeName": "Recap",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [
                    "public.plain-text",
                    "public.html",
                    "net.daringfireball.markdown",
                    "org.openxmlformats.wordprocessingml.document",
                ],
            },
        ],
    }
