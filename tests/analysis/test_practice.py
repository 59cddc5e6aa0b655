"""Practice recaps: they can be read, and no recap that is judged is trained on."""

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import practice
from score_recaps import HERE, load_scorer

SCORE = load_scorer(HERE / "score.py")


@pytest.mark.parametrize("file", practice.files(), ids=lambda file: file.stem)
def test_gold_stands_where_the_file_says(file) -> None:
    text, gold = practice.unpack(file.read_text("utf-8"), file.stem)
    placed, lost = SCORE.place(file.stem, text, gold)
    assert not lost
    assert [scene["begins"] for scene in placed["scenes"] if scene["begins"]]
    assert sum(scene["kind"] == "scene" for scene in gold["scenes"]) >= 3


def test_the_judged_recaps_are_others() -> None:
    judged = {c["name"] for _, _, gold in SCORE.load_gold(HERE) for c in gold["characters"] if " " in c["name"]}
    for file in practice.files():
        _, gold = practice.unpack(file.read_text("utf-8"), file.stem)
        assert not judged & {c["name"] for c in gold["characters"]}, file.stem


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("Ann\n@ scene | present = Bob\nAnn waits.\n", "Bob"),
        ("Ann\n@ scene | present = Ann | mentioned = Ann\nAnn waits.\n", "both"),
        ("Ann: Annie\n@ scene | present = Ann\nAnn waits.\n", "Annie"),
        ("Ann\n@ tale | present = Ann\nAnn waits.\n", "tale"),
        ("Ann\n@ scene | present = Ann\n@ scene\nAnn waits.\n", "no text"),
    ],
)
def test_what_cannot_be_is_told(source: str, wrong: str) -> None:
    with pytest.raises(practice.PracticeError, match=wrong):
        practice.unpack(source, "made")


def test_scenes_inside_a_paragraph_share_it() -> None:
    text, gold = practice.unpack(
        "Ann\nBo\n@ scene | present = Ann\nAnn waits.\n@& scene | present = Bo\nBo goes.\n", "m"
    )
    assert text == "Ann waits. Bo goes.\n"
    assert [scene["begins"] for scene in gold["scenes"]] == ["Ann waits. Bo goes.", "Bo goes."]
    assert json.dumps(gold)
