"""The letters of a picture as a font inside it (WOFF 1.0): it looks alike where our font is not installed."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence

from recap_gui.drawing.measure import FAMILY
from recap_gui.drawing.pdf.opentype import Face, face

_NAMES = {400: "Regular", 600: "SemiBold"}
_CHECK = 0xB1B0AFBA
"""What the sum of all of a font's words is taken from for `head` (OpenType 1.9)."""


def font_css(letters: Mapping[int, Iterable[str]]) -> str:
    """The rules of CSS that hold, for each weight, a font with these letters; those that ours lacks are left out."""
    rules = []
    for weight, wanted in sorted(letters.items()):
        own = sorted({ord(letter) for letter in wanted} & face(weight).glyphs.keys())
        if own:
            data = base64.b64encode(_woff(face(weight), weight, own)).decode("ascii")
            source = f"url(data:font/woff;base64,{data}) format('woff')"
            rules.append(f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:{source}}}")
    return "".join(rules)


def _woff(font: Face, weight: int, points: Sequence[int]) -> bytes:
    """The font that has just the letters of these code points."""
    glyphs = [0, *(font.glyphs[point] for point in points)]
    tables = {
        "CFF ": font.outlines.subset(glyphs, f"RecapInter-{_NAMES[weight]}"),
        "GPOS": _kerning(font, glyphs),
        "OS/2": font.table("OS/2"),
        "cmap": _cmap(points),
        "head": _with(font.table("head"), 8, bytes(4)),
        "hhea": _with(font.table("hhea"), 34, struct.pack(">H", len(glyphs))),
        "hmtx": b"".join(struct.pack(">Hh", font.advance(glyph), 0) for glyph in glyphs),
        "maxp": struct.pack(">IH", 0x5000, len(glyphs)),
        "name": _name(weight),
        "post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    whole = 12 + 16 * len(tables) + sum(len(_padded(table)) for table in tables.values())
    summed = _sum(_directory(tables)) + sum(_sum(table) for table in tables.values())
    sums = {name: _sum(table) for name, table in tables.items()}  # that of `head` counts without its own field
    tables["head"] = _with(tables["head"], 8, struct.pack(">I", (_CHECK - summed) & 0xFFFFFFFF))
    entries, bodies = b"", b""
    start = 44 + 20 * len(tables)
    for name, table in tables.items():
        packed = zlib.compress(table, 9)
        body = packed if len(packed) < len(table) else table
        entries += struct.pack(
            ">4sIIII", name.encode("ascii"), start + len(bodies), len(body), len(table), sums[name]
        )  # fmt: skip
        bodies += _padded(body)
    head = struct.pack(
        ">4s4sIHHIHHIIIII", b"wOFF", b"OTTO", start + len(bodies), len(tables), 0, whole, 4, 0, 0, 0, 0, 0, 0
    )
    return head + entries + bodies


def _directory(tables: Mapping[str, bytes]) -> bytes:
    """The table directory that the font would have as a file of its own."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    found = struct.pack(">4sHHHH", b"OTTO", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    start = 12 + 16 * count
    for name, table in tables.items():
        found += struct.pack(">4sIII", name.encode("ascii"), _sum(table), start, len(table))
        start += len(_padded(table))
    return found


def _cmap(points: Sequence[int]) -> bytes:
    """Code points to glyphs 1, 2, 3 … (format 4)."""
    runs: list[list[int]] = []
    for glyph, point in enumerate(points, 1):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point, (glyph - point) & 0xFFFF])
    runs.append([0xFFFF, 0xFFFF, 1])
    count = len(runs)
    power = 1 << (count.bit_length() - 1)
    starts, ends, deltas = zip(*runs, strict=True)
    body = struct.pack(">HHHH", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    body += struct.pack(f">{count}HH{count}H{count}H", *ends, 0, *starts, *deltas) + bytes(2 * count)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _kerning(font: Face, glyphs: Sequence[int]) -> bytes:
    """How pairs of these glyphs are kerned, one by one (GPOS, pair adjustment of format 1)."""
    firsts: list[int] = []
    sets: list[bytes] = []
    for left in range(1, len(glyphs)):
        pairs = [(right, font.kern(glyphs[left], glyphs[right])) for right in range(1, len(glyphs))]
        own = [(right, moved) for right, moved in pairs if moved]
        if own:
            firsts.append(left)
            sets.append(struct.pack(">H", len(own)) + b"".join(struct.pack(">Hh", *pair) for pair in own))
    head = 10 + 2 * len(sets)
    offsets, at = [], head
    for one in sets:
        offsets.append(at)
        at += len(one)
    if at > 0xFFFF:  # of hundreds of letters the pairs no longer fit into one table: better none than some
        return _layout(struct.pack(">5H", 1, 10, 4, 0, 0) + struct.pack(">HH", 1, 0))
    coverage = struct.pack(f">HH{len(firsts)}H", 1, len(firsts), *firsts)
    table = struct.pack(f">5H{len(offsets)}H", 1, at, 4, 0, len(sets), *offsets) + b"".join(sets) + coverage
    return _layout(table)


def _layout(pairs: bytes) -> bytes:
    """The GPOS table whose one lookup is this one, for every script."""
    scripts = struct.pack(">H4sH", 1, b"DFLT", 8) + struct.pack(">HH", 4, 0) + struct.pack(">HHHH", 0, 0xFFFF, 1, 0)
    features = struct.pack(">H4sH", 1, b"kern", 8) + struct.pack(">HHH", 0, 1, 0)
    lookups = struct.pack(">HH", 1, 4) + struct.pack(">HHHH", 2, 0, 1, 8)
    head = struct.pack(">HHHHH", 1, 0, 10, 10 + len(scripts), 10 + len(scripts) + len(features))
    return head + scripts + features + lookups + pairs


def _name(weight: int) -> bytes:
    """The few names that a font must have."""
    style = _NAMES[weight]
    words = {1: f"{FAMILY} {style}", 2: "Regular", 4: f"{FAMILY} {style}", 6: f"RecapInter-{style}"}
    records, text = b"", b""
    for number, said in words.items():
        own = said.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(own), len(text))
        text += own
    return struct.pack(">HHH", 0, len(words), 6 + len(records)) + records + text


def _with(table: bytes, at: int, value: bytes) -> bytes:
    return table[:at] + value + table[at + len(value) :]


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)


def _sum(table: bytes) -> int:
    padded = _padded(table)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
