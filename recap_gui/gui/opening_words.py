"""What is said when recaps have been opened: what their readers noted, and what became of the corrections."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from recap_gui.gui.told import spoken
from recap_gui.gui.widgets import plural
from recap_gui.story import Document, Story


def notes_of(documents: Sequence[Document], story: Story, corrections: int, unplaced: int) -> tuple[str, ...]:
    """Sentences, each once; `corrections` are applied, `unplaced` of them not."""
    tr = QCoreApplication.translate
    notes = [spoken(note) for document in documents for note in document.notes]
    notes += [spoken(note) for note in story.notes]
    if corrections:
        one = tr("Session", "{n} correction of yours is applied.")
        many = tr("Session", "{n} corrections of yours are applied.")
        notes.append(plural(corrections, one, many))
    if unplaced:
        notes.append(tr("Session", "{n} could not be placed: see “What I changed”.").format(n=unplaced))
    return tuple(dict.fromkeys(notes))
