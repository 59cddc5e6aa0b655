"""What holds for every test: no screen, no user's home, no leak, seeds told."""

from __future__ import annotations

import gc
import os
import random
import sys
import threading
from pathlib import Path

import pytest

from recap_gui.gui import overrides

X11 = "--x11" in sys.argv
if not X11:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
# One thread: figures and results must not depend on the number of cores.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

DATA = Path(__file__).parent / "data"
# In the environment, so that all processes that share the tests among them draw from the same seed.
SEED = int(os.environ.setdefault("RECAP_SEED", str(random.randrange(2**32))))

overrides.install()  # as the program does before any class of the window is made


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long forms as well")
    parser.addoption("--x11", action="store_true", help="run the tests that need a real X server, and no others")
    parser.addoption("--rewrite-references", action="store_true", help="write what the tests compare against anew")


def pytest_report_header() -> str:
    return f"random seed: {SEED} (RECAP_SEED={SEED} repeats it)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen, left_out = [], []
    for item in items:
        slow = item.get_closest_marker("slow") is not None and not config.getoption("--slow")
        other_platform = (item.get_closest_marker("x11") is not None) != config.getoption("--x11")
        (left_out if slow or other_platform else chosen).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = chosen


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Randomness of its own for each test, from the seed in the report's header."""
    return random.Random(f"{SEED}:{request.node.nodeid}")


@pytest.fixture
def rewrite_references(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-references"))


@pytest.fixture(autouse=True)
def no_users_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, data and cache of a test lie in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "AppData/Roaming",
        "LOCALAPPDATA": home / "AppData/Local",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_STATE_HOME": home / ".local/state",
    }.items():
        monkeypatch.setenv(variable, str(folder))
    return home


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest):
    """A thread or a top-level widget that a test leaves behind fails it."""
    before = set(threading.enumerate())
    yield
    gc.collect()
    left = [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    assert not left, f"threads left running: {left}"
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.sendPostedEvents(None, 52)  # QEvent.Type.DeferredDelete
        shown = [w for w in widgets.QApplication.topLevelWidgets() if w.isVisible()]
        for widget in shown:
            widget.hide()
        assert not shown, f"widgets left open: {shown}"
