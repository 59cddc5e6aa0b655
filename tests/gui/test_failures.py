"""What could not be opened is told with a way on, and the way on works."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.gui.app import Program
from recap_gui.gui.failures import FailureList
from recap_gui.gui.opening import Batch, Opened, Source
from recap_gui.story import Story
from recap_gui.work import tasks
from recap_gui.work.messages import told
from tests.gui.conftest import small_document

SLOW = 60_000


def _buttons(program: Program) -> dict[str, object]:
    bar = program.window.message_bar
    return {} if bar.isHidden() else {button.text(): button for button in bar._buttons}


def test_try_again_opens_what_failed_and_nothing_else(program: Program, qtbot, tmp_path: Path) -> None:
    gone = tmp_path / "gone.txt"
    program.window.open_paths((gone,))
    qtbot.waitUntil(lambda: "Try again" in _buttons(program), timeout=SLOW)
    assert "gone.txt is not there" in program.window.message_bar.words
    gone.write_text("Ann goes to the quay. Bob waits there for Ann. Ann meets Bob.\n", encoding="utf-8")
    _buttons(program)["Try again"].click()
    qtbot.waitUntil(lambda: program.workspace.story is not None, timeout=SLOW)
    assert program.session.paths == (gone,)


def test_what_failed_beside_others_is_added_to_them(opened: Program, story: Story, monkeypatch) -> None:
    good, bad = Opened(Source("a.txt", Path("a.txt")), story=story), Opened(Source("b.txt", Path("b.txt")))
    bad.failed = told("too_slow", {"name": "b.txt", "seconds": 90})
    asked: list[tuple[object, bool]] = []
    monkeypatch.setattr(opened.session, "try_again", lambda sources, add: asked.append((sources, add)))
    opened.opener.began.emit(Batch(1, [good, bad]))
    opened.session.failed.emit((("b.txt", bad.failed),))
    assert list(_buttons(opened)) == ["Try again", "Show the text"]
    _buttons(opened)["Try again"].click()
    assert asked == [([bad.source], True)]
    opened.window.docks["reader"].close()
    opened.session.failed.emit((("b.txt", bad.failed),))
    _buttons(opened)["Show the text"].click()
    assert not opened.window.docks["reader"].isHidden()
    assert opened.workspace.documents == (small_document(),)


def test_many_failures_are_a_number_and_a_list(program: Program, qtbot, tmp_path: Path) -> None:
    program.window.open_paths(tuple(tmp_path / f"{n}.txt" for n in range(5)))
    qtbot.waitUntil(lambda: "5 recaps could not be opened." in program.window.message_bar.words, timeout=SLOW)
    assert list(_buttons(program)) == ["Try again", "Show the list"]
    _buttons(program)["Show the list"].click()
    shown = program.window.findChild(FailureList)
    assert shown.text.toPlainText().count("is not there") == 5
    shown.close()


def test_a_helper_that_does_not_start_can_be_started_again(opened: Program, monkeypatch) -> None:
    bad = Opened(Source("b.txt", Path("b.txt")), failed=told("no_child", {"name": "b.txt", "because": "no memory"}))
    opened.opener.began.emit(Batch(1, [bad]))
    opened.session.failed.emit((("b.txt", bad.failed),))
    assert list(_buttons(opened)) == ["Start again", "Details to report"]


@pytest.mark.parametrize("pasted", [False, True])
def test_of_a_very_long_text_the_beginning_is_analysed_when_asked(
    program: Program, qtbot, tmp_path: Path, monkeypatch, pasted: bool
) -> None:
    text = "Ann goes to the quay. Bob waits there for Ann.\n\n" * 21_500
    assert len(text) > tasks.MOST_ANALYSED
    path = tmp_path / "long.txt"
    path.write_text(text, encoding="utf-8")
    if pasted:
        program.window.open_text(text)
    else:
        program.window.open_paths((path,))
    qtbot.waitUntil(lambda: "Analyse its beginning" in _buttons(program), timeout=SLOW)
    assert program.window.reader.view.toPlainText().startswith("Ann goes to the quay.")
    asked: list[Source] = []
    monkeypatch.setattr(program.opener, "open_recaps", lambda sources, **_: asked.extend(sources))
    _buttons(program)["Analyse its beginning"].click()  # a minute and more: not waited for here
    assert [source.part for source in asked] == [True]
