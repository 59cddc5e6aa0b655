"""Mutated files of every format through the real child. ``python tests/fuzz/mutants.py [--count 20000] [--seed N]``.

Counts what came back: documents, the reader's own refusals, and what must never happen (deaths, over 5 s, internal
errors). Half of the Word mutants change the XML inside and are zipped again. Exits 1 when anything bad happened; the
seed repeats it, and the files that did it are kept in the folder named at the end.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "files")]

from make_docx import document, packed, paragraph  # noqa: E402

from recap_gui.files.reader import read  # noqa: E402
from recap_gui.work.pool import Pool  # noqa: E402
from recap_gui.work.protocol import Failed, Found, Message, Open, Read, Reading, Request  # noqa: E402

MOST_SECONDS = 5.0
_RECAPS = HERE.parent / "data" / "recaps"
_BAD = {"died", "too_slow", "memory", "internal", "no_child"}
_TOKENS: dict[str, list[bytes]] = {
    "text": [b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", "\u202e".encode(), b"(" * 500, b"\xed\xa0\x80"],
    "markdown": [b"---\n", b"# ", b"```\n", b"[" * 50, b"](", b"**", b"<div>", b"> " * 60, b"| a |\n|---|\n", b"&#0;"],
    "html": b"""< > <!-- --> </p> <table> <script> </script> <h1> <article> <![CDATA[ &#x110000; <p/class="comments">
        <meta/charset="utf-16"> <style>*{display:none}</style> <div><div><div><div><div><div><div><div>""".split(),
    "docx": b"<w:p> </w:p> <w:t> <w:tbl> <w:tc> <w:del> <!DOCTYPE/x> &x; <w:b/> ]]> <mc:Fallback>".split(),
    "transcript": [b"RUTH: ", b":", b"(", b"[", b"\n\n", b"A B C D E F: x\n"],
    "fountain": [
        b"INT. X - DAY\n\n",
        b"RUTH\n",
        b"[[",
        b"]]",
        b"/*",
        b"*/",
        b"@",
        b"===\n",
        b"> <",
        b"*" * 9,
        b"#" * 9,
    ],
    "story": b"""{ } [ ] , : null 1e999 -1 "\\ud800" "start": "end":99999999999 [[[[[[[[""".split(),
}


@dataclass(slots=True)
class Outcome:
    """What came of the mutants of one format."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    bad: list[bytes] = field(default_factory=list)


def _docx_part() -> bytes:
    lines = (_RECAPS / "03-quay-division.txt").read_text("utf-8").split("\n\n")
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    return document("".join(paragraph(line, bold=at % 5 == 0) for at, line in enumerate(escaped)))


def _transcript() -> bytes:
    lines = (_RECAPS / "03-quay-division.txt").read_text("utf-8").split(". ")
    return "\n".join(
        f"{('RUTH', 'SAM', 'PEG')[at % 3]}: {' '.join(line.split())}" for at, line in enumerate(lines)
    ).encode()


def _fountain() -> bytes:
    lines = (_RECAPS / "03-quay-division.txt").read_text("utf-8").split(". ")
    return "\n\n".join(
        f"INT. WHARF {at} - DAY\n\nRUTH\n{' '.join(line.split())}" for at, line in enumerate(lines)
    ).encode()


def _story() -> bytes:
    from recap_gui.files import story_json
    from recap_gui.story import Character, Episode, Mention, Reason, Scene, Story

    text = read((_RECAPS / "03-quay-division.txt").read_bytes(), "a.txt").text
    scenes = tuple(
        Scene(f"s{at}", at, min(at + 500, len(text)), why=(Reason("r", ((0, 3),)),)) for at in range(0, len(text), 500)
    )
    mentions = tuple(Mention(at, at + 4, "c1", "name", "present", 0.9) for at in range(0, len(text) - 4, 90))
    return story_json.encode(
        Story("T", (Character("c1", "Ruth", ("Ruth",)),), (Episode("e1", text, scenes, mentions),))
    )


SEEDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("a.txt", lambda: (_RECAPS / "03-quay-division.txt").read_bytes()),
    "markdown": ("a.md", lambda: (_RECAPS / "12-ember-shelf.md").read_bytes()),
    "html": ("a.html", lambda: (_RECAPS / "04-cutlass-cove.html").read_bytes()),
    "docx": ("a.docx", _docx_part),
    "transcript": ("t.txt", _transcript),
    "fountain": ("a.fountain", _fountain),
    "story": ("a.story.json", _story),
}


def mutated(seed: bytes, kind: str, rng: random.Random) -> bytes:
    """One to a few changes of `seed`; of a Word file either of its XML or of the zipped bytes."""
    if kind == "docx":
        inside = rng.random() < 0.5
        return packed(changed(seed, kind, rng)) if inside else changed(packed(seed), kind, rng)
    return changed(seed, kind, rng)


def changed(seed: bytes, kind: str, rng: random.Random) -> bytes:
    """The bytes after some random changes."""
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 2, 3, 8, 30))):
        at = rng.randrange(len(data) + 1)
        until = min(len(data), at + rng.choice((1, 1, 4, 60, 900)))
        match rng.randrange(7):
            case 0:
                data[at:until] = rng.randbytes(until - at)
            case 1:
                del data[at:until]
            case 2:
                data[at:at] = data[at:until]
            case 3:
                data[at:at] = rng.choice(_TOKENS[kind])
            case 4 if until > at:
                data[at] ^= 1 << rng.randrange(8)
            case 5:
                data[at:at] = rng.choice(_TOKENS[kind]) * rng.choice((10, 200, 2000))
            case 6 if rng.random() < 0.2:
                del data[at:]
        if not data:
            break
    return bytes(data)


def fuzz(pool: Pool, kind: str, count: int, seed: int) -> Outcome:
    """`count` mutants of one format through `pool`."""
    rng = random.Random(f"{seed}:{kind}")
    name, make = SEEDS[kind]
    original = make()
    outcome = Outcome()
    for _ in range(count):
        data = mutated(original, kind, rng)
        request: Request = Open(data, name) if kind == "story" else Read(data, name)
        messages: list[Message] = []
        start = time.monotonic()
        pool.submit(request, messages.append).wait()
        took = time.monotonic() - start
        last = messages[-1]
        told = last.code if isinstance(last, Failed) else "document" if isinstance(last, Reading | Found) else "?"
        if took > MOST_SECONDS:
            told = "over 5 s"
        outcome.slowest = max(outcome.slowest, took)
        outcome.counts[told] += 1
        if told in _BAD | {"?", "over 5 s"}:
            outcome.bad.append(data)
            print(f"  {kind}: {last}"[:600], file=sys.stderr)
    return outcome


def main() -> int:
    """Fuzz every format and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="mutants per format")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--only", choices=SEEDS, help="one format")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.count} mutants per format")
    bad = 0
    with Pool() as pool:
        for kind in [chosen.only] if chosen.only else SEEDS:
            outcome = fuzz(pool, kind, chosen.count, chosen.seed)
            counts = ", ".join(f"{count} {told}" for told, count in outcome.counts.most_common())
            print(f"{kind:10} slowest {outcome.slowest:.2f} s; {counts}", flush=True)
            bad += len(outcome.bad)
            if outcome.bad:
                folder = Path(tempfile.mkdtemp(prefix=f"mutants-{kind}-"))
                for at, data in enumerate(outcome.bad):
                    (folder / f"{at}-{SEEDS[kind][0]}").write_bytes(data)
                print(f"           {len(outcome.bad)} kept in {folder}")
    print("0 bad" if not bad else f"{bad} BAD")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
