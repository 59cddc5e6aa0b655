"""The child killed at random moments. ``python tests/fuzz/kills.py [--count 100] [--seed N]``.

While a real recap is opened again and again, its child is killed after a random time; every kill must be told within
two seconds, or have come too late, and the next file must be fine. Exits 1 when anything else happened.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

import psutil

from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Failed, Found, Message, Open

MOST_SECONDS = 2.0
_RECAP = Path(__file__).parent.parent / "data" / "recaps" / "01-half-hour-call.txt"


def kill_at_random(pool: Pool, count: int, rng: random.Random) -> tuple[int, int, float]:
    """How many kills were told, how many came too late, and the longest time until one was told.

    Raises:
        AssertionError: when a kill was not told as one, or the next file was not fine.
    """
    data = _RECAP.read_bytes()
    told = late = 0
    longest = 0.0
    pool.warm()
    for _ in range(count):
        messages: list[Message] = []
        ticket = pool.submit(Open(data, "a.txt"), messages.append)
        ticket.wait(rng.uniform(0, 0.6))
        for pid in pool.pids:
            psutil.Process(pid).kill()
        killed = time.monotonic()
        assert ticket.wait(60)
        last = messages[-1]
        if isinstance(last, Failed):
            assert last.code == "died", last
            told += 1
            longest = max(longest, time.monotonic() - killed)
        else:
            assert isinstance(last, Found), last
            late += 1
        after: list[Message] = []
        assert pool.submit(Open(data, "next.txt"), after.append).wait(60)
        assert isinstance(after[-1], Found), after[-1]
    return told, late, longest


def main() -> int:
    """Kill and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261125)
    chosen = parser.parse_args()
    with Pool() as pool:
        told, late, longest = kill_at_random(pool, chosen.count, random.Random(chosen.seed))
    print(f"seed {chosen.seed}: {told} told, the longest after {longest:.2f} s; {late} came too late")
    return 0 if longest <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
