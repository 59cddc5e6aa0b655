"""A text with lines of our own in the real widget: whatever is changed in place, it is as if set anew."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QPlainTextEdit

from recap_gui.gui import reader_setting
from recap_gui.gui.reader_galley import Galley
from recap_gui.gui.reader_setting import Setting
from recap_gui.gui.reader_text import Insert, ShownText

_TEXTS = st.text(alphabet="ab \n😀é", min_size=1, max_size=60)


@st.composite
def _lines(draw: st.DrawFn, text: str) -> list[Insert]:
    """Lines as scenes have them: one to an offset, a fold reaches at most to the next."""
    offsets = sorted(draw(st.sets(st.integers(0, len(text) - 1), max_size=6)))
    ends = [*offsets, len(text)][1:]
    words = draw(st.lists(st.sampled_from(["1", "2 😀", "12 the quay"]), min_size=len(offsets), max_size=len(offsets)))
    folds = draw(st.lists(st.booleans(), min_size=len(offsets), max_size=len(offsets)))
    laid = zip(offsets, words, ends, folds, strict=True)
    return [Insert(offset, said, end if fold else 0) for offset, said, end, fold in laid]


@st.composite
def _changes(draw: st.DrawFn) -> tuple[str, list[list[Insert]]]:
    text = draw(_TEXTS)
    return text, draw(st.lists(_lines(text), min_size=2, max_size=4))


@settings(max_examples=400, deadline=None)
@given(_changes(), st.integers(3, 20), st.integers(1, 4))
def test_lines_changed_in_place_are_as_if_set_anew(qapp, changes, longest: int, at_once: int) -> None:
    text, steps = changes
    edit = QPlainTextEdit()
    edit.setUndoRedoEnabled(False)
    setting = Setting(edit)
    galley = Galley(text, longest=longest)
    while not galley.is_set:
        galley.set_on()
    setting._fill(galley, tuple(steps[0]))
    kept, reader_setting.EDITS = reader_setting.EDITS, at_once
    try:
        for lines in steps[1:]:
            setting.set_lines(lines, near=3)
            while not setting.is_over:
                assert edit.toPlainText() == setting.shown.shown.replace("\xa0", " ")
                setting._go_on()
            assert edit.toPlainText() == ShownText(galley, lines).shown.replace("\xa0", " ")
    finally:
        reader_setting.EDITS = kept


def test_a_long_text_comes_in_slices_and_whole(qapp) -> None:
    text = "The quay waits for nobody, said Ann.\n\n" * 30_000
    lines = [Insert(at, f"scene {at}") for at in range(0, len(text), 3_800)]
    edit = QPlainTextEdit()
    edit.setUndoRedoEnabled(False)
    setting = Setting(edit)
    setting.set_text(text, lines)
    assert 0 < setting.shown.done < len(text)
    steps = 0
    while not setting.is_over:
        setting._go_on()
        steps += 1
    assert steps >= 3
    assert edit.toPlainText() == ShownText(text, lines).shown


def test_what_scrolls_while_lines_change_sees_what_then_stands_there(qapp, qtbot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.resize(300, 160)
    edit.show()
    setting = Setting(edit)
    seen: list[int] = []

    def look() -> None:
        seen.append(setting.shown.units - (edit.document().characterCount() - 1))

    setting.set_text("Ann waits.\n\n" * 40, [Insert(at * 12, f"{at}") for at in range(40)])
    edit.document().contentsChanged.connect(look)
    edit.verticalScrollBar().valueChanged.connect(look)
    edit.verticalScrollBar().setValue(edit.verticalScrollBar().maximum())
    setting.set_lines([], near=400)
    assert len(seen) > 1 and set(seen) == {0}
