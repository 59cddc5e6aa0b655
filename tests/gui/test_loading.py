"""The window's second half is loaded while the event loop turns, and only the GUI thread touches Qt."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from recap_gui.gui import loading
from recap_gui.gui.loading import Loading, turning


def test_what_the_thread_imports_knows_no_qt() -> None:
    code = f"""
import importlib, sys
for name in {loading.PURE!r}:
    importlib.import_module(name)
print([name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "pyqtgraph"))])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def slow_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A package of ten modules that take a while each."""
    package = tmp_path / "slowly_loaded"
    package.mkdir()
    (package / "__init__.py").write_text("from . import " + ", ".join(f"part{n}" for n in range(10)))
    for n in range(10):
        (package / f"part{n}.py").write_text(f"import time\ntime.sleep({loading.LONGEST})\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slowly_loaded"
    for name in [name for name in sys.modules if name.startswith("slowly_loaded")]:
        del sys.modules[name]


def test_timers_fire_between_the_modules_of_one_import(qapp, slow_package: str) -> None:
    fired = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: fired.append(time.monotonic()))
    timer.start()
    before = list(sys.meta_path)
    with turning():
        __import__(slow_package)
    timer.stop()
    assert len(fired) >= 8
    assert sys.meta_path == before


def test_panels_come_first_and_everything_of_ours_is_imported_on_the_gui_thread(
    qtbot, slow_package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: dict[str, int] = {}
    monkeypatch.setattr(loading.importlib, "import_module", lambda name: where.update({name: threading.get_ident()}))
    told = []
    one = Loading(("handover",))
    one.panels_loaded.connect(lambda: told.append("panels"))
    one.loaded.connect(lambda: told.append("all"))
    with qtbot.waitSignal(one.loaded, timeout=5000):
        one.start()
    one.stop(3.0)
    assert told == ["panels", "all"]
    here = threading.get_ident()
    assert {name for name, thread in where.items() if thread != here} == set(loading.PURE)
    assert "recap_gui.gui.handover" in where and "recap_gui.gui.storylines_view" in where


def test_stopping_in_the_middle_loads_no_more(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(loading.importlib, "import_module", names.append)
    one = Loading()
    one.panels_loaded.connect(lambda: one.stop(3.0))
    one.start()
    qtbot.wait(200)
    assert not any("pyqtgraph" in name for name in names)
