"""Reads the shipped OpenType fonts: which glyph a letter has, how wide it is, how a pair is kerned.

Only what our own two fonts contain is understood (OpenType 1.9: cmap format 4, GPOS pairs, hmtx).
"""

from __future__ import annotations

import struct
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from recap_gui import assets
from recap_gui.drawing.measure import BOLD, FONT_FILES, REGULAR
from recap_gui.drawing.pdf.cff import Outlines

_X_ADVANCE = 4
"""Bit of a value record's format: it moves what follows."""


class Face:
    """One font file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        count = struct.unpack_from(">H", data, 4)[0]
        records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
        self._tables = {name.decode(): data[start : start + size] for name, _, start, size in records}
        head, hhea = self._tables["head"], self._tables["hhea"]
        self.per_em: int = struct.unpack_from(">H", head, 18)[0]
        self.box: tuple[int, int, int, int] = struct.unpack_from(">4h", head, 36)
        self.ascent, self.descent = struct.unpack_from(">2h", hhea, 4)
        longs = struct.unpack_from(">H", hhea, 34)[0]
        widths = np.frombuffer(self._tables["hmtx"], ">u2", longs * 2)[::2]
        glyphs = struct.unpack_from(">H", self._tables["maxp"], 4)[0]
        self._advances: list[int] = np.concatenate((widths, np.repeat(widths[-1:], glyphs - longs))).tolist()

    @cached_property
    def outlines(self) -> Outlines:
        """What the glyphs look like."""
        return Outlines(self._tables["CFF "])

    def table(self, name: str) -> bytes:
        """A table of the file as it stands."""
        return self._tables[name]

    def advance(self, glyph: int) -> int:
        """The width of a glyph in font units."""
        return self._advances[glyph]

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """The glyph of every code point that the font has."""
        table = self._tables["cmap"]
        for at in range(struct.unpack_from(">H", table, 2)[0]):
            start = struct.unpack_from(">I", table, 8 + 8 * at)[0]
            if struct.unpack_from(">H", table, start)[0] == 4:
                return _segments(table[start:])
        raise ValueError("a font without a cmap of format 4")

    def kern(self, left: int, right: int) -> int:
        """By how much the pair of glyphs is moved together (negative) or apart, in font units."""
        for pairs in self._pairs:
            moved = pairs(left, right)
            if moved is not None:
                return moved
        return 0

    @cached_property
    def _pairs(self) -> list[_Listed | _Classes]:
        table = self._tables["GPOS"]
        features, lookups = struct.unpack_from(">2H", table, 6)
        wanted: list[int] = []
        for at in range(struct.unpack_from(">H", table, features)[0]):
            name, start = struct.unpack_from(">4sH", table, features + 2 + 6 * at)
            if name == b"kern":
                count = struct.unpack_from(">H", table, features + start + 2)[0]
                wanted += struct.unpack_from(f">{count}H", table, features + start + 4)
        found: list[_Listed | _Classes] = []
        for number in dict.fromkeys(wanted):
            lookup = lookups + struct.unpack_from(">H", table, lookups + 2 + 2 * number)[0]
            kind, _, count = struct.unpack_from(">3H", table, lookup)
            if kind != 2:
                continue
            for start in struct.unpack_from(f">{count}H", table, lookup + 6):
                own = table[lookup + start :]
                found.append(_Listed(own) if own[1] == 1 else _Classes(own))
        return found


class _Listed:
    """Pairs one by one (GPOS pair adjustment, format 1)."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        coverage, self._first, second, count = struct.unpack_from(">4H", table, 2)
        self._record = 2 + 2 * (self._first.bit_count() + second.bit_count())
        self._covered = _coverage(table[coverage:])
        self._starts = struct.unpack_from(f">{count}H", table, 10)
        self._sets: dict[int, dict[int, int]] = {}

    def __call__(self, left: int, right: int) -> int | None:
        index = self._covered.get(left)
        if index is None:
            return None
        if index not in self._sets:
            self._sets[index] = self._read(self._starts[index])
        return self._sets[index].get(right)

    def _read(self, start: int) -> dict[int, int]:
        count = struct.unpack_from(">H", self._table, start)[0]
        at = _place(self._first)
        records = range(start + 2, start + 2 + count * self._record, self._record)
        return {
            struct.unpack_from(">H", self._table, record)[0]: struct.unpack_from(">h", self._table, record + 2 + at)[0]
            for record in records
        }


class _Classes:
    """Pairs by classes of glyphs (format 2)."""

    def __init__(self, table: bytes) -> None:
        coverage, first, second, left, right, lefts, rights = struct.unpack_from(">7H", table, 2)
        self._covered = _coverage(table[coverage:])
        self._left, self._right = _classes(table[left:]), _classes(table[right:])
        size = first.bit_count() + second.bit_count()
        values = np.frombuffer(table, ">i2", lefts * rights * size, 16).reshape(lefts, rights, size)
        self._values: npt.NDArray[np.int16] = values[:, :, _place(first) // 2]

    def __call__(self, left: int, right: int) -> int | None:
        if left not in self._covered:
            return None
        return int(self._values[self._left.get(left, 0), self._right.get(right, 0)])


@cache
def face(weight: int) -> Face:
    """The shipped font in weight 400 or 600."""
    return Face(assets.data("fonts", FONT_FILES[(REGULAR, BOLD).index(weight)]))


def _place(value_format: int) -> int:
    """Where in a value record the advance stands, in bytes."""
    if not value_format & _X_ADVANCE:
        raise ValueError("kerning that moves nothing")
    return 2 * (value_format & (_X_ADVANCE - 1)).bit_count()


def _segments(table: bytes) -> dict[int, int]:
    half = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{half}H", table, at) for at in (14, *(16 + 2 * half * n for n in (1, 2, 3)))
    )
    found: dict[int, int] = {}
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for point in range(start, min(end, 0xFFFE) + 1):
            if offset:
                at = 16 + 6 * half + 2 * number + offset + 2 * (point - start)
                glyph = struct.unpack_from(">H", table, at)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (point + delta) & 0xFFFF
            if glyph:
                found[point] = glyph
    return found


def _coverage(table: bytes) -> dict[int, int]:
    kind, count = struct.unpack_from(">2H", table, 0)
    if kind == 1:
        return {glyph: at for at, glyph in enumerate(struct.unpack_from(f">{count}H", table, 4))}
    found: dict[int, int] = {}
    for at in range(count):
        first, last, index = struct.unpack_from(">3H", table, 4 + 6 * at)
        found.update((glyph, index + glyph - first) for glyph in range(first, last + 1))
    return found


def _classes(table: bytes) -> dict[int, int]:
    if table[1] == 1:
        first, count = struct.unpack_from(">2H", table, 2)
        return {first + at: own for at, own in enumerate(struct.unpack_from(f">{count}H", table, 6))}
    found: dict[int, int] = {}
    for at in range(struct.unpack_from(">H", table, 2)[0]):
        first, last, own = struct.unpack_from(">3H", table, 4 + 6 * at)
        found.update(dict.fromkeys(range(first, last + 1), own))
    return found
