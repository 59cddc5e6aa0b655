"""Offers corrections that were made on an earlier text like the one that is open: pasted again, moved, changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

from recap_gui.files.corrections_index import Earlier, earlier
from recap_gui.gui.jobs import Background
from recap_gui.gui.offers import Offers
from recap_gui.gui.session import Session
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace


class EarlierCorrections(Offers):
    """Looks in the folder of corrections, once for everything that was opened without any."""

    use = "use earlier"

    def __init__(
        self,
        folder: Path,
        session: Session,
        workspace: Workspace,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, workspace, background, parent)
        self._folder = folder

    def step(self) -> str:
        """The name of the step of undo."""
        return self.tr("use earlier corrections")

    def _look(self) -> _Search | None:
        recaps = [o for o in self._session.recaps if o.document is not None and o.kept is not None]
        if not recaps or self._workspace.corrections:
            return None
        texts = tuple((o.document.source, o.document.text) for o in recaps if o.document is not None)
        return _Search(self._folder, texts, tuple(o.kept.target.key for o in recaps if o.kept is not None))

    def _found(self, result: tuple[str, Earlier]) -> None:
        source, found = result
        file = found.file
        # The recap they were made on had another name, if any.
        self._offer = source, replace(file, corrections=tuple(replace(c, episode="") for c in file.corrections))
        count = len(file.corrections)
        one = self.tr("{n} correction was made on an earlier text like this one.")
        many = self.tr("{n} corrections were made on an earlier text like this one.")
        was = file.recap.name if file.recap is not None else source
        self.said.emit(f"{plural(count, one, many)} ({was})", ((self.use, self.tr("Use them")),))


@dataclass(frozen=True, slots=True)
class _Search:
    """Finds the best offer for one of some texts."""

    folder: Path
    texts: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]

    def __call__(self) -> tuple[str, Earlier] | None:
        found = [(source, one) for source, text in self.texts if (one := earlier(self.folder, text, but=self.keys))]
        return max(found, key=lambda offer: offer[1].found, default=None)
