"""The colours of the timeline's own parts (heads, overlay, overview), taken from the style of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from recap_gui.drawing.style import Style


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by role. `lanes` holds twelve in their fixed order; `fold` is that of lanes of several characters."""

    ground: QColor
    panel: QColor
    line: QColor
    text: QColor
    muted: QColor
    accent: QColor
    selection: QColor
    hover: QColor
    lit: QColor
    found: QColor
    veil: QColor
    lanes: tuple[QColor, ...]
    fold: QColor
    dark: bool

    def lane(self, number: int) -> QColor:
        """The colour of a lane whose layout colour is `number` (255 for folds)."""
        return self.lanes[number % len(self.lanes)] if number < 255 else self.fold


def colours_of(style: Style) -> Colours:
    """The colours of `style`."""

    def role(name: str) -> QColor:
        return colour(style.colour(name))

    return Colours(
        ground=role("ground"),
        panel=role("panel"),
        line=role("rule"),
        text=role("text"),
        muted=role("quiet"),
        accent=role("accent"),
        selection=role("selection"),
        hover=role("hover"),
        lit=role("lit"),
        found=role("found"),
        veil=role("veil"),
        lanes=tuple(colour(lane) for lane in style.lanes),
        fold=role("fold"),
        dark=style.dark,
    )


def colour(text: str) -> QColor:
    """A colour written ``#rrggbb`` or ``#rrggbbaa``."""
    found = QColor(text[:7])
    if len(text) == 9:
        found.setAlpha(int(text[7:], 16))
    return found


def tint(base: QColor, alpha: float) -> QColor:
    """`base`, see-through."""
    tinted = QColor(base)
    tinted.setAlphaF(alpha)
    return tinted
