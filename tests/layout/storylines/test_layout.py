"""Heights, hulls, ends and absences of storylines; what the child answers; staying close after a correction."""

import json
from dataclasses import replace

import numpy as np
import pytest
from made import groups_of, known, story_of

from recap_gui.layout.crossings import count_crossings
from recap_gui.layout.lanes import PRESENT
from recap_gui.layout.storylines import laid, lowered, part, picture, problem, request
from recap_gui.layout.storylines.motion import between, in_rows, straight
from recap_gui.layout.storylines.search import answer, storylines


def best(story, **options):
    *_, last = storylines(problem(story, **options), seconds=60)
    return last


@pytest.fixture(params=["ist_frozen", "ist_narnia", "got_s01e01", "got_s04e09"])
def layout(request):
    return best(known(request.param))


def test_lines_that_meet_are_one_apart_and_others_further(layout):
    for column in range(len(layout.columns)):
        alive = np.flatnonzero(~np.isnan(layout.y[:, column]))
        order = alive[np.argsort(layout.y[alive, column])]
        here = layout.state[order, column] & PRESENT > 0
        gaps = np.diff(layout.y[order, column])
        assert (gaps[here[:-1] & here[1:]] == 1).all()
        # Layers that ask nothing of their neighbour share its heights: idle lines may stand as near as in a meeting.
        assert (gaps >= 1).all()
        assert here.sum() < 2 or np.flatnonzero(here).tolist() == list(range(here.argmax(), here.argmax() + here.sum()))


def test_the_picture_crosses_as_often_as_it_says(layout):
    orders = []
    for column in range(len(layout.columns)):
        alive = np.flatnonzero(~np.isnan(layout.y[:, column]))
        orders.append(alive[np.argsort(layout.y[alive, column])].tolist())
    assert count_crossings(orders) == layout.crossings


def test_lines_begin_with_the_first_scene_and_end_with_the_last(layout):
    for line in range(layout.lines):
        there = np.flatnonzero(layout.state[line] & PRESENT)
        runs = np.flatnonzero(~np.isnan(layout.y[line]))
        assert (runs[0], runs[-1]) == (there[0], there[-1])
        assert len(runs) == runs[-1] - runs[0] + 1


def test_hulls_hold_those_who_are_there_and_nobody_else(layout):
    for column in range(len(layout.columns)):
        top, bottom = layout.hulls[column]
        inside = (layout.y[:, column] >= top) & (layout.y[:, column] <= bottom)
        assert (inside == (layout.state[:, column] & PRESENT > 0)).all()


def test_long_absences_are_told_and_short_ones_are_not():
    away = best(story_of(["AB", *["BC"] * 5, "AB"]))
    assert away.absences[away.line_of("A")] == ((1, 6),)
    short = best(story_of(["AB", *["BC"] * 3, "AB"]))
    assert short.absences[short.line_of("A")] == ()


def test_the_most_frequent_characters_have_lines():
    story = story_of(["ABCD", "ABC", "AB", "ABX"])
    layout = best(story, most=3)
    assert set(layout.characters) == {"A", "B", "C"}
    assert layout.left_out == 2
    assert (
        set(best(story, most=2, pinned=["X"]).characters) == {"A", "X"}
        or "X" in best(story, most=2, pinned=["X"]).characters
    )
    assert set(best(story, only=["C", "D"]).characters) == {"C", "D"}


def test_a_story_without_anybody_is_empty():
    layout = best(story_of([[], []]))
    assert layout.lines == 0
    assert layout.verdict() == "no crossings"


def test_the_verdict_says_how_sure_it_is(layout):
    assert layout.is_proved
    assert "proved" in layout.verdict() or layout.verdict() == "no crossings"


def test_what_the_child_answers_makes_the_same_layout():
    asked = problem(known("ist_frozen"))
    payload = json.loads(json.dumps(request(asked, seconds=60)))
    *_, last = (json.loads(json.dumps(found)) for found in answer(payload))
    assert np.array_equal(laid(asked, picture(last)).y, best(known("ist_frozen")).y, equal_nan=True)


def test_a_small_correction_leaves_most_lines_in_their_order():
    scenes = ["ABC", "DE", "AB", "CD", "ABE", "DE", "BC", "AD", "ABC", "CDE"]
    before = best(story_of(scenes))
    scenes[5] = "D"
    *_, after = storylines(problem(story_of(scenes)), seconds=60, like=before.memory())
    same = sum(before.memory()[key] == order for key, order in after.memory().items())
    assert same >= 0.7 * len(scenes)


def test_one_changed_scene_moves_few_lines():
    groups = groups_of("ist_matrix")
    before = best(story_of(groups))
    for at in range(3, len(groups), len(groups) // 3):
        changed = [list(group) for group in groups]
        changed[at] = changed[at][1:] or changed[at]
        story = story_of(changed)
        *_, after = storylines(problem(story), seconds=60, like=before.memory())
        assert after.crossings == best(story).crossings
        assert swapped(before.memory(), after.memory()) < 0.05 * sum(map(len, before.memory().values()))


def swapped(one, other):
    """Pairs of lines that change sides, over all columns."""
    total = 0
    for key, order in one.items():
        both = [name for name in order if name in other[key]]
        place = {name: at for at, name in enumerate(other[key])}
        total += sum(place[a] > place[b] for i, a in enumerate(both) for b in both[i + 1 :])
    return total


def test_a_part_knows_which_lines_run_on():
    layout = best(story_of(["AB", "AB", "BC", "BC"]))
    left, right = part(layout, 0, 2), part(layout, 2, 4)
    assert left.leaves[left.line_of("B")] and not left.leaves[left.line_of("A")]
    assert right.enters[right.line_of("B")] and not right.enters[right.line_of("C")]
    assert right.bending.moves[0] == right.bending.moves[-1] == 0


def test_on_the_way_lines_lie_between_where_they_were_and_where_they_go():
    asked = problem(known("ist_frozen"))
    start = straight(asked, {character: float(row) for row, character in enumerate(asked.characters)})
    goal = best(known("ist_frozen"))
    half = between(start, goal, 0.5)
    assert np.allclose(half.y, (start.y + goal.y) / 2, equal_nan=True)
    assert between(start, goal, 1.0) is goal


def test_no_scene_is_too_narrow_for_its_outline_and_what_bends_has_room():
    groups = ["AB", "CD", "ABCD", "AC", "BD", "AB"]
    layout = best(story_of(groups))
    widths = np.diff(layout.columns.x)
    assert layout.columns.width == pytest.approx(problem(story_of(groups)).columns.width)
    before_bends = widths[:-1][layout.bending.moves[1:-1] > 0]
    others = widths[:-1][layout.bending.moves[1:-1] == 0]
    assert len(before_bends) and (len(others) == 0 or before_bends.min() > others.max())
    assert widths.min() > 0.3 * widths.mean()


def test_lines_that_come_from_one_scene_stay_together_until_something_parts_them():
    layout = best(story_of(["AB", "CD", "CD", "CD", "AB"]))
    a, b = layout.line_of("A"), layout.line_of("B")
    assert (np.abs(layout.y[a] - layout.y[b]) == 1).all()
    assert not np.diff(layout.y[a]).any()


def test_a_line_that_begins_finds_room_for_its_name_before_it():
    layout = best(story_of(["AB", "AB", "ABC", "ABC"]))
    c = layout.line_of("C")
    before = layout.y[[layout.line_of("A"), layout.line_of("B")], 1]
    assert np.abs(before - layout.y[c, 2]).min() >= 0.75


def goes_on(story, pairs):
    """`story` with scenes that go on with earlier ones, given by their numbers."""
    episode = story.episodes[0]
    scenes = list(episode.scenes)
    for scene, earlier in pairs:
        scenes[scene] = replace(scenes[scene], continues=scenes[earlier].id)
    return replace(story, episodes=(replace(episode, scenes=tuple(scenes)),))


def test_who_goes_on_after_an_interruption_stays_together_meanwhile():
    layout = best(goes_on(story_of(["AB", "CD", "CE", "AB"]), [(3, 0)]))
    a, b = layout.line_of("A"), layout.line_of("B")
    assert (np.abs(layout.y[a] - layout.y[b]) == 1).all()
    assert layout.strands[:, :2].tolist() == [[1, 3]]
    top, bottom = sorted((layout.y[a, 1], layout.y[b, 1]))
    assert layout.strands[0, 2:].tolist() == [top, bottom]
    others = [layout.line_of(name) for name in "CDE"]
    assert not any(top <= layout.y[other, 1] <= bottom for other in others)


def test_a_strand_ends_where_one_of_it_is_seen_elsewhere():
    layout = best(goes_on(story_of(["AB", "CD", "AC", "AB"]), [(3, 0)]))
    assert not len(layout.strands)


def test_a_strand_is_no_absence_and_is_cut_with_its_columns():
    groups = ["AB", *["CD"] * 6, "AB"]
    apart, strand = best(story_of(groups)), best(goes_on(story_of(groups), [(7, 0)]))
    assert apart.absences[apart.line_of("A")] and not strand.absences[strand.line_of("A")]
    assert part(strand, 2, 5).strands[:, :2].tolist() == [[0, 3]]
    assert not len(part(strand, 7, 8).strands)


def test_lines_in_rows_are_level_and_where_they_are_wanted():
    layout = best(known("ist_frozen"))
    x = layout.columns.x * 2
    rows = np.arange(layout.lines, dtype=float) * 3
    level = in_rows(layout, x, rows)
    for line in range(layout.lines):
        assert set(level.y[line][~np.isnan(level.y[line])].tolist()) == {rows[line]}
    half = between(level, layout, 0.5)
    assert np.allclose(half.columns.x, layout.columns.x * 1.5)
    assert not half.bending.moves[[0, -1]].any()


def test_air_above_and_below_moves_everything_alike():
    layout = best(known("ist_frozen"))
    low = lowered(layout, 2.5)
    assert np.allclose(low.y, layout.y + 2.5, equal_nan=True)
    assert np.allclose(low.hulls, layout.hulls + 2.5, equal_nan=True)
    assert low.height == layout.height + 5
    strand = best(goes_on(story_of(["AB", "CD", "AB"]), [(2, 0)]))
    assert np.allclose(lowered(strand, 2.5).strands - strand.strands, [0, 0, 2.5, 2.5])
    assert low.memory() == layout.memory()
