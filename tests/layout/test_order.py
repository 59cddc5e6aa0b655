"""The tightest lane order, against proven optima and against brute force."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recap_gui.layout.order import lane_span, tightest
from tests.conftest import DATA

FOLDER = DATA / "storylines"
OPTIMA = {
    name: entry["lane_span"]
    for name, entry in json.loads((FOLDER / "optima.json").read_text())["instances"].items()
    if "lane_span" in entry
}
BEYOND_THE_EXACT_RANGE = {"got_s01e05", "got_s07e05"}
FAST = sorted(OPTIMA)[::4]


def instance(name):
    data = json.loads((FOLDER / f"{name}.json").read_text())
    index = {character: number for number, character in enumerate(data["characters"])}
    return len(index), [tuple(index[c] for c in scene["characters"]) for scene in data["scenes"]]


def reaches_optimum(name):
    lanes, scenes = instance(name)
    found = tightest(lanes, scenes)
    assert sorted(found.order) == list(range(lanes))
    assert found.span == lane_span(found.order, scenes)
    if name in BEYOND_THE_EXACT_RANGE:
        assert not found.proved
        assert OPTIMA[name] <= found.span <= 1.03 * OPTIMA[name]
    else:
        assert found.span == OPTIMA[name]


@pytest.mark.parametrize("name", FAST)
def test_finds_the_proven_optimum(name):
    reaches_optimum(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(OPTIMA) - set(FAST)))
def test_finds_every_proven_optimum(name):
    reaches_optimum(name)


scenes_of_five = st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple), max_size=8)


@settings(deadline=None, max_examples=60)
@given(scenes_of_five)
def test_no_order_is_tighter(scenes):
    found = tightest(5, scenes)
    least = min(lane_span(order, scenes) for order in itertools.permutations(range(5)))
    assert found.proved and found.span == lane_span(found.order, scenes) == least


@settings(deadline=None, max_examples=25)
@given(scenes_of_five)
def test_the_heuristic_never_claims_a_proof(scenes):
    found = tightest(5, scenes, most_states=1)
    assert sorted(found.order) == [0, 1, 2, 3, 4]
    assert not found.proved or all(len(set(scene)) < 3 for scene in scenes) or found.span <= lane_span(range(5), scenes)


def test_a_large_cast_is_ordered_alike_every_time(rng):
    scenes = [tuple(rng.sample(range(60), rng.randint(2, 6))) for _ in range(600)]
    found = tightest(60, scenes)
    assert found == tightest(60, scenes)
    assert not found.proved
    assert found.span < lane_span(range(60), scenes)


def test_people_who_share_no_scene_keep_their_order():
    assert tightest(4, []).order == (0, 1, 2, 3)


def test_people_of_a_scene_stand_together():
    order = tightest(4, [(0, 3), (0, 3), (1, 2)]).order
    assert abs(order.index(0) - order.index(3)) == 1
    assert abs(order.index(1) - order.index(2)) == 1
