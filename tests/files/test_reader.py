"""What kind of file it is, and the refusals."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recap_gui.files.errors import FileError
from recap_gui.files.reader import FORMATS, LARGEST_TEXT, is_ours, read
from recap_gui.files.text import ENCODINGS
from recap_gui.work import messages


def code(data: bytes, name: str = "a.txt", **how) -> str:
    with pytest.raises(FileError) as caught:
        read(data, name, **how)
    assert caught.value.facts["name"] == name
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\n", "empty"),
        (b"%PDF-1.7 ...", "unknown_kind"),
        (b"%PDF-1.4 Hello", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_kind"),
        (b"\x89PNG\r\n\x1a\n", "no_words"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 99, "no_words"),
        (b"a" * (LARGEST_TEXT + 1), "too_large"),
        (bytes(range(256)) * 9, "not_text"),
        (b'{"format": "recap-timeline/story", "version": 1}', "is_story"),
        (b'\xef\xbb\xbf{\n "format":"recap-timeline/corrections"}', "is_corrections"),
        (b"<html><script>only this</script>", "no_text"),
    ],
)
def test_a_refusal_has_its_code(data, expected):
    assert code(data) == expected


def test_a_word_file_that_is_none():
    assert code(b"just text", "a.docx") == "docx"


def test_ours_are_known_before_they_are_read():
    assert is_ours(b'{"format":"recap-timeline/story"') == "story"
    assert is_ours(b'{"other": 1}') is None


def test_the_name_shown_is_no_path_and_the_bytes_are_hashed():
    document = read(b"Ruth leaves.", "/some/where/S02E03-gone.txt")
    assert (document.source, document.season, document.number) == ("S02E03-gone.txt", 2, 3)
    assert document.sha256 == hashlib.sha256(b"Ruth leaves.").hexdigest()


@pytest.mark.parametrize("name", ["a", "a.xyz", "a.rst", "README", ".txt"])
def test_an_unknown_suffix_is_read_as_text(name):
    assert read(b"Ruth leaves.", name).format == "text"


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_can_be_asked_for(kind):
    if kind in ("docx", "odt", "epub"):
        assert code(b"Ruth leaves.", as_format=kind) == ("docx" if kind == "docx" else "unknown_kind")
    else:
        assert read(b"Ruth <b>leaves</b>.", "a.txt", as_format=kind).format == kind


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_can_be_asked_for(encoding):
    assert read("Ruth leaves.".encode(encoding), "a.txt", encoding=encoding).text == "Ruth leaves."


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.fountain", "a.mhtml", "a"]))
def test_any_bytes_give_a_document_or_the_packages_own_error(data, name):
    try:
        document = read(data, name)
    except FileError:
        return
    assert document.text.strip()
    assert all(0 <= hint.start < hint.end <= len(document.text) for hint in document.hints)


@given(st.text(max_size=300), st.sampled_from(["a.md", "a.html", "a.fountain"]))
def test_hints_lie_in_the_text_and_are_in_order(text, name):
    try:
        document = read(text.encode("utf-8", "replace"), name)
    except FileError:
        return
    assert list(document.hints) == sorted(document.hints)
    assert all(0 <= hint.start < hint.end <= len(document.text) for hint in document.hints)


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [(b"\xff\xd8\xff\xe0" + b"\0" * 99, "no_words", "recap itself"), (b"\x1f\x8b" + b"\0" * 99, "packed", "Unpack")],
)
def test_a_picture_or_archive_called_txt_is_named_with_advice_that_fits_it(data: bytes, code: str, advice: str) -> None:
    with pytest.raises(FileError) as refused:
        read(data, "photo.txt")
    assert refused.value.code == code
    words = messages.of(refused.value).text()
    assert advice in words and ".docx" not in words


def test_the_first_line_is_the_title_where_another_tells_the_number():
    prose = "Tara bites Sookie and leaves her screaming for help on the lawn."
    document = read(f"The Authority Wins\n\nHarbour Street Season 5, Episode 2: Recap\n\n{prose}\n".encode(), "a.txt")
    assert (document.title, document.show, document.number) == ("The Authority Wins", "Harbour Street", 2)
    document = read(f"Harbour Street Season 5 Episode 2 recap\n\n{prose}\n".encode(), "a.txt")
    assert (document.title, document.show, document.number) == (None, "Harbour Street", 2)
