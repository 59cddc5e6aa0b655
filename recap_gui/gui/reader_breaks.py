"""Dragging a break in the reader: the heading is its grip, and it snaps to where sentences begin."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from recap_gui.gui.telling import Telling
from recap_gui.story.sentences import sentence_starts


@dataclass(frozen=True, slots=True)
class Drag:
    """A break that is held: its scene, where it was taken, and where it would go (None: it is only pressed yet)."""

    scene: int
    taken: QPoint
    target: int | None = None

    def has_left(self, at: QPoint) -> bool:
        """Whether the pointer went far enough for a drag."""
        return self.target is not None or (at - self.taken).manhattanLength() >= QApplication.startDragDistance()


def is_movable(telling: Telling, scene: int) -> bool:
    """Whether the break before `scene` can be moved: not where a text begins."""
    return scene not in telling.first


def target_of(telling: Telling, scene: int, offset: int, *, exactly: bool = False) -> int:
    """Where the break before `scene` goes when it is dropped at `offset`.

    At the sentence start nearest to it that lies between the breaks around, or (`exactly`) at the word there.
    """
    episode = telling.episode(scene)
    before, here = telling.scenes[scene - 1], telling.scenes[scene]
    text = episode.text
    first = before.start + len(text[before.start : before.end]) - len(text[before.start : before.end].lstrip()) + 1
    last = here.start + len(text[here.start : here.end].rstrip()) - 1
    if exactly:
        offset = min(max(offset, first), max(last, first))
        while offset > first and not text[offset - 1].isspace():
            offset -= 1
        while offset < last and (text[offset].isspace() or not text[offset - 1].isspace()):
            offset += 1
        return offset if text[offset - 1].isspace() and not text[offset].isspace() else here.start
    starts = [before.start + start for start in sentence_starts(text[before.start : here.end])]
    near = [*(start for start in starts if first <= start <= last), here.start]
    return min(near, key=lambda start: (abs(start - offset), start))


def words_of(telling: Telling, scene: int, target: int) -> str:
    """The first words of the scene when it begins at `target`."""
    words = telling.episode(scene).text[target : target + 80].split()[:6]
    return " ".join(words).rstrip(" ,;:–—")
