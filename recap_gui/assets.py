"""Finds what lies in ``resources/``: inside an installed wheel, or at the root of a checkout or an editable install."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


class AssetError(Exception):
    """A resource that should have been installed is missing."""


@cache
def root() -> Path:
    """The folder ``resources/``.

    Raises:
        AssetError: when the installation has none.
    """
    package = Path(str(files("recap_gui")))
    for folder in (package / "resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise AssetError("The program's resources folder is missing. Please install Recap Timeline again.")


def path(*parts: str) -> Path:
    """The path of one resource, which need not exist."""
    return root().joinpath(*parts)


def data(*parts: str) -> bytes:
    """The bytes of one resource.

    Raises:
        AssetError: when it is missing.
    """
    file = path(*parts)
    if not file.is_file():
        raise AssetError(f"The program's file {'/'.join(parts)} is missing. Please install Recap Timeline again.")
    return file.read_bytes()
