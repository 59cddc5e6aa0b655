"""Word documents: all visible text once, in order, and nothing that is hidden, deleted or elsewhere."""

import io
import zipfile

import pytest
from make_docx import document, docx, packed, paragraph

from recap_gui.files.docx import LARGEST_PART, MOST_ENTRIES
from recap_gui.files.errors import FileError
from recap_gui.files.reader import read

ENTITY_FORMS = (
    '<!DOCTYPE w [<!ENTITY x "CANARY">]>',
    '<!DOCTYPE w [<!ENTITY x SYSTEM "{canary}">]>',
    '<!DOCTYPE w [<!ENTITY x PUBLIC "p" "{canary}">]>',
    '<!DOCTYPE w SYSTEM "{canary}">',
    '<!DOCTYPE w PUBLIC "p" "{canary}">',
    '<!DOCTYPE w [<!ENTITY % p SYSTEM "{canary}"> %p;]>',
    "<!DOCTYPE w [<!ENTITY % p \"<!ENTITY x 'CANARY'>\"> %p;]>",
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE w [<!ENTITY x SYSTEM "{canary}" NDATA n>]>',
    '<!DOCTYPE w [<!ATTLIST w a CDATA "CANARY">]>',
    "<!DOCTYPE w>",
    '<!DOCTYPE w [<!NOTATION n SYSTEM "{canary}">]>',
)


def text(body: str) -> str:
    return read(docx(body), "a.docx").text


def because(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        read(data, "a.docx", as_format="docx")
    assert caught.value.code == "docx"
    return str(caught.value.facts["because"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("One ") + paragraph("two"), "One\n\ntwo"),
        (
            "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>",
            "a\nb c-d",
        ),
        (
            "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            "new",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>", "seen"),
        ("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>seen</w:t></w:r></w:p>", "seen"),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>"
            "<w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" + paragraph("d"),
            "a\tb\nc\n\nd",
        ),
        (
            "<w:p><w:r><w:t>around</w:t><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
            + paragraph("box one")
            + paragraph("box two")
            + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>"
            + paragraph("box one")
            + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "around\n\nbox one\n\nbox two",
        ),
    ],
)
def test_what_is_shown_is_there_once(body, expected):
    assert text(body) == expected


def test_headings_bold_and_title_are_hints():
    document = read(
        docx(
            paragraph("Cove 2x03", style="Title") + paragraph("Act one", style="Heading2") + paragraph("Hi", bold=True)
        ),
        "a.docx",
    )
    assert [
        (h.kind, h.value, document.text[h.start : h.end])
        for h in document.hints
        if h.kind in {"heading", "strong", "title"}
    ] == [
        ("heading", "1", "Cove 2x03"),
        ("title", "", "Cove 2x03"),
        ("heading", "2", "Act one"),
        ("strong", "", "Hi"),
    ]
    assert (document.show, document.season, document.number) == ("Cove", 2, 3)


def test_what_is_left_out_is_said():
    signs = "<w:r><w:commentReference w:id='1'/></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
    document = read(docx(paragraph("a") + f"<w:p>{signs}</w:p>", word__footnotes=b"<x/>"), "a.docx")
    assert [str(note) for note in document.notes] == ["Footnotes were left out.", "Comments were left out."]


def test_footnotes_that_nothing_refers_to_are_not_told_of():
    assert read(docx(paragraph("a"), word__footnotes=b"<x/>", word__comments=b"<x/>"), "a.docx").notes == ()


def test_it_is_known_by_content_whatever_it_is_called():
    assert read(docx(paragraph("Ruth leaves.")), "recap.txt").format == "docx"


@pytest.mark.parametrize("form", ENTITY_FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_and_nothing_is_expanded_or_opened(form, encoding, tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    part = document(paragraph("&x;"), before=form.replace("{canary}", canary.as_uri()))
    if encoding == "utf-16":
        part = part.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    with pytest.raises(FileError) as caught:
        read(packed(part), "a.docx")
    assert "document type" in str(caught.value)
    assert "CANARY" not in str(caught.value)


def test_an_entity_that_is_not_declared_is_an_error():
    assert "well-formed" in because(docx(paragraph("&x;")))


def bombs() -> dict[str, bytes]:
    whole = document(paragraph("a" * (LARGEST_PART + 10)))
    small = document(paragraph("a"))
    nested = docx(paragraph("a"))
    lying = bytearray(packed(whole))
    at = lying.find(b"PK\x01\x02", lying.find(b"PK\x01\x02") + 1)  # the second central entry: our part
    lying[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return {
        "a part over the limit": packed(whole),
        "a part whose header lies": bytes(lying),
        "too many entries": packed(small, others={f"x{i}": b"" for i in range(MOST_ENTRIES)}),
        "no main part": packed(small, name="word/other.xml"),
        "only a nested file": packed(nested, name="word/inner.docx"),
        "cut short": packed(small)[:-30],
        "only a signature": b"PK\x03\x04" + b"\0" * 200,
        "an empty part": packed(b""),
        "a part that is no XML": packed(b"PK\x03\x04 not xml"),
        "a bad checksum": packed(small).replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:60]
        + b"\xff" * 40
        + packed(small)[100:],
        "100,000 levels": packed(document("<w:p>" * 100_000)),
        "a declared encoding that is none": packed(small.replace(b"UTF-8", b"UTF-9x")),
        "a NUL in the text": packed(document(paragraph("a\0b"))),
        "an encrypted entry": _encrypted(small),
    }


def _encrypted(part: bytes) -> bytes:
    data = bytearray(packed(part))
    at = 0
    while (at := data.find(b"PK", at)) >= 0:
        if data[at + 2 : at + 4] == b"\x03\x04":
            data[at + 6] |= 1
        elif data[at + 2 : at + 4] == b"\x01\x02":
            data[at + 8] |= 1
        at += 4
    return bytes(data)


@pytest.mark.parametrize("kind", bombs())
def test_fourteen_bombs_are_refused_with_a_reason(kind):
    assert because(bombs()[kind])


def test_the_namespaces_of_strict_files_are_known():
    strict = document(paragraph("Ruth leaves.")).replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(packed(strict), "a.docx").text == "Ruth leaves."


def test_another_zip_file_is_told_apart():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(FileError) as caught:
        read(out.getvalue(), "a.odt")
    assert caught.value.code == "unknown_kind"
