"""Where corrections lie and how they get there: beside the recap, else in the app's data folder under its SHA-256."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from recap_gui import assets
from recap_gui.files.corrections_file import CorrectionsFile, Standing, UnusableError, decode, encode, merged
from recap_gui.files.corrections_index import SUFFIX, last_key, remember
from recap_gui.files.disk import display_name
from recap_gui.files.errors import FileError
from recap_gui.files.renamed import under_old_name
from recap_gui.files.save import DISK, ChangedError, Disk, current, fingerprint, keep, kept, save, versions_of
from recap_gui.files.save_lock import turn
from recap_gui.story.corrections import Correction
from recap_gui.story.phrase import Fact, Phrase, phrase

_SEASON = "season.recap.json"
_ROUNDS = 20
"""How often a save begins anew because another writer was faster."""

Where: TypeAlias = Literal["beside", "data"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where corrections belong: the file beside the recap (None for pasted text), and the key in the data folder."""

    beside: Path | None
    key: str
    name: str = ""
    """What it goes by where its bytes may change: a path, of a season all of them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Corrections as they are on the disk.

    `marks` are the fingerprints of the files as last read or written, `blocked` what stands beside the recap and must
    stay as it is (newer, foreign, damaged, or not readable), `note` a sentence for the user. `backups` are earlier
    versions that can be offered, newest first. `came` counts corrections that another writer brought.
    """

    target: Target
    file: CorrectionsFile = field(default_factory=CorrectionsFile)
    marks: tuple[tuple[Where, str], ...] = ()
    blocked: Standing | Literal["unreadable"] | None = None
    note: Phrase | None = None
    backups: tuple[Path, ...] = ()
    came: int = 0


def recap_target(recap: Path | None, sha256: str) -> Target:
    """Where the corrections of one recap lie; None for pasted text and files opened together from other folders."""
    if recap is None:
        return Target(None, sha256)
    name = os.path.realpath(recap)
    if _is_of_the_program(recap.parent):
        return Target(None, sha256, name)
    return Target(recap.with_name(recap.name + SUFFIX), sha256, name)


def season_target(folder: Path | None, sha256s: Iterable[str], paths: Iterable[Path] = ()) -> Target:
    """Where lies what concerns all episodes of a season; with their `paths` it is found again when one has changed."""
    key = fingerprint("\n".join(sorted(sha256s)).encode())
    name = "\n".join(sorted(os.path.realpath(path) for path in paths))
    return Target(None if folder is None or _is_of_the_program(folder) else folder / _SEASON, key, name)


def is_ours(name: str) -> bool:
    """Whether a file of this name is one of corrections, and no recap."""
    return name.endswith(SUFFIX)


def _is_of_the_program(folder: Path) -> bool:
    """Whether `folder` holds samples of the installation: nothing is ever written there."""
    try:
        return folder.resolve().is_relative_to(assets.root().resolve())
    except (OSError, RuntimeError, assets.AssetError):
        return False


class Store:
    """Loads and saves corrections. `data_folder` is the app's own; nothing is created before it is needed."""

    def __init__(self, data_folder: Path, *, disk: Disk = DISK) -> None:
        self._data = data_folder
        self._disk = disk
        self.folder = data_folder / "corrections"
        """Where they lie that cannot lie beside their recap."""

    def load(self, target: Target) -> Kept:
        """What was kept for `target`. Never fails: what cannot be used is told in `note` and left as it is."""
        found = Kept(target)
        for where in ("data", "beside"):
            path = self._path(target, where)
            if path is None:
                continue
            try:
                there = current(path)
                if there is None:
                    continue
                file = decode(there)
            except FileError:
                found = _blocked(found, where, path, "unreadable", phrase("it cannot be read"), ())
            except UnusableError as error:
                found = _blocked(found, where, path, error.standing, error.because, kept(versions_of(self._data, path)))
            else:
                both = merged(file, found.file, CorrectionsFile()) if found.marks else file
                found = replace(found, file=both, marks=(*found.marks, (where, fingerprint(there))))
        return found if found.marks else self._carried(found)

    def _carried(self, found: Kept) -> Kept:
        """`found`, of which nothing is kept, with what was kept before its recap was renamed or changed."""
        beside = found.target.beside
        if beside is not None and (renamed := under_old_name(beside, found.target.key)) is not None:
            return replace(found, file=renamed, note=found.note or _RENAMED)
        key = last_key(self.folder, found.target.name)
        if key is None or key == found.target.key:
            return found
        try:
            there = current(self._stand_in(replace(found.target, key=key)))
            return found if there is None else replace(found, file=decode(there), note=found.note or _CARRIED)
        except (FileError, UnusableError):
            return found

    def changed(self, kept_before: Kept) -> Kept | None:
        """What another writer has put in the place of `kept_before`; None where nothing usable is new."""
        marks = dict(kept_before.marks)
        for where in ("data", "beside"):
            path = self._path(kept_before.target, where)
            try:
                there = current(path) if path is not None and (where == "beside" or where in marks) else None
            except FileError:
                continue
            if there is not None and marks.get(where) != fingerprint(there):
                found = self.load(kept_before.target)
                return found if found.blocked is None and found.marks else None
        return None

    def save(self, kept_before: Kept, file: CorrectionsFile) -> Kept:
        """Put `file` on the disk, with whatever another writer has added since `kept_before`.

        Beside the recap where that can be written, else in the data folder, which `note` then says. Where `came` is not
        0 the caller takes over the corrections of the answer: leaving them out of the next save would take them away.

        Raises:
            FileError: when it can be written in neither place; nothing is changed on the disk.
        """
        beside = kept_before.target.beside
        note = kept_before.note
        if beside is not None and kept_before.blocked is None:
            try:
                done = self._save_at("beside", beside, kept_before, file)
            except FileError as error:
                why = error.facts.get("because", phrase("there is no permission to write there"))
                note = _elsewhere(display_name(beside), why)
            else:
                return self._without_stand_in(done)
        done = self._save_at("data", self._stand_in(kept_before.target), kept_before, file)
        remember(self.folder, kept_before.target.name, kept_before.target.key, disk=self._disk)
        return replace(done, note=note)

    def _save_at(self, where: Where, path: Path, before: Kept, file: CorrectionsFile) -> Kept:
        marks = dict(before.marks)
        expected, base, came = marks.get(where), before.file, 0
        if where == "data":
            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
        with self._turn(path):
            for _ in range(_ROUNDS):
                try:
                    if expected is None and file == CorrectionsFile(recap=file.recap, season=file.season):
                        return replace(before, file=file, came=came)
                    mark = save(
                        path,
                        encode(file),
                        check=lambda data: encode(decode(data)) == data,
                        expected=expected,
                        versions=versions_of(self._data, path),
                        disk=self._disk,
                    )
                except ChangedError as change:
                    theirs = base if change.data is None else self._theirs(change.data, path, where, base)
                    joined = merged(file, theirs, base)
                    came += len(joined.corrections) - len(file.corrections)
                    file, base = joined, theirs
                    expected = None if change.data is None else fingerprint(change.data)
                else:
                    marks[where] = mark
                    return replace(before, file=file, marks=tuple(marks.items()), note=None, came=came)
        raise FileError("cannot_write", name=display_name(path), because=phrase("another program keeps writing it"))

    def _turn(self, path: Path) -> AbstractContextManager[None]:
        try:
            (self._data / "locks").mkdir(parents=True, exist_ok=True)
        except OSError:
            return contextlib.nullcontext()
        return turn(self._data, path)

    def _theirs(self, data: bytes, path: Path, where: Where, base: CorrectionsFile) -> CorrectionsFile:
        """What another writer put there; in the data folder, what cannot be used is kept as an earlier version."""
        try:
            return decode(data)
        except UnusableError as error:
            because = phrase("{because}, and it is left as it is", because=error.because)
            if where == "data":
                try:
                    keep(versions_of(self._data, path), data, disk=self._disk)
                except OSError:
                    pass
                else:
                    return base
            raise FileError("cannot_write", name=display_name(path), because=because) from error

    def _path(self, target: Target, where: str) -> Path | None:
        return target.beside if where == "beside" else self._stand_in(target)

    def _stand_in(self, target: Target) -> Path:
        return self.folder / f"{target.key}{SUFFIX}"

    def _without_stand_in(self, done: Kept) -> Kept:
        """After all is beside the recap, what stood in for it meanwhile goes (its versions are kept)."""
        marks = dict(done.marks)
        if "data" not in marks:
            return done
        path = self._stand_in(done.target)
        with contextlib.suppress(OSError, FileError):
            there = current(path)
            if there is not None and fingerprint(there) == marks["data"]:
                path.unlink()
        return replace(done, marks=tuple((where, mark) for where, mark in marks.items() if where != "data"))


_RENAMED = phrase("It had another name when it was corrected: the corrections are carried over.")
_CARRIED = phrase("It has changed since it was corrected: the corrections are carried over.")


def _elsewhere(name: str, why: Fact) -> Phrase:
    return phrase(
        "The corrections of {name} cannot be saved beside the recap: {why}. "
        "They are kept in the app's data folder and come back whenever this recap is opened.",
        name=name,
        why=why,
    )


def _blocked(
    found: Kept,
    where: str,
    path: Path,
    standing: Standing | Literal["unreadable"],
    because: Phrase,
    backups: Sequence[Path],
) -> Kept:
    note = phrase("{name} is left as it is: {because}.", name=display_name(path), because=because)
    if where == "data":
        return replace(found, note=note, backups=tuple(backups))
    note = phrase("{note} New corrections go to the app's data folder.", note=note)
    return replace(found, blocked=standing, note=note, backups=tuple(backups))


def in_order(files: Iterable[CorrectionsFile]) -> tuple[Correction, ...]:
    """The corrections of several files in the order of replay; equal ids stand once."""
    found = {correction.id: correction for file in files for correction in file.corrections}
    return tuple(sorted(found.values(), key=lambda correction: correction.order))


def shared_out(
    corrections: Sequence[Correction], sources: Sequence[str]
) -> tuple[dict[str, tuple[Correction, ...]], tuple[Correction, ...]]:
    """For each recap the corrections tied to its words, and those that concern the whole season, numbered in order."""
    own: dict[str, list[Correction]] = {source: [] for source in sources}
    season: list[Correction] = []
    for number, correction in enumerate(corrections, 1):
        numbered = replace(correction, order=number)
        tied = correction.do in ("split", "join", "move", "scene", "presence", "confirm")
        (own[correction.episode] if tied and correction.episode in own else season).append(numbered)
    return {source: tuple(mine) for source, mine in own.items()}, tuple(season)
