"""Hostile names in every export: ``python tests/fuzz/hostile_exports.py [COUNT]`` (2,000 names unless told).

A name stands in the title, the cast, the places, the headings and the text. Every SVG must be well-formed and
passive, every page fetch and run nothing, no cell of a CSV be a formula, every JSON be strict and open again, every
PDF be whole and passive, no file name leave its folder. Prints what fails; exits 1 when anything does.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePath
from xml.etree import ElementTree

from recap_gui.files.story_json import decode
from recap_gui.gui.export_words import file_name
from recap_gui.gui.exports import EXPORTS, Options
from recap_gui.story import Character, Episode, Mention, Scene, Story

SEED = 20261125
PIECES = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</svg><script>", "</style><style>*{}", "]]>",
    "-->", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&amp;", "&#0;", "&lt;", "\x00", "\x01", "\x1b[31m", "\x7f",
    "\x85", "\ufffe", "\uffff", "\ufdd0", "\u2028", "\u202e", "\u2066", "\u200d", "\ufeff", "\u0301" * 8, "😀",
    "👩‍👩‍👧", "日本", "مرحبا", "=cmd|'/c calc'!A1", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    " =1", "'=1", "|x", "%0", '=HYPERLINK("x")', "javascript:alert(1)", "url(http://x)", "http://example.org/",
    "data:text/html,x", "../../x", "C:\\x", "\\\\host\\x", "(x)\\) Tj ET", "endstream endobj", "%%EOF", "\\", "|",
    "`", "*", "_", "[x](http://x)", "# x", "{n}", "{episode}", "{", "%s", "a" * 300, "W" * 40, "Ann", "Ö", " ", "·",
    "'", '"', ";", ",", "\N{NO-BREAK SPACE}",
)  # fmt: skip
"""Half a surrogate is not among them: no reader lets one in."""
_ELEMENTS = {"svg", "title", "desc", "style", "defs", "pattern", "g", "rect", "path", "text", "a"}
_SVG = "{http://www.w3.org/2000/svg}"
_FORMULA = re.compile(r"^[\s\0]*[=+\-@|%\t\r]")
_ACTIVE = (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/SubmitForm")
_FETCHES = re.compile(r"url\((?!#h\d+\)|data:font/woff;base64,[A-Za-z0-9+/=]+\) format\('woff'\)\})|@import")
OPTIONS = (
    Options(), Options(layout="table", theme="dark"), Options(folded=False, alt="{n} <x>", caption="= {n}"),
)  # fmt: skip


def names(count: int, seed: int = SEED) -> Iterator[str]:
    """That many names, the same for the same seed: every piece by itself, then some of them together."""
    rng = random.Random(seed)
    for number in range(count):
        yield PIECES[number] if number < len(PIECES) else "".join(rng.choices(PIECES, k=rng.randint(2, 5)))


def story_of(name: str) -> Story:
    """A story in which everything is called `name`."""
    text = f"{name} waits. {name} goes. And then they talked about {name}, a long time."
    third = len(text) // 3
    scenes = (
        Scene("a", 0, third, heading=name, place=name, time=name),
        Scene("b", third, 2 * third, kind="previously", place=name, continues="a"),
        Scene("c", 2 * third, len(text), heading=name),
    )
    end = min(len(name), third)
    mentions = (
        Mention(0, max(1, end), "c1", "name", "present", 0.9),
        Mention(third, third + 1, "c2", "name", "mentioned", 0.3),
        Mention(2 * third, 2 * third + 1, "c1", "name", "present", 0.2),
    )
    cast = (Character("c1", name, (name,)), Character("c2", f"{name} two", (name, f"{name} two")))
    return Story(name, cast, (Episode("e", text, scenes, mentions, name, name, 1, 1, name),))


def faults(name: str) -> Iterator[str]:
    """What is wrong with the exports of a story full of `name`."""
    story = story_of(name)
    for number, options in enumerate(OPTIONS):
        for suffix, check in CHECKS.items():
            if number and suffix in {".json", ".gold.json", ".csv"}:
                continue
            for fault in check(EXPORTS[suffix](story, options)):
                yield f"{suffix}, look {number}: {fault}"
    made = file_name(name)
    if PurePath(made).name != made or made.startswith(".") or not made.isprintable():
        yield f"file name {made!r}"


def _svg(data: bytes) -> Iterator[str]:
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        yield f"not well-formed: {error}"
        return
    for element in root.iter():
        if element.tag.removeprefix(_SVG) not in _ELEMENTS:
            yield f"element {element.tag}"
        for key, value in element.attrib.items():
            if key.startswith("on") or (key.endswith("href") and not value.startswith("#")):
                yield f"attribute {key}={value!r}"
            if key != "aria-label" and re.search(r"url\((?!#h\d+\))|javascript:", value):
                yield f"attribute {key}={value!r}"
        if element.tag == f"{_SVG}style" and _FETCHES.search(element.text or ""):
            yield "style that fetches"


class _Reader(HTMLParser):
    """Collects what a page could run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "link", "form", "base", "image", "use", "audio"}:
            self.found.append(tag)
        for key, value in attrs:
            self.policy = self.policy or key == "http-equiv"
            if key.startswith("on") or key == "src" or (key == "href" and not (value or "").startswith("#")):
                self.found.append(f"{key}={value!r}")


def _html(data: bytes) -> Iterator[str]:
    page = data.decode()
    reader = _Reader()
    reader.feed(page)
    yield from reader.found
    if not reader.policy or "default-src 'none'" not in page:
        yield "no policy"


def _csv(data: bytes) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if len({len(row) for row in rows}) != 1:
        yield "rows of different length"
    for row in rows:
        for cell in row:
            if cell and _FORMULA.match(cell):
                yield f"formula {cell!r}"


def _strict(data: bytes) -> Iterator[str]:
    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        json.loads(data.decode(), parse_constant=refuse)
    except ValueError as error:
        yield f"not strict: {error}"


def _json(data: bytes) -> Iterator[str]:
    yield from _strict(data)
    decode(data)


def _md(data: bytes) -> Iterator[str]:
    lines = data.decode().split("\n")
    rows = [len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")]
    if len(set(rows)) != 1:
        yield "rows of different length"
    yield from (f"markup {line!r}" for line in lines if re.search(r"(?<!\\)[<\[`]", line))


def _pdf(data: bytes) -> Iterator[str]:
    start = int(data.rpartition(b"startxref\n")[2].split(b"\n")[0])
    if not data.startswith(b"%PDF-1.7\n") or not data[start:].startswith(b"xref\n"):
        yield "no cross references"
        return
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n ", data[start:]), 1):
        if not data[int(place) :].startswith(b"%d 0 obj" % number):
            yield f"object {number} is elsewhere"
    outside = re.sub(rb"stream\n.*?\nendstream|\([^)\\]*(?:\\.[^)\\]*)*\)|<feff[0-9a-f]*>", b"", data, flags=re.S)
    yield from (f"active {name!r}" for name in _ACTIVE if name in outside)


CHECKS = {
    ".svg": _svg, ".html": _html, ".csv": _csv, ".json": _json, ".gold.json": _strict, ".md": _md, ".pdf": _pdf,
}  # fmt: skip


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    bad = 0
    for name in names(count):
        for fault in faults(name):
            bad += 1
            print(f"{name[:80]!r}: {fault}")
    print(f"{count} names, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
