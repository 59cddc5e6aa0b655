"""Files that real programs wrote: every sentence once, in order, and the title where the file has one."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from recap_gui.files.docx import ENDNOTES, LARGEST_PART
from recap_gui.files.errors import FileError
from recap_gui.files.made_out import NOTHING, made_out
from recap_gui.files.reader import MADE_OUT, read
from recap_gui.files.rtf import read_rtf

REAL = Path(__file__).parents[1] / "data" / "real"
SENTENCES = (
    "Low Water",
    "Bea found a key in her late father’s coat, and Ansel swore he had never seen it.",
    "At the ferry office",
    "“It’s for the boathouse,” he says – and then he won’t say another word.",
    "Iyer stops Bea on the steps.",
    "The boathouse, night",
    "Cleo knows the handwriting.",
    "whistling: it’s Dr. Voss, and he isn’t alone.",
    "Meanwhile, the police station",
    "“What do you want with a lawyer?”",
    "Bea Marrow\tNadia Quill\nAnsel Pike\tTom Berrow\nConstable Iyer\tRavi Sen",
)
WHOLE = {
    "lantern-row-2x03.docx": "docx",
    "lantern-row-2x03.odt": "odt",
    "lantern-row-2x03.rtf": "rtf",
    "lantern-row-2x03.mhtml": "html",
    "lantern-row-saved.html": "html",
    "chromium-clipboard.html": "rich text",
}


def opened(name: str, as_format: str | None = None):
    return read((REAL / name).read_bytes(), name, as_format=as_format)


@pytest.mark.parametrize("name", WHOLE)
def test_every_sentence_stands_there_once_and_in_order(name):
    document = opened(name, "rich text" if "clipboard" in name else None)
    assert document.format == WHOLE[name]
    at = 0
    for sentence in SENTENCES:
        assert document.text.count(sentence) == 1, sentence
        found = document.text.index(sentence)
        assert found >= at, sentence
        at = found
    assert (document.title, document.show, document.season, document.number) == ("Low Water", "Lantern Row", 2, 3)
    assert "\n\nIyer stops Bea" in document.text


@pytest.mark.parametrize("suffix", ["odt", "fodt", "docx", "rtf"])
def test_what_a_word_processor_knows_beside_the_text_stays_out_and_is_told(suffix):
    document = opened(f"quay-division.{suffix}")
    assert (document.title, document.season, document.number) == ("A Clean Pair of Hands", 3, 4)
    for word in ("DELETEDWORDS", "HIDDENTEXT", "FOOTNOTETEXT", "ENDNOTETEXT", "COMMENTTEXT", "HEADERTEXT"):
        assert word not in document.text
    assert document.text.count("carbolic INSERTEDWORD soap") == 1
    assert [str(note).split()[0] for note in document.notes] == ["Footnotes", "Endnotes", "Comments"]
    paragraphs = document.text.split("\n\n")
    box = paragraphs.index("BOXTEXT: Rao still makes the worst tea in the station.")
    assert paragraphs[box - 1].startswith("Her own brother") and paragraphs[box - 1].endswith("his sister grieve.")
    assert "Maeve Corrigan\tOrla Fenn\nSanjit Rao\tDev Malik" in document.text
    assert ("CONTENTS ENTRY" in document.text) == (suffix == "rtf")  # RTF does not tell a list of contents apart


@pytest.mark.parametrize("suffix", ["odt", "fodt", "docx", "html"])
def test_the_table_under_the_cast_heading_is_the_cast(suffix):
    document = opened(f"quay-division.{suffix}")
    cast = [document.text[hint.start : hint.end] for hint in document.hints if hint.kind == "cast"]
    assert cast == ["Maeve Corrigan\tOrla Fenn", "Sanjit Rao\tDev Malik", "Dunne\tPeter Quill"]


def test_chapters_of_a_book_stand_in_its_own_order():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        items = '<item id="n" href="list.xhtml" properties="nav"/><item id="b" href="c%202.xhtml"/>'
        items += '<item href="c10.xhtml" id="a"/>'
        spine = '<itemref idref="n"/><itemref idref="b"/><itemref idref="a"/>'
        archive.writestr("O/p.opf", f"<manifest>{items}</manifest><spine>{spine}</spine>")
        for name in ("list", "c10", "c 2"):
            archive.writestr(f"O/{name}.xhtml", f"<html><body><p>{name}</p></body></html>")
    assert read(out.getvalue(), "book.epub").text == "c 2\n\nc10"


def _locked(mime: str, entry: str, sign: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mime)
        archive.writestr(entry, f"<x><{sign}/></x>")
        archive.writestr("content.xml", bytes(range(256)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.odt",
            _locked("application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", "manifest:encryption-data"),
        ),
        ("a.epub", _locked("application/epub+zip", "META-INF/encryption.xml", "enc:EncryptedData")),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(99),
        ),
        ("locked.pdf", (REAL / "locked.pdf").read_bytes()),
    ],
)
def test_what_a_password_protects_is_told_as_that(name, data):
    with pytest.raises(FileError) as refused:
        read(data, name)
    assert refused.value.code == "locked"


def test_of_a_file_that_ends_inside_a_text_box_what_stands_before_is_read():
    data = (REAL / "quay-division.rtf").read_bytes()
    text = read(data[: data.index(b"worst tea")], "half.rtf").text
    assert text.startswith("CONTENTS ENTRY") and "Det. Sgt. Maeve Corrigan gets there second" in text


def test_an_epub_is_read_without_its_contents_page():
    document = opened("lantern-row-2x03.epub")
    assert document.format == "epub" and document.title == "Low Water"
    assert document.text.count("Low Water") == 1 and document.text.count("Bea Marrow") == 2


@pytest.mark.parametrize("name", ["lantern-row-2x03.mhtml", "lantern-row-saved.html"])
def test_page_furniture_is_set_apart(name):
    document = opened(name)
    apart = {hint.kind: document.text[hint.start : hint.end].strip() for hint in document.hints}
    assert apart["menu"] == "The Back Row · Recaps · Shop"
    assert apart["byline"] == "By Tilda Okoro · 12 March 2024"
    assert apart["comments"].startswith("2 comments") and apart["comments"].endswith("Voss!!")
    assert apart["footer"].startswith("©")


def test_a_wiki_page_gives_its_name_its_plot_and_its_cast():
    document = opened("the-salt-room-wiki.html")
    assert document.title == "The Salt Room"
    cast = [document.text[hint.start : hint.end] for hint in document.hints if hint.kind == "cast"]
    assert any("Judith Arkwright" in entry for entry in cast) and len(cast) == 4
    assert "[edit]" not in document.text and "visually-hidden" not in document.text
    assert document.text.count("She photographs every page.") == 1
    menus = [document.text[hint.start : hint.end] for hint in document.hints if hint.kind == "menu"]
    assert any("The Causeway" in menu for menu in menus)


def test_breaks_two_by_two_are_paragraphs():
    text = opened("lantern-row-brbr.html").text
    assert "he says.\n\nBea and her sister" in text
    assert 'Lantern Row, Season 2, Episode 3: "Low Water"' in text.split("\n")[0]


@pytest.mark.parametrize(("name", "kind"), [("lantern-row-2x03.doc", "Word"), ("lantern-row-2x03.pdf", "PDF")])
def test_an_unknown_kind_is_named_and_what_can_be_made_out_is_text(name, kind):
    with pytest.raises(FileError) as refused:
        opened(name)
    assert refused.value.code == "unknown_kind" and kind in str(refused.value.facts["kind"])
    document = opened(name, MADE_OUT)
    assert document.format == MADE_OUT
    if kind == "Word":
        assert "Bea Marrow lays the key on the counter." in document.text
        assert "Cleo puts out the lamp." in document.text
    else:
        assert document.text == f"{NOTHING}\n"


def test_runs_of_words_are_made_out_in_any_bytes(rng):
    noise = bytes(rng.randrange(256) for _ in range(20_000))
    wide = "Ruth meets Sam at the harbour, and they quarrel.".encode("utf-16-le")
    text = made_out(noise + b"\0\0The ferry leaves without her again.\0" + noise + b"\0\0" + b"\0" + noise)
    assert "The ferry leaves without her again." in text
    assert "Ruth meets Sam at the harbour" in made_out(noise[:1001] + b"\0\0" + wide + b"\0\0" + noise[:2000])
    assert made_out(b"\x89PNG" + bytes(range(200)) * 3) == f"{NOTHING}\n"


def test_rtf_is_read_with_its_signs_and_without_its_machinery():
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x}{\info{\title no}}"
        rb"\pard Caf\'e9 \ldblquote Ahoy\rdblquote\emdash she says.\par"
        rb"{\b Bold} and {\v hidden}it\u8217?s the end \u-10179?\u-8704? \{brace\}\line next\par }"
    )
    assert read_rtf(rtf)[0] == "Café “Ahoy”—she says.\n\nBold and it’s the end 😀 {brace}\nnext\n"


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 " + b"{" * 50_000,
        b"{\\rtf1 \\u",
        b"{\\rtf1}}}}} text",
        b"{\\rtf1 \\'",
        b"{\\rtf1 " + b"\\u55357 " * 1000,
    ],
)
def test_broken_rtf_never_fails(data):
    read_rtf(data)


def test_deleted_words_and_signs_of_lists_are_no_text_of_rtf():
    rtf = rb"{\rtf1 {\listtext\u183?\tab}Ruth {\deleted\revauthdel1 and Sam }leaves.{\*\footnote\ftnalt no}\par}"
    assert read_rtf(rtf) == ("Ruth leaves.\n", (ENDNOTES,))


@pytest.mark.parametrize("suffix", ["odt", "epub", "rtf", "doc", "mhtml"])
def test_damaged_files_give_a_document_or_the_readers_own_error(suffix, rng):
    name = f"lantern-row-2x03.{suffix}"
    whole = (REAL / name).read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 30)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        for as_format in (None, MADE_OUT):
            try:
                document = read(bytes(data[: rng.randrange(50, len(data))]), name, as_format=as_format)
            except FileError:
                continue
            assert document.text.strip()


def test_no_more_is_unpacked_than_may_be():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "a" * (LARGEST_PART + 1))
    with pytest.raises(FileError) as refused:
        read(out.getvalue(), "bomb.odt")
    assert refused.value.code == "too_large"
    bomb = zlib.compress(b"BT (Ruth goes home again) Tj " * 2_000_000)
    assert made_out(b"%PDF-1.4 stream\n" + bomb + b"\nendstream") == f"{NOTHING}\n"


def test_a_simple_pdf_gives_its_words():
    page = zlib.compress(b"BT /F1 12 Tf (Ruth meets Sam) Tj T* [(at the ) -250 (pier again)] TJ ET")
    assert made_out(b"%PDF-1.4\n1 0 obj\nstream\n" + page + b"\nendstream") == "Ruth meets Sam\nat the  pier again\n"
