"""Fits how sure presences are, and prints the calibration table: how many are right where so much is claimed.

    python tests/benchmarks/fit_confidence.py [FOLDER ...] [--write]

A presence found is right if the character has that state in the gold scene that covers most of the scene found.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import fit, keep
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import votes
from recap_gui.analysis.break_facts import sightings_of
from recap_gui.analysis.confidence import votes as sure_votes
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.scenes import find_scenes
from recap_gui.analysis.sittings import sittings

FOLDS = 8


def judged(score, folder):
    """Per recap: (state, votes, right) of every presence found."""
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        parsed = parsed_words(document, cache=True)
        placed, _ = score.place(name, document.text, gold)
        yield name, rows_of(score, document, parsed, placed)


def rows_of(score, document, parsed, placed):
    """(state, votes, right) of every presence found in one recap."""
    quotes = Quotes(parsed)
    zones = find_zones(document, parsed, quotes)
    found = find_mentions(parsed, quotes, zones)
    scenes = find_scenes(parsed, quotes, zones, sightings_of(found))
    prediction = {"characters": [{"name": c.name, "aliases": c.aliases} for c in found.cast.characters]}
    to = score.Cast(document.text, placed, prediction).to
    rows = []
    for sitting in sittings(found, scenes):
        scene = scenes[sitting.scene]
        if sitting.state is None or scene.kind == "frame" or found.cast.characters[sitting.character].outside:
            continue
        cover = max(placed["scenes"], key=lambda s: min(s["end"], scene.end) - max(s["start"], scene.start))
        who = to[sitting.character]
        name_ = placed["characters"][who]["name"] if who is not None else None
        row = {v.rule: v.value for v in sure_votes(sitting.basis)}
        rows.append((sitting.state, row, float(name_ in cover[sitting.state])))
    return rows


def train(entries, state, penalty):
    """Weights for a state from the entries of `judged`."""
    rows = [row for _, found in entries for row in found if row[0] == state]
    return fit([r[1] for r in rows], [r[2] for r in rows], penalty=penalty)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--test", type=Path, help="a folder of other recaps to try the weights on")
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    with practice.unpacked() as unpacked:
        recaps = [entry for folder in [HERE, unpacked, *options.folders] for entry in judged(score, folder)]

    def claims(entries, used):
        for entry in entries:
            weights = used(entry)
            for state, row, right in entry[1]:
                odds = votes.log_odds([votes.Vote(k, v) for k, v in row.items()], weights[state])
                yield state, min(0.99, max(0.05, votes.probability(odds))), right

    states = ("present", "mentioned")
    everything = {state: train(recaps, state, options.penalty) for state in states}
    held = {}
    for fold in range(FOLDS):
        rest = [entry for number, entry in enumerate(recaps) if number % FOLDS != fold]
        inner = {state: train(rest, state, options.penalty) for state in states}
        held |= {entry[0]: inner for entry in recaps[fold::FOLDS]}
    print_table("fitted", list(claims(recaps, lambda _: everything)))
    print_table("held out", list(claims(recaps, lambda e: held[e[0]])))
    if options.test:
        print_table(f"tried on {options.test}", list(claims(list(judged(score, options.test)), lambda _: everything)))
    if options.write:
        keep({f"right when {state}": everything[state] for state in states})
    for state in states:
        print(state, {k: round(v, 2) for k, v in everything[state].items()})
    return 0


def print_table(title, found):
    for kind in ("present", "all"):
        chosen = [(claim, right) for state, claim, right in found if kind in ("all", state)]
        error = 0.0
        cells = []
        for low, high in ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.0, 0.5)):
            bin_ = [(c, r) for c, r in chosen if low <= c < high]
            if bin_:
                right = sum(r for _, r in bin_) / len(bin_)
                error += abs(sum(c for c, _ in bin_) / len(bin_) - right) * len(bin_) / len(chosen)
                cells.append(f"{low:.1f}+: {len(bin_) / len(chosen):4.0%} of them, {right:4.0%} right")
        print(f"{title}, {kind} ({len(chosen)}): " + "; ".join(cells) + f"; calibration error {error:.3f}")


if __name__ == "__main__":
    sys.exit(main())
