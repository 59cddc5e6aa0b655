"""What stands on a page: a drawing as PDF operators. Looks as the painter's (`gui.painter`, `gui.shapes`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from recap_gui.drawing.hatch import hatch_lines
from recap_gui.drawing.marks import (
    DENSITY_ALPHA,
    HULL_RADIUS,
    HULL_SHARE,
    Curve,
    Density,
    Drawing,
    Layer,
    Look,
    Rects,
    Text,
)
from recap_gui.drawing.measure import BOLD, REGULAR
from recap_gui.drawing.pdf.fonts import EmbeddedFont
from recap_gui.drawing.pdf.shapes import Outline, Sign
from recap_gui.drawing.style import ROLE, Style, lane_role
from recap_gui.layout.density import FOLD

_KAPPA = 0.5523
_FAINT = 0.22


class Content:
    """Writes pages one after the other; keeps the fonts, shades and images they need."""

    def __init__(self, style: Style, outline: Outline | None) -> None:
        self.fonts = {REGULAR: EmbeddedFont(REGULAR), BOLD: EmbeddedFont(BOLD)}
        self.alphas: dict[str, int] = {}
        self.images: list[tuple[Density, bytes]] = []
        self.signs: dict[tuple[int, int, bytes, bytes], int] = {}
        self._style = style
        self._outline = outline
        self._colours = [_rgb(colour) for colour in style.colours]
        self._out: list[str] = []

    def page(self, drawing: Drawing) -> str:
        """The operators of a page, y downwards, the drawing's top left corner at the origin."""
        self._out = []
        for layer in drawing.layers:
            self._layer(layer)
        return "\n".join(self._out)

    def fill(self, role: int) -> str:
        """The operators that choose a role's colour, its share of opacity included."""
        colour = self._style.colours[role]
        return f"{self._colours[role]} rg" + (self._alpha(int(colour[7:], 16) / 255) if len(colour) == 9 else "")

    def _alpha(self, share: float) -> str:
        name = f"{share:.3f}"
        return f" /A{self.alphas.setdefault(name, len(self.alphas))} gs"

    def _layer(self, layer: Layer) -> None:
        x, y, width, height = layer.box
        out = self._out
        out.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm 0 0 {width:.2f} {height:.2f} re W n")
        for part in layer.rects:
            if part.group == "ground":
                self._rects(part)
        if layer.density is not None:
            self._density(layer.density)
        for part in layer.rects:
            if part.group != "ground":
                self._rects(part)
        for curve in layer.curves:
            self._curve(curve)
        if layer.texts:
            self._texts(layer.texts)
        out.append("Q")

    def _rects(self, part: Rects) -> None:
        out = self._out
        for role in np.unique(part.role).tolist():
            boxes = part.box[part.role == role].tolist()
            if part.kind == "fill":
                out.append(f"q {self.fill(role)}")
                out += [f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re" for x, y, w, h in boxes if w > 0 and h > 0]
                out.append("f Q")
            else:
                self._blocks(part.kind, boxes, role)

    def _blocks(self, kind: Look, boxes: list[list[float]], role: int) -> None:
        """Blocks of one look and colour, each where it is by a translation: equal shapes are equal bytes."""
        colour, out = self._colours[role], self._out
        radius = self._style.metrics.radius
        shapes = _SHAPES[kind]
        ground = self._colours[ROLE["ground"]]
        out.append(f"q {ground} rg {colour} RG")
        out.append({"hull": "1 w", "outline": "2 w"}.get(kind, "1.5 w"))
        full, faint, pale = self._alpha(1.0), self._alpha(_FAINT), self._alpha(0.6)
        hull = self._alpha(HULL_SHARE)
        if kind in {"block", "hull"}:
            out.append(f"{colour} rg{hull if kind == 'hull' else ''}")
        if kind == "hollow unsure":
            out.append("[3 2.4] 0 d")
        for x, y, w, h in boxes:
            if w <= 0 or h <= 0:
                continue
            shape = shapes(round(w, 2), round(h, 2), radius)
            if "{" in shape:
                shape = shape.format(colour=colour, ground=ground, full=full, faint=faint, pale=pale)
            out.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {shape} Q")
        out.append("Q")

    def _curve(self, curve: Curve) -> None:
        (x, y), *_ = curve.points.tolist()
        dash = f"0 J [{' '.join(f'{length:g}' for length in curve.dash)}] 0 d" if curve.dash else "1 J [] 0 d"
        path = [f"{self._colours[curve.role]} RG {curve.width:g} w {dash} {x:.2f} {y:.2f} m"]
        path += [
            f"{a:.2f} {b:.2f} {c:.2f} {d:.2f} {e:.2f} {f:.2f} c"
            for a, b, c, d, e, f in curve.points[1:].reshape(-1, 6).tolist()
        ]
        path.append("S")
        self._out.append("\n".join(path))

    def _density(self, density: Density) -> None:
        rows, columns = density.pixels.shape
        self.images.append((density, _palette(self._style)))
        self._out.append(
            f"q {columns} 0 0 {-rows} {density.x:.2f} {density.y + rows:.2f} cm /I{len(self.images) - 1} Do Q"
        )

    def _texts(self, texts: Sequence[Text]) -> None:
        out = self._out
        out.append("BT")
        state: tuple[int, int, float] | None = None
        for text in texts:
            weight = BOLD if text.weight >= BOLD else REGULAR
            font = self.fonts[weight]
            if not text.text:
                continue
            if not font.has(text.text):
                out.append("ET")
                self._outlined(text, weight)
                out.append("BT")
                state = None
                continue
            line, width = font.line(text.text)
            left = text.x if text.end is None else text.end - width * text.size
            wanted = (text.role, weight, text.size)
            if wanted != state:
                out.append(f"{self.fill(text.role)} /F{weight} {text.size:.2f} Tf")
                state = wanted
            out.append(f"1 0 0 -1 {left:.2f} {text.y:.2f} Tm {line} TJ")
        out.append("ET")

    def _outlined(self, text: Text, weight: int) -> None:
        """Text as shapes, and its letters unseen above them for whoever copies or searches."""
        if self._outline is None:
            return
        shapes = self._outline(text.text, weight)
        width = shapes.width
        left = text.x if text.end is None else text.end - width * text.size
        line, own = self.fonts[weight].hidden(text.text)
        signs = "".join(self._sign(sign) for sign in shapes.signs)
        place = f"{text.size:.2f} 0 0 {text.size:.2f} {left:.2f} {text.y:.2f} cm"
        self._out.append(
            f"q {self.fill(text.role)} {place} {shapes.path} f {signs}\n"
            f"BT 3 Tr {100 * width / max(own, 0.01):.1f} Tz /F{weight} 1 Tf 1 0 0 -1 0 0 Tm {line} TJ ET Q"
        )

    def _sign(self, sign: Sign) -> str:
        """A sign in its own colours; one that comes again is kept once."""
        number = self.signs.setdefault((sign.columns, sign.rows, sign.rgb, sign.alpha), len(self.signs))
        place = f"{sign.x:.4f} {sign.y + sign.height:.4f}"
        return f"q {sign.width:.4f} 0 0 {-sign.height:.4f} {place} cm /S{number} Do Q "


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


@lru_cache(maxsize=4)
def _palette(style: Style) -> bytes:
    """Three bytes for each value of a density picture: the nearer to the ground the less of a lane there is."""
    ground = np.array([int(style.colour("ground")[at : at + 2], 16) for at in (1, 3, 5)], float)
    table = np.repeat(ground[None], 256, 0)
    for code in range(1, FOLD + 1):
        text = style.colours[lane_role(code - 1 if code < FOLD else 255)]
        colour = np.array([int(text[at : at + 2], 16) for at in (1, 3, 5)], float)
        for low in range(1, 16):
            table[code << 4 | low] = colour * DENSITY_ALPHA[low] + ground * (1 - DENSITY_ALPHA[low])
    return bytes(np.rint(table).astype(np.uint8).data)


@lru_cache(maxsize=4096)
def _rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    """The path of a rectangle with round corners."""
    if r <= 0:
        return f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re"
    k = r * (1 - _KAPPA)
    right, low = x + w, y + h
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {low - r:.2f} l "
        f"{right:.2f} {low - k:.2f} {right - k:.2f} {low:.2f} {right - r:.2f} {low:.2f} c {x + r:.2f} {low:.2f} l "
        f"{x + k:.2f} {low:.2f} {x:.2f} {low - k:.2f} {x:.2f} {low - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _block(w: float, h: float, radius: float) -> str:
    return f"{_rounded(0, 0, w, h, min(radius, w / 2, h / 3))} f"


@lru_cache(maxsize=1024)
def _unsure(w: float, h: float, radius: float) -> str:
    r = min(radius, w / 2, h / 3)
    whole = _rounded(0, 0, w, h, r)
    if w < 4:
        return f"{{colour}} rg {whole} f"
    lines = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in hatch_lines(w, h))
    hatch = f"1.6 w {lines} S 1.5 w " if lines else ""
    ring = _rounded(0.75, 0.75, w - 1.5, h - 1.5, max(0.0, r - 0.75))
    return f"{whole} f {{colour}} rg{{faint}} {whole} f {{full}} {hatch}{ring} S"


def _hollow(w: float, h: float, radius: float) -> str:
    r = min(radius, w / 2, h / 3)
    whole = f"{_rounded(0, 0, w, h, r)} f"
    if w < 4 or h < 4:
        return f"{whole} {{colour}} rg{{pale}} 0 0 {w:.2f} {h:.2f} re f"
    return f"{whole} {_rounded(0.75, 0.75, w - 1.5, h - 1.5, max(0.0, r - 0.75))} S"


def _hull(w: float, h: float, radius: float) -> str:
    return f"{_rounded(0.5, 0.5, w - 1, h - 1, min(HULL_RADIUS, w / 2, h / 2))} B"


def _outlined_block(w: float, h: float, radius: float) -> str:
    return f"{_rounded(1, 1, w - 2, h - 2, radius + 2)} S"


_SHAPES: dict[Look, Callable[[float, float, float], str]] = {
    "block": _block,
    "block unsure": _unsure,
    "hollow": _hollow,
    "hollow unsure": _hollow,
    "hull": _hull,
    "outline": _outlined_block,
}
