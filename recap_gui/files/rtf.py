"""Rich text (RTF) to plain text: paragraphs, quotation marks and dashes; pictures, notes and layout are left out."""

from __future__ import annotations

import re

from recap_gui.files.wordlist import words

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)", re.S)
_SIGNS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "row": "\n", "cell": "\t", "tab": " ", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
_UNSEEN = words(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "footnote annotation atnid atnauthor xe tc listtable listoverridetable rsidtbl generator themedata datastore "
    "latentstyles fldinst bkmkstart bkmkend nonshppict"
)
"""Groups that hold no visible text of the body."""
_TRAILING = re.compile(r"[ \t]{1,1000}\n")
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+\s*")


def is_rtf(data: bytes) -> bool:
    """Whether the bytes begin as RTF does."""
    return data.startswith(b"{\\rtf")


def read_rtf(data: bytes) -> str:
    """The visible text of the body, a blank line between paragraphs."""
    out: list[str] = []
    hidden = False
    skip = 0  # characters that stand in for a \u that was understood
    stand_in = 1
    codec = "cp1252"
    stack: list[tuple[bool, int]] = []
    group_begins = False
    for match in _TOKEN.finditer(data):
        word, number, byte, sign, brace, plain = match.groups()
        if brace == b"{":
            stack.append((hidden, stand_in))
            group_begins = True
            continue
        if brace == b"}":
            hidden, stand_in = stack.pop() if stack else (hidden, stand_in)
        elif word:
            name = word.decode()
            if (group_begins and name in _UNSEEN) or (name == "v" and number != b"0"):
                hidden = True
            elif name == "v":
                hidden = False
            elif name == "uc" and number:
                stand_in = max(int(number), 0)
            elif name == "ansicpg" and number:
                codec = _codec(number)
            elif not hidden and name == "u" and number:
                out.append(_unit(int(number)))
                skip = stand_in
            elif not hidden and name in _SIGNS:
                out.append(_SIGNS[name])
        elif sign:
            if sign == b"*" and group_begins:
                hidden = True
            elif not hidden:
                out.append({b"~": " ", b"_": "-", b"\n": "\n\n", b"\r": "\n\n"}.get(sign, ""))
                out.append(sign.decode("latin-1") if sign in b"\\{}" else "")
        elif not hidden:
            text = bytes([int(byte, 16)]) if byte else plain.replace(b"\r", b"").replace(b"\n", b"")
            taken = min(skip, len(text))
            skip -= taken
            out.append(text[taken:].decode(codec, "replace"))
        group_begins = False
    text = "".join(out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BLANK.sub("\n\n", _TRAILING.sub("\n", text)).strip() + "\n"


def _unit(number: int) -> str:
    """A UTF-16 unit as RTF writes it; pairs are put together at the end."""
    return chr(number % 65536)


def _codec(number: bytes) -> str:
    name = f"cp{int(number)}"
    try:
        "a".encode(name)
    except LookupError:
        return "cp1252"
    return name
