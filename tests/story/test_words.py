"""Counting words."""

from __future__ import annotations

from recap_gui.story.words import word_count


def test_a_long_text_is_counted_like_a_short_one() -> None:
    short = "Ann  goes\tto — the “quay”.\n\n Ann’s 😀 home. "
    assert word_count(short) == 9
    assert word_count(short * 4_000) == 36_000
    assert word_count("x" * 200_000) == 1
    assert word_count(" " * 200_000) == 0
