"""The ladder of encodings."""

import random

import pytest

from recap_gui.files.errors import FileError
from recap_gui.files.text import decode

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "cp1252",
)
WORDS = [
    "Ruth",
    "Sam",
    "Peg",
    "walks",
    "out",
    "—",
    "“Who’s",
    "there?”",
    "café",
    "naïve",
    "Zoë",
    "says",
    "…",
    "£5",
    "€9",
    "to",
    "the",
    "wharf",
    "and",
    "doesn’t",
    "come",
    "back",
]
OTHERS = ("Þóra", "Íñigo", "Ömer", "Łódź", "Мария", "電話", "😀", "👩‍🚒", "e\u0301", "\u200f", "\u2028", "ﬁ")


def some_text(rng: random.Random, *, latin: bool) -> str:
    """Lines of words; at least one is ASCII, without which UTF-16 cannot be told without a mark."""
    words = WORDS if latin else [*WORDS, *OTHERS]
    lines = [" ".join(rng.choice(words) for _ in range(rng.randrange(1, 14))) for _ in range(rng.randrange(1, 6))]
    return rng.choice(("\n", "\n\n")).join(["Ruth", *lines])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_five_hundred_texts_come_back_as_they_were(encoding, rng):
    for _ in range(500):
        text = some_text(rng, latin=encoding == "cp1252")
        data = text.encode(encoding)
        assert decode(data).text == text, data


def test_only_newlines_and_the_mark_are_touched():
    decoded = decode(b"\xef\xbb\xbf a\r\nb\rc\n\n  d \n")
    assert decoded.text == " a\nb\nc\n\n  d \n"
    assert decoded.notes == ()


def test_it_says_when_it_was_not_utf_8():
    decoded = decode("It’s a café".encode("cp1252"))
    assert decoded.encoding == "windows-1252"
    assert [str(note) for note in decoded.notes] == ["Read as Windows-1252."]


def test_the_five_undefined_bytes_of_windows_1252_are_read():
    text = decode(
        b"a long enough line so that five controls stay under one percent " * 10 + b"\x81\x8d\x8f\x90\x9d \x92"
    ).text
    assert text.endswith("\x81\x8d\x8f\x90\x9d ’")


def test_the_declared_encoding_counts_after_the_mark():
    data = "Žižek".encode("iso-8859-2")
    assert decode(data, declared="ISO-8859-2").text == "Žižek"
    assert decode("Žižek".encode("utf-8-sig"), declared="ISO-8859-2").text == "Žižek"


@pytest.mark.parametrize("declared", ["utf-7", "zlib", "unicode_escape", "idna", "rot13", "no such", "utf-16", ""])
def test_a_declaration_that_is_no_plain_encoding_is_passed_over(declared):
    assert decode("+AGEAYg- \\u0041 é".encode(), declared=declared).text == "+AGEAYg- \\u0041 é"


def test_the_users_word_is_obeyed_or_refused():
    assert decode("é".encode("latin-1") + b"t\xe9", encoding="iso-8859-2").text == "été"
    for encoding in ("utf-8", "zlib"):
        with pytest.raises(FileError) as caught:
            decode(b"\xff\xfe\xff", encoding=encoding)
        assert caught.value.code == "encoding"


@pytest.mark.parametrize("data", [b"  \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_no_text_is_empty(data):
    with pytest.raises(FileError) as caught:
        decode(data, name="a.txt")
    assert (caught.value.code, caught.value.facts["name"]) == ("empty", "a.txt")


def test_a_few_controls_are_text_many_are_not():
    assert decode(b"a" * 200 + b"\0").text.endswith("\0")
    with pytest.raises(FileError) as caught:
        decode(b"a" * 50 + b"\x01")
    assert caught.value.code == "not_text"


def test_more_characters_than_can_be_shown_are_refused():
    with pytest.raises(FileError) as caught:
        decode(b"a" * 5_000_001)
    assert (caught.value.code, caught.value.facts["characters"]) == ("too_long", 5_000_001)
