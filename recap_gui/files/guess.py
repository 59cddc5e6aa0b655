"""Title, show, season and episode number, guessed from a first line, a page title or a file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from recap_gui.story.dates import WEEKDAY, find_day

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINAL_NUMBERS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_WORDS = {word: at for at, word in enumerate(_NUMBERS.split(), 1)}
_ORDINALS = {word: at for at, word in enumerate(_ORDINAL_NUMBERS.split(), 1)}
_N = r"(\d{1,4}|" + "|".join(_WORDS) + r")"
_SEASON = r"(?:season|series|staffel|saison|temporada)"
_EPISODE = r"(?:episode|ep\.?|chapter|part|cap[ií]tulo|folge)"
_BOTH = (
    re.compile(r"\bs(?:eason)?\s?(\d{1,2})\s?[ ._-]?\s?ep?(?:isode)?\s?(\d{1,3})\b", re.I),
    re.compile(rf"\b{_SEASON}\s+{_N}\s*[,:;/–—-]?\s*{_EPISODE}\s*{_N}\b", re.I),
    re.compile(r"(?<![\d.:x×])(\d{1,2})[x×](\d{1,3})(?![\dx×])", re.I),
)
_DOTTED = re.compile(r"(?<![\d.:$£€])(\d{1,2})\.(\d{2})(?=\s*(?:[,–—\"“‘(-]|:(?!\d)|$))")
_OF_WIKI = re.compile(
    r"^(\d{1,2})\.(?!(?:00|15|30|45)\b)(\d{2})\s+(?P<title>[^\W\d_].{1,80}?)(?:\s*\((?:transcript|recap|episode)\))?$",
    re.I,
)
"""How some wikis name episodes: “13.04 The Big Empty (transcript)”. At a quarter or half of an hour it is a time."""
_CREDIT = re.compile(r"(?:(?:written|directed|posted|recapped|transcribed|created)\b.*\bby\b|by\b|air ?date\b)", re.I)
_SEASON_ALONE = re.compile(rf"\b{_SEASON}\s+{_N}\b|\b({'|'.join(_ORDINALS)})\s+season\b", re.I)
_EPISODE_ALONE = re.compile(rf"\b{_EPISODE}[\s-]*{_N}\b", re.I)
_THREE_DIGITS = re.compile(r"(?:^|[\s_-])([1-9])(\d\d)(?=[\s_.-]|$)")
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’\n]{1,80}(?:’[a-z]{1,2}\b[^“”\"‘’\n]{0,80})*)[”\"’]")
_SINGLE = re.compile(
    r"(?<!\w)'([^'\n]{1,80}(?:'(?=[a-z])[^'\n]{0,80})*)'(?!\w)"
)  # 'Prime Suspect', typed on a keyboard
_NOISE = re.compile(r"\b(?:full\s+)?(?:recap|review|written\s+update|summary|finale|premiere)\b", re.I)
_RECAP_OF = re.compile(r"^\s+(?:recap|review)(?=\s*[:–—])", re.I)
"""What may stand between the number and the title: “Season 1, Episode 4 recap: The Undertow”."""
_UNNUMBERED = (
    re.compile(
        r"^(?P<show>[^:|]{2,60}?)[ :,–—-]+(?:(?:daily|weekly|short|full)\s+)?"
        r"(?:recap|written\s+update|update|summary|digest|spoiler|round-?up)s?"
        rf"(?:\s*[:–—|-]\s*|\s+(?:for|of|on)\s+|\s+(?={WEEKDAY.pattern}))(?P<title>\S.*)$",
        re.I,
    ),
    re.compile(
        r"^(?P<show>[^:|]{2,60}?)\s*:\s+(?P<title>[^:]{0,60}\b(?:recap|digest|update|round-?up)s?\b[^:]{0,20})$", re.I
    ),
)
_OF_TITLE = re.compile(r"^(?:summary|recap|synopsis|review) of [“\"‘'](?P<title>[^“”\"]{1,80})[”\"’']$", re.I)
_OF_A_DAY = re.compile(r"^(?P<show>[^\W\d_][^:|–—]{1,59}?)\s*(?:[:|–—]|\s-)\s+(?P<title>\S.{2,60})$")
"""Headings of daily recaps: “Vesper Falls Recap: Thursday, October 9”, “HALCYON DRIVE: Wednesday’s digest”."""
_EDGES = ' \t\n,;:|/~*_#·–—-.“”"‘’[]()'
_LONGEST_LINE = 160
_LONGEST_TITLE = 100
_NEAR, _LEAST_PROSE = 5, 30
"""A title stands at most so many lines over prose, which has at least so many code points in a line."""
_NO_TITLE = (".", ",", ";", ":", "…", "”", '"')
_ACRONYM = 4
"""Letters of a show's name in capitals that are read one by one."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line or a file name tells of its episode; None where it tells nothing."""

    title: str | None = None
    show: str | None = None
    season: int | None = None
    number: int | None = None

    def filled(self, other: Guess) -> Guess:
        """What this tells, with what it lacks taken from `other`; a number is taken only with its own season."""
        season, number = (
            (self.season, self.number)
            if self.number is not None
            else (other.season if other.season is not None else self.season, other.number)
        )
        if season is None and other.number == number:
            season = other.season
        return replace(
            self, title=self.title or other.title, show=self.show or other.show, season=season, number=number
        )


def from_line(line: str) -> Guess:
    """What a heading such as ``Half-Hour Call recap, Season 2, Episode 6: “Late”`` tells."""
    line = " ".join(line.split())
    if not line or len(line) > _LONGEST_LINE or _is_sentence(line):
        return Guess()
    if wiki := _OF_WIKI.match(line):
        return Guess(wiki["title"], None, int(wiki[1]), int(wiki[2]))
    season, number, start, end = _numbers(_QUOTED.sub(lambda m: " " * len(m.group()), line))
    if start < 0 and (told := _between_quotes(line)) != Guess():
        return told
    if start < 0:
        season, number, start, end = _numbers(line)
    if start < 0:
        return _without_number(line)
    quoted = [m for m in _QUOTED.finditer(line) if m.start() >= start]
    quoted = quoted or [m for m in _SINGLE.finditer(line) if m.start() >= start]
    title = quoted[-1].group(1).strip(_EDGES) if quoted else None
    before, after = line[:start], line[end:]
    if not quoted and (named := _between_quotes(before)).title:
        return replace(named, season=season, number=number)
    after = _RECAP_OF.sub("", after)
    if not title:
        tail = after.strip(_EDGES)
        title = tail if tail and after.lstrip()[:1] in ':–—-“"' and len(tail) <= 80 and not _is_noise(tail) else None
    return Guess(title=title, show=_show(before), season=season, number=number)


def _between_quotes(line: str) -> Guess:
    """What a heading tells that has no number and its title in quotation marks: ‘Vesper Falls’ recap: ‘Late’."""
    quoted = list(_QUOTED.finditer(line)) or list(_SINGLE.finditer(line))
    word = _NOISE.search(line)
    if word is None or not quoted or line[word.end() : quoted[-1].start()].strip() not in ("", ":", "–", "—", "-", ","):
        return Guess()
    if len(quoted) != (2 if quoted[0].end() <= word.start() else 1) or not line[: word.start()].strip(_EDGES):
        return Guess()
    return Guess(title=quoted[-1].group(1).strip(_EDGES) or None, show=_show(line[: word.start()]))


def _is_noise(tail: str) -> bool:
    """Whether what follows a number only says what kind of text this is: "Recap", "Recap & Review"."""
    return not re.sub(r"[\s&+/,:–—-]|\band\b", "", _NOISE.sub("", tail))


def _without_number(line: str) -> Guess:
    """What the heading of a daily recap tells: show, and the day or the title."""
    if titled := _OF_TITLE.match(line):
        return Guess(title=titled["title"])
    shown_on = _OF_A_DAY.match(line)
    if shown_on and (WEEKDAY.match(shown_on["title"]) or ((day := find_day(shown_on["title"])) and not day.start)):
        return Guess(title=shown_on["title"], show=_show(shown_on["show"]))
    for pattern in _UNNUMBERED:
        found = pattern.match(line)
        show = _without_day(found["show"]) if found else ""
        if found and show.strip(_EDGES) and all(w[0].isupper() or len(w) <= 3 for w in show.split()):
            return Guess(title=found["title"].strip(" \t*#") or None, show=_show(show))
    return Guess()


def _without_day(words: str) -> str:
    day = find_day(words)
    return WEEKDAY.sub(" ", words if day is None else f"{words[: day.start]} {words[day.end :]}")


def first_line(text: str) -> str | None:
    """The first line of a text where it stands over the rest as a title does, else None."""
    line, _, rest = text.strip()[:2000].partition("\n")
    line = line.strip(" \t*#_=")
    following = [own for own in rest.split("\n") if own.strip()][:_NEAR]
    stands_alone = rest[:1] == "\n" or line.isupper()
    if not stands_alone or not 1 < len(line) <= _LONGEST_TITLE:
        return None
    if not any(len(own) > max(len(line), _LEAST_PROSE) for own in following):
        return None
    return None if line.endswith(_NO_TITLE) or line[0].islower() or _CREDIT.match(line) else line


def from_lines(text: str) -> Guess:
    """What the first three lines of a text that are not blank tell, together."""
    lines = [line for line in text[:2000].split("\n") if line.strip()][:3]
    guess = Guess()
    for at, line in enumerate(lines):
        found = from_line(line)
        if at and found.number is not None and not (found.show or guess.show) and _looks_like_a_show(lines[0]):
            found = replace(found, show=_show(lines[0]))
        guess = guess.filled(found)
    return guess


def from_name(name: str) -> Guess:
    """What a file name such as ``S01E03-the-dory.txt`` or ``Vesper Falls - 105.html`` tells."""
    stem = re.sub(r"(\.story)?\.[A-Za-z]{2,8}$", "", name)
    spaced = re.sub(r"[_.]+", " ", stem) if " " not in stem else stem
    season, number, start, end = _numbers(spaced)
    if start < 0 and (m := _THREE_DIGITS.search(spaced)):
        season, number, start, end = int(m[1]), int(m[2]), m.start(1), m.end(2)
    if start < 0:
        return Guess()
    slug = "-" in spaced and " " not in spaced.strip()

    def words(part: str) -> str | None:
        part = (part.replace("-", " ") if slug else part).strip(_EDGES)
        return (part[:1].upper() + part[1:] if slug else part) or None

    return Guess(title=words(spaced[end:]), show=words(spaced[:start]), season=season, number=number)


def _numbers(line: str) -> tuple[int | None, int | None, int, int]:
    """Season, number and the span that tells them, or a start of -1."""
    for pattern in _BOTH:
        if m := pattern.search(line):
            return _value(m[1]), _value(m[2]), m.start(), m.end()
    season, episode = _SEASON_ALONE.search(line), _EPISODE_ALONE.search(line)
    dotted = _DOTTED.search(line)
    if dotted and not (season and episode):
        start = dotted.start()
        if episode and episode.start() < start:
            start = episode.start()
        if word := re.search(rf"\b{_EPISODE}\s*$", line[:start], re.I):
            start = word.start()
        return int(dotted[1]), int(dotted[2]), start, dotted.end()
    found = [m for m in (season, episode) if m]
    if not found:
        return None, None, -1, -1
    return (
        _value(season[1] or season[2]) if season else None,
        _value(episode[1]) if episode else None,
        min(m.start() for m in found),
        max(m.end() for m in found),
    )


def _is_sentence(line: str) -> bool:
    return line.rstrip('*_”")').endswith((".", "!", "?", "…")) and len(line.split()) > 8


def _looks_like_a_show(line: str) -> bool:
    return len(line) <= 60 and not re.search(r"[.:!?,;]|\d", line.strip())


def _value(word: str) -> int:
    word = word.lower()
    return _WORDS.get(word) or _ORDINALS.get(word) or int(word)


def _show(before: str) -> str | None:
    """The name of the show from what stands before the numbers."""
    quoted = _QUOTED.search(before) or _SINGLE.search(before)
    if quoted:
        return quoted.group(1).strip(_EDGES) or None
    before = _NOISE.sub(" ", before)
    before = (
        re.split(r"[|:]| [–—-] ", before.strip(_EDGES))[-1]
        if re.search(r"[|:]| [–—-] ", before.strip(_EDGES))
        else before
    )
    show = " ".join(before.split()).strip(_EDGES)
    if not show or len(show) > 60:
        return None
    return show.title() if show.isupper() and len(show) > _ACRONYM else show
