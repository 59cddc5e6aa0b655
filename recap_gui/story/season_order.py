"""The order of a season: from episode numbers, dates or titles, with the words it was read from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recap_gui.story.dates import Day, find_day
from recap_gui.story.story import Episode

_NUMBERED = (
    re.compile(r"(?<![a-z0-9])s(?P<s>\d{1,2})[ ._-]*e(?:p(?:isode)?)?[ ._-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"(?<![\dx×])(?P<s>\d{1,2})[x×](?P<e>\d{1,3})(?![\dx×])", re.I),
    re.compile(r"\bseason[ _-]*(?P<s>\d{1,2})\b.{0,12}?\bep(?:isode|\.)?[ _-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"(?<![a-z])(?:episode|ep\.?|chapter|part)[ ._-]*(?P<e>\d{1,3})(?!\d)", re.I),
    re.compile(r"^\W*(?P<s>\d{1,2})(?P<e>\d{2})(?![\d])(?=[ ._-]|$)"),
    re.compile(r"^\W*(?P<e>\d{1,2})(?!\d)(?=[ ._-])"),
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
        if (found := find_day(words)) is not None and found.year:
            return _on(found, words)
        for pattern in _NUMBERED:
            match = pattern.search(words)
            if match:
                parts = match.groupdict()
                season = int(parts["s"]) if parts.get("s") else episode.season
                bare = pattern is _NUMBERED[-1]
                return Placing(season, int(parts["e"]), None, match.group().strip(" ._-"), sure=not bare)
    front = episode.text[:400]
    if (found := find_day(front)) is not None and found.year:
        return _on(found, front)
    title = episode.title or ""  # daily recaps name their day without the year: "Thursday, October 9"
    found = find_day(title)
    return Placing(episode.season) if found is None else _on(found, title)


def _on(day: Day, words: str) -> Placing:
    return Placing(date=day.date, because=words[day.start : day.end])


def in_season_order(episodes: Sequence[Episode], order: Sequence[str] = ()) -> list[int]:
    """The indices of `episodes` in the order of the season: as `order` (source names) has it, then by show and number.

    Shows stand in the order in which they first come; what has no number or date follows by title, several of one page
    as they stand on it.
    """
    wished = {source: at for at, source in enumerate(order)}
    shows: dict[str, int] = {}
    for episode in episodes:
        shows.setdefault(_show(episode), len(shows))
    dated = all(placing(episode).number is None for episode in episodes)
    recaps = Counter(episode.source for episode in episodes)

    def key(index: int) -> tuple[object, ...]:
        episode = episodes[index]
        found = placing(episode)
        wish = wished.get(episode.source, len(wished))
        if found.number is not None:
            place: tuple[object, ...] = (0, found.season if found.season is not None else 0, found.number, ())
        elif found.date is not None and dated:
            place = (0, 0, 0, found.date)
        else:
            of_page = recaps[episode.source] > 1  # a page of several stays as it is written
            place = (1, 0, 0, natural(episode.source if of_page else episode.title or episode.source))
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
