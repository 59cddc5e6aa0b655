"""How the window looks: its colours by role, light and dark, as a palette on Fusion, and the shipped font."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from recap_gui import assets
from recap_gui.drawing import style
from recap_gui.gui.flat_style import FlatStyle
from recap_gui.gui.settings import TEXT_SIZE, THEME, Settings

UNIT = 8
"""px: every distance in the window is a multiple or a half of it."""


class Size(int):
    """A size of the window's type, in px at a text size of 100 %. A plain number is px as they are."""

    def __add__(self, more: int) -> Size:
        return Size(int(self) + more)


SMALL, BODY, LARGE, TITLE = Size(12), Size(13), Size(16), Size(24)
"""The type of the window."""

_SCALE, _BASE = "recap text scale", "recap text px"
"""Dynamic properties: how large the application's type is, and how large a widget's own is at 100 %."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of the window by role, to go with a `theme` of the drawing.

    `lanes` are the twelve of the characters, in their fixed order.
    """

    theme: style.Theme
    dark: bool
    ground: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    select: str
    mark: str
    warn: str
    lanes: tuple[str, ...]

    def lane(self, colour: int | None) -> QColor:
        """The colour of a character's lane; muted for those who have none."""
        return QColor(self.muted if colour is None else self.lanes[colour % len(self.lanes)])

    def tint(self, colour: QColor | str, share: float) -> QColor:
        """`colour` laid thinly over the ground: opaque, so that it looks the same on every surface."""
        over, under = QColor(colour), QColor(self.ground)
        rest = 1 - share
        return QColor(
            round(over.red() * share + under.red() * rest),
            round(over.green() * share + under.green() * rest),
            round(over.blue() * share + under.blue() * rest),
        )


def _look(name: style.Theme, *, raised: str, select: str, mark: str, warn: str) -> Look:
    """The window's look to go with a theme of the drawing."""
    found = style.style(name)
    return Look(
        theme=name,
        dark=found.dark,
        ground=found.colour("ground"),
        panel=found.colour("panel"),
        raised=raised,
        line=found.colour("rule"),
        text=found.colour("text"),
        muted=found.colour("quiet"),
        accent=found.colour("accent"),
        on_accent="#14202c" if found.dark else "#ffffff",
        select=select,
        mark=mark,
        warn=warn,
        lanes=found.lanes,
    )


LIGHT = _look("light", raised="#ffffff", select="#dfe8f1", mark="#fff0b8", warn="#8f4a00")
DARK = _look("dark", raised="#2b2d30", select="#2c3f52", mark="#5a4c16", warn="#f0b26a")
CONTRAST = _look("contrast", raised="#ffffff", select="#c7d1e4", mark="#ffe680", warn="#7a2e00")
CONTRAST_DARK = _look("contrast-dark", raised="#000000", select="#26405f", mark="#5c4a00", warn="#ffb866")
LOOKS = {look.theme: look for look in (LIGHT, DARK, CONTRAST, CONTRAST_DARK)}


class Theme(QObject):
    """The look that is in force: the user's choice, or what the desktop has."""

    changed = Signal(object)
    """Look: every widget that paints with our colours, or in our type, paints anew."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._system = _is_dark(QApplication.palette())
        self.look = self._wanted()
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @property
    def style(self) -> style.Style:
        """The style of the drawing that goes with the look."""
        return style.style(self.look.theme, text_scale=text_scale())

    def apply(self) -> None:
        """Give the application our style, palette and font."""
        if not isinstance(QApplication.style(), FlatStyle):
            QApplication.setStyle(FlatStyle())
        self._scale_text()
        QApplication.setPalette(palette(self.look))

    @Slot(object)
    def _on_setting(self, setting: object) -> None:
        if setting is THEME:
            self._renew()
        elif setting is TEXT_SIZE:
            self._scale_text()
            self.changed.emit(self.look)

    def _scale_text(self) -> None:
        """Set all type of the application in the user's size, also that of widgets that have a font of their own."""
        application = QApplication.instance()
        assert application is not None
        before = text_scale()
        application.setProperty(_SCALE, self._settings.get(TEXT_SIZE) / 100)
        QApplication.setFont(font())
        if text_scale() != before:
            for widget in QApplication.allWidgets():
                if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                    _scale_font(widget, before)

    @Slot(Qt.ColorScheme)
    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        if scheme != Qt.ColorScheme.Unknown:
            self._system = scheme == Qt.ColorScheme.Dark
            self._renew()

    def _wanted(self) -> Look:
        chosen = self._settings.get(THEME)
        if chosen == "system":
            return DARK if self._system else LIGHT
        return next(look for theme, look in LOOKS.items() if theme == chosen)

    def _renew(self) -> None:
        look = self._wanted()
        if look != self.look:
            self.look = look
            QApplication.setPalette(palette(look))
            self.changed.emit(look)


def palette(look: Look) -> QPalette:
    """The palette of `look` for Fusion."""
    made = QPalette(QColor(look.panel), QColor(look.panel))
    role = QPalette.ColorRole
    for where, colour in {
        role.Window: look.panel,
        role.WindowText: look.text,
        role.Base: look.ground,
        role.AlternateBase: look.panel,
        role.Text: look.text,
        role.Button: look.raised,
        role.ButtonText: look.text,
        role.BrightText: look.warn,
        role.ToolTipBase: look.raised,
        role.ToolTipText: look.text,
        role.PlaceholderText: look.muted,
        role.Highlight: look.accent,
        role.HighlightedText: look.on_accent,
        role.Link: look.accent,
        role.LinkVisited: look.accent,
        role.Accent: look.accent,
        role.Light: look.raised,
        role.Midlight: look.panel,
        role.Mid: look.line,
        role.Dark: look.line,
        role.Shadow: look.line,
    }.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, look.tint(look.muted, 0.65))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(look.line))
    return made


def text_scale() -> float:
    """How many times as large as at 100 % the user wants all type."""
    application = QApplication.instance()
    found = application.property(_SCALE) if application is not None else None
    return float(found) if found is not None else 1.0


def scaled(length: float) -> int:
    """A `length` in px that holds type, at the user's text size."""
    return round(length * text_scale())


def font(size: int = BODY, *, strong: bool = False) -> QFont:
    """The shipped font: in one of the window's sizes, as large as the user wants it, or at so many px."""
    made = QFont(_family())
    made.setPixelSize(max(1, scaled(size) if isinstance(size, Size) else size))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def _scale_font(widget: QWidget, before: float) -> None:
    """Let `widget`, whose own font was set at the scale `before`, have it at the scale of now."""
    own = widget.font()
    base = widget.property(_BASE)
    if base is None or round(base * before) != own.pixelSize():
        base = own.pixelSize() / before
        widget.setProperty(_BASE, base)
    own.setPixelSize(max(1, scaled(base)))
    widget.setFont(own)


_loaded: list[str] = []


def _family() -> str:
    """The family of the shipped font, loaded from its bytes when first asked for."""
    if not _loaded:
        for name in ("RecapInter-Regular.otf", "RecapInter-SemiBold.otf"):
            number = QFontDatabase.addApplicationFontFromData(assets.data("fonts", name))
            _loaded.extend(QFontDatabase.applicationFontFamilies(number))
    return _loaded[0]


def _is_dark(given: QPalette) -> bool:
    """Whether the desktop is dark, by the lightness of its windows: many desktops do not say."""
    return given.color(QPalette.ColorRole.Window).lightness() < 128
