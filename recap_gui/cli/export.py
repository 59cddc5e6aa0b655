"""``recap-gui export``: pictures and data of recaps without a display. Quiet and scriptable."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from recap_gui.cli.export_arguments import UsageError, check, parser
from recap_gui.cli.export_story import CannotError, characters_called, read_story
from recap_gui.files.disk import display_name
from recap_gui.files.errors import FileError
from recap_gui.files.listing import recaps_in
from recap_gui.files.save import write_whole
from recap_gui.gui.exports import EXPORTS, SMALLEST_LABEL, File, Options, files_of, pictures, smallest_label
from recap_gui.story import Story
from recap_gui.story import excerpt as excerpts
from recap_gui.work import messages
from recap_gui.work.blocking import WorkError
from recap_gui.work.keeping import kept_results
from recap_gui.work.pool import Pool

DEFAULT_SCALE = 2.0
MOST_CHILDREN = 2


def run(arguments: list[str]) -> int:
    """Export what `arguments` name; the exit status: 0 done, 1 could not, 2 wrong use."""
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    try:
        check(chosen)
    except UsageError as error:
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
    except CannotError as error:
        print(f"recap-gui: {error}", file=sys.stderr)
        return 1
    except UsageError as error:
        print(f"recap-gui export: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


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
            raise CannotError(messages.of(error).line()) from error
        if not inside:
            raise CannotError(f"There is no recap in {display_name(path)}.")
        found += inside
    return found


def _check_targets(paths: Sequence[Path], chosen: argparse.Namespace) -> None:
    inputs = {os.path.realpath(path) for path in paths}
    targets = [
        out.replace("{name}", path.stem) for out in chosen.output for path in (paths if chosen.each else paths[:1])
    ]
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise UsageError(f"{target} is one of the recaps; it is not overwritten.")
    if len(set(map(os.path.realpath, targets))) < len(targets):
        raise UsageError("Two outputs would be the same file.")


def _guarded(export: Callable[[], None]) -> int:
    try:
        export()
    except WorkError as error:
        print(f"recap-gui: {messages.told(error.code, error.facts).line()}", file=sys.stderr)
        return 1
    except FileError as error:
        print(f"recap-gui: {messages.of(error).line()}", file=sys.stderr)
        return 1
    except CannotError as error:
        print(f"recap-gui: {error}", file=sys.stderr)
        return 1
    return 0


def _export(pool: Pool, paths: Sequence[Path], chosen: argparse.Namespace) -> None:
    story, failed = read_story(pool, paths, chosen)
    options = _options(story, chosen)
    files: list[File] = []
    for out in chosen.output:
        name = out.replace("{name}", paths[0].stem) if chosen.each else out
        files += files_of(story, options, name)
    _check_files(files, paths)
    for file in files:
        _write(Path(file.name), _made(story, file, shrink=chosen.scale is None))
    if options.size.paper and any(file.suffix in {".pdf", ".png", ".svg"} for file in files):
        _tell_small(story, options)
    if any(file.suffix in {".pdf", ".png"} for file in files):
        _tell_unshown(story, options)
    if failed:
        raise CannotError("Written without the recaps that could not be opened.")


def _options(story: Story, chosen: argparse.Namespace) -> Options:
    scenes = None
    if chosen.scenes is not None:
        try:
            scenes = excerpts.parse(story, chosen.scenes)
        except ValueError as error:
            raise CannotError(f"--scenes: {error}") from error
    return Options(
        theme=chosen.theme,
        layout=chosen.layout,
        width=chosen.width,
        order=chosen.order,
        scale=chosen.scale or DEFAULT_SCALE,
        scenes=scenes,
        pages=chosen.pages,
        size=chosen.size,
        only=characters_called(story, chosen.only),
        folded=not chosen.all_lanes,
        title=chosen.title,
        caption=chosen.caption,
        source=chosen.source,
        alt=chosen.alt,
        legend=chosen.legend,
        fonts=chosen.fonts,
    )


def _check_files(files: Sequence[File], paths: Sequence[Path]) -> None:
    """Nothing is written before every name is known to be one of its own."""
    inputs = {os.path.realpath(path) for path in paths}
    targets = [os.path.realpath(file.name) for file in files]
    for target in targets:
        if target in inputs:
            raise UsageError(f"{target} is one of the recaps; it is not overwritten.")
    if len(set(targets)) < len(targets):
        raise UsageError("Two outputs would be the same file.")


def _tell_small(story: Story, options: Options) -> None:
    smallest = smallest_label(story, options)
    if smallest < SMALLEST_LABEL:
        print(
            f"recap-gui: The smallest label is {smallest:.1f} pt high, too small to read in print. Choose a larger "
            f"--size, {'' if options.pages == 'episode' else '--pages episode, '}or fewer --scenes.",
            file=sys.stderr,
        )


def _tell_unshown(story: Story, options: Options) -> None:
    from recap_gui.gui.letters import unshown

    if letters := unshown(one.drawing for one in pictures(story, options, paged=True)):
        print(f"recap-gui: No font on this computer has {letters[:12]}: blocks stand in their place.", file=sys.stderr)


def _made(story: Story, file: File, *, shrink: bool) -> bytes:
    """The bytes of one output. A PNG that would be too large gets the scale that fits where `shrink`."""
    if file.suffix != ".png":
        return EXPORTS[file.suffix](story, file.options)
    from recap_gui.gui.raster import PictureError

    try:
        return EXPORTS[file.suffix](story, file.options)
    except PictureError as error:
        if not shrink or error.fits < 1:
            raise CannotError(str(error)) from error
        print(f"recap-gui: The PNG is at scale {error.fits:g}, the largest that fits.", file=sys.stderr)
        return _made(story, replace(file, options=replace(file.options, scale=error.fits)), shrink=False)


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():  # a pipe or a device takes what it is given
            target.write_bytes(data)
        else:
            write_whole(Path(os.path.realpath(target)), data)
    except OSError as error:
        raise CannotError(f"{display_name(target)} could not be written: {error.strerror or error}.") from error
