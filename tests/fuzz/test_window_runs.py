"""The quick forms of the runs against the whole window; ``--slow`` runs the long ones."""

import random

import closes
import monkey
import work_kills


def test_closing_works_at_any_moment(rng, request):
    for seed in rng.sample(range(2**32), 200 if request.config.getoption("--slow") else 6):
        _, wrong = closes.close_once(seed)
        assert not wrong, f"seed {seed}: {wrong}"


def test_a_kill_costs_no_more_than_a_second_of_work(rng: random.Random, request):
    for _ in range(200 if request.config.getoption("--slow") else 6):
        assert work_kills.kill_once(rng) <= work_kills.MOST_SECONDS


def test_a_monkey_finds_nothing(rng: random.Random, request):
    slow = request.config.getoption("--slow")
    actions = 20_000 if slow else 2_000
    for _ in range(5 if slow else 1):
        seed = rng.randrange(2**32)
        _, wrong = monkey.run(actions, seed, quick=True, timeout=60 + actions)
        again = f"python tests/fuzz/monkey.py --runs 1 --actions {actions} --seed {seed} --quick"
        assert not wrong, "\n".join((again, *wrong))
