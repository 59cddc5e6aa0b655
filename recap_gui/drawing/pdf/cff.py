"""Cuts a CFF font (Adobe Technical Notes 5176 and 5177) down to the glyphs that a document shows."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

_RETURN = b"\x0b"
_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 17, 18, 19
_CALL_OWN, _CALL_GLOBAL, _ESCAPE = 10, 29, 12
_STEMS, _MASKS = {1, 3, 18, 23}, {19, 20}
_KEPT = {5, 1207}
"""Of the top dictionary: FontBBox, FontMatrix."""
_STANDARD_STRINGS = 391


class Outlines:
    """The glyphs of a CFF font, read once."""

    def __init__(self, font: bytes) -> None:
        _, after = _index(font, font[2])
        tops, after = _index(font, after)
        _, after = _index(font, after)
        self._shared, _ = _index(font, after)
        top = dict(_entries(tops[0]))
        size, start = (_number(part) for part in _operands(top[_PRIVATE]))
        self._private = dict(_entries(font[start : start + size]))
        self._own: list[bytes] = []
        if _SUBRS in self._private:
            self._own, _ = _index(font, start + _number(self._private.pop(_SUBRS)))
        self._strings, _ = _index(font, _number(top[_CHARSTRINGS]))
        self._top = {key: top[key] for key in top if key in _KEPT}
        self._calls: dict[int, tuple[set[int], set[int]]] = {}

    def subset(self, glyphs: Sequence[int], name: str) -> bytes:
        """The font called `name` that has these glyphs, numbered anew from 0 (which must be ``.notdef``)."""
        shared_used: set[int] = set()
        own_used: set[int] = set()
        for glyph in glyphs:
            calls = self._called(glyph)
            shared_used |= calls[0]
            own_used |= calls[1]
        shared = [part if at in shared_used else _RETURN for at, part in enumerate(self._shared)]
        own = [part if at in own_used else _RETURN for at, part in enumerate(self._own)]
        return _file(name, self._top, self._private, shared, own, [self._strings[glyph] for glyph in glyphs])

    def _called(self, glyph: int) -> tuple[set[int], set[int]]:
        """The shared and the font's own subroutines that a glyph calls."""
        if glyph not in self._calls:
            used = _Used(self._shared, self._own)
            used.read(self._strings[glyph])
            self._calls[glyph] = used.shared, used.own
        return self._calls[glyph]


def _file(
    name: str,
    top: dict[int, bytes],
    private: dict[int, bytes],
    shared: Sequence[bytes],
    own: Sequence[bytes],
    strings: Sequence[bytes],
) -> bytes:
    names = [f"g{number}".encode() for number in range(_STANDARD_STRINGS, len(strings))]  # names that nobody reads
    head = b"\x01\x00\x04\x04" + _packed([name.encode("ascii")])
    kept = b"".join(operands + _operator(key) for key, operands in top.items())
    room = len(_packed([kept + bytes(3 * 5 + 5 + 3)]))  # three operators with one operand, one of them with two
    middle = _packed(names) + _packed(shared)
    charset = struct.pack(">BHH", 2, 1, len(strings) - 2) if len(strings) > 1 else b"\x00"
    glyphs = _packed(strings)
    inner = b"".join(operands + _operator(key) for key, operands in private.items())
    inner += _long(len(inner) + 6) + _operator(_SUBRS)
    at = len(head) + room + len(middle)
    kept += _long(at) + _operator(_CHARSET)
    kept += _long(at + len(charset)) + _operator(_CHARSTRINGS)
    kept += _long(len(inner)) + _long(at + len(charset) + len(glyphs)) + _operator(_PRIVATE)
    return head + _packed([kept]) + middle + charset + glyphs + inner + _packed(own)


class _Used:
    """Which subroutines glyphs call."""

    def __init__(self, shared: Sequence[bytes], own: Sequence[bytes]) -> None:
        self.shared: set[int] = set()
        self.own: set[int] = set()
        self._shared, self._own = shared, own
        self._stack: list[int] = []
        self._stems = 0

    def read(self, string: bytes) -> None:
        """Follow one glyph."""
        self._stack, self._stems = [], 0
        self._run(string)

    def _run(self, string: bytes) -> None:
        at = 0
        while at < len(string):
            first = string[at]
            if first >= 32 or first == 28:
                size = _operand_size(first)
                self._stack.append(_charstring_number(string[at : at + size]))
                at += size
                continue
            at += 2 if first == _ESCAPE else 1
            if first == _CALL_OWN:
                self._call(self._own, self.own)
            elif first == _CALL_GLOBAL:
                self._call(self._shared, self.shared)
            elif first in _STEMS or first in _MASKS:
                self._stems += len(self._stack) // 2
                self._stack.clear()
                at += (self._stems + 7) // 8 if first in _MASKS else 0
            elif first != _RETURN[0]:
                self._stack.clear()

    def _call(self, table: Sequence[bytes], used: set[int]) -> None:
        bias = 107 if len(table) < 1240 else 1131 if len(table) < 33900 else 32768
        number = self._stack.pop() + bias
        used.add(number)
        self._run(table[number])


def _index(data: bytes, start: int) -> tuple[list[bytes], int]:
    """The parts of an INDEX, and where it ends."""
    count = struct.unpack_from(">H", data, start)[0]
    if not count:
        return [], start + 2
    size = data[start + 2]
    base = start + 3
    offsets = [int.from_bytes(data[base + size * n : base + size * (n + 1)], "big") for n in range(count + 1)]
    body = base + size * (count + 1) - 1
    return [data[body + a : body + b] for a, b in pairwise(offsets)], body + offsets[-1]


def _packed(parts: Sequence[bytes]) -> bytes:
    if not parts:
        return b"\x00\x00"
    offset, offsets = 1, [1]
    for part in parts:
        offset += len(part)
        offsets.append(offset)
    return struct.pack(f">HB{len(offsets)}I", len(parts), 4, *offsets) + b"".join(parts)


def _entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The operators of a DICT, those behind an escape as 1200 + n, each with its operands as they stand."""
    at = begin = 0
    while at < len(data):
        first = data[at]
        if first == 30:  # a real number, in nibbles up to 0xf
            at += 1
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        elif first >= 28:
            at += _operand_size(first)
        else:
            size = 2 if first == _ESCAPE else 1
            yield (1200 + data[at + 1] if first == _ESCAPE else first), data[begin:at]
            at += size
            begin = at


def _operands(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        size = _operand_size(data[at])
        yield data[at : at + size]
        at += size


def _operand_size(first: int) -> int:
    if first == 28:
        return 3
    if first in {29, 255}:
        return 5
    return 1 if first < 247 else 2


def _number(data: bytes) -> int:
    """An integer of a DICT."""
    if data[0] == 29:
        return int(struct.unpack_from(">i", data, 1)[0])
    return _charstring_number(data)


def _charstring_number(data: bytes) -> int:
    first = data[0]
    if first == 28:
        return int(struct.unpack_from(">h", data, 1)[0])
    if first == 255:
        return int(struct.unpack_from(">h", data, 1)[0])  # the whole part of 16.16
    if first < 247:
        return first - 139
    return (first - 247) * 256 + data[1] + 108 if first < 251 else -(first - 251) * 256 - data[1] - 108


def _operator(key: int) -> bytes:
    return bytes((_ESCAPE, key - 1200)) if key >= 1200 else bytes((key,))


def _long(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)
