"""Makes the shipped fonts and their advance widths from Inter 4.0 (Debian's fonts-inter, SIL Open Font License 1.1).

    apt-get download fonts-inter && dpkg-deb -x fonts-inter_*.deb inter
    python tests/pictures/make_font.py inter/usr/share/fonts/opentype/inter resources/fonts

Needs fontTools. Inter reserves no font name; the family is renamed all the same, so that another version of Inter on
the machine never stands in for ours.
"""

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Recap Inter"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
RANGES = (  # Latin with its extensions, Greek, Cyrillic, punctuation, arrows, shapes
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2B0, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x25A0, 0x25FF),
)


def main(source: Path, target: Path) -> None:
    wanted = [point for first, last in RANGES for point in range(first, last + 1)]
    advances: dict[str, dict[str, int]] = {}
    for style, weight in WEIGHTS.items():
        font = TTFont(source / f"Inter-{style}.otf")
        options = Options()
        options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum"]
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
        options.notdef_outline = True  # a letter that no font has is seen to be missing
        options.hinting = False
        options.desubroutinize = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        for record in font["name"].names:
            new = {
                1: FAMILY if style == "Regular" else f"{FAMILY} {style}",
                4: f"{FAMILY} {style}",
                6: f"RecapInter-{style}",
                3: f"4.0;RecapInter-{style}",
                16: FAMILY,
            }.get(record.nameID)
            if new:
                record.string = new
        if "CFF " in font:
            cff = font["CFF "].cff
            cff.fontNames = [f"RecapInter-{style}"]
            top = cff.topDictIndex[0]
            top.FamilyName, top.FullName = FAMILY, f"{FAMILY} {style}"
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(target / f"RecapInter-{style}.otf")
        per_em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        by_width: dict[str, list[int]] = {}
        for point, glyph in sorted(font.getBestCmap().items()):
            by_width.setdefault(str(round(metrics[glyph][0] * 1000 / per_em)), []).append(point)
        advances[str(weight)] = {
            width: "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000)
            for width, points in sorted(by_width.items(), key=lambda item: int(item[0]))
        }
    text = json.dumps(advances, ensure_ascii=True, indent=0, separators=(",", ":"))
    (target / "advances.json").write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
