"""Fits the weights by which words of family ("her husband", "my boy") are given to whom they mean.

python tests/benchmarks/fit_ties.py [--write] [--wrong]

Gold does not tell whom a word means. But where somebody belongs to a scene whom nothing names there, something means
them: everyone whom a word may mean and whom nothing names in its scene is a case, right if gold puts them there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import fit, keep, show
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import votes
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import find_mentions, meant_in
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.tie_votes import LEAST


def rows_of(score, document, parsed, gold):
    """For every word of family (votes, right, name) of everyone whom it may mean."""
    quotes = Quotes(parsed)
    found = find_mentions(parsed, quotes, find_zones(document, parsed, quotes))
    prediction = {"characters": [{"name": c.name, "aliases": c.aliases} for c in found.cast.characters]}
    to = score.Cast(document.text, gold, prediction).to
    words = []
    for meant in meant_in(parsed, quotes, found.cast)[1].cases():
        rows = []
        for one in meant:
            at = one.use.token.start
            scene = next(s for s in gold["scenes"] if s["start"] <= at < s["end"])
            if scene["kind"] == "frame" or to[one.who] is None:
                continue
            spots = [s for s in found.spots if s.character == one.who and s.how == "name"]
            if any(scene["start"] <= s.start < scene["end"] for s in spots):
                continue
            who = gold["characters"][to[one.who]]["name"]
            right = who in scene["present"] or who in scene["mentioned"]
            words_there = document.text[max(0, at - 50) : one.use.token.end + 10].replace("\n", " ")
            rows.append(({v.rule: v.value for v in one.votes}, float(right), f"{who}: {words_there}"))
        if rows:
            words.append(rows)
    return words


def train(entries, penalty):
    """Weights from (name, what `rows_of` finds) of every recap."""
    rows = [row for _, words in entries for one in words for row in one]
    return fit([r[0] for r in rows], [r[1] for r in rows], penalty=penalty)


def chance(row, used):
    """How likely somebody is meant, by the weights `used`."""
    return votes.probability(votes.log_odds([votes.Vote(rule, value) for rule, value in row.items()], used))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    entries = []
    with practice.unpacked() as folder:
        for where in (HERE, folder):
            for name, file, gold in score.load_gold(where):
                document = read(file.read_bytes(), file.name)
                parsed = parsed_words(document, cache=True)
                placed, _ = score.place(name, document.text, gold)
                entries.append((name, rows_of(score, document, parsed, placed)))
    for least in (0.3, 0.4, LEAST, 0.6):
        given = right = asked = 0
        for n in range(5):
            used = train([e for m, e in enumerate(entries) if m % 5 != n], options.penalty)
            for name, words in entries[n::5]:
                for rows in words:
                    asked += any(r[1] for r in rows)
                    chances = [chance(r[0], used) for r in rows]
                    best = max(range(len(rows)), key=chances.__getitem__)
                    if chances[best] >= least:
                        given += 1
                        right += rows[best][1] > 0
                        if options.wrong and least == LEAST:
                            print("+" if rows[best][1] else "-", name[:12], round(chances[best], 2), rows[best][2])
                    elif options.wrong and least == LEAST and any(r[1] for r in rows):
                        print(
                            "missed",
                            name[:12],
                            [(round(c, 2), r[2]) for c, r in zip(chances, rows, strict=True) if r[1]],
                        )
        print(f"from {least}: {right} of {given} right, {asked} words mean somebody unnamed")
    everything = train(entries, options.penalty)
    show(everything)
    if options.write:
        keep({"tie": everything})
    return 0


if __name__ == "__main__":
    sys.exit(main())
