"""Several recaps in the window: order, documents in step with episodes, decisions that stay where they were made."""

from __future__ import annotations

import json
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from recap_gui.gui.app import Program

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n\n"
    "Maeve Corrigan walks in. She arrests Lavery, and Rao takes Dunne home.\n"
)
SLOW = 60_000
"""ms: the child loads the language model first."""


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP}", encoding="utf-8")
    return folder


def open_all(program: Program, qtbot, *paths: Path, episodes: int) -> None:
    program.window.open_paths(paths)
    qtbot.waitUntil(lambda: _episodes(program) == episodes and not program.session.is_busy, timeout=SLOW)


def _episodes(program: Program) -> int:
    return len(program.workspace.story.episodes) if program.workspace.story is not None else 0


def test_episodes_stand_in_order_whatever_order_they_are_opened_in(program: Program, qtbot, season: Path) -> None:
    first, second = sorted(season.glob("*.txt"))
    open_all(program, qtbot, second, first, episodes=2)
    sources = [episode.source for episode in program.workspace.story.episodes]
    assert sources == [first.name, second.name]
    assert [document.source for document in program.workspace.documents] == sources


def test_what_was_decided_alone_holds_in_the_season_and_stays_with_its_recap(
    program: Program, qtbot, season: Path
) -> None:
    first, second = sorted(season.glob("*.txt"))
    open_all(program, qtbot, first, episodes=1)
    lavery = next(c.id for c in program.workspace.telling.cast.values() if c.name == "Lavery")
    program.workspace.rename(lavery, "Joe Lavery")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    open_all(program, qtbot, first, second, episodes=2)
    assert "Joe Lavery" in {c.name for c in program.workspace.story.characters}
    dunne = next(c.id for c in program.workspace.telling.cast.values() if c.name == "Dunne")
    program.workspace.rename(dunne, "Old Dunne")
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    own = json.loads(first.with_name(first.name + ".recap.json").read_text("utf-8"))
    shared = json.loads((season / "season.recap.json").read_text("utf-8"))
    assert [c["into"] for c in own["corrections"]] == ["Joe Lavery"]
    assert [c["into"] for c in shared["corrections"]] == ["Old Dunne"]


def test_an_added_episode_keeps_what_was_decided(program: Program, qtbot, season: Path) -> None:
    first, second = sorted(season.glob("*.txt"))
    open_all(program, qtbot, first, episodes=1)
    lavery = next(c.id for c in program.workspace.telling.cast.values() if c.name == "Lavery")
    program.workspace.rename(lavery, "Joe Lavery")
    program.session.open_paths((second,), add=True)
    qtbot.waitUntil(lambda: _episodes(program) == 2, timeout=SLOW)
    assert "Joe Lavery" in {c.name for c in program.workspace.story.characters}
    assert program.workspace.unplaced == ()


def test_recaps_of_one_name_from_two_folders_are_told_apart(program: Program, qtbot, season: Path) -> None:
    first, second = sorted(season.glob("*.txt"))
    elsewhere = season.parent / "other"
    elsewhere.mkdir()
    twin = elsewhere / first.name
    twin.write_bytes(second.read_bytes())
    open_all(program, qtbot, first, twin, episodes=2)
    assert len({episode.source for episode in program.workspace.story.episodes}) == 2


def test_a_page_of_three_shows_gives_each_episode_its_text(program: Program, qtbot) -> None:
    page = Path(__file__).parents[1] / "data" / "recaps" / "02-daytime-in-brief.txt"
    program.window.open_paths((page,))
    qtbot.waitUntil(lambda: _episodes(program) == 3, timeout=SLOW)
    texts = [document.text for document in program.workspace.documents]
    assert texts == [episode.text for episode in program.workspace.story.episodes]
    assert "".join(texts) == page.read_text("utf-8")


def test_the_season_panel_answers_who_is_with_whom(opened: Program, qtbot) -> None:
    window, panel = opened.window, opened.window.panels.season
    window.panels.on_documents(opened.workspace.documents)
    window.show_panel("season")
    qtbot.waitUntil(lambda: panel.cast.rowCount() == 3, timeout=5_000)
    rows = {
        panel.cast.item(row, 0).text(): [panel.cast.item(row, column).text() for column in (1, 2, 7)]
        for row in range(3)
    }
    assert rows == {"Maeve Corrigan": ["1", "1", ""], "Rao": ["1", "1", "Lavery 1"], "Lavery": ["1", "0", "Rao 1"]}
    names = [panel.together.horizontalHeaderItem(n).text() for n in range(3)]
    row, column = names.index("Rao"), names.index("Lavery")
    panel.tabs.setCurrentWidget(panel.together)
    view = panel.together.viewport()
    panel.together.scrollToItem(panel.together.item(row, column))
    at = panel.together.visualItemRect(panel.together.item(row, column)).center()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert set(opened.workspace.selection.characters) == {"c2", "c3"}


def test_the_first_text_can_be_read_before_the_last_recap_is(program: Program, qtbot, season: Path) -> None:
    last = season / "quay-s01e03.txt"
    last.write_text(RECAP * 300, encoding="utf-8")
    program.window.open_paths((season,))
    qtbot.waitUntil(lambda: bool(program.workspace.documents), timeout=SLOW)
    assert program.opener.is_busy
    assert program.workspace.documents[0].source == "quay-s01e01.txt"
    assert "Maeve Corrigan waits" in program.window.reader.view.toPlainText()


def test_what_was_open_goes_when_it_is_closed(program: Program, qtbot, season: Path) -> None:
    open_all(program, qtbot, *sorted(season.glob("*.txt")), episodes=2)
    held = [weakref.ref(program.workspace.story), *map(weakref.ref, program.session.shown.plan.whole.episodes)]
    program.window.close_recap()
    qtbot.waitUntil(lambda: all(one() is None for one in held), timeout=5000)
