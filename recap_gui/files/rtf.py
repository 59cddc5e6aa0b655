"""Rich text (RTF) to plain text: paragraphs, quotation marks and dashes; pictures, notes and layout are left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from recap_gui.files.docx import COMMENTS, ENDNOTES, FOOTNOTES
from recap_gui.files.wordlist import words
from recap_gui.story.phrase import Phrase

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)", re.S)
_SIGNS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "row": "\n", "cell": "\t", "tab": " ", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": " ", b"_": "-", b"\n": "\n\n", b"\r": "\n\n", b"\\": "\\", b"{": "{", b"}": "}"}
_UNSEEN = words(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "footnote annotation atnid atnauthor xe tc listtable listoverridetable rsidtbl generator themedata datastore "
    "latentstyles fldinst bkmkstart bkmkend nonshppict listtext pntext"
)
"""Groups that hold no visible text of the body."""
_NOTES = words("footnote ftnalt annotation")
_TRAILING = re.compile(r"[ \t]{1,1000}\n")
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+\s*")


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data.startswith(b"{\\rtf")


def read_rtf(data: bytes) -> tuple[str, tuple[Phrase, ...]]:
    """The visible text of the body, a blank line between paragraphs, and what was left out."""
    reading = _Reading()
    for match in _TOKEN.finditer(data):
        reading.take(match)
    text = (
        "".join([*(reading.around or ()), *reading.out, *reading.boxes])
        .encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "replace")
    )
    return _BLANK.sub("\n\n", _TRAILING.sub("\n", text)).strip() + "\n", reading.left_out()


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds around a pair of braces. `out`, set inside a text box alone, is where the text around it goes on."""

    hidden: bool = False
    stand_in: int = 1
    out: list[str] | None = None


@dataclass(slots=True)
class _Reading:
    """The text so far. Text boxes stand inside a paragraph: their text waits for its end."""

    out: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    hidden: bool = False
    codec: str = "cp1252"
    stand_in: int = 1
    skip: int = 0
    """Characters that stand in for a \\u that was understood."""
    around: list[str] | None = None
    groups: list[_Group] = field(default_factory=list)
    begins: bool = False

    def take(self, match: re.Match[bytes]) -> None:
        """Take one token."""
        word, number, byte, sign, brace, plain = match.groups()
        if brace == b"{":
            self.groups.append(_Group(self.hidden, self.stand_in, self.around))
            self.begins = True
            return
        if brace == b"}":
            self._close()
        elif word:
            self._word(word.decode(), number)
        elif sign:
            if sign == b"*" and self.begins:
                self.hidden = True
            elif not self.hidden:
                self.out.append(_SYMBOLS.get(sign, ""))
        elif not self.hidden:
            text = bytes([int(byte, 16)]) if byte else plain.replace(b"\r", b"").replace(b"\n", b"")
            taken = min(self.skip, len(text))
            self.skip -= taken
            self.out.append(text[taken:].decode(self.codec, "replace"))
        self.begins = False

    def _word(self, name: str, number: bytes | None) -> None:
        if name in _NOTES and self.groups and not self.groups[-1].hidden:
            self.notes[name] += 1
        if name in _UNSEEN and self.begins:
            self.hidden = True
        elif name in {"v", "deleted"}:
            self.hidden = number != b"0"
        elif name == "shptxt" and self.around is None:
            self.around, self.out, self.hidden = self.out, [], False
        elif name == "uc" and number:
            self.stand_in = max(int(number), 0)
        elif name == "ansicpg" and number:
            self.codec = _codec(number)
        elif not self.hidden and name == "u" and number:
            self.out.append(chr(int(number) % 65536))  # a UTF-16 unit; pairs are put together at the end
            self.skip = self.stand_in
        elif not self.hidden and name in _SIGNS:
            self.out.append(_SIGNS[name])
            if self.boxes and name == "par" and self.around is None:
                self.out += self.boxes
                self.boxes.clear()

    def left_out(self) -> tuple[Phrase, ...]:
        """What the user is told of that is not in the text. An endnote is a footnote that says so."""
        found = self.notes
        counts = (
            (FOOTNOTES, found["footnote"] - found["ftnalt"]),
            (ENDNOTES, found["ftnalt"]),
            (COMMENTS, found["annotation"]),
        )
        return tuple(note for note, count in counts if count > 0)

    def _close(self) -> None:
        group = self.groups.pop() if self.groups else _Group(self.hidden, self.stand_in, self.around)
        if self.around is not None and group.out is None:
            self.boxes += [*self.out, "\n\n"]
            self.out, self.around = self.around, None
        self.hidden, self.stand_in = group.hidden, group.stand_in


def _codec(number: bytes) -> str:
    name = f"cp{int(number)}"
    try:
        "a".encode(name)
    except LookupError:
        return "cp1252"
    return name
