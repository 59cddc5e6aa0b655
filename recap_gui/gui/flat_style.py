"""Fusion made quiet: flat tabs and controls, thin scroll bars without arrows. Colours are the palette's."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

from recap_gui.gui import flat_controls

BAR = 10
"""px: the width of a scroll bar."""
INDICATORS = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
)
"""The boxes of check boxes and radio buttons: as large as the type beside them."""
_BY_KEYS = QStyle.StateFlag.State_KeyboardFocusChange
"""Whether keys brought the focus: who clicks knows where it is."""
OFF_EDGE = 3
"""px: between the edge of a field and its words, beside what Fusion leaves."""


class FlatStyle(QProxyStyle):
    """Fusion with a few parts drawn anew."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """No icons on the buttons of dialogs: the desktop's theme would bring its own."""
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, returned)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Tabs: words, and a line under those of the one that is open."""
        if element == QStyle.ControlElement.CE_TabBarTabShape and isinstance(option, QStyleOptionTab):
            _tab(option, painter)
            if widget is not None and widget.hasFocus() and option.state & QStyle.StateFlag.State_Selected:
                _ring(option, painter)
            return
        if element == QStyle.ControlElement.CE_HeaderSection:
            _header(option, painter)
            return
        super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """No line under rows of tabs; a ring in the accent's colour around what has the keyboard."""
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            _ring(option, painter)
        elif element == QStyle.PrimitiveElement.PE_PanelButtonCommand and isinstance(option, QStyleOptionButton):
            flat_controls.push_button(option, painter)
            if option.state & QStyle.StateFlag.State_HasFocus and option.state & _BY_KEYS:
                _ring(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            flat_controls.check_box(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            flat_controls.check_box(option, painter, round_box=True)
        elif element == QStyle.PrimitiveElement.PE_FrameLineEdit:
            flat_controls.line_edit(option, painter)
        elif element != QStyle.PrimitiveElement.PE_FrameTabBarBase:
            super().drawPrimitive(element, option, painter, widget)

    def polish(self, target: QWidget | QApplication | QPalette) -> QWidget | QApplication | QPalette | None:  # type: ignore[override]
        """Tabs that have no room are scrolled to, not cut to two letters: docks ask for the other.

        Enter presses a button that has the keyboard wherever it stands; Qt would have it so in dialogs only.
        """
        if isinstance(target, QPushButton):
            target.setAutoDefault(True)
        if isinstance(target, QTabBar):
            target.setElideMode(Qt.TextElideMode.ElideNone)
            if not target.accessibleName():
                target.setAccessibleName(QCoreApplication.translate("FlatStyle", "Panels"))
        return super().polish(target)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Scroll bars: a rounded handle on the ground. Boxes of choices and numbers: one edge, and arrows."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            arrow = self.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
            flat_controls.combo_box(option, painter, arrow)
            return
        if control == QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            parts = (QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown)
            up, down = (self.subControlRect(control, option, part, widget) for part in parts)
            flat_controls.spin_box(option, painter, up, down)
            return
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
            return
        super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Scroll bars have no arrows: the handle has the whole length. Words keep off the edge of their box."""
        if part in (QStyle.SubControl.SC_ComboBoxEditField, QStyle.SubControl.SC_SpinBoxEditField):
            field = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
            boxes = (QStyle.ComplexControl.CC_ComboBox, QStyle.ComplexControl.CC_SpinBox)
            return field.adjusted(OFF_EDGE, 0, 0, 0) if control in boxes else field
        if control != QStyle.ComplexControl.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
            return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        upright = option.orientation == Qt.Orientation.Vertical
        length = option.rect.height() if upright else option.rect.width()
        steps = option.maximum - option.minimum
        share = option.pageStep / max(steps + option.pageStep, 1)
        handle = length if steps <= 0 else min(max(round(length * share), 28), length)
        at = QStyle.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
        )
        spans = {
            QStyle.SubControl.SC_ScrollBarSlider: (at, handle),
            QStyle.SubControl.SC_ScrollBarGroove: (0, length),
            QStyle.SubControl.SC_ScrollBarSubPage: (0, at),
            QStyle.SubControl.SC_ScrollBarAddPage: (at + handle, length - at - handle),
        }
        start, size = spans.get(part, (0, 0))
        return QRect(0, start, option.rect.width(), size) if upright else QRect(start, 0, size, option.rect.height())

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Words keep off the edge of their field."""
        rect = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        framed = isinstance(option, QStyleOptionFrame) and option.lineWidth > 0
        if element == QStyle.SubElement.SE_LineEditContents and framed:
            return rect.adjusted(OFF_EDGE, 0, -OFF_EDGE, 0)
        return rect

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Narrow scroll bars, tabs without overlap, hairlines between docks."""
        if metric in INDICATORS and widget is not None:
            return max(14, round(widget.fontMetrics().height() * 0.85))
        if metric == QStyle.PixelMetric.PM_ScrollBarExtent:
            return BAR
        if metric in (QStyle.PixelMetric.PM_TabBarTabOverlap, QStyle.PixelMetric.PM_TabBarTabShiftVertical):
            return 0
        if metric == QStyle.PixelMetric.PM_DockWidgetSeparatorExtent:
            return 5
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_HeaderMargin):
            return 7
        return super().pixelMetric(metric, option, widget)

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        painter.save()
        painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Base))
        handle = self.subControlRect(
            QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget
        )
        if option.maximum > option.minimum:
            colour = QColor(option.palette.color(QPalette.ColorRole.PlaceholderText))
            held = bool(option.state & (QStyle.StateFlag.State_Sunken | QStyle.StateFlag.State_MouseOver))
            colour.setAlphaF(0.7 if held else 0.4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(handle).adjusted(2.5, 2.5, -2.5, -2.5), 2.5, 2.5)
        painter.restore()


def _ring(option: QStyleOption, painter: QPainter) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()


def _header(option: QStyleOption, painter: QPainter) -> None:
    painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
    line = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
    painter.fillRect(line, option.palette.color(QPalette.ColorRole.Mid))


def _tab(option: QStyleOptionTab, painter: QPainter) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if not chosen and not hovered:
        return
    role = QPalette.ColorRole.Accent if chosen else QPalette.ColorRole.Mid
    painter.fillRect(option.rect.adjusted(6, option.rect.height() - 2, -6, 0), option.palette.color(role))
