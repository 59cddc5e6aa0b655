"""Makes one story of the recaps that are open, up to the horizon: joined in the background, cut texts analysed anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from recap_gui.gui.jobs import Background, Done, Jobs
from recap_gui.story import Story, outside_figures
from recap_gui.story.corrections import Correction
from recap_gui.story.still import as_json, still
from recap_gui.work import seen
from recap_gui.work.protocol import Analyse, Failed, Found, Message
from recap_gui.work.season import Part, corrected
from recap_gui.work.seen import Plan, Reach, Shown


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made into one story; `for_what` comes back with it. `corrections` will be laid over it."""

    parts: tuple[Part, ...]
    order: tuple[str, ...]
    reach: Reach | None
    for_what: Any = None
    corrections: tuple[Correction, ...] = ()


class Weaver(QObject):
    """Makes one story after the other; while one is being made, only the last of those asked for is remembered.

    What is under way is not given up: to end an analysis costs the child, and the next one would wait for another.
    """

    woven = Signal(object, object)
    """(Shown, what it was asked for)"""

    def __init__(self, jobs: Jobs, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._background = jobs, background
        self._number = 0
        self._now: Asked | None = None
        self._next: Asked | None = None
        self._plan: Plan | None = None
        self._again: list[Story | None] = []
        self._open: set[int] = set()
        self._dropped = False
        jobs.answered.connect(self._on_answered)
        background.done.connect(self._on_done)

    @property
    def background(self) -> Background:
        """The thread for what may take its time."""
        return self._background

    @property
    def is_busy(self) -> bool:
        """Whether a story is being made."""
        return self._now is not None and not self._dropped

    def weave(
        self,
        parts: Sequence[Part],
        order: Sequence[str],
        reach: Reach | None,
        for_what: object = None,
        corrections: Sequence[Correction] = (),
    ) -> None:
        """Make one story of `parts` up to `reach`; `woven` comes with it.

        The places of `corrections` in its texts are looked for on the way, and remembered: for words that stand no more
        a long text is searched for tens of milliseconds each, and indexed for a tenth of a second.
        """
        asked = Asked(tuple(parts), tuple(order), reach, for_what, tuple(corrections))
        if self._now is None:
            self._begin(asked)
        else:
            self._next = asked

    def forget(self) -> None:
        """Nothing of what is being made is wanted any more."""
        self._dropped, self._next = self._now is not None, None

    def _begin(self, asked: Asked) -> None:
        self._number += 1
        self._now, self._next, self._plan, self._dropped = asked, None, None, False
        self._background.run(("plan", self._number), _Plan(asked))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("plan", number) if number == self._number:
                if done.error is not None:
                    self._end()
                    raise done.error
                self._plan = done.result
                self._go_on()
            case ("shown", number) if number == self._number:
                asked = self._end()
                if done.error is not None:
                    raise done.error
                if asked is not None:
                    self.woven.emit(done.result, asked.for_what)

    def _go_on(self) -> None:
        assert self._plan is not None
        if self._next is not None or self._dropped:
            self._end()
            return
        self._again = [None] * len(self._plan.again)
        self._open = set(range(len(self._again)))
        for index, document in enumerate(self._plan.again):
            self._jobs.submit(("again", self._number, index), Analyse(document, part=True))
        self._look()

    @Slot(object, object)
    def _on_answered(self, key: Any, message: Message) -> None:
        match key:
            case ("again", number, index) if number == self._number and index in self._open:
                if isinstance(message, Found):
                    self._again[index] = message.story
                if isinstance(message, Found | Failed):
                    self._jobs.forget(key)
                    self._open.discard(index)
                    self._look()

    def _look(self) -> None:
        if self._open or self._plan is None:
            return
        stories = [story for story in self._again if story is not None]
        again = stories if len(stories) == len(self._again) else None
        corrections = self._now.corrections if self._now is not None else ()
        self._background.run(("shown", self._number), _Show(self._plan, again, corrections))

    def _end(self) -> Asked | None:
        """Be done with what was being made, and begin with what was asked for meanwhile; what to tell, if anything."""
        asked, wanted = self._now, self._next is None and not self._dropped
        self._now, self._plan, self._again, self._dropped = None, None, [], False
        if self._next is not None:
            self._begin(self._next)
        return asked if wanted else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Joins the recaps and finds out what has to be analysed anew."""

    asked: Asked

    def __call__(self) -> Plan:
        with still(as_json(_characters(part.story for part in self.asked.parts))):
            return seen.plan(self.asked.parts, self.asked.order, self.asked.reach)


@dataclass(frozen=True, slots=True)
class _Show:
    """Joins what was found, and works out what the window would else work out when it shows it."""

    plan: Plan
    again: list[Story] | None
    corrections: tuple[Correction, ...]

    def __call__(self) -> Shown:
        with still(as_json(_characters((self.plan.whole,)))):
            shown = seen.shown(self.plan, self.again)
            _prepare(shown.story)
            if self.corrections:
                corrected(self.plan.whole, self.corrections)
                if self.plan.place is not None:
                    corrected(shown.story, self.corrections, of=self.plan.whole)
        return shown


def _characters(stories: Iterable[Story]) -> int:
    return sum(len(episode.text) for story in stories for episode in story.episodes)


def _prepare(story: Story) -> None:
    """Work out what is kept with story and episodes: of a long season the window would stand still for a second."""
    from recap_gui.gui.laying_out import lay_out, levels  # numpy: not before the window has been seen
    from recap_gui.gui.selection import LaneChoices
    from recap_gui.gui.telling import by_character
    from recap_gui.story.words import word_count

    levels(lay_out(story, LaneChoices()))
    outside = outside_figures(story)
    for episode in story.episodes:
        word_count(episode.text)
        by_character(episode, outside)
