"""The order of a season: from episode numbers, dates or titles, with the words it was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recap_gui.story.story import Episode

_NUMBERED = (
    re.compile(r"(?<![a-z0-9])s(?P<s>\d{1,2})[ ._-]*e(?:p(?:isode)?)?[ ._-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"(?<![\dx])(?P<s>\d{1,2})x(?P<e>\d{1,3})(?![\dx])", re.I),
    re.compile(r"\bseason[ _-]*(?P<s>\d{1,2})\b.{0,12}?\bep(?:isode|\.)?[ _-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"(?<![a-z])(?:episode|ep\.?|chapter|part)[ ._-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"^\W*(?P<s>\d{1,2})(?P<e>\d{2})(?![\d])(?=[ ._-]|$)"),
    re.compile(r"^\W*(?P<e>\d{1,2})(?!\d)(?=[ ._-])"),
)
_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_. ](?P<m>0?[1-9]|1[0-2])[-_. ](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(
    rf"\b(?P<m>{'|'.join(_MONTHS)})[a-z]*\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an episode belongs in its season, and the words that say so ("" where only the title orders it).

    `sure` is False for a bare number in front of a file's name: it orders, but does not make an episode.
    """

    season: int | None = None
    number: int | None = None
    date: tuple[int, int, int] | None = None
    because: str = ""
    sure: bool = True


def placing(episode: Episode) -> Placing:
    """The place of `episode`: as its recap says, else from its file's name, else from its title."""
    if episode.number is not None:
        words = (
            f"S{episode.season:02}E{episode.number:02}" if episode.season is not None else f"Episode {episode.number}"
        )
        return Placing(episode.season, episode.number, None, words)
    name = re.sub(r"\.[A-Za-z]{1,5}$", "", episode.source)
    for words in (name, episode.title or ""):
        date = _date(words)
        if date is not None:
            return date
        for pattern in _NUMBERED:
            match = pattern.search(words)
            if match:
                parts = match.groupdict()
                season = int(parts["s"]) if parts.get("s") else episode.season
                bare = pattern is _NUMBERED[-1]
                return Placing(season, int(parts["e"]), None, match.group().strip(" ._-"), sure=not bare)
    return _date(episode.text[:400]) or Placing(episode.season)


def _date(words: str) -> Placing | None:
    match = _DATE.search(words)
    if match:
        return Placing(date=(int(match["y"]), int(match["m"]), int(match["d"])), because=match.group())
    match = _WRITTEN.search(words)
    if match:
        month = _MONTHS.index(match["m"].lower()) + 1
        return Placing(date=(int(match["y"]), month, int(match["d"])), because=match.group())
    return None


def in_season_order(episodes: Sequence[Episode], order: Sequence[str] = ()) -> list[int]:
    """The indices of `episodes` in the order of the season: as `order` (source names) has it, then by show and number.

    Shows stand in the order in which they first come; what has no number or date follows by title.
    """
    wished = {source: at for at, source in enumerate(order)}
    shows: dict[str, int] = {}
    for episode in episodes:
        shows.setdefault(_show(episode), len(shows))
    dated = all(placing(episode).number is None for episode in episodes)

    def key(index: int) -> tuple[object, ...]:
        episode = episodes[index]
        found = placing(episode)
        wish = wished.get(episode.source, len(wished))
        if found.number is not None:
            place: tuple[object, ...] = (0, found.season if found.season is not None else 0, found.number, ())
        elif found.date is not None and dated:
            place = (0, 0, 0, found.date)
        else:
            place = (1, 0, 0, natural(episode.title or episode.source))
        return (wish, shows[_show(episode)], *place, index)

    return sorted(range(len(episodes)), key=key)


def ordered_by(episodes: Sequence[Episode]) -> Literal["number", "date", ""]:
    """What the order of `episodes` is certain by: every one has a number, or a date, of its own; else ""."""
    found = [(_show(episode), placing(episode)) for episode in episodes]
    numbers = {(show, place.season or 0, place.number) for show, place in found if place.number is not None}
    if len(numbers) == len(episodes) and all(place.sure for _, place in found):
        return "number"
    dates = {(show, place.date) for show, place in found if place.date is not None and place.number is None}
    return "date" if len(dates) == len(episodes) else ""


def _show(episode: Episode) -> str:
    return (episode.show or "").casefold()


def natural(words: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers inside words by their value."""
    parts = re.findall(r"\d+|\D+", words.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
