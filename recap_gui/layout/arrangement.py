"""Who has a lane, in which order, and who shares one: made by the rules, then kept while the story is corrected.

Made anew after every correction, lanes would change places, fold away and come back under the hand of who corrects.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from recap_gui.layout.cells import Cells, cells_of
from recap_gui.layout.columns import place_names
from recap_gui.layout.order import tightest
from recap_gui.story import Story

MOST_LANES = 14
"""Beyond so many lanes, characters present in one scene only are folded into one lane."""

Order: TypeAlias = Literal["appearance", "scenes", "alphabet", "tightest"]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everybody of a story by id, in the order of their `lanes`; those `rare` and those only `spoken` of share a lane.

    `places` are the names of places by their numbers, which give them their colours.
    Ids that are not in the cast any more stay: a character who comes back by an undo comes back to the same place.
    """

    lanes: tuple[str, ...]
    rare: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def reordered(self, characters: Sequence[str]) -> Arrangement:
        """The same with `characters` first, in this order."""
        return replace(self, lanes=tuple(dict.fromkeys((*characters, *self.lanes))))


def arranged(
    story: Story,
    *,
    order: Order | Sequence[str] = "appearance",
    pinned: Collection[str] = (),
    hidden: Collection[str] = (),
    only: Collection[str] = (),
    folded: bool = True,
) -> Arrangement:
    """The lanes of `story` by the rules: see `lane_layout`."""
    cells = cells_of(story)
    away, chosen, fixed = set(hidden), set(only), set(pinned)
    shown = [c for c in cells.who if c not in away and (not chosen or c in chosen)]
    here = [c for c in shown if cells.scenes[c]]
    guests = [c for c in here if cells.scenes[c] == 1 and c not in fixed]
    fold_rare = folded and not only and len(here) > MOST_LANES and len(guests) > 1
    rare = tuple(c for c in cells.who if cells.scenes[c] == 1) if fold_rare else ()
    spoken = tuple(c for c in cells.who if not cells.scenes[c])
    shared = set() if only or not folded else {*rare, *spoken} - fixed
    # Only the tightest order asks who of them has a lane; else they have the same order among themselves.
    named = [c for c in shown if c not in shared] if order == "tightest" else cells.who
    return Arrangement((), rare, spoken, place_names(story)).reordered(
        (*_ordered(named, order, cells, story), *cells.who)
    )


def completed(kept: Arrangement, story: Story) -> Arrangement:
    """`kept` with everybody in it whom `story` shows: newcomers have the last lanes.

    Who was only spoken of and is present by now has a lane; nobody else leaves a shared one.
    """
    cells = cells_of(story)
    known, spoken = set(kept.lanes), set(kept.spoken)
    new = tuple(c for c in cells.who if c not in known)
    if not new and not any(cells.scenes.get(c) for c in spoken):
        return kept
    still = (*kept.spoken, *(c for c in new if not cells.scenes[c]))
    return replace(kept, lanes=(*kept.lanes, *new), spoken=tuple(c for c in still if not cells.scenes.get(c)))


def carried(kept: Arrangement, before: Story, after: Story) -> Arrangement:
    """`kept`, the lanes of `before`, for the same story corrected.

    Who is found to be somebody with a shared lane, or without any, hands on an own one.
    """
    there = {character.id for character in after.characters}
    gone = [character for character in before.characters if character.id not in there]
    lanes, shared = list(kept.lanes), {*kept.rare, *kept.spoken}
    for character in gone:
        heirs = [c.id for c in after.characters if character.name in c.aliases]
        if len(heirs) == 1 and character.id in lanes and character.id not in shared:
            (heir,) = heirs
            if heir in shared or heir not in lanes:
                lanes = [c for c in lanes if c != heir]
                lanes.insert(lanes.index(character.id), heir)
                shared.discard(heir)
    rare, spoken = (tuple(c for c in part if c in shared) for part in (kept.rare, kept.spoken))
    return completed(Arrangement(tuple(lanes), rare, spoken, place_names(after, kept.places)), after)


def _ordered(shown: Sequence[str], order: Order | Sequence[str], cells: Cells, story: Story) -> Sequence[str]:
    appearance = {c: at for at, c in enumerate(cells.who)}
    if not isinstance(order, str):
        wanted = {c: at for at, c in enumerate(order)}
        return sorted(shown, key=lambda c: (wanted.get(c, len(wanted)), appearance[c]))
    if order == "scenes":
        return sorted(shown, key=lambda c: (-cells.scenes[c], appearance[c]))
    if order == "alphabet":
        names = {character.id: character.name.casefold() for character in story.characters}
        return sorted(shown, key=lambda c: (names[c], appearance[c]))
    if order == "tightest":
        return [shown[at] for at in tightest(len(shown), _scenes(shown, cells)).order]
    return sorted(shown, key=appearance.__getitem__)


def _scenes(shown: Sequence[str], cells: Cells) -> list[tuple[int, ...]]:
    """Who of `shown` is present, by index, for every scene that shows somebody."""
    number = {c: at for at, c in enumerate(shown)}
    lane = np.array([number.get(c, -1) for c in cells.who], np.int64)[cells.character]
    there = cells.present & (lane >= 0)
    pairs = np.unique(np.stack((cells.scene[there], lane[there]), axis=1), axis=0)
    cuts = np.flatnonzero(np.diff(pairs[:, 0])) + 1
    return [tuple(lanes.tolist()) for lanes in np.split(pairs[:, 1], cuts) if lanes.size]
