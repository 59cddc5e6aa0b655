"""Reader, table, cast, why and changes: the same selection everywhere, with real events."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from recap_gui.gui import scene_rows
from recap_gui.gui.app import Program
from recap_gui.gui.cast_panel import LAST
from recap_gui.gui.reader_page import inserts
from recap_gui.gui.review_panel import quoted
from recap_gui.gui.scene_rows import PRESENT, WORDS
from recap_gui.gui.scene_table import SceneTable
from recap_gui.gui.theme import LIGHT
from recap_gui.gui.why_words import why_break, why_cell
from recap_gui.gui.widgets import TypedTable
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Document, Episode, Proposal, Reason, Story
from recap_gui.story.phrase import phrase
from recap_gui.story.review import Question, Quote
from tests.gui.conftest import TEXT, small_story
from tests.gui.timeline_helpers import story as twelve_scenes


def _point_of(view, words: str, after: int = 0) -> QPoint:
    """The middle of the first letters of `words` in the reader."""
    position = view.shown.to_qt(TEXT.index(words, after))
    cursor = view.textCursor()
    cursor.setPosition(position)
    first = view.cursorRect(cursor)
    cursor.setPosition(position + 1)
    return QPoint((first.x() + view.cursorRect(cursor).x()) // 2, first.center().y())


def test_a_click_on_a_name_selects_its_character_there(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point_of(view, "Lavery"))
    assert opened.workspace.selection.cell == (2, "c3")


def test_a_click_beside_names_selects_the_scene(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point_of(view, "waits"))
    assert opened.workspace.selection.scenes == range(1, 2)
    assert opened.workspace.selection.cell is None


def test_the_pointer_on_a_name_lights_its_lane(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    qtbot.mouseMove(view.viewport(), _point_of(view, "waits"))
    qtbot.mouseMove(view.viewport(), _point_of(view, "Maeve"))
    qtbot.waitUntil(lambda: opened.workspace.hovered.character == "c1")


def test_the_caret_selects_its_scene_and_the_selection_moves_the_text(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_qt(TEXT.index("They talk")))
    view.setTextCursor(cursor)
    assert opened.workspace.selection.scene == 2
    opened.workspace.go_to(1)
    assert view.caret_offset() == len("By tidewrack 😀.\n\n")


def test_ctrl_enter_splits_at_the_caret_and_ctrl_j_joins_again(opened: Program, qtbot) -> None:
    window, view = opened.window, opened.window.reader.view
    view.go_to_offset(0, TEXT.index("They talk"))
    opened.workspace.place_caret(0, TEXT.index("They talk"))
    window.actions_table["split"].trigger()
    assert len(opened.workspace.telling) == 5
    opened.workspace.select_scene(3)
    window.actions_table["join"].trigger()
    assert len(opened.workspace.telling) == 4


def test_what_is_copied_is_the_recap_not_what_is_shown(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    view.toggle_fold(0)
    cursor = view.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == TEXT[: TEXT.index("Share")]


def test_ctrl_c_copies_the_text_of_the_selected_scene(opened: Program) -> None:
    opened.workspace.select_scene(1)
    opened.window.commands.copy()
    assert QGuiApplication.clipboard().text() == "At the quay, Maeve Corrigan waits. She calls Rao."


def test_furniture_is_one_line_and_comes_back_with_a_click(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    assert "Share this page!" not in view.toPlainText()
    assert "Footer, 3 words, set apart: the page ends with it   Put back" in view.toPlainText()
    start, _ = view.shown.lines[-1]
    cursor = view.textCursor()
    cursor.setPosition(start + 3)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert "Share this page!" in view.toPlainText()


def test_putting_furniture_back_is_an_ordinary_correction(opened: Program) -> None:
    opened.workspace.set_scene(3, kind="scene")
    assert "Share this page!" in opened.window.reader.view.toPlainText()
    opened.workspace.undo_stack.undo()
    assert "Share this page!" not in opened.window.reader.view.toPlainText()


def test_finding_goes_from_hit_to_hit_and_tells_the_timeline(opened: Program, qtbot) -> None:
    panel = opened.window.reader
    panel.open_find()
    scenes: list[tuple[int, ...]] = []
    panel.hits_changed.connect(scenes.append)
    qtbot.keyClicks(panel.find_line._line, "corrigan")
    assert panel.find_line._count.text().endswith("of 2")
    assert scenes[-1] == (1, 2)
    first = opened.workspace.caret
    panel.find_next()
    assert opened.workspace.caret != first
    qtbot.keyClick(panel.find_line._line, Qt.Key.Key_Escape)
    assert panel.find_line.isHidden()


def test_the_text_is_not_bold_after_a_correction(opened: Program) -> None:
    view = opened.window.reader.view
    opened.workspace.join(2)
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_qt(TEXT.index("waits")) + 1)
    assert cursor.charFormat().fontWeight() in (0, 400)


def test_the_page_folds_what_is_apart(story: Story, workspace) -> None:
    lines = inserts(workspace.telling, 0)
    assert [line.until > line.offset for line in lines] == [True, False, False, True]
    assert [line.offset for line in lines] == [scene.start for scene in workspace.telling.scenes]


def test_the_table_sorts_filters_and_selects(opened: Program, qtbot) -> None:
    opened.window.show_view(2)
    table = opened.window.table
    table.filter_line.setText("lavery bar")
    assert table.table.model().rowCount() == 1
    table.table.selectRow(0)
    assert opened.workspace.selection.scenes == range(2, 3)
    table.filter_line.clear()
    opened.workspace.select_scene(1)
    assert [i.row() for i in table.table.selectionModel().selectedRows()] == [1]
    table.table.copy()
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[0] == "Scene"
    assert row.split("\t")[:4] == ["1", "the quay", "", "Maeve Corrigan"]


def test_the_table_sorts_by_a_click_on_a_head_and_keeps_the_selection(opened: Program, qtbot) -> None:
    opened.window.show_view(2)
    table, model = opened.window.table.table, opened.window.table.model
    opened.workspace.select_scene(2)
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(PRESENT) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    shown = [model.words(model.scene(row), PRESENT) for row in range(model.rowCount())]
    assert shown == sorted(shown, key=str.casefold)
    assert [model.scene(i.row()) for i in table.selectionModel().selectedRows()] == [2]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [model.words(model.scene(row), PRESENT) for row in range(model.rowCount())] == shown[::-1]


def test_ctrl_c_in_the_table_copies_tab_separated_rows(opened: Program, qtbot) -> None:
    opened.window.show_view(2)
    table = opened.window.table.table
    opened.workspace.select_scene(1)
    opened.workspace.select_scene(2, extend=True)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["Scene", "1", "2"]
    assert {line.count("\t") for line in lines} == {5}


def test_a_long_table_is_filtered_in_turns_and_finds_the_same(qapp, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(scene_rows, "AT_ONCE", 3)
    workspace = Workspace()
    table = SceneTable(workspace, LIGHT)
    qtbot.addWidget(table)
    table.show()
    workspace.set_story(twelve_scenes())
    qtbot.waitUntil(lambda: table.model.rowCount() == 13)
    table.filter_line.setText("ada bo")
    assert table.model.rowCount() == 13  # the old rows stay until the new ones are known
    qtbot.waitUntil(lambda: table.model.rowCount() < 13)
    found = [table.model.scene(row) for row in range(table.model.rowCount())]
    assert found == [1, 4, 6, 9, 11, 12]
    table.model.sort(WORDS, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: table.model.scene(0) != 1)
    words = [int(table.model.words(table.model.scene(row), WORDS)) for row in range(6)]
    assert words == sorted(words, reverse=True)
    workspace.select_scene(6)
    assert [table.model.scene(i.row()) for i in table.table.selectionModel().selectedRows()] == [6]
    workspace.deleteLater()


def test_what_is_not_seen_is_not_worked_out(opened: Program) -> None:
    opened.window.show_view(0)
    opened.workspace.join(2)
    assert opened.window.table.model.rowCount() == 0
    opened.window.show_view(2)
    assert opened.window.table.model.rowCount() == len(opened.workspace.telling)


def test_the_cast_is_renamed_in_place(opened: Program, qtbot) -> None:
    panel = opened.window.cast
    panel.renew()
    names = [panel.model.words(row, 0) for row in range(panel.model.rowCount())]
    row = names.index("Rao")
    assert panel.model.setData(panel.model.index(row, 0), "Sanjit Rao")
    assert opened.workspace.telling.cast["c2"].name == "Sanjit Rao"
    assert opened.workspace.undo_stack.undoText() == "rename Rao"


def test_why_quotes_the_words_and_names_the_rule(workspace) -> None:
    account = why_cell(workspace.telling, 1, "c1")
    assert "Present" in account.sentence
    first = account.reasons[0]
    assert (first.quotes[0].words, first.rule) == ("Maeve Corrigan", "subject of an action")
    began = why_break(workspace.telling, 1)
    assert "80 %" in began.sentence
    assert began.reasons[0].rule == "new place"


def test_a_quotation_is_cut_out_of_the_text_exactly(workspace) -> None:
    for scene in range(4):
        for presence in workspace.telling.presences(scene):
            for why in why_cell(workspace.telling, scene, presence.character).reasons:
                for quote in why.quotes:
                    assert TEXT[quote.offset :].startswith(quote.words)
                    plain = (quote.before + quote.words + quote.after).strip("…")
                    assert plain in " ".join(TEXT.split())


def test_what_i_changed_lists_and_takes_back(opened: Program) -> None:
    panel = opened.window.panels.changes
    opened.workspace.rename("c2", "Sanjit Rao")
    opened.workspace.set_presence(1, "c3", "present")
    assert [panel.list.item(n).text() for n in range(2)] == [
        "Lavery is present at “At the quay, Maeve”",
        "Rao is called Sanjit Rao",
    ]
    panel.list.item(1).setSelected(True)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert [c.do for c in opened.workspace.corrections] == ["presence"]


def test_the_check_asks_and_takes_answers_by_keys(opened: Program, qtbot) -> None:
    (episode,) = small_story().episodes
    doubtful = tuple(replace(mention, confidence=0.6) for mention in episode.mentions)
    opened.workspace.set_story(replace(small_story(), episodes=(replace(episode, mentions=doubtful),)))
    opened.window.show_panel("review")
    panel = opened.window.panels.review
    qtbot.waitUntil(lambda: bool(panel.questions))
    asked = panel.questions[0]
    qtbot.keyClick(panel, Qt.Key.Key_S)
    assert opened.workspace.corrections == ()
    assert asked.key not in {question.key for question in panel.questions}
    opened.workspace.documents_changed.emit(opened.workspace.documents)
    panel._renew()
    qtbot.keyClick(panel, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: asked.key not in {question.key for question in panel.questions})
    assert len(opened.workspace.corrections) == 1
    opened.workspace.undo_stack.undo()
    assert opened.workspace.corrections == ()


def test_the_check_quotes_everybody_it_asks_about(opened: Program, qtbot) -> None:
    story = small_story()
    at = TEXT.index("Maeve Corrigan")
    asked = replace(story, proposals=(Proposal(("c1", "c3"), 0.5, (Reason("the same name", ((at, at + 14),)),)),))
    opened.workspace.set_story(asked)
    opened.window.show_panel("review")
    panel = opened.window.panels.review
    qtbot.waitUntil(lambda: bool(panel.questions))
    assert "“Maeve Corrigan” and “Lavery”" in panel._text.text()
    words, marks = quoted(panel.questions[0], asked)
    assert panel._words.toPlainText() == words
    assert words == "At the quay, Maeve Corrigan waits.\n\nRao finds Lavery in the bar."
    assert [words[first:last] for first, last in marks] == ["Maeve Corrigan", "Lavery"]


def test_of_long_sentences_that_are_quoted_side_by_side_what_is_near_the_names_is_shown() -> None:
    long = "So much was said before it that nobody could have listened to all of it, and then at last, quite late, "
    text = f"{long}Leo came{long.replace('So', ' as').rstrip(', ')}. {long}Leonard went."
    first, second = text.index("Leo came"), text.index("Leonard")
    cut = text.index(". ") + 1
    question = Question(
        "k", "same", phrase("?"), "e1", (0, cut), ((first, first + 3),), None, None, 1.0,
        others=(Quote("e1", (cut + 1, len(text)), (second, second + 7)),),
    )  # fmt: skip
    words, marks = quoted(question, Story("", (), (Episode("e1", text, ()),)))
    assert len(words) < 300 and words.startswith("… ") and words.split("\n\n")[0].endswith(" …")
    assert [words[first:last] for first, last in marks] == ["Leo", "Leonard"]
    assert words.endswith("Leonard went.")


def _drag(view, start: QPoint, end: QPoint, qtbot, *, drop: bool = True) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        at = QPointF(start + (end - start) * share)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QGuiApplication.sendEvent(
            view.viewport(), QMouseEvent(QEvent.Type.MouseMove, at, at, Qt.MouseButton.NoButton, left, none)
        )
    if drop:
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def _point_of_heading(view, line: int) -> QPoint:
    cursor = view.textCursor()
    cursor.setPosition(view.shown.set_lines[line].start + 1)
    return view.cursorRect(cursor).center()


def test_a_break_is_dragged_by_its_heading_to_where_a_sentence_begins(opened: Program, qtbot) -> None:
    view, told = opened.window.reader.view, []
    view.drag_told.connect(told.append)
    _drag(view, _point_of_heading(view, 2), _point_of(view, "calls"), qtbot)
    assert opened.workspace.telling.scenes[2].start == TEXT.index("She calls")
    assert "She calls Rao." in told[-2] and told[-1] == ""
    assert opened.workspace.undo_stack.undoText() == "move the break"
    opened.workspace.undo_stack.undo()
    assert opened.workspace.telling.scenes[2].start == TEXT.index("Rao finds")


def test_a_break_that_is_dragged_stays_where_it_is_after_esc(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    _drag(view, _point_of_heading(view, 2), _point_of(view, "calls"), qtbot, drop=False)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=_point_of(view, "calls"))
    assert opened.workspace.corrections == ()


def test_a_correction_leaves_caret_selection_and_place_in_the_text(opened: Program, qtbot) -> None:
    view = opened.window.reader.view
    cursor = view.textCursor()
    cursor.setPosition(view.shown.to_qt(TEXT.index("Lavery")))
    cursor.setPosition(view.shown.to_qt(TEXT.index("Lavery") + 6), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    opened.workspace.split(0, TEXT.index("She calls"))
    opened.workspace.set_scene(1, place="the long quay")
    assert view.selected_span() == (TEXT.index("Lavery"), TEXT.index("Lavery") + 6)
    assert "the long quay" in view.toPlainText()


def test_only_who_scrolls_by_hand_selects_what_is_read(opened: Program, qtbot) -> None:
    view, workspace = opened.window.reader.view, opened.workspace
    view.set_text_size(72)
    workspace.select_cell(2, "c3")
    qtbot.wait(150)
    workspace.set_presence(1, "c3", "present")
    view.set_text_size(64)
    qtbot.wait(150)
    assert workspace.selection.cell == (2, "c3")
    bar = view.verticalScrollBar()
    bar.setValue(bar.minimum())
    qtbot.wait(150)
    assert workspace.selection.cell == (2, "c3")
    at = QPointF(view.viewport().rect().center())
    turned = (QPoint(), QPoint(0, -120 * 40), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    wheel = QWheelEvent(at, at, *turned, Qt.ScrollPhase.NoScrollPhase, False)
    workspace.select_scene(1)
    bar.setValue(bar.minimum())
    while bar.value() < bar.maximum():
        QGuiApplication.sendEvent(view.viewport(), wheel)
    qtbot.waitUntil(lambda: workspace.selection.scenes != range(1, 2), timeout=2_000)


def test_asking_twice_to_rename_opens_one_editor(opened: Program, qtbot) -> None:
    opened.window.show_panel("cast")
    for _ in range(2):
        opened.window.cast.edit_name("c2")
    assert opened.window.cast.table.state() == TypedTable.State.EditingState
    opened.window.cast.table.setFocus()


def test_the_cast_of_a_shorter_story_asks_for_no_scene_of_the_longer_one(opened: Program) -> None:
    model = opened.window.cast.model
    opened.window.show_panel("cast")
    model.stale = True
    model.renew()
    rows = range(model.rowCount())
    assert [model.words(row, LAST) for row in rows] == ["1", "2", "2"]
    episode = small_story().episodes[0]
    shorter = replace(episode, scenes=(replace(episode.scenes[0], end=len(episode.text)),), mentions=())
    opened.workspace.reanalysed(replace(small_story(), episodes=(shorter,)))
    assert [model.words(row, LAST) for row in rows] == ["", "", ""]


def test_who_reads_while_the_story_is_found_stays_there(program: Program, qtbot, story: Story) -> None:
    view, workspace = program.window.reader.view, program.workspace
    workspace.open_documents((Document(TEXT, source="quay.txt"),))
    view.set_text_size(64)
    qtbot.wait(30)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top = view.shown.to_text(view.sight.top())
    assert top > 0
    workspace.set_story(story)
    qtbot.wait(30)
    assert abs(view.shown.to_text(view.sight.top()) - top) <= 12  # the line, where one holds six letters


def _doubtful(opened: Program) -> None:
    """The small story with presences that are asked about."""
    (episode,) = small_story().episodes
    mentions = tuple(replace(mention, confidence=0.6) for mention in episode.mentions)
    opened.workspace.set_story(replace(small_story(), episodes=(replace(episode, mentions=mentions),)))


def test_a_click_on_the_tab_of_the_check_is_answered_by_keys(opened: Program, qtbot) -> None:
    window, panel = opened.window, opened.window.panels.review
    _doubtful(opened)
    bars = [(bar, n) for bar in window.findChildren(QTabBar) for n in range(bar.count()) if bar.tabText(n) == "Check"]
    ((bar, tab),) = bars
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(tab).center())
    qtbot.waitUntil(lambda: bool(panel.questions) and panel.hasFocus())
    qtbot.keyClick(panel, Qt.Key.Key_Y)
    assert len(opened.workspace.corrections) == 1


def test_what_is_asked_about_is_selected_while_the_check_has_the_keyboard(opened: Program, qtbot) -> None:
    panel, workspace = opened.window.panels.review, opened.workspace
    _doubtful(opened)
    opened.window.show_panel("review")
    qtbot.waitUntil(lambda: bool(panel.questions))
    for _ in range(3):
        question = panel.questions[0]
        scene = next(n for n, s in enumerate(workspace.telling.scenes) if s.id == question.scene_id)
        asked = (scene, question.characters[0]) if question.about == "presence" else None
        assert workspace.selection.scene == scene and workspace.selection.cell == asked
        view = opened.window.reader.view
        assert view.sight.holds(view.shown.to_qt(min(question.marks)[0]))
        qtbot.keyClick(panel, Qt.Key.Key_S)


def test_what_was_skipped_can_be_asked_again(opened: Program, qtbot) -> None:
    panel = opened.window.panels.review
    _doubtful(opened)
    opened.window.show_panel("review")
    qtbot.waitUntil(lambda: bool(panel.questions))
    asked = panel.questions
    for _ in asked:
        qtbot.keyClick(panel, Qt.Key.Key_S)
    assert panel.questions == () and panel._again.isVisible()
    qtbot.mouseClick(panel._again, Qt.MouseButton.LeftButton)
    assert [q.key for q in panel.questions] == [q.key for q in asked] and panel.hasFocus()


def test_a_split_selects_the_scene_that_begins(opened: Program, qtbot) -> None:
    view, workspace = opened.window.reader.view, opened.workspace
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_point_of(view, "They talk", 0))
    opened.window.actions_table["split"].trigger()
    start = workspace.telling.scenes[workspace.selection.scene].start
    assert start == TEXT.index("They talk")
    overview, index = opened.window.timeline.overview, opened.window.timeline.index
    first, last = index.units(index.columns(workspace.selection.scenes))
    assert (overview._selected.first, overview._selected.last) == (first, last)


def test_the_undo_of_a_message_goes_with_the_next_correction(opened: Program, qtbot) -> None:
    window, workspace = opened.window, opened.workspace
    window.correcting.merge_characters(("c1", "c2"))
    assert not window.message_bar.isHidden() and "one person" in window.message_bar.words
    workspace.rename("c3", "Somebody")
    assert window.message_bar.isHidden()
    workspace.undo_stack.undo()
    assert len(workspace.corrections) == 1
