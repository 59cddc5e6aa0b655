"""Fits the weights by which a mention's clause tells present from talked about, and prints how well they do.

    python tests/benchmarks/fit_presence.py [FOLDER ...] [--write]

The practice recaps are learned from too. With --write, the weights of all signs of a scene together and of who stays
unnamed are fitted to scenes as they are found by the weights in use (cross_validate.py holds those out once more).
The gold labels scenes, not mentions: someone is present in a scene if any mention of them there shows it (noisy or).
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import common_words, fit, fit_bags, keep, show
from score_recaps import HERE, load_scorer, parsed_words, read

from recap_gui.analysis import presence_words, votes
from recap_gui.analysis.break_facts import sightings_of
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import Found, chances_of, find_mentions, heard
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.scenes import find_scenes
from recap_gui.analysis.sittings import people_of, sittings
from recap_gui.analysis.staying import staying
from recap_gui.story import Scene

FOLDS = 8
WORD = 0.6  # the strength of a single word: below 1 it must hold more often to get the weight of another vote
COMMON, TEXTS = 8, 4  # a word gets a weight if it stands around as many mentions, in as many texts
LEAST = 0.02  # lighter words are left out
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
    "is somewhere": 0.7,
    "it is them": 0.5,
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
    "the story looks back there": -1.0,
    "who acts there": 1.3,
    "who had done something": -0.5,
    "who has done something": -0.2,
    "is written to": -2.5,
    "is said or thought to be something": -0.7,
    "is said or thought to be something, off the story's line": -1.0,
    "is written to, off the story's line": -2.0,
    "said to be gone": -2.0,
    "is called late or dead": -1.5,
    "has left by then": -2.0,
    "in brackets": -0.5,
    "by a pronoun": -1.0,
    "as one of many": -1.0,
    "by a word of family": -0.3,
}


class Shown(NamedTuple):
    """A mention for reading."""

    start: int
    text: str


class Case(NamedTuple):
    """One recap made ready: what is found in it, and its gold. `to` leads from characters found to the gold's.

    `scenes` are those found by the weights in use.
    """

    name: str
    text: str
    found: Found
    to: list[int | None]
    gold: dict
    scenes: Sequence[Scene] = ()


def cases(score, folder):
    """Every recap of a folder made ready."""
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        placed, _ = score.place(name, document.text, gold)
        case = case_of(score, name, document, parsed := parsed_words(document, cache=True), placed)
        zones = find_zones(document, parsed, quotes := Quotes(parsed))
        yield case._replace(scenes=find_scenes(parsed, quotes, zones, sightings_of(case.found)))


def case_of(score, name, document, parsed, placed):
    """One recap made ready; `placed` is its gold."""
    found = find_mentions(parsed, quotes := Quotes(parsed), find_zones(document, parsed, quotes))
    known = [{"name": c.name, "aliases": c.aliases, "outside": c.outside} for c in found.cast.characters]
    return Case(name, document.text, found, score.Cast(document.text, placed, {"characters": known}).to, placed)


def labelled(case):
    """(scene, gold character, whether present, numbers of the mentions) of everyone in every scene of the gold."""
    found, placed = case.found, case.gold
    index = {c["name"]: j for j, c in enumerate(placed["characters"])}
    for place, scene in enumerate(placed["scenes"]):
        if scene["kind"] == "frame":
            continue
        gathered: dict[int, list[int]] = {}
        for number, spot in enumerate(found.spots):
            who = case.to[spot.character]
            inside = scene["start"] <= spot.start < scene["end"]
            if inside and who is not None and not found.cast.characters[spot.character].outside:
                gathered.setdefault(who, []).append(number)
        here = {index[x] for x in scene["present"]}
        for who, mentions in gathered.items():
            if placed["characters"][who]["kind"] == "character":
                yield place, who, who in here, mentions


def bags_of(case):
    """(present, [(mention, reading)]) for every character in every scene of one recap's gold."""
    result = []
    for _, _, present, mentions in labelled(case):
        bag = []
        for number in mentions:
            spot = case.found.spots[number]
            around = f"{case.text[max(0, spot.start - 60) : spot.start]}>{case.text[spot.start : spot.end]}<"
            shown = Shown(spot.start, around + case.text[spot.end : spot.end + 60])
            bag.append((shown, case.found.readings[number]))
        result.append((present, bag))
    return result


def numbers(reading, known):
    """The votes of a mention by its clause, and the words around it that are known."""
    row: dict[str, float] = {}
    for v in reading.votes:
        if v.rule not in presence_words.RULES:
            row[v.rule] = max(row.get(v.rule, 0.0), v.value)
    return row | {sign.key: WORD for sign in reading.signs if sign.key in known}


def train(recaps, penalty):
    """The weights of mentions ("presence") and of the words around them ("presence words")."""
    everything = [entry for _, result in recaps for entry in result]
    texts = (([s.key for s in reading.signs] for _, bag in result for _, reading in bag) for _, result in recaps)
    known = common_words(texts, times=COMMON, of=TEXTS)
    rows = [[numbers(reading, known) for _, reading in bag] for _, bag in everything]
    found = PRIOR | fit_bags(rows, [present for present, _ in everything], penalty=penalty, prior=PRIOR)
    words = {word: WORD * found.pop(word) for word in sorted(known) if word in found}
    return {
        "presence": found | dict.fromkeys(presence_words.RULES, 1.0),
        "presence words": {word: weight for word, weight in words.items() if abs(weight) >= LEAST},
    }


def train_there(entries, penalty, inner_penalty, scenes):
    """Weights for all signs of a scene together. The mentions are weighed as in recaps held out, in four groups.

    It learns from the gold's scenes and from the scenes as they are found (`scenes` by recap), where those of two may
    be one: whoever is there for a part of such a scene counts as there and as not, each by its length.
    """
    rows, labels, sizes = [], [], []
    for fold in range(4):
        inner = train([(c.name, bags_of(c)) for n, c in enumerate(entries) if n % 4 != fold], inner_penalty)
        for case in (c for n, c in enumerate(entries) if n % 4 == fold):
            for row, present, size in there_rows(case, inner, scenes.get(case.name)):
                rows.append(row)
                labels.append(float(present))
                sizes.append(size)
    return fit(rows, labels, penalty=penalty, sample=sizes)


def reweighed(found, table):
    """The same mentions, weighed by another table."""
    readings = tuple(heard(found.readings, table["presence words"]))
    return replace(found, readings=readings, chances=tuple(chances_of(readings, table["presence"])))


def there_rows(case, table, scenes):
    """(votes, present, weight) of everyone in every scene of the gold and in every scene found."""
    found = reweighed(case.found, table)
    own = [Scene(f"s{n}", s["start"], s["end"], s["kind"]) for n, s in enumerate(case.gold["scenes"])]
    here = {(s.scene, case.to[s.character]): s for s in sittings(found, own) if s.numbers}
    for place, who, present, _ in labelled(case):
        length = own[place].end - own[place].start
        yield {v.rule: v.value for v in here[place, who].votes}, present, math.sqrt(length / 600)
    for sitting in sittings(found, scenes) if scenes else ():
        scene = scenes[sitting.scene]
        if not sitting.numbers or scene.kind == "frame" or found.cast.characters[sitting.character].outside:
            continue
        row = {v.rule: v.value for v in sitting.votes}
        for present, length in enumerate(shares(case, scene, case.to[sitting.character])):
            if length:
                yield row, bool(present), math.sqrt(length / 600)


def train_stays(entries, penalty, scenes):
    """Weights for who stays unnamed in scenes as they are found; whoever is there for a part counts as both."""
    rows, labels, sizes = [], [], []
    for case in entries:
        for row, present, size in stay_rows(case, scenes.get(case.name, ())):
            rows.append(row)
            labels.append(float(present))
            sizes.append(size)
    return fit(rows, labels, penalty=penalty, sample=sizes)


def stay_rows(case, scenes):
    """(votes, present, weight) of everyone who may stay unnamed in a scene found."""
    found = reweighed(case.found, votes.table())
    for stay in staying(scenes, people_of(found, scenes), found.several):
        row = {v.rule: v.value for v in stay.votes}
        for present, length in enumerate(shares(case, scenes[stay.scene], case.to[stay.character])):
            if length:
                yield row, bool(present), math.sqrt(length / 600)


def shares(case, scene, who):
    """Through how much of a scene found somebody is not there by the gold, and through how much there."""
    index = {c["name"]: j for j, c in enumerate(case.gold["characters"])}
    away = there = 0
    for own in case.gold["scenes"]:
        common = min(scene.end, own["end"]) - max(scene.start, own["start"])
        if common <= 0 or own["kind"] == "frame":
            continue
        if who is not None and who in {index[name] for name in own["present"]}:
            there += common
        else:
            away += common
    return away, there


def odds_of(reading, table):
    (said,) = heard([reading], table["presence words"])
    return votes.log_odds(said.votes, table["presence"])


def chance(mentions, table):
    nobody = 1.0
    for _, reading in mentions:
        nobody *= 1 - votes.probability(odds_of(reading, table))
    return 1 - nobody


def judge(result, table, threshold=0.5):
    tp = fp = fn = tn = 0
    for present, mentions in result:
        p = chance(mentions, table)
        said = p >= threshold
        tp += said and present
        fp += said and not present
        fn += present and not said
        tn += not said and not present
    return tp, fp, fn, tn


def show_wrong(entry, table):
    name, result = entry
    for present, mentions in result:
        best = max(mentions, key=lambda m: odds_of(m[1], table))
        p = chance(mentions, table)
        if (p >= 0.5) != present:
            kind = "MISSED" if present else "CALLED"
            print(f"{name[:12]:12} {kind} {p:.2f} {best[0].text!r} {[v.rule for v in best[1].votes]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--penalty", type=float, default=4.0)
    parser.add_argument("--together", type=float, default=4.0, help="penalty of the weights for all signs together")
    parser.add_argument("--stays", type=float, default=3.0, help="penalty of the weights for who stays unnamed")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    with practice.unpacked() as unpacked:
        entries = [case for folder in [HERE, unpacked, *options.folders] for case in cases(score, folder)]
    recaps = [(case.name, bags_of(case)) for case in entries]
    weights = train(recaps, options.penalty)
    held = {}
    for fold in range(FOLDS):
        inner = train([e for n, e in enumerate(recaps) if n % FOLDS != fold], options.penalty)
        held |= {e[0]: inner for e in recaps[fold::FOLDS]}
    for title, used in (("fitted", dict.fromkeys(held, weights)), ("held out", held)):
        for threshold in (0.4, 0.5, 0.6, 0.7, 0.8):
            counts = [judge(entry[1], used[entry[0]], threshold) for entry in recaps]
            tp, fp, fn, tn = (sum(column) for column in zip(*counts, strict=True))
            f1 = 2 * tp / (2 * tp + fp + fn)
            print(f"{title} at {threshold}: F1 {f1:.3f}, present {tp}/{tp + fn}, called present {fp}/{fp + tn}")
    if options.wrong:
        for entry in recaps:
            show_wrong(entry, held[entry[0]])
    if options.write:
        table = dict(votes.table()) | weights
        table.setdefault("stays", {})
        votes.table = lambda: table
        scenes = {case.name: case.scenes for case in entries}
        table["there"] = train_there(entries, options.together, options.penalty, scenes)
        table["stays"] = train_stays(entries, options.stays, scenes)
        keep(table)
    show(weights["presence"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
