"""The mapping of offsets between Python and Qt, against the real widget's own count."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from recap_gui.gui.reader_galley import Galley
from recap_gui.gui.reader_text import Insert, ShownText

_LETTERS = st.one_of(
    st.sampled_from("ab \n😀\x00\x0c\r\x85\xa0\u2028\u2029\ufdd0\ufdef\ufffc\uffff\u202e\ufeff\ud800é"), st.characters()
)
_TEXTS = st.text(alphabet=_LETTERS, max_size=60)


@st.composite
def _shown(draw: st.DrawFn) -> ShownText:
    galley, inserts = draw(_laid_out())
    return ShownText(galley, inserts)


@st.composite
def _laid_out(draw: st.DrawFn) -> tuple[Galley, list[Insert]]:
    """A text that was set in slices, and lines of our own in it."""
    text = draw(_TEXTS)
    inserts, at = [], 0
    for _ in range(draw(st.integers(0, 4))):
        offset = draw(st.integers(at, len(text)))
        until = draw(st.sampled_from([0, draw(st.integers(offset, len(text)))]))
        inserts.append(Insert(offset, draw(_TEXTS), until))
        at = max(offset, until)
    galley = Galley(text, longest=draw(st.integers(3, 20)))
    size = draw(st.integers(1, 70))
    while not galley.is_set:
        galley.set_on(size)
    return galley, inserts


def _hidden(shown: ShownText, offset: int) -> bool:
    return not any(run.start <= offset < run.end for run in shown._runs)


@settings(max_examples=400, deadline=None)
@given(_shown())
def test_every_shown_letter_stands_where_the_mapping_says(qapp, shown: ShownText) -> None:
    edit = QPlainTextEdit()
    edit.setPlainText(shown.shown)
    document = edit.document()
    for offset, letter in enumerate(shown.text):
        if _hidden(shown, offset):
            continue
        position = shown.to_qt(offset)
        found = document.characterAt(position)
        if letter > "\uffff":
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            cursor.setPosition(position + 2, QTextCursor.MoveMode.KeepAnchor)
            assert cursor.selectedText() == letter
            assert shown.to_text(position + 1) == offset
        elif letter == "\n":
            assert found == "\u2029"
        else:
            assert found == letter or found in " \ufffd" or "\u2400" <= found < "\u2420"
        assert shown.to_text(position) == offset


@settings(max_examples=400, deadline=None)
@given(_shown())
def test_every_position_has_an_offset_and_they_never_go_back(shown: ShownText) -> None:
    units = len(shown.shown.encode("utf-16-le", "surrogatepass")) // 2
    offsets = [shown.to_text(position) for position in range(units + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(shown.text) for offset in offsets)


@settings(max_examples=200, deadline=None)
@given(_TEXTS, st.integers(3, 20), st.integers(1, 70))
def test_no_paragraph_of_the_text_is_longer_than_allowed(text: str, longest: int, size: int) -> None:
    galley = Galley(text, longest=longest)
    while not galley.is_set:
        galley.set_on(size)
    assert len(galley.plain) == len(text)
    assert all(len(paragraph) <= longest + 1 for paragraph in ShownText(galley).shown.split("\n"))


@settings(max_examples=300, deadline=None)
@given(_laid_out(), st.integers(1, 20))
def test_what_is_set_in_slices_is_the_same_as_what_is_set_at_once(laid_out, size: int) -> None:
    whole, inserts = laid_out
    galley, handed = Galley(whole.text, longest=9), ""
    while not galley.is_set:
        before = galley.done
        galley.set_on(size)
        shown = ShownText(galley, inserts)
        handed += shown.since(before)
        assert handed == shown.shown
        assert shown.units == len(handed.encode("utf-16-le", "surrogatepass")) // 2


def test_a_line_of_our_own_stands_alone() -> None:
    shown = ShownText("Ann goes. Bob comes.", [Insert(0, "1"), Insert(10, "2 😀")])
    assert shown.shown == "1\nAnn goes. \n\n2 😀\nBob comes."
    assert shown.lines == [(0, 1), (14, 18)]


def test_a_folded_passage_is_its_line() -> None:
    shown = ShownText("menu menu\nAnn goes.", [Insert(0, "Menu", 10)])
    assert shown.shown == "Menu\nAnn goes."
    assert shown.to_qt(3) <= 5
    assert shown.to_text(2) == 10


def test_a_line_of_a_million_letters_is_broken_for_display() -> None:
    shown = ShownText("x" * 1_000_000)
    assert max(map(len, shown.shown.split("\n"))) == 10_000
    assert shown.to_text(shown.to_qt(777_777)) == 777_777


def test_lines_broken_at_a_margin_flow_on_and_others_do_not() -> None:
    wrapped = "First light on the North Quay. A trawler winches up her nets and\nthere is a man in them."
    assert "\n" not in ShownText(wrapped).shown
    assert ShownText(wrapped).to_text(70) == 70
    assert ShownText("Short line.\nAnother.").shown == "Short line.\nAnother."
    speaker = wrapped.replace("there is", "MAEVE: there is")
    assert ShownText(speaker).shown == speaker


def test_a_byte_order_mark_in_front_moves_nothing(qapp) -> None:
    """On the way to Qt a byte-order mark at the beginning is dropped; all after it would stand one too early."""
    shown = ShownText("\ufeffAnn waits.", [Insert(11, "1")])
    edit = QPlainTextEdit()
    edit.setPlainText(shown.shown)
    assert edit.document().characterCount() - 1 == shown.units
    assert edit.document().characterAt(shown.to_qt(1)) == "A"
