"""A season comes episode by episode: what is decided meanwhile stays, can be undone, and Cancel keeps what has come."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from recap_gui.gui.app import Program
from recap_gui.gui.opening import Batch, Opened, Source
from recap_gui.work.messages import Told

RECAP = (
    "At the quay, Maeve Corrigan waits for Sanjit Rao. Rao brings coffee, and Maeve tells him about Lavery.\n\n"
    "In the bar, Lavery plays cards with Dunne. Dunne loses and Lavery laughs.\n\n"
)
SLOW = 60_000


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Two short recaps and a long one: the long one is still being analysed while the others are shown."""
    folder = tmp_path / "quay"
    folder.mkdir()
    for number, times in ((1, 1), (2, 1), (3, 150)):
        (folder / f"quay-s01e0{number}.txt").write_text(f"Quay S01E0{number}\n\n{RECAP * times}", encoding="utf-8")
    return folder


def shown(program: Program) -> int:
    return len(program.workspace.story.episodes) if program.workspace.story is not None else 0


def rename_lavery(program: Program) -> None:
    lavery = next(c.id for c in program.workspace.telling.cast.values() if c.name == "Lavery")
    program.workspace.rename(lavery, "Joe Lavery")


def names(program: Program) -> set[str]:
    return {c.name for c in program.workspace.story.characters}


def test_what_is_decided_while_episodes_come_stays_and_can_be_undone(program: Program, qtbot, season: Path) -> None:
    counts: list[int] = []
    program.workspace.story_changed.connect(lambda story: counts.append(len(story.episodes)) if story else None)
    program.window.open_paths((season,))
    qtbot.waitUntil(lambda: shown(program) >= 1 and program.session.is_busy, timeout=SLOW)
    rename_lavery(program)
    qtbot.waitUntil(lambda: shown(program) == 3 and not program.session.is_busy, timeout=SLOW)
    assert counts[0] < counts[-1] == 3 and counts == sorted(counts)  # two short ones may come at once
    assert "Joe Lavery" in names(program)
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    kept = [json.loads(file.read_text("utf-8"))["corrections"] for file in season.glob("*.recap.json")]
    assert [c["into"] for rows in kept for c in rows] == ["Joe Lavery"]
    program.window.reload()
    qtbot.waitUntil(lambda: not program.session.is_busy, timeout=SLOW)
    assert "Joe Lavery" in names(program) and program.workspace.unplaced == ()


def test_a_step_of_undo_outlives_the_next_episode(program: Program, qtbot, season: Path) -> None:
    program.window.open_paths((season,))
    qtbot.waitUntil(lambda: shown(program) == 2 and program.session.is_busy, timeout=SLOW)
    rename_lavery(program)
    qtbot.waitUntil(lambda: shown(program) == 3 and not program.session.is_busy, timeout=SLOW)
    program.workspace.undo_stack.undo()
    assert "Joe Lavery" not in names(program) and "Lavery" in names(program)


def test_cancel_keeps_what_has_come(program: Program, qtbot, season: Path) -> None:
    program.window.open_paths((season,))
    qtbot.waitUntil(lambda: shown(program) == 2 and program.session.is_busy, timeout=SLOW)
    with qtbot.waitSignal(program.opener.cancelled):
        program.window.status.cancel_asked.emit()
    qtbot.waitUntil(lambda: not program.session.is_busy, timeout=SLOW)
    assert shown(program) == 2
    rename_lavery(program)
    qtbot.waitUntil(lambda: program.saver.is_saved, timeout=10_000)
    assert any("Joe Lavery" in file.read_text("utf-8") for file in season.glob("*.recap.json"))


def test_a_bad_file_costs_only_itself(program: Program, qtbot, season: Path) -> None:
    (season / "quay-s01e03.txt").write_bytes(b"%PDF-1.7 no recap")
    with qtbot.waitSignal(program.session.opened, timeout=SLOW):
        program.window.open_paths((season,))
    assert shown(program) == 2
    assert "quay-s01e03.txt cannot be read" in program.window.message_bar.words


def test_the_time_left_goes_by_what_it_took_so_far() -> None:
    batch = Batch(1, [Opened(Source(name)) for name in "abcd"])
    assert batch.seconds_left is None
    batch.begun = time.monotonic() - 10
    assert batch.seconds_left is None, "nothing is done yet"
    batch.recaps[0].failed = Told("x", "y")
    batch.recaps[1].done = 0.5
    assert batch.share == 0.375
    assert batch.seconds_left == round(10 * 0.625 / 0.375)
