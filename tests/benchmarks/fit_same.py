"""Fits the weights by which two persons whose names look alike are judged to be one, and prints how well they do.

python tests/benchmarks/fit_same.py [--write] [--wrong]     practice recaps are trained on and held out as well
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import fit, keep, show
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import same, votes
from recap_gui.analysis.cast import find_persons
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.zones import Zones

_FOLDS = 8


def labelled(score, folder):
    """Per recap its name and `rows_of` it."""
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        yield name, rows_of(score, document, parsed_words(document, cache=True), gold)


def rows_of(score, document, parsed, gold):
    """(votes, is one person, weight, names) of every pair of persons with names alike in one recap."""
    quotes = Quotes(parsed)
    cast, actors, _, _ = find_persons(parsed, quotes, Zones(find_zones(document, parsed, quotes)))
    persons = [person for person in cast.persons if id(person) not in actors]
    written = [[form.shown for form in person.forms] for person in persons]
    prediction = {"characters": [{"name": names[0], "aliases": names} for names in written]}
    to = score.Cast(document.text, gold, prediction).to
    who = {id(person): (gold_person, names[0]) for person, gold_person, names in zip(persons, to, written, strict=True)}
    rows = []
    for pair in same.pairs(parsed, quotes, persons):
        (one, first), (other, second) = who[id(pair.first)], who[id(pair.second)]
        known = one is not None and other is not None
        label = float(known and one == other)
        rows.append(({v.rule: v.value for v in pair.votes}, label, 1.0 if known else 0.5, f"{first} / {second}"))
    return rows


def train(entries, penalty):
    """Weights from the entries of `labelled`."""
    rows = [row for _, found in entries for row in found]
    shares = [row[2] * practice.share(name) for name, found in entries for row in found]
    return fit([r[0] for r in rows], [r[1] for r in rows], penalty=penalty, sample=shares)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    with practice.unpacked() as folder:
        both = (*labelled(score, HERE), *labelled(score, folder))
        recaps = [one for one in both if practice.teaches_all(one[0])]
    everything = train(recaps, options.penalty)
    for title, held in (("fitted", False), (f"held out in {_FOLDS} groups", True)):
        joined = wrong = missed = 0
        for fold in range(_FOLDS):
            rest = [entry for number, entry in enumerate(recaps) if number % _FOLDS != fold]
            used = train(rest, options.penalty) if held else everything
            for name, rows in recaps[fold::_FOLDS]:
                for row, label, _, names in rows:
                    said = votes.log_odds([votes.Vote(k, v) for k, v in row.items()], used) > 0
                    joined += said and label
                    wrong += said and not label
                    missed += label and not said
                    if held and options.wrong and said != bool(label):
                        print(f"{name[:20]:20} {'missed' if label else 'wrong '} {names}  {next(iter(row))}")
        print(f"{title}: {joined:.0f} joined rightly, {wrong:.0f} wrongly, {missed:.0f} not joined")
    if options.write:
        keep({"same": everything})
    show(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
