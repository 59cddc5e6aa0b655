"""The analysis is as good as it was recorded to be: no measure on the gold recaps falls by more than .02.

`pytest tests/analysis/test_scores.py --rewrite-references` records the present figures in tests/reference/scores.json.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read
from recap_gui.files.story_json import encode

RECAPS = Path(__file__).parents[1] / "data" / "recaps"
RECORDED = Path(__file__).parents[1] / "reference" / "scores.json"
LOWER_IS_BETTER = {"WD", "cnf"}
SLACK = 0.02


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recap_score", RECAPS / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def macro(scorer: ModuleType, layout: str | None) -> dict[str, float]:
    """The mean of each measure over the gold recaps, laid out anew where `layout` says so."""
    results = {}
    for name, file, gold in scorer.load_gold(RECAPS):
        data = file.read_bytes()
        if layout is not None:
            if file.suffix != ".txt":
                continue
            data = scorer.reflow(data.decode("utf-8-sig"), layout).encode()
        story = json.loads(encode(analyse(read(data, file.name))))
        text, prediction = scorer.as_prediction(story)
        placed, lost = scorer.place(name, text, gold)
        assert not lost, f"{name}: {lost}"
        results[name] = scorer.score_one(text, placed, prediction)
    means = scorer.macro(results)
    return {measure: round(means[measure], 3) for measure in scorer.COLS}


@pytest.mark.parametrize("layout", ["as is", "joined", "block", "chopped"])
def test_no_measure_falls(scorer: ModuleType, layout: str, rewrite_references: bool) -> None:
    found = macro(scorer, None if layout == "as is" else layout)
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    if rewrite_references:
        RECORDED.write_text(json.dumps(recorded | {layout: found}, indent=1) + "\n", encoding="utf-8")
        return
    for measure, before in recorded[layout].items():
        worse = found[measure] - before if measure in LOWER_IS_BETTER else before - found[measure]
        assert worse <= SLACK, f"{layout}: {measure} was {before}, is {found[measure]}"
