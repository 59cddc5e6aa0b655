"""How much work it is to make a recap right: the real window, real events, a careful reader with the gold beside.

    python tests/benchmarks/make_right.py RECAP.txt ... [--log]

Each recap is opened and corrected until scenes, cast and presences are those of the gold that lies beside it. Printed
are the actions (one decision carried out each) by kind, the clicks and keys they took, and model minutes: one careful
reading at 230 words a minute, and for the hand the keystroke-level model (Card, Moran & Newell 1980: key .28 s,
pointing 1.1 s, button .1 s, a decision 1.35 s). What is left at the end is counted as well.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data" / "recaps"))

import score
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings
from recap_gui.story.sentences import sentence_starts

KEY, POINT, BUTTON, DECIDE = 0.28, 1.1, 0.1, 1.35
READING = 230 / 60
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Hand:
    """Clicks and presses in the window, and counts."""

    def __init__(self, program: Program, *, log: bool) -> None:
        self.window, self.workspace, self.log = program.window, program.workspace, log
        self.view = program.window.reader.view
        self.seconds = 0.0
        self.clicks = self.keys = 0
        self.actions: Counter[str] = Counter()
        self.idle: Counter[str] = Counter()

    def act(self, kind: str, words: str, how: Callable[[], object]) -> None:
        """Carry one decision out; one that changes nothing counts as idle."""
        before = self.workspace.corrections
        self.seconds += DECIDE
        how()
        self.settle()
        (self.actions if self.workspace.corrections != before else self.idle)[kind] += 1
        if self.log:
            print(f"   {kind:<12} {words}" + ("" if self.workspace.corrections != before else "   (nothing happened)"))

    def click(self, widget, at: QPoint, button=LEFT, held=NO) -> None:
        self.clicks += 1
        self.seconds += POINT + 2 * BUTTON
        QTest.mouseClick(widget, button, held, at)
        self.settle()

    def press(self, widget, key: Qt.Key, held=NO) -> None:
        self.keys += 1
        self.seconds += KEY * (2 if held != NO else 1)
        QTest.keyClick(widget, key, held)
        self.settle()

    def type(self, widget, words: str) -> None:
        self.keys += len(words)
        self.seconds += KEY * len(words)
        widget.setText(words)

    def settle(self) -> None:
        for _ in range(6):
            QApplication.processEvents()

    # ---- places

    def at_text(self, offset: int) -> QPoint:
        """The point of a letter of the text, scrolled to if need be."""
        cursor = self.view.textCursor()
        cursor.setPosition(self.view.shown.to_qt(offset))
        if not 10 < self.view.cursorRect(cursor).center().y() < self.view.viewport().height() - 20:
            self.seconds += 0.5  # a turn of the wheel
            self.view.go_to_offset(0, offset)
            self.settle()
        box = self.view.cursorRect(cursor)
        return QPoint(box.x() + 2, box.center().y())

    def at_heading(self, scene: int) -> QPoint:
        start = self.workspace.telling.scenes[scene].start
        self.at_text(start)
        line = next(line for line in self.view.shown.set_lines if line.insert.offset == start)
        cursor = self.view.textCursor()
        cursor.setPosition(line.start)
        return self.view.cursorRect(cursor).center() + QPoint(3, 0)

    def menu(self, open_it: Callable[[], object], *path: str) -> None:
        """Choose an entry of a context menu."""
        open_it()
        self.clicks += 1
        self.seconds += POINT + 2 * BUTTON
        self.settle()
        shown = [m for m in self.window.findChildren(QMenu) if m.isVisible() and m.parent() is self.window]
        if not shown:
            return
        entries = shown[-1]
        action = None
        for words in path:
            self.clicks += 1
            self.seconds += POINT + 2 * BUTTON
            action = next((a for a in entries.actions() if a.text().replace("&", "") == words), None)
            if action is None:
                break
            entries = action.menu() or entries
        if action is not None:
            shown[-1].triggered.emit(action)
        shown[-1].close()
        self.settle()

    def text_menu(self, offset: int, *path: str) -> None:
        at = self.at_text(offset)
        self.seconds += POINT
        QTest.mouseClick(self.view.viewport(), LEFT, NO, at)
        self.menu(lambda: self.view.menu_asked.emit((self.view.mapToGlobal(at), offset, None)), *path)


class Reader:
    """Compares what is shown with the gold and lets the hand mend it."""

    def __init__(self, hand: Hand, name: str, gold: dict) -> None:
        self.hand, self.workspace = hand, hand.workspace
        self.text = self.workspace.story.episodes[0].text
        self.gold, _ = score.place(name, self.text, gold)
        self.golds = self.gold["scenes"]

    @property
    def telling(self):
        return self.workspace.telling

    # ---- the cast

    def names(self) -> dict[str, str | None]:
        """For each character that is shown the gold's name, None where the gold knows none."""
        forms = {score.norm(form): c["name"] for c in self.gold["characters"] for form in [c["name"], *c["aliases"]]}
        found: dict[str, str | None] = {}
        for character in self.telling.cast.values():
            votes = Counter(forms[score.norm(f)] for f in character.aliases if score.norm(f) in forms)
            found[character.id] = votes.most_common(1)[0][0] if votes else None
        return found

    def mend_cast(self) -> None:
        hand, kinds = self.hand, {c["name"]: c["kind"] for c in self.gold["characters"]}
        for character, name in self.names().items():
            if character not in self.telling.cast:
                continue
            shown = self.telling.cast[character]
            place = next((m.start for m in self.workspace.story.episodes[0].mentions if m.character == character), 0)
            if name is None:
                hand.act("not a person", shown.name, lambda p=place: hand.text_menu(p, "Not a person"))
            elif (kinds[name] == "outside") != shown.outside:
                hand.act("outside", shown.name, lambda p=place: hand.text_menu(p, "Outside the story"))
        by_name: dict[str, list[str]] = {}
        for character, name in self.names().items():
            if name is not None:
                by_name.setdefault(name, []).append(character)
        for same in by_name.values():
            for other in same[1:]:
                first = self.telling.cast[same[0]].name
                place = next((m.start for m in self.workspace.story.episodes[0].mentions if m.character == other), None)
                if place is not None:
                    how = lambda p=place, f=first: hand.text_menu(p, "Same person as", f)  # noqa: E731
                    hand.act("merge", f"{self.telling.cast[other].name} = {first}", how)
        self.split_wrong_forms()
        self.add_missing(kinds)
        for character, name in self.names().items():
            if name is not None and character in self.telling.cast and self.telling.cast[character].name != name:
                hand.act(
                    "rename",
                    f"{self.telling.cast[character].name} → {name}",
                    lambda c=character, n=name: self.rename(c, n),
                )

    def split_wrong_forms(self) -> None:
        """Forms that are somebody else by the gold."""
        forms = {score.norm(form): c["name"] for c in self.gold["characters"] for form in [c["name"], *c["aliases"]]}
        for character, name in self.names().items():
            shown = self.telling.cast.get(character)
            for form in shown.aliases if shown is not None else ():
                other = forms.get(score.norm(form), name)
                mentions = self.workspace.story.episodes[0].mentions
                place = next(
                    (m.start for m in mentions if m.character == character and self.text[m.start : m.end] == form), None
                )
                if other != name and place is not None and form != shown.name:
                    how = lambda p=place, f=form: self.hand.text_menu(p, "Somebody else is meant by", f)  # noqa: E731
                    self.hand.act("split name", f"{form} is not {shown.name}", how)

    def add_missing(self, kinds: dict[str, str]) -> None:
        there = set(self.names().values())
        for one in self.gold["characters"]:
            if one["name"] in there or kinds[one["name"]] == "outside":
                continue
            for form in sorted(one["aliases"], key=len, reverse=True):
                if (found := re.search(rf"\b{re.escape(form)}\b", self.text)) is not None:
                    self.hand.act("add", one["name"], lambda f=found: self.add(f.start(), f.end()))
                    break

    def add(self, start: int, end: int) -> None:
        hand, view = self.hand, self.hand.view
        at = hand.at_text(start)
        hand.clicks += 1
        hand.seconds += 2 * POINT + 2 * BUTTON  # dragged over the words
        words = self.text[start:end]
        hand.menu(
            lambda: view.menu_asked.emit((view.mapToGlobal(at), start, (start, end))), f"“{words}” is a character"
        )

    def rename(self, character: str, name: str) -> None:
        hand = self.hand
        self.workspace.select_character(character)
        hand.clicks, hand.seconds = hand.clicks + 1, hand.seconds + POINT + 2 * BUTTON + 2 * KEY
        self.workspace.rename(character, name)
        hand.keys += len(name) + 2
        hand.seconds += KEY * len(name)

    # ---- scenes

    def mend_breaks(self) -> None:
        hand, starts = self.hand, sentence_starts(self.text)

        def sentence(offset: int) -> int:
            return sum(start <= offset + 1 for start in starts)

        wanted = {sentence(self.first_word(s["start"])): s for s in self.golds[1:]}
        for number, scene in wanted.items():
            now = {sentence(self.first_word(s.start)): n for n, s in enumerate(self.telling.scenes) if n}
            if number in now:
                continue
            offset = self.first_word(scene["start"])
            spare = next(
                (n for n in (number - 1, number + 1, number + 2, number - 2) if n in now and n not in wanted), None
            )
            if spare is not None:
                entry = "Let the next scene begin here" if spare > number else "Let this scene begin here"
                hand.act("move break", scene["begins"], lambda o=offset, e=entry: hand.text_menu(o, e))
            else:
                hand.act("split", scene["begins"], lambda o=offset: self.split(o))
        for n in range(len(self.telling) - 1, 0, -1):
            start = self.telling.scenes[n].start
            if sentence(self.first_word(start)) not in wanted:
                hand.act("join", self.text[start : start + 30].strip(), lambda n=n: self.join(n))

    def split(self, offset: int) -> None:
        self.hand.click(self.hand.view.viewport(), self.hand.at_text(offset))
        self.hand.press(self.hand.view, Qt.Key.Key_Return, CTRL)

    def join(self, scene: int) -> None:
        self.hand.click(self.hand.view.viewport(), self.hand.at_heading(scene))
        self.hand.press(self.hand.view, Qt.Key.Key_J, CTRL)

    def first_word(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset

    def mend_kinds(self) -> None:
        names = {
            "scene": "It is a scene",
            "previously": "It looks back at earlier episodes",
            "frame": "It tells no scene",
        }
        for n, scene in enumerate(self.telling.scenes):
            gold = self.gold_of(n)
            if gold["kind"] != scene.kind:
                offset = self.first_word(scene.start)
                how = lambda o=offset, k=gold["kind"]: self.hand.text_menu(o, "Kind", names[k])  # noqa: E731
                self.hand.act("kind", f"{gold['kind']}: {gold['begins'][:30]}", how)

    def mend_places(self) -> None:
        for n, scene in enumerate(self.telling.scenes):
            gold = self.gold_of(n)
            if gold["kind"] == "scene" and gold["place"] and not self.same_place(scene.place, gold["place"]):
                self.hand.act(
                    "place", f"{scene.place} → {gold['place']}", lambda n=n, p=gold["place"]: self.describe(n, p)
                )

    def same_place(self, one: str | None, other: str) -> bool:
        return bool(set(score.norm(one or "").split()) & set(score.norm(other).split()) - {"the", "a", "of"})

    def describe(self, scene: int, place: str) -> None:
        from recap_gui.gui.scene_dialog import SceneDialog

        here, hand, view = self.telling.scenes[scene], self.hand, self.hand.view
        said = re.search(re.escape(place), self.text[here.start : here.end], re.IGNORECASE)
        if said is not None:  # the text says so: select the words
            start, end = here.start + said.start(), here.start + said.end()
            at = hand.at_text(start)
            hand.clicks += 1
            hand.seconds += 2 * POINT + 2 * BUTTON
            words = " ".join(self.text[start:end].split())
            entry = f"The scene is set at “{words if len(words) < 30 else words[:29] + '…'}”"
            hand.menu(lambda: view.menu_asked.emit((view.mapToGlobal(at), start, (start, end))), entry)
            return
        hand.window.activateWindow()
        hand.settle()
        self.hand.click(self.hand.view.viewport(), self.hand.at_text(self.first_word(self.telling.scenes[scene].start)))
        self.hand.press(self.hand.view, Qt.Key.Key_I, CTRL)
        shown = [d for d in self.hand.window.findChildren(SceneDialog) if d.isVisible()]
        dialog = shown[-1] if shown else None
        if dialog is not None:
            self.hand.type(dialog.place, place)
            self.hand.keys += 1
            dialog._accept()

    def gold_of(self, scene: int) -> dict:
        """The gold scene that most of a scene lies in."""
        here = self.telling.scenes[scene]
        return max(self.golds, key=lambda g: min(g["end"], here.end) - max(g["start"], here.start))

    # ---- who is there

    def mend_presences(self) -> None:
        names = self.names()
        ids = {name: character for character, name in names.items() if name is not None}
        for n, scene in enumerate(self.telling.scenes):
            gold = self.gold_of(n)
            if gold["kind"] == "frame" or scene.kind == "frame":
                continue
            for name, character in ids.items():
                if self.telling.cast[character].outside:
                    continue
                wanted, state = wanted_state(gold, name), self.state(n, character)
                if state != wanted:
                    self.hand.act(
                        f"{state[:3]}→{wanted[:3]}",
                        f"{n}: {name}",
                        lambda n=n, c=character, w=wanted: self.cell(n, c, w),
                    )

    def state(self, scene: int, character: str) -> str:
        """What a character is in a scene now."""
        found = self.telling.presence(scene, character)
        return found.state if found else "absent"

    def cell(self, scene: int, character: str, wanted: str) -> None:
        timeline = self.hand.window.timeline
        timeline.show_scene(scene)  # a turn of the wheel where it is out of view
        if timeline.index.lane(character) is not None:
            timeline.navigator.reveal(lane=timeline.index.lane(character))
        self.hand.settle()
        index, room, viewport = timeline.index, timeline.navigator.room, timeline.viewport
        lane, column = index.lane(character), index.column(scene)
        if lane is None or column is None or index.folded(lane):
            name = self.telling.cast[character].name
            offset = self.first_word(self.telling.scenes[scene].start)
            state = "Present" if wanted == "present" else "Talked about"
            self.hand.text_menu(offset, state, name)
            return
        left, right = viewport.to_px_x(list(index.units(range(column, column + 1))))
        top = room.lane_top(viewport, lane) + timeline.render_parts.ruler_height
        at = QPoint(round((left + right) / 2), round(top + viewport.y_scale / 2))
        self.hand.click(timeline.canvas.viewport(), at)
        for _ in range(3):
            found = self.telling.presence(scene, character)
            if (found.state if found else "absent") == wanted:
                break
            self.hand.press(timeline.canvas, Qt.Key.Key_Space)


def make_right(program: Program, path: Path, *, log: bool) -> dict:
    """Open a recap, mend it, and tell what it took."""
    gold = json.loads(path.with_name(path.stem + ".gold.json").read_text(encoding="utf-8"))
    opened = []
    program.session.opened.connect(lambda: opened.append(True))
    program.window.open_paths((path,))
    until = time.monotonic() + 120
    while not opened and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)
    hand = Hand(program, log=log)
    for _ in range(30):
        QApplication.processEvents()
    reader = Reader(hand, path.stem, gold)
    for step in (reader.mend_cast, reader.mend_breaks, reader.mend_kinds, reader.mend_presences, reader.mend_places):
        step()
    words = len(reader.text.split())
    left = Counter()
    left["cells"] = wrong_cells(reader)
    return {
        "words": words, "actions": hand.actions, "idle": hand.idle, "clicks": hand.clicks, "keys": hand.keys,
        "minutes": (hand.seconds + words / READING) / 60, "hand": hand.seconds / 60, "left": left["cells"],
    }  # fmt: skip


def wrong_cells(reader: Reader) -> int:
    """Cells that are still not as in the gold."""
    ids = {name: character for character, name in reader.names().items() if name is not None}
    wrong = 0
    for n, scene in enumerate(reader.telling.scenes):
        gold = reader.gold_of(n)
        if "frame" in (gold["kind"], scene.kind):
            continue
        for name, character in ids.items():
            if reader.telling.cast[character].outside or reader.state(n, character) == wanted_state(gold, name):
                continue
            wrong += 1
            if reader.hand.log:
                print(f"   left: {n} {name} {reader.state(n, character)}, not {wanted_state(gold, name)}")
    return wrong


def wanted_state(gold: dict, name: str) -> str:
    """What a character is in a scene of the gold."""
    return "present" if name in gold["present"] else "mentioned" if name in gold["mentioned"] else "absent"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recaps", nargs="+", type=Path)
    parser.add_argument("--log", action="store_true", help="tell every action")
    options = parser.parse_args()
    application = QApplication([])
    for path in options.recaps:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            copy.write_bytes(path.read_bytes())
            copy.with_name(path.stem + ".gold.json").write_bytes(path.with_name(path.stem + ".gold.json").read_bytes())
            program = Program(Path(folder) / "data", Settings(Path(folder) / "settings.ini"))
            program.window.resize(1720, 1000)
            program.start()
            while program.window.timeline is None:
                application.processEvents()
            if options.log:
                print(path.stem)
            made = make_right(program, copy, log=options.log)
            program.window.close()
            program.discard()
        told = ", ".join(f"{kind} {n}" for kind, n in made["actions"].most_common())
        print(
            f"{path.stem}: {made['words']} words, {sum(made['actions'].values())} actions ({told}), "
            f"{made['clicks']} clicks, {made['keys']} keys; {made['minutes']:.1f} model minutes, "
            f"{made['hand']:.1f} of them the hand's; "
            f"idle {dict(made['idle'])}, cells left wrong {made['left']}", flush=True,
        )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
