"""The recaps that are open, as a list: what has come, what they are known by, what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recap_gui.gui.opening import Batch, Opened
from recap_gui.story.season_order import placing
from recap_gui.work.season import Part


@dataclass(frozen=True, slots=True)
class Offer:
    """Recaps to be opened together: one, or those of one show."""

    title: str
    paths: tuple[Path, ...]


def offer(group: Sequence[Opened]) -> Offer:
    """What to call recaps that belong together: by their show, else by the first one's title."""
    story = group[0].story
    shows = {episode.show for opened in group if opened.story for episode in opened.story.episodes if episode.show}
    title = story.title if story is not None else group[0].source.name
    paths = tuple(opened.source.path for opened in group if opened.source.path is not None)
    return Offer(shows.pop() if len(shows) == 1 and len(group) > 1 else title, paths)


def come(batch: Batch) -> list[Opened]:
    """The recaps of a batch that have come, up to the first that has not: so that none is put in before others."""
    found: list[Opened] = []
    for opened in batch.recaps:
        if not opened.is_over:
            break
        if opened.story is not None:
            found.append(opened)
    return found


def up_to(found: Sequence[Opened], batch: Batch) -> list[Opened]:
    """Those of `found` that surely lie before the recap that holds the horizon, and that one itself.

    Nothing is sure before that recap has come, nor of recaps without episode numbers: they wait for the whole season.
    """
    held = held_of(batch)
    if held is None or held.story is None:
        return []
    return [o for o in found if o is held or _is_before(o, held, batch.order or ())]


def held_of(batch: Batch) -> Opened | None:
    """The recap that holds the horizon."""
    return next((o for o in batch.recaps if batch.held and o.source.name == batch.held), None)


def folder_of(paths: Sequence[Path]) -> Path | None:
    """The folder of a season: where all its recaps lie in one. That folder is watched."""
    folders = {path.absolute().parent for path in paths}
    return folders.pop() if len(folders) == 1 and len(paths) > 1 else None


def _is_before(one: Opened, held: Opened, order: Sequence[str]) -> bool:
    names = [opened.source.name for opened in (one, held)]
    if any(name in order for name in names):
        return all(name in order for name in names) and order.index(names[0]) < order.index(names[1])
    told = [o.story.episodes for o in (one, held) if o.story is not None]
    shows = {(episode.show or "").casefold() for episodes in told for episode in episodes}
    places = [[placing(episode) for episode in episodes] for episodes in told]
    if len(shows) > 1 or any(place.number is None for own in places for place in own):
        return False
    last, first = [[(place.season or 0, place.number or 0) for place in own] for own in places]
    return max(last) < min(first)


def parts_of(found: Sequence[Opened]) -> list[Part]:
    """Those that were read and analysed."""
    return [Part(o.document, o.story) for o in found if o.document is not None and o.story is not None]


def texts_of(found: Sequence[Opened]) -> dict[str, str]:
    """The text of each, by its source name."""
    return {part.document.source: "".join(episode.text for episode in part.story.episodes) for part in parts_of(found)}


def key_of(opened: Opened) -> tuple[Path | None, str]:
    """What tells that a recap is one that was open before."""
    return opened.source.path, opened.source.name


def tell_apart(found: Sequence[Opened]) -> None:
    """Give recaps of one file name, from different folders, names of their own: corrections are tied to names."""
    seen: set[str] = set()
    for opened in found:
        if opened.document is None or opened.story is None:
            continue
        name, number = opened.document.source, 1
        while name in seen:
            number += 1
            name = f"{opened.document.source} ({number})"
        seen.add(name)
        if name != opened.document.source:
            opened.document = replace(opened.document, source=name)
            episodes = tuple(replace(episode, source=name) for episode in opened.story.episodes)
            opened.story = replace(opened.story, episodes=episodes)
