"""The context menus the window's parts ask for, each for what lies under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot

from recap_gui.gui.context_menus import ContextMenus
from recap_gui.gui.panels import Panels
from recap_gui.gui.reader_marks import mention_at
from recap_gui.gui.workspace import Workspace


class AskedMenus(QObject):
    """Hears where a menu is asked for, finds what is meant there, and shows the menu that `menus` makes for it."""

    def __init__(self, workspace: Workspace, panels: Panels, menus: ContextMenus, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._panels, self._menus = workspace, panels, menus
        panels.reader.view.menu_asked.connect(self._on_text)
        panels.cast.menu_asked.connect(self._on_cast)
        panels.table.table.customContextMenuRequested.connect(self._on_table)

    @Slot(object, object, object)
    def on_picture(self, scene: int | None, character: str | None, at: QPoint) -> None:
        """Show the menu of a place on the timeline or the storylines."""
        self._menus.show(self._menus.for_timeline(scene, character), at)

    @Slot(object)
    def _on_text(self, asked: tuple[QPoint, int | None, tuple[int, int] | None]) -> None:
        at, offset, span = asked
        telling, episode = self._workspace.telling, self._panels.reader.view.episode
        if telling is None or offset is None:
            return
        found = mention_at(telling, episode, offset) if span is None else None
        character = found.character if found is not None else None
        self._menus.show(self._menus.for_text(episode, offset, span, character), at)

    @Slot(object)
    def _on_cast(self, asked: tuple[QPoint, str]) -> None:
        self._menus.show(self._menus.for_timeline(None, asked[1]), asked[0])

    @Slot(QPoint)
    def _on_table(self, at: QPoint) -> None:
        table = self._panels.table
        scene = table.scene_under(at.y())
        if scene is not None:
            self._menus.show(self._menus.for_timeline(scene, None), table.table.viewport().mapToGlobal(at))
