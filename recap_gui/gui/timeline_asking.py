"""The lane question and the hits of the search: what they find, in the bar, on the overview and on the body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Slot

from recap_gui.gui.timeline_index import Answer, Quantifier
from recap_gui.gui.timeline_question import QuestionBar
from recap_gui.gui.timeline_words import question_words
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView


class Asking(QObject):
    """Asks `view` the question that two or more selected characters are, and keeps the hits of the search.

    `answer` is None where nothing is asked; `hits` are columns, None where nothing is searched for.
    """

    def __init__(self, view: TimelineView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace
        self._quantifier: Quantifier = "all"
        self.answer: Answer | None = None
        self.hits: npt.NDArray[np.int64] | None = None
        self.bar = QuestionBar(view)
        self.bar.asked.connect(self.set_quantifier)
        self.bar.stepped.connect(self._on_stepped)
        self.bar.closed.connect(self._on_closed)

    def forget(self) -> None:
        """Nothing is shown any more that could be asked about."""
        self.answer = self.hits = None
        self.bar.hide()

    @Slot(object)
    def set_quantifier(self, quantifier: Quantifier) -> None:
        """Ask another way: for all, any or none of them."""
        self._quantifier = quantifier
        self.ask()

    def set_hits(self, scenes: Sequence[int]) -> None:
        """Mark scenes with hits of the search; none takes the marks away."""
        index = self._view.index
        columns = [c for s in scenes if index is not None and (c := index.column(s)) is not None]
        self.hits = np.array(sorted(columns), np.int64) if columns else None
        self._mark()

    def ask(self) -> None:
        """Ask again: other characters are selected, or another layout is shown."""
        characters, index = self._workspace.selection.characters, self._view.index
        if index is None or len(characters) < 2:
            self.answer = None
            self.bar.hide()
        else:
            answers = [index.ask(characters, quantifier) for quantifier in ("all", "any", "none")]
            self.answer = next(a for a in answers if a.quantifier == self._quantifier)
            names, where = question_words(self._workspace, index, self.answer)
            self.bar.show_answer(names, answers, self._quantifier, where)
            self.place_bar()
        self._mark()

    def place_bar(self) -> None:
        """Put the bar at the bottom of the body, in the middle."""
        body = self._view.canvas.geometry()
        self.bar.fit(body.width() - 16)
        size = self.bar.sizeHint()
        width = min(size.width(), body.width() - 16)
        left = body.x() + (body.width() - width) // 2
        self.bar.setGeometry(left, body.bottom() - size.height() - 12, width, size.height())

    def _mark(self) -> None:
        lit = self._middles(self.answer.columns) if self.answer is not None else None
        self._view.overview.set_marks(self._middles(self.hits), lit)
        self._view.canvas.item.update()

    def _middles(self, columns: npt.NDArray[np.int64] | None) -> npt.NDArray[np.float64]:
        if columns is None or self._view.index is None:
            return np.empty(0)
        x = self._view.index.layout.columns.x
        middles: npt.NDArray[np.float64] = (x[columns] + x[columns + 1]) / 2
        return middles

    @Slot(object)
    def _on_stepped(self, steps: int) -> None:
        verbs = self._view.verbs
        verbs.question_after() if steps > 0 else verbs.question_before()

    @Slot()
    def _on_closed(self) -> None:
        self._workspace.clear_selection()
        self._view.canvas.setFocus()
