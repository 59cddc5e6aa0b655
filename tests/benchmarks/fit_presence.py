"""Fits the weights by which a mention's clause tells present from talked about, and prints how well they do.

    python tests/benchmarks/fit_presence.py [FOLDER ...] [--write]

The gold labels scenes, not mentions: someone is present in a scene if any mention of them there shows it (noisy or).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from logistic import fit_bags
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui import assets
from recap_gui.analysis import votes
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.story import Document


# What any reader of English would say before seeing a recap; the data move it.
PRIOR = {
    "subject of an action": 1.5,
    "speaks": 1.5,
    "moves or stays": 1.5,
    "thinks or feels": 0.5,
    "is spoken to": 1.0,
    "object of a physical act": 1.0,
    "something is done to them": 0.5,
    "stands beside or with someone": 0.5,
    "someone turns to them": 0.5,
    "there they are": 0.5,
    "done by them": 0.5,
    "talked about": -1.0,
    "talked about, off the story's line": -1.0,
    "owns words, pictures or plans": -1.5,
    "owns words, pictures or plans, off the story's line": -1.5,
    "a picture, a letter or the like of them": -1.5,
    "a picture, a letter or the like of them, off the story's line": -1.5,
    "owns something": -0.7,
    "owns something, off the story's line": -0.7,
    "someone of theirs is named": -0.7,
    "someone of theirs is named, off the story's line": -0.7,
    "object of a thought or feeling": -0.7,
    "object of a thought or feeling, off the story's line": -1.0,
    "only describes a thing": -0.5,
    "inside what someone says or thinks": -1.0,
    "inside direct speech": -1.0,
    "had happened before": -1.0,
    "told in the past": -0.7,
    "only possible or to come": -1.0,
    "under a condition": -1.0,
    "denied": -0.7,
    "in a question": -0.5,
    "in a relative clause": -0.5,
    "by a pronoun": -1.0,
    "as one of many": -1.0,
}


class Shown(NamedTuple):
    """A mention for reading."""

    start: int
    text: str


def bags(score, folder):
    """Per recap: (name, [(present, [votes of each mention])]) for every character in every scene of the gold."""
    for name, file, gold in score.load_gold(folder):
        for layout in (None,):
            raw = file.read_bytes()
            document: Document = read(raw, file.name)
            parsed = parsed_words(document, cache=True)
            found = find_mentions(parsed, quotes := Quotes(parsed), find_zones(document, parsed, quotes))
            text = document.text
            placed, _ = score.place(name, text, gold)
            prediction = {"characters": [{"name": c.name, "aliases": c.aliases, "outside": c.outside} for c in found.cast.characters]}
            cast = score.Cast(text, placed, prediction)
            index = {c["name"]: j for j, c in enumerate(placed["characters"])}
            result = []
            for scene in placed["scenes"]:
                if scene["kind"] == "frame":
                    continue
                here = {index[x] for x in scene["present"]}
                gathered: dict[int, list] = {}
                for spot, reading in zip(found.spots, found.readings, strict=True):
                    if scene["start"] <= spot.start < scene["end"] and cast.to[spot.character] is not None:
                        if not found.cast.characters[spot.character].outside:
                            gathered.setdefault(cast.to[spot.character], []).append((Shown(spot.start, text[max(0, spot.start - 60) : spot.start] + ">" + text[spot.start : spot.end] + "<" + text[spot.end : spot.end + 60]), reading.votes))
                for who, mentions in gathered.items():
                    if placed["characters"][who]["kind"] == "character":
                        result.append((who in here, mentions))
            yield name, result


def numbers(cast):
    row: dict[str, float] = {}
    for v in cast:
        row[v.rule] = max(row.get(v.rule, 0.0), v.value)
    return row


def train(recaps, penalty):
    everything = [entry for _, result in recaps for entry in result]
    return fit_bags([[numbers(m[1]) for m in mentions] for _, mentions in everything], [p for p, _ in everything], penalty=penalty, prior=PRIOR)


def chance(mentions, weights):
    nobody = 1.0
    for m in mentions:
        nobody *= 1 - votes.probability(votes.log_odds(m[1], weights))
    return 1 - nobody


def judge(result, weights, threshold=0.5):
    tp = fp = fn = tn = 0
    for present, mentions in result:
        p = chance(mentions, weights)
        said = p >= threshold
        tp += said and present; fp += said and not present; fn += present and not said; tn += not said and not present
    return tp, fp, fn, tn


def show_wrong(entry, weights):
    name, result = entry
    for present, mentions in result:
        best = max(mentions, key=lambda m: votes.log_odds(m[1], weights))
        p = chance(mentions, weights)
        if (p >= 0.5) != present:
            spot = best[0]
            print(f"{name[:12]:12} {'MISSED' if present else 'CALLED'} {p:.2f} {spot.text!r} {[v.rule for v in best[1]]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=1.5)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    recaps = [entry for folder in [HERE, *options.folders] for entry in bags(score, folder)]
    weights = train(recaps, options.penalty)
    for title, held in (("fitted", False), ("held out in turn", True)):
        total = [0, 0, 0, 0]
        for entry in recaps:
            used = train([o for o in recaps if o is not entry], options.penalty) if held else weights
            total = [a + b for a, b in zip(total, judge(entry[1], used), strict=True)]
        tp, fp, fn, tn = total
        if held:
            outs = {e[0]: train([o for o in recaps if o is not e], options.penalty) for e in recaps}
            for threshold in (0.4, 0.6, 0.7, 0.8, 0.85):
                t = [0, 0, 0, 0]
                for entry in recaps:
                    used = outs[entry[0]]
                    t = [a + b for a, b in zip(t, judge(entry[1], used, threshold), strict=True)]
                print(f"   at {threshold}: F1 {2 * t[0] / (2 * t[0] + t[1] + t[2]):.3f} present {t[0]}/{t[0] + t[2]} called present {t[1]}/{t[1] + t[3]}")
            if options.wrong:
                for entry in recaps:
                    used = outs[entry[0]]
                    show_wrong(entry, used)
        print(f"{title}: presence F1 {2 * tp / (2 * tp + fp + fn):.3f}  present {tp}/{tp + fn}  mentions called present {fp}/{fp + tn}")
    if options.write:
        file = assets.path("lexicon", "weights.json")
        table = json.loads(file.read_text())
        table["presence"] = {k: round(v, 3) for k, v in sorted(weights.items())}
        file.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")
    for rule, weight in sorted(weights.items(), key=lambda item: -item[1]):
        print(f"{weight:7.2f}  {rule}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
