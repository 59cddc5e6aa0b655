"""The sentences about failures in the user's language: those of `work.messages` through Qt's translation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from recap_gui.files.errors import FileError
from recap_gui.story.phrase import Fact, Phrase
from recap_gui.work import messages
from recap_gui.work.messages import Told
from recap_gui.work.protocol import Failed


def told(code: str, facts: Mapping[str, Fact]) -> Told:
    """The failure `code` in words."""
    return messages.told(code, facts, said)


def of(failure: FileError | Failed) -> Told:
    """The failure in words."""
    return messages.of(failure, said)


def spoken(sentence: Phrase) -> str:
    """A sentence of the rooms below in the user's language."""
    return sentence.spoken(said)


def said(text: str) -> str:
    """A sentence of the factory in the user's language."""
    return QCoreApplication.translate("Messages", text) if text else ""
