"""The exports: for each suffix a function from a story to bytes. Window and command line share them.

Qt is imported only when a PNG is made, or a PDF needs letters that the shipped font does not have; then QtCore and
QtGui alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol, TypeAlias

from recap_gui.drawing.describe import alternative, counted
from recap_gui.drawing.html import Page, html
from recap_gui.drawing.pdf import Shapes, pdf
from recap_gui.drawing.sizes import FIT
from recap_gui.drawing.style import style
from recap_gui.drawing.svg import svg
from recap_gui.files.story_json import encode
from recap_gui.gui.export_options import Options, Pages, View
from recap_gui.gui.export_pictures import (
    SMALLEST_LABEL,
    Part,
    Picture,
    captions_of,
    chosen,
    chosen_episodes,
    lanes_of,
    part_names,
    picture,
    pictures,
    single_pages,
)
from recap_gui.layout.tables import csv_table, markdown_table
from recap_gui.story import Story
from recap_gui.story.gold import gold_json

__all__ = [
    "EXPORTS",
    "PICTURES",
    "SMALLEST_LABEL",
    "File",
    "Options",
    "Pages",
    "Picture",
    "View",
    "files_of",
    "picture",
    "pictures",
    "smallest_label",
    "suffix_of",
    "target_of",
]

Progress: TypeAlias = Callable[[float], bool]
"""Told the share that is done; says whether to go on."""


class Export(Protocol):
    """Makes one file."""

    def __call__(self, story: Story, options: Options, progress: Progress | None = None) -> bytes:
        """The bytes of what `options` choose of `story`."""


def _png(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    from recap_gui.gui.raster import png

    made = picture(story, options)
    return png(made.sheet, made.style, options.scale, progress=progress)


def _pdf(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    made = pictures(story, options, paged=True)
    own, _ = chosen(story, options)
    title = captions_of(own, options).title
    first = made[0]
    return pdf(
        [one.sheet for one in made],
        first.style,
        title=title,
        description=first.drawing.description if len(made) == 1 else "",
        outline=_outline,
    )


def _outline(text: str, weight: int) -> Shapes:
    from recap_gui.gui.outlines import outline
    from recap_gui.gui.raster import ready

    ready()
    return outline(text, weight)


def _svg(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    made = picture(story, options)
    names = made.names
    describe, group = (names.tooltip, names.group) if names else (None, None)
    return svg(
        made.drawing, made.style, sheet=made.sheet, fonts=options.fonts is True, describe=describe, group=group
    ).encode()


def _html(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    own, _ = chosen(story, options)
    layout = lanes_of(story, options, folded=False)
    captions = captions_of(own, options)
    inside: str | None = None
    look = style(options.theme)
    alt = alternative(own, layout, options.say)
    if options.layout != "table":
        made = picture(story, replace(options, title="", caption="", source="", size=FIT, pages="one"))
        drawing = replace(made.drawing, title=captions.title)
        names = made.names
        assert names is not None
        inside = svg(drawing, look, describe=names.tooltip, group=names.group, link=names.link)
        alt = drawing.description
    found = Page(
        title=captions.title,
        figures="" if inside else counted(own, layout, options.say),
        caption=captions.caption,
        source=captions.source,
        alt=alt if options.alt is None else options.alt,
        story=own,
        layout=layout,
        picture=inside,
        style=look,
        dark=style("dark") if options.theme == "light" else None,
        say=options.say,
        fonts=options.fonts is not False,
    )
    return html(found).encode()


def _json(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    return encode(story)


def _gold(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    index = options.scenes.first[0] if options.scenes else 0
    return gold_json(story, index).encode(errors="replace")


def _csv(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    own, _ = chosen(story, options)
    table = csv_table(own, lanes_of(story, options, folded=False))
    return table.encode("utf-8-sig", "replace")  # the mark tells spreadsheets that it is UTF-8


def _md(story: Story, options: Options, progress: Progress | None = None) -> bytes:
    own, _ = chosen(story, options)
    return markdown_table(own, lanes_of(story, options)).encode(errors="replace")


EXPORTS: Mapping[str, Export] = {
    ".png": _png,
    ".svg": _svg,
    ".pdf": _pdf,
    ".html": _html,
    ".json": _json,
    ".csv": _csv,
    ".md": _md,
    ".gold.json": _gold,
}
"""By suffix, in the order they are offered."""
PICTURES = (".png", ".svg", ".pdf", ".html")


def suffix_of(name: str) -> str:
    """The suffix of EXPORTS that a file's name ends in, the longest one, or ""."""
    low = PurePath(name).name.casefold()
    return max((suffix for suffix in EXPORTS if low.endswith(suffix) and low != suffix), key=len, default="")


@dataclass(frozen=True, slots=True)
class File:
    """One file to write: its name, the suffix it is made by, and the options for it."""

    name: str
    suffix: str
    options: Options


def files_of(story: Story, options: Options, name: str) -> list[File]:
    """The files that an export to `name` writes.

    One, or of PNG and SVG with pages by episode, and of gold, one for each episode: its code, or its number, stands
    in the place of ``{episode}`` in `name`, else before the suffix. So do the pages of a table on paper as PNG or SVG.
    """
    suffix = suffix_of(name)
    found = [Part("", options)]
    if suffix == ".gold.json":
        own = chosen_episodes(story, options)
        names = part_names(story, [index for index, _ in own]) if len(own) > 1 else [""] * len(own)
        found = [Part(part, replace(options, scenes=at)) for part, (_, at) in zip(names, own, strict=True)] or found
    elif suffix in {".png", ".svg"}:
        found = single_pages(story, options)
    return [File(target_of(name, part.name), suffix, part.options) for part in found]


def target_of(name: str, part: str) -> str:
    """`name` for one part of an export."""
    if "{episode}" in name:
        return name.replace("{episode}", part or "01")
    end = len(name) - len(suffix_of(name))
    return f"{name[:end]}-{part}{name[end:]}" if part else name


def smallest_label(story: Story, options: Options) -> float:
    """The size in pt of the smallest label of all pages."""
    return min(one.sheet.smallest_label for one in pictures(story, options, paged=True))
