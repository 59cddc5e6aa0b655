"""Words of family and direct speech: whom "her husband" and "my boy" mean, and who speaks."""

import pytest

from recap_gui.analysis.language import parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.speech import Said, speakers
from recap_gui.analysis.zones import Zone

FAMILY = (
    "At the big house, Vernon Teel mends a net and Lorna Teel cooks. Calum Teel runs in. Later Calum goes to sea. "
    "Ruth Halloran walks along the shore with Peg Noonan. Peg says that Calum is lost. Ruth calls Vernon. "
)


def meant(text: str) -> list[tuple[str, str]]:
    """(word, whom it means) of all words of family."""
    parsed = parse(text)
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(text)),))
    return [(text[s.start : s.end], found.cast.characters[s.character].name) for s in found.spots if s.tie]


@pytest.mark.parametrize(
    ("after", "word", "who"),
    [
        ("“Where’s my boy?” says Vernon.", "boy", "Calum Teel"),
        ("Vernon tells Ruth about his son.", "son", "Calum Teel"),
        ("Ruth asks Calum about his mother.", "mother", "Lorna Teel"),
        ("Peg married Calum. Peg looks at Ruth. Then Peg’s husband slams the door.", "husband", "Calum Teel"),
    ],
)
def test_a_word_of_family_means_whom_surname_speech_or_wedding_tell(after: str, word: str, who: str) -> None:
    assert (word, who) in meant(FAMILY + after)


@pytest.mark.parametrize(
    "after",
    [
        "Ruth asks Peg about her brother.",
        "“Where is your uncle?” says a man.",
        "Father Byrne prays. Ruth asks Peg about her father.",
        "Calum telephones. Vernon runs into his mother-in-law.",
    ],
)
def test_a_word_of_family_that_nothing_ties_means_nobody(after: str) -> None:
    assert meant(FAMILY + after) == []


@pytest.mark.parametrize(
    ("text", "speaker", "listener"),
    [
        ("“Go home,” says Ann.", "Ann", None),
        ("Ann tells Tom, “Go home.”", "Ann", "Tom"),
        ("“Go,” Ann says to Tom, “and stay there.”", "Ann", "Tom"),
        ("“Go home.” Tom leaves.", None, None),
        ("Ann shouts. Later someone writes “Go home.”", None, None),
    ],
)
def test_the_words_of_saying_beside_a_quotation_tell_who_speaks(text: str, speaker: str, listener: str) -> None:
    parsed = parse(text)
    names = {"Ann": 0, "Tom": 1}
    at = {token.i: names[token.text] for token in parsed.tokens if token.text in names}
    said = speakers(parsed, Quotes(parsed), at)
    assert set(said.values()) == {Said(names.get(speaker), names.get(listener))}
