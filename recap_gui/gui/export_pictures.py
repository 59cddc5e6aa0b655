"""From a story and options to pictures: one sheet for each page, and what says in words what its marks mean. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from recap_gui.drawing.describe import Describer, alternative, counted, opening
from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.picture import WIDEST_ROW, Captions, draw_picture, rows_of
from recap_gui.drawing.sheet import Sheet, as_drawn, as_wide, fitted
from recap_gui.drawing.sizes import PAPER_MARGIN, Size
from recap_gui.drawing.storyline import DISTANCE
from recap_gui.drawing.storyline_picture import distances_high, draw_storyline_picture, storyline_rows
from recap_gui.drawing.storyline_words import StorylineDescriber, alternative_lines, counted_lines
from recap_gui.drawing.style import Style, style
from recap_gui.drawing.table import WIDTH as TABLE_WIDTH
from recap_gui.drawing.table import draw_table
from recap_gui.gui.export_options import Options
from recap_gui.gui.export_words import source_of, title_of
from recap_gui.layout.columns import Columns, episode_code
from recap_gui.layout.lanes import LaneLayout, lane_layout
from recap_gui.layout.lanes import part as part_of_lanes
from recap_gui.layout.storylines import Problem, StorylineLayout, problem
from recap_gui.story import Story
from recap_gui.story.excerpt import Stretch, excerpt, numbers, of_episode

SMALLEST_LABEL = 7.0
"""pt: smaller labels cannot be read in print."""
NARROWEST_ROW, LONGEST_ROW = 760.0, 9000.0
"""px: how narrow and how wide a picture may be drawn to fill a sheet."""
HIGHEST_LANE = 1.75
"""How much higher than on a screen lanes may be on paper that has room below them."""
_TRIES = 9
_TABLE_BODY = 9.0
"""pt: the type of a table on paper."""

Names: TypeAlias = Describer | StorylineDescriber
_Draw: TypeAlias = Callable[[float], Drawing]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page: the sheet, its style, and what says in words what its marks mean (None: they say it themselves).

    `name` tells it from the other pages: an episode's code, "" where there is one page.
    """

    sheet: Sheet
    style: Style
    names: Names | None = None
    name: str = ""

    @property
    def drawing(self) -> Drawing:
        """What stands on the sheet."""
        return self.sheet.drawing


def picture(story: Story, options: Options) -> Picture:
    """The picture of what `options` choose of `story`, on one sheet: all of it, or the page that they name."""
    return _pictures(story, options, paged=options.page is not None)[options.page or 0]


def pictures(story: Story, options: Options, *, paged: bool = False) -> list[Picture]:
    """One picture, or one for each episode. A table on paper may take several pages where they are `paged`."""
    made: list[Picture] = []
    for part in parts(story, options):
        made += [replace(one, name=part.name) for one in _pictures(story, part.options, paged=paged)]
    return made


@dataclass(frozen=True, slots=True)
class Part:
    """One of the pages or files that an export makes: what tells it from the others, and its options."""

    name: str
    options: Options


def single_pages(story: Story, options: Options) -> list[Part]:
    """As `parts`, for formats without pages: a table on paper that takes several becomes several parts."""
    found: list[Part] = []
    for part in parts(story, options):
        count = len(_pictures(story, part.options, paged=True)) if _may_be_paged(options) else 1
        if count == 1:
            found.append(part)
            continue
        for page in range(count):
            name = "-".join(word for word in (part.name, f"{page + 1:02}") if word)
            found.append(Part(name, replace(part.options, page=page)))
    return found


def _may_be_paged(options: Options) -> bool:
    return options.layout == "table" and options.size.paper


def parts(story: Story, options: Options) -> list[Part]:
    """What becomes a page, or a file, of its own: everything, or each episode that has scenes to show."""
    chosen = chosen_episodes(story, options)
    if options.pages == "one" or len(chosen) < 2:
        return [Part("", replace(options, pages="one"))]
    names = part_names(story, [index for index, _ in chosen])
    return [
        Part(name, replace(options, pages="one", scenes=stretch, title=_part_title(story, options, index)))
        for name, (index, stretch) in zip(names, chosen, strict=True)
    ]


def chosen_episodes(story: Story, options: Options) -> list[tuple[int, Stretch]]:
    """The episodes that have scenes among the chosen ones, each with the stretch of them."""
    found = []
    for index, episode in enumerate(story.episodes):
        own = of_episode(story, index)
        if options.scenes is not None:
            own = Stretch(max(own.first, options.scenes.first), min(own.last, options.scenes.last))
        if own.first <= own.last and any(s.apart is None for s in episode.scenes[own.first[1] : own.last[1] + 1]):
            found.append((index, own))
    return found


def part_names(story: Story, episodes: Sequence[int]) -> list[str]:
    """A short name for each of these episodes, all different: their codes, else numbers."""
    codes = [episode_code(story.episodes[index]) for index in episodes]
    if all(codes) and len(set(codes)) == len(codes):
        return codes
    digits = max(2, len(str(len(episodes))))
    return [f"{at:0{digits}}" for at in range(1, len(episodes) + 1)]


def _part_title(story: Story, options: Options, index: int) -> str | None:
    """A title given stands on every page, before the episode's own."""
    if not options.title:
        return options.title
    own = title_of(excerpt(story, of_episode(story, index)))
    return own if options.title in own else f"{options.title} · {own}"


def chosen(story: Story, options: Options) -> tuple[Story, Mapping[tuple[str, str], int]]:
    """The scenes that `options` choose as a story, and the numbers that all scenes have in the whole."""
    return (story if options.scenes is None else excerpt(story, options.scenes)), numbers(story)


def lanes_of(story: Story, options: Options, *, folded: bool | None = None) -> LaneLayout:
    """The lanes of what `options` choose."""
    own, known = chosen(story, options)
    layout = lane_layout(
        own,
        width=options.width,
        order=options.order,
        pinned=options.pinned,
        only=options.only,
        hidden=options.hidden,
        folded=options.folded if folded is None else folded,
        folded_kinds=options.folded_kinds,
        kept=options.kept if options.scenes is None else None,
        say=options.say,
    )
    if options.kept is not None:
        layout = part_of_lanes(layout, 0, len(layout.columns), drop_empty=True)
    return replace(layout, columns=_numbered(layout.columns, own, known))


def captions_of(story: Story, options: Options) -> Captions:
    """Title, caption and source line of a picture of `story`, which is what was chosen."""
    title = title_of(story, options.say) if options.title is None else options.title
    source = source_of(story, options.say) if options.source is None else options.source
    return Captions(title, "", options.caption, source)


def _numbered(columns: Columns, story: Story, known: Mapping[tuple[str, str], int]) -> Columns:
    """`columns` with the numbers that the scenes have in the whole story."""
    own = [
        known.get((story.episodes[episode].id, story.episodes[episode].scenes[scene].id), 0)
        for episode, scene in zip(columns.episode.tolist(), columns.scene.tolist(), strict=True)
    ]
    return replace(columns, number=np.array(own, np.int32))


def _pictures(story: Story, options: Options, *, paged: bool = False) -> list[Picture]:
    if options.layout == "storylines":
        return [_storylines(story, options)]
    return _table(story, options, paged=paged) if options.layout == "table" else [_lanes(story, options)]


def _lanes(story: Story, options: Options) -> Picture:
    look = style(options.theme)
    layout, (own, _) = lanes_of(story, options), chosen(story, options)
    captions = replace(captions_of(own, options), subtitle=counted(own, layout, options.say))

    def draw(widest: float) -> Drawing:
        return draw_picture(layout, look, captions, widest=widest, legend=options.legend, say=options.say)

    sheet, widest = _on_sheet(draw, options.size)
    if sheet.paper:
        lanes = layout.lanes * len(rows_of(layout, look, widest=widest))
        look = replace(look, metrics=replace(look.metrics, lane=_filling(sheet, look.metrics.lane, lanes)))
        sheet = _sheet(draw(widest), options.size)
    sheet = _told(sheet, options, captions.title, alternative(own, layout, options.say))
    return Picture(sheet, look, Describer(rows_of(layout, look, widest=widest), options.say))


def _storylines(story: Story, options: Options) -> Picture:
    look = style(options.theme)
    own, known = chosen(story, options)
    key = drawn_key(options)
    if key not in options.drawn:
        options.drawn[key] = _searched(own, known, options)
    layout = options.drawn[key]
    captions = replace(captions_of(own, options), subtitle=counted_lines(own, layout, options.say))

    distance = DISTANCE

    def draw(widest: float) -> Drawing:
        return draw_storyline_picture(
            layout, look, captions, widest=widest, distance=distance, legend=options.legend, say=options.say
        )

    sheet, widest = _on_sheet(draw, options.size)
    rows = storyline_rows(layout, look, widest=widest)
    if sheet.paper:
        distance = _filling(sheet, distance, distances_high(rows))
        sheet = _sheet(draw(widest), options.size)
    sheet = _told(sheet, options, captions.title, alternative_lines(own, layout, options.say))
    return Picture(sheet, look, StorylineDescriber(rows, options.say))


def _searched(story: Story, known: Mapping[tuple[str, str], int], options: Options) -> StorylineLayout:
    asked = problem(
        story,
        width=options.width,
        pinned=options.pinned,
        only=options.only,
        hidden=options.hidden,
        folded_kinds=options.folded_kinds,
        kept=options.kept,
    )
    asked = replace(asked, columns=_numbered(asked.columns, story, known))
    return (options.search or _search)(asked, options.seconds)


def _search(asked: Problem, seconds: float) -> StorylineLayout:
    """The storylines looked for here and now."""
    from recap_gui.layout.storylines.search import storylines

    layout: StorylineLayout
    *_, layout = storylines(asked, seconds=seconds)
    return layout


def drawn_key(options: Options) -> Hashable:
    """What of `options` the heights of storylines hang on."""
    return options.scenes, options.width, options.pinned, options.only, options.hidden, options.folded_kinds


def _table(story: Story, options: Options, *, paged: bool) -> list[Picture]:
    look = style(options.theme)
    layout, (own, _) = lanes_of(story, options, folded=False), chosen(story, options)
    captions = replace(captions_of(own, options), subtitle=counted(own, layout, options.say))
    size = options.size
    room: tuple[float, float] | None = None
    width = size.width if size.width and not size.paper else TABLE_WIDTH
    if size.paper:  # a page of a table is as wide as makes its type easy to read
        factor = _TABLE_BODY / look.metrics.body
        room = (size.width - 2 * PAPER_MARGIN) / factor, (size.height - 2 * PAPER_MARGIN) / factor
        width = room[0]
    drawn = draw_table(
        layout,
        look,
        captions,
        openings=[opening(own, layout, column) for column in range(len(layout.columns))],
        width=width,
        height=room[1] if room and paged else None,
        legend=options.legend,
        say=options.say,
    )
    said = alternative(own, layout, options.say)
    return [Picture(_told(_sheet(drawing, size), options, captions.title, said), look, name="") for drawing in drawn]


def _told(sheet: Sheet, options: Options, title: str, made: str) -> Sheet:
    """`sheet` with the title and the alternative text of its drawing."""
    said = made if options.alt is None else options.alt
    return replace(sheet, drawing=replace(sheet.drawing, title=title, description=said))


def _sheet(drawing: Drawing, size: Size) -> Sheet:
    if size.paper:
        return fitted(drawing, size.width, size.height, margin=PAPER_MARGIN)
    return as_wide(drawing, size.width) if size.width else as_drawn(drawing)


def _filling(sheet: Sheet, lane: float, lanes: float) -> float:
    """How high each of `lanes` may be, instead of `lane` px, so that the paper is filled where it has room below."""
    _, top, _, height = sheet.view
    room = height + 2 * top - sheet.drawing.height
    return float(int(min(lane * HIGHEST_LANE, lane + max(0.0, room) / max(1.0, lanes))))


def _on_sheet(draw: _Draw, size: Size) -> tuple[Sheet, float]:
    """The drawing on its sheet, and how long its rows may be: on paper so that it fills the sheet best."""
    if not size.width:
        return as_drawn(draw(WIDEST_ROW)), WIDEST_ROW
    if not size.paper:
        return _sheet(draw(size.width), size), size.width
    low, high = NARROWEST_ROW, LONGEST_ROW
    best: tuple[Sheet, float] | None = None
    for _ in range(_TRIES):  # wider rows make a lower picture: look where both sides fit
        widest = (low * high) ** 0.5
        sheet = _sheet(draw(widest), size)
        if best is None or sheet.factor > best[0].factor * 1.001:
            best = sheet, widest
        drawing = sheet.drawing
        if drawing.width / drawing.height < size.width / size.height:
            low = widest
        else:
            high = widest
    assert best is not None
    return best
