"""Compares two wheels, file by file: the one built from the sdist must be the one built from the checkout."""

from __future__ import annotations

import sys
import zipfile


def contents(path: str) -> dict[str, bytes]:
    """Every file of the wheel at `path`, the record of hashes left out."""
    with zipfile.ZipFile(path) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/RECORD")}


def main(first: str, second: str) -> int:
    """Say what differs; 0 when nothing does."""
    one, other = contents(first), contents(second)
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    for name in differing:
        print(f"differs: {name}")
    for needed in ("recap_gui/resources/THIRD-PARTY.txt", "recap_gui/resources/samples/03-quay-division.txt"):
        if needed not in one:
            print(f"missing from the wheel: {needed}")
            differing.append(needed)
    print(f"{len(one)} files in each wheel" if not differing else f"{len(differing)} differences")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
