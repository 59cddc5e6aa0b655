"""What the marks of storylines mean, in words: tooltips, ids and the alternative text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recap_gui.drawing.describe import scene_name
from recap_gui.drawing.marks import Layer
from recap_gui.drawing.say import Say, number
from recap_gui.drawing.storyline_picture import StoryRow
from recap_gui.layout.columns import SCENE
from recap_gui.layout.lanes import PRESENT
from recap_gui.layout.storylines import StorylineLayout
from recap_gui.story import Story


class StorylineDescriber:
    """Tooltips, groups and links for the SVG of a picture made of `rows`."""

    def __init__(self, rows: Sequence[StoryRow], say: Say = str) -> None:
        self._rows = rows
        self._say = say

    def tooltip(self, layer: Layer, target: int) -> str:
        """The tooltip of a scene ("scene 4, the squad room · Leo, Maeve") or of a line (the name)."""
        row = self._row(layer)
        if layer.of == "line":
            return row.layout.names[target]
        parts = (scene_name(row.layout.columns, target, self._say), people(row.layout, target))
        return " · ".join(part for part in parts if part)

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
        row = layer.name.rpartition(" ")[2]
        return self._rows[int(row) - 1 if row.isdigit() else 0]


def people(layout: StorylineLayout, column: int) -> str:
    """Who of the lines is present in a scene, from top to bottom."""
    here = [int(line) for line in np.flatnonzero(layout.state[:, column] & PRESENT)]
    return ", ".join(layout.names[line] for line in sorted(here, key=lambda line: float(layout.y[line, column])))


def counted_lines(story: Story, layout: StorylineLayout, say: Say = str) -> str:
    """One line of figures: "4 episodes · 28 scenes · 14 characters · 3 crossings, the fewest possible (proved)"."""
    scenes = int((layout.columns.kind == SCENE).sum())
    episodes = len(story.episodes)
    people = number(say, layout.lines, "{n} character", "{n} characters")
    if layout.left_out:
        words = say("the {n} most frequent of {all} characters")
        people = words.format(n=layout.lines, all=layout.lines + layout.left_out)
    parts = [number(say, episodes, "{n} episode", "{n} episodes")] if episodes > 1 else []
    parts += [number(say, scenes, "{n} scene", "{n} scenes"), people, verdict(layout, say)]
    return " · ".join(parts)


def verdict(layout: StorylineLayout, say: Say = str) -> str:
    """How good the drawing is: "3 crossings, the fewest possible (proved)"."""
    if not layout.crossings:
        return say("no crossings")
    many = number(say, layout.crossings, "{n} crossing", "{n} crossings")
    if layout.is_proved:
        return say("{crossings}, the fewest possible (proved)").format(crossings=many)
    more = layout.crossings - layout.bound
    return say("{crossings}, at most {n} above the fewest possible").format(crossings=many, n=more)


def alternative_lines(story: Story, layout: StorylineLayout, say: Say = str) -> str:
    """The picture in a sentence, for those who do not see it."""
    words = say("Storylines, a line for each character that bends to the people met: {what}.")
    return words.format(what=counted_lines(story, layout, say))
