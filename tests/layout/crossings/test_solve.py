"""Instances, validity, determinism, staying close to a drawing, windows, and the limits of time."""

import time

from oracle import random_story

from recap_gui.layout.crossings import Instance, Layer, build, count_crossings, first_drawing, is_valid
from recap_gui.layout.crossings.solve import Search, improve_by_windows, solutions


def best(instance, **options):
    *_, last = solutions(instance, seconds=60, **options)
    return last


def test_conventions_tell_how_long_a_line_lives():
    scenes = [(None, ["A"]), (None, ["A", "B"]), (None, ["B", "C"]), (None, ["A", "B"]), (None, ["C"])]

    def lives(convention, name):
        instance = build("ABC", scenes, convention)
        return [sum(instance.lines[line] == name for line in layer.alive) for layer in instance.layers]

    assert lives("hull", "C") == [0, 1, 0]
    assert lives("spanhull", "C") == [0, 0, 1, 1, 1]
    assert lives("all", "C") == [1, 1, 1]  # scenes of one person ask nothing: merged with their neighbours
    assert build("ABC", scenes, "spans").lines.count("A") == 2


def test_layers_that_ask_nothing_new_are_merged_and_keep_their_scenes():
    scenes = [(None, ["A", "B"]), (None, ["A", "B"]), (None, ["B"]), (None, ["A", "B"])]
    (layer,) = build("AB", scenes).layers
    assert layer.scenes == (0, 1, 2, 3)
    assert layer.meetings == ((0, 1),)


def test_nothing_and_nobody():
    assert best(build([], [])).orders == ()
    assert best(build("AB", [(None, ["A"]), (None, ["B"])])).is_proved


def test_validity_wants_everybody_once_and_meetings_side_by_side():
    instance = Instance(("A", "B", "C"), (Layer((0, 1, 2), ((0, 2),)),))
    assert is_valid(instance, [[0, 2, 1]])
    assert not is_valid(instance, [[0, 1, 2]])
    assert not is_valid(instance, [[0, 2]])
    assert not is_valid(instance, [[0, 2, 1, 1]])
    assert not is_valid(instance, [])


def test_crossings_are_counted_among_lines_that_live_on():
    assert count_crossings([[0, 1, 2], [2, 1, 0]]) == 3
    assert count_crossings([[0, 1, 2], [2, 3, 0], [0, 3]]) == 2


def test_the_same_story_gives_the_same_drawing(rng):
    for _ in range(40):
        names, scenes = random_story(rng, most_lines=7, most_layers=20)
        instance = build(names, scenes)
        assert best(instance).orders == best(instance).orders


def test_drawings_only_get_better_and_bounds_only_rise(rng):
    for _ in range(40):
        names, scenes = random_story(rng, most_lines=8, most_layers=40)
        found = list(solutions(build(names, scenes), seconds=60))
        crossings, bounds = [f.crossings for f in found], [f.bound for f in found]
        assert crossings == sorted(crossings, reverse=True)
        assert bounds == sorted(bounds)


def test_a_drawing_that_is_already_optimal_is_kept(rng):
    for _ in range(40):
        names, scenes = random_story(rng, most_lines=7, most_layers=20)
        instance = build(names, scenes)
        before = best(instance)
        turned = tuple(order[::-1] for order in before.orders)
        assert best(instance, like=before.orders).orders == before.orders
        assert best(instance, like=turned).orders == turned


def test_a_drawing_that_no_longer_fits_does_no_harm(rng):
    for _ in range(40):
        names, scenes = random_story(rng, most_lines=7, most_layers=20)
        old = best(build(names, scenes))
        instance = build(names, scenes[: max(1, len(scenes) - 3)])
        found = best(instance, like=old.orders)
        assert is_valid(instance, found.orders)
        assert found.crossings == best(instance).crossings


def test_windows_never_make_it_worse_and_keep_it_valid(rng):
    for _ in range(30):
        names, scenes = random_story(rng, most_lines=8, most_layers=40)
        instance = build(names, scenes)
        orders, crossings = first_drawing(instance)
        better = improve_by_windows(instance, orders, width=6, deadline=time.monotonic() + 60)
        assert is_valid(instance, better)
        assert count_crossings(better) <= crossings


def test_fixed_ends_stay(rng):
    for _ in range(30):
        names, scenes = random_story(rng, most_lines=6, most_layers=12)
        instance = build(names, scenes)
        if len(instance.layers) < 3:
            continue
        orders, _ = first_drawing(instance)
        search = Search(
            instance, deadline=time.monotonic() + 60, first=list(orders[0]), last=list(orders[-1]), start=orders
        )
        for _ in search.run():
            pass
        assert is_valid(instance, search.best)
        assert search.best[0] == list(orders[0])
        assert search.best[-1] == list(orders[-1])


def test_without_time_there_is_still_a_drawing_and_an_honest_bound(rng):
    names = [f"L{i}" for i in range(14)]
    scenes = [(None, rng.sample(names, rng.randint(2, 5))) for _ in range(150)]
    instance = build(names, scenes)
    *_, found = solutions(instance, seconds=0)
    assert is_valid(instance, found.orders)
    assert found.bound <= found.crossings == count_crossings(found.orders)
