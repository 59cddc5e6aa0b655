"""The story that ``recap-gui export`` writes: read, joined to a season, corrected, cut at the horizon."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recap_gui.files.corrections_store import Kept, Store, Target, in_order, recap_target
from recap_gui.files.folders import data_folder
from recap_gui.story import Story
from recap_gui.story import horizon as horizons
from recap_gui.story.corrections import Correction
from recap_gui.story.season_of import is_season
from recap_gui.work import messages
from recap_gui.work.blocking import WorkError, analyse_again, open_stories
from recap_gui.work.pool import Pool
from recap_gui.work.season import Part, corrected, joined, of_season, season_place, seen, within


class CannotError(Exception):
    """What could not be done, in one sentence for the user."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """One recap as read, and where."""

    path: Path
    part: Part


def read_story(pool: Pool, paths: Sequence[Path], chosen: argparse.Namespace) -> tuple[Story, bool]:
    """The story to export: read, joined to a season, corrected, cut at the horizon; and whether a recap is missing."""
    opened, failed = _opened(pool, paths)
    store = Store(data_folder())
    own = [store.load(recap_target(one.path, one.part.document.sha256)) for one in opened]
    shared = Kept(Target(None, ""))
    if len(opened) > 1:
        shared = store.load(season_place([one.path for one in opened], [one.part.document.sha256 for one in opened]))
    parts = [one.part for one in opened]
    order = shared.file.order
    analysed = joined([part.story for part in parts], order)
    corrections: tuple[Correction, ...] = ()
    if not chosen.as_analysed:
        for kept in (*own, shared):
            if kept.note:
                print(f"recap-gui: {kept.note}", file=sys.stderr)
        sources = [part.document.source for part in parts]
        if len(parts) == 1:
            corrections = in_order([own[0].file])
        else:
            corrections = of_season(list(zip(sources, (kept.file for kept in own), strict=True)), shared.file)
    done = corrected(analysed, corrections)
    if chosen.until is None:
        for missing in done.unplaced:
            print(f"recap-gui: A correction is left out: {missing.because}", file=sys.stderr)
        return done.story, failed
    return _within(pool, parts, analysed, done.story, corrections, order, chosen.until), failed


def _opened(pool: Pool, paths: Sequence[Path]) -> tuple[list[_Opened], bool]:
    """The recaps that could be opened; those that could not are told, and cost only themselves."""
    opened: list[_Opened] = []
    failed: list[WorkError] = []
    for path, found in zip(paths, open_stories(pool, paths), strict=True):
        if isinstance(found, WorkError):
            failed.append(found)
            continue
        for note in found[0].notes:
            print(f"recap-gui: {found[0].source}: {note}", file=sys.stderr)
        opened.append(_Opened(path, Part(*found)))
    if not opened:
        raise failed[0]
    for error in failed:
        print(f"recap-gui: {messages.told(error.code, error.facts).line()}", file=sys.stderr)
    if len(opened) > 1 and not is_season([one.part.story for one in opened]):
        print(
            "recap-gui: These recaps do not look like one season: neither a show, numbers nor people join them. "
            "--each exports every one by itself.",
            file=sys.stderr,
        )
    return opened, bool(failed)


def _within(
    pool: Pool,
    parts: Sequence[Part],
    analysed: Story,
    shown: Story,
    corrections: Sequence[Correction],
    order: Sequence[str],
    until: str,
) -> Story:
    """What can be known up to the horizon: the texts are cut there and analysed anew, so that nothing beyond leaks."""
    try:
        index, offset = horizons.place(shown, horizons.parse(until))
    except ValueError as error:
        raise CannotError(str(error)) from error
    saved = within(parts, shown, index, offset)
    if saved is not None:
        return saved
    plan = seen(parts, analysed, index, offset)
    again = analyse_again(pool, plan.again)
    return corrected(joined([*plan.whole, *again], order), corrections, of=shown).story


def characters_called(story: Story, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the characters called `names`, by any of their forms; a part of a name counts where it is clear."""
    found = []
    for name in names:
        wanted = " ".join(name.split()).casefold()
        cast = [character for character in story.characters if not character.outside]
        exact = [c for c in cast if wanted in {c.name.casefold(), *(alias.casefold() for alias in c.aliases)}]
        close = exact or [c for c in cast if wanted in c.name.casefold()]
        if len(close) != 1:
            known = ", ".join(c.name for c in (close or cast))
            raise CannotError(f"“{name}” is {'more than one' if close else 'no'} character here. There are: {known}.")
        found.append(close[0].id)
    return tuple(found)
