"""What the 60-second check is worth: a user who knows the gold answers it, and the story is scored after each part.

    python tests/benchmarks/review_queue.py [FOLDER] [--only smash] [--answers 10 20 40]
    ... --orders effect random presence             only some of the orders

Printed are the means over the recaps: presence in scenes (pS), mentions (mF), breaks (bF) and the share of those only
talked about who are called present (cnf, lower is better), before and after so many answers: in the order of the check,
in random order, and asked about presences only, in the check's order.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from itertools import count
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent))

import score_recaps

from recap_gui.analysis.pipeline import analyse_parsed
from recap_gui.files.reader import read
from recap_gui.story import Story
from recap_gui.story import review as review_module
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.review import Question, review

FIGURES = ("pS", "mF", "bF", "cnf")
ORDERS = ("effect", "random", "presence")


class Gold:
    """The gold of one recap, as somebody who has read it knows it."""

    def __init__(self, scorer: ModuleType, name: str, text: str, gold: dict) -> None:
        self.scorer = scorer
        self.gold, self.lost = scorer.place(name, text, gold)
        self.forms = {scorer.norm(f): c["name"] for c in gold["characters"] for f in [c["name"], *c["aliases"]]}
        self.text = text
        self.sentences = [end for _, end in scorer.sentences(text)]

    def sentence(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return sum(end <= offset for end in self.sentences)

    def answer(self, story: Story, question: Question) -> Correction | None:
        """Yes, No or neither, as the gold has it; None where it does not say."""
        scene = next((s for e in story.episodes for s in e.scenes if s.id == question.scene_id), None)
        names = {c.id: c for c in story.characters}
        if question.about == "same":
            called = {self.person(names[who].aliases) for who in question.characters}
            return None if None in called else question.yes if len(called) == 1 else question.no
        assert scene is not None
        told = max(self.gold["scenes"], key=lambda gold: min(gold["end"], scene.end) - max(gold["start"], scene.start))
        if question.about == "break":
            if told["kind"] == "frame" and scene.kind != "frame":
                return question.neither
            starts = {self.sentence(gold["start"]) for gold in self.gold["scenes"][1:]}
            return question.yes if self.sentence(scene.start) in starts else question.no
        who = self.person(names[question.characters[0]].aliases)
        if who in told["present"]:
            return question.yes
        return question.no if who in told["mentioned"] else question.neither

    def person(self, aliases: tuple[str, ...]) -> str | None:
        found = [self.forms[form] for form in map(self.scorer.norm, aliases) if form in self.forms]
        return statistics.mode(found) if found else None

    def score(self, story: Story) -> dict[str, float]:
        _, prediction = self.scorer.as_prediction(score_recaps.as_story_file(story))
        return self.scorer.score_one(self.text, self.gold, prediction, len(self.lost))


def answered(story: Story, gold: Gold, order: str, stops: list[int], rng: random.Random) -> dict[int, dict[str, float]]:
    """The figures after 0 and after each of `stops` answers; what the gold does not answer is skipped at no cost."""
    numbers, corrections, skipped = count(), [], []
    shown, found = story, {0: gold.score(story)}
    for done in range(1, max(stops) + 1):
        while True:
            questions = review(shown, new_id=lambda: f"q{next(numbers)}", answered=skipped)
            if order == "presence":
                questions = tuple(q for q in questions if q.about == "presence")
            if not questions:
                break
            question = rng.choice(questions) if order == "random" else questions[0]
            answer = gold.answer(shown, question)
            if answer is not None:
                corrections.append(answer)
                shown = correct(story, corrections).story
                break
            skipped.append(question.key)
        if done in stops:
            found[done] = gold.score(shown)
    return found


def main() -> int:
    """Answer the checks of all recaps and print the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=score_recaps.HERE)
    parser.add_argument("--only", default="")
    parser.add_argument("--answers", nargs="+", type=int, default=[10, 20, 40])
    parser.add_argument("--orders", nargs="+", default=ORDERS, choices=ORDERS)
    parser.add_argument("--cache", action="store_true")
    chosen = parser.parse_args()
    scorer = score_recaps.load_scorer(score_recaps.HERE / "score.py")
    review_module.LONGEST = 10_000  # random means: of all that could be asked
    rows: dict[tuple[str, int], list[dict[str, float]]] = {}
    asked, recaps = 0, 0
    for name, recap, gold in scorer.load_gold(chosen.folder):
        if not any(part in name for part in chosen.only.split(",")):
            continue
        document = read(recap.read_bytes(), recap.name)
        story = analyse_parsed(document, score_recaps.parsed_words(document, cache=chosen.cache))
        known = Gold(scorer, name, "".join(e.text for e in story.episodes), gold)
        recaps += 1
        asked += len(review(story, new_id=lambda: "x"))
        for order in chosen.orders:
            for answers, figures in answered(story, known, order, chosen.answers, random.Random(name)).items():
                rows.setdefault((order, answers), []).append(figures)
    print(f"{recaps} recaps, {asked / recaps:.0f} questions each")
    print(f"{'order':<10}{'answers':>8}" + "".join(f"{figure:>8}" for figure in FIGURES))
    for (order, answers), found in rows.items():
        means = "".join(f"{statistics.mean(one[figure] for one in found):8.3f}" for figure in FIGURES)
        print(f"{order:<10}{answers:>8}{means}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
