"""What the marks of storylines mean, in words: tooltips, ids and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recap_gui.drawing.describe import scene_name
from recap_gui.drawing.marks import Layer
from recap_gui.drawing.storyline_picture import StoryRow
from recap_gui.layout.columns import SCENE
from recap_gui.layout.lanes import PRESENT
from recap_gui.layout.storylines import StorylineLayout
from recap_gui.story import Story


class StorylineDescriber:
    """Tooltips, groups and links for the SVG of a picture made of `rows`."""

    def __init__(self, rows: Sequence[StoryRow]) -> None:
        self._rows = rows

    def tooltip(self, layer: Layer, target: int) -> str:
        """The tooltip of a scene ("scene 4, the squad room · Leo, Maeve") or of a line (the name)."""
        row = self._row(layer)
        if layer.of == "line":
            return row.layout.names[target]
        return " · ".join(part for part in (scene_name(row.layout.columns, target), people(row.layout, target)) if part)

    def group(self, layer: Layer, target: int) -> tuple[str, str]:
        """Id and label of a line."""
        layout = self._row(layer).layout
        if layer.of != "line":
            return "", ""
        return f"{layer.name.replace(' ', '-')}-{layout.characters[target]}", layout.names[target]

    def link(self, layer: Layer, target: int) -> str:
        """The id of the scene that a hull, or a label of the ruler, stands for: that of its column in the whole."""
        return f"scene-{self._row(layer).first + target}" if layer.of == "column" else ""

    def _row(self, layer: Layer) -> StoryRow:
        number = layer.name.rpartition(" ")[2]
        return self._rows[int(number) - 1 if number.isdigit() else 0]


def people(layout: StorylineLayout, column: int) -> str:
    """Who of the lines is present in a scene, from top to bottom."""
    here = [int(line) for line in np.flatnonzero(layout.state[:, column] & PRESENT)]
    return ", ".join(layout.names[line] for line in sorted(here, key=lambda line: float(layout.y[line, column])))


def counted_lines(story: Story, layout: StorylineLayout) -> str:
    """One line of figures: "4 episodes · 28 scenes · 14 characters · 3 crossings, the fewest possible (proved)"."""
    scenes = int((layout.columns.kind == SCENE).sum())
    episodes = len(story.episodes)
    people = f"{layout.lines} character{'' if layout.lines == 1 else 's'}"
    if layout.left_out:
        people = f"the {layout.lines} most frequent of {layout.lines + layout.left_out} characters"
    parts = [f"{episodes:,} episodes"] if episodes > 1 else []
    parts += [f"{scenes:,} scene{'' if scenes == 1 else 's'}", people, layout.verdict()]
    return " · ".join(parts)


def alternative_lines(story: Story, layout: StorylineLayout) -> str:
    """The picture in a sentence, for those who do not see it."""
    return f"Storylines, a line for each character that bends to the people met: {counted_lines(story, layout)}."
