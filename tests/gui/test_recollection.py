"""What is remembered of a show and a recap: looked at, closed, opened again in a window that knows nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recap_gui.gui.app import Program
from recap_gui.gui.selection import LaneChoices
from recap_gui.gui.settings import REOPEN, WIDTH, Settings
from recap_gui.gui.views_memory import MOST, ViewsMemory, Zoom
from recap_gui.story import Character
from recap_gui.work.pool import Pool
from tests.gui.conftest import small_document, small_story

CAST = {c: Character(c, name, (name,)) for c, name in (("c1", "Ann"), ("c2", "Bob"), ("c3", "Cy"))}


@pytest.fixture
def start(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Program]]:
    """Starts the program again, with the settings of before."""
    monkeypatch.setattr(Pool, "warm", lambda _pool: None)
    started: list[Program] = []

    def begin() -> Program:
        end()
        made = Program(tmp_path / "data", Settings(tmp_path / "config" / "settings.ini"))
        made.window.resize(1280, 800)
        started.append(made)
        made.start()
        qtbot.waitUntil(lambda: made.window.timeline is not None, timeout=20_000)
        return made

    def end() -> None:
        while started:
            program = started.pop()
            program.window.close()
            program.discard()

    yield begin
    end()


def show(program: Program) -> None:
    program.workspace.open_documents((small_document(),))
    program.workspace.set_story(small_story())


def test_lanes_of_a_show_and_zoom_of_a_recap_come_back(start, qtbot) -> None:
    first = start()
    show(first)
    workspace = first.workspace
    workspace.pin("c2")
    workspace.hide("c3")
    workspace.order_lanes("alphabet")
    workspace.arrange_lanes(("c2", "c1", "c3"))
    workspace.set_width("equal")
    navigator = first.window.timeline.navigator
    qtbot.waitUntil(lambda: navigator.room is not None and navigator.room.width > 300)
    navigator.zoom(3.0, 200.0)
    part = [x / navigator.room.limits.width for x in navigator.viewport.visible_x()]
    lanes = workspace.lanes

    second = start()
    assert second.workspace.lanes == LaneChoices()
    show(second)
    assert second.workspace.lanes == lanes
    navigator = second.window.timeline.navigator
    qtbot.waitUntil(lambda: navigator.room is not None and navigator.viewport != navigator.room.fitted())
    again = [x / navigator.room.limits.width for x in navigator.viewport.visible_x()]
    assert again == pytest.approx(part, abs=0.02)
    navigator.back()
    assert navigator.viewport == navigator.room.fitted(), "everything is one step away"
    second.workspace.choose_lanes(LaneChoices())

    third = start()
    show(third)
    assert third.workspace.lanes == LaneChoices()
    qtbot.wait(50)
    assert third.window.timeline.navigator.viewport == third.window.timeline.navigator.room.fitted()


def test_what_one_show_hides_another_shows(start) -> None:
    program = start()
    show(program)
    program.workspace.hide("c1")
    program.workspace.open_documents((replace(small_document(), sha256="1" * 64),))
    program.workspace.set_story(replace(small_story(), title="Another Show"))
    assert program.workspace.lanes.hidden == ()
    show(program)
    assert program.workspace.lanes.hidden == ("c1",)


def test_names_are_kept_where_ids_change(start) -> None:
    program = start()
    show(program)
    program.workspace.pin("c1")
    program.workspace.close_story()
    story = small_story()
    ids = {"c1": "c3", "c2": "c1", "c3": "c2"}
    cast = tuple(replace(c, id=ids[c.id]) for c in story.characters)
    episode = story.episodes[0]
    mentions = tuple(replace(m, character=ids[m.character]) for m in episode.mentions)
    program.workspace.open_documents((small_document(),))
    program.workspace.set_story(replace(story, characters=cast, episodes=(replace(episode, mentions=mentions),)))
    assert program.workspace.lanes.pinned == ("c3",)


def test_the_default_width_holds_at_once_and_for_shows_without_a_choice(start) -> None:
    program = start()
    show(program)
    program.settings.set(WIDTH, "equal")
    assert program.workspace.lanes.width == "equal"
    program.workspace.close_story()
    program.workspace.open_documents((replace(small_document(), sha256="2" * 64),))
    program.workspace.set_story(replace(small_story(), title="Third Show"))
    assert program.workspace.lanes.width == "equal"


def test_what_was_open_opens_again_if_wanted(start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recap = tmp_path / "quay.txt"
    recap.write_text("Ann waits.", "utf-8")
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr("recap_gui.gui.main_window.MainWindow.open_paths", lambda _w, paths: opened.append(paths))
    monkeypatch.setattr("recap_gui.gui.session.Session.paths", (recap, tmp_path / "gone.txt"))
    show(start())
    start()
    assert not opened
    program = start()
    program.settings.set(REOPEN, True)
    start()
    assert opened == [(recap,)]
    show(program := start())
    program.workspace.close_story()
    opened.clear()
    start()
    assert not opened, "the welcome page was the last to be seen"


def test_people_who_are_gone_are_left_out(tmp_path: Path) -> None:
    memory = ViewsMemory(tmp_path / "views.json")
    memory.set_lanes("show", LaneChoices("scenes", pinned=("c2", "c9"), only=("c1", "c3"), tightest=("c1",)), CAST)
    memory.save()
    again = ViewsMemory(tmp_path / "views.json")
    assert again.lanes("show", CAST) == LaneChoices("scenes", pinned=("c2",), only=("c1", "c3"))
    assert again.lanes("show", {"x": replace(CAST["c2"], id="x")}) == LaneChoices("scenes", pinned=("x",))
    assert again.lanes("other", CAST) is None


def test_two_windows_do_not_forget_for_each_other(tmp_path: Path) -> None:
    one, two = ViewsMemory(tmp_path / "v.json"), ViewsMemory(tmp_path / "v.json")
    one.set_zoom("a", Zoom(0, 0.5, 0, 20))
    two.set_zoom("b", Zoom(0.5, 1, 0, 20))
    one.save()
    two.save()
    again = ViewsMemory(tmp_path / "v.json")
    assert again.zoom("a") == Zoom(0, 0.5, 0, 20) and again.zoom("b") == Zoom(0.5, 1, 0, 20)


def test_those_looked_at_longest_ago_are_forgotten(tmp_path: Path) -> None:
    memory = ViewsMemory(tmp_path / "v.json")
    for number in range(MOST + 5):
        memory.set_zoom(str(number), Zoom(0, 0.5, 0, 20))
    memory.save()
    again = ViewsMemory(tmp_path / "v.json")
    assert again.zoom("4") is None and again.zoom("5") is not None and again.zoom(str(MOST + 4)) is not None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'{"format": "recap-timeline/views", "version": 2, "recaps": {"a": {}}}',
        json.dumps(
            {"format": "recap-timeline/views", "version": 1, "shows": [], "recaps": {"a": {"first": "0"}}}
        ).encode(),
        json.dumps(
            {
                "format": "recap-timeline/views",
                "version": 1,
                "shows": {"s": {"pinned": [1]}, "t": {"order": "x"}, "u": {"folded_kinds": [[]]}, "v": 7},
                "recaps": {"a": {"first": 2, "last": 1, "top": 0, "lane": 20}, "b": {"first": 0, "last": True}},
            }
        ).encode(),
    ],
)
def test_a_damaged_file_is_nothing_remembered(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "views.json"
    file.write_bytes(damage)
    memory = ViewsMemory(file)
    assert all(memory.zoom(key) is None for key in "ab")
    assert all(memory.lanes(key, CAST) is None for key in "stuv")
    memory.set_zoom("a", Zoom(0, 0.5, 0, 20))
    memory.save()
    assert ViewsMemory(file).zoom("a") == Zoom(0, 0.5, 0, 20)
