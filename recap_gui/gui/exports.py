"""The exports: for each suffix a function from a story to bytes. Window and command line share them.

Qt is imported only when a PNG or a PDF is made, and then QtCore and QtGui alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal, TypeAlias

from recap_gui.drawing.describe import Describer, alternative, counted
from recap_gui.drawing.html import page
from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.picture import WIDEST_ROW, Captions, draw_picture, rows_of
from recap_gui.drawing.style import Style, Theme, style
from recap_gui.drawing.svg import svg
from recap_gui.files.story_json import encode
from recap_gui.layout.columns import Width
from recap_gui.layout.lanes import LaneLayout, Order, lane_layout
from recap_gui.layout.tables import csv_table, markdown_table
from recap_gui.story import Story


@dataclass(frozen=True, slots=True)
class Options:
    """What is exported and how it looks. `only` holds character ids; None for a caption means the one made for it."""

    theme: Theme = "light"
    layout: Literal["lanes", "storylines"] = "lanes"
    width: Width = "words"
    order: Order | tuple[str, ...] = "appearance"
    scale: float = 2.0
    only: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    folded: bool = True
    title: str | None = None
    caption: str = ""
    source: str | None = None
    legend: bool = True
    widest: float = WIDEST_ROW


Export: TypeAlias = Callable[[Story, Options], bytes]


def picture(story: Story, options: Options) -> tuple[Drawing, LaneLayout, Style]:
    """The drawing that PNG, SVG and PDF show, with its layout and style."""
    layout = _layout(story, options)
    look = style(options.theme)
    title = _title(story, options)
    source = _source(story) if options.source is None else options.source
    captions = Captions(title, counted(story, layout), options.caption, source)
    drawing = draw_picture(layout, look, captions, widest=options.widest, legend=options.legend)
    return Drawing(drawing.width, drawing.height, drawing.layers, title, alternative(story, layout)), layout, look


def _layout(story: Story, options: Options) -> LaneLayout:
    return lane_layout(
        story,
        width=options.width,
        order=options.order,
        only=options.only,
        hidden=options.hidden,
        folded=options.folded,
    )


def _title(story: Story, options: Options) -> str:
    """The title given, else the story's; where that is but a file's name, the name without its suffix."""
    if options.title is not None:
        return options.title
    if story.title in {episode.source for episode in story.episodes}:
        return PurePath(story.title).stem.replace("_", " ").replace("-", " ").strip()
    return story.title


def _source(story: Story) -> str:
    names = [episode.source for episode in story.episodes if episode.source]
    said = names[0] if len(names) == 1 else f"{len(names)} recaps" if names else ""
    return f"From {said} · Recap Timeline" if said else "Recap Timeline"


def _png(story: Story, options: Options) -> bytes:
    from recap_gui.gui.raster import png

    drawing, _, look = picture(story, options)
    return png(drawing, look, options.scale)


def _pdf(story: Story, options: Options) -> bytes:
    from recap_gui.gui.raster import pdf

    drawing, _, look = picture(story, options)
    return pdf([drawing], look, title=drawing.title)


def _svg(story: Story, options: Options) -> bytes:
    drawing, layout, look = picture(story, options)
    names = Describer(rows_of(layout, look, widest=options.widest))
    return svg(drawing, look, describe=names.tooltip, group=names.group).encode()


def _html(story: Story, options: Options) -> bytes:
    drawing, layout, look = picture(story, replace(options, title=""))  # the page has the title
    names = Describer(rows_of(layout, look, widest=options.widest))
    inside = svg(drawing, look, describe=names.tooltip, group=names.group, link=names.link)
    return page(_title(story, options), story, layout, inside, look).encode()


def _json(story: Story, options: Options) -> bytes:
    return encode(story)


def _csv(story: Story, options: Options) -> bytes:
    table = csv_table(story, lane_layout(story, only=options.only, hidden=options.hidden, folded=False))
    return table.encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _md(story: Story, options: Options) -> bytes:
    layout = lane_layout(story, only=options.only, hidden=options.hidden, folded=options.folded)
    return markdown_table(story, layout).encode()


EXPORTS: Mapping[str, Export] = {
    ".png": _png,
    ".svg": _svg,
    ".pdf": _pdf,
    ".html": _html,
    ".json": _json,
    ".csv": _csv,
    ".md": _md,
}
"""By suffix, in the order they are offered."""
