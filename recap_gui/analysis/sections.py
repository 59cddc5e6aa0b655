"""Several recaps in one document: where each begins.

By the file's own marks, by headings that count episodes or name days, or by headings with casts of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from recap_gui.analysis.furniture import is_line
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.story.dates import WEEKDAY, find_day
from recap_gui.story.document import Document, Span, not_apart
from recap_gui.story.names import plain
from recap_gui.story.season_order import placing
from recap_gui.story.story import Episode, Story

_LEAST_WORDS = 60
"""Words of a section: fewer are front matter or a heading's own line, and belong to the section that follows."""
_LEAST_COUNTED = 12
"""The same under a heading that counts its episode or names its day."""
_LONGEST_HEADING = 60  # code points
_LONGEST_COUNTED = 100  # code points of a heading that counts its episode or names its day
_LONGEST_FRONT = 3_000  # code points
_MOST_FRONT = 150
"""Words before the first day or number that tell of all of them together; more are a recap without a heading."""
_FRONT = 1_000
"""Code points before the first section in which the page says what it is."""
_PLAIN = str.maketrans(dict.fromkeys('.,:;!?()[]|•*“”"', " "))
_LABEL = re.compile(r"([^\W\d_][^\n:.!?]{2,50}):(?=\s)")
_IN_NUMBERS = re.compile(r"(?<![\d/])\d\d?[./]\d\d?(?:[./](?:\d{4}|\d\d))?(?![\d/])")
"""A day as Americans or Europeans write it, which of the two being all the same here."""
_CLOCK = re.compile(r"\d:\d\d|\b\d{1,2} ?[ap]\.?m\b", re.I)
_WORDS_BESIDE_DAY = 5
"""Of a heading that names a day: "GH Recap for Monday, March 4"; more than these tell of a day instead."""
_ROW = re.compile(r"(?:\d{1,4}\t)?(?P<n>\d{1,3})\t[“\"‘](?P<title>[^\t\n“”\"]{1,100})[”\"’]\W*[\t\n]")
"""A row of an encyclopedia's table of episodes: the number in the series and in the season, and the title."""
_ENOUGH_TOLD = 300  # code points
_EPISODE = re.compile(r"\bepisode|\bep\b|\bs\d+\W?\s?ep?\d|\b\d+x\d", re.I)
_RECAP = re.compile(
    r"\W*\b(?:short |daily |weekly |full |written )*(?:recap|summary|update|spoiler)s?\b\W*"
    r"(?:(?:written |posted )?by\b.*)?$",
    re.I,
)
_LEAST_CAST = 2
_LEAST_SCENES = 2
"""Scenes of a section: a heading over one scene names its place, one over several names what they belong to."""
_SHARED = 1 / 3
"""Of the smaller cast: two shows may have a first name in common, two storylines of one show have more than that."""
_SHARED_ALL = 0.25
"""The same on average over all pairs of sections."""


@dataclass(frozen=True, slots=True)
class Section:
    """One recap of several: it begins at `start`. `show` and `title` are what its heading says, where it does.

    Up to the offset `front` stands what is said of all of them together.
    """

    start: int
    show: str | None = None
    title: str | None = None
    front: int = 0


def marked_sections(document: Document) -> tuple[Section, ...]:
    """The recaps that the file itself marks; empty where it marks fewer than two."""
    starts: dict[int, str] = {}
    for hint in sorted(document.hints):
        if hint.kind == "episode":
            starts.setdefault(hint.start, hint.value)
    if len(starts) < 2:
        return ()
    return _from_zero(Section(start, document.show, " ".join(value.split()) or None) for start, value in starts.items())


def told_sections(document: Document, parsed: Parsed, story: Story) -> tuple[Section, ...]:
    """The episodes or shows that headings name, by what was found in the document; empty where it tells of one.

    Headings name episodes where each counts its own, or names the day on which it was shown. They name shows where the
    page says so before the first of them and several scenes are told under each, of people who are under none of the
    others. (A page of one show may be parted by its places.)
    """
    for headings in _counted(document, parsed):
        days = [
            Section(heading[0], document.show, _title(document, document.text[slice(*heading)]))
            for heading, under in zip(headings, _spans(document, headings), strict=True)
            if len(document.text[slice(*under)].split()) >= _LEAST_COUNTED and _tells(story.episodes[0], under)
        ]
        if len(days) >= 2:
            is_front = _is_front(document, days[0].start, len(document.text.split()) / len(days))
            return _from_zero([replace(days[0], front=days[0].start if is_front else 0), *days[1:]])
    for headings in _alike(document, parsed):
        sections = _with_prose(document.text, headings) if headings else []
        if (
            len(sections) >= 2
            and _says_several(document, sections)
            and _are_shows(document.text, sections, story.episodes[0], story)
        ):
            return _from_zero(Section(start, _written(document.text[start:end])) for start, end in sections)
    return ()


def _from_zero(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The first section takes all that stands before it: together they hold the whole text."""
    first, *others = sections
    return (replace(first, start=0), *others)


def _spans(document: Document, headings: Sequence[Span]) -> list[Span]:
    """What stands under each heading, up to the next."""
    ends = [*(start for start, _ in headings[1:]), len(document.text)]
    return [(end, following) for (_, end), following in zip(headings, ends, strict=True)]


def _tells(episode: Episode, span: Span) -> bool:
    """Whether scenes are told in a stretch: in the better part of it, or enough before other things follow."""
    first = bisect_right(episode.scenes, span[0], key=lambda scene: scene.end)
    told = 0
    for scene in islice(episode.scenes, first, None):
        if scene.start >= span[1] or told > _ENOUGH_TOLD:
            break
        told += (min(scene.end, span[1]) - max(scene.start, span[0])) if scene.kind != "frame" else 0
    return told > min(_ENOUGH_TOLD, (span[1] - span[0]) / 2)


def _title(document: Document, heading: str) -> str:
    """A heading as a title; a table's row as the heading that it stands for."""
    row = _ROW.match(heading)
    if row:
        season = f"Season {document.season} " if document.season is not None else ""
        return f"{season}Episode {row['n']}: {row['title']}"
    return " ".join(heading.split()).strip("*#|:–—- ")


def _counted(document: Document, parsed: Parsed) -> Iterator[list[Span]]:
    """Lines of which each counts an episode of its own ("Episode 3: Late"), and those that each name a day.

    After them the labels before prose that do so ("Monday: …"). The first are a table's rows of number and title, as
    encyclopedias list a season's episodes.
    """
    text = document.text
    rows = {(p.start, p.end): row for p in parsed.paragraphs if (row := _ROW.match(text, p.start, p.end))}
    if len({row["n"] for row in rows.values()}) == len(rows) > 1:
        yield list(rows)
    own = _own(document, parsed)
    lines = [(p.start, p.end) for p in own if p.end - p.start <= _LONGEST_COUNTED and is_line(text, p)]
    labels = [(p.start, p.start + label.end()) for p in own if (label := _label(text, p))]
    said = " ".join(plain(f"{document.title or ''} {text[: _FRONT // 2]}").translate(_PLAIN).split())
    weekly = any(f" {phrase} " in f" {said} " for phrase in words("frames", "of_a_week"))
    for spans in (lines, labels):
        for key in (_number, _day if weekly else _date):
            counted = {span: found for span in spans if (found := key(text[slice(*span)])) is not None}
            if len(counted) >= 2 and len(set(counted.values())) == len(counted):
                yield list(counted)


def _own(document: Document, parsed: Parsed) -> list[Stretch]:
    """The paragraphs of the recap itself that begin a line."""
    told = not_apart(parsed.paragraphs, document.hints, lambda paragraph: paragraph.start)
    return [p for p in told if not p.start or document.text[p.start - 1] == "\n"]


def front_of(document: Document, parsed: Parsed) -> int:
    """Where the day begins after which a document is named: the first of a page of several, by itself, has a front."""
    if not document.title or document.title not in document.text[:_LONGEST_FRONT]:
        return 0
    for p in _own(document, parsed):
        line = document.text[p.start : p.end]
        if _is_front(document, p.start) and _day(line) is not None and _title(document, line) == document.title:
            return p.start
    return 0


def _is_front(document: Document, end: int, most: float = 1e9) -> bool:
    """Whether so little stands before the offset `end` that it tells of several recaps together."""
    return end <= _LONGEST_FRONT and len(document.text[:end].split()) <= min(_MOST_FRONT, most)


def _number(line: str) -> tuple[int, int] | None:
    """Season and number of the episode that a line counts; parts and chapters are of one, and "0630" is a time."""
    found = placing(Episode("", "", (), title=line))
    if found.number is None or not _EPISODE.search(line):
        return None
    return found.season or 0, found.number


def _date(line: str) -> tuple[object, ...] | None:
    """The date that a line is about; None for one that tells more, or when something was posted."""
    if (day := find_day(line)) is not None:
        return _alone(line, line[: day.start] + line[day.end :], day.date)
    found = _IN_NUMBERS.search(line)
    return None if found is None else _alone(line, line.replace(found.group(), " "), (found.group(),))


def _day(line: str) -> tuple[object, ...] | None:
    """The same, where a day of the week will do."""
    found = WEEKDAY.search(line)
    return _date(line) or (found and _alone(line, line, (found.group().lower()[:3],))) or None


def _alone(line: str, rest: str, day: tuple[object, ...]) -> tuple[object, ...] | None:
    beside = WEEKDAY.sub(" ", rest).translate(_PLAIN).split()
    posted = _CLOCK.search(line) or ("by" in beside and not _RECAP.search(line))
    return None if posted or len(beside) > _WORDS_BESIDE_DAY else day


def _alike(document: Document, parsed: Parsed) -> Iterator[list[Span]]:
    """Lines that may head sections, in groups that look alike: marked headings by level, capitals, titles."""
    by_level: dict[str, list[Span]] = defaultdict(list)
    for hint in document.hints:
        if hint.kind == "heading":
            by_level[hint.value].append((hint.start, hint.end))
    for level in sorted(by_level):
        yield by_level[level]
    text = document.text
    lines = [
        (paragraph.start, paragraph.end)
        for paragraph in parsed.paragraphs
        if paragraph.end - paragraph.start <= _LONGEST_HEADING and is_line(text, paragraph)
    ]
    alone = [span for span in lines if not span[0] or text[span[0] - 1] == "\n"]
    yield [span for span in alone if text[slice(*span)].isupper()]
    yield [span for span in alone if _is_titled(text[slice(*span)])]
    labels = [(p.start, p.start + found.end()) for p in parsed.paragraphs if (found := _label(text, p))]
    yield [span for span in labels if text[slice(*span)].isupper()]
    yield labels


def _label(text: str, paragraph: Stretch) -> re.Match[str] | None:
    """The title before a colon with which a paragraph of prose begins ("HARBOUR LIGHTS: Last week …")."""
    found = _LABEL.match(text[paragraph.start : paragraph.end])
    return found if found and (found.group(1).isupper() or _is_titled(found.group(1))) else None


def _is_titled(line: str) -> bool:
    """Whether all words of a line but the small ones begin with a capital."""
    return all(word[0].isupper() or len(word) <= 3 for word in line.split()) and not line.isupper()


def _with_prose(text: str, headings: Sequence[Span]) -> list[Span]:
    """The headings that prose follows before the next one."""
    ends = [*(start for start, _ in headings[1:]), len(text)]
    return [
        heading
        for heading, end in zip(headings, ends, strict=True)
        if len(text[heading[1] : end].split()) >= _LEAST_WORDS
    ]


def _says_several(document: Document, sections: Sequence[Span]) -> bool:
    """Whether the page says that it tells of several shows, or all headings count an episode of their own."""
    text = document.text
    front = f"{document.title or ''} {text[: min(sections[0][0], _FRONT)]}"
    if words("frames", "several_shows") & set(plain(front).translate(_PLAIN).split()):
        return True
    return all(placing(Episode("", "", (), title=text[start:end])).number is not None for start, end in sections)


def _are_shows(text: str, sections: Sequence[Span], episode: Episode, story: Story) -> bool:
    ends = [*(start for start, _ in sections[1:]), len(text)]
    names = {c.id: {plain(form) for form in c.aliases} for c in story.characters if not c.outside}
    casts = []
    for (start, heading_end), end in zip(sections, ends, strict=True):
        scenes = [s for s in episode.scenes if s.kind == "scene" and start <= s.start < end]
        told = [(s.start, s.end) for s in scenes]
        cast = {
            m.character
            for m in episode.mentions
            if m.how == "name" and m.character in names and any(a <= m.start < b for a, b in told)
        }
        heading = f" {plain(text[start:heading_end])} "
        owned = any(f" {form} " in heading or f" {form}'s " in heading for who in cast for form in names[who])
        if len(scenes) < _LEAST_SCENES or len(cast) < _LEAST_CAST or owned:
            return False
        casts.append(cast)
    shares = [len(one & other) / min(len(one), len(other)) for one, other in combinations(casts, 2)]
    return max(shares) <= _SHARED and sum(shares) / len(shares) <= _SHARED_ALL


def _written(heading: str) -> str:
    """A show's name as it is written in titles, from a heading: "THE FALLS", "The Falls Recap Written by Ann"."""
    bare = _RECAP.sub("", heading).strip(" \t\n:*#|–—-") or heading.strip(" \t\n:*#–—-")
    written = bare.split()
    if not heading.isupper():
        return " ".join(written)
    small = {"A", "AN", "AND", "AT", "BY", "FOR", "IN", "OF", "ON", "OR", "THE", "TO", "WITH"}
    return " ".join(w.lower() if at and w in small else w[:1] + w[1:].lower() for at, w in enumerate(written))
