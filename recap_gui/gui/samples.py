"""The samples that come with the program: found in their folder, titled by their first line. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from recap_gui import assets
from recap_gui.files.listing import is_recap_name, natural

_KINDS = {
    ".txt": "plain text",
    ".md": "Markdown",
    ".html": "saved web page",
    ".docx": "Word document",
    ".fountain": "screenplay",
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
    found: list[Sample] = []
    for entry in entries:
        if entry.is_dir():
            files = tuple(sorted((f for f in entry.iterdir() if is_recap_name(f.name)), key=lambda f: natural(f.name)))
            if files:
                found.append(Sample(_title(entry.stem), f"a season, {len(files)} episodes", files))
        elif is_recap_name(entry.name):
            words = _words(entry)
            about = f"{_KINDS.get(entry.suffix.lower(), 'text')}, {words:,} words"
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
