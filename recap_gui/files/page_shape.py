"""What the shape of a page's text says: link lists, bylines, comments, cast lists, several recaps on one page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from recap_gui.files.guess import from_line
from recap_gui.files.page_text import Block, Mark
from recap_gui.story import Hint, HintKind

_LINES: tuple[tuple[HintKind, int, re.Pattern[str]], ...] = (
    ("ad", 200, re.compile(r"advertise?ment\b|sponsored\b|(?:story|article) continues (?:below|after)", re.I)),
    (
        "byline",
        160,
        re.compile(
            r"(?:(?:posted|written|recap(?:ped)?|reviewed|published|updated)\s+(?:by|on)|by)\s+[A-Z@\d]|"
            r"(?:Posted|Recap(?:ped)?|Reviewed|Published|Updated)\s+(?:by|on)\s+\w|By\s+[A-Z@]"
        ),
    ),
    ("caption", 200, re.compile(r"(?:photo|image|picture|credit)s?(?: credits?| courtesy(?: of)?| by)?\s?[:/]", re.I)),
    (
        "footer",
        300,
        re.compile(
            r"©|copyright\b|all rights reserved|(?:proudly )?powered by\b|terms of (?:use|service)|privacy policy", re.I
        ),
    ),
    (
        "menu",
        160,
        re.compile(
            r"share (?:this|on|via)\b|tweet\b|(?:read|see) (?:more|next|also)\b|sign up\b|subscribe\b|log ?in\b|"
            r"related(?: posts| articles)?:?$|tags?:|categor(?:y|ies):|skip to\b|follow us\b|print this\b|"
            r"you (?:may|might) also like|(?:previous|next) (?:post|recap):?$|filed under\b",
            re.I,
        ),
    ),
)
_ANY = re.compile("|".join(f"(?i:{p.pattern})" if p.flags & re.I else f"(?:{p.pattern})" for _, _, p in _LINES))
"""Any of them: most lines need but one look."""
_COMMENTS = re.compile(
    r"(?:\d[\d,]* )?(?:comments?|responses|replies)(?: \(\d+\)| (?:on|to) .{1,80})?:?|leave a (?:comment|reply)|"
    r"join the (?:discussion|conversation)",
    re.I,
)
_CAST = re.compile(
    r"(?:main |guest |supporting |episode )?(?:cast(?: list| and characters)?|characters)(?: in order of appearance)?|"
    r"starring|guest stars?|featuring|appearances",
    re.I,
)
_LONG = 200
_LEAST_EPISODE, _LEAST_SHORT = 400, 120
"""Characters of a recap on a page of several: two must have the former; a shorter one between them counts too."""
_MOST_HEADINGS = 2000  # of a page that is meant to be read
_LEAST_STORY = 600


def settle(blocks: Sequence[Block], length: int) -> set[int]:
    """The ids of the weak marks to take back: those that would set apart the recap itself."""
    marks: dict[int, Mark] = {}
    prose: dict[int, int] = {}
    outside = 0
    for block in blocks:
        is_prose = block.end - block.start >= _LONG and block.links * 3 < block.end - block.start
        outside += block.end - block.start if block.mark is None else 0
        for mark in block.mark.around() if block.mark else ():
            marks[id(mark)] = mark
            prose[id(mark)] = prose.get(id(mark), 0) + is_prose
    taken_back = set()
    for key, mark in marks.items():
        share = (mark.end - mark.start) / max(1, length)
        holds_all = outside < _LEAST_STORY and prose[key] >= 2
        if mark.weak and (holds_all or (mark.kind != "comments" and share > 0.4 and prose[key] >= 3)):
            taken_back.add(key)
    return taken_back


def standing(mark: Mark | None, taken_back: set[int]) -> Mark | None:
    """The innermost mark around a block that was not taken back."""
    while mark is not None and id(mark) in taken_back:
        mark = mark.parent
    return mark


def apart(
    text: str, blocks: Sequence[Block], headings: set[int], taken_back: set[int], *, shapes: bool = True
) -> list[Hint]:
    """Page furniture as hints, in order and without overlap. `headings` holds the starts of headings.

    Without `shapes` only what the page marks counts.
    """
    kinds: list[tuple[HintKind, str] | None] = []
    comments = False
    late = len(text) * 2 / 5
    for at, block in enumerate(blocks):
        start, end = block.start, block.end
        mark = standing(block.mark, taken_back) if block.mark is not None else None
        if mark is not None or not shapes:
            kinds.append((mark.kind, mark.why) if mark is not None else None)
            continue
        line = text[start : min(end, start + 2 * _LONG)]
        is_heading = start in headings or block.strong == end - start
        if is_heading and start > late and _COMMENTS.fullmatch(line.strip()):
            comments = True
        if start == 0 and is_heading:
            shape = None
        elif (shape := _shape(line)) is None and not is_heading and _is_links(block) and _near_links(blocks, at):
            shape = "menu", "it is a list of links"
        if shape is None and comments:
            shape = "comments", "it follows the heading of the comments"
        kinds.append(shape)
    return _joined(blocks, kinds)


def _shape(line: str) -> tuple[HintKind, str] | None:
    """What a line is that begins as only furniture does."""
    line = line.lstrip()
    if not _ANY.match(line):
        return None
    for kind, longest, pattern in _LINES:
        if len(line) <= longest and pattern.match(line):
            word = " ".join(line.split()[:3])
            return kind, f"it begins with “{word}”"
    return None


def _is_links(block: Block) -> bool:
    size = block.end - block.start
    return size < _LONG and block.links >= 0.8 * size


def _near_links(blocks: Sequence[Block], at: int) -> bool:
    return any(0 <= i < len(blocks) and _is_links(blocks[i]) for i in (at - 1, at + 1))


def _joined(blocks: Sequence[Block], kinds: Sequence[tuple[HintKind, str] | None]) -> list[Hint]:
    hints: list[Hint] = []
    previous: tuple[HintKind, str] | None = None
    for block, found in zip(blocks, kinds, strict=True):
        if found:
            if previous and previous[0] == found[0]:
                hints[-1] = Hint(hints[-1].start, block.end, found[0], hints[-1].value)
            else:
                hints.append(Hint(block.start, block.end, *found))
        previous = found
    return hints


def cast(text: str, blocks: Sequence[Block], headings: Sequence[Hint]) -> list[Hint]:
    """The entries of cast lists: entries and rows under a heading that says so; the value is the character."""
    found: list[Hint] = []
    at = 0
    starts = {heading.start for heading in headings}
    for heading in headings:
        if not _CAST.fullmatch(_words(text, heading).strip(" :")):
            continue
        while at < len(blocks) and blocks[at].start <= heading.start:
            at += 1
        while at < len(blocks) and blocks[at].start not in starts:
            block = blocks[at]
            if block.tag in {"li", "tr", "dt", "td"} and block.end - block.start <= _LONG:
                found.append(Hint(block.start, block.end, "cast", _character(text[block.start : block.end])))
            at += 1
    return found


def _words(text: str, heading: Hint) -> str:
    """The words of a heading; of one that was never closed, its beginning."""
    return text[heading.start : min(heading.end, heading.start + _LONG)]


def _character(entry: str) -> str:
    """The character of ``Actor as Character``; nothing where the order is not told."""
    parts = re.split(r"\s+as\s+", entry.split("\n", 1)[0], maxsplit=1)
    return re.split(r"[,(;–—]|\s-\s", parts[1])[0].strip() if len(parts) == 2 else ""


def episodes(text: str, headings: Sequence[Hint], articles: Sequence[tuple[int, int]]) -> list[Hint]:
    """Where one page holds several recaps, each of them; the value is its heading."""
    numbered = []
    for heading in headings[:_MOST_HEADINGS]:
        if heading.end - heading.start > _LONG:
            continue
        guess = from_line(_words(text, heading))
        if guess.number is not None:
            numbered.append((heading, (guess.season, guess.number)))
    ends = [*(heading.start for heading, _ in numbered[1:]), len(text)] if numbered else []
    whole = [
        (Hint(heading.start, end, "episode", _words(text, heading)), number)
        for (heading, number), end in zip(numbered, ends, strict=True)
    ]
    long = [hint for hint, _ in whole if hint.end - hint.start >= _LEAST_EPISODE]
    told = [(hint, number) for hint, number in whole if hint.end - hint.start >= _LEAST_SHORT]
    if len(long) >= 2 and len({number for _, number in told}) == len(told):
        return [hint for hint, _ in told]
    found = []
    starts = [heading.start for heading in headings]
    for start, end in articles:
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] < end and end - start >= _LEAST_STORY:
            found.append(Hint(start, end, "episode", _words(text, headings[at])))
    return found if len(found) >= 2 else []
