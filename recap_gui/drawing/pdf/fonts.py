"""The fonts of one PDF: text as glyph codes with kerning, and at the end the font objects with just those glyphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from recap_gui.drawing.pdf.objects import Objects, stream
from recap_gui.drawing.pdf.opentype import Face, face

_NAMES = {400: "RecapInter-Regular", 600: "RecapInter-SemiBold"}
_TAG = "RECAPT+"
"""Six letters before a font's name say that it is a part of it."""


class EmbeddedFont:
    """One weight. A letter has a code of its own, so that it can be copied as the letter it is."""

    def __init__(self, weight: int) -> None:
        self._weight = weight
        self._face: Face = face(weight)
        self._codes: dict[str, int] = {}
        self._lines: dict[str, tuple[str, float]] = {}

    @property
    def used(self) -> bool:
        """Whether any letter is shown in it."""
        return bool(self._codes)

    def has(self, text: str) -> bool:
        """Whether the font has every letter of `text` and it reads from left to right without joining."""
        glyphs = self._face.glyphs
        return all(ord(letter) in glyphs and not unicodedata.combining(letter) for letter in text)

    def line(self, text: str) -> tuple[str, float]:
        """The array that ``TJ`` shows, and its width in em."""
        if text not in self._lines:
            self._lines[text] = self._shaped(text)
        return self._lines[text]

    def hidden(self, text: str) -> tuple[str, float]:
        """As `line`, for text whose letters are not shown in this font: they are there to be copied and found."""
        face, codes = self._face, self._codes
        glyphs = [face.glyphs.get(ord(letter), 0) for letter in text]
        line = "".join(f"{codes.setdefault(letter, len(codes) + 1):04x}" for letter in text)
        return f"[<{line}>]", sum(map(face.advance, glyphs)) / face.per_em

    def write(self, objects: Objects) -> int:
        """Add the font; the number of its object."""
        face, letters = self._face, list(self._codes)
        glyphs = [0, *(face.glyphs.get(ord(letter), 0) for letter in letters)]
        name = _TAG + _NAMES[self._weight]
        box = " ".join(str(round(value * 1000 / face.per_em)) for value in face.box)
        ascent, descent = (round(value * 1000 / face.per_em) for value in (face.ascent, face.descent))
        data = objects.add(stream(face.outlines.subset(glyphs, name), "/Subtype /CIDFontType0C"))
        unicode = objects.add(stream(_to_unicode(letters)))
        descriptor = objects.add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{box}] /ItalicAngle 0 /Ascent {ascent} "
            f"/Descent {descent} /CapHeight 727 /StemV {80 if self._weight == 400 else 120} /FontFile3 {data} 0 R >>"
        )
        widths = " ".join(str(round(face.advance(glyph) * 1000 / face.per_em)) for glyph in glyphs)
        inner = objects.add(
            f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /FontDescriptor {descriptor} 0 R "
            f"/W [0 [{widths}]] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        return objects.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] "
            f"/ToUnicode {unicode} 0 R >>"
        )

    def _shaped(self, text: str) -> tuple[str, float]:
        face, codes = self._face, self._codes
        parts: list[str] = []
        width, before = 0, 0
        for letter in text:
            glyph = face.glyphs[ord(letter)]
            moved = face.kern(before, glyph) if before else 0
            if moved:
                parts.append(f">{-moved * 1000 / face.per_em:.0f}<")
            parts.append(f"{codes.setdefault(letter, len(codes) + 1):04x}")
            width += face.advance(glyph) + moved
            before = glyph
        return f"[<{''.join(parts)}>]", width / face.per_em


def _to_unicode(letters: list[str]) -> bytes:
    """The CMap that says which letter each code is."""
    lines = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(letters, 1)]
    body = "\n".join(_hundreds(lines))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _hundreds(lines: list[str]) -> Iterator[str]:
    for first in range(0, len(lines), 100):
        part = lines[first : first + 100]
        yield f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
