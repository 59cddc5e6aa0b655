"""The horizon in the window, with the real child: what lies beyond is in no string, no model and no export."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from recap_gui.files.folders import cache_folder
from recap_gui.gui.app import Program
from recap_gui.gui.exports import EXPORTS, Options
from recap_gui.gui.palette import open_jump
from recap_gui.gui.settings import Settings
from recap_gui.story.horizon import stops

SAMPLES = Path(__file__).parents[1] / "data" / "recaps" / "season-harbour"
SLOW = 60_000
"""ms: the child loads the language model first."""
TEXTS = ("text", "windowTitle", "toolTip", "statusTip", "whatsThis", "toPlainText", "placeholderText", "title")
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
         Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.StatusTipRole)  # fmt: skip


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    for file in SAMPLES.glob("*.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def open_all(program: Program, qtbot, folder: Path) -> None:
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((folder,))


def see_up_to(program: Program, qtbot, stop: int) -> None:
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.horizon.see_up_to(stop)
    qtbot.wait(50)


def strings(program: Program) -> set[str]:
    """Every string of the window: of widgets, actions, models, drawings."""
    window = program.window
    for name in window.docks:
        window.show_panel(name)
        QTest.qWait(20)
    program.workspace.clear_selection()
    program.workspace.select_scene(2)
    QTest.qWait(20)
    season = window.panels.season
    window.show_panel("season")
    for _ in range(500):
        if not season.is_stale:
            break
        QTest.qWait(20)
    for tab in range(season.tabs.count()):
        season.tabs.setCurrentIndex(tab)
        QTest.qWait(10)
    found: set[str] = set()
    for widget in (window, *window.findChildren(QWidget)):
        found.update(_of(widget))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found.update(_of_model(widget.model()))
    for action in window.findChildren(QAction):
        found.update(_of(action))
    layout = window.timeline.index.layout
    found.update(map(str, layout.names))
    found.add(program.workspace.undo_stack.undoText())
    return {" ".join(one.split()) for one in found if one.strip()}


def _of(one: QWidget | QAction) -> Iterator[str]:
    for name in (*TEXTS, "accessibleName", "accessibleDescription"):
        say = getattr(one, name, None)
        if callable(say) and isinstance(said := say(), str):
            yield said


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(said) for role in ROLES if (said := model.data(index, role)) is not None)
            if not isinstance(model, QAbstractListModel) and column == 0:
                yield from _of_model(model, index)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


@pytest.mark.parametrize("stop", [3, 11, 17])
def test_what_is_shown_is_the_analysis_of_what_remains(
    program: Program, qtbot, season: Path, tmp_path: Path, stop: int, settings: Settings
) -> None:
    open_all(program, qtbot, season)
    whole, program_texts = strings(program), program.workspace.story.episodes
    see_up_to(program, qtbot, stop)
    index, offset = program.horizon.place
    shown = program.workspace.story
    seen = strings(program)
    exported = {suffix: make(shown, Options(seconds=0.5)) for suffix, make in EXPORTS.items()}
    jump = _jump(program)

    alone = tmp_path / "alone" / "harbour"
    alone.mkdir(parents=True)
    for number, file in enumerate(sorted(season.glob("*.txt"))[: index + 1]):
        text = file.read_text("utf-8")
        (alone / file.name).write_text(text[:offset] if number == index else text, encoding="utf-8")
    open_all(program, qtbot, alone)
    assert program.horizon.place is None
    cut = program.workspace.story
    assert shown.characters == cut.characters
    assert shown.episodes == cut.episodes
    assert shown.proposals == cut.proposals
    known = _words(strings(program)) | _words(episode.text for episode in cut.episodes)
    more = _words(seen) - known - {"seen", "not", "yet", "up", "to", "show", "all", "scene"}
    assert not more, more
    beyond = _words(episode.text for episode in program_texts) - known
    assert len(beyond) > 100 and not _words(seen) & beyond
    assert jump == _jump(program)
    for suffix, data in exported.items():
        assert data == EXPORTS[suffix](cut, Options(seconds=0.5)), suffix
    assert len(whole) > len(seen)


def _words(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in re.findall(r"\w+", text)}


def _jump(program: Program) -> list[str]:
    open_jump(program.workspace, program.theme.look, program.window)
    palette = program.window.findChildren(QAbstractItemView)[-1]
    found = sorted(_of_model(palette.model()))
    palette.window().close() if palette.window() is not program.window else None
    for widget in program.window.findChildren(QWidget):
        if type(widget).__module__.endswith("palette"):
            widget.close()
            widget.deleteLater()
    QTest.qWait(10)
    return found


def test_it_is_dragged_back_and_on_with_the_mouse(program: Program, qtbot, season: Path) -> None:
    open_all(program, qtbot, season)
    bar, track = program.window.horizon_bar, program.window.horizon_bar.track
    assert bar.isVisible() and bar.words == "All of it has been seen"
    middle = track.height() // 2
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        _drag(track, QPoint(round(track.handle_x()), middle), QPoint(track.width() // 2, middle))
    stop = program.horizon.stop
    assert 0 < stop < len(program.horizon.stops) - 2
    assert bar.words.startswith("Seen up to S01E0")
    last = program.workspace.telling
    handle = round(track.handle_x())
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        _drag(track, QPoint(handle, middle), QPoint(handle + 25, middle))
    assert program.horizon.stop == stop + 2
    assert len(program.workspace.telling) > len(last)


def _drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for share in range(1, 6):
        QTest.mouseMove(widget, start + (end - start) * share / 5)
        QTest.qWait(5)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


def test_what_was_said_and_opened_before_goes_when_the_horizon_is_set(program: Program, qtbot, season: Path) -> None:
    open_all(program, qtbot, season)
    assert program.window.message_bar.words == "4 episodes, ordered by number."
    program.window.season_dialogs.open_order()
    program.window.dialogs.open_export()
    see_up_to(program, qtbot, 6)
    assert program.window.message_bar.words == ""
    assert not any(dialog.isVisible() for dialog in program.window.findChildren(QDialog))


def test_keys_move_it_and_several_at_once_count(program: Program, qtbot, season: Path) -> None:
    open_all(program, qtbot, season)
    see_up_to(program, qtbot, 8)
    track = program.window.horizon_bar.track
    track.setFocus()
    for _ in range(3):
        QTest.keyClick(track, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: program.horizon.stop == 5 and not program.session.is_busy, timeout=SLOW)
    program.window.actions_table["seen_more"].trigger()
    qtbot.waitUntil(lambda: program.horizon.stop == 6, timeout=SLOW)
    program.workspace.select_scene(2)
    program.window.actions_table["seen_to_here"].trigger()
    qtbot.waitUntil(lambda: program.horizon.stop == 0, timeout=SLOW)
    QTest.keyClick(track, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: program.horizon.place is None, timeout=SLOW)
    assert len(program.workspace.story.episodes) == 4


def test_it_is_remembered_and_nothing_beyond_is_shown_while_opening(
    program: Program, qtbot, season: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_all(program, qtbot, season)
    see_up_to(program, qtbot, 5)
    read = program.workspace.story.episodes[0].text
    program.window.close_recap()
    texts: list[str] = []
    program.workspace.documents_changed.connect(lambda documents: texts.extend(d.text for d in documents))
    program.workspace.story_changed.connect(
        lambda story: texts.extend(e.text for e in story.episodes) if story else None
    )
    titles: list[str] = []
    program.opener.progressed.connect(lambda _share, words: titles.append(words))
    open_all(program, qtbot, season)
    assert program.horizon.stop == 5
    assert set(texts) == {read}
    assert not any(" of " in words for words in titles)
    first = sorted(season.glob("*.txt"))[0]
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((sorted(season.glob("*.txt"))[3],))
    assert program.horizon.place is None, "a recap opened by itself that lies beyond is what was asked for"
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((first,))
    assert program.horizon.place is not None


def test_corrections_beyond_wait_and_are_kept(program: Program, qtbot, season: Path) -> None:
    open_all(program, qtbot, season)
    workspace = program.workspace
    who = {c.name: c.id for c in workspace.telling.cast.values()}
    late = workspace.telling.first[3] + 3
    workspace.set_scene(late, place="the drowned cellar")
    workspace.rename(who["Jude"], "Jude the Obscure")
    workspace.set_scene(1, place="the ferry")
    made = workspace.corrections
    see_up_to(program, qtbot, 6)
    assert [c.place for c in workspace.corrections] == ["the ferry"]
    assert workspace.unplaced == ()
    assert "Obscure" not in " ".join(strings(program))
    jude = next(c.id for c in workspace.telling.cast.values() if "Jude" in c.name)
    workspace.rename(jude, "Young Jude")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    saved = json.loads((season / "season.recap.json").read_text("utf-8"))["corrections"]
    assert {c.get("into") for c in saved} == {"Jude the Obscure", "Young Jude"}
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.horizon.see_all()
    assert [c.id for c in workspace.corrections][:3] == [c.id for c in made]
    assert workspace.telling.scenes[late].place == "the drowned cellar"
    see_up_to(program, qtbot, 6)
    assert "Young Jude" in {c.name for c in workspace.telling.cast.values()}, "it was decided with no more seen"


def test_a_single_recap_has_a_horizon_too(program: Program, qtbot, tmp_path: Path) -> None:
    recap = tmp_path / "S01E01.txt"
    recap.write_bytes((SAMPLES / "S01E01-slack-water.txt").read_bytes())
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((recap,))
    assert not program.window.horizon_bar.isVisible()
    scene = next(n for n, number in enumerate(program.workspace.telling.numbers) if number == 3)
    end = program.workspace.telling.scenes[scene].end
    program.workspace.select_scene(scene)
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.actions_table["seen_to_here"].trigger()
    assert program.window.horizon_bar.isVisible()
    assert len(program.workspace.story.episodes[0].text) == end
    assert stops(program.workspace.story)[-1] == (0, end)


def test_with_a_horizon_episodes_come_one_by_one_too(program: Program, qtbot, season: Path) -> None:
    """Those before the horizon, then the one that holds it; none from beyond it, not for a moment."""
    files = sorted(season.glob("*.txt"))
    open_all(program, qtbot, season)
    stop = next(n for n, (episode, _) in enumerate(program.horizon.stops) if episode == 2)
    see_up_to(program, qtbot, stop)
    kept = program.workspace.story
    program.window.close_recap()
    shown: list[tuple[str, ...]] = []

    def note(story: object) -> None:
        if story is not None:
            shown.append(tuple(episode.text for episode in story.episodes))

    program.workspace.story_changed.connect(note)
    shutil.rmtree(cache_folder())  # so that they come when they have been analysed, not all at once
    open_all(program, qtbot, season)
    program.workspace.story_changed.disconnect(note)
    assert len(shown[0]) == 1 and len(shown) > 1
    texts = tuple(file.read_text("utf-8") for file in files)
    for now in shown:
        assert len(now) <= 3 and all(text.startswith(part) for part, text in zip(now, texts, strict=False))
    assert program.workspace.story == kept
    assert len(program.workspace.story.episodes) == 3 and program.workspace.story.episodes[2].text != texts[2]
