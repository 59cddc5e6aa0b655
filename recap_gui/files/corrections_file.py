"""Corrections as JSON (DESIGN §5): what lies beside a recap as ``NAME.EXT.recap.json``, or in a folder as a season's.

What a newer version or another program wrote into them survives: unknown fields and unknown `do` are kept and written
back where they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from recap_gui.files.disk import LARGEST_DATA
from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.phrase import Phrase, phrase

RECAP_FORMAT, SEASON_FORMAT = "recap-timeline/corrections", "recap-timeline/season"
VERSION = 1
_DEEPEST = 64
_UNREAD = "unread"
"""The `do` given to a correction whose fields are not as we know them; `extra` holds it as it came."""
_TEXTS = ("character", "into", "state", "kind", "place", "time", "heading", "episode")
_LISTS = ("names", "fields")
_ANCHORS = {"at": "at", "to": "to", "in": "in_"}
_STATES = {None, "present", "mentioned", "absent", "yes", "no"}
_KINDS = {None, "scene", "previously", "frame"}
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.S)

Standing: TypeAlias = Literal["newer", "foreign", "damaged"]


class UnusableError(Exception):
    """A corrections file that must be left as it is.

    `standing` says whether it is newer than this program, somebody else's or damaged; `because` is a short reason.
    """

    def __init__(self, standing: Standing, because: Phrase) -> None:
        super().__init__(f"{standing}: {because}")
        self.standing: Standing = standing
        self.because = because


@dataclass(frozen=True, slots=True)
class RecapFacts:
    """Which recap the corrections were made on: name, SHA-256 of the file's bytes, code points of its text."""

    name: str = ""
    sha256: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """Lanes as the user arranged them, by the names of the characters."""

    order: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionsFile:
    """What one corrections file holds. `order` (source names of the episodes) and `lanes` stand in a season's alone."""

    corrections: tuple[Correction, ...] = ()
    recap: RecapFacts | None = None
    order: tuple[str, ...] = ()
    lanes: LaneFacts = LaneFacts()
    season: bool = False
    extra: tuple[tuple[str, object], ...] = field(default=())


def encode(file: CorrectionsFile) -> bytes:
    """The file as UTF-8 JSON, one correction a line. Equal values give equal bytes."""
    head: dict[str, Any] = {"format": SEASON_FORMAT if file.season else RECAP_FORMAT, "version": VERSION}
    if file.recap is not None:
        head["recap"] = {"name": file.recap.name, "sha256": file.recap.sha256, "length": file.recap.length}
    if file.season:
        head["order"] = list(file.order)
        lanes = {"order": file.lanes.order, "pinned": file.lanes.pinned, "hidden": file.lanes.hidden}
        head["lanes"] = {name: list(names) for name, names in lanes.items() if names}
    for name, value in file.extra:
        known = head.get(name)
        head[name] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    lines = [f" {_line(name)}: {_line(value)}" for name, value in head.items()]
    rows = ",\n".join(f"  {_line(_row(correction))}" for correction in file.corrections)
    lines.append(f' "corrections": [\n{rows}\n ]' if rows else ' "corrections": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _row(correction: Correction) -> dict[str, Any]:
    if correction.do == _UNREAD:
        return dict(correction.extra)
    row: dict[str, Any] = {"id": correction.id, "do": correction.do}
    for name, attribute in _ANCHORS.items():
        anchor: Anchor | None = getattr(correction, attribute)
        if anchor is not None:
            row[name] = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
            if anchor.hint is not None:
                row[name]["hint"] = anchor.hint
    for name in _TEXTS:
        if getattr(correction, name) not in (None, ""):
            row[name] = getattr(correction, name)
    for name in _LISTS:
        if getattr(correction, name):
            row[name] = list(getattr(correction, name))
    if correction.value is not None:
        row["value"] = correction.value
    if correction.order:
        row["order"] = correction.order
    for name, value in correction.extra:
        row[name] = {**row[name], **value} if name in _ANCHORS and isinstance(value, dict) and name in row else value
    return row


def decode(data: bytes) -> CorrectionsFile:
    """Read what `encode`, or a person with an editor, wrote.

    Raises:
        UnusableError: when it is newer, foreign or damaged.
    """
    raw = _parsed(data)
    kind = raw.get("format")
    if kind not in (RECAP_FORMAT, SEASON_FORMAT):
        raise UnusableError("foreign", phrase("it is not a file of corrections"))
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UnusableError("damaged", phrase("its version is missing"))
    if version > VERSION:
        raise UnusableError(
            "newer",
            phrase("it has version {version}, this program knows {known}", version=str(version), known=str(VERSION)),
        )
    rows = raw.get("corrections")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnusableError("damaged", phrase("its list of corrections is missing or broken"))
    season = kind == SEASON_FORMAT
    known = {"format", "version", "recap", "corrections"} | ({"order", "lanes"} if season else set())
    extra: list[tuple[str, object]] = [(name, value) for name, value in raw.items() if name not in known]
    recap = _section(raw, "recap", {"name": str, "sha256": str, "length": int}, extra)
    lanes = _section(raw, "lanes", {"order": list, "pinned": list, "hidden": list}, extra) if season else None
    order = raw.get("order")
    return CorrectionsFile(
        _unique([_correction(row) for row in rows]),
        RecapFacts(**recap) if recap is not None else None,
        tuple(order) if season and isinstance(order, list) and _is_texts(order) else (),
        LaneFacts(**{n: tuple(v) for n, v in lanes.items() if _is_texts(v)}) if lanes else LaneFacts(),
        season,
        tuple(extra),
    )


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST_DATA:
        raise UnusableError("damaged", phrase("it is larger than 20 MB"))
    try:
        text = data.decode("utf-8-sig")
        _check_depth(text)
        raw = json.loads(text, parse_constant=_no_constant)
        _line(raw).encode()  # lone surrogates could not be written back
    except (ValueError, RecursionError) as error:
        raise UnusableError("damaged", phrase("it is no whole JSON")) from error
    if not isinstance(raw, dict):
        raise UnusableError("foreign", phrase("it is not a file of corrections"))
    return raw


def _check_depth(text: str) -> None:
    depth = 0
    for match in _BRACKETS.finditer(text):
        mark = match.group()
        depth += (mark in "[{") - (mark in "]}")
        if depth > _DEEPEST:
            raise ValueError("too deep")


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _section(
    raw: Mapping[str, Any], name: str, types: Mapping[str, type], extra: list[tuple[str, object]]
) -> dict[str, Any] | None:
    """The known fields of the object `name`; what is unknown in it goes to `extra` under the same name."""
    found = raw.get(name)
    if not isinstance(found, dict):
        if found is not None:
            extra.append((name, found))
        return None
    known = {field: value for field, value in found.items() if field in types and type(value) is types[field]}
    rest = {field: value for field, value in found.items() if field not in known}
    if rest:
        extra.append((name, rest))
    return known


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _correction(row: dict[str, Any]) -> Correction:
    """One correction; fields that are not as we know them make it one that is kept but not understood."""
    if not isinstance(row.get("id"), str) or not row["id"] or not isinstance(row.get("do"), str):
        raise UnusableError("damaged", phrase("a correction in it has no id"))
    known: dict[str, Any] = {}
    extra: list[tuple[str, object]] = []
    for name, value in row.items():
        if name in ("id", "do"):
            continue
        if name in _ANCHORS:
            known[_ANCHORS[name]], rest = _anchor(value)
            if rest:
                extra.append((name, rest))
        elif name in _TEXTS or name in _LISTS or name in ("value", "order"):
            known[name] = tuple(value) if name in _LISTS and _is_texts(value) else value
        else:
            extra.append((name, value))
    if not _understood(known):
        return Correction(row["id"], _UNREAD, extra=tuple(row.items()))
    return Correction(row["id"], row["do"], **known, extra=tuple(extra))


def _understood(known: Mapping[str, Any]) -> bool:
    numbers = (known.get("value", 0), known.get("order", 0))
    return (
        all(isinstance(known.get(name, ""), str) for name in _TEXTS)
        and all(isinstance(known.get(name, ()), tuple) for name in _LISTS)
        and all(isinstance(known.get(name, Anchor("")), Anchor) for name in _ANCHORS.values())
        and all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
        and known.get("state") in _STATES
        and known.get("kind") in _KINDS
    )


def _anchor(raw: object) -> tuple[Anchor | None, dict[str, object]]:
    if not isinstance(raw, dict) or not isinstance(raw.get("exact"), str):
        return None, {}
    texts = {name: raw[name] for name in ("exact", "prefix", "suffix") if isinstance(raw.get(name), str)}
    hint = raw.get("hint")
    whole = isinstance(hint, int | float) and not isinstance(hint, bool) and 0 <= hint <= 1
    rest = {name: value for name, value in raw.items() if name not in texts and not (name == "hint" and whole)}
    return Anchor(**texts, hint=hint if whole else None), rest


def _unique(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """`corrections` without repetitions; another one under an id that is taken (copied by hand) gets one of its own."""
    found: dict[str, Correction] = {}
    for correction in corrections:
        one = correction
        while one.id in found and found[one.id] != replace(one, id=found[one.id].id):
            one = replace(one, id=one.id + "+")
        found.setdefault(one.id, one)
    return tuple(found.values())


def merged(mine: CorrectionsFile, theirs: CorrectionsFile, base: CorrectionsFile) -> CorrectionsFile:
    """`mine` with what another writer added to `base` and without what it took away, by ids; nothing added is lost."""
    before = {correction.id for correction in base.corrections}
    there = {correction.id for correction in theirs.corrections}
    own = {correction.id for correction in mine.corrections}
    kept = [c for c in mine.corrections if c.id in there or c.id not in before]
    new = [c for c in theirs.corrections if c.id not in own and c.id not in before]
    extra = {**dict(theirs.extra), **{name: value for name, value in mine.extra if (name, value) not in base.extra}}
    return replace(
        mine,
        corrections=(*kept, *new),
        order=theirs.order if mine.order == base.order else mine.order,
        lanes=theirs.lanes if mine.lanes == base.lanes else mine.lanes,
        extra=tuple(extra.items()),
    )
