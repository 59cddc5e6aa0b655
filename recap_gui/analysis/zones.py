"""Zones: what kind of text each stretch is (scene, previously, frame), found before names and breaks are looked for."""

from __future__ import annotations

from dataclasses import dataclass

from recap_gui.story.document import Apart
from recap_gui.story.story import Kind


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch ``text[start:end]`` of one kind; zones partition the text. `apart` says which page furniture it is.

    `heading` is the heading of the text that stands at its beginning (and belongs to it), else None.
    `cast_list` marks a frame that lists characters with their actors.
    """

    start: int
    end: int
    kind: Kind = "scene"
    apart: Apart | None = None
    heading: str | None = None
    cast_list: bool = False
