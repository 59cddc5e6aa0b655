from __future__ import annotations

import pytest

from recap_gui.analysis.language import paragraph_spans, parse, sentence_ends
from recap_gui.story import Hint


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


def test_offsets_count_in_the_whole_text():
    text = "Ann waves. 😀\n\n“Run,” says Tom’s brother."
    parsed = parse(text)
    assert all(text[token.start : token.end] == token.text for token in parsed.tokens)
    assert [text[s.start : s.end] for s in parsed.sentences][-1] == "“Run,” says Tom’s brother."
    assert [token.i for token in parsed.tokens] == list(range(len(parsed.tokens)))


def test_every_token_is_in_one_sentence_and_one_paragraph():
    parsed = parse("One. Two words.\nThree more words!\n\nFour.")
    for number, sentence in enumerate(parsed.sentences):
        assert {token.sentence for token in parsed.inside(sentence)} == {number}
        assert len({token.paragraph for token in parsed.inside(sentence)}) == 1
    assert sum(s.last - s.first for s in parsed.sentences) == len(parsed.tokens)


def test_abbreviations_end_no_sentence():
    text = "Det. Sgt. Corrigan meets Dr. Voss. She nods."
    assert [text[:end] for end in sentence_ends(text)] == ["Det. Sgt. Corrigan meets Dr. Voss."]


def test_lines_wrapped_by_hand_stay_one_paragraph():
    text = (
        "A trawler winches up her nets and there is a man in them, in an\n"
        "overcoat. The constable gets there first and is quite sick behind\n"
        "a bollard. The sergeant gets there second and lends him her clean\n"
        "handkerchief.\n"
    )
    assert len(paragraph_spans(text)) == 1


def test_short_lines_are_paragraphs():
    text = "Edie - Muriel Cottle\nWalter - Dennis Hapgood\nGary - Lee Marsden\nSid - Frank Ollerton\n"
    assert len(paragraph_spans(text)) == 4


def test_hints_bound_paragraphs():
    text = "Heading The text goes on."
    assert pieces(text, paragraph_spans(text, [Hint(0, 7, "heading")])) == ["Heading", "The text goes on."]


@pytest.mark.parametrize("text", ["", " \n\n ", "word", "(" * 5000, "a" * 100_000, "\x00\x01 x", "a\u0301 b"])
def test_odd_texts_are_parsed(text):
    parsed = parse(text)
    assert all(text[token.start : token.end] == token.text for token in parsed.tokens)


def test_a_long_paragraph_is_the_same_in_pieces():
    sentence = "Ann walks to the window and looks out at the rain. "
    parsed = parse(sentence * 100)
    assert len(parsed.sentences) == 100
    assert len(parsed.paragraphs) == 1


def test_finding_by_offset():
    parsed = parse("Ann waves. Tom nods.")
    assert parsed.tokens[parsed.token_at(12)].text == "Tom"
    assert parsed.sentence_at(12) == 1
    assert [token.text for token in parsed.tokens_in(11, 19)] == ["Tom", "nods"]
    assert parsed.sentence_at(-1) == -1


def test_progress_ends_at_one():
    seen = []
    parse("One.\n\nTwo.\n\nThree.", progress=seen.append)
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_the_number_of_an_item_ends_no_sentence():
    parsed = parse("1. Linda falls asleep. She snores.\n\n2. With Leo gone, Whitney sings. At 2. That is all.")
    assert [parsed.text[s.start : s.end] for s in parsed.sentences] == [
        "1. Linda falls asleep.",
        "She snores.",
        "2. With Leo gone, Whitney sings.",
        "At 2.",
        "That is all.",
    ]
