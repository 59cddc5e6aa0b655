"""Errors of our own put where they hurt. ``python tests/fuzz/injected.py [PLACE …]``.

The real program opens a recap, then one function of it begins to fail at every call: a slot of a panel, a paint, a
task of the background thread, the analysis in the child. It must be told once, be in the log, and leave the rest at
work: the next correction is made and saved, the next recap opens, and the program ends by itself with status 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
PLACES = ("slot", "overview", "canvas", "heads", "reader", "storylines", "thread", "child")
FAILING_CHILD = [sys.executable, "-P", str(HERE.parent / "work" / "double.py")]
"""Its analysis fails where a text begins with FAIL."""
_LONGEST = 30.0
"""s until a step counts as never done."""
RECAP = "At the quay, Ann meets Bob. Ann laughs.\n\nMeanwhile, Bob's sister Cal waits at home. Cal sings.\n\n" * 4


class InjectedError(RuntimeError):
    """The error put in."""


def one(place: str, home: Path) -> dict[str, object]:
    """Be one program with an error at `place`: what was seen of it."""
    sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
    import rig

    rig.at_home(home)
    recaps = [home / name for name in ("first.txt", "second.txt")]
    for recap in recaps:
        recap.write_text("FAIL " * (place == "child" and recap == recaps[0]) + RECAP, "utf-8")
    troubles = rig.Troubles()
    from PySide6.QtCore import QObject, QTimer, Slot

    from recap_gui.gui.error_dialog import ErrorDialog

    seen: dict[str, object] = {"place": place}

    class Hand(QObject):
        """Does one step after the other, each when what it waits for is there."""

        def __init__(self, program: object) -> None:
            super().__init__()
            self.program, self.window, self.workspace = program, program.window, program.workspace
            self._steps = [self.break_it, self.correct, self.look, self.open_next, self.end]
            self._since = time.monotonic()
            timer = QTimer(self)
            timer.timeout.connect(self.step)
            timer.start(50)

        @Slot()
        def step(self) -> None:
            if not self._steps:
                return
            late = time.monotonic() - self._since > _LONGEST
            if self._steps[0]() or late:
                if late:
                    seen.setdefault("late", self._steps[0].__name__)
                del self._steps[0]
                self._since = time.monotonic()

        def break_it(self) -> bool:
            """Put the error in once the first recap is there; a child that fails never gives a story."""
            if place == "child":
                return bool(self.window.message_bar.words) or bool(self.window.findChildren(ErrorDialog))
            if self.workspace.story is None or self.window.timeline is None:
                return False
            _break(place, self.program)
            return True

        def correct(self) -> bool:
            """One correction, as the window's own verbs make it."""
            if place != "child":
                self.workspace.cycle_cell(*_a_cell(self.workspace))
                self.window.views.currentWidget().update()
            return True

        def look(self) -> bool:
            """What the user is told, once the correction is on the disk."""
            saved = home / "first.txt.recap.json"
            if place != "child" and not saved.exists():
                return False
            if time.monotonic() - self._since < 1.0:
                return False
            seen["dialogs"] = len(self.window.findChildren(ErrorDialog))
            seen["said"] = self.window.message_bar.words
            seen["saved"] = saved.exists()
            for dialog in self.window.findChildren(ErrorDialog):
                dialog.close()
            self.window.open_paths((recaps[1],))
            return True

        def open_next(self) -> bool:
            """The next recap is read, and analysed where the child still can."""
            return self.workspace.documents[0].source == "second.txt" and self.workspace.story is not None

        def end(self) -> bool:
            """Close; the rest is the exit status."""
            seen["shown"] = self.workspace.documents[0].source
            self.window.close()
            return True

    hands: list[Hand] = []
    child = FAILING_CHILD if place == "child" else rig.QUICK_CHILD
    seen["status"] = rig.run([str(recaps[0])], lambda program: hands.append(Hand(program)), child=child)
    seen["logged"] = sum("put in" in words for words in troubles.found)
    seen["other"] = [words for words in troubles.found if "put in" not in words and "saved states" not in words]
    return seen


def _a_cell(workspace: object) -> tuple[int, str]:
    (episode,) = workspace.story.episodes
    first = episode.mentions[0]
    return next(n for n, scene in enumerate(episode.scenes) if scene.start <= first.start < scene.end), first.character


def _break(place: str, program: object) -> None:
    """Let one function of the running program fail from now on."""
    from recap_gui.gui import lane_heads

    window = program.window

    def fails(*_args: object) -> None:
        raise InjectedError("put in")

    class Broken:
        def __getattr__(self, name: str) -> object:
            raise InjectedError("put in")

    if place == "slot":
        program.workspace.story_changed.connect(fails)
    elif place == "overview":
        window.timeline.overview._paint_over = fails
    elif place == "canvas":
        window.timeline.canvas.item._ruler = Broken()
    elif place == "heads":
        lane_heads.paint_over = fails
    elif place == "reader":
        window.reader.view._paint_bar = fails
    elif place == "storylines":
        window.show_view(1)
        window.storylines.render_parts = Broken()
    elif place == "thread":
        program.background.run("an error", fails)
        import threading

        threading.Thread(target=fails, name="injected").start()


def injected(place: str) -> tuple[dict[str, object], str]:
    """What one program in a process of its own saw, and what was wrong with it ("" for nothing)."""
    with tempfile.TemporaryDirectory(prefix="recap-injected-") as home:
        argv = [sys.executable, str(HERE / "injected.py"), "--one", place, home]
        ended = subprocess.run(argv, capture_output=True, text=True, timeout=180, check=False, errors="replace")
    lines = [line for line in ended.stdout.splitlines() if line.startswith("{")]
    if not lines:
        return {}, f"died with {ended.returncode}: {ended.stderr[-4000:]}"
    seen = json.loads(lines[-1])
    told = seen["dialogs"] == 1 or (place == "child" and "on purpose" in seen["said"] and "first.txt" in seen["said"])
    wrong = [words for words, bad in {
        f"never got past {seen.get('late')}": "late" in seen,
        "it was not told once": not told,
        "it is not in the log": not seen["logged"] and place != "child",
        "the correction was not saved": place != "child" and not seen["saved"],
        "the next recap did not open": seen["shown"] != "second.txt",
        f"it ended with {seen['status']}, {ended.returncode}": seen["status"] != 0 or ended.returncode != 0,
        f"something else went wrong: {seen['other']}": bool(seen["other"]),
    }.items() if bad]  # fmt: skip
    return seen, "; ".join(wrong)


def main() -> int:
    """Put errors in and tell what became of them."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], Path(sys.argv[3]))))
        return 0
    bad = 0
    for place in sys.argv[1:] or PLACES:
        seen, wrong = injected(place)
        bad += bool(wrong)
        print(f"{place}: {wrong or 'told once, the rest works'} {seen}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
