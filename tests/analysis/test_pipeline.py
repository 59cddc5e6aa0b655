from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recap_gui.analysis.pipeline import analyse
from recap_gui.story import Document, Story

SPANISH = "Lucía entra en la cocina y besa a Mateo. Él le pregunta por su madre. —No vino —dice Lucía—. Mateo llora."
LIST = "Milk\nEggs\n2 x Butter\n- Bread (the good one)\n* Tea\n\nCall Mum!!\n"
POEM = "The rain has come,\nthe rain will go,\nO Captain of the weather,\nand no one here will know.\n"
SCRIPT = "INT. KITCHEN - NIGHT\n\nANNA\nWhere is he?\n\nTOM\n(sighs)\nGone.\n\nCUT TO:\n"


def valid(story: Story, text: str) -> None:
    episode = story.episodes[0]
    assert episode.text == text
    ids = {c.id for c in story.characters}
    assert len(ids) == len(story.characters)
    spans = [(s.start, s.end) for s in episode.scenes]
    if text:
        assert spans[0][0] == 0 and spans[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(spans)) and all(a < b for a, b in spans if text)
    assert [m.start for m in episode.mentions] == sorted(m.start for m in episode.mentions)
    for mention in episode.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.character in ids and 0 <= mention.confidence <= 1
    for character in story.characters:
        assert character.name in character.aliases
    assert all(set(p.same) <= ids for p in story.proposals)


@pytest.mark.parametrize(
    "text", ["", " ", "word", "\n\n\n", SPANISH, LIST, POEM, SCRIPT, "A." * 300, "“" * 50, "Ann " * 500]
)
def test_odd_texts_give_a_valid_story(text):
    valid(analyse(Document(text, "x.txt")), text)


def test_a_hundred_thousand_characters_of_one_letter():
    text = "a" * 100_000
    valid(analyse(Document(text, "x.txt")), text)


WORDS = st.sampled_from(
    ["Ann", "Tom", "Jr.", "Mr.", "Dr.", "Teel", "The", "the", "says", "that", "kisses", "leaves", "Meanwhile", "she",
     "they", "“", "”", ",", ".", "!", "?", "(", ")", "\n", "\n\n", "’s", "at", "home", "a.k.a.", "-", "–", "😀", "ANN",
     "Previously", ":", "é", "\u00a0"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=200)))
def test_any_text_gives_a_valid_story(text):
    valid(analyse(Document(text, "x.txt")), text)


def test_the_same_text_gives_the_same_story():
    text = SPANISH + "\n\n" + SCRIPT + "\n\nAnn kisses Tom. Meanwhile, Dr. Voss tells Ann that Tom left."
    assert analyse(Document(text, "x.txt")) == analyse(Document(text, "x.txt"))


def test_progress_rises_to_one():
    seen: list[float] = []
    analyse(Document("Ann waves.\n\nTom nods.", "x.txt"), progress=lambda fraction, _: seen.append(fraction))
    assert seen == sorted(seen) and seen[-1] == 1.0
