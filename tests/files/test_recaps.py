"""Every recap of the development set reads so that the gold's words are found in it."""

import json
import re
from pathlib import Path

import pytest

from recap_gui.files.reader import read

RECAPS = Path(__file__).parent.parent / "data" / "recaps"
GOLD = sorted(RECAPS.rglob("*.gold.json"))


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name.removesuffix(".gold.json"))
def test_every_scene_of_the_gold_is_in_the_text_in_order(gold):
    name = gold.name.removesuffix(".gold.json")
    recap = next(path for path in gold.parent.glob(f"{name}.*") if path.suffix in {".txt", ".md", ".html"})
    text = read(recap.read_bytes(), recap.name).text
    at = 0
    for scene in json.loads(gold.read_text("utf-8"))["scenes"]:
        found = re.compile(r"\s+".join(map(re.escape, scene["begins"].split()))).search(text, at)
        assert found, scene["begins"]
        at = found.start()


def test_the_development_set_is_there():
    assert len(GOLD) >= 26


@pytest.mark.parametrize("recap", sorted(RECAPS.rglob("*.txt")), ids=lambda path: path.name)
def test_a_plain_text_is_the_decoded_file(recap):
    document = read(recap.read_bytes(), recap.name)
    assert document.text == recap.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert document.format == "text"
    assert document.hints == ()
