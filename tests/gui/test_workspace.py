"""The workspace: one selection, one list of corrections, one undo command."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recap_gui.gui.selection import Selection
from recap_gui.gui.workspace import Workspace
from tests.gui.conftest import small_document, small_story


def test_extending_moves_one_end_and_keeps_the_other(workspace: Workspace) -> None:
    workspace.select_scene(1)
    workspace.select_scene(3, extend=True)
    assert workspace.selection.scenes == range(1, 4)
    workspace.select_scene(0, extend=True)
    assert workspace.selection.scenes == range(2)
    assert workspace.selection.scene == 0


def test_what_changes_nothing_tells_nothing(workspace: Workspace, qtbot) -> None:
    workspace.select_scene(1)
    with qtbot.assertNotEmitted(workspace.selection_changed):
        workspace.select_scene(1)
    with qtbot.assertNotEmitted(workspace.selection_changed):
        workspace.select_scene(99)


def test_a_cell_goes_round_and_comes_back_without_a_correction(workspace: Workspace) -> None:
    states = []
    for _ in range(3):
        workspace.cycle_cell(1, "c1")
        found = workspace.telling.presence(1, "c1")
        states.append(found.state if found else "absent")
    assert states == ["mentioned", "absent", "present"]
    assert workspace.corrections == ()
    assert workspace.undo_stack.count() == 3


def test_undo_and_redo_have_names_and_are_each_others_opposite(workspace: Workspace) -> None:
    workspace.rename("c2", "Sanjit Rao")
    workspace.join(2)
    assert workspace.undo_stack.undoText() == "join the scenes"
    after = workspace.story
    workspace.undo_stack.undo()
    assert workspace.undo_stack.undoText() == "rename Rao"
    workspace.undo_stack.undo()
    assert workspace.story == small_story()
    workspace.undo_stack.redo()
    workspace.undo_stack.redo()
    assert workspace.story == after


def test_the_selection_keeps_its_place_in_the_text(workspace: Workspace) -> None:
    workspace.select_cell(2, "c3")
    offset = workspace.story.episodes[0].text.index("She calls")
    workspace.split(0, offset)
    assert workspace.selection.cell == (3, "c3")
    workspace.join(3)
    assert workspace.telling.scenes[workspace.selection.scene].start == offset


def test_one_correction_is_taken_back_wherever_it_stands(workspace: Workspace) -> None:
    workspace.rename("c2", "Sanjit Rao")
    workspace.set_presence(1, "c3", "present")
    workspace.revert(workspace.corrections[0])
    assert [c.do for c in workspace.corrections] == ["presence"]
    assert workspace.telling.cast["c2"].name == "Rao"
    workspace.undo_stack.undo()
    assert workspace.telling.cast["c2"].name == "Sanjit Rao"


def test_what_cannot_be_done_is_said(workspace: Workspace, qtbot) -> None:
    with qtbot.waitSignal(workspace.refused) as told:
        workspace.join(0)
    assert "no scene before" in told.args[0]
    with qtbot.waitSignal(workspace.refused):
        workspace.rename("c2", "Lavery")
    assert workspace.corrections == ()


def test_closing_forgets_everything(workspace: Workspace) -> None:
    workspace.cycle_cell(1, "c1")
    workspace.select_cell(1, "c1")
    workspace.close_story()
    assert workspace.story is None
    assert workspace.corrections == ()
    assert workspace.selection == Selection()
    assert not workspace.undo_stack.canUndo()


_VERBS = st.lists(
    st.one_of(
        st.tuples(st.just("cycle_cell"), st.integers(0, 4), st.sampled_from(["c1", "c2", "c3"])),
        st.tuples(st.just("join"), st.integers(0, 4)),
        st.tuples(st.just("split"), st.just(0), st.integers(0, 130)),
        st.tuples(st.just("rename"), st.sampled_from(["c1", "c2"]), st.sampled_from(["Ann", "Bob"])),
        st.tuples(st.just("select_scene"), st.integers(0, 5)),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_VERBS)
def test_undoing_everything_gives_the_analysis_and_redoing_gives_it_back(qapp, verbs) -> None:
    workspace = Workspace()
    workspace.open_documents((small_document(),))
    workspace.set_story(small_story())
    for verb, *arguments in verbs:
        getattr(workspace, verb)(*arguments)
        selection = workspace.selection
        assert all(scene < len(workspace.telling) for scene in selection.scenes)
    after = workspace.story
    while workspace.undo_stack.canUndo():
        workspace.undo_stack.undo()
    assert workspace.story == small_story()
    while workspace.undo_stack.canRedo():
        workspace.undo_stack.redo()
    assert workspace.story == after


def test_an_answer_given_twice_counts_once(workspace: Workspace) -> None:
    workspace.rename("c2", "Rao & Rao")
    (made,) = workspace.corrections
    workspace.correct("again", (*workspace.corrections, made))
    assert workspace.corrections == (made,)
    assert workspace.undo_stack.count() == 1
