"""Answers an `Open` from the cache, and keeps there what a child answers."""

from __future__ import annotations

from recap_gui.files.cache import Cache, Entry
from recap_gui.files.folders import cache_folder
from recap_gui.story import Document
from recap_gui.story.still import as_json, still
from recap_gui.work.protocol import Found, Message, Open, Reading
from recap_gui.work.version import analyser_version


def kept_results() -> Cache:
    """The results kept in the app's cache folder, as far as they are this analyser's."""
    return Cache(cache_folder(), analyser_version)


class Keeping:
    """Keeps what one `Open` gives in the cache."""

    def __init__(self, cache: Cache, request: Open) -> None:
        self._cache = cache
        self._key = cache.key(
            request.data, request.name, as_format=request.as_format, encoding=f"{request.encoding or ''} {request.part}"
        )
        self._document: Document | None = None
        self._size = as_json(len(request.data))

    def kept(self) -> Entry | None:
        """What was kept of the same request."""
        with still(self._size):
            return self._cache.get(self._key)

    def note(self, message: Message) -> None:
        """Remember what is worth keeping."""
        if isinstance(message, Reading):
            self._document = message.document
        elif isinstance(message, Found) and self._document is not None:
            self._cache.put(self._key, Entry(self._document, message.story))
