"""Presses of keys, looked up in the table of the timeline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from recap_gui.gui.timeline_keys import KEYS, Key


def key_of(event: QKeyEvent) -> Key | None:
    """The row of the table that `event` means, or None."""
    return _BY_KEY.get(_sequence(event).toString())


def _sequence(event: QKeyEvent) -> QKeySequence:
    """What was pressed, the keypad's keys like the others, signs without the Shift that makes them."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.text() and not event.text().isalnum() and event.text().isprintable() and event.text() != " ":
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(held.value | event.key())


_BY_KEY = {QKeySequence(key.key).toString(): key for key in KEYS}
