"""Days as headings, titles and file names write them."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(_MONTHS)})\.?"
"""A month's name, whole or shortened, as part of a pattern that minds no case."""
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?:['’]s\b)?", re.I)
"""A day of the week ("Thursday", "Wednesday’s")."""
_NUMBERS = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ](?P<m>0?[1-9]|1[0-2])[-_. ](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{MONTH}) (?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?:,? (?P<y>(?:19|20)\d\d)\b)?", re.I
)
_DAY_FIRST = re.compile(
    rf"\b(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<m>{MONTH})(?!\w)(?:,? (?P<y>(?:19|20)\d\d)\b)?", re.I
)


class Day(NamedTuple):
    """A day of a year (0 where it is not told), and where in the words it stands."""

    year: int
    month: int
    day: int
    start: int
    end: int

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month and day, for sorting."""
        return self.year, self.month, self.day


def find_day(words: str) -> Day | None:
    """The first day that `words` name: in numbers with the year first, else with the month's name."""
    match = _NUMBERS.search(words)
    if match:
        return Day(int(match["y"]), int(match["m"]), int(match["d"]), *match.span())
    match = _MONTH_FIRST.search(words) or _DAY_FIRST.search(words)
    if match is None:
        return None
    month = next(at for at, name in enumerate(_MONTHS, 1) if re.fullmatch(name, match["m"].rstrip("."), re.I))
    return Day(int(match["y"] or 0), month, int(match["d"]), *match.span())
