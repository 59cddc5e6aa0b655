"""The words inside pictures, in the user's language. What draws them knows no Qt and is handed `said`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

WORDS = tuple(
    str(QT_TRANSLATE_NOOP("Picture", words))
    for words in (
        "present",
        "only mentioned",
        "unsure",
        "mentioned, unsure",
        "previously",
        "no scene",
        "previously, no scene",
        "places",
        "goes on later",
        "scene {n}",
        "{n} episode",
        "{n} episodes",
        "{n} scene",
        "{n} scenes",
        "{n} character",
        "{n} characters",
        "{n} recap",
        "{n} recaps",
        "A timeline of {what}.",
        "Most often present: {people}.",
        "Scene",
        "Place and time",
        "Present",
        "Talked about",
        "talked about",
        "and {n} more",
        "? unsure",
        "Season {n}",
        "From {what} · Recap Timeline",
        "no crossings",
        "{n} crossing",
        "{n} crossings",
        "{crossings}, the fewest possible (proved)",
        "{crossings}, at most {n} above the fewest possible",
        "the {n} most frequent of {all} characters",
        "Storylines, a line for each character that bends to the people met: {what}.",
        "a scene and who is in it",
        "away for long",
        "Timeline",
        "Scenes",
        "Skip to the text",
        "Previous scene",
        "Next scene",
    )
)
"""All of them, for the translators' tools."""


def said(words: str) -> str:
    """`words` in the user's language."""
    return QCoreApplication.translate("Picture", words)
