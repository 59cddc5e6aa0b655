"""The same recap in two windows: each follows what the other corrects, one of them has the say, the other can take it.

What both save is merged by the ids of the corrections, so nothing is lost whoever has the say. It lies in lock files of
the app's data folder, held by the system: a window that crashed holds nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from recap_gui.files.disk import display_name
from recap_gui.files.save_lock import Claim
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.saving import Saver
from recap_gui.gui.session import Session
from recap_gui.gui.workspace import Workspace

EVERY = 1000
"""ms between two looks at what other windows did."""
TAKE = "take over"
"""The key of the button in the message bar."""


class OtherWindows(QObject):
    """Claims the recaps that are open, and tells when another window has them. `mine`: this one has the say."""

    said = Signal(object, object)
    """(words, buttons) for the message bar"""
    told = Signal(object)
    """str: something in passing"""

    def __init__(
        self,
        folder: Path,
        session: Session,
        saver: Saver,
        workspace: Workspace,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._session, self._saver, self._background = session, saver, background
        self._paths: tuple[Path, ...] = ()
        self._claims: tuple[Claim, ...] = ()
        self._number = 0
        self._looking = False
        self.mine = True
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        session.shown_changed.connect(self._on_shown)
        workspace.corrections_changed.connect(self._on_corrections)
        background.done.connect(self._on_done)

    def close(self) -> None:
        """Give all claims up."""
        self._timer.stop()
        self._number += 1
        claims, self._claims, self._paths = self._claims, (), ()
        self._background.run("unclaim", _Unclaim(claims))

    @Slot(str)
    def on_chosen(self, key: str) -> None:
        """Take over, when the button in the message bar is pressed."""
        if key == TAKE:
            self.take_over()
            self.told.emit(self.tr("This window has the say now."))

    def take_over(self) -> None:
        """Make this window the one that has the say."""
        self.mine = True
        self._background.run(("take over", self._number), _TakeOver(self._claims))

    @Slot(object)
    def _on_shown(self, _shown: object) -> None:
        paths = self._session.paths
        if paths == self._paths:
            return
        if paths and self._session.is_busy:  # more are coming: each claim is a file written through to the disk
            self._timer.start()
            return
        self._number += 1
        claims, self._claims, self._paths, self.mine = self._claims, (), paths, True
        self._background.run("unclaim", _Unclaim(claims))
        if paths:
            self._background.run(("claim", self._number), _ClaimAll(self._folder, paths))
            self._timer.start()
        else:
            self._timer.stop()

    @Slot(object)
    def _on_corrections(self, _corrections: object) -> None:
        """Who corrects has the say."""
        if not self.mine and not self._saver.is_saved:
            self.take_over()
            self.told.emit(self.tr("Taken over from the other window"))

    @Slot()
    def _look(self) -> None:
        self._saver.look()
        self._on_shown(None)
        self._ask(taken=True)

    def _ask(self, *, taken: bool) -> None:
        if self._claims and not self._looking:
            self._looking = True
            self._background.run(("mine", self._number, taken), _IsMine(self._claims))

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("claim", number):
                if number == self._number and done.error is None:
                    self._claims = done.result
                    self._ask(taken=False)
                elif done.error is None:  # something else was opened meanwhile
                    self._background.run("unclaim", _Unclaim(done.result))
            case ("mine", number, taken):
                self._looking = False
                if number == self._number and done.error is None:
                    self._know(done.result, taken=taken)

    def _know(self, not_mine: Sequence[int], *, taken: bool) -> None:
        """Say which recaps another window has, when that is news."""
        was, self.mine = self.mine, not not_mine
        if self.mine or not was:
            return
        name = display_name(self._paths[not_mine[0]])
        if len(not_mine) > 1:
            name = self.tr("{name} and {n} more").format(name=name, n=len(not_mine) - 1)
        words = self.tr("{name} is open in another window too.")
        if taken:
            words = self.tr("Another window has taken {name} over.")
        follows = self.tr("What is corrected there is seen here a moment later.")
        self.said.emit(f"{words.format(name=name)} {follows}", ((TAKE, self.tr("Take over")),))


@dataclass(frozen=True, slots=True)
class _ClaimAll:
    """Claims recaps; where the data folder cannot be written, nothing is claimed."""

    folder: Path
    paths: tuple[Path, ...]

    def __call__(self) -> tuple[Claim, ...]:
        claims: list[Claim] = []
        with contextlib.suppress(OSError):
            claims.extend(Claim(self.folder, path) for path in self.paths)
        return tuple(claims)


@dataclass(frozen=True, slots=True)
class _IsMine:
    """Finds the numbers of the claims that another window has."""

    claims: tuple[Claim, ...]

    def __call__(self) -> list[int]:
        with contextlib.suppress(OSError):
            return [number for number, claim in enumerate(self.claims) if not claim.hold()]
        return []


@dataclass(frozen=True, slots=True)
class _TakeOver:
    """Takes recaps over."""

    claims: tuple[Claim, ...]

    def __call__(self) -> Any:
        with contextlib.suppress(OSError):
            for claim in self.claims:
                if not claim.mine:
                    claim.take_over()


@dataclass(frozen=True, slots=True)
class _Unclaim:
    """Gives claims up."""

    claims: tuple[Claim, ...]

    def __call__(self) -> None:
        for claim in self.claims:
            claim.close()
