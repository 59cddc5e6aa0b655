"""What a look at the files of open recaps finds: changed ones, ones that are being written, ones that are gone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError

Stamp = tuple[int, int, int]
"""Time of the last change (ns), size and number of the file (another one, where an editor put a new file in its place):
where they are the same, it is not read."""
MISSING: Stamp = (0, 0, 0)
NEVER: Stamp = (-1, 0, 0)
"""Of a file that was not judged yet."""


@dataclass(slots=True)
class Seen:
    """What is known of files after a look at them.

    `judged` are the stamps of those that were read since they changed last, `unsettled` of those that are another than
    at the last look: they may be half written, or be put back in a moment. `changed` are the fingerprints of those that
    hold other bytes than were opened, `trouble` says of some that they are "gone", or why they cannot be read.
    """

    judged: dict[Path, Stamp] = field(default_factory=dict)
    unsettled: dict[Path, Stamp] = field(default_factory=dict)
    changed: dict[Path, str] = field(default_factory=dict)
    trouble: dict[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """Looks at files, `there` with the fingerprints of what was opened; `last` is what the last look found."""

    there: dict[Path, str]
    last: Seen

    def __call__(self) -> Seen:
        """Look."""
        seen = Seen()
        for path, sha256 in self.there.items():
            stamp = _stamp(path)
            if stamp == self.last.judged.get(path):
                seen.judged[path] = stamp
            elif stamp == self.last.unsettled.get(path) or path not in self.last.judged:
                self._judge(path, sha256, stamp, seen)
            else:
                seen.unsettled[path] = stamp
        return seen

    def _judge(self, path: Path, sha256: str, stamp: Stamp, seen: Seen) -> None:
        seen.judged[path] = stamp
        if stamp == MISSING:
            seen.trouble[path] = "gone"
            return
        try:
            mark = hashlib.sha256(open_bytes(path)).hexdigest()
        except FileError as error:
            seen.trouble[path] = error.code
            return
        if mark != sha256:
            seen.changed[path] = mark


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return MISSING
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
