"""How far the reader has seen: where one can stop, and the verbs that move the horizon."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.gui.horizon_memory import HorizonMemory, place_of
from recap_gui.gui.opened_recaps import texts_of
from recap_gui.gui.saving import Saver
from recap_gui.gui.session import Session
from recap_gui.gui.telling import Telling
from recap_gui.gui.workspace import Workspace
from recap_gui.story.correct import correct
from recap_gui.story.horizon import stops
from recap_gui.work.seen import Reach, Shown, reach_of


class Horizon(QObject):
    """Stops are counted from 0 over the whole season: the ends of its numbered scenes.

    What lies beyond is told to nobody but by its number, and only to who asks for it.
    """

    changed = Signal()

    def __init__(
        self, session: Session, workspace: Workspace, saver: Saver, memory: HorizonMemory, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._saver, self._memory = session, workspace, saver, memory
        self._stops: tuple[tuple[int, int], ...] | None = None
        self._telling: Telling | None = None
        self._asked: int | None = None
        session.shown_changed.connect(self._on_shown)
        workspace.story_changed.connect(self._on_story)

    @property
    def shown(self) -> Shown | None:
        """What is shown, and what of."""
        return self._session.shown

    @property
    def place(self) -> tuple[int, int] | None:
        """(episode, offset) up to which was seen; None where all was."""
        return self._session.shown.plan.place if self._session.shown is not None else None

    @property
    def stop(self) -> int:
        """The last stop that was seen; -1 where there is none."""
        return len(self.seen) - 1

    @property
    def stops(self) -> tuple[tuple[int, int], ...]:
        """Every place (episode, offset) where one can have stopped, those beyond the horizon included."""
        if self._stops is None:
            shown, story = self._session.shown, self._workspace.story
            if shown is None or story is None:
                return ()
            if shown.plan.place is not None:
                story = correct(shown.plan.whole, self._saver.corrections).story
            self._stops, self._telling = stops(story), Telling(story)
        return self._stops

    @property
    def seen(self) -> tuple[tuple[int, int], ...]:
        """The stops that were seen."""
        place = self.place
        return tuple(one for one in self.stops if place is None or one <= place)

    def label(self, stop: int) -> str:
        """The number of the scene that ends at a stop: ``S01E03:12``."""
        index, offset = self.stops[min(max(stop, 0), len(self.stops) - 1)]
        assert self._telling is not None
        scene = self._telling.at(index, max(offset - 1, 0))
        while scene is not None and scene > self._telling.first[index] and not self._telling.numbers[scene]:
            scene -= 1
        return (self._telling.label(scene) if scene is not None else "") or self._telling.episode_label(index)

    # ---- verbs

    @Slot(int)
    def see_up_to(self, stop: int) -> None:
        """Show what was told up to a stop, and nothing of what comes after."""
        if self._session.shown is not None and self.stops:
            self._asked = min(max(stop, 0), len(self.stops) - 1)
            index, offset = self.stops[self._asked]
            self._see(reach_of(self._session.shown.plan.whole, index, offset))

    def see_scene(self, scene: int) -> None:
        """Show what was told up to the end of a scene of the timeline."""
        telling = self._workspace.telling
        if telling is None or not 0 <= scene < len(telling):
            return
        index, end = telling.episode_index(scene), telling.scenes[scene].end
        self.see_up_to(next((n for n, stop in enumerate(self.stops) if stop >= (index, end)), len(self.stops) - 1))

    @Slot(int)
    def step(self, by: int) -> None:
        """See so many scenes more, or fewer; what was asked for last counts, though it may not be shown yet."""
        self.see_up_to((self.stop if self._asked is None else self._asked) + by)

    @Slot()
    def see_all(self) -> None:
        """Show everything."""
        if self.place is not None:
            self._asked = None
            self._see(None)

    def _see(self, reach: Reach | None) -> None:
        recaps = self._session.recaps
        text = texts_of(recaps).get(reach.source, "") if reach is not None else ""
        self._memory.keep(place_of(recaps), reach, text)
        self._session.show_again()

    @Slot(object)
    def _on_shown(self, _shown: object) -> None:
        self._stops = self._telling = None
        if not self._session.is_busy:
            self._asked = None
        self.changed.emit()

    @Slot(object)
    def _on_story(self, _story: object) -> None:
        self._stops = self._telling = None
