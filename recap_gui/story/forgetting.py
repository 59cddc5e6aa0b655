"""What is remembered of texts, to be dropped with them: a long recap weighs several times its text."""

from __future__ import annotations

from recap_gui.story import anchors
from recap_gui.story.sentences import sentence_starts
from recap_gui.story.words import word_count


def forget_texts() -> None:
    """Drop what was worked out from the texts of recaps that are no longer shown; it is worked out again if asked."""
    anchors.forget()
    sentence_starts.cache_clear()
    word_count.cache_clear()
