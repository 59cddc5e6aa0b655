"""Hostile HTML: reading time must grow with size. ``python tests/fuzz/hostile_html.py [--quick]``.

Prints the processor seconds at a tenth and at the whole size for every pattern; exits 1 when any grows more than
15-fold for ten times the size, or takes over 5 s.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import sys
import time

from recap_gui.files.errors import FileError
from recap_gui.files.reader import read

MOST_GROWTH = 15
MOST_SECONDS = 5
_FAST = 0.02  # below this a clock tells nothing

PATTERNS = {
    "unclosed comments": "<!--",
    "dashes": "<!-- -",
    "less-than": "<",
    "unclosed tags": "<a",
    "end-tag beginnings": "</",
    "declarations": "<!",
    "instructions": "<?",
    "ampersands": "&",
    "numeric entities": "&#1",
    "long entities": "&CounterClockwiseContourIntegral;",
    "nested divs": "<div>",
    "nested spans with text": "<span>x",
    "nested bold": "<b>",
    "bold and paragraphs": "<b><p>",
    "misnested": "<b><p></b>",
    "links in links": "<a><div>",
    "tables in cells": "<table><tr><td>",
    "text in tables": "<table>x",
    "lists in lists": "<ul><li>x",
    "unclosed attributes": '<a b="',
    "unquoted attributes": "<p a=",
    "new attributes": "<i{n} x{n}=1>",
    "attributes of body": "<body a{n}=1>",
    "fonts": "<font a={n}>",
    "templates": "<template>",
    "drawings": "<svg><g>",
    "forms": "<form>",
    "headings": "<h1>",
    "headings with text": "<h1>x",
    "end tags": "</p>",
    "sections marked as data": "<![CDATA[",
    "scripts": "<script>",
    "style sheets": "<style>.a{n}{{display:none}}</style>",
    "one style sheet": ".a{n}{{display:none}}",
    "furniture in furniture": '<nav>x<div class="comments">y',
    "articles": "<article><h2>a</h2>x",
    "articles side by side": "<article><h2>a</h2>x</article>",
    "many classes": '<p class="a b c d e f g ad{n}">x',
    "cast headings": "<h2>Cast</h2><ul><li>a as b</ul>",
    "numbered headings": "<h2>Episode {n}</h2>x",
    "lists of links": "<p><a>x</a></p>",
    "comment headings": "<p><b>3 comments</b></p>",
    "breaks": "<br>",
    "preformatted": "<pre>\n a\n",
    "rules": "<hr>",
    "rules between words": "<hr>x",
    "short paragraphs": "<p>x",
    "list entries": "<li>x",
    "quotations": "<q>x",
    "one line": "x",
    "bylines": "<p>by A",
}


def made(pattern: str, size: int) -> bytes:
    """About `size` bytes of a pattern; ``{n}`` counts."""
    if "{n}" not in pattern:
        body = pattern * (size // len(pattern) + 1)
    else:
        pieces: list[str] = []
        length = 0
        for n in itertools.count():
            if length >= size:
                break
            pieces.append(pattern.format(n=n))
            length += len(pieces[-1])
        body = "".join(pieces)
    head = "<style>" if pattern.startswith(".a") else ""
    return f"<html>{head}{body}".encode()


def seconds(data: bytes) -> float:
    """Processor seconds of one reading, refused or not."""
    start = time.thread_time()
    with contextlib.suppress(FileError):
        read(data, "hostile.html")
    return time.thread_time() - start


def growth(pattern: str, size: int) -> tuple[float, float]:
    """Seconds at a tenth of `size` (the best of three) and at `size`."""
    small, large = made(pattern, size // 10), made(pattern, size)
    return min(seconds(small) for _ in range(3)), seconds(large)


def is_bad(small: float, large: float) -> bool:
    """Whether time grows faster than it may, or is too long."""
    return large > MOST_SECONDS or (large > _FAST * MOST_GROWTH and large > MOST_GROWTH * small)


def main() -> int:
    """Measure every pattern."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 kB instead of 2 MB")
    size = 200_000 if parser.parse_args().quick else 2_000_000
    bad = 0
    for name, pattern in PATTERNS.items():
        small, large = growth(pattern, size)
        failed = is_bad(small, large)
        bad += failed
        print(
            f"{name:26} {small:8.3f} {large:8.3f} {large / max(small, 1e-9):6.1f} ×{'  BAD' if failed else ''}",
            flush=True,
        )
    print(f"{len(PATTERNS)} patterns, {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
