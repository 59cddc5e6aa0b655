"""Lanes keep their place while one corrects: order, folds and positions change only when that is asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from recap_gui.gui.app import Program
from recap_gui.gui.export_options import Options
from recap_gui.gui.export_pictures import lanes_of
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.recollection import Recollection
from recap_gui.gui.selection import LaneChoices
from recap_gui.gui.timeline_order import TightestOrder
from recap_gui.gui.timeline_view import TimelineView
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import NO_COLOUR
from recap_gui.story import Character, Document, Episode, Mention, Scene, Story
from tests.gold_story import season_story
from tests.gui.timeline_helpers import CTRL, block, click, drag, head, key, move, settle, timeline

REGULARS = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou")
GUESTS = ("Meg", "Ned", "Olly")
"""Each in one scene: fifteen people, so the guests share a lane."""
TALKED_ABOUT = ("Pia", "Quin")
UNSURE = {0: ("Kit",), 2: TALKED_ABOUT}
"""Who is talked about in which scene, or there after all."""
THERE = ("Ada Bo Cy", "Di Ed Flo Gus", "Bo Hal Ida Jo Kit Lou", "Meg Ada", "Di Cy Ned", "Ed Olly", " ".join(REGULARS))
Lanes = list[tuple[str, ...]]


def crowd() -> Story:
    """Fifteen people in seven scenes, and two who are only talked about."""
    people = (*REGULARS, *GUESTS, *TALKED_ABOUT)
    ids = {name: f"c{number + 1}" for number, name in enumerate(people)}
    text, scenes, mentions = "", [], []
    for number, names in enumerate(THERE):
        start = len(text)
        text += f"Scene {number + 1} begins. "
        for name in names.split():
            mentions.append(Mention(len(text), len(text) + len(name), ids[name], "name", "present", 0.9))
            text += f"{name} is here. "
        for name in UNSURE.get(number, ()):
            mentions.append(Mention(len(text), len(text) + len(name), ids[name], "name", "mentioned", 0.5))
            text += f"{name} is talked about. "
        text += "Uma walks by.\n" if number == 1 else "\n"
        scenes.append(Scene(f"s{number}", start, len(text), place=f"Place {number % 3}"))
    cast = tuple(Character(ids[name], name, (name,)) for name in people)
    return Story("Crowd", cast, (Episode("e1", text, tuple(scenes), tuple(mentions), source="crowd.txt"),))


def ids_of(story: Story) -> dict[str, str]:
    return {character.name: character.id for character in story.characters}


IDS = ids_of(crowd())


def lanes_shown(view: TimelineView) -> Lanes:
    assert view.index is not None
    return list(view.index.layout.characters)


@pytest.fixture
def view(qapp) -> Iterator[TimelineView]:
    with timeline(1280, 900, told=False) as made:
        made._workspace.set_story(crowd())
        settle()
        yield made


def cell(view: TimelineView, scene: int, name: str) -> None:
    """Click on a cell, with the keyboard in the timeline after it."""
    click(view.canvas.viewport(), block(view, scene, IDS[name]))
    assert view._workspace.selection.cell == (scene, IDS[name])


def space(view: TimelineView, times: int = 1) -> None:
    for _ in range(times):
        key(view, Qt.Key.Key_Space, text=" ")


def test_the_guests_share_a_lane_at_first(view: TimelineView) -> None:
    assert lanes_shown(view)[12:] == [tuple(IDS[n] for n in GUESTS), tuple(IDS[n] for n in TALKED_ABOUT)]


def test_the_head_of_a_fold_that_comes_under_the_pointer_keeps_its_name_and_its_count(view: TimelineView) -> None:
    move(view.heads, head(view, IDS["Lou"]))
    assert view.heads._hovered == 11
    view._workspace.merge((IDS["Ada"], IDS["Bo"]), IDS["Ada"])
    settle()
    rows = view.heads._rows
    assert rows is not None and view.heads._hovered == 11 and lanes_shown(view)[11] == tuple(IDS[n] for n in GUESTS)
    assert rows.expanded(11).name == rows.row(11).name == "and 3 more"
    area = rows.area(11)
    number = view.heads.grab().toImage().copy(QRect(rows.row(11).count_x, area.y() + 4, 12, area.height() - 8))
    colours = {number.pixel(x, y) for x in range(number.width()) for y in range(number.height())}
    assert len(colours) > 2, "a number stands there"


def test_an_earlier_first_scene_moves_no_lane(view: TimelineView) -> None:
    before, place = lanes_shown(view), head(view, IDS["Lou"])
    cell(view, 0, "Lou")
    space(view)
    assert view._workspace.telling.presence(0, IDS["Lou"]).state == "present"
    assert lanes_shown(view) == before
    assert head(view, IDS["Lou"]) == place


def test_one_guest_more_or_less_folds_nothing_and_unfolds_nothing(view: TimelineView) -> None:
    before = lanes_shown(view)
    cell(view, 0, "Hal")
    view._workspace.set_presence(2, IDS["Hal"], "absent")  # Hal is in the last scene only by now
    view._workspace.set_presence(3, IDS["Olly"], "present")  # Olly is no guest any more
    settle()
    assert lanes_shown(view) == before
    view._workspace.set_presence(5, IDS["Ed"], "absent")
    assert lanes_shown(view) == before


def test_an_emptied_lane_stays_under_the_hand(view: TimelineView) -> None:
    before = lanes_shown(view)
    cell(view, 2, "Jo")
    space(view, 2)
    cell(view, 6, "Jo")
    space(view)
    assert view._workspace.telling.of(IDS["Jo"])[0][1].state == "mentioned"  # only talked about
    assert lanes_shown(view) == before
    space(view)
    assert view._workspace.telling.of(IDS["Jo"]) == []
    assert lanes_shown(view) == before
    view.grab()  # an empty lane can be painted
    space(view)
    assert view._workspace.telling.presence(6, IDS["Jo"]).state == "present"
    assert lanes_shown(view) == before


def test_who_was_only_talked_about_and_is_there_gets_a_lane_that_stays(view: TimelineView) -> None:
    before = lanes_shown(view)
    view._workspace.set_presence(2, IDS["Quin"], "present")
    settle()
    after = lanes_shown(view)
    assert after == [*before[:12], (IDS["Quin"],), before[12], (IDS["Pia"],)]
    cell(view, 2, "Quin")
    space(view, 2)
    assert view._workspace.telling.of(IDS["Quin"]) == []
    assert lanes_shown(view) == after


def test_a_new_character_gets_the_last_lane(view: TimelineView) -> None:
    before = lanes_shown(view)
    text = view._workspace.story.episodes[0].text
    at = text.index("Uma")
    view._workspace.add_character(0, at, at + 3)
    settle()
    new = ids_of(view._workspace.story)["Uma"]
    assert lanes_shown(view) == [*before[:12], (new,), *before[12:]]


def test_a_merge_takes_one_lane_away_and_its_undo_brings_it_back_to_its_place(view: TimelineView) -> None:
    workspace, before = view._workspace, lanes_shown(view)
    workspace.merge((IDS["Di"], IDS["Kit"]), IDS["Kit"])
    settle()
    assert lanes_shown(view) == [lane for lane in before if lane != (IDS["Di"],)]
    workspace.undo_stack.undo()
    assert lanes_shown(view) == before
    workspace.undo_stack.redo()
    assert lanes_shown(view) == [lane for lane in before if lane != (IDS["Di"],)]


def test_what_lies_below_a_merge_stays_in_its_place_where_not_all_lanes_are_seen(view: TimelineView) -> None:
    for _ in range(12):
        key(view, Qt.Key.Key_Up, CTRL)  # taller lanes
    view.navigator.pan(0.0, 5 * view.viewport.y_scale)
    place, above = head(view, IDS["Jo"]), lanes_shown(view)[: int(view.viewport.y0)]
    assert (IDS["Bo"],) in above
    view._workspace.merge((IDS["Bo"], IDS["Kit"]), IDS["Kit"])
    settle()
    assert head(view, IDS["Jo"]) == place
    view._workspace.undo_stack.undo()
    settle()
    assert head(view, IDS["Jo"]) == place


def test_who_is_merged_with_a_guest_keeps_a_lane_of_its_own(view: TimelineView) -> None:
    workspace, before = view._workspace, lanes_shown(view)
    workspace.merge((IDS["Di"], IDS["Ned"]), IDS["Ned"])
    settle()
    assert lanes_shown(view)[:12] == [(IDS["Ned"],) if lane == (IDS["Di"],) else lane for lane in before[:12]]
    workspace.undo_stack.undo()
    assert lanes_shown(view) == before


def test_who_is_no_person_or_outside_the_story_has_no_lane(view: TimelineView) -> None:
    workspace, before = view._workspace, lanes_shown(view)
    workspace.dismiss(IDS["Bo"])
    workspace.set_outside(IDS["Flo"])
    settle()
    assert lanes_shown(view) == [lane for lane in before if lane not in ((IDS["Bo"],), (IDS["Flo"],))]
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    assert lanes_shown(view) == before


def test_undo_and_redo_show_the_lanes_of_then(view: TimelineView) -> None:
    workspace = view._workspace
    seen = [lanes_shown(view)]
    for verb in (
        lambda: workspace.set_presence(0, IDS["Lou"], "present"),
        lambda: workspace.set_presence(2, IDS["Quin"], "present"),
        lambda: workspace.merge((IDS["Di"], IDS["Ned"]), IDS["Ned"]),
        lambda: workspace.dismiss(IDS["Bo"]),
    ):
        verb()
        seen.append(lanes_shown(view))
    for _ in range(2):
        for lanes in reversed(seen[:-1]):
            workspace.undo_stack.undo()
            assert lanes_shown(view) == lanes
        for lanes in seen[1:]:
            workspace.undo_stack.redo()
            assert lanes_shown(view) == lanes


def test_an_order_chosen_meanwhile_outlives_undo_and_redo(view: TimelineView) -> None:
    workspace = view._workspace
    workspace.set_presence(0, IDS["Lou"], "present")
    workspace.undo_stack.undo()
    workspace.order_lanes("alphabet")
    by_name = lanes_shown(view)
    workspace.undo_stack.redo()
    assert lanes_shown(view) == by_name
    workspace.undo_stack.undo()
    assert lanes_shown(view) == by_name


def test_to_hide_the_corrections_and_show_them_again_moves_nothing(view: TimelineView) -> None:
    before = lanes_shown(view)
    cell(view, 0, "Lou")
    space(view)
    for bare in (True, False):
        view._workspace.show_bare(bare)
        assert lanes_shown(view) == before


def test_a_dragged_head_goes_where_it_is_dropped_and_the_rest_stays(view: TimelineView) -> None:
    cell(view, 0, "Lou")
    space(view)
    view._workspace.set_presence(3, IDS["Olly"], "present")
    settle()
    before = lanes_shown(view)
    top = QPoint(60, head(view, IDS["Ada"]).y() - round(view.viewport.y_scale / 2) + 1)
    drag(view.heads, head(view, IDS["Ed"]), top)
    assert lanes_shown(view) == [(IDS["Ed"],), *(lane for lane in before if lane != (IDS["Ed"],))]


def test_hidden_lanes_and_opened_folds_come_back_to_their_place(view: TimelineView) -> None:
    workspace = view._workspace
    cell(view, 0, "Lou")
    space(view)
    workspace.set_presence(3, IDS["Olly"], "present")
    before = lanes_shown(view)
    for there, back in (
        (lambda: workspace.hide(IDS["Cy"]), workspace.show_all_lanes),
        (lambda: workspace.only(IDS["Meg"], IDS["Cy"]), workspace.show_all_lanes),
        (lambda: workspace.pin(IDS["Meg"]), lambda: workspace.pin(IDS["Meg"])),
        (lambda: workspace.fold_lanes(False), lambda: workspace.fold_lanes(True)),
    ):
        there()
        assert lanes_shown(view) != before
        back()
        assert lanes_shown(view) == before


def own_lanes(workspace: Workspace) -> list[str]:
    layout = lay_out(workspace.story, workspace.lanes)
    return [ids[0] for ids, colour in zip(layout.characters, layout.colour, strict=True) if colour != NO_COLOUR]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("order", ["appearance", "scenes", "alphabet"])
def test_whatever_is_corrected_lanes_keep_their_order_nobody_is_lost_and_undo_goes_all_the_way(
    qapp, seed: int, order: str
) -> None:
    rng, workspace = random.Random(seed), Workspace()
    workspace.open_documents((Document("x", source="x.txt", sha256="3" * 64),))
    workspace.set_story(season_story())
    workspace.order_lanes(order)
    first = lay_out(workspace.story, workspace.lanes).characters
    for _ in range(40):
        before, cast = own_lanes(workspace), list(workspace.telling.cast)
        who, scene = rng.choice(cast), rng.randrange(len(workspace.telling))
        state, name = rng.choice(("present", "mentioned", "absent")), rng.choice(("Zed", "Abel", "Mo"))
        verbs = [partial(workspace.set_presence, scene, who, state)] * 3
        verbs += [partial(workspace.merge, rng.sample(cast, 2), who), partial(workspace.dismiss, who)]
        verbs += [partial(workspace.set_outside, who, outside=rng.random() < 0.7), partial(workspace.rename, who, name)]
        verbs += [partial(workspace.join, scene), workspace.undo_stack.undo, workspace.undo_stack.redo]
        verb = rng.choice(verbs)
        verb()
        after = own_lanes(workspace)
        assert [c for c in after if c in before] == [c for c in before if c in after]
        there = {c.id for c in workspace.story.characters if not c.outside}
        if isinstance(verb, partial):
            assert not there & set(before) - set(after), "whoever is still there keeps a lane"
        shown = {c for ids in lay_out(workspace.story, workspace.lanes).characters for c in ids}
        assert {c for c in there if any(p.state == "present" for _, p in workspace.telling.of(c))} <= shown
    while workspace.undo_stack.canUndo():
        workspace.undo_stack.undo()
    assert list(lay_out(workspace.story, workspace.lanes).characters) == list(first)


@pytest.mark.parametrize("order", ["appearance", "scenes", "alphabet"])
def test_asked_for_the_lanes_are_arranged_anew(view: TimelineView, order: str) -> None:
    workspace = view._workspace
    workspace.order_lanes(order)
    for name, scene in (("Lou", 0), ("Kit", 0), ("Kit", 1), ("Olly", 0)):
        workspace.set_presence(scene, IDS[name], "present")
    workspace.rename(IDS["Ada"], "Zoe")
    kept, rules = lanes_shown(view), lay_out(workspace.story, LaneChoices(order=order)).characters
    assert kept != list(rules)
    workspace.order_lanes(order)
    assert lanes_shown(view) == list(rules)


def test_places_keep_their_colours(view: TimelineView) -> None:
    def colours() -> dict[str, int]:
        over = view.index.layout.columns
        names = [scene.place for scene in view._workspace.story.episodes[0].scenes]
        return {name: int(number) for name, number in zip(names, over.place, strict=True) if name}

    workspace, before = view._workspace, colours()
    assert before == {"Place 0": 0, "Place 1": 1, "Place 2": 2}
    workspace.set_scene(0, place="Elsewhere")
    workspace.set_scene(3, place="Place 1")
    assert colours() == {"Elsewhere": 3, **before}
    workspace.set_scene(6, place="the Place 2")
    assert colours() == {"Elsewhere": 3, "Place 1": 1, "Place 2": 2, "the Place 2": 2}
    for _ in range(3):
        workspace.undo_stack.undo()
    assert colours() == before
    workspace.undo_stack.redo()
    workspace.arrange_anew()
    assert colours() == {"Elsewhere": 0, "Place 0": 3, "Place 1": 1, "Place 2": 2}


def test_other_recaps_are_arranged_by_the_rules(workspace: Workspace) -> None:
    workspace.set_presence(1, "c3", "present")
    assert workspace.lanes.kept is not None
    workspace.reanalysed(replace(workspace.analysed, title="Read again"))
    assert workspace.lanes.kept is None
    workspace.set_presence(1, "c1", "absent")
    workspace.open_documents((Document("x", source="x.txt", sha256="1" * 64),))
    assert workspace.lanes == LaneChoices()


def test_the_picture_is_exported_in_the_lanes_that_are_shown(view: TimelineView) -> None:
    workspace = view._workspace
    workspace.set_presence(0, IDS["Lou"], "present")
    workspace.set_presence(2, IDS["Jo"], "absent")
    workspace.set_presence(6, IDS["Jo"], "absent")
    made = lanes_of(workspace.story, Options(kept=workspace.lanes.kept))
    assert list(made.characters) == [lane for lane in lanes_shown(view) if lane != (IDS["Jo"],)]


def shown_in(program: Program, qtbot) -> TimelineView:
    program.workspace.open_documents((Document(crowd().episodes[0].text, source="crowd.txt", sha256="2" * 64),))
    program.workspace.set_story(crowd())
    qtbot.wait(50)
    assert program.window.timeline is not None
    return program.window.timeline


def test_the_check_and_ctrl_z_move_no_lane(program: Program, qtbot) -> None:
    view = shown_in(program, qtbot)
    workspace, window, before = program.workspace, program.window, lanes_shown(view)
    window.show_panel("review")
    panel = window.panels.review
    qtbot.waitUntil(lambda: bool(panel.questions))
    panel.setFocus()
    for asked in ("Kit", "Pia", "Quin"):
        question = panel.questions[0]
        assert question.characters == (IDS[asked],)
        qtbot.keyClick(panel, Qt.Key.Key_Y)
        qtbot.waitUntil(lambda was=question.key: not panel.questions or panel.questions[0].key != was)
        assert lanes_shown(view)[:12] == before[:12]
    assert lanes_shown(view)[12:] == [(IDS["Pia"],), (IDS["Quin"],), before[12]]
    by_the_rules = lay_out(workspace.story, LaneChoices()).names
    assert by_the_rules.index("Kit") == 3
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert workspace.undo_stack.index() == 0
    assert lanes_shown(view) == before


def test_the_view_menu_arranges_anew_once_something_was_corrected(program: Program, qtbot) -> None:
    view, action = shown_in(program, qtbot), program.window.actions_table["arrange_anew"]
    assert not action.isEnabled()
    program.workspace.set_presence(0, IDS["Lou"], "present")
    assert action.isEnabled()
    action.trigger()
    assert not action.isEnabled()
    assert lanes_shown(view) == list(lay_out(program.workspace.story, LaneChoices()).characters)


def test_a_correction_asks_for_no_other_tightest_order(program: Program, qtbot) -> None:
    view = shown_in(program, qtbot)
    order = program.window.findChild(TightestOrder)
    program.workspace.order_lanes("tightest")
    qtbot.waitUntil(lambda: bool(program.workspace.lanes.tightest), timeout=60_000)
    before, told = lanes_shown(view), []
    order.told.connect(told.append)
    program.workspace.set_presence(0, IDS["Lou"], "present")
    qtbot.wait(300)
    assert not told and lanes_shown(view) == before
    program.workspace.order_lanes("tightest")
    qtbot.waitUntil(lambda: any(words.startswith("Tight") for words in told), timeout=60_000)


def test_what_corrections_keep_is_not_remembered_for_the_next_time(program: Program, qtbot) -> None:
    shown_in(program, qtbot)
    recollection = program.window.findChild(Recollection) or program.findChild(Recollection)
    program.workspace.order_lanes("scenes")
    program.workspace.set_presence(0, IDS["Lou"], "present")
    program.workspace.hide(IDS["Cy"])
    remembered = recollection._memory.lanes("crowd", program.workspace.telling.cast)
    assert remembered == LaneChoices("scenes", hidden=(IDS["Cy"],))
