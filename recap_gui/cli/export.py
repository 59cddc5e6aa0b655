"""``recap-gui export``: pictures and data of recaps without a display. Quiet and scriptable."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from recap_gui.drawing.style import THEMES
from recap_gui.files.corrections_store import Kept, Store, Target, in_order, recap_target
from recap_gui.files.disk import display_name
from recap_gui.files.errors import FileError
from recap_gui.files.folders import data_folder
from recap_gui.files.listing import recaps_in
from recap_gui.files.save import write_whole
from recap_gui.gui.exports import EXPORTS, Options
from recap_gui.story import Story
from recap_gui.story import horizon as horizons
from recap_gui.story.corrections import Correction
from recap_gui.story.season_of import is_season
from recap_gui.work import messages
from recap_gui.work.blocking import WorkError, analyse_again, open_stories
from recap_gui.work.keeping import kept_results
from recap_gui.work.pool import Pool
from recap_gui.work.season import Part, corrected, joined, of_season, season_place, seen, within

_EXAMPLES = """\
examples:
  recap-gui export episode.txt -o timeline.png -o timeline.pdf
  recap-gui export season/ -o season.svg --theme dark --until S01E03:12
  recap-gui export *.txt --each -o out/{name}.json
  recap-gui export episode.txt -o two.png --only "Maeve Corrigan" --only Rao --width equal
"""


DEFAULT_SCALE = 2.0
MOST_CHILDREN = 2


class _CannotError(Exception):
    """What could not be done, in one sentence for the user."""


class _UsageError(Exception):
    """What is wrong with the arguments, in one sentence."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """One recap as read, and where."""

    path: Path
    part: Part


def run(arguments: list[str]) -> int:
    """Export what `arguments` name; the exit status: 0 done, 1 could not, 2 wrong use."""
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    try:
        _check(chosen)
    except _UsageError as error:
        print(f"recap-gui export: {error}", file=sys.stderr)
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        paths = _recaps(chosen.paths)
        _check_targets(paths, chosen)
        with Pool(min(len(paths), os.cpu_count() or 1, MOST_CHILDREN), cache=kept_results()) as pool:
            if chosen.each:
                return max([_guarded(partial(_export, pool, [path], chosen)) for path in paths])
            return _guarded(partial(_export, pool, paths, chosen))
    except _CannotError as error:
        print(f"recap-gui: {error}", file=sys.stderr)
        return 1
    except _UsageError as error:
        print(f"recap-gui export: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recap-gui export",
        description="Write the timeline of a recap, or of several as a season, as a picture or as data.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a recap, a story exported as JSON, or a folder")
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        required=True,
        metavar="OUT",
        help=f"what to write, by its suffix: {' '.join(EXPORTS)} (repeatable)",
    )
    parser.add_argument("--each", action="store_true", help="every PATH by itself; OUT contains {name}")
    parser.add_argument("--theme", choices=THEMES, default="light", help="colours of pictures (default: light)")
    parser.add_argument("--layout", choices=("lanes", "storylines"), default="lanes", help="default: lanes")
    parser.add_argument(
        "--width", choices=("words", "equal"), default="words", help="scenes as wide as (default: words)"
    )
    parser.add_argument(
        "--order",
        choices=("appearance", "scenes", "alphabet", "tightest"),
        default="appearance",
        help="of the lanes (default: appearance)",
    )
    parser.add_argument("--scale", type=float, metavar="1–4", help="pixels of a PNG (default: 2, or what fits)")
    parser.add_argument("--until", metavar="S01E03:12", help="nothing after this scene, as the timeline numbers it")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only this character (repeatable)")
    parser.add_argument("--title", help="above the picture (default: the story's)")
    parser.add_argument("--as-analysed", action="store_true", help="leave corrections out")
    return parser


def _check(chosen: argparse.Namespace) -> None:
    for out in chosen.output:
        if Path(out).suffix.lower() not in EXPORTS:
            raise _UsageError(f"{out} does not end in one of {' '.join(EXPORTS)}.")
        if chosen.each and "{name}" not in out:
            raise _UsageError(f"With --each, {out} must contain {{name}}.")
    if chosen.scale is not None and not 1 <= chosen.scale <= 4:
        raise _UsageError("--scale is a number from 1 to 4.")
    if chosen.until is not None:
        try:
            horizons.parse(chosen.until)
        except ValueError as error:
            raise _UsageError(f"--until: {error}") from error


def _recaps(paths: Sequence[str]) -> list[Path]:
    """The files that `paths` name; of a folder the recaps in it."""
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = recaps_in(path).files
        except FileError as error:
            raise _CannotError(messages.of(error).line()) from error
        if not inside:
            raise _CannotError(f"There is no recap in {display_name(path)}.")
        found += inside
    return found


def _check_targets(paths: Sequence[Path], chosen: argparse.Namespace) -> None:
    inputs = {os.path.realpath(path) for path in paths}
    targets = [
        out.replace("{name}", path.stem) for out in chosen.output for path in (paths if chosen.each else paths[:1])
    ]
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise _UsageError(f"{target} is one of the recaps; it is not overwritten.")
    if len(set(map(os.path.realpath, targets))) < len(targets):
        raise _UsageError("Two outputs would be the same file.")


def _guarded(export: Callable[[], None]) -> int:
    try:
        export()
    except WorkError as error:
        print(f"recap-gui: {messages.told(error.code, error.facts).line()}", file=sys.stderr)
        return 1
    except FileError as error:
        print(f"recap-gui: {messages.of(error).line()}", file=sys.stderr)
        return 1
    except _CannotError as error:
        print(f"recap-gui: {error}", file=sys.stderr)
        return 1
    return 0


def _export(pool: Pool, paths: Sequence[Path], chosen: argparse.Namespace) -> None:
    story, failed = _story(pool, paths, chosen)
    options = replace(
        Options(
            theme=chosen.theme,
            layout=chosen.layout,
            width=chosen.width,
            order=chosen.order,
            scale=chosen.scale or DEFAULT_SCALE,
        ),
        only=_characters(story, chosen.only),
        title=chosen.title,
    )
    for out in chosen.output:
        target = Path(out.replace("{name}", paths[0].stem)) if chosen.each else Path(out)
        _write(target, _made(story, target.suffix.lower(), options, shrink=chosen.scale is None))
    if failed:
        raise _CannotError("Written without the recaps that could not be opened.")


def _made(story: Story, suffix: str, options: Options, *, shrink: bool) -> bytes:
    """The bytes of one output. A PNG that would be too large gets the scale that fits where `shrink`."""
    if suffix not in {".png", ".pdf"}:
        return EXPORTS[suffix](story, options)
    from recap_gui.gui.raster import PictureError

    try:
        return EXPORTS[suffix](story, options)
    except PictureError as error:
        if not shrink or error.fits < 1:
            raise _CannotError(str(error)) from error
        print(f"recap-gui: The PNG is at scale {error.fits:g}, the largest that fits.", file=sys.stderr)
        return _made(story, suffix, replace(options, scale=error.fits), shrink=False)


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():  # a pipe or a device takes what it is given
            target.write_bytes(data)
        else:
            write_whole(Path(os.path.realpath(target)), data)
    except OSError as error:
        raise _CannotError(f"{display_name(target)} could not be written: {error.strerror or error}.") from error


def _story(pool: Pool, paths: Sequence[Path], chosen: argparse.Namespace) -> tuple[Story, bool]:
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
        raise _CannotError(str(error)) from error
    saved = within(parts, shown, index, offset)
    if saved is not None:
        return saved
    plan = seen(parts, analysed, index, offset)
    again = analyse_again(pool, plan.again)
    return corrected(joined([*plan.whole, *again], order), corrections, of=shown, last=index).story


def _characters(story: Story, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the characters called `names`, by any of their forms; a part of a name counts where it is clear."""
    found = []
    for name in names:
        wanted = " ".join(name.split()).casefold()
        cast = [character for character in story.characters if not character.outside]
        exact = [c for c in cast if wanted in {c.name.casefold(), *(alias.casefold() for alias in c.aliases)}]
        close = exact or [c for c in cast if wanted in c.name.casefold()]
        if len(close) != 1:
            known = ", ".join(c.name for c in (close or cast))
            raise _CannotError(f"“{name}” is {'more than one' if close else 'no'} character here. There are: {known}.")
        found.append(close[0].id)
    return tuple(found)
