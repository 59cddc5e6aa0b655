"""A process of its own for the tests of saving: saves corrections again and again until told, or killed, to stop.

python saver.py versions FOLDER          replaces one file by ever longer versions
python saver.py add FOLDER NAME TIMES    adds TIMES corrections to the recap's, each with a save of its own
"""

import sys
from pathlib import Path

from recap_gui.files.corrections_file import CorrectionsFile, decode, encode
from recap_gui.files.corrections_store import Store, recap_target
from recap_gui.files.save import current, fingerprint, save
from recap_gui.story.corrections import Anchor, Correction


def version(number: int) -> CorrectionsFile:
    """Version `number`, some hundred kilobytes long so that a save takes its time."""
    rows = [Correction(f"{number}-{i}", "split", at=Anchor("words " * 20)) for i in range(500 + number % 500)]
    return CorrectionsFile(tuple(rows))


def replace_for_ever(folder: Path) -> None:
    path = folder / "a.txt.recap.json"
    there = current(path)
    number = int(decode(there).corrections[0].id.split("-")[0]) if there else 0
    mark = fingerprint(there) if there else None
    while True:
        number += 1
        data = encode(version(number))
        mark = save(path, data, check=lambda d: encode(decode(d)) == d, expected=mark, versions=folder / "data" / "v")


def add(folder: Path, name: str, times: int) -> None:
    store = Store(folder / "data")
    kept = store.load(recap_target(folder / "a.txt", "0" * 64))
    for i in range(times):
        mine = (*kept.file.corrections, Correction(f"{name}{i}", "dismiss", character=name))
        kept = store.save(kept, CorrectionsFile(mine))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["versions", folder]:
            replace_for_ever(Path(folder))
        case ["add", folder, name, times]:
            add(Path(folder), name, int(times))
