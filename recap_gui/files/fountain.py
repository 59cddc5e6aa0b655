"""Fountain screenplays (fountain.io) to text: what is printed, with headings, speakers and lines as hints."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recap_gui.files.guess import Guess, from_line
from recap_gui.files.page_text import PageText
from recap_gui.story import Hint

_HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]", re.I)
_CUE = re.compile(r"[^\Wa-z_][^a-z\n]{0,60}?(?:\s*\([^)\n]{1,40}\))*\s*\^?")
_KEY = re.compile(
    r"(Title|Credit|Authors?|Source|Notes|Draft date|Date|Contact|Copyright|Episode|Show|Season)\s*:\s*(.*)", re.I
)
_TRANSITION = re.compile(r"[A-Z ]{2,40}TO:|FADE (?:IN|OUT)[.:]?")
_EMPHASIS = re.compile(
    r"(?<![\\*])\*{1,3}(?=\S)([^*\n]{1,2000}?)(?<=\S)\*{1,3}|(?<![\\\w])_(?=\S)([^_\n]{1,2000}?)(?<=\S)_(?!\w)"
)
_NUMBER = re.compile(r"\s*#[\w.-]{1,10}#\s*$")


@dataclass(frozen=True, slots=True)
class Screenplay:
    """What is printed of a screenplay, its hints, and what its title page tells."""

    text: str
    hints: tuple[Hint, ...]
    guess: Guess


def looks_like_fountain(text: str) -> bool:
    """Whether a text has scene headings and cues as screenplays do."""
    lines = text[:60_000].split("\n")
    headings = sum(1 for line in lines if _HEADING.match(line))
    cues = sum(
        1
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if not before.strip()
        and line.strip()
        and after.strip()
        and _CUE.fullmatch(line.strip())
        and not _HEADING.match(line)
    )
    return headings >= 2 and cues >= 2


def read_fountain(source: str, *, name: str = "") -> Screenplay:
    """The screenplay in `source`; notes, boneyards and synopses are not printed.

    Raises:
        FileError: `too_long`.
    """
    reading = _Reading(PageText(name))
    lines = _without(_without(source, "/*", "*/"), "[[", "]]").split("\n")
    at, guess = _title_page(lines, reading)
    previous = ""
    for line, following in zip(lines[at:], [*lines[at + 1 :], ""], strict=True):
        reading.line(line.rstrip(), previous=previous, following=following.strip())
        previous = line.strip()
    out = reading.out
    hints = [*out.hints, *(Hint(block.start, block.end, "block") for block in out.blocks)]
    return Screenplay(out.text(), tuple(sorted(hints)), guess)


def _without(source: str, opening: str, closing: str) -> str:
    """The source without what stands between two marks, newlines kept, so that lines stay lines."""
    pieces: list[str] = []
    at = 0
    while (start := source.find(opening, at)) >= 0:
        end = source.find(closing, start + len(opening))
        if end < 0:
            break
        pieces += [source[at:start], "\n" * source.count("\n", start, end)]
        at = end + len(closing)
    return "".join([*pieces, source[at:]])


def _title_page(lines: list[str], reading: _Reading) -> tuple[int, Guess]:
    facts: dict[str, str] = {}
    at = 0
    key = ""
    if not (lines and _KEY.match(lines[0])):
        return 0, Guess()
    for at, line in enumerate(lines):  # noqa: B007  (how far it came is what we want)
        if not line.strip():
            break
        if found := _KEY.match(line):
            key = found[1].lower()
            facts[key] = found[2].strip()
        elif line[:1] in " \t":
            facts[key] = f"{facts[key]} {line.strip()}".strip()
        else:
            break
    for value in facts.values():
        if value:
            reading.out.block("p", 2)
            reading.words(value)
    title = re.sub(r"[*_]", "", facts.get("title", "")) or None
    told = from_line(" ".join(facts.get(part, "") for part in ("title", "show", "season", "episode")).strip())
    return at, Guess(told.title or title, facts.get("show") or told.show, told.season, told.number)


@dataclass(slots=True)
class _Reading:
    """The screenplay so far; `speaking` while lines belong to the last cue."""

    out: PageText
    speaking: bool = False

    def line(self, line: str, *, previous: str, following: str) -> None:
        """Take one line of the source."""
        stripped = line.strip()
        out = self.out
        if not stripped:
            self.speaking = False
            out.block("p", 2)
        elif re.fullmatch(r"={3,}", stripped) or (stripped[0] == "=" and not self.speaking):
            out.block("p", 2)  # a page break, or a synopsis, which is not printed
        elif self.speaking:
            out.block("p", 1)
            spoken = None if stripped[0] == "(" else out.open("line")
            self.words(stripped.removeprefix("~"))
            if spoken:
                out.close(spoken)
        elif heading := self._heading(stripped, previous):
            self._headed(*heading)
        elif self._is_cue(stripped, previous, following):
            self._cue(stripped.removeprefix("@"))
        else:
            self._action(stripped)

    def words(self, words: str) -> None:
        """Add words without the marks of emphasis."""
        at = 0
        for found in _EMPHASIS.finditer(words):
            self.out.add(words[at : found.start()])
            strong = self.out.open("strong")
            self.out.add((found[1] or found[2]).strip("*_"), strong=True)
            self.out.close(strong)
            at = found.end()
        self.out.add(words[at:].replace("\\*", "*").replace("\\_", "_"))

    def _heading(self, line: str, previous: str) -> tuple[str, str] | None:
        if line[0] == "#":
            return line.lstrip("# "), str(min(6, len(line) - len(line.lstrip("#"))))
        if line[0] == "." and line[1:2] not in {".", ""}:
            return line[1:], "3"
        return (line, "3") if not previous and _HEADING.match(line) else None

    def _headed(self, words: str, level: str) -> None:
        self.out.block("h" + level, 2)
        heading = self.out.open("heading", level)
        self.words(_NUMBER.sub("", words))
        self.out.close(heading)
        self.out.block("p", 2)

    def _is_cue(self, line: str, previous: str, following: str) -> bool:
        if line[0] == "@":
            return True
        return not previous and bool(following) and bool(_CUE.fullmatch(line)) and not _TRANSITION.fullmatch(line)

    def _cue(self, line: str) -> None:
        name = re.split(r"\s*[(^]", line, maxsplit=1)[0].strip()
        self.out.block("p", 2)
        speaker = self.out.open("speaker", name.title() if name.isupper() else name)
        self.words(name)
        self.out.close(speaker)
        if rest := line[len(name) :].rstrip("^ ").strip():
            self.out.add(" " + rest)
        self.speaking = True

    def _action(self, line: str) -> None:
        if line[0] == ">" and line[-1] == "<":
            line = line[1:-1].strip()
        self.words(line[1:].lstrip() if line[:1] in {"!", ">", "~"} else line)
        self.out.line()
