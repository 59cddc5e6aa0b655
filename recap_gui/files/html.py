"""HTML to text: what a browser would show, once and in order, with headings and page furniture as hints.

libxml2's tokenizer (HTML5's, since 2.14) is read as a stream of events; no tree is built, so nesting has no limit and
time grows with size. Of the parsers measured on 43 hostile patterns at 0.2 and 2 MB it is the only one that stays below
0.4 s: html5lib and selectolax are quadratic on unclosed tags, a tree of lxml stops at 2,048 levels, html.parser is
quadratic on comments, justhtml takes seconds. Nothing is loaded; a page's addresses are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, cast

from lxml import etree

from recap_gui.files import page_marks, page_shape
from recap_gui.files.page_text import Mark, Opened, PageText, Row
from recap_gui.files.wordlist import words
from recap_gui.story import Hint

_PARAGRAPHS = words(
    "p div section article main header footer aside nav blockquote figure figcaption table ul ol dl pre form fieldset "
    "address details summary body h1 h2 h3 h4 h5 h6 center dialog hgroup menu caption"
)
_LINES = words("li tr dt dd option legend tbody thead tfoot")
_STRONG = words("b strong em i cite dfn mark u")
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
_MAIN = frozenset({"article", "main"})
_PLAIN = words("p div section li tr td th tbody thead tfoot dt dd ul ol dl table blockquote br hr span font small")
"""Elements that without attributes change nothing for the words in them."""
_KEPT = ("title", "style")
_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})""", re.I)
_LONGEST_SHEET = 1_000_000
_FEED = 65_536
_NONE: Mapping[str, str] = {}
"""lxml's own empty mapping raises and catches an error for each look-up."""
_PLACE = attrgetter("start", "end", "kind", "value")
_MOST_OPEN = 500  # spans that are open at once: more are not nested but unclosed


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page, its hints, and the titles it bears: of its head and of its first main heading."""

    text: str
    hints: tuple[Hint, ...]
    title: str | None
    head_title: str | None
    site: str | None = None
    tags: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside an element; shared by all elements that change nothing."""

    hidden: bool = False
    mark: Mark | None = None
    strong: bool = False
    link: bool = False
    pre: bool = False
    in_article: bool = False
    keeps: str = ""  # "title" or "style": text that is not shown but used


def declared_charset(data: bytes) -> str | None:
    """The encoding a page declares in its first 4,096 bytes, or None."""
    found = _META.search(data[:4096]) or re.search(rb"""<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})""", data[:200])
    return found[1].decode("ascii", "replace") if found else None


def looks_like_html(head: str) -> bool:
    """Whether a text begins as pages do."""
    return bool(
        re.match(
            r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta\s)",
            head,
            re.I | re.S,
        )
    )


def read_html(source: str, *, name: str = "", furniture: bool = True, rules: bool = True) -> Page:
    """The page in `source`.

    Without `furniture` only captions are set apart (a piece of the clipboard, Markdown).

    `rules` writes thematic breaks as a line of stars.

    Raises:
        FileError: `too_long`.
    """
    events = _Events(name=name, furniture=furniture, rules=rules)
    parser = etree.HTMLParser(target=cast(Any, events), huge_tree=True, encoding="utf-8", no_network=True)
    data = source.encode("utf-8", "surrogatepass")
    for start in range(0, len(data), _FEED):
        parser.feed(data[start : start + _FEED])
    if data:
        parser.close()
    return events.page()


class _Events:
    """Receives the parser's events and builds the page."""

    def __init__(self, *, name: str, furniture: bool, rules: bool) -> None:
        self._out = PageText(name)
        self._furniture = furniture
        self._rules = rules
        self._states: list[_State] = [_State()]
        self._closing: list[tuple[int, Mark | Opened | Row]] = []
        self._rows: list[Row] = []
        self._hiding: set[str] = set()
        self._kept: dict[str, list[str]] = {"title": [], "style": []}
        self._articles: list[tuple[int, int]] = []
        self._meta: dict[str, str] = {}
        self._in_row = False
        self._ruled = 0
        self._tags = 0

    # The parser's interface.

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tags += 1
        tag = tag.lower()
        state = outer = self._states[-1]
        if not attributes:
            attributes = _NONE
            if tag in _PLAIN and not state.hidden:
                self._separate(tag, state)
                self._states.append(state)
                return
        if tag == "meta":
            self._note_meta(attributes)
        if not state.hidden:
            if tag in _KEPT or tag == "head" or page_marks.hidden(tag, attributes, self._hiding):
                state = replace(outer, hidden=True, keeps=tag if tag in _KEPT and not self._kept[tag] else "")
            else:
                state = self._enter(tag, attributes, outer)
        elif tag in _KEPT and not self._kept[tag]:  # the title of the page, not that of a drawing further down
            state = replace(outer, keeps=tag)
        self._states.append(state)

    def end(self, tag: str) -> None:
        tag = tag.lower()
        depth = len(self._states)
        while self._closing and self._closing[-1][0] >= depth:
            self._close(self._closing.pop()[1])
        if depth > 1:
            state = self._states.pop()
            if state.keeps == "style":
                self._hiding |= page_marks.hiding_rules("".join(self._kept["style"]))
                self._kept["style"].clear()
            if not state.hidden:
                self._leave(tag)

    def data(self, piece: str) -> None:
        state = self._states[-1]
        if state.keeps:
            kept = self._kept[state.keeps]
            if len(kept) < 1000 and len(piece) < _LONGEST_SHEET:
                kept.append(piece)
        elif not state.hidden:
            if state.pre:
                self._out.add_lines(piece, mark=state.mark)
            else:
                self._out.add(piece, mark=state.mark, link=state.link, strong=state.strong)

    def comment(self, _piece: str) -> None:
        pass

    def close(self) -> None:
        while self._closing:
            self._close(self._closing.pop()[1])

    # Elements.

    def _enter(self, tag: str, attributes: Mapping[str, str], outer: _State) -> _State:
        out = self._out
        depth = len(self._states) + 1
        self._separate(tag, outer)
        mark = outer.mark
        said = attributes if self._furniture else {}
        own = page_marks.furniture(tag, said, parent=outer.mark, in_article=outer.in_article)
        if own is not None and not self._furniture and (own.weak or own.kind != "caption"):
            own = None
        if own is not None and (mark is None or own.kind != mark.kind):
            mark = own
            out.open_mark(own)
            self._closing.append((depth, own))
        room = len(self._closing) < _MOST_OPEN
        if tag in _HEADINGS and room:
            self._closing.append((depth, out.open("heading", _HEADINGS[tag])))
        strong = tag in _STRONG and "font-weight:normal" not in attributes.get("style", "")[:200].replace(" ", "")
        if strong and not outer.strong and room:
            self._closing.append((depth, out.open("strong")))
        if tag == "article" and room:
            article = Mark("episode", "", weak=False)
            out.open_mark(article)
            self._closing.append((depth, article))
        if tag == "q":
            out.add("“", mark=mark)
        changes = (
            mark is not outer.mark
            or (strong and not outer.strong)
            or (tag == "a" and not outer.link)
            or (tag in _PREFORMATTED and not outer.pre)
            or (tag in _MAIN and not outer.in_article)
        )
        if not changes:
            return outer
        return replace(
            outer,
            mark=mark,
            strong=outer.strong or strong,
            link=outer.link or tag == "a",
            pre=outer.pre or tag in _PREFORMATTED,
            in_article=outer.in_article or tag in _MAIN,
        )

    def _separate(self, tag: str, state: _State) -> None:
        out = self._out
        if tag == "br":
            out.line()
        elif tag == "hr":
            out.block("hr", 2)
            if self._rules and state.mark is None and (out.length != self._ruled or not out.length):
                out.add("* * *")  # of several rules in a row only one parts anything
                out.block("", 2)
                self._ruled = out.length
        elif tag in _PARAGRAPHS:
            out.block(tag, 2)
        elif tag in _LINES:
            out.block(tag, 1)
            self._in_row = False
            if tag == "tr" and len(self._closing) < _MOST_OPEN:
                self._rows.append(out.open_row())
                self._closing.append((len(self._states) + 1, self._rows[-1]))
        elif tag in {"td", "th"}:
            if self._in_row:
                out.cell()
            self._in_row = True
            if self._rows:
                self._rows[-1].cells += 1

    def _leave(self, tag: str) -> None:
        if tag == "q":
            self._out.add("”", mark=self._states[-1].mark)
        elif tag in _PARAGRAPHS:
            self._out.block("", 2)
        elif tag in _LINES:
            self._out.block("", 1)

    def _close(self, opened: Mark | Opened | Row) -> None:
        if isinstance(opened, Row):
            self._rows.pop()
            self._out.close_row(opened)
        elif isinstance(opened, Mark):
            opened.end = self._out.length
            if opened.kind == "episode" and opened.start >= 0:
                self._articles.append((opened.start, opened.end))
        else:
            self._out.close(opened)

    def _note_meta(self, attributes: Mapping[str, str]) -> None:
        key = (attributes.get("property") or attributes.get("name") or "").lower()
        if key in {"og:title", "og:site_name"} and (content := attributes.get("content")):
            self._meta.setdefault(key, " ".join(content[:300].split()))

    # The whole page.

    def page(self) -> Page:
        out = self._out
        text = out.text()
        taken_back = page_shape.settle(out.blocks, out.length)
        headings = sorted(hint for hint in out.hints if hint.kind == "heading")
        starts = {heading.start for heading in headings}
        furniture = page_shape.apart(text, out.blocks, starts, taken_back, shapes=self._furniture)
        title = self._title(text, headings, furniture)
        hints = [*out.hints, *furniture, *page_shape.cast(text, out.blocks, headings)]
        hints += [Hint(block.start, block.end, "block") for block in out.blocks if block.tag not in _HEADINGS]
        hints += page_shape.episodes(text, _main(headings, furniture), self._widest())
        if title:
            hints.append(Hint(title.start, title.end, "title"))
        head = " ".join("".join(self._kept["title"]).split())[:300]
        named = title
        if title is None or title.value != "1":  # a page's name may stand in its furniture, as in wikis
            mains = (h for h in headings if h.value == "1" and text[h.start : h.end].strip())
            named = next((h for h in mains if text[h.start : h.end].strip() in head), title)
        return Page(
            text=text,
            hints=tuple(sorted(hints, key=_PLACE)),
            title=" ".join(text[named.start : named.end].split()) if named else None,
            head_title=self._meta.get("og:title") or head or None,
            site=self._meta.get("og:site_name"),
            tags=self._tags,
        )

    def _widest(self) -> list[tuple[int, int]]:
        """The articles that lie in no other one; the events close inner articles first."""
        widest: list[tuple[int, int]] = []
        for article in sorted(set(self._articles), key=lambda a: (a[0], -a[1])):
            if not widest or article[0] >= widest[-1][1]:
                widest.append(article)
        return widest

    def _title(self, text: str, headings: list[Hint], furniture: list[Hint]) -> Hint | None:
        main = _main(headings, furniture)
        begin = min(self._articles, default=(0, 0))[0]
        first = next((h for h in (*(h for h in main if h.start >= begin), *main) if h.value == "1"), None)
        return first or (main[0] if main and main[0].start < len(text) / 3 else None)


def _main(headings: list[Hint], furniture: list[Hint]) -> list[Hint]:
    """The headings that stand in no page furniture."""
    found = []
    at = 0
    for heading in headings:
        while at < len(furniture) and furniture[at].end <= heading.start:
            at += 1
        if at == len(furniture) or heading.start < furniture[at].start:
            found.append(heading)
    return found


def from_clipboard(source: str) -> str:
    """Clipboard HTML without the header lines some systems put before it."""
    if source.startswith("Version:"):
        start = source.find("<")
        return source[start:] if start >= 0 else source
    return source
