"""What is exported and how it looks: one value that the dialog and the command line fill in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, MutableMapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from recap_gui.drawing.say import Say
from recap_gui.drawing.sizes import FIT, Size
from recap_gui.drawing.style import Theme
from recap_gui.layout.arrangement import Arrangement
from recap_gui.layout.columns import FOLDED, Width
from recap_gui.layout.lanes import Order
from recap_gui.layout.storylines import Problem, StorylineLayout
from recap_gui.story import Kind
from recap_gui.story.excerpt import Stretch

Search: TypeAlias = Callable[[Problem, float], StorylineLayout]
"""``search(asked, seconds)``: the storylines with the fewest crossings that are found in so many seconds."""
View: TypeAlias = Literal["lanes", "storylines", "table"]
VIEWS: tuple[View, ...] = ("lanes", "storylines", "table")
Pages: TypeAlias = Literal["one", "episode"]


@dataclass(frozen=True, slots=True)
class Options:
    """What is exported and how it looks. `only`, `hidden` and `pinned` hold character ids.

    `kept` are the lanes as corrections left them: who has lost every block since is left out, and a part of the story
    is arranged by itself.

    None for title, source or alt text means the one made from the story; "" leaves it out. `scenes` are those shown
    (None: all), `pages` whether they stand on one page or each episode on its own; `page` is one page of a table that
    takes several, for formats without pages. `fonts` puts the letters that are shown into SVG and HTML (None: into HTML
    alone). `seconds` is how long the fewest crossings of storylines are looked for, by `search` where it is given;
    `drawn` keeps what was found, by `export_pictures.drawn_key`, for other pictures of the same story. `say` gives the
    words in the user's language.
    """

    theme: Theme = "light"
    layout: View = "lanes"
    width: Width = "words"
    order: Order | tuple[str, ...] = "appearance"
    scale: float = 2.0
    scenes: Stretch | None = None
    pages: Pages = "one"
    page: int | None = None
    size: Size = FIT
    only: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    folded: bool = True
    folded_kinds: tuple[Kind, ...] = FOLDED
    kept: Arrangement | None = None
    title: str | None = None
    caption: str = ""
    source: str | None = None
    alt: str | None = None
    legend: bool = True
    fonts: bool | None = None
    seconds: float = 10.0
    say: Say = str
    search: Search | None = field(default=None, compare=False, repr=False)
    drawn: MutableMapping[Hashable, StorylineLayout] = field(default_factory=dict, compare=False, repr=False)
