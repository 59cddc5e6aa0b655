"""Fits the weights of frames to gold recaps and says what they are worth, each recap held out in turn.

python tests/benchmarks/fit_frames.py            print the figures: held out in turn beside fitted
python tests/benchmarks/fit_frames.py --write    and put the weights into resources/lexicon/weights.json
python tests/benchmarks/fit_frames.py --also DIR judge the fitted weights on other recaps with gold too

Run fit_breaks.py after it: breaks are looked for inside the zones found here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from logistic import fit, keep
from score_recaps import HERE, load_scorer, parsed_words

from recap_gui.analysis import frames
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.files.reader import read
from recap_gui.story import Document

LAYOUTS = (None, "joined", "block", "chopped")
SHARE = {None: 1.0, "joined": 0.5, "block": 0.5, "chopped": 0.5}
# Too rare in the gold to be fitted; set so that lines and notes obey their heading, and told action overrules it.
BY_HAND = {
    "stands under a heading for what is no scene": 6.0,
    "stands under a heading for a short account, and a longer one follows": 5.0,
    "stands before the heading of the whole story": 4.0,
    "stands in what a reader posted": 6.0,
    "says which episode it is, or who made it": 4.0,
    "the paragraph is announced as a preview": 4.0,
    "is written like a title": 3.0,
}


@dataclass
class Recap:
    """One recap in one layout, with what does not depend on the weights: a row of votes and the gold per sentence."""

    name: str
    layout: str | None
    document: Document
    parsed: Parsed
    gold: dict[str, Any]
    rows: list[dict[str, float]]
    labels: list[bool]


def load(folder: Path, score: Any, layouts: Sequence[str | None]) -> list[Recap]:
    recaps = []
    for name, file, gold in score.load_gold(folder):
        for layout in layouts:
            raw = file.read_bytes()
            if layout:
                if file.suffix != ".txt":
                    continue
                raw = score.reflow(raw.decode("utf-8-sig"), layout).encode()
            document = read(raw, file.name)
            parsed = parsed_words(document, cache=True)
            placed, _ = score.place(name, document.text, gold)
            rows, labels = observed(document, parsed, placed)
            recaps.append(Recap(name, layout, document, parsed, placed, rows, labels))
    return recaps


def observed(document: Document, parsed: Parsed, gold: dict[str, Any]) -> tuple[list[dict[str, float]], list[bool]]:
    """The votes of every sentence but furniture, headings and "previously", and whether the gold calls it a frame."""
    read_of = frames.sentence_kinds(document, parsed, Quotes(parsed), {})
    rows, labels = [], []
    for at, sentence in enumerate(parsed.sentences):
        middle = (sentence.start + sentence.end) // 2
        kind = next((s["kind"] for s in gold["scenes"] if s["start"] <= middle < s["end"]), "frame")
        if read_of.apart[at] is None and not read_of.headings[at] and kind != "previously":
            rows.append({v.rule: float(v.value) for v in read_of.votes[at] if v.rule not in BY_HAND})
            labels.append(kind == "frame")
    return rows, labels


def train(recaps: Sequence[Recap], penalty: float) -> dict[str, float]:
    rows = [row for recap in recaps for row in recap.rows]
    labels = [label for recap in recaps for label in recap.labels]
    sample = [SHARE[recap.layout] for recap in recaps for _ in recap.labels]
    return fit(rows, labels, penalty=penalty, sample=sample) | BY_HAND


def frame_score(recap: Recap, of: Mapping[str, float], score: Any) -> float:
    found = frames.zones_by(recap.document, recap.parsed, Quotes(recap.parsed), of)
    scenes = [
        {"start": z.start, "end": z.end, "kind": z.kind, "present": [], "mentioned": [], "place": None} for z in found
    ]
    joined = score.join_headings(recap.document.text, scenes)
    return float(score.score_one(recap.document.text, recap.gold, {"scenes": joined, "characters": []})["fF"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also", type=Path)
    parser.add_argument("--penalty", type=float, default=3.0)
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    recaps = load(HERE, score, LAYOUTS)
    of = train(recaps, options.penalty)
    for rule, weight in sorted(of.items(), key=lambda item: -abs(item[1])):
        print(f"{weight:7.2f} {rule}")
    fitted, held = {}, {}
    for group in sorted({r.name[:3] for r in recaps}):  # the episodes of a season are held out together
        fold = train([r for r in recaps if r.name[:3] != group], options.penalty)
        for recap in recaps:
            if recap.name[:3] == group:
                fitted[recap.name, recap.layout] = frame_score(recap, of, score)
                held[recap.name, recap.layout] = frame_score(recap, fold, score)
    for layout in LAYOUTS:
        keys = [key for key in fitted if key[1] == layout]
        out, own = (sum(table[key] for key in keys) / len(keys) for table in (held, fitted))
        print(f"{layout or 'as it is':9} fF held out in turn {out:.3f}  fitted {own:.3f}")
    if options.also:
        others = {r.name: frame_score(r, of, score) for r in load(options.also, score, (None,))}
        print("  ".join(f"{name} {value:.2f}" for name, value in others.items()))
        print(f"others: fF {sum(others.values()) / len(others):.3f}")
    if options.write:
        keep({"frame": of})
    return 0


if __name__ == "__main__":
    sys.exit(main())
