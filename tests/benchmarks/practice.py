"""Practice recaps: written for training only, never scored; one file each, the gold inside the text.

python tests/benchmarks/practice.py [FILE …]        check the files (all of tests/data/practice by default)
python tests/benchmarks/practice.py --unpack DIR    write them as NAME.txt with NAME.gold.json (GOLD.md's format)

A file names the cast, then tells the recap; a line that begins with @ starts a scene, `@&` one inside a paragraph:

    Mara Voss: Mara, Mrs Voss
    - Jane Doe
    @ frame
    The Salt Road, Episode 4
    @ scene | place = the kitchen | time = that night | present = Mara Voss, Tom | mentioned = Leo
    Mara comes home …
    @& scene | present = Tom
    Outside, Tom …

A person whose line begins with "-" is an outside figure. Blank lines part paragraphs, other line ends are kept.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data" / "practice"
_SHARE = 0.5  # what a practice recap counts
_KINDS = ("scene", "previously", "frame")
_FIELDS = ("place", "time", "present", "mentioned")


class PracticeError(ValueError):
    """A practice file says something that cannot be; the message says where and what."""


def unpack(source: str, name: str) -> tuple[str, dict[str, Any]]:
    """The recap's text and its gold. Raises PracticeError."""
    head, *rest = re.split(r"(?m)^(?=@)", source)
    characters = [_character(line, name) for line in head.splitlines() if line.strip()]
    known = {c["name"] for c in characters if c["kind"] == "character"}
    text, scenes, starts = "", [], []
    for block in rest:
        line, _, body = block.partition("\n")
        body = body.strip("\n")
        if not body.strip():
            raise PracticeError(f"{name}: no text after {line!r}")
        text += (" " if line.startswith("@&") else "\n\n") if text else ""
        starts.append(len(text))
        scenes.append(_scene(line, known, name))
        text += body
    for start, scene in zip(starts, scenes, strict=True):
        scene["begins"] = _beginning(text, start)
    text += "\n"
    for character in characters:
        for alias in character["aliases"]:
            if not re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
                raise PracticeError(f"{name}: {alias!r} does not stand in the text")
    used = {who for scene in scenes for who in scene["present"] + scene["mentioned"]}
    if idle := known - used:
        raise PracticeError(f"{name}: in no scene: {', '.join(sorted(idle))}")
    return text, {"source": f"{name}.txt", "scenes": scenes, "characters": characters}


def _character(line: str, name: str) -> dict[str, Any]:
    outside = line.startswith("-")
    full, _, others = line.lstrip("- ").partition(":")
    aliases = [alias.strip() for alias in others.split(",") if alias.strip()]
    if not full.strip():
        raise PracticeError(f"{name}: no name in {line!r}")
    return {
        "name": full.strip(),
        "aliases": list(dict.fromkeys([full.strip(), *aliases])),
        "kind": "outside" if outside else "character",
    }


def _scene(line: str, known: set[str], name: str) -> dict[str, Any]:
    kind, *fields = (part.strip() for part in line.lstrip("@&").split("|"))
    scene: dict[str, Any] = {
        "begins": "", "kind": kind, "place": None, "time": None, "present": [], "mentioned": [],
    }  # fmt: skip
    if kind not in _KINDS:
        raise PracticeError(f"{name}: {kind!r} in {line!r} is no kind of scene")
    for field in fields:
        key, _, value = (part.strip() for part in field.partition("="))
        if key not in _FIELDS:
            raise PracticeError(f"{name}: {key!r} in {line!r} is unknown")
        if key in ("place", "time"):
            scene[key] = value or None
            continue
        scene[key] = [who.strip() for who in value.split(",") if who.strip()]
        if unknown := set(scene[key]) - known:
            raise PracticeError(f"{name}: {', '.join(sorted(unknown))} in {line!r} is no character")
    if both := set(scene["present"]) & set(scene["mentioned"]):
        raise PracticeError(f"{name}: {', '.join(sorted(both))} both present and mentioned in {line!r}")
    return scene


def _beginning(text: str, start: int) -> str:
    return " ".join(text[start : start + 400].split()[:12])


def share(name: str) -> float:
    """How much a recap counts in training: those written for practice count half."""
    return _SHARE if is_one(name) else 1.0


def is_one(name: str) -> bool:
    """Whether a recap is one of those written for practice."""
    return name in _names()


def teaches_all(name: str) -> bool:
    """Whether all is learned from a recap, or only where scenes are and who is there.

    Of the latter kind are those in the folder ``people``: with them, breaks held out got worse (bF .857 → .843).
    """
    return not is_one(name) or (FOLDER / f"{name}.recap").exists()


def layouts_of(name: str, layouts: Sequence[str | None]) -> Sequence[str | None]:
    """The layouts in which a recap is learned from: all, or the first where only people and places are."""
    return layouts if teaches_all(name) else layouts[:1]


@cache
def _names() -> frozenset[str]:
    return frozenset(file.stem for file in files())


def files() -> list[Path]:
    """All practice files."""
    return sorted(FOLDER.rglob("*.recap"), key=lambda file: file.name)


def write_unpacked(folder: Path) -> None:
    """Write every practice recap into `folder` as text and gold."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files():
        text, gold = unpack(file.read_text(encoding="utf-8"), file.stem)
        (folder / f"{file.stem}.txt").write_text(text, encoding="utf-8")
        (folder / f"{file.stem}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


@contextmanager
def unpacked() -> Iterator[Path]:
    """A folder with every practice recap as text and gold, while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        write_unpacked(Path(folder))
        yield Path(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--unpack", type=Path, metavar="DIR")
    options = parser.parse_args()
    wrong = words = many = 0
    for file in options.files or files():
        try:
            text, gold = unpack(file.read_text(encoding="utf-8"), file.stem)
        except PracticeError as error:
            print(error, file=sys.stderr)
            wrong += 1
            continue
        starts = [i for i, scene in enumerate(gold["scenes"]) if scene["kind"] == "scene"]
        words, many = words + len(text.split()), many + len(starts)
        inside = sum(line.startswith("@&") for line in file.read_text(encoding="utf-8").splitlines())
        print(f"{file.stem:28} {len(text.split()):5} words {len(starts):3} scenes, {inside} begin inside paragraphs")
    print(f"{words} words, {many} scenes, {wrong} wrong")
    if options.unpack:
        write_unpacked(options.unpack)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
