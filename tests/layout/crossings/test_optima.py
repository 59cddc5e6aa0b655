"""The search never misses the fewest crossings: against brute force on random stories, against known optima on real."""

import json
import random
from pathlib import Path

import pytest
from oracle import fewest_crossings, random_story

from recap_gui.layout.crossings import build, count_crossings, is_valid
from recap_gui.layout.crossings.solve import solutions

CONVENTIONS = ("hull", "spanhull", "spans", "all")
STORIES = Path(__file__).parents[2] / "data/storylines"
OPTIMA = json.loads((STORIES / "optima.json").read_text("utf-8"))["instances"]
FILMS = sorted(name for name in OPTIMA if name.startswith("ist_"))
EPISODES = [f"got_s{season:02}e{number:02}" for season in range(1, 9) for number in (2, 4)]


def check_random(rng: random.Random, convention: str, count: int) -> None:
    for _ in range(count):
        names, scenes = random_story(rng)
        instance = build(names, scenes, convention)
        for found in solutions(instance, seconds=60):
            assert is_valid(instance, found.orders)
            assert count_crossings(found.orders) == found.crossings
        assert found.crossings == found.bound == fewest_crossings(names, scenes, convention), (names, scenes)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_brute_force_finds_nothing_better(rng, convention):
    check_random(rng, convention, 80)


@pytest.mark.slow
@pytest.mark.parametrize("convention", CONVENTIONS)
def test_brute_force_finds_nothing_better_in_5000(rng, convention):
    check_random(rng, convention, 5000)


def instance_of(name: str, convention: str):
    story = json.loads((STORIES / f"{name}.json").read_text("utf-8"))
    return build(story["characters"], [(s.get("t"), s["characters"]) for s in story["scenes"]], convention)


def check_known(name: str, seconds: float) -> None:
    for convention, known in OPTIMA[name]["crossings"].items():
        instance = instance_of(name, convention)
        for found in solutions(instance, seconds=seconds):
            assert is_valid(instance, found.orders)
            assert count_crossings(found.orders) == found.crossings
            assert found.bound <= known <= found.crossings, convention
        assert found.is_proved, convention


@pytest.mark.parametrize("name", FILMS)
def test_films_have_their_known_optima(name):
    check_known(name, 60)


@pytest.mark.parametrize("name", EPISODES)
def test_episodes_have_their_known_optima(name):
    check_known(name, 120)
