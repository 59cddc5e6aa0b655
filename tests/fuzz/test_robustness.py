"""The quick forms of the robustness runs; ``--slow`` runs the long ones, the scripts print what they find."""

import random
import sys
from pathlib import Path

import hostile_html
import kills
import mutants
import pytest

from recap_gui.work.pool import Pool

DOUBLE = Path(__file__).parent.parent / "work" / "double.py"  # real but for the analysis, so 20 kills are quick


@pytest.fixture(scope="module")
def pool():
    with Pool() as pool:
        yield pool


@pytest.mark.parametrize("kind", mutants.SEEDS)
def test_mutants_never_kill_the_child(kind, pool, request):
    count = 20_000 if request.config.getoption("--slow") else 250
    outcome = mutants.fuzz(pool, kind, count, seed=20261125)
    assert not outcome.bad, outcome.counts
    assert outcome.counts.total() == count
    assert outcome.counts["document"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("pattern", hostile_html.PATTERNS)
def test_time_grows_with_the_size_of_hostile_html(pattern):
    small, large = hostile_html.growth(hostile_html.PATTERNS[pattern], 2_000_000)
    assert not hostile_html.is_bad(small, large), f"{small:.3f} s → {large:.3f} s"


@pytest.mark.parametrize("pattern", hostile_html.PATTERNS)
def test_hostile_html_is_read_or_refused(pattern, pool):
    from recap_gui.work.protocol import Failed, Read, Reading

    messages = []
    pool.submit(Read(hostile_html.made(hostile_html.PATTERNS[pattern], 100_000), "a.html"), messages.append).wait(60)
    last = messages[-1]
    assert isinstance(last, Reading) or (isinstance(last, Failed) and last.code in {"empty", "no_text", "not_text"})


def test_a_kill_at_any_moment_is_told_and_the_next_file_is_fine(rng, request):
    argv = None if request.config.getoption("--slow") else [sys.executable, "-P", str(DOUBLE)]
    with Pool(argv=argv) as own:
        told, late, _ = kills.kill_at_random(own, 100 if request.config.getoption("--slow") else 20, rng)
    assert told + late > 0


def test_a_mutant_is_the_same_for_the_same_seed():
    seed = mutants.SEEDS["docx"][1]()
    assert mutants.mutated(seed, "docx", random.Random(1)) != seed
    assert mutants.changed(b"abc" * 99, "text", random.Random(5)) == mutants.changed(
        b"abc" * 99, "text", random.Random(5)
    )
