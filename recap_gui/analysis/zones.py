"""Zones: what kind of text each stretch is (scene, previously, frame), found before names and breaks are looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
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


class Zones:
    """The zones of a text, for asking what kind of text stands at an offset."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._zones = zones
        self._starts = [zone.start for zone in zones]

    def at(self, offset: int) -> Zone | None:
        """The zone of an offset."""
        found = bisect_right(self._starts, offset) - 1
        return self._zones[found] if found >= 0 else None

    def kind(self, offset: int) -> Kind:
        """The kind of text there."""
        zone = self.at(offset)
        return zone.kind if zone is not None else "scene"

    def apart(self, offset: int) -> bool:
        """Whether the text there is page furniture."""
        zone = self.at(offset)
        return zone is not None and zone.apart is not None

    def tells(self, offset: int) -> bool:
        """Whether the text there tells the story."""
        return self.kind(offset) != "frame"
