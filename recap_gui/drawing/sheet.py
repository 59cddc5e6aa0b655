"""The sheet: a drawing laid on paper or a screen of a certain size, as a value that every writer understands."""

from __future__ import annotations

from dataclasses import dataclass

from recap_gui.drawing.marks import Drawing

PX_PER_PT = 96 / 72


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A drawing on a sheet of `width` × `height`: points where it is `paper`, else px.

    A px of the drawing is `factor` units of the sheet; the drawing's top left corner lies at `left`, `top`.
    """

    drawing: Drawing
    width: float
    height: float
    factor: float = 1.0
    left: float = 0.0
    top: float = 0.0
    paper: bool = False

    @property
    def px(self) -> tuple[float, float]:
        """The sheet's width and height in px (1/96 inch)."""
        scale = PX_PER_PT if self.paper else 1.0
        return self.width * scale, self.height * scale

    @property
    def factor_px(self) -> float:
        """How many px of the sheet a px of the drawing has."""
        return self.factor * (PX_PER_PT if self.paper else 1.0)

    @property
    def view(self) -> tuple[float, float, float, float]:
        """x, y, width and height of the sheet as the drawing counts."""
        return (
            -self.left / self.factor,
            -self.top / self.factor,
            self.width / self.factor,
            self.height / self.factor,
        )

    @property
    def smallest_label(self) -> float:
        """The size of the smallest label in pt; infinite where there is none."""
        sizes = (text.size for layer in self.drawing.layers for text in layer.texts if text.text)
        return min(sizes, default=float("inf")) * self.factor_px / PX_PER_PT


def as_drawn(drawing: Drawing) -> Sheet:
    """A sheet just as large as its drawing."""
    return Sheet(drawing, drawing.width, drawing.height)


def fitted(drawing: Drawing, width: float, height: float, *, margin: float = 0.0) -> Sheet:
    """`drawing` as large as can be on paper of `width` × `height` pt: at the top, centred from left to right."""
    factor = min((width - 2 * margin) / drawing.width, (height - 2 * margin) / drawing.height)
    return Sheet(drawing, width, height, factor, (width - drawing.width * factor) / 2, margin, paper=True)


def as_wide(drawing: Drawing, width: float) -> Sheet:
    """`drawing` on a sheet of just `width` px, as high as it needs."""
    factor = width / drawing.width
    return Sheet(drawing, width, round(drawing.height * factor), factor)
