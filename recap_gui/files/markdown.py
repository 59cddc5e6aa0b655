"""Markdown to text: what it looks like once rendered, with the facts of its front matter.

Rendered by markdown-it-py (CommonMark, linear on hostile input) and then read as HTML, so there is one way from markup
to text. Front matter is ``key: value`` lines, not YAML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from recap_gui.files.guess import Guess, from_line
from recap_gui.files.html import Page, read_html

_FRONT = re.compile(r"---[ \t]*\n((?:[^\n]*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_KEY = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*:\s*(.*)")
_OF_SHOW = re.compile(r"([^()]{1,80}?) \(([A-Z][^()]{2,60})\)")
_BRACKETS = re.compile(r"(?:!?\[){20,}")  # no link nests that deep; the parser tries every one (0.9 s for 100 kB)
_NUMBER = re.compile(r"\d{1,4}")
_CAPTION = re.compile(r"<p>(<img [^>]{0,2000}>)\s{0,9}(?:</p>\s{0,9}<p>)?<em>([^<]{1,300})</em></p>")
"""A picture with a line in italics below it, which is how captions are written in Markdown."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A Markdown file: its page and what its front matter says."""

    page: Page
    front: Guess


def has_front_matter(source: str) -> bool:
    """Whether a text opens with lines of ``key: value`` between two rules."""
    found = _FRONT.match(source)
    return bool(found) and any(_KEY.match(line) for line in found[1].splitlines()) if found else False


def read_markdown(source: str, *, name: str = "") -> Marked:
    """The page that `source` renders to.

    Raises:
        FileError: `too_long`.
    """
    front = Guess()
    if has_front_matter(source):
        found = _FRONT.match(source)
        assert found
        front = _facts(found[1])
        source = source[found.end() :]
    source = _BRACKETS.sub(lambda run: run[0].replace("[", "\\["), source)
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(source)
    captioned = _CAPTION.sub(r"<p>\1</p><figcaption>\2</figcaption>", rendered)
    return Marked(read_html(captioned, name=name, furniture=False), front)


def _facts(lines: str) -> Guess:
    facts: dict[str, str] = {}
    for line in lines.splitlines():
        if found := _KEY.match(line):
            value = found[2].strip()
            if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            facts.setdefault(found[1].strip().lower(), value)

    def number(*keys: str) -> int | None:
        return next((int(m[0]) for key in keys if (m := _NUMBER.search(facts.get(key, "")))), None)

    title = facts.get("title") or None
    told = from_line(title) if title else Guess()
    if title and not told.title and (found := _OF_SHOW.fullmatch(title)):  # how wikis tell episodes from other pages
        told = Guess(found[1], told.show or found[2], told.season, told.number)
    return Guess(
        title=told.title or title,
        show=facts.get("show") or facts.get("series") or told.show,
        season=number("season", "series number") or told.season,
        number=number("episode", "number", "episode number") or told.number,
    )
