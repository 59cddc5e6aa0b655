"""The samples that come with the program: found in their folder, titled by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from recap_gui import assets
from recap_gui.files.listing import is_recap_name, natural


def _phrase(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Samples", text))


_KINDS = {
    ".txt": _phrase("plain text, {n} words"),
    ".md": _phrase("Markdown, {n} words"),
    ".html": _phrase("saved web page, {n} words"),
    ".docx": _phrase("Word document, {n} words"),
    ".fountain": _phrase("screenplay, {n} words"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One card: its title, what kind of text it is, and the files it opens."""

    title: str
    about: str
    paths: tuple[Path, ...]


def samples(folder: Path | None = None) -> tuple[Sample, ...]:
    """The samples in their folder; a folder among them is a season."""
    try:
        folder = folder or assets.path("samples")
        entries = sorted(folder.iterdir(), key=lambda path: (not path.is_dir(), natural(path.name)))
    except (OSError, assets.AssetError):
        return ()
    tr = QCoreApplication.translate
    found: list[Sample] = []
    for entry in entries:
        if entry.is_dir():
            files = tuple(sorted((f for f in entry.iterdir() if is_recap_name(f.name)), key=lambda f: natural(f.name)))
            if files:
                about = tr("Samples", "a season, {n} episodes").format(n=len(files))
                found.append(Sample(_title(entry.stem), about, files))
        elif is_recap_name(entry.name):
            about = tr("Samples", _KINDS.get(entry.suffix.lower(), _KINDS[".txt"])).format(n=f"{_words(entry):,}")
            found.append(Sample(_title(entry.stem), about, (entry,)))
    return tuple(found)


def _title(stem: str) -> str:
    """A file's name as a title: ``03-quay-division`` is "Quay division"."""
    words = re.sub(r"^\d+[-_ ]+", "", stem).replace("-", " ").replace("_", " ").strip() or stem
    return words[0].upper() + words[1:]


def _words(path: Path) -> int:
    text = path.read_text("utf-8", "replace")
    if path.suffix.lower() in {".html", ".htm"}:
        text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return round(len(text.split()), -1)
