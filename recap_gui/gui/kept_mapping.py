"""A mapping that outlives the program, kept among the settings: what was decided for each recap, the newest last."""

from __future__ import annotations

import json

from PySide6.QtCore import QByteArray

from recap_gui.gui.settings import Settings

_MOST = 400
"""Recaps that are remembered; the oldest are forgotten."""


class KeptMapping:
    """What is remembered under `key` of `settings`, as JSON by recap; damaged, it is empty."""

    def __init__(self, settings: Settings, key: str) -> None:
        self._settings, self._key = settings, key

    def all(self) -> dict[str, object]:
        """All that is kept."""
        try:
            found = json.loads(bytes(self._settings.remembered(self._key).data()) or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def put(self, place: str, value: object) -> None:
        """Keep `value` for `place`; None forgets what was kept. What changes nothing is not written."""
        before = self.all()
        kept = {key: found for key, found in before.items() if key != place}
        if value is not None:
            kept[place] = value
        if list(kept.items()) != list(before.items()):
            written = json.dumps(dict(list(kept.items())[-_MOST:]))
            self._settings.remember(self._key, QByteArray(written.encode("utf-8", "replace")))
