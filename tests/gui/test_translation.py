"""Ready for translation: every string goes through Qt's, all are listed, and the window holds 40 % longer ones."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from recap_gui import assets
from recap_gui.analysis.pipeline import analyse
from recap_gui.files.errors import FileError
from recap_gui.files.made_out import NOTHING
from recap_gui.files.reader import read
from recap_gui.gui import language
from recap_gui.gui.app import Program
from recap_gui.gui.opening import _in_language
from recap_gui.gui.told import of, told
from recap_gui.gui.told import spoken as told_in
from recap_gui.gui.welcome import Card, RecentRow
from recap_gui.story import Document
from tests.gui.conftest import small_document, small_story
from tests.gui.pseudo import MARK, Pseudo, pseudo

ROOT = Path(__file__).parents[2]
GUI = ROOT / "recap_gui" / "gui"
WORD = re.compile(r"[^\W\d_]{2}")

SHOWING = {
    *("setText", "setWindowTitle", "setToolTip", "setStatusTip", "setAccessibleName", "setAccessibleDescription"),
    *("setPlaceholderText", "addAction", "addItem", "addItems", "addTab", "insertTab", "setTabText", "setTitle"),
    *("setHorizontalHeaderLabels", "addButton", "addMenu", "setLabelText", "setSpecialValueText", "setIconText"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QAction", "QMenu", "QDockWidget"),
    *("QGroupBox", "QFileDialog", "QListWidgetItem", "QTableWidgetItem", "QStandardItem", "label", "quiet_button"),
    *("EmptyState", "PanelHead", "plural", "tooltip", "tell", "showMessage", "drawText"),
}
"""Calls whose texts a user sees."""
SAYING = {"tr", "translate", "said", "_words", "_said", "QT_TRANSLATE_NOOP"}
NAMES = {"Recap Timeline "}
"""The program's name is the same in every language."""


def _strings():
    spec = importlib.util.spec_from_file_location("strings", ROOT / ".ci" / "strings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _bare(node: ast.AST) -> Iterator[ast.Constant]:
    """The literals in an argument that nobody translates."""
    if isinstance(node, ast.Call) and (_name(node) in SAYING or _name(node) in SHOWING):
        return
    if isinstance(node, ast.Compare):
        return
    if isinstance(node, ast.Subscript):
        yield from _bare(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _bare(node.body)
        yield from _bare(node.orelse)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and WORD.search(re.sub(r"\{.*?\}", "", node.value)):
            yield node
    else:
        for part in ast.iter_child_nodes(node):
            yield from _bare(part)


@pytest.mark.parametrize("path", sorted(GUI.glob("*.py")), ids=lambda path: path.stem)
def test_what_is_shown_goes_through_tr(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _name(node) in SHOWING:
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                found = [f"line {c.lineno}: {c.value!r}" for c in _bare(given) if c.value not in NAMES]
                assert not found


def _calls_in_rooms_without_qt() -> Iterator[tuple[str, ast.Call]]:
    """Every call outside the GUI, and where it stands."""
    for path in sorted((ROOT / "recap_gui").rglob("*.py")):
        if path.parent != GUI:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{path.parent.name}/{path.name}:{node.lineno}", node


def test_what_rooms_without_qt_tell_users_can_be_translated() -> None:
    seen = 0
    for where, call in _calls_in_rooms_without_qt():
        if _name(call) == "phrase":
            seen += 1
            assert isinstance(call.args[0], ast.Constant), f"{where}: the translators' tool finds literals only"
            places = set(re.findall(r"{(\w+)}", str(call.args[0].value)))
            assert places == {keyword.arg for keyword in call.keywords}, where
        elif _name(call) in ("Refused", "MisplacedError", "StoryError", "UnusableError", "FileError"):
            given = (call.args[-1:], [k.value for k in call.keywords if k.arg in ("because", "kind")])
            sentences = given[1] if _name(call) == "FileError" else given[0]
            assert not any(isinstance(one, ast.Constant | ast.JoinedStr) for one in sentences), where
    assert seen > 100


def test_rules_written_in_code_can_be_translated(listed: set[tuple[str, str]]) -> None:
    seen = 0
    for where, call in _calls_in_rooms_without_qt():
        if _name(call) in ("Reason", "Guess", "Proposed", "_break_at"):
            rules = {str(a.value) for a in call.args if isinstance(a, ast.Constant) and " " in str(a.value)}
            assert {("Rules", rule) for rule in rules} <= listed, where
            seen += len(rules)
    assert seen > 5


def test_rules_of_a_story_can_be_translated(listed: set[tuple[str, str]]) -> None:
    name = "03-quay-division.txt"
    story = analyse(read(assets.data("samples", name), name))
    told = [one for episode in story.episodes for one in (*episode.scenes, *episode.mentions)]
    rules = {reason.rule for one in (*told, *story.proposals) for reason in one.why}
    assert len(rules) > 40 and {("Rules", rule) for rule in rules} <= listed


@pytest.fixture(scope="session")
def listed() -> set[tuple[str, str]]:
    """All that translators are given."""
    return _strings().strings()


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[Pseudo]:
    """Everything is said in the pseudo language."""
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


@pytest.fixture
def translated(spoken: Pseudo, program: Program, qtbot) -> Program:
    """The window in the pseudo language, with the small story, a cell selected and a question asked."""
    program.workspace.open_documents((small_document(),))
    program.workspace.set_story(small_story())
    program.workspace.select_cell(1, "c1")
    program.workspace.select_character("c2", add=True)
    program.window.resize(QSize(1440, 900))
    qtbot.wait(100)
    return program


def _pages(program: Program, qtbot) -> Iterator[tuple[str, QWidget]]:
    """Everything the window can show, one after the other."""
    window = program.window
    yield "window", window
    for name in window.docks:
        window.show_panel(name)
        qtbot.wait(60)
        yield name, window
    for view in (1, 2, 0):
        window.show_view(view)
        qtbot.wait(60)
        yield f"view {view}", window
    window.messages.on_save_failed(told("gone", {"name": "quay.txt"}))
    opened = (
        *(window.dialogs.open_settings, window.dialogs.open_about, window.dialogs.open_keys),
        *(window.dialogs.open_guide, window.dialogs.open_jump, window.dialogs.open_palette, window.dialogs.open_export),
        lambda: window.dialogs.open_scene(1),
        lambda: window.messages.show_error("Traceback"),
    )
    for number, open_dialog in enumerate(opened):
        open_dialog()
        qtbot.wait(120)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                yield f"dialog {number}: {type(dialog).__name__}", dialog
                dialog.close()
                QApplication.sendPostedEvents(None, 52)
    program.workspace.close_story()
    qtbot.wait(60)
    yield "welcome", window


def _texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text that can be read or heard on a widget and what lies in it."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, (QLineEdit, Card, RecentRow)) or widget.objectName().startswith("qt_"):
            continue  # what users write, and names of files
        for method in ("text", "title", "placeholderText", "toolTip", "accessibleName", "accessibleDescription"):
            get = getattr(widget, method, None)
            text = get() if callable(get) else None
            if isinstance(text, str):
                yield widget, text
        if isinstance(widget, QTabBar):
            yield from ((widget, widget.tabText(number)) for number in range(widget.count()))
        if isinstance(widget, QComboBox):
            yield from ((widget, widget.itemText(number)) for number in range(widget.count()))


def _is_data(text: str, program: Program) -> bool:
    story = small_story()
    data = " ".join(
        (*(e.text for e in story.episodes), *(c.name for c in story.characters), story.title, "A Clean Pair")
    )
    words = {
        word.casefold() for word in re.findall(r"\w+", f"{data} quay txt Recap Timeline px PNG SVG PDF HTML CSV JSON")
    }
    return all(word.casefold() in words or word.isdigit() for word in re.findall(r"\w+", text))


def test_all_that_is_seen_is_translated_and_listed(
    spoken: Pseudo, translated: Program, listed: set[tuple[str, str]], qtbot
) -> None:
    seen = set()
    for where, page in _pages(translated, qtbot):
        for widget, text in _texts(page):
            if WORD.search(text) and MARK not in text and not _is_data(text, translated):
                seen.add(f"{where}: {type(widget).__name__} {text!r}")
    assert "\n".join(sorted(seen)) == ""
    for _do, action in translated.window.actions_table:
        assert MARK in action.text()
    contexts = {context for context, _ in listed} - {"Rules"}  # the rules of a story made by hand are its own
    assert sorted((c, text) for c, text in spoken.asked - listed if c in contexts and WORD.search(text)) == []


def test_what_rooms_without_qt_say_is_in_the_users_language(spoken: Pseudo) -> None:
    with pytest.raises(FileError) as refused:
        read(b"\x7fELF\0\0", "a.txt")
    assert of(refused.value).line().count(MARK) == 2 * 4  # what, why, the kind in it, and what can be done
    note = read("Čau".encode("utf-16"), "a.txt").notes[0]
    assert MARK in told_in(note) and "UTF-16" in told_in(note)
    assert _in_language(Document(f"{NOTHING}\n")).text.startswith(MARK)


SMALLEST = (QSize(1280, 720), QSize(1440, 900))


def _cut(page: QWidget) -> Iterator[str]:
    """What has too little room for its text, or lies over its neighbour."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty() or isinstance(widget, (Card, RecentRow)):
            continue
        what = f"{type(widget).__name__} {widget.property('text')!r} {widget.width()}×{widget.height()}"
        if isinstance(widget, QToolButton | QAbstractButton) and widget.text():
            if widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.fontMetrics().height():
                yield f"{what}: needs {widget.minimumSizeHint().width()}"
        elif isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
            room = widget.contentsRect()
            flags = int(Qt.TextFlag.TextWordWrap)
            needs = widget.fontMetrics().boundingRect(0, 0, room.width(), 10_000, flags, widget.text())
            if needs.height() > room.height() + 2 or needs.width() > room.width() + 1:
                yield f"{what}: needs {needs.height()} px of height"
        elif isinstance(widget, QLabel) and widget.text():
            needs = widget.fontMetrics().horizontalAdvance(re.sub("&(.)", r"\1", widget.text()))
            if needs > widget.contentsRect().width() + 1:
                yield f"{what}: needs {needs}"
        elif isinstance(widget, QComboBox):
            needs = max(
                (widget.fontMetrics().horizontalAdvance(widget.itemText(n)) for n in range(widget.count())), default=0
            )
            if needs > widget.width() - 20:
                yield f"{what}: needs {needs}"
        yield from _overlaps(widget)


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Labels and buttons of one layout that lie over each other."""
    layout = parent.layout()
    if layout is None:
        return
    items = [layout.itemAt(number).widget() for number in range(layout.count())]
    shown = [w for w in items if isinstance(w, QLabel | QAbstractButton) and w.isVisible()]
    for number, one in enumerate(shown):
        for two in shown[number + 1 :]:
            if one.geometry().intersects(two.geometry()):
                yield f"{one.property('text')!r} and {two.property('text')!r} lie over each other"


@pytest.mark.parametrize("size", SMALLEST, ids=lambda size: f"{size.width()}x{size.height()}")
def test_nothing_is_cut_with_longer_words(translated: Program, qtbot, size: QSize) -> None:
    translated.window.resize(size)
    qtbot.wait(100)
    cut = {f"{where}: {words}" for where, page in _pages(translated, qtbot) for words in _cut(page)}
    assert "\n".join(sorted(cut)) == ""


def test_the_pseudo_language_keeps_places_mnemonics_and_keys() -> None:
    said = pseudo("&Open {n} files…\tCtrl+O")
    assert said.endswith("\tCtrl+O") and "&O" in said and "{n}" in said and "files" not in said
    assert len(pseudo("Nothing is lost.")) >= 1.4 * len("Nothing is lost.")
    assert pseudo("×") == "×"


def test_a_translation_that_is_there_is_used(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _strings().linguist({("Actions", "&Open…"), ("Actions", "&Quit")})
    source = tmp_path / "recap-gui_de.ts"
    source.write_text(
        whole.replace('<translation type="unfinished"/>', "<translation>&amp;Öffnen …</translation>"), "utf-8"
    )
    release = Path(sys.executable).with_name("pyside6-lrelease")
    if not release.exists():
        pytest.skip("lrelease is not installed")
    folder = tmp_path / "translations"
    folder.mkdir()
    subprocess.run([str(release), str(source), "-qm", str(folder / "recap-gui_de.qm")], check=True, capture_output=True)
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    assert language.install(qapp, QLocale("fr_FR")) == []
    installed = language.install(qapp, QLocale("de_AT"))
    try:
        assert QCoreApplication.translate("Actions", "&Open…") == "&Öffnen …"
        assert QCoreApplication.translate("Actions", "&Copy") == "&Copy"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
