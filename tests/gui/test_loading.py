"""The window's second half is loaded while the event loop turns, and only the GUI thread touches Qt."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from recap_gui.gui import loading
from recap_gui.gui.loading import Loading, turning


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


def test_panels_come_first_and_everything_is_imported_on_the_gui_thread(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    where: dict[str, int] = {}
    monkeypatch.setattr(loading.importlib, "import_module", lambda name: where.update({name: threading.get_ident()}))
    told = []
    one = Loading(("handover",))
    one.panels_loaded.connect(lambda: told.append(list(where)))
    one.loaded.connect(lambda: told.append(list(where)))
    with qtbot.waitSignal(one.loaded, timeout=5000):
        one.start()
    panels, everything = told
    assert "recap_gui.gui.panels" in panels and "recap_gui.gui.handover" in panels
    assert not {"numpy", "pyqtgraph", "recap_gui.gui.timeline_view"} & set(panels)
    assert {"numpy", "pyqtgraph", "recap_gui.gui.storylines_view"} <= set(everything)
    assert set(where.values()) == {threading.get_ident()}


def test_stopping_in_the_middle_loads_no_more(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(loading.importlib, "import_module", names.append)
    one = Loading()
    one.panels_loaded.connect(one.stop)
    one.start()
    qtbot.wait(200)
    assert not any("pyqtgraph" in name for name in names)
