"""Judges the whole analysis on recaps that no weight was fitted to, beside the figures fitted on all of them.

python tests/benchmarks/cross_validate.py                   every recap held out in turn (a season as one)
python tests/benchmarks/cross_validate.py --also DIR        other recaps with gold join in, as training and as held out
python tests/benchmarks/cross_validate.py --judge DIR       judge the weights fitted on all on other recaps besides
python tests/benchmarks/cross_validate.py --no-practice     without the practice recaps, which all are trained on too
python tests/benchmarks/cross_validate.py --folds 8         fewer, larger groups held out: quicker, a little harder
python tests/benchmarks/cross_validate.py --each            per recap as well
python tests/benchmarks/cross_validate.py --write           put the weights fitted on all into weights.json

Every fitted part is fitted anew for each group held out, in the order in which they build on each other: frames,
people, names alike, words of family, presence, outside figures, breaks, places, confidence.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))
import fit_breaks
import fit_confidence
import fit_frames
import fit_outside
import fit_people
import fit_places
import fit_presence
import fit_same
import fit_ties
import practice
from fit_confidence import print_table
from logistic import fit, keep
from score_recaps import HERE, as_story_file, load_scorer, parsed_words

from recap_gui.analysis import votes
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.pipeline import analyse_parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.files.reader import read
from recap_gui.story import Document, Scene

LAYOUTS = (None, "joined", "block", "chopped")
PENALTY = {"frame": 3.0, "person": 1.0, "presence": 4.0, "there": 4.0, "outside": 1.0, "break": 3.0}
PENALTY |= {"place": 4.0, "right": 3.0, "stays": 3.0}
PENALTY |= {"same": 1.0, "tie": 1.0}
INNER = 4
COLUMNS = ("bF", "cF", "aA", "b3", "pF", "pS", "mF", "cnf", "fF", "plF")
Table = dict[str, Mapping[str, float]]


@dataclass
class Recap:
    """One recap in one layout with its gold, and what of it does not depend on any weight."""

    name: str
    group: str
    layout: str | None
    document: Document
    parsed: Parsed
    gold: dict[str, Any]
    lost: int
    frames: fit_frames.Recap
    people: Any


def load(folder: Path, score: Any, layouts: Sequence[str | None]) -> list[Recap]:
    """All recaps of a folder in their layouts; those of a season share a group."""
    recaps = []
    for name, file, gold in score.load_gold(folder):
        group = name if file.parent == folder else file.parent.name
        for layout in practice.layouts_of(name, layouts):
            raw = file.read_bytes()
            if layout:
                if file.suffix != ".txt":
                    continue
                raw = score.reflow(raw.decode("utf-8-sig"), layout).encode()
            document = read(raw, file.name)
            parsed = parsed_words(document, cache=True)
            placed, lost = score.place(name, document.text, gold)
            rows, labels = fit_frames.observed(document, parsed, placed)
            own = fit_frames.Recap(name, layout, document, parsed, placed, rows, labels)
            forms = (name, *fit_people.forms_of(parsed, gold, placed)) if layout is None else None
            recaps.append(Recap(name, group, layout, document, parsed, placed, len(lost), own, forms))
    return recaps


def load_practice(score: Any) -> list[Recap]:
    """The practice recaps."""
    with practice.unpacked() as folder:
        return load(folder, score, LAYOUTS)


def fit_all(recaps: Sequence[Recap], score: Any) -> Table:
    """Every weight, fitted to `recaps` alone."""
    table: Table = dict(votes.table())
    use(table)
    plain = [recap for recap in recaps if recap.layout is None]
    whole = [recap for recap in recaps if practice.teaches_all(recap.name)]
    alone = [recap for recap in whole if recap.layout is None]
    table["frame"] = fit_frames.train([recap.frames for recap in whole], PENALTY["frame"])
    table["person"] = fit_people.train([recap.people for recap in alone], PENALTY["person"])
    alike = [(r.name, fit_same.rows_of(score, r.document, r.parsed, r.gold)) for r in alone]
    table["same"] = fit_same.train(alike, PENALTY["same"])
    kin = [(r.name, fit_ties.rows_of(score, r.document, r.parsed, r.gold)) for r in plain]
    table["tie"] = fit_ties.train(kin, PENALTY["tie"])
    cases = [fit_presence.case_of(score, r.name, r.document, r.parsed, r.gold) for r in plain]
    bags = [(case.name, fit_presence.bags_of(case)) for case in cases]
    table |= fit_presence.train(bags, PENALTY["presence"])
    table["there"] = fit_presence.train_there(cases, PENALTY["there"], PENALTY["presence"], {})
    rows = [(r.name, fit_outside.rows_of(score, r.document, r.parsed, r.gold)) for r in alone]
    table["outside"] = fit_outside.train(rows, PENALTY["outside"])
    broken = []
    for r in whole:
        one = fit_breaks.Recap(r.name, r.layout, r.document, r.parsed, Quotes(r.parsed), r.gold)
        fit_breaks.prepare(one, gold_people=False)
        broken.append(one)
    table |= fit_breaks.train(broken, PENALTY["break"])
    scenes: dict[str, Sequence[Scene]] = {}  # found in recaps held out once more, or they would be better than they are
    pairs = []  # and so with how sure breaks seem
    for group in groups_of(recaps, INNER):
        names = {r.name for r in recaps if r.group in group}
        inner = table | fit_breaks.train([one for one in broken if one.name not in names], PENALTY["break"])
        pairs += [pair for one in broken if one.name in names for pair in fit_breaks.chosen_odds(one, inner)]
        use(inner)
        for r in (r for r in plain if r.name in names):
            story = analyse_parsed(r.document, r.parsed)
            if len(story.episodes) == 1 and story.episodes[0].text == r.document.text:
                scenes[r.name] = story.episodes[0].scenes
        use(table)
    table["there"] = fit_presence.train_there(cases, PENALTY["there"], PENALTY["presence"], scenes)
    table["stays"] = fit_presence.train_stays(cases, PENALTY["stays"], scenes)
    placed = [fit_places.case_of(r.name, r.document, r.parsed, r.gold, scenes.get(r.name, ())) for r in plain]
    table["place"] = fit_places.train(placed, PENALTY["place"])
    table["break confidence"] = fit([{"log-odds": o} for o, _ in pairs], [right for _, right in pairs])
    found = [(r.name, fit_confidence.rows_of(score, r.document, r.parsed, r.gold)) for r in plain]
    for state in ("present", "mentioned"):
        table[f"right when {state}"] = fit_confidence.train(found, state, PENALTY["right"])
    return table


def use(table: Table) -> None:
    """Let the analysis weigh by `table` from now on."""
    votes.table = lambda: table  # type: ignore[assignment]


def judge(recaps: Sequence[Recap], score: Any) -> tuple[dict[tuple[str, str | None], dict[str, float]], list[Any]]:
    """Scores by name and layout, and (state, claim, right) of every presence of the texts as they are."""
    results, claims = {}, []
    for r in recaps:
        text, prediction = score.as_prediction(as_story_file(analyse_parsed(r.document, r.parsed)))
        results[r.name, r.layout] = score.score_one(text, r.gold, prediction, r.lost)
        if r.layout is None:
            for state, row, right in fit_confidence.rows_of(score, r.document, r.parsed, r.gold):
                odds = votes.log_odds([votes.Vote(k, v) for k, v in row.items()], votes.weights(f"right when {state}"))
                claims.append((r.name, state, min(0.99, max(0.05, votes.probability(odds))), right))
    return results, claims


def held_out(group: frozenset[str]) -> tuple[dict[Any, dict[str, float]], list[Any]]:
    """The figures of a group by weights fitted without it."""
    before = votes.table
    use(fit_all([r for r in _RECAPS if r.group not in group], _SCORE))
    found = judge([r for r in _RECAPS if r.group in group], _SCORE)
    votes.table = before  # type: ignore[assignment]
    return found


def groups_of(recaps: Sequence[Recap], folds: int) -> list[frozenset[str]]:
    """The groups to be held out together: each alone, or dealt out into as many folds."""
    names = sorted({recap.group for recap in recaps})
    count = folds or len(names)
    return [frozenset(names[n::count]) for n in range(min(count, len(names)))]


def print_scores(title: str, results: Mapping[Any, Mapping[str, float]], names: Sequence[str]) -> None:
    for layout in LAYOUTS:
        rows = [results[n, layout] for n in names if (n, layout) in results]
        if rows:
            cells = "  ".join(f"{k} {sum(r[k] for r in rows) / len(rows):.3f}" for k in COLUMNS)
            print(f"{title:24} {layout or 'as is':8} {cells}")


_RECAPS: list[Recap] = []
_SCORE: Any = None


def main() -> int:
    global _SCORE
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--also", type=Path, help="a folder of other recaps with gold")
    parser.add_argument("--judge", type=Path, help="a folder of recaps with gold that nothing is fitted to")
    parser.add_argument("--no-practice", action="store_true")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-held-out", action="store_true", help="fit on all only")
    options = parser.parse_args()
    begun = time.monotonic()
    _SCORE = load_scorer(HERE / "score.py")
    own = load(HERE, _SCORE, LAYOUTS)
    others = load(options.also, _SCORE, LAYOUTS) if options.also else []
    trained = [] if options.no_practice else load_practice(_SCORE)
    judged = load(options.judge, _SCORE, (None,)) if options.judge else []
    _RECAPS.extend([*own, *others, *trained])
    held: dict[Any, dict[str, float]] = {}
    claims: list[Any] = []
    if not options.no_held_out:
        with multiprocessing.get_context("fork").Pool(min(4, os.cpu_count() or 1)) as pool:
            for results, said in pool.imap(held_out, groups_of([*own, *others], options.folds)):
                held |= results
                claims += said
    table = fit_all(_RECAPS, _SCORE)
    use(table)
    fitted, fitted_claims = judge([*own, *others, *judged], _SCORE)
    kinds = {"own": sorted({r.name for r in own})}
    if judged:
        kinds["judged"] = sorted({r.name for r in judged})
    for name in sorted({r.name for r in others}):
        kinds.setdefault(name.split("-")[0] + "-*", []).append(name)
    for kind, names in kinds.items():
        print_scores(f"{kind}, fitted", fitted, names)
        print_scores(f"{kind}, held out", held, names)
    for kind, names in kinds.items():
        for title, found in (("fitted", fitted_claims), ("held out", claims)):
            print_table(f"{kind}, {title}", [c[1:] for c in found if c[0] in names])
    if options.each:
        for name in dict.fromkeys(r.name for r in [*own, *others, *judged]):
            row = held.get((name, None)) or fitted[name, None]
            print(f"{name:30} " + "  ".join(f"{k} {row[k]:.2f}/{fitted[name, None][k]:.2f}" for k in COLUMNS))
    smash = [n for n in kinds["own"] if n.startswith("smash")]
    print_scores("smash, fitted", fitted, smash)
    print_scores("smash, held out", held, smash)
    if options.write:
        keep(table)
    print(f"took {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
