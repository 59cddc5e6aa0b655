"""What the marks of a picture mean, in words: tooltips, ids and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from recap_gui.drawing.marks import Layer
from recap_gui.drawing.picture import Row
from recap_gui.drawing.say import Say, number
from recap_gui.layout.columns import FRAME, SCENE, Columns
from recap_gui.layout.lanes import PRESENT, UNSURE, LaneLayout
from recap_gui.story import Story

_OPENING = 8
"""Words that stand for a scene without a heading."""


class Describer:
    """Tooltips and groups for the SVG of a picture made of `rows`."""

    def __init__(self, rows: Sequence[Row], say: Say = str) -> None:
        self._rows = rows
        self._say = say

    def tooltip(self, layer: Layer, target: int) -> str:
        """The tooltip of a block: "Leo · scene 4, the squad room · present"."""
        layout = self._row(layer).layout
        lane, column = layout.place_of(target)
        where = scene_name(layout.columns, column, self._say)
        parts = (layout.names[lane], where, state(layout, target, self._say))
        return " · ".join(part for part in parts if part)

    def group(self, layer: Layer, target: int) -> tuple[str, str]:
        """Id and label of the lane that a block stands in."""
        layout = self._row(layer).layout
        lane, _ = layout.place_of(target)
        ids = "-".join(layout.characters[lane][:1]) or str(lane)
        fold = "-and-more" if len(layout.characters[lane]) > 1 else ""
        return f"{layer.name.replace(' ', '-')}-{ids}{fold}", layout.names[lane]

    def link(self, layer: Layer, target: int) -> str:
        """The id of the scene that a block, or a label of the ruler, stands for: that of its column in the whole."""
        row = self._row(layer)
        if layer.of == "block":
            return f"scene-{row.first + row.layout.place_of(target)[1]}"
        return f"scene-{row.first + target}" if layer.of == "column" else ""

    def _row(self, layer: Layer) -> Row:
        row = layer.name.rpartition(" ")[2]
        return self._rows[int(row) - 1 if row.isdigit() else 0]


def scene_name(columns: Columns, column: int, say: Say = str) -> str:
    """What a column is called in a sentence: "scene 4, the squad room"."""
    own = int(columns.number[column])
    kind = say("previously") if columns.kind[column] != FRAME else say("no scene")
    name = say("scene {n}").format(n=own) if own else kind
    heading = columns.headings[column]
    return f"{name}, {heading}" if heading and heading.casefold() != name else name


def opening(story: Story, layout: LaneLayout, column: int) -> str:
    """The first words of a scene, for where it has no heading: "The phone rings at four and …"."""
    episode = story.episodes[layout.columns.episode[column]]
    scene = episode.scenes[layout.columns.scene[column]]
    words = episode.text[scene.start : min(scene.end, scene.start + 400)].split()
    return " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")


def state(layout: LaneLayout, block: int, say: Say = str) -> str:
    """The state of a block in words."""
    word = say("present") if layout.state[block] & PRESENT else say("only mentioned")
    return f"{word}, {say('unsure')}" if layout.state[block] & UNSURE else word


def counted(story: Story, layout: LaneLayout, say: Say = str) -> str:
    """One line of figures: "4 episodes · 28 scenes · 14 characters"."""
    scenes = int((layout.columns.kind == SCENE).sum())
    people = len({c for lane, ids in enumerate(layout.characters) for c in ids if layout.count[lane]})
    parts = [number(say, len(story.episodes), "{n} episode", "{n} episodes")] if len(story.episodes) > 1 else []
    parts.append(number(say, scenes, "{n} scene", "{n} scenes"))
    parts.append(number(say, people, "{n} character", "{n} characters"))
    return " · ".join(parts)


def alternative(story: Story, layout: LaneLayout, say: Say = str) -> str:
    """The picture in a few sentences, for those who do not see it."""
    most = sorted(range(layout.lanes), key=lambda lane: -int(layout.count[lane]))
    named = [lane for lane in most if len(layout.characters[lane]) == 1 and layout.count[lane]][:5]
    people = ", ".join(f"{layout.names[lane]} ({int(layout.count[lane])})" for lane in named)
    sentence = say("A timeline of {what}.").format(what=counted(story, layout, say).replace(" · ", ", "))
    return f"{sentence} {say('Most often present: {people}.').format(people=people)}" if people else sentence
