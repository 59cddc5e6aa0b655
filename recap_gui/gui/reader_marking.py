"""Marks what is visible of the reader's text, and nothing else: the cost does not grow with the recap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recap_gui.gui.reader_ink import Ink, in_qt
from recap_gui.gui.reader_marks import marks
from recap_gui.gui.telling import Telling
from recap_gui.gui.theme import Look
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.reader_view import ReaderView


class Marking:
    """Names, pronouns, evidence, hits, what is dragged and what is not selected, as extra selections of `view`."""

    def __init__(self, view: ReaderView, workspace: Workspace, look: Look) -> None:
        self._view, self._workspace = view, workspace
        self._ink = Ink(look, view.document())
        self._hits: tuple[tuple[int, int], ...] = ()
        self._hit: tuple[int, int] | None = None

    def set_look(self, look: Look) -> None:
        """Wear other colours."""
        self._ink.set_look(look)

    def restyle(self) -> None:
        """Let the lines of our own be styled anew: the text has another size."""
        self._ink.restyle()

    def set_hits(self, hits: tuple[tuple[int, int], ...], current: tuple[int, int] | None) -> None:
        """Know what was found in the episode, in the order of the text."""
        self._hits, self._hit = hits, current

    def style_lines(self) -> None:
        """Give the lines of our own that can be seen their small type."""
        self._ink.style_lines(self._view.shown.lines_between(*self._view.sight.visible()))

    def mark(self) -> None:
        """Mark what is visible."""
        view, telling = self._view, self._view.telling
        if telling is None or telling is not self._workspace.telling:
            view.setExtraSelections([])
            return
        self.style_lines()
        top, bottom = view.sight.visible()
        start, end = view.shown.to_text(top), view.shown.to_text(bottom) + 1
        selection, hovered = self._workspace.selection, self._workspace.hovered.character
        span = self.selected(telling)
        made = self._ink.quiet(((top, span[0]), (span[1], bottom)) if span is not None else ())
        found = marks(telling, view.episode, start, end, selection)
        for mark in sorted(found, key=lambda m: m.kind != "evidence"):
            strong = mark.character in (hovered, *selection.characters)
            colour = telling.colour(mark.character) if mark.character else None
            lane = self._ink.look.lane(colour) if colour is not None else None
            made.append(self._ink.mark(mark, view.shown, lane, strong=strong))
        made += self._ink.hits(self._hits, self._hit, view.shown, start, end)
        drag = view.drag
        if drag is not None and drag.target is not None and drag.target != telling.scenes[drag.scene].start:
            ends = sorted((drag.target, telling.scenes[drag.scene].start))
            made.append(self._ink.moving(in_qt(view.shown, *ends)))
        view.setExtraSelections(made)
        view.viewport().update()

    def selected(self, telling: Telling) -> tuple[int, int] | None:
        """Where the selected scenes stand, in Qt's units, as far as they lie in the episode that is shown."""
        scenes, episode = self._workspace.selection.scenes, self._view.episode
        first, last = telling.first[episode], telling.first[episode + 1]
        inside = range(max(scenes.start, first), min(scenes.stop, last))
        if not inside or telling is not self._workspace.telling:
            return None
        return in_qt(self._view.shown, telling.scenes[inside[0]].start, telling.scenes[inside[-1]].end)
