"""The arguments of ``recap-gui export``: what they are, and what is wrong with them."""

from __future__ import annotations

import argparse

from recap_gui.drawing import sizes
from recap_gui.drawing.style import THEMES
from recap_gui.gui.export_options import VIEWS
from recap_gui.gui.exports import EXPORTS, suffix_of
from recap_gui.story import horizon as horizons

_EXAMPLES = """\
examples:
  recap-gui export episode.txt -o timeline.png -o timeline.pdf
      a picture to post and one to print
  recap-gui export season/ -o season.svg --theme dark --until S01E03:12
      a season as far as you have seen it
  recap-gui export season/ -o season.pdf --pages episode --size a4 --theme print
      a sheet of A4 for each episode, in one file
  recap-gui export season/ -o "{episode}.png" --pages episode --size 1600
      a picture of each episode, 1600 px wide: S01E01.png, S01E02.png, ...
  recap-gui export episode.txt -o act-two.svg --scenes 3-12 --title "Act two" --no-legend
      some scenes; of a season: --scenes S01E02:3-S01E03:4
  recap-gui export season/ -o table.pdf --layout table --size a4-portrait
      the table of scenes, on as many pages as it takes
  recap-gui export episode.txt -o two.png --only "Maeve Corrigan" --only Rao --width equal
      two characters, every scene as wide as the others
  recap-gui export *.txt --each -o out/{name}.json -o out/{name}.gold.json
      data of many recaps, each by itself
"""


class UsageError(Exception):
    """What is wrong with the arguments, in one sentence."""


def parser() -> argparse.ArgumentParser:
    """The parser, ``--help`` with examples included."""
    made = argparse.ArgumentParser(
        prog="recap-gui export",
        description="Write the timeline of a recap, or of several as a season, as a picture or as data.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("paths", nargs="+", metavar="PATH", help="a recap, a story exported as JSON, or a folder")
    made.add_argument(
        "-o",
        "--output",
        action="append",
        required=True,
        metavar="OUT",
        help=f"what to write, by its suffix: {' '.join(EXPORTS)} (repeatable)",
    )
    _add_what(made.add_argument_group("what"))
    _add_look(made.add_argument_group("how it looks"))
    _add_words(made.add_argument_group("words around it"))
    return made


def _add_what(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--each", action="store_true", help="every PATH by itself; OUT contains {name}")
    group.add_argument("--until", metavar="S01E03:12", help="nothing after this scene, as the timeline numbers it")
    group.add_argument("--scenes", metavar="3-12", help="only these scenes; of a season S01E02:3-S01E03:4 or S01E02")
    group.add_argument(
        "--pages",
        choices=("one", "episode"),
        default="one",
        help="everything on one page, or each episode on its own: a PDF of several pages, PNG and SVG as several "
        "files, with the episode in the place of {episode} in OUT (default: one)",
    )
    group.add_argument("--only", action="append", default=[], metavar="NAME", help="only this character (repeatable)")
    group.add_argument("--as-analysed", action="store_true", help="leave corrections out")


def _add_look(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--layout", choices=VIEWS, default="lanes", help="default: lanes")
    group.add_argument(
        "--theme",
        choices=THEMES,
        default="light",
        help="colours of pictures; a light HTML page turns dark where its reader's desktop is (default: light)",
    )
    group.add_argument(
        "--size",
        default="fit",
        metavar="SIZE",
        help=f"{', '.join(sizes.NAMES)}, or 1400px, or 250x180mm (default: fit, as large as it needs)",
    )
    group.add_argument("--scale", type=float, metavar="1–4", help="pixels of a PNG (default: 2, or what fits)")
    group.add_argument(
        "--width", choices=("words", "equal"), default="words", help="scenes as wide as (default: words)"
    )
    group.add_argument(
        "--order",
        choices=("appearance", "scenes", "alphabet", "tightest"),
        default="appearance",
        help="of the lanes (default: appearance)",
    )
    group.add_argument(
        "--fonts",
        action=argparse.BooleanOptionalAction,
        help="the letters shown as fonts inside SVG and HTML: they look alike everywhere (default: HTML only)",
    )
    group.add_argument("--all-lanes", action="store_true", help="a lane for everybody: nobody folded into “and 7 more”")


def _add_words(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--title", help="above the picture (default: the show's and the episode's; '' for none)")
    group.add_argument("--caption", default="", help="a sentence below the picture")
    group.add_argument("--source", help="the line at the lower right (default: the file's name; '' for none)")
    group.add_argument("--alt", help="what the picture shows, for those who do not see it (default: made)")
    group.add_argument(
        "--legend", action=argparse.BooleanOptionalAction, default=True, help="what the marks mean (default: with)"
    )


def check(chosen: argparse.Namespace) -> None:
    """Look at what can be judged before any recap is read.

    Raises:
        UsageError: when it is wrong.
    """
    for out in chosen.output:
        if not suffix_of(out):
            raise UsageError(f"{out} does not end in one of {' '.join(EXPORTS)}.")
        if chosen.each and "{name}" not in out:
            raise UsageError(f"With --each, {out} must contain {{name}}.")
    if chosen.scale is not None and not 1 <= chosen.scale <= 4:
        raise UsageError("--scale is a number from 1 to 4.")
    try:
        chosen.size = sizes.parse(chosen.size)
    except ValueError as error:
        raise UsageError(f"--size: {error}") from error
    if chosen.until is not None:
        try:
            horizons.parse(chosen.until)
        except ValueError as error:
            raise UsageError(f"--until: {error}") from error
