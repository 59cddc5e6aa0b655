"""Fits the weights by which the place of a scene is chosen, and judges them on recaps held out in turn.

python tests/benchmarks/fit_places.py [--write] [--wrong] [--sure 0.2,0.25,0.3] [--also DIR]

Of the practice recaps many labels leave a place out that the text gives (the text counts as one with gaps): there a
scene without a label may have any of its candidates, with the chance `GAPS`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parent))

import practice
from logistic import common_words, keep, show
from score_recaps import HERE, load_scorer, parsed_words

from recap_gui.analysis.break_facts import Sighting, sightings_of
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.place_choice import SURE, Choose, Option, Told, best, place_words, walk
from recap_gui.analysis.place_votes import PlaceReader
from recap_gui.analysis.place_words import is_word
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.scenes import find_scenes, names_in, told_scenes
from recap_gui.analysis.zones import Zone
from recap_gui.files.reader import read
from recap_gui.story import Document, Scene

WORD = 0.5  # the strength of a single word: below 1 it must hold more often to get the weight of another rule
COMMON = 5  # a word gets a weight if it stands in as many phrases, of as many scenes
THOROUGH = 0.75  # a recap with fewer labels among its scenes leaves places out that the text gives
GAPS = 0.3  # how often it does
WITH_FOUND = 0.5  # what a scene as found counts beside one as the gold has it
Weights = dict[str, float]


@dataclass
class Case:
    """One recap: its scenes as the gold has them and as found, and for each the places that would be right."""

    name: str
    gaps: bool
    reader: PlaceReader
    gold: Sequence[dict[str, Any]]
    scenes: dict[str, list[Scene]]
    told: dict[str, list[Told]]

    def wanted(self, which: str) -> list[list[str | None]]:
        """The gold's places whose scene's middle each scene holds."""
        told = [(s, (s["start"] + s["end"]) // 2) for s in self.gold if s["kind"] == "scene"]
        return [[s.get("place") for s, at in told if scene.start <= at < scene.end] for scene in self.scenes[which]]


def case_of(
    name: str, document: Document, parsed: Parsed, gold: Mapping[str, Any], found: Sequence[Scene] = ()
) -> Case:
    """A recap with its gold; `found` are scenes found by weights that were not fitted to it, if there are any."""
    quotes = Quotes(parsed)
    zones = find_zones(document, parsed, quotes)
    sightings: list[Sighting] = sightings_of(find_mentions(parsed, quotes, zones))
    own = [_with_heading(number, s, zones) for number, s in enumerate(gold["scenes"]) if s["kind"] == "scene"]
    scenes = {"gold": own, "found": [scene for scene in found if scene.kind == "scene"]}
    told = {which: told_scenes(parsed, some, sightings) for which, some in scenes.items()}
    labelled = [bool(s.get("place")) for s in gold["scenes"] if s["kind"] == "scene"]
    gaps = practice.is_one(name) and sum(labelled) < THOROUGH * len(labelled)
    return Case(name, gaps, PlaceReader(parsed, quotes, names_in(parsed, sightings)), gold["scenes"], scenes, told)


def _with_heading(number: int, scene: Mapping[str, Any], zones: Sequence[Zone]) -> Scene:
    heading = next((z.heading for z in zones if z.heading and abs(z.start - scene["start"]) < 5), None)
    return Scene(f"e1s{number}", scene["start"], scene["end"], heading=heading)


def train(cases: Sequence[Case], penalty: float) -> Weights:
    """Weights by rule. First without what was chosen before, then with what those weights chose."""
    first = _fit(cases, penalty, None)
    return _fit(cases, penalty, chooser(first))


def chooser(weights: Weights, sure: float = SURE) -> Choose:
    """Chooses by `weights`."""
    return lambda options: best(options, weights, sure)


def _fit(cases: Sequence[Case], penalty: float, choose: Choose | None) -> Weights:
    groups = [group for case in cases for which in ("gold", "found") for group in _groups(case, which, choose)]
    told = [[[r for r in o.rules if is_word(r)] for o in options] for options, _, _ in groups]
    known = common_words(told, times=COMMON, of=COMMON)
    every = {rule for options, _, _ in groups for option in options for rule in option.rules}
    rules = sorted(rule for rule in every if not is_word(rule) or rule in known)
    ridge = np.array([penalty / WORD**2 if is_word(rule) else penalty for rule in rules])
    column = {rule: number for number, rule in enumerate(rules)}
    flat = [option.rules for options, _, _ in groups for option in options]
    cells = [(n, column[rule], value) for n, row in enumerate(flat) for rule, value in row.items() if rule in column]
    rows, columns, values = zip(*cells, strict=True)
    x = csr_matrix((values, (rows, columns)), shape=(len(flat), len(rules)))
    owner = np.repeat(np.arange(len(groups)), [len(options) for options, _, _ in groups])
    right = np.array([chance for _, chances, _ in groups for chance in chances])
    counts = np.array([weight for _, _, weight in groups])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        highest = np.full(len(groups), -np.inf)
        np.maximum.at(highest, owner, z)
        e = np.exp(z - highest[owner])
        whole = np.bincount(owner, e, len(groups))
        good = np.bincount(owner, e * right, len(groups))
        cost = float((counts * (np.log(whole) - np.log(good))).sum() + 0.5 * ridge @ (w * w))
        return cost, x.T @ (counts[owner] * (e / whole[owner] - e * right / good[owner])) + ridge * w

    done = minimize(loss, np.zeros(len(rules)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {rule: float(value) for rule, value in zip(rules, done.x, strict=True)}


def _groups(case: Case, which: str, choose: Choose | None) -> list[tuple[list[Option], list[float], float]]:
    """For every scene its options, the chance of its label were each of them right, and what the scene counts."""
    groups = []
    walked = walk(case.reader, case.told[which], choose)
    for told, wanted, (options, _) in zip(case.told[which], case.wanted(which), walked, strict=True):
        if told.heading or not wanted:
            continue
        words = frozenset().union(*map(place_words, wanted))
        right = [float(bool(words & place_words(option.words))) for option in options]
        if not words:
            right = [1.0 if option.words is None else GAPS * case.gaps for option in options]
        elif not any(right):  # the gold's place does not stand in the scene
            right = [float(option.words is None) for option in options]
        groups.append((options, right, 1.0 if which == "gold" else WITH_FOUND))
    return groups


def judge(score: Any, case: Case, which: str, choose: Choose) -> float:
    """The place F1 of one recap."""
    places = [chosen.words if chosen else None for _, chosen in walk(case.reader, case.told[which], choose)]
    found = [
        {"start": scene.start, "end": scene.end, "place": place}
        for scene, place in zip(case.scenes[which], places, strict=True)
    ]
    return float(score.place_f1(case.gold, found))


def show_wrong(case: Case, choose: Choose) -> None:
    """The scenes of the gold whose place is another, or missing, or given where the gold has none."""
    walked = walk(case.reader, case.told["gold"], choose)
    for scene, wanted, (options, chosen) in zip(case.scenes["gold"], case.wanted("gold"), walked, strict=True):
        want, got = place_words(wanted[0] if wanted else None), place_words(chosen.words if chosen else None)
        if want & got or not (want or got):
            continue
        there = any(want & place_words(option.words) for option in options)
        kind = "none in the gold" if not want else "no candidate" if not there else "wrong" if got else "none given"
        begins = " ".join(case.reader.parsed.text[scene.start : scene.start + 160].split())
        print(f"{case.name[:20]:20} {kind:16} gold {wanted[0]!r} found {chosen and chosen.words!r} | {begins}")


def cases_in(score: Any, folder: Path) -> list[Case]:
    """The recaps of a folder, with scenes as the weights of today find them."""
    cases = []
    for name, file, gold in score.load_gold(folder):
        document = read(file.read_bytes(), file.name)
        parsed = parsed_words(document, cache=True)
        quotes = Quotes(parsed)
        zones = find_zones(document, parsed, quotes)
        found = find_scenes(parsed, quotes, zones, sightings_of(find_mentions(parsed, quotes, zones)))
        cases.append(case_of(name, document, parsed, score.place(name, document.text, gold)[0], found))
    return cases


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--penalty", type=float, default=4.0)
    parser.add_argument("--folds", type=int, default=8, help="0: judge the weights fitted on all")
    parser.add_argument("--sure", default=str(SURE), help="chances from which a place is given")
    parser.add_argument("--also", type=Path, help="a folder of recaps with gold that are judged only")
    options = parser.parse_args()
    score = load_scorer(HERE / "score.py")
    with practice.unpacked() as folder:
        kinds = {"own": cases_in(score, HERE), "practice": cases_in(score, folder)}
    cases = [*kinds["own"], *kinds["practice"]]
    everything = train(cases, options.penalty)
    by: dict[str, Callable[[float], Choose]] = {c.name: lambda sure: chooser(everything, sure) for c in cases}
    for fold in range(options.folds):
        out = sorted(cases, key=lambda case: case.name)[fold :: options.folds]
        names = {case.name for case in out}
        held = train([case for case in cases if case.name not in names], options.penalty)
        by |= dict.fromkeys(names, lambda sure, held=held: chooser(held, sure))  # type: ignore[misc]
    if options.also:
        kinds["other"] = cases_in(score, options.also)
        by |= {case.name: lambda sure: chooser(everything, sure) for case in kinds["other"]}
    for sure in map(float, options.sure.split(",")):
        for kind, some in kinds.items():
            means = {w: np.mean([judge(score, c, w, by[c.name](sure)) for c in some]) for w in ("gold", "found")}
            print(
                f"{kind:9} sure {sure:.2f}  with the gold's scenes {means['gold']:.3f}  as found {means['found']:.3f}"
            )
    if options.wrong:
        for case in kinds["own"]:
            show_wrong(case, by[case.name](SURE))
    if options.write:
        keep({"place": everything})
    show(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
