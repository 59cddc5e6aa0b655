"""How the user last looked at each show and each recap, kept in one file of the app's own. No Qt.

Characters are kept by name: their ids are another analysis' business. What is damaged or strange in the file counts as
not remembered; what another window has written meanwhile stays.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from recap_gui.files.disk import open_bytes
from recap_gui.files.errors import FileError
from recap_gui.files.save import Disk, write_whole
from recap_gui.gui.selection import LaneChoices, Width
from recap_gui.story import Character

FORMAT = "recap-timeline/views"
VERSION = 1
MOST = 300
"""Shows, and recaps, that are remembered; those looked at longest ago are forgotten first."""
LARGEST = 4 << 20
"""bytes: a file that is larger is not ours."""

UNFORCED = Disk(fsync=lambda _descriptor: None)
"""Whole or not at all, but not forced to the disk: that can take the window 100 ms, and this is not precious."""

_LOG = logging.getLogger("recap_gui")
_PEOPLE = ("pinned", "hidden", "only", "manual")

Remembered: TypeAlias = "LaneChoices | Zoom"
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Zoom:
    """The part of the timeline that was in view: of its length from `first` to `last` (0–1), from lane `top` down.

    Lanes were `lane` px high.
    """

    first: float
    last: float
    top: float
    lane: float


class ViewsMemory:
    """Lane choices by show and zoom by recap; `save` writes what has changed since it was read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._shows: dict[str, LaneChoices] = {}
        self._recaps: dict[str, Zoom] = {}
        self._changed: dict[tuple[str, str], Remembered | None] = {}
        self._read()

    def lanes(self, show: str, cast: Mapping[str, Character]) -> LaneChoices | None:
        """What was chosen for `show`, for the characters of `cast` (by id) who are there; None where nothing was."""
        found = self._shows.get(show)
        if found is None:
            return None
        ids = {character.name: character.id for character in cast.values()}
        people: dict[str, Any] = {field: tuple(ids[n] for n in getattr(found, field) if n in ids) for field in _PEOPLE}
        return replace(found, **people)

    def set_lanes(self, show: str, lanes: LaneChoices | None, cast: Mapping[str, Character]) -> None:
        """Remember the lanes of `show`; None forgets them."""
        if lanes is not None:
            people: dict[str, Any] = {
                field: tuple(cast[c].name for c in getattr(lanes, field) if c in cast) for field in _PEOPLE
            }
            lanes = replace(lanes, **people, tightest=(), kept=None)
        self._set(self._shows, "shows", show, lanes)

    def zoom(self, recap: str) -> Zoom | None:
        """What part of `recap` was in view; None: everything."""
        return self._recaps.get(recap)

    def set_zoom(self, recap: str, zoom: Zoom | None) -> None:
        """Remember what part of `recap` is in view; None: everything."""
        self._set(self._recaps, "recaps", recap, zoom)

    def save(self) -> None:
        """Write what has changed, beside what stands in the file by now. Where the disk refuses, nothing is lost."""
        if not self._changed:
            return
        self._read()
        for (part, key), value in self._changed.items():
            _put(self._shows if part == "shows" else self._recaps, key, value)
        whole = {
            "format": FORMAT,
            "version": VERSION,
            "shows": {key: _lanes_row(lanes) for key, lanes in self._shows.items()},
            "recaps": {key: asdict(zoom) for key, zoom in self._recaps.items()},
        }
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(
                self._file, json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace"), disk=UNFORCED
            )
        except OSError as error:
            _LOG.warning("views are not remembered: %s", error)
            return
        self._changed.clear()

    # ---- private

    def _set(self, where: dict[str, V], part: str, key: str, value: V | None) -> None:
        if where.get(key) != value:
            _put(where, key, value)
            self._changed[part, key] = value  # type: ignore[assignment]

    def _read(self) -> None:
        self._shows, self._recaps = {}, {}
        try:
            whole = json.loads(open_bytes(self._file, limit=LARGEST).decode("utf-8")) if self._file.exists() else {}
        except (FileError, OSError, ValueError, RecursionError) as error:
            _LOG.warning("remembered views cannot be read: %s", error)
            return
        if not isinstance(whole, dict) or (whole.get("format"), whole.get("version")) != (FORMAT, VERSION):
            return
        for key, row in _rows(whole.get("shows")):
            if (lanes := _lanes(row)) is not None:
                self._shows[key] = lanes
        for key, row in _rows(whole.get("recaps")):
            if (zoom := _zoom(row)) is not None:
                self._recaps[key] = zoom


def _put(where: dict[str, Any], key: str, value: object) -> None:
    where.pop(key, None)
    if value is not None:
        where[key] = value
    while len(where) > MOST:
        del where[next(iter(where))]


def _rows(part: object) -> list[tuple[str, dict[str, Any]]]:
    return [(key, row) for key, row in part.items() if isinstance(row, dict)] if isinstance(part, dict) else []


def _lanes_row(lanes: LaneChoices) -> dict[str, object]:
    """What differs from the choices at first."""
    at_first = LaneChoices()
    return {f.name: v for f in fields(lanes) if (v := getattr(lanes, f.name)) != getattr(at_first, f.name)}


def _lanes(row: dict[str, Any]) -> LaneChoices | None:
    known: dict[str, Any] = {}
    for field in _PEOPLE:
        names = row.get(field, [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return None
        known[field] = tuple(names)
    kinds, order = row.get("folded_kinds", ["frame"]), row.get("order", "appearance")
    if not isinstance(kinds, list) or not set(map(str, kinds)) <= {"frame", "previously"}:
        return None
    if order not in ("appearance", "scenes", "alphabet", "tightest") or not isinstance(row.get("folded", True), bool):
        return None
    width: Width = "equal" if row.get("width") == "equal" else "words"
    return LaneChoices(order, width, folded=row.get("folded", True), folded_kinds=tuple(kinds), **known)


def _zoom(row: dict[str, Any]) -> Zoom | None:
    values = [row.get(field.name) for field in fields(Zoom)]
    if not all(type(value) in (int, float) for value in values):
        return None
    zoom = Zoom(*(float(value) for value in values))  # type: ignore[arg-type]
    sensible = 0 <= zoom.first < zoom.last <= 1 and 0 <= zoom.top <= 1e6 and 0 < zoom.lane <= 1e3
    return zoom if sensible else None
