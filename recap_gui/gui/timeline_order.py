"""The tightest order of the lanes, looked for in the child: the window shows the old order until it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.gui.jobs import Jobs
from recap_gui.gui.workspace import Workspace
from recap_gui.work.protocol import Answer, Call, Failed, Message

if TYPE_CHECKING:
    from recap_gui.layout.lanes import LaneLayout

KEY = "tightest order"
SECONDS = 20.0
"""When the child is given up: a season's cast takes about one."""


@dataclass(frozen=True, slots=True)
class OrderProblem:
    """Whose lanes may move (`characters`, ids) and who of them is present in each scene, by index."""

    characters: tuple[str, ...]
    scenes: tuple[tuple[int, ...], ...]


class TightestOrder(QObject):
    """Keeps `LaneChoices.tightest` up to date while that order is chosen. `told` says how it went."""

    told = Signal(object)
    """str"""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self._asked: OrderProblem | None = None
        workspace.story_changed.connect(self._renew)
        workspace.lanes_changed.connect(self._renew)
        jobs.answered.connect(self._on_answered)

    @Slot(object)
    def _renew(self, _: object = None) -> None:
        """Ask for another order where the lanes, or who meets in them, are others."""
        story, lanes = self._workspace.story, self._workspace.lanes
        if story is None or lanes.manual or lanes.order != "tightest":
            self._jobs.cancel(KEY)
            self._asked = None
            return
        if lanes.kept is not None:
            return  # corrected meanwhile: lanes stay where they are
        from recap_gui.gui.laying_out import lay_out

        found = order_problem(lay_out(story, replace(lanes, tightest=())), lanes.pinned)
        if found != self._asked:
            self._asked = found
            payload = {"lanes": len(found.characters), "scenes": [list(scene) for scene in found.scenes]}
            self.told.emit(self.tr("Looking for the tightest order …"))
            self._jobs.submit(KEY, Call("order", payload, seconds=SECONDS))

    @Slot(object, object)
    def _on_answered(self, key: Any, message: Message) -> None:
        if key != KEY or self._asked is None:
            return
        if isinstance(message, Failed):
            self.told.emit(self.tr("The tightest order was not found in time. The lanes stay as they are."))
        elif isinstance(message, Answer) and message.value is not None:
            self._show(message.value, self._asked.characters)

    def _show(self, answer: dict[str, Any], characters: Sequence[str]) -> None:
        order = tuple(characters[lane] for lane in answer["order"])
        self._workspace.choose_lanes(replace(self._workspace.lanes, tightest=order, kept=None))
        if answer["proved"]:
            self.told.emit(self.tr("Tightest order: proved, none is tighter."))
        else:
            self.told.emit(self.tr("Tight order: good, not proved to be the tightest."))


def order_problem(layout: LaneLayout, pinned: Sequence[str]) -> OrderProblem:
    """The lanes of `layout` that an order can move, and who of them is present in each scene that shows two or more."""
    from recap_gui.layout.lanes import NO_COLOUR, PRESENT

    free = [
        lane
        for lane, ids in enumerate(layout.characters)
        if int(layout.colour[lane]) != NO_COLOUR and ids[0] not in pinned
    ]
    there: dict[int, list[int]] = {}
    n = len(layout.columns)
    for number, lane in enumerate(free):
        for block in layout.blocks_of(lane):
            if int(layout.state[block]) & PRESENT:
                there.setdefault(int(layout.key[block]) - lane * n, []).append(number)
    scenes = tuple(tuple(there[column]) for column in sorted(there) if len(there[column]) > 1)
    return OrderProblem(tuple(layout.characters[lane][0] for lane in free), scenes)
