"""A season of 22 episodes (22,000 words): two warm children beside one `nlp.pipe`, the first episode, and kept results.

python tests/benchmarks/season.py            prints seconds and their ratio to one pipe of the same paragraphs
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from recap_gui.analysis.language import model, paragraph_spans
from recap_gui.files.cache import Cache
from recap_gui.story import Story
from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Failed, Found, Message, Open
from recap_gui.work.season import joined
from recap_gui.work.version import analyser_version

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "recaps" / "season-harbour"
EPISODES, WORDS, ROUNDS = 22, 22_000, 3


def season() -> list[tuple[str, bytes]]:
    """22 recaps made of the season sample's paragraphs, each in another order and with another number of days in it."""
    paragraphs = [
        paragraph
        for file in sorted(SAMPLES.glob("*.txt"))
        for paragraph in re.split(r"\n\s*\n", file.read_text("utf-8"))
        if len(paragraph.split()) > 15
    ]
    made = []
    for number in range(1, EPISODES + 1):
        text, at = f"Harbour S01E{number:02}\n\n", number * 3
        while len(text.split()) < WORDS // EPISODES:
            text += paragraphs[at % len(paragraphs)].strip() + f" {number} days are left.\n\n"
            at += 5
        made.append((f"S01E{number:02}.txt", text.encode()))
    return made


def piped(recaps: list[tuple[str, bytes]]) -> float:
    """Seconds of one `nlp.pipe` over all paragraphs in this process."""
    nlp = model()
    texts = [t[a:b] for t in (data.decode() for _, data in recaps) for a, b in paragraph_spans(t)]
    begun = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - begun


def opened(pool: Pool, recaps: list[tuple[str, bytes]]) -> tuple[float, float, float]:
    """Seconds to the first story, to the last one, and to the season joined."""
    stories: dict[str, Story] = {}
    first: list[float] = []
    over = threading.Event()
    begun = time.perf_counter()

    def teller(name: str):
        def tell(message: Message) -> None:
            if isinstance(message, Failed):
                raise SystemExit(f"{name}: {message}")
            if isinstance(message, Found):
                first.append(time.perf_counter() - begun)
                stories[name] = message.story
                if len(stories) == len(recaps):
                    over.set()

        return tell

    for name, data in recaps:
        pool.submit(Open(data, name), teller(name))
    over.wait()
    last = time.perf_counter() - begun
    joined([stories[name] for name, _ in recaps])
    return first[0], last, time.perf_counter() - begun


def main() -> int:
    recaps = season()
    words = sum(len(data.split()) for _, data in recaps)
    model()
    piped(recaps[:2])
    rows = []
    for _ in range(ROUNDS):
        alone = piped(recaps)
        with tempfile.TemporaryDirectory() as folder:
            cache = Cache(Path(folder), analyser_version())
            with Pool(2) as pool:
                pool.warm()
                opened(pool, recaps[:4])  # warm
                fresh = opened(pool, recaps)
            with Pool(2, cache=cache) as pool:
                opened(pool, recaps)
                kept = opened(pool, recaps)
        rows.append((alone, *fresh, *kept))
    alone, first, last, all_, _, _, kept_all = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{len(recaps)} episodes, {words:,} words, median of {ROUNDS}")
    print(f"one pipe in one process          {alone:6.2f} s")
    print(f"two children, first story        {first:6.2f} s   (goal ≤ 1.5 s)")
    print(f"two children, last story         {last:6.2f} s   {last / alone:.2f} × (goal ≤ 1.0 ×)")
    print(f"   and joined                    {all_:6.2f} s")
    print(f"kept results, all and joined     {kept_all:6.2f} s   (goal ≤ 1 s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
