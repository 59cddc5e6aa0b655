"""Fits the weights by which forms of names are judged to be people's, and prints how well they do held out in turn.

    python tests/benchmarks/fit_people.py [--write] [--wrong]

The gold recaps in tests/data/recaps (and folders named on the command line) are the training data.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import fit, keep, show
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import people, votes
from recap_gui.analysis.names import gather, parts
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.runs import key_of


def labelled(score, folder):
    """Per recap: its name, forms, evidence, parsed text, and per form whether it names a person of the gold."""
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        parsed = parsed_words(document, cache=True)
        yield name, *forms_of(parsed, gold, score.place(name, document.text, gold)[0])


def forms_of(parsed, gold, placed):
    """The parsed text, its forms, their evidence, and per form whether it names a person of the gold."""
    forms = gather(parsed)
    evidence = people.observe(parsed, Quotes(parsed), forms.values())
    known = set()
    for character in gold["characters"]:
        for alias in [character["name"], *character["aliases"]]:
            known.add(key_of(alias).removeprefix("the "))
            known.add(" ".join(parts(alias.split()).core))
            if character["kind"] == "outside":
                known.update(key_of(alias).split())
    told = [(s["start"], s["end"]) for s in placed["scenes"] if s["kind"] != "frame"]
    return parsed, forms, evidence, {key: label_of(form, known, told) for key, form in forms.items()}


def label_of(form, known, told):
    """Whether a form names a person of the gold; None where only frames hold it: the gold need not list such people."""
    if form.key in known or form.core in known:
        return 1.0
    inside = any(start <= found.start < end for found in form.found for start, end in told)
    return 0.0 if inside else None


def train(entries, penalty):
    """Weights from the entries of `labelled`."""
    rows, labels, sample = [], [], []
    for name, parsed, forms, evidence, label in entries:
        heads = {found.head: key for key, form in forms.items() for found in form.found}
        likely = {k: v or 0.0 for k, v in label.items()}
        holding = people.by_word(forms)
        for key, form in forms.items():
            if label[key] is None:
                continue
            for paired, within in (
                (0.0, 0.0),
                (people._paired(parsed, form, heads, likely), people._within(form, holding, likely)),
            ):
                cast = people.votes(form, evidence[key], paired=paired, within=within)
                rows.append({v.rule: v.value for v in cast})
                labels.append(label[key])
                sample.append(0.5 * practice.share(name))
    return fit(rows, labels, penalty=penalty, sample=sample)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.0)
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    recaps = [entry for folder in [HERE, *options.folders] for entry in labelled(score, folder)]

    def judged(entry, weights):
        _, parsed, forms, evidence, _ = entry
        return people.judge(forms, evidence, parsed, lambda v: votes.probability(votes.log_odds(v, weights)))

    for title, held in (("fitted", False), ("held out in turn", True)):
        right = wrong = missed = false = 0
        weights = train(recaps, options.penalty)
        for entry in recaps:
            used = train([e for e in recaps if e is not entry], options.penalty) if held else weights
            likely, _ = judged(entry, used)
            for key, label in entry[4].items():
                if label is None:
                    continue
                said = likely[key] >= 0.5
                right += said == bool(label)
                wrong += said != bool(label)
                missed += bool(label) and not said
                false += said and not label
                if held and options.wrong and said != bool(label):
                    kind, count = "missed" if label else "false ", len(entry[2][key].found)
                    print(f"{entry[0][:18]:18} {kind} {key!r} {likely[key]:.2f} n={count}")
        print(f"{title}: {right / (right + wrong):.3f} right of {right + wrong} forms, {missed} missed, {false} false")
    if options.write:
        keep({"person": weights})
    show(weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
