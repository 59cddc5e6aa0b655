"""OpenDocument text (LibreOffice Writer) in the tags of a page, and what of it is no part of the running text."""

from __future__ import annotations

import re

from recap_gui.files.docx import COMMENTS, ENDNOTES, FOOTNOTES
from recap_gui.story.phrase import Phrase

_FLAT = re.compile(
    rb"""\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<office:document\s[^>]{0,9000}"""
    rb"""office:mimetype=["']application/vnd\.oasis\.opendocument\.text"""
)
_LEFT_OUT = re.compile(
    r"<(/?)(?:text:tracked-changes|office:annotation|text:note|text:table-of-content|svg:title|svg:desc)\b([^>]{0,2000})>"
)
_NOTES = (
    (re.compile(r"""<text:note\s[^>]{0,2000}text:note-class=["']footnote"""), FOOTNOTES),
    (re.compile(r"""<text:note\s[^>]{0,2000}text:note-class=["']endnote"""), ENDNOTES),
    (re.compile(r"<office:annotation[\s>]"), COMMENTS),
)
_BOX = re.compile(r"<(/?)(draw:text-box|text:p|text:h)\b([^>]{0,2000})>")
_HIDDEN = re.compile(
    r"""<style:style\s[^>]{0,500}style:name=["']([^"'>]{1,100})["'][^>]{0,500}>\s{0,99}"""
    r"""<style:text-properties\s[^>]{0,3000}text:display=["']none"""
)
_SPAN = re.compile(r"""<text:span\b[^>]{0,500}text:style-name=["']([^"'>]{1,100})["'][^>]{0,500}>""")
_TAGS = (
    (re.compile(r"<table:table-cell\b[^>]{0,2000}>\s{0,20}<text:p\b[^>]{0,2000}>"), "<td>"),
    (re.compile(r"</text:p>\s{0,20}</table:table-cell>"), "</td>"),
    (re.compile(r"<text:h\b[^>]{0,400}?outline-level=\"([1-6])\"[^>]{0,400}>"), r"<h\1>"),
    (re.compile(r"<text:h\b[^>]{0,2000}>"), "<h2>"),
    (re.compile(r"</text:h>"), "</h2>"),
    (re.compile(r"<text:p\b[^>]{0,2000}/>"), "<p></p>"),
    (re.compile(r"<text:p\b[^>]{0,2000}>"), "<p>"),
    (re.compile(r"</text:p>"), "</p>"),
    (re.compile(r"</text:span>"), "</span>"),
    (re.compile(r"<text:line-break\s*/>"), "<br>"),
    (re.compile(r"<text:(?:s|tab)\b[^>]{0,200}/>"), " "),
    (re.compile(r"<(/?)table:table-row\b[^>]{0,2000}>"), r"<\1tr>"),
    (re.compile(r"<(/?)table:table-cell\b[^>]{0,2000}>"), r"<\1td>"),
    (re.compile(r"<text:list-item\b[^>]{0,2000}>"), "<li>"),
    (re.compile(r"</text:list-item>"), "</li>"),
)


def is_flat(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument text in one XML file (``.fodt``)."""
    return bool(_FLAT.match(data[:10_000].removeprefix(b"\xef\xbb\xbf")))


def as_page(source: str) -> str:
    """The body of an OpenDocument text, given its ``content.xml``, in the tags of a page."""
    start = source.find("<office:text")
    body = _boxes_after(_without(source[max(start, 0) :]))
    hidden = set(_HIDDEN.findall(source[: max(start, 0)]))
    body = _SPAN.sub(lambda match: "<span hidden>" if match[1] in hidden else "<span>", body)
    for pattern, tag in _TAGS:
        body = pattern.sub(tag, body)
    return f"<html><body>{body}</body></html>"


def left_out(source: str) -> tuple[Phrase, ...]:
    """What the user is told of that `as_page` does without."""
    return tuple(note for pattern, note in _NOTES if pattern.search(source))


def _without(source: str) -> str:
    """`source` without what is no part of the running text: notes, comments, deleted words, the table of contents."""
    out: list[str] = []
    depth, begin = 0, 0
    for match in _LEFT_OUT.finditer(source):
        if match[1]:
            depth = max(depth - 1, 0)
            if not depth:
                begin = match.end()
        elif not match[2].endswith("/"):
            if not depth:
                out.append(source[begin : match.start()])
            depth += 1
    return "".join(out) + ("" if depth else source[begin:])


def _boxes_after(source: str) -> str:
    """`source` with the text boxes that stand inside a paragraph behind it: they would part its words."""
    out: list[str] = []
    boxes: list[str] = []
    paragraphs = inside = begin = 0
    for match in _BOX.finditer(source):
        closes, is_box = bool(match[1]), match[2] == "draw:text-box"
        if match[3].endswith("/") or (inside and not is_box):
            continue
        if is_box and paragraphs:
            if not closes:
                if not inside:
                    out.append(source[begin : match.start()])
                    begin = match.end()
                inside += 1
            elif inside:
                inside -= 1
                if not inside:
                    boxes.append(source[begin : match.start()])
                    begin = match.end()
        elif not is_box:
            paragraphs = max(paragraphs + (-1 if closes else 1), 0)
            if not paragraphs and boxes:
                out += [source[begin : match.end()], *boxes]
                boxes.clear()
                begin = match.end()
    return "".join([*out, source[begin:], *boxes])
