"""The rules that no linter holds: what is loaded when, and where the resources are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from recap_gui import assets

DATA = Path(__file__).parent / "data"


def loaded_by(code: str) -> set[str]:
    """The names of the modules that `code` loads in a fresh interpreter."""
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["story", "files", "analysis", "layout", "drawing", "work", "cli"])
def test_pure_packages_load_no_qt(package: str) -> None:
    code = (
        "import importlib, pkgutil\n"
        f"package = importlib.import_module('recap_gui.{package}')\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)"
    )
    assert not {m for m in loaded_by(code) if m.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph"}}


def test_story_is_standard_library_only() -> None:
    loaded = loaded_by("import recap_gui.story")
    assert not loaded & {"numpy", "msgspec", "spacy", "scipy", "lxml"}


def test_export_loads_neither_widgets_nor_pyqtgraph(tmp_path: Path) -> None:
    sample = assets.path("samples", "07-claim-check.md")
    outputs = [tmp_path / f"out.{suffix}" for suffix in ("png", "svg", "pdf", "json")]
    arguments = ["export", str(sample)] + [part for out in outputs for part in ("-o", str(out))]
    loaded = loaded_by(f"from recap_gui.__main__ import main\nassert main({arguments!r}) == 0")
    assert all(out.stat().st_size for out in outputs)
    assert "PySide6.QtGui" in loaded
    assert not loaded & {"PySide6.QtWidgets", "pyqtgraph"}


def test_version_loads_no_qt_and_no_language_model() -> None:
    loaded = loaded_by("from recap_gui.__main__ import main\ntry: main(['--version'])\nexcept SystemExit: pass")
    assert not {m for m in loaded if m.split(".")[0] in {"PySide6", "pyqtgraph", "spacy", "numpy"}}


def test_samples_are_recaps_the_scorer_knows() -> None:
    for sample in sorted(assets.path("samples").rglob("*.*")):
        twin = DATA / "recaps" / sample.relative_to(assets.path("samples"))
        assert sample.read_bytes() == twin.read_bytes()


def test_the_real_recap_stays_out_of_the_resources() -> None:
    assert not list(assets.root().rglob("*smash*"))
    words = (DATA / "recaps" / "smash-real-recap.txt").read_text(encoding="utf-8")[:60].encode()
    assert not [f for f in assets.root().rglob("*") if f.is_file() and words in f.read_bytes()]


def test_the_window_is_seen_before_anything_slow_is_loaded() -> None:
    loaded = loaded_by("import recap_gui.gui.app")
    slow = {"numpy", "pyqtgraph", "spacy", "scipy", "lxml", "markdown_it", "highspy"}
    assert not loaded & {*slow, "PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtPrintSupport"}
