"""The single words that speak for presence and for places."""

import pytest

from recap_gui.analysis import presence_words
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Parsed, parse
from recap_gui.analysis.mentions import Found, find_mentions, heard
from recap_gui.analysis.place_choice import words_of
from recap_gui.analysis.place_votes import PlaceReader
from recap_gui.analysis.place_words import is_word
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import weights
from recap_gui.story import Document

TEXT = (
    "Mina Reed walks into the bakery with Oskar Lund. She reads Lena Dorn's letter. Oskar thinks about Lena. "
    "Later Mina waits in an inn called the Warden's Rest. The Rest is quiet."
)


@pytest.fixture(scope="module")
def read() -> tuple[Parsed, Found]:
    parsed = parse(TEXT)
    quotes = Quotes(parsed)
    return parsed, find_mentions(parsed, quotes, find_zones(Document(TEXT), parsed, quotes))


def around(read: tuple[Parsed, Found], words: str, name: str) -> dict[str, str]:
    """What the words around a name say, with where they stand."""
    start = TEXT.index(words) + words.index(name)
    spot = next(spot for spot in read[1].spots if spot.start == start)
    return {sign.key: TEXT[sign.span[0] : sign.span[1]] for sign in presence_words.signs_of(read[0], spot)}


def test_the_words_around_a_name_are_its_verb_what_it_owns_and_what_stands_beside(read: tuple[Parsed, Found]) -> None:
    assert around(read, "Mina Reed", "Mina Reed")["subject walk"] == "walks"
    assert around(read, "with Oskar", "Oskar")["with walk"] == "walks"
    assert around(read, "Lena Dorn's", "Lena Dorn")["owns letter"] == "letter"
    assert around(read, "about Lena", "Lena")["before 1 about"] == "about"
    assert "pronoun, subject read" in around(read, "She reads", "She")


def test_no_name_is_a_word(read: tuple[Parsed, Found]) -> None:
    keys = {key for spot in read[1].spots for sign in presence_words.signs_of(read[0], spot) for key in [sign.key]}
    assert not any(name in key.lower() for key in keys for name in ("mina", "oskar", "lena", "lund", "dorn"))


def test_words_weigh_together_and_replace_what_was_heard_before(read: tuple[Parsed, Found]) -> None:
    (first, *_) = heard(read[1].readings, {"subject walk": 0.5, "subject form VBZ": 0.25})
    votes = {vote.rule: vote.value for vote in first.votes}
    assert votes[presence_words.PART] == 0.75
    assert presence_words.BESIDE not in votes
    (again, *_) = heard([first], {})
    assert {vote.rule for vote in again.votes}.isdisjoint(presence_words.RULES)


def test_every_kind_of_word_has_a_say() -> None:
    assert all(weights("presence")[rule] == 1.0 for rule in presence_words.RULES)
    assert {key.split()[0] for key in weights("presence words")} >= {"subject", "owns", "before", "next", "under"}
    assert sum(is_word(rule) for rule in weights("place")) > 200


def test_a_phrase_goes_on_to_the_name_it_bears_and_the_name_is_a_place_elsewhere(read: tuple[Parsed, Found]) -> None:
    parsed, _ = read
    people = frozenset(t.i for t in parsed.tokens if t.text in ("Mina", "Reed", "Oskar", "Lund", "Lena", "Dorn"))
    found = PlaceReader(parsed, Quotes(parsed), people).candidates(parsed.sentences)
    said = {parsed.text[parsed.tokens[c.first].start : parsed.tokens[c.last - 1].end]: c.rules for c in found}
    assert "an inn called the Warden's Rest" in said
    assert {"word bakery", "word into bakery", "word under walk into"} <= said["the bakery"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mina Reed waits. Over at the flat Mina's in the bath with the radio on.", "the flat"),
        ("Mina Reed waits. Room One again, two in the morning.", "Room One"),
    ],
)
def test_a_phrase_ends_before_someone_and_before_again(text: str, place: str) -> None:
    parsed = parse(text)
    people = frozenset(t.i for t in parsed.tokens if t.text in ("Mina", "Reed"))
    found = PlaceReader(parsed, Quotes(parsed), people).candidates(parsed.sentences[1:])
    assert place in {text[parsed.tokens[c.first].start : parsed.tokens[c.last - 1].end] for c in found}


@pytest.mark.parametrize(
    ("text", "place", "never"),
    [
        ("Sunday, on the steps of the Star of the Sea. Mina's coming out of Mass.", "the Star of the Sea", "the Sea"),
        ("Mina meets the Duke of Vienna in the hall.", "the hall", "the Duke of Vienna"),
        ("Mina goes on peeling potatoes in the kitchen.", "the kitchen", "peeling potatoes"),
        ("This week on Dallas: Mina waits in the kitchen.", "the kitchen", "Dallas"),
        ("Mina looks into the mirror by the door of the shop.", "the door of the shop", "the mirror"),
        ("Oskar sits on a chair in the library.", "the library", "a chair"),
    ],
)
def test_names_of_places_are_whole_and_what_is_none_is_no_candidate(text: str, place: str, never: str) -> None:
    parsed = parse(text)
    people = frozenset(t.i for t in parsed.tokens if t.text in ("Mina", "Oskar"))
    found = PlaceReader(parsed, Quotes(parsed), people).candidates(parsed.sentences)
    said = {parsed.text[parsed.tokens[c.first].start : parsed.tokens[c.last - 1].end] for c in found}
    assert place in said and never not in said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The terminal, ten to midnight. Mina waits.", "the terminal"),
        ("His office, at night. Mina waits.", "his office"),
        ("The Blue Heron, at night. Mina waits.", "The Blue Heron"),
        ("Mina walks into THE HALL.", "THE HALL"),
    ],
)
def test_a_place_has_no_capital_from_the_beginning_of_a_sentence(text: str, place: str) -> None:
    parsed = parse(text)
    people = frozenset(t.i for t in parsed.tokens if t.text == "Mina")
    found = PlaceReader(parsed, Quotes(parsed), people).candidates(parsed.sentences)
    assert place in [words_of(parsed, candidate) for candidate in found]
