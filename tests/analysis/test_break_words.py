"""The votes of single words and of paragraphs for a new scene."""

import pytest

from recap_gui.analysis.break_facts import Fact, gather, sightings_of
from recap_gui.analysis.break_paragraphs import Trust, paragraph_votes
from recap_gui.analysis.break_words import COMPANY, RULES, VERB, signs_of
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed, parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.signs import Sign, word_votes
from recap_gui.analysis.votes import weights
from recap_gui.story import Document

TEXT = (
    "Mina Reed bakes bread in the kitchen. Mina tells Oskar Lund that the oven is broken. Oskar laughs about it.\n\n"
    "Lena Dorn waits in the cellar. Mina visits Lena."
)


@pytest.fixture(scope="module")
def read() -> tuple[Parsed, list[Fact]]:
    parsed = parse(TEXT)
    quotes = Quotes(parsed)
    zones = find_zones(Document(TEXT), parsed, quotes)
    return parsed, gather(parsed, quotes, zones, sightings_of(find_mentions(parsed, quotes, zones)))


def keys(signs: list[Sign]) -> dict[str, str]:
    return {sign.key: TEXT[sign.span[0] : sign.span[1]] for sign in signs}


def test_signs_name_words_verbs_and_who_is_new_but_no_names(read: tuple[Parsed, list[Fact]]) -> None:
    signs = [keys(own) for own in signs_of(*read)]
    assert signs[3]["verb wait"] == "waits"
    assert signs[3]["opens 1: new"] == "Lena"
    assert signs[2]["opens 1: just"] == "Oskar"
    assert "nsubj known visit" in signs[4]
    assert "nsubj just visit" not in signs[4]
    assert signs[3]["before, verb laugh"] == "laughs"
    assert signs[3]["after, verb visit"] == "visits"
    assert not any(name in key.lower() for own in signs for key in own for name in ("mina", "lena", "oskar", "reed"))


def test_one_vote_a_kind_adds_its_words_up_and_quotes_the_weightiest() -> None:
    signs = [Sign(VERB, "verb wake", (3, 8)), Sign(VERB, "with in", (9, 11)), Sign(VERB, "beside up", (12, 14))]
    (vote,) = word_votes([*signs, Sign(COMPANY, "opens 1: new", (0, 2))], {"verb wake": 0.5, "with in": -0.25})
    assert (vote.rule, vote.value, vote.spans) == (VERB, 0.25, ((3, 8), (9, 11)))
    assert word_votes(signs, {}) == []


def test_a_paragraphs_length_and_a_sentences_place_in_it_are_told(read: tuple[Parsed, list[Fact]]) -> None:
    told = [{vote.rule for vote in own} for own in paragraph_votes(*read, Trust(0.5, 0.4, 0.1))]
    assert {"begins a paragraph of three sentences", "two more sentences of its paragraph to come"} <= told[0]
    assert "is the second sentence of its paragraph" in told[1]
    assert {"is the third sentence of its paragraph", "is the last sentence of its paragraph"} <= told[2]
    assert {"begins a paragraph of two sentences", "one more sentence of its paragraph to come"} <= told[3]


def test_every_kind_of_word_has_a_say() -> None:
    assert all(weights("break")[rule] == 1.0 for rule in RULES)
    kinds = {key.split()[0] for key in weights("break words")}
    assert {"first", "built", "verb", "word", "before,", "after,", "opens", "nsubj"} <= kinds


def test_a_paragraphs_vote_quotes_its_first_word(read: tuple[Parsed, list[Fact]]) -> None:
    votes = paragraph_votes(*read, Trust(0.5, 0.4, 0.1))[3]
    assert {TEXT[start:end] for vote in votes for start, end in vote.spans} == {"Lena"}
