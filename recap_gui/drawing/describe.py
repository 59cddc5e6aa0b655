"""What the marks of a picture mean, in words: tooltips, ids and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from recap_gui.drawing.marks import Layer
from recap_gui.drawing.picture import Row
from recap_gui.layout.columns import SCENE, Columns
from recap_gui.layout.lanes import PRESENT, UNSURE, LaneLayout
from recap_gui.story import Story


class Describer:
    """Tooltips and groups for the SVG of a picture made of `rows`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def tooltip(self, layer: Layer, target: int) -> str:
        """The tooltip of a block: "Leo · scene 4, the squad room · present"."""
        layout = self._row(layer).layout
        lane, column = layout.place_of(target)
        return " · ".join(
            part for part in (layout.names[lane], scene_name(layout.columns, column), state(layout, target)) if part
        )

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
        number = layer.name.rpartition(" ")[2]
        return self._rows[int(number) - 1 if number.isdigit() else 0]


def scene_name(columns: Columns, column: int) -> str:
    """What a column is called in a sentence: "scene 4, the squad room"."""
    number = int(columns.number[column])
    name = f"scene {number}" if number else ("previously" if columns.kind[column] != 2 else "no scene")
    heading = columns.headings[column]
    return f"{name}, {heading}" if heading and heading.casefold() != name else name


def state(layout: LaneLayout, block: int) -> str:
    """The state of a block in words."""
    word = "present" if layout.state[block] & PRESENT else "only mentioned"
    return f"{word}, unsure" if layout.state[block] & UNSURE else word


def counted(story: Story, layout: LaneLayout) -> str:
    """One line of figures: "4 episodes · 28 scenes · 14 characters"."""
    scenes = int((layout.columns.kind == SCENE).sum())
    people = len({c for lane, ids in enumerate(layout.characters) for c in ids if layout.count[lane]})
    parts = [(len(story.episodes), "episode"), (scenes, "scene"), (people, "character")]
    shown = parts[1:] if len(story.episodes) == 1 else parts
    return " · ".join(f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in shown)


def alternative(story: Story, layout: LaneLayout) -> str:
    """The picture in a few sentences, for those who do not see it."""
    most = sorted(range(layout.lanes), key=lambda lane: -int(layout.count[lane]))
    named = [lane for lane in most if len(layout.characters[lane]) == 1 and layout.count[lane]][:5]
    people = ", ".join(f"{layout.names[lane]} ({int(layout.count[lane])})" for lane in named)
    sentence = f"A timeline of {counted(story, layout).replace(' · ', ', ')}."
    return f"{sentence} Most often present: {people}." if people else sentence
