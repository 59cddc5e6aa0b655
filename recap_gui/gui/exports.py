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
from recap_gui.drawing.storyline_picture import draw_storyline_picture, storyline_rows
from recap_gui.drawing.storyline_words import StorylineDescriber, alternative_lines, counted_lines
from recap_gui.drawing.style import Style, Theme, style
from recap_gui.drawing.svg import svg
from recap_gui.files.story_json import encode
from recap_gui.layout.columns import Width
from recap_gui.layout.lanes import LaneLayout, Order, lane_layout
from recap_gui.layout.storylines import problem
from recap_gui.layout.tables import csv_table, markdown_table
from recap_gui.story import Story


@dataclass(frozen=True, slots=True)
class Options:
    """What is exported and how it looks. `only` holds character ids; None for a caption means the one made for it.

    `seconds` is how long the fewest crossings of storylines are looked for.
    """

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
    seconds: float = 10.0


Export: TypeAlias = Callable[[Story, Options], bytes]


@dataclass(frozen=True, slots=True)
class Picture:
    """What PNG, SVG and PDF show: the drawing, its style, and what says in words what its marks mean."""

    drawing: Drawing
    style: Style
    names: Describer | StorylineDescriber


def picture(story: Story, options: Options) -> Picture:
    """The picture of `story`."""
    look = style(options.theme)
    title = _title(story, options)
    source = _source(story) if options.source is None else options.source
    captions = Captions(title, "", options.caption, source)
    if options.layout == "storylines":
        return _storylines(story, options, look, captions)
    layout = _layout(story, options)
    captions = replace(captions, subtitle=counted(story, layout))
    drawing = draw_picture(layout, look, captions, widest=options.widest, legend=options.legend)
    drawing = replace(drawing, title=title, description=alternative(story, layout))
    return Picture(drawing, look, Describer(rows_of(layout, look, widest=options.widest)))


def _storylines(story: Story, options: Options, look: Style, captions: Captions) -> Picture:
    from recap_gui.layout.storylines.search import storylines

    *_, layout = storylines(
        problem(story, width=options.width, only=options.only, hidden=options.hidden), seconds=options.seconds
    )
    captions = replace(captions, subtitle=counted_lines(story, layout))
    drawing = draw_storyline_picture(layout, look, captions, widest=options.widest, legend=options.legend)
    drawing = replace(drawing, description=alternative_lines(story, layout))
    return Picture(drawing, look, StorylineDescriber(storyline_rows(layout, look, widest=options.widest)))


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

    made = picture(story, options)
    return png(made.drawing, made.style, options.scale)


def _pdf(story: Story, options: Options) -> bytes:
    from recap_gui.gui.raster import pdf

    made = picture(story, options)
    return pdf([made.drawing], made.style, title=made.drawing.title)


def _svg(story: Story, options: Options) -> bytes:
    made = picture(story, options)
    return svg(made.drawing, made.style, describe=made.names.tooltip, group=made.names.group).encode()


def _html(story: Story, options: Options) -> bytes:
    made = picture(story, replace(options, title=""))  # the page has the title
    names = made.names
    inside = svg(made.drawing, made.style, describe=names.tooltip, group=names.group, link=names.link)
    return page(_title(story, options), story, _layout(story, options), inside, made.style).encode()


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
