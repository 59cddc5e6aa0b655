"""What a child may take, and the clock of the request it is at."""

from __future__ import annotations

import time
from dataclasses import dataclass

from recap_gui.story.phrase import Phrase, phrase
from recap_gui.work.protocol import Analyse, Call, Message, Open, Read, Reading, Request

_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may take (RELIABILITY's budgets): seconds and bytes."""

    starting: float = 60.0
    reading: float = 10.0
    reading_memory: int = 512 * _MB
    analysis: float = 30.0
    analysis_per_character: float = 60.0 / 100_000
    memory: int = 2048 * _MB
    worn: int = 800 * _MB


class Clock:
    """The limits of the request under way: they begin when the child takes it up and change when it has read."""

    def __init__(self, limits: Limits, request: Request) -> None:
        self._limits = limits
        self._request = request
        self.doing = phrase("starting")
        self.has_begun = False
        self.memory = limits.memory
        self._since = time.monotonic()
        self._seconds = limits.starting

    def note(self, message: Message, memory: int) -> None:
        """Take account of a message, with the child's memory at that moment."""
        limits = self._limits
        self.has_begun = True
        if isinstance(message, Reading):
            self._begin(phrase("analysis"), self._analysis(len(message.document.text)), limits.memory)
        elif isinstance(self._request, Read | Open):
            self._begin(phrase("reading"), limits.reading, min(limits.memory, memory + limits.reading_memory))
        elif isinstance(self._request, Analyse):
            self._begin(phrase("analysis"), self._analysis(len(self._request.document.text)), limits.memory)
        elif isinstance(self._request, Call):
            self._begin(phrase("computing"), self._request.seconds, limits.memory)

    def overdue(self) -> float | None:
        """The seconds it had, when they are over."""
        return self._seconds if time.monotonic() - self._since > self._seconds else None

    def _analysis(self, characters: int) -> float:
        return self._limits.analysis + self._limits.analysis_per_character * characters

    def _begin(self, doing: Phrase, seconds: float, memory: int) -> None:
        self.doing, self._seconds, self.memory, self._since = doing, seconds, memory, time.monotonic()
