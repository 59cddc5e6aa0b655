"""Type to go or do: one line, a list of matches beneath it. For characters, scenes and places, or for every command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from recap_gui.gui.actions import Actions, menu_name, plain_text
from recap_gui.gui.theme import LARGE, UNIT, Look, font
from recap_gui.gui.widgets import Line, dot, plural
from recap_gui.gui.workspace import Workspace

tr = QCoreApplication.translate
MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is shown, what is also searched, and what it does."""

    text: str
    note: str
    do: Callable[[], None]
    icon: QIcon | None = None


class Palette(QDialog):
    """The line and its list. It closes when something is chosen, with Esc, or when it loses the keyboard."""

    def __init__(self, choices: Sequence[Choice], hint: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = choices
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.setFont(font(LARGE))
        self.line.setFrame(False)
        self.line.setTextMargins(UNIT, UNIT, UNIT, UNIT)
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.line)
        box.addWidget(Line())
        box.addWidget(self.list, 1)
        self.line.textChanged.connect(self._show_matches)
        self.line.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._show_matches("")
        self._place(parent)
        self.setFocusProxy(self.line)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard: no window manager gives it to what opens over a window."""
        super().showEvent(event)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, parent: QWidget) -> None:
        window = parent.window()
        width, height = min(UNIT * 72, window.width() - UNIT * 8), min(UNIT * 52, window.height() - UNIT * 16)
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + UNIT * 9)

    @Slot(str)
    def _show_matches(self, words: str) -> None:
        self.list.clear()
        for choice in matches(self._choices, words)[:MOST]:
            item = QListWidgetItem(f"{choice.text}     {choice.note}" if choice.note else choice.text)
            if choice.icon is not None:
                item.setIcon(choice.icon)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            item.setSizeHint(QSize(0, UNIT * 4))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        self.close()
        if item is not None:
            item.data(Qt.ItemDataRole.UserRole).do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the list while the keyboard is in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)


def matches(choices: Sequence[Choice], words: str) -> list[Choice]:
    """The choices in which every word stands, those that begin with the first one before the others."""
    wanted = words.casefold().split()
    if not wanted:
        return list(choices)
    found = [c for c in choices if all(word in f"{c.text} {c.note}".casefold() for word in wanted)]
    return sorted(found, key=lambda c: not c.text.casefold().startswith(wanted[0]))


@dataclass(frozen=True, slots=True)
class _GoTo:
    workspace: Workspace
    scene: int

    def __call__(self) -> None:
        self.workspace.go_to(self.scene)


@dataclass(frozen=True, slots=True)
class _Follow:
    workspace: Workspace
    character: str

    def __call__(self) -> None:
        self.workspace.select_character(self.character)
        telling, scene = self.workspace.telling, self.workspace.selection.scene
        there = [s for s, _ in telling.of(self.character)] if telling is not None else []
        if there and scene not in there:
            self.workspace.go_along(self.character, back=scene is not None and scene > there[-1])


def open_jump(workspace: Workspace, look: Look, parent: QWidget) -> None:
    """Go to a character, a scene or a place."""
    telling = workspace.telling
    if telling is None:
        return
    choices: list[Choice] = []
    for character in telling.cast.values():
        scenes = len(telling.of(character.id))
        forms = ", ".join(form for form in character.aliases if form != character.name)
        count = plural(scenes, tr("Palette", "{n} scene"), tr("Palette", "{n} scenes")) if scenes else ""
        note = " · ".join(part for part in (forms, count) if part)
        icon = dot(look.lane(telling.colour(character.id)))
        choices.append(Choice(character.name, note, _Follow(workspace, character.id), icon))
    for scene in range(len(telling)):
        if telling.label(scene):
            first = " ".join(telling.text(scene).split())[:60]
            note = " · ".join(part for part in (telling.heading(scene), first) if part)
            choices.append(Choice(telling.label(scene), note, _GoTo(workspace, scene)))
    Palette(choices, tr("Palette", "Go to anyone, any scene, any place"), parent).show()


def open_palette(actions: Actions, look: Look, parent: QWidget) -> None:
    """Do anything that stands in the menus."""
    choices: list[Choice] = []
    for do, action in actions:
        if action.isEnabled() and not do.submenu and do.verb != "palette":
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or do.hint
            note = " · ".join(part for part in (menu_name(do), keys) if part)
            choices.append(Choice(plain_text(do), note, action.trigger))
    Palette(choices, tr("Palette", "What do you want to do?"), parent).show()
