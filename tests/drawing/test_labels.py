"""Measured and broken labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recap_gui.drawing.labels import lines
from recap_gui.drawing.measure import BOLD, REGULAR, elided, shipped

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def test_wider_letters_are_wider():
    assert shipped("iii", 10, REGULAR) < shipped("mmm", 10, REGULAR)
    assert shipped("name", 20, REGULAR) == pytest.approx(2 * shipped("name", 10, REGULAR))
    assert shipped("name", 10, BOLD) > shipped("name", 10, REGULAR)


def test_letters_the_font_lacks_have_a_width_and_marks_have_none():
    assert shipped("東京", 10) == pytest.approx(20)
    assert shipped("e\u0301", 10) == pytest.approx(shipped("e", 10))


@given(words, st.floats(0, 300))
def test_an_elided_label_fits(text, room):
    found = elided(text, room, 12, REGULAR, shipped)
    assert found == "" or shipped(found, 12, REGULAR) <= room
    assert found == text or found == "" or found.endswith("…")


@given(words, st.integers(8, 300), st.integers(1, 3))
def test_lines_fit_their_room(text, room, most):
    found = lines(text, room, most, 11, REGULAR, shipped)
    assert len(found) <= most
    assert all(shipped(line, 11, REGULAR) <= room for line in found)


def test_the_heading_adapts_from_whole_to_three_words_to_nothing():
    heading = "the old keeper's cottage on Gull Rock"
    assert lines(heading, 400, 2, 11, REGULAR, shipped) == (heading,)
    assert " ".join(lines(heading, 130, 2, 11, REGULAR, shipped)) == heading
    assert " ".join(lines(heading, 62, 2, 11, REGULAR, shipped)) == "the old keeper's…"
    assert lines(heading, 20, 2, 11, REGULAR, shipped) == ()
