"""The hands of the monkey: everything it can do to the window, and how often."""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import random
import time
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import window_files
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from recap_gui.gui.actions import ACTIONS
from recap_gui.gui.settings import SHOWN, THEME

HOSTILE_WORDS = ("", " ", "Ann", "<img src='file:x'>", "&File && all", "\0", "\u202eevil", "😀" * 9, "x" * 3000,
                 "a\nb\tc", "%n %1 {0}", "=1+1", "Ann")  # fmt: skip
_KEY_NAMES = """Left Right Up Down PageUp PageDown Home End Space Return Enter Escape Tab Backtab Backspace Delete F1 F2
    F3 F5 F9 F11 Plus Minus Equal 0 1 2 3 Period Comma Question A B C E F G H I J L M N P R S V Y Z Slash"""
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in _KEY_NAMES.split()]
NO, SHIFT, CTRL, ALT = (getattr(Qt.KeyboardModifier, f"{n}Modifier") for n in ("No", "Shift", "Control", "Alt"))
BUTTONS = [Qt.MouseButton.LeftButton] * 6 + [Qt.MouseButton.RightButton] * 2 + [Qt.MouseButton.MiddleButton]
TEXTS = "Ann goes to the quay.\n\nBob meets Ann there. Ann and Bob talk.\n\nMeanwhile Cal waits for Bob. Cal goes.\n\n"

_STILL = 0.03
"""Seconds of CPU in a quarter of a second below which nothing is being done."""


class Monkey(QObject):
    """Does `actions` random things to `program`, then closes it."""

    def __init__(self, program: Any, actions: int, rng: random.Random, home: Path, troubles: Any) -> None:
        super().__init__()
        self.program, self.window, self.workspace = program, program.window, program.workspace
        self.rng, self._actions, self._troubles = rng, actions, troubles
        self.done = self.shown = 0
        self.counts: Counter[str] = Counter()
        self.memory: list[float] = []
        self.before_trouble: list[str] = []
        self._last: deque[str] = deque(maxlen=25)
        self._slow: list[tuple[int, str]] = []
        self._busy = self._rested = self._awaited = 0
        folders = [home / name for name in ("good", "bad", "out")]
        for folder in folders:
            folder.mkdir()
        self._good, self._bad, self._out = window_files.good(folders[0]), window_files.hostile(folders[1]), folders[2]
        kinds = {
            self.menu: 14, self.submenu: 5, self.key: 22, self.letters: 3,
            self.mouse: 26, self.hover: 6,
            self.wheel: 12, self.drop: 1, self.correct: 20, self.theme: 1, self.resize: 2,
            self.open_good: 1.2, self.open_bad: 0.8,
            self.paste: 0.5, self.touch_files: 0.5, self.dialog: 6, self.close_popups: 4, self.undo: 8, self.lanes: 4,
            self.select: 6, self.setting: 1, self.export: 0.4, self.cancel: 0.3, self.wait: 2, self.message: 1,
        }  # fmt: skip
        self._kinds, self._weights = list(kinds), list(kinds.values())
        self._next = QTimer(self, singleShot=True)  # one: what is due is due once
        self._next.timeout.connect(self._tick)
        program.workspace.story_changed.connect(self._on_story)
        program.window.actions_table["quit"].triggered.disconnect()  # the palette leads there: too soon

    def start(self) -> None:
        """Begin as soon as the window can be used."""
        self._next.start(300)

    def slowest(self) -> list[tuple[int, str]]:
        """The slowest actions: milliseconds and what."""
        return sorted(self._slow, reverse=True)[:8]

    @Slot(object)
    def _on_story(self, story: object) -> None:
        self.shown += story is not None

    @Slot()
    def _tick(self) -> None:
        """One action; the next is due before it ends, so that one that waits in a loop of its own is woken."""
        faulthandler.dump_traceback_later(60, exit=True)
        if self.done // max(1, self._actions // 5) > self._rested:
            self._rest_once_alone()
            return
        if self.done >= self._actions:
            QTimer.singleShot(0, self._end)
            return
        self._next.start(self.rng.choice((0, 0, 0, 0, 1, 5)))
        if self._busy > 3:
            return
        self.done += 1
        (do,) = self.rng.choices(self._kinds, self._weights)
        if self.window.timeline is None:  # hands are kept off until then, and most of what follows goes past them
            do = self.wait
        name = do.__name__
        self._last.append(name)
        if os.environ.get("MONKEY_TALKS"):
            print(self.done, list(self._last)[-2:], flush=True)
        self.counts[name] += 1
        had, began = len(self._troubles.found), time.monotonic()
        self._busy += 1
        try:
            self._mind_dialogs()
            do()
        finally:
            self._busy -= 1
        took = round((time.monotonic() - began) * 1000)
        if took > 100:
            self._slow.append((took, self._last[-1]))
            self._slow = sorted(self._slow, reverse=True)[:20]
        if had == 0 and self._troubles.found and not self.before_trouble:
            self.before_trouble = list(self._last)

    def _tell(self, words: str) -> None:
        self._last[-1] += f" {words}"
        if os.environ.get("MONKEY_TALKS"):
            print("  ", words, flush=True)

    def _rest_once_alone(self) -> None:
        """Rest when no action waits in a loop of its own any more: what its dialog holds is not gone before.

        A menu that was closed while it was being shown waits until the program ends: it is let wait after 2 s.
        """
        if self._busy and self._awaited < 100:
            self._awaited += 1
            self._shut()
            self._next.start(20)
            return
        self._rested, self._awaited = self._rested + 1, 0
        self._rest()
        self._next.start(0)

    def _rest(self) -> None:
        """Close everything, wait hands off until nothing is done any more, and look at the memory."""
        for _ in range(3):
            self._shut()
            QTest.qWait(150)
        self.window.showNormal()
        self.window.resize(1000, 700)  # a window of 2560 × 1440 holds 20 MB of pictures more, whatever was done before
        self.window.close_recap()
        self.workspace.undo_stack.clear()
        self._quiet()
        gc.collect()
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
        self.memory.append(psutil.Process().memory_info().rss / 2**20)

    def _quiet(self) -> None:
        """Wait until the window's threads and children stand still: a picture being written is no growth."""
        processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
        until, still, used = time.monotonic() + 30, 0, -1.0
        while still < 2 and time.monotonic() < until:
            QTest.qWait(250)
            faulthandler.dump_traceback_later(60, exit=True)
            was, used = used, 0.0
            for process in processes:
                with suppress(psutil.Error):
                    used += sum(process.cpu_times()[:2])
            still = still + 1 if used - was <= _STILL else 0

    def _end(self) -> None:
        self._shut()
        self.window.close()

    def _shut(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()

    def _mind_dialogs(self) -> None:
        """Dialogs of the system's files and printers are looked at and closed: they could do harm out there."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QFileDialog) or type(widget).__name__.startswith(("QPrint", "QPage", "QUnix")):
                widget.reject()

    # ---- menus and keys

    def menu(self) -> None:
        do = self.rng.choice(ACTIONS)
        if do.submenu:
            return
        self._tell(do.verb)
        self.window.actions_table[do.verb].trigger()

    def submenu(self) -> None:
        do = self.rng.choice([do for do in ACTIONS if do.submenu])
        menu = self.window.actions_table.submenu(do.verb)
        menu.aboutToShow.emit()
        self._trigger(menu, do.verb)

    def _trigger(self, menu: QMenu, name: str) -> None:
        actions = [a for a in menu.actions() if a.isEnabled() and not a.isSeparator() and a.menu() is None]
        if actions and isinstance(action := self.rng.choice(actions), QAction):
            self._tell(f"{name}: {action.text()[:40]!r}")
            action.trigger()

    def key(self) -> None:
        target = self._target(for_keys=True)
        if target is None or not target.isVisible():  # nobody can press a key there, and QTest never comes back
            return
        key = self.rng.choice(KEYS)
        modifiers = self.rng.choice((NO, NO, NO, NO, SHIFT, CTRL, CTRL | SHIFT, ALT))
        self._tell(f"{key.name} {modifiers} on {type(target).__name__}")
        for _ in range(self.rng.choice((1, 1, 1, 2, 6))):
            QTest.keyClick(target, key, modifiers)

    def letters(self) -> None:
        target = QApplication.focusWidget()
        if target is not None:
            words = self.rng.choice(HOSTILE_WORDS)
            self._tell(f"types on {type(target).__name__}")
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, NO, words))

    def _target(self, *, for_keys: bool = False) -> QWidget | None:
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is not None:
            return popup
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if dialogs and self.rng.random() < 0.5:
            return self.rng.choice(dialogs)
        if for_keys and self.rng.random() < 0.6:
            return QApplication.focusWidget() or self.window
        timeline = self.window.timeline
        if timeline is not None and timeline.isVisible() and self.rng.random() < 0.5:
            parts = [timeline, *timeline.findChildren(QWidget)]
            return self.rng.choice(parts)
        return self.rng.choice([self.window, *self.window.findChildren(QWidget)])

    # ---- pointer

    def _place(self) -> tuple[QWidget, QPoint] | None:
        target = self._target()
        if target is None or not target.isVisible() or target.width() < 1 or target.height() < 1:
            return None
        at = QPoint(self.rng.randrange(target.width()), self.rng.randrange(target.height()))
        child = target.childAt(at)
        return (child, child.mapFrom(target, at)) if child is not None else (target, at)

    def mouse(self) -> None:
        found = self._place()
        if found is None:
            return
        widget, at = found
        button, modifiers = self.rng.choice(BUTTONS), self.rng.choice((NO, NO, NO, SHIFT, CTRL, ALT))
        kind = self.rng.choice(("click", "click", "double", "drag"))
        self._tell(f"{kind} {button.name} on {type(widget).__name__}")
        self._pointer(widget, QEvent.Type.MouseButtonPress, at, button, button, modifiers)
        if kind == "drag":
            for _ in range(self.rng.randrange(1, 7)):
                at = QPoint(at.x() + self.rng.randrange(-200, 200), at.y() + self.rng.randrange(-120, 120))
                self._pointer(widget, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, modifiers)
                if self.rng.random() < 0.2:
                    QTest.qWait(20)
        self._pointer(widget, QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton, modifiers)
        if kind == "double":
            self._pointer(widget, QEvent.Type.MouseButtonDblClick, at, button, button, modifiers)
            self._pointer(widget, QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton, modifiers)
        if button is Qt.MouseButton.RightButton:
            self._context(widget, at)

    def _pointer(self, widget: QWidget, kind: Any, at: QPoint, button: Any, held: Any, modifiers: Any) -> None:
        with suppress(RuntimeError):  # the widget went with what the press did
            event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, held, modifiers)
            QApplication.sendEvent(widget, event)

    def _context(self, widget: QWidget, at: QPoint) -> None:
        from PySide6.QtGui import QContextMenuEvent

        with suppress(RuntimeError):
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu) and self.rng.random() < 0.7:
            self._trigger(popup, "context")
            with suppress(RuntimeError):
                popup.close()

    def hover(self) -> None:
        if (found := self._place()) is not None:
            for _ in range(3):
                at = found[1] + QPoint(self.rng.randrange(-40, 40), self.rng.randrange(-20, 20))
                self._pointer(found[0], QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO)
            if self.rng.random() < 0.05:
                QTest.qWait(330)

    def wheel(self) -> None:
        if (found := self._place()) is None:
            return
        widget, at = found
        modifiers = self.rng.choice((NO, SHIFT, CTRL, CTRL, ALT))
        self._tell(f"{modifiers} on {type(widget).__name__}")
        for _ in range(self.rng.randrange(1, 6)):
            delta = QPoint(self.rng.choice((0, 0, 120, -120)), self.rng.choice((120, -120, 30, -600, 12_000)))
            phase = Qt.ScrollPhase.NoScrollPhase
            with suppress(RuntimeError):
                event = QWheelEvent(QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), delta,
                                    Qt.MouseButton.NoButton, modifiers, phase, False)  # fmt: skip
                QApplication.sendEvent(widget, event)

    def drop(self) -> None:
        data = QMimeData()
        paths = self.rng.sample(self._good + self._bad, self.rng.choice((1, 1, 2, 5)))
        if self.rng.random() < 0.8:
            data.setUrls([QUrl.fromLocalFile(os.fsencode(p).decode("utf-8", "replace")) for p in paths])
        else:
            data.setText(TEXTS * self.rng.randrange(1, 30))
        at = QPointF(self.rng.randrange(1, 900), self.rng.randrange(1, 600))
        point, copy, left = at.toPoint(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        QApplication.sendEvent(self.window, QDragEnterEvent(point, copy, data, left, NO))
        QApplication.sendEvent(self.window, QDropEvent(at, copy, data, left, NO))
        self._settle()

    # ---- the story

    def _scene(self) -> int:
        telling = self.workspace.telling
        return self.rng.randrange(-1, len(telling) + 1) if telling is not None else 0

    def _who(self) -> str:
        telling = self.workspace.telling
        return self.rng.choice([*telling.cast, "nobody"]) if telling is not None and telling.cast else "c1"

    def correct(self) -> None:
        w, rng = self.workspace, self.rng
        if w.story is None:
            return
        episode = rng.randrange(len(w.story.episodes))
        length = len(w.story.episodes[episode].text)
        offset = rng.randrange(length + 1)
        words = rng.choice(HOSTILE_WORDS)
        calls = (
            (w.cycle_cell, self._scene(), self._who()), (w.split, episode, offset), (w.join, self._scene()),
            (w.move_break, self._scene(), offset), (w.rename, self._who(), words), (w.dismiss, self._who()),
            (w.merge, (self._who(), self._who()), self._who()), (w.separate, (self._who(), self._who())),
            (w.split_alias, self._who(), (words, "Ann"), words or None), (w.set_outside, self._who()),
            (w.add_character, episode, offset, min(length, offset + 9), words or None),
            (w.recolour, self._who(), rng.choice((None, 0, 5, 11))), (w.confirm, self._scene()),
            (w.confirm, self._scene(), self._who()),
        )  # fmt: skip
        verb, *arguments = rng.choice(calls)
        if rng.random() < 0.1:
            verb, arguments = w.set_scene, [self._scene()]
            named = {rng.choice(("place", "time", "heading")): words}
            self._tell(f"set_scene {arguments} {list(named)}")
            verb(*arguments, **named)
            return
        self._tell(f"{verb.__name__} {arguments!r}"[:90])
        verb(*arguments)

    def undo(self) -> None:
        for _ in range(self.rng.choice((1, 1, 3, 30))):
            (self.workspace.undo_stack.undo if self.rng.random() < 0.6 else self.workspace.undo_stack.redo)()
        if self.workspace.corrections and self.rng.random() < 0.3:
            self.workspace.revert(self.rng.choice(self.workspace.corrections))

    def lanes(self) -> None:
        w = self.workspace
        call = self.rng.choice((w.pin, w.hide, w.only))
        call(self._who())
        if self.rng.random() < 0.3:
            w.show_all_lanes()
        if self.rng.random() < 0.2 and w.telling is not None:
            w.arrange_lanes(self.rng.sample(list(w.telling.cast), len(w.telling.cast)))

    def select(self) -> None:
        w = self.workspace
        scene = self._scene()
        do = self.rng.choice(("scene", "cell", "go", "along", "clear", "caret"))
        match do:
            case "scene":
                w.select_scene(scene, extend=self.rng.random() < 0.3)
            case "cell":
                w.select_cell(scene, self._who())
            case "go":
                w.go_to(scene)
            case "along":
                w.go_along(self._who(), back=self.rng.random() < 0.5)
            case "clear":
                w.clear_selection()
            case _ if w.story is not None:
                w.place_caret(0, self.rng.randrange(len(w.story.episodes[0].text) + 1))

    # ---- files

    def _settle(self) -> None:
        """Mostly wait for the story; sometimes go on in the middle of it."""
        if self.rng.random() < 0.8:
            until = time.monotonic() + 20
            QTest.qWait(20)
            while self.program.session.is_busy and time.monotonic() < until:
                QTest.qWait(20)

    def open_good(self) -> None:
        paths = self.rng.sample(self._good, self.rng.choice((1, 1, 1, 2, 3)))
        self._tell(str([p.name for p in paths]))
        self.program.session.open_paths(tuple(paths), add=self.rng.random() < 0.2)
        self._settle()

    def open_bad(self) -> None:
        paths = self.rng.sample(self._bad, self.rng.choice((1, 1, 1, 4)))
        self._tell(ascii([p.name[:30] for p in paths]))
        self.program.session.open_paths(tuple(paths), add=self.rng.random() < 0.2)
        self._settle()

    def paste(self) -> None:
        QApplication.clipboard().setText(self.rng.choice((TEXTS * 8, "", "\0", "<b>x", "word " * 9000)))
        self.window.commands.paste()
        self._settle()

    def touch_files(self) -> None:
        path = self.rng.choice([p for p in self._good if p.is_file()])
        beside = path.with_name(path.name + ".recap.json")
        do = self.rng.choice(("grow", "damage", "remove", "reload"))
        self._tell(f"{do} {path.name}")
        match do:
            case "grow" if path.suffix == ".txt":
                with path.open("ab") as file:
                    file.write(b"\n\nAnn goes on.\n" if path.stat().st_size < 50_000 else b"")
            case "damage" if beside.exists():
                beside.write_bytes(beside.read_bytes()[: self.rng.randrange(200)])
            case "remove":
                beside.unlink(missing_ok=True)
            case _:
                self.window.reload()
                self._settle()

    def export(self) -> None:
        from recap_gui.gui.export_dialog import ExportDialog

        if self.workspace.story is None:
            return
        dialog = ExportDialog(self.workspace, "t", self.window)
        dialog.show()
        QTest.qWait(self.rng.choice((0, 50, 500)))
        name = self.rng.choice(
            ("a.png", "a.svg", "a.pdf", "a.json", "a.csv", "a.html", "a.md", "no/such.svg", "a", "x" * 300 + ".svg")
        )
        self._tell(name[:20])
        with suppress(RuntimeError):
            dialog.save_to(str(self._out / name))

    def cancel(self) -> None:
        self.program.opener.cancel()

    # ---- the window

    def theme(self) -> None:
        self.program.settings.set(THEME, self.rng.choice(("system", "light", "dark")))

    def setting(self) -> None:
        setting = self.rng.choice(SHOWN)
        if setting.choices:
            value = self.rng.choice([v for v, _ in setting.choices])
        elif isinstance(setting.default, bool):
            value = self.rng.random() < 0.5
        else:
            value = self.rng.randint(setting.low, setting.high)
        self.program.settings.set(setting, value)

    def resize(self) -> None:
        size = self.rng.choice(
            ((320, 240), (800, 600), (1280, 720), (1920, 1080), (2560, 1440), (1079, 900), (1081, 300))
        )
        self._tell(str(size))
        self.window.resize(*size)

    def dialog(self) -> None:
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if not dialogs:
            return
        dialog = self.rng.choice(dialogs)
        parts = [
            w for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit) for w in dialog.findChildren(kind)
        ]
        parts = [w for w in parts if w.isVisible() and w.isEnabled()]
        self._tell(type(dialog).__name__)
        if not parts or self.rng.random() < 0.5:
            dialog.reject()
            return
        part = self.rng.choice(parts)
        if isinstance(part, QAbstractButton):
            part.click()
        elif isinstance(part, QComboBox) and part.count():
            part.setCurrentIndex(self.rng.randrange(part.count()))
        elif isinstance(part, QLineEdit) and not part.isReadOnly():
            part.setText(self.rng.choice(HOSTILE_WORDS))
            part.textEdited.emit(part.text())

    def message(self) -> None:
        bar = self.window.message_bar
        if bar.isVisible():
            self.rng.choice(bar.findChildren(QAbstractButton)).click()

    def close_popups(self) -> None:
        self._shut()

    def wait(self) -> None:
        QTest.qWait(self.rng.choice((1, 20, 60, 400 if self.rng.random() < 0.1 else 5)))
