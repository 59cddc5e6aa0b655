"""The pages and dialogs that open over the window. Each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from recap_gui.gui.main_window import MainWindow


class Dialogs(QObject):
    """Opens them; none of them stops the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open_jump(self) -> None:
        """Go anywhere by typing."""
        from recap_gui.gui.palette import open_jump

        open_jump(self._window.workspace, self._window.theme.look, self._window)

    def open_palette(self) -> None:
        """Do anything by typing."""
        from recap_gui.gui.palette import open_palette

        open_palette(self._window.actions_table, self._window.theme.look, self._window)

    def open_keys(self) -> None:
        """All keys on one page."""
        from recap_gui.gui.keys_overlay import KeysOverlay

        KeysOverlay(self._window).show()

    def open_settings(self) -> None:
        """The settings page."""
        from recap_gui.gui.settings_page import SettingsPage

        SettingsPage(self._window.settings, self._window).show()

    def open_scene(self, scene: int) -> None:
        """Place, time, heading and kind of a scene."""
        from recap_gui.gui.scene_dialog import SceneDialog

        SceneDialog(self._window.workspace, scene, self._window).open()

    def open_guide(self, page: str = "") -> None:
        """The guide, at `page`, or at its first one."""
        from recap_gui.gui.guide import Guide

        guide = self._window.findChild(Guide)
        if guide is None:
            guide = Guide(self._window)
        guide.show_page(page)
        guide.show()
        guide.raise_()

    def open_about(self) -> None:
        """Versions and licences."""
        from recap_gui.gui.about import About

        About(self._window).show()

    def open_export(self, *, to_printer: bool = False) -> None:
        """The export dialog."""
        from recap_gui.gui.export_dialog import ExportDialog
        from recap_gui.gui.export_options import VIEWS

        window = self._window
        drawn = window.storylines.proved if window.storylines is not None else None
        dialog = ExportDialog(
            window.workspace,
            window.session.title,
            window,
            to_printer=to_printer,
            drawn=drawn,
            settings=window.settings,
            beside=next(iter(window.session.paths), None),
        )
        dialog.choices.choose_view(VIEWS[window.tabs.currentIndex()])
        dialog.show()
