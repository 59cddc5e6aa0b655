"""Fits the weights of breaks to gold and practice recaps and says what they are worth, each recap held out in turn.

python tests/benchmarks/fit_breaks.py             print the figures: held out in turn beside fitted
python tests/benchmarks/fit_breaks.py --write     and put the weights into resources/lexicon/weights.json
python tests/benchmarks/fit_breaks.py --also DIR  judge the fitted weights on other recaps with gold too
python tests/benchmarks/fit_breaks.py --gold-people   names and presences from the gold: what the people are worth
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import practice
from logistic import common_words, fit, fit_many, keep
from score_recaps import HERE, load_scorer, parsed_words

from recap_gui.analysis import break_facts, break_votes, break_words, breaks, frames
from recap_gui.analysis.break_facts import Sighting
from recap_gui.analysis.break_paragraphs import paragraph_trust, paragraph_votes
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote, log_odds, probability
from recap_gui.analysis.zones import Zone
from recap_gui.files.reader import read
from recap_gui.story import Document

LAYOUTS = (None, "joined", "block", "chopped")
SHARE = {None: 1.0, "joined": 0.5, "block": 0.5, "chopped": 0.5}
EVERY_BREAK = 0.75  # added to every break: with it as many breaks are missing as are too many (F1 wants that)
COMPANY = 0.4  # weight of the likelihood of a scene's company, by the figures held out in turn
WORD = 0.35  # the strength of a single word: below 1 it must hold more often to get the weight of another vote
COMMON, TEXTS = 12, 5  # a word gets a weight if it stands in as many sentences, of as many texts
LEAST = 0.02  # lighter words are left out
PRIOR = {"someone makes an entrance": -3.0}  # GOLD.md: entering a scene does not end it; too rare to be learnt alone
Row = dict[str, float]


@dataclass
class Recap:
    """One recap in one layout, with everything that does not depend on the weights."""

    name: str
    layout: str | None
    document: Document
    parsed: Parsed
    quotes: Quotes
    gold: dict[str, Any]
    frame_votes: list[list[Vote]] = field(default_factory=list)
    zones: tuple[Zone, ...] = ()
    facts: list[break_facts.Fact] = field(default_factory=list)
    votes: list[list[Vote]] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)


def load(folder: Path, score: Any, layouts: Sequence[str | None], *, gold_people: bool) -> list[Recap]:
    recaps = []
    for name, file, gold in score.load_gold(folder):
        for layout in layouts if practice.teaches_all(name) else ():
            raw = file.read_bytes()
            if layout:
                if file.suffix != ".txt":
                    continue
                raw = score.reflow(raw.decode("utf-8-sig"), layout).encode()
            document = read(raw, file.name)
            parsed = parsed_words(document, cache=True)
            placed, lost = score.place(name, document.text, gold)
            if lost:
                print(f"{name}: LOST {lost}", file=sys.stderr)
            recap = Recap(name, layout, document, parsed, Quotes(parsed), placed)
            prepare(recap, gold_people=gold_people)
            recaps.append(recap)
    return recaps


def load_practice(score: Any, *, gold_people: bool) -> list[Recap]:
    """The practice recaps: to be trained on, never to be judged by."""
    with practice.unpacked() as folder:
        return load(folder, score, LAYOUTS, gold_people=gold_people)


def prepare(recap: Recap, *, gold_people: bool) -> None:
    recap.zones = frames.find_zones(recap.document, recap.parsed, recap.quotes)
    if gold_people:
        sightings = named_by_gold(recap)
    else:
        found = find_mentions(recap.parsed, recap.quotes, recap.zones)
        sightings = break_facts.sightings_of(found)
    recap.facts = break_facts.gather(recap.parsed, recap.quotes, recap.zones, sightings)
    recap.votes = break_votes.break_votes(recap.parsed, recap.quotes, recap.facts)
    signs = break_words.signs_of(recap.parsed, recap.facts)
    recap.words = [[sys.intern(sign.key) for sign in own] for own in signs]
    starts = [s["start"] for s in recap.gold["scenes"][1:]]
    recap.labels = [
        any(f.sentence.start - 40 <= start < f.sentence.end and nearest(start, recap.facts) == n for start in starts)
        for n, f in enumerate(recap.facts)
    ]


def nearest(start: int, facts: Sequence[break_facts.Fact]) -> int:
    """The fact a gold break belongs to: one that begins within 40 characters after it, else the one around it."""
    for number, fact in enumerate(facts):
        if start <= fact.sentence.start <= start + 40 or fact.sentence.start <= start < fact.sentence.end:
            return number
    return -1


def named_by_gold(recap: Recap) -> list[Sighting]:
    """Every name and alias of the gold where it stands, present as the gold's scene says."""
    found: dict[int, Sighting] = {}
    for who, character in enumerate(recap.gold["characters"]):
        if character["kind"] != "character":
            continue
        for alias in sorted({character["name"], *character["aliases"]}, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", recap.document.text):
                scene = next(s for s in recap.gold["scenes"] if s["start"] <= match.start() < s["end"])
                chance = 1.0 if character["name"] in scene["present"] else 0.1
                found.setdefault(match.start(), Sighting(match.start(), match.end(), who, chance, named=True))
    return [found[start] for start in sorted(found)]


def as_row(votes: Sequence[Vote]) -> Row:
    row: Row = {}
    for vote in votes:
        row[vote.rule] = row.get(vote.rule, 0.0) + vote.value
    return row


def train(recaps: Sequence[Recap], penalty: float) -> dict[str, dict[str, float]]:
    """All weights of breaks from `recaps`."""
    rows, labels, sample = [], [], []
    for recap in recaps:
        for n in candidates(recap):
            rows.append(as_row(recap.votes[n]))
            labels.append(recap.labels[n])
            sample.append(SHARE[recap.layout])
    habit = fit(rows, labels, penalty=penalty, sample=sample)
    texts = ((recap.words[n] for n in candidates(recap)) for recap in recaps if not recap.layout)
    known = common_words(texts, times=COMMON, of=TEXTS)
    rows = []
    for recap in recaps:
        trust = paragraph_trust(recap.facts, [log_odds(v, habit) for v in recap.votes])
        placed = paragraph_votes(recap.parsed, recap.facts, trust)
        for n in candidates(recap):
            said = Counter(word for word in recap.words[n] if word in known)
            rows.append(as_row([*recap.votes[n], *placed[n]]) | {w: WORD * count for w, count in said.items()})
    of = fit_many(rows, labels, penalty=penalty, sample=sample, prior=PRIOR)
    words = {word: WORD * of.pop(word) for word in known if word in of}
    return {
        "break habit": habit,
        "break": of | dict.fromkeys(break_words.RULES, 1.0),
        "break words": {word: weight for word, weight in sorted(words.items()) if abs(weight) >= LEAST},
        "break length": lengths(recaps),
    }


def candidates(recap: Recap) -> list[int]:
    """The sentences where a break must be decided: not those that begin a zone."""
    return [n for n in range(1, len(recap.facts)) if recap.facts[n].zone == recap.facts[n - 1].zone]


def lengths(recaps: Sequence[Recap]) -> dict[str, float]:
    """How much commoner scenes of 1, 2, 3 sentences are than breaks falling anywhere would make them."""
    sizes: list[int] = []
    for recap in recaps:
        if recap.layout or not recap.facts:
            continue
        starts = [
            n
            for n in range(len(recap.facts))
            if n == 0 or recap.labels[n] or recap.facts[n].zone != recap.facts[n - 1].zone
        ]
        sizes += [b - a for a, b in zip(starts, [*starts[1:], len(recap.facts)], strict=True)]
    count = Counter(sizes)
    rate = len(sizes) / sum(sizes)
    found = {}
    for size in (1, 2, 3):
        usual = rate * (1 - rate) ** (size - 1)
        found[str(size)] = math.log((count[size] + 1) / (len(sizes) + 1) / usual) * 0.5
    return {**found, "long": 0.0, "every break": EVERY_BREAK, "company": COMPANY}


def all_odds(recap: Recap, table: Mapping[str, Mapping[str, float]]) -> list[float]:
    """The log-odds of a break before every sentence."""
    trust = paragraph_trust(recap.facts, [log_odds(v, table["break habit"]) for v in recap.votes])
    odds = []
    parts = zip(recap.facts, recap.votes, paragraph_votes(recap.parsed, recap.facts, trust), recap.words, strict=True)
    for fact, own, placed, words in parts:
        said = Vote(break_words.WORDS, sum(table["break words"].get(word, 0.0) for word in words))
        odds.append(breaks.break_odds(recap.parsed, fact, [*own, *placed, said], table["break"]))
    return odds


def found_scenes(recap: Recap, table: Mapping[str, Mapping[str, float]]) -> list[dict[str, Any]]:
    odds = all_odds(recap, table)
    starts = {zone.start: zone.kind for zone in recap.zones}
    for first, last in breaks.runs(recap.facts):
        for at in breaks.choose(recap.facts, odds, first, last, table["break length"]):
            if at != first:
                starts[recap.facts[at].sentence.start] = "scene"
    order = sorted(starts)
    return [
        {"start": a, "end": b, "kind": starts[a], "present": [], "mentioned": [], "place": None}
        for a, b in zip(order, [*order[1:], len(recap.document.text)], strict=True)
    ]


def judged(recap: Recap, table: Mapping[str, Mapping[str, float]], score: Any) -> dict[str, float]:
    scenes = score.join_headings(recap.document.text, found_scenes(recap, table))
    return dict(score.score_one(recap.document.text, recap.gold, {"scenes": scenes, "characters": []}))


def chosen_odds(recap: Recap, table: Mapping[str, Mapping[str, float]]) -> list[tuple[float, bool]]:
    """The log-odds of every break that is set inside a zone, and whether the gold has it."""
    odds = all_odds(recap, table)
    found = []
    for first, last in breaks.runs(recap.facts):
        chosen = breaks.choose(recap.facts, odds, first, last, table["break length"])
        found += [(odds[at], recap.labels[at]) for at in chosen if at != first]
    return found


def calibration(pairs: Sequence[tuple[float, bool]], of: Mapping[str, float]) -> None:
    """Print how often breaks of a confidence are right."""
    judged_pairs = [(probability(of["log-odds"] * odds + of["what is usual"]), right) for odds, right in pairs]
    print("confidence of breaks, held out in turn, every layout:")
    error = 0.0
    for low, high in ((0, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [(c, right) for c, right in judged_pairs if low <= c < high]
        if inside:
            said, right = (sum(v[i] for v in inside) / len(inside) for i in (0, 1))
            error += len(inside) / len(pairs) * abs(said - right)
            print(f"  {low:.1f}-{min(high, 1):.1f}  {len(inside):5} breaks  said {said:.2f}  right {right:.2f}")
    print(f"  expected calibration error {error:.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also", type=Path)
    parser.add_argument("--gold-people", action="store_true")
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--no-folds", action="store_true")
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    recaps = load(HERE, score, LAYOUTS, gold_people=options.gold_people)
    trained = load_practice(score, gold_people=options.gold_people)
    table = train([*recaps, *trained], options.penalty)
    for rule, weight in sorted(table["break"].items(), key=lambda item: -abs(item[1])):
        print(f"{weight:7.2f} {rule}")
    print(table["break length"])
    fitted = {(r.name, r.layout): judged(r, table, score)["bF"] for r in recaps}
    held: dict[tuple[str, str | None], float] = {}
    pairs: list[tuple[float, bool]] = []
    for group in [] if options.no_folds else sorted({r.name[:3] for r in recaps}):  # a season is held out together
        fold = train([*(r for r in recaps if r.name[:3] != group), *trained], options.penalty)
        out = [r for r in recaps if r.name[:3] == group]
        held |= {(r.name, r.layout): judged(r, fold, score)["bF"] for r in out}
        pairs += [pair for r in out for pair in chosen_odds(r, fold)]
    if pairs:
        table["break confidence"] = fit([{"log-odds": o} for o, _ in pairs], [right for _, right in pairs])
        calibration(pairs, table["break confidence"])
    for layout in LAYOUTS:
        keys = [k for k in fitted if k[1] == layout]
        mean = sum(fitted[k] for k in keys) / len(keys)
        turned = sum(held.get(k, 0) for k in keys) / len(keys)
        print(f"{layout or 'as it is':9} bF held out in turn {turned:.3f}  fitted {mean:.3f}")
    for name in sorted({r.name for r in recaps}):
        cells = [
            f"{held.get((name, w), 0):.2f}/{fitted[name, w]:.2f}" if (name, w) in fitted else "    -    "
            for w in LAYOUTS
        ]
        print(f"{name:30} " + "  ".join(cells))
    if options.also:
        others = load(options.also, score, (None,), gold_people=options.gold_people)
        rows = {r.name: judged(r, table, score) for r in others}
        for name, row in rows.items():
            print(f"{name:30} bF {row['bF']:.2f} (P {row['bP']:.2f} R {row['bR']:.2f})  fF {row['fF']:.2f}")
        print("others: " + "  ".join(f"{k} {sum(r[k] for r in rows.values()) / len(rows):.3f}" for k in ("bF", "fF")))
    if options.write:
        keep(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
