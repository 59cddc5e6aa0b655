"""Settings, declared once: name, default, what is allowed, and the words that explain them. Stored in one ini file."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QByteArray, QObject, QSettings, QStandardPaths, Signal

T = TypeVar("T", str, int, bool)

RECENT_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. `choices` pairs each allowed value with its words.

    A number lies between `low` and `high`, goes in steps of `step` and is shown with its `unit`.
    """

    key: str
    default: T
    label: str
    help: str
    choices: tuple[tuple[T, str], ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    unit: str = ""

    def allows(self, value: object) -> bool:
        """Whether `value` is one this setting can have."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return any(value == choice for choice, _ in self.choices)
        return not isinstance(value, int) or isinstance(value, bool) or self.low <= value <= self.high


def _words(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Settings", text))


THEME = Setting(
    "look/theme",
    "system",
    _words("Colours"),
    _words("Light, dark, or as the desktop has it; high contrast for eyes that need it."),
    (
        ("system", _words("As the desktop")),
        ("light", _words("Light")),
        ("dark", _words("Dark")),
        ("contrast", _words("High contrast, light")),
        ("contrast-dark", _words("High contrast, dark")),
    ),
)
TEXT_SIZE = Setting(
    "look/text_size",
    100,
    _words("Text size"),
    _words("Of everything in the window: names, headings, menus, the recap."),
    low=80,
    high=200,
    step=10,
    unit=" %",
)
READER_SIZE = Setting(
    "look/reader_size",
    15,
    _words("Size of the recap's text"),
    _words("In pixels at a text size of 100 %. Ctrl+Shift and + or − change it too."),
    low=11,
    high=32,
    unit=" px",
)
MOTION = Setting("look/motion", True, _words("Smooth motion"), _words("Zooming and jumping glide."))
WIDTH = Setting(
    "timeline/width",
    "words",
    _words("Column width"),
    _words("A scene is as wide as it is long, or all are equally wide."),
    (("words", _words("By words")), ("equal", _words("All equal"))),
)
WHEEL = Setting(
    "timeline/wheel",
    "lanes",
    _words("Wheel"),
    _words("What the plain wheel does over the lanes. With Shift it does the other, with Ctrl it zooms."),
    (("lanes", _words("Moves through the lanes")), ("time", _words("Moves through time"))),
)
LETTER_KEYS = Setting(
    "timeline/letter_keys",
    True,
    _words("Letter keys"),
    _words("Keys without Ctrl act on the timeline: F fits, P pins, H hides, N goes on …"),
)
REOPEN = Setting("start/reopen", False, _words("Reopen"), _words("Begin with the recap or season that was open last."))
CHANGED = Setting(
    "recaps/changed",
    "season",
    _words("Changed recaps"),
    _words("What is done when a recap that is open is changed on the disk. Corrections are carried over."),
    (
        ("season", _words("Read those of a season again, ask of a single one")),
        ("always", _words("Read them again")),
        ("ask", _words("Always ask")),
    ),
)

SHOWN: tuple[Setting[Any], ...] = (THEME, TEXT_SIZE, READER_SIZE, MOTION, WIDTH, WHEEL, LETTER_KEYS, REOPEN, CHANGED)
"""What the settings page lists, in its order."""


class Settings(QObject):
    """The user's settings and what the window remembers, in a file in `folder`. The only place that knows QSettings."""

    changed = Signal(object)
    """Setting: its value is another one now."""

    recent_changed = Signal(object)
    """tuple[str, ...]: the recent recaps, newest first."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        file = file or config_folder() / "recap-gui.ini"
        self.folder = file.parent
        self._ini = QSettings(str(file), QSettings.Format.IniFormat, self)

    def get(self, setting: Setting[T]) -> T:
        """The value of `setting`; its default where the file holds nothing sensible."""
        try:
            value = self._ini.value(setting.key, setting.default, type=type(setting.default))
        except (TypeError, ValueError):
            return setting.default
        return value if setting.allows(value) else setting.default  # type: ignore[return-value]

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep `value`; one that is not allowed is ignored."""
        if setting.allows(value) and value != self.get(setting):
            self._ini.setValue(setting.key, value)
            self.changed.emit(setting)

    def reset(self, setting: Setting[T]) -> None:
        """Go back to the default."""
        if self.get(setting) != setting.default:
            self._ini.remove(setting.key)
            self.changed.emit(setting)

    def recent(self) -> tuple[tuple[str, ...], ...]:
        """The recaps opened lately, newest first: each the paths that were opened together."""
        return tuple(tuple(paths) for paths in self._listed("recent/opened") if paths and _is_texts(paths))

    def add_recent(self, paths: tuple[str, ...]) -> None:
        """Put `paths` first among the recent recaps."""
        self._set_recent((paths, *(old for old in self.recent() if old != paths)))

    def drop_recent(self, paths: tuple[str, ...]) -> None:
        """Forget one entry."""
        self._set_recent(tuple(old for old in self.recent() if old != paths))

    def forget_recent(self) -> None:
        """Forget them all."""
        self._set_recent(())

    def open_last(self) -> tuple[str, ...]:
        """The files that were open last: those of the recap or season to begin with again."""
        found = self._listed("recent/open")
        if not found or not _is_texts(found):
            return ()
        newest = next(iter(self.recent()), ())
        if len(newest) == 1 and {os.path.dirname(path) for path in found} == set(newest):  # noqa: PTH120  (text alone)
            return newest  # a folder was opened, not the files in it one by one
        return tuple(found)

    def set_open(self, paths: tuple[str, ...]) -> None:
        """Note which files are open now."""
        self._ini.setValue("recent/open", json.dumps(paths))

    def remember(self, name: str, state: QByteArray) -> None:
        """Keep a state of the window that Qt gave us."""
        self._ini.setValue(f"window/{name}", state)

    def remembered(self, name: str) -> QByteArray:
        """That state, empty where there is none."""
        try:
            state = self._ini.value(f"window/{name}", QByteArray(), type=QByteArray)
        except (TypeError, ValueError):
            return QByteArray()
        return state if isinstance(state, QByteArray) else QByteArray()

    def save(self) -> None:
        """Write everything to disk now."""
        self._ini.sync()

    def _listed(self, key: str) -> list[Any]:
        try:
            found = json.loads(str(self._ini.value(key, "[]", type=str)))
        except (ValueError, RecursionError):
            return []
        return found if isinstance(found, list) else []

    def _set_recent(self, entries: tuple[tuple[str, ...], ...]) -> None:
        entries = entries[:RECENT_LIMIT]
        self._ini.setValue("recent/opened", json.dumps(entries))
        self.recent_changed.emit(entries)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def config_folder() -> Path:
    """Where the settings file lies; ``RECAP_GUI_CONFIG`` moves it (tests, portable use)."""
    if folder := os.environ.get("RECAP_GUI_CONFIG"):
        return Path(folder)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)) / "recap-gui"
