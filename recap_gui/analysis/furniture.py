"""Page furniture: bylines, captions, comments, menus, ads, footers, by the reader's hints and by a line's shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recap_gui.analysis.cues import flat, opener
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.story.dates import MONTH
from recap_gui.story.document import APART, Apart, Document, Hint

_SHORT = 120  # code points: a longer paragraph is prose, whatever it begins with
_COMMENTS = re.compile(r"(?:\(?\d+\)?\s+)?(?:{})(?:\s*[:(\[]?\s*\d*\s*[)\]]?:?)$")
_BRACKETED = re.compile(r"[(\[].*[)\]]$", re.DOTALL)
_PAIR = re.compile(r"(?:[-*•]\s*)?[^\W\d_][^:–—]{1,40}\s(?:[-–—]|as|\.{3,}|…)\s[^\W\d_][^.!?]{1,60}$")
_BY = re.compile(r"(?:by|par|por|von) [A-Z@_\w][\w.'’@-]*(?:[ ,|/&–—-]+[\w.'’@-]+){0,8}\W*$", re.IGNORECASE)
_TOLD_BY = re.compile(
    r"(?:[\w&'’.]+ ){0,5}"
    r"(?:written|edited|brought to you|posted|recapped|retold|told|reviewed|reported|published|submitted|summari[sz]ed)"
    r" (?:by|on) "
)
_DATED = re.compile(
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|"
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}})"
    r"(?:,? (?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)?\W*$"
)
_ENDS = tuple(".!?…\"”’')]")


def looks_apart(document: Document, parsed: Parsed) -> list[Apart | None]:
    """For every paragraph of `parsed`, which furniture it is, None for the recap itself."""
    text = document.text
    marked = [hint for hint in document.hints if hint.kind in APART]
    found = [_hinted(marked, paragraph) for paragraph in parsed.paragraphs]
    front = first_prose(parsed)
    comments = _comments_from(text, parsed.paragraphs)
    for number, paragraph in enumerate(parsed.paragraphs):
        if found[number] is None:
            inside = comments is not None and number >= comments
            found[number] = "comments" if inside else _shaped(text, paragraph, front=number < front)
    return found


def first_prose(parsed: Parsed) -> int:
    """The number of the first paragraph that is prose: longer than a line, ended like a sentence."""
    for number, paragraph in enumerate(parsed.paragraphs):
        piece = parsed.text[paragraph.start : paragraph.end]
        if len(piece) > _SHORT and (piece.endswith(_ENDS) or len(piece) > 2 * _SHORT):
            return number
    return 0


def is_line(text: str, paragraph: Stretch) -> bool:
    """Whether a paragraph is a short line that ends like no sentence: a title, a heading, a credit."""
    piece = text[paragraph.start : paragraph.end].rstrip()
    return len(piece) <= _SHORT and (not piece.endswith((".", "!", "?", "…", ";", ",")) or piece.isupper())


def is_pair(text: str, paragraph: Stretch) -> bool:
    """Whether a line names a character and an actor ("Edie – Muriel Cottle")."""
    piece = text[paragraph.start : paragraph.end]
    return len(piece) <= _SHORT and _PAIR.match(piece) is not None


def _hinted(marked: Sequence[Hint], paragraph: Stretch) -> Apart | None:
    """The furniture whose hint covers most of a paragraph."""
    for hint in marked:
        if hint.start < paragraph.end and hint.end > paragraph.start:
            covered = min(hint.end, paragraph.end) - max(hint.start, paragraph.start)
            if 2 * covered > paragraph.end - paragraph.start:
                return next(kind for kind in APART if kind == hint.kind)
    return None


def _comments_from(text: str, paragraphs: Sequence[Stretch]) -> int | None:
    """The number of the line that heads the readers' comments, if there are any; they run to the end."""
    pattern = re.compile(_COMMENTS.pattern.format("|".join(map(re.escape, sorted(words("frames", "comments"))))))
    for number in range(len(paragraphs) // 2, len(paragraphs)):
        line = flat(text[paragraphs[number].start : paragraphs[number].end])
        if len(line) <= 40 and pattern.match(line):
            return number
    return None


def _shaped(text: str, paragraph: Stretch, *, front: bool) -> Apart | None:
    """The furniture that a paragraph of plain text looks like."""
    piece = text[paragraph.start : paragraph.end]
    if len(piece) > 2 * _SHORT:
        return None
    line = flat(piece)
    if opener("frames", "captions").match(line) and (
        _BRACKETED.match(piece) or (len(piece) <= _SHORT and not piece.endswith(("?", "!")))
    ):
        return "caption"
    if opener("frames", "ads").match(line):
        return "ad"
    if len(piece) > _SHORT:
        return None
    if opener("frames", "footers").match(line):
        return "footer"
    if (front or len(piece) <= 60) and (is_byline(piece) or _DATED.match(line)):
        return "byline"
    return "menu" if opener("frames", "menus").match(line) else None


def is_byline(piece: str) -> bool:
    """Whether a line says who wrote or made what it stands beside."""
    line = flat(piece)
    if piece.endswith((".", "!", "?")):
        return False
    if line.startswith("by "):
        return _BY.match(piece) is not None
    return (opener("frames", "bylines").match(line) or _TOLD_BY.match(line)) is not None
