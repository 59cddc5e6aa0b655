"""What the actions of the View menu do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from recap_gui.gui.settings import THEME

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class ViewCommands(QObject):
    """How the story is shown: one method for each verb of the table in `actions`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._settings = window.settings

    def show_lanes(self) -> None:
        """The timeline."""
        self._window.show_view(0)

    def show_storylines(self) -> None:
        """A line for every character that bends to the people met."""
        self._window.show_view(1)

    def show_table(self) -> None:
        """The table of scenes."""
        self._window.show_view(2)

    def fit_all(self) -> None:
        """Bring the whole story into view."""
        if (timeline := self._window.timeline) is not None:
            timeline.verbs.show_all()

    def fit_selection(self) -> None:
        """Bring what is selected into view."""
        if (timeline := self._window.timeline) is not None:
            timeline.verbs.fit_selection()

    def equal_columns(self) -> None:
        """All scenes of this show equally wide, or by their words."""
        self._workspace.set_width("words" if self._workspace.lanes.width == "equal" else "equal")

    def fold_lanes(self) -> None:
        """Fold rare lanes, or show every one."""
        self._workspace.fold_lanes(not self._workspace.lanes.folded)

    def fold_previously(self) -> None:
        """Fold "previously on …" into thin columns, or open it."""
        self._workspace.fold_kind("previously")

    def fold_frames(self) -> None:
        """Fold titles, teasers, opinions and the like, or open them."""
        self._workspace.fold_kind("frame")

    def fill_order(self, menu: QMenu) -> None:
        """The orders of lanes."""
        names = {
            "appearance": self.tr("By first appearance"),
            "scenes": self.tr("By number of scenes"),
            "alphabet": self.tr("By name"),
            "tightest": self.tr("Who meets, side by side"),
        }
        for key in lane_orders():
            action = menu.addAction(names.get(key, key))
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(self._workspace.lanes.order == key and not self._workspace.lanes.manual)

    def choose_order(self, key: str) -> None:
        """Order the lanes so."""
        self._workspace.order_lanes(key)

    def arrange_anew(self) -> None:
        """Put the lanes, which corrections leave where they are, in their order again."""
        self._workspace.arrange_anew()

    def all_lanes(self) -> None:
        """Show hidden lanes again."""
        self._workspace.show_all_lanes()

    def seen_to_here(self) -> None:
        """Nothing after the selected scene is shown."""
        if self._workspace.selection.scene is not None:
            self._window.horizon_bar.horizon.see_scene(self._workspace.selection.scene)

    def seen_more(self) -> None:
        """The horizon goes one scene on."""
        self._window.horizon_bar.horizon.step(1)

    def seen_less(self) -> None:
        """The horizon goes one scene back."""
        self._window.horizon_bar.horizon.step(-1)

    def seen_all(self) -> None:
        """No horizon."""
        self._window.horizon_bar.horizon.see_all()

    def text_larger(self) -> None:
        """Larger text in the reader."""
        self._window.reader.resize_text(1)

    def text_smaller(self) -> None:
        """Smaller text in the reader."""
        self._window.reader.resize_text(-1)

    def fill_panels(self, menu: QMenu) -> None:
        """Every panel, to show or hide."""
        for dock in self._window.docks.values():
            menu.addAction(dock.toggleViewAction())
        menu.addSeparator()
        reset = menu.addAction(self.tr("Back where they were at first"))
        reset.setData("reset")
        reset.setEnabled(self._workspace.documents != ())

    def choose_panels(self, _data: str) -> None:
        """Put every panel back; to show or hide one is its dock's own action."""
        self._window.places.reset()

    def to_message(self) -> None:
        """The keyboard into the message bar, or back into the view."""
        self._window.messages.go_to_bar()

    def reader_mode(self) -> None:
        """The text with the timeline as a thin ribbon, or as before."""
        self._window.reader_mode.toggle()

    def full_screen(self) -> None:
        """Full screen, or as before."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def fill_colours(self, menu: QMenu) -> None:
        """Light, dark, or as the desktop."""
        for value, text in THEME.choices:
            action = menu.addAction(self.tr(text))
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(self._settings.get(THEME) == value)

    def choose_colours(self, value: str) -> None:
        """Wear these."""
        self._settings.set(THEME, value)


def lane_orders() -> tuple[str, ...]:
    """The names of the orders the layout knows."""
    from typing import get_args

    from recap_gui.layout.lanes import Order

    return tuple(str(name) for name in get_args(Order))
