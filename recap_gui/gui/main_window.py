"""The main window: places the panels, connects them, and knows nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from recap_gui.files.errors import FileError
from recap_gui.gui.action_states import ActionStates
from recap_gui.gui.actions import Actions
from recap_gui.gui.centre import LANES, STORYLINES, TABLE, Centre
from recap_gui.gui.commands import Commands
from recap_gui.gui.correct_commands import CorrectCommands
from recap_gui.gui.dialogs import Dialogs
from recap_gui.gui.drops import Drops
from recap_gui.gui.picture_settings import PictureSettings
from recap_gui.gui.reader_mode import ReaderMode
from recap_gui.gui.settings import LETTER_KEYS, Settings
from recap_gui.gui.status_bar import StatusBar
from recap_gui.gui.theme import Look, Theme
from recap_gui.gui.view_commands import ViewCommands
from recap_gui.gui.widgets import is_seen
from recap_gui.gui.window_messages import WindowMessages
from recap_gui.gui.workspace import Workspace

if TYPE_CHECKING:
    from recap_gui.gui.asked_menus import AskedMenus
    from recap_gui.gui.cast_panel import CastPanel
    from recap_gui.gui.context_menus import ContextMenus
    from recap_gui.gui.horizon_bar import HorizonBar
    from recap_gui.gui.opening import Opener
    from recap_gui.gui.panel_places import PanelPlaces
    from recap_gui.gui.panels import Panels
    from recap_gui.gui.read_again import ReadAgain
    from recap_gui.gui.reader_panel import ReaderPanel
    from recap_gui.gui.saving import Saver
    from recap_gui.gui.scene_table import SceneTable
    from recap_gui.gui.season_dialogs import SeasonDialogs
    from recap_gui.gui.session import Session
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView


class MainWindow(QMainWindow):
    """One window, one story."""

    painted = Signal()
    """The window has been seen for the first time: what is slow may begin."""
    closing = Signal()

    session: Session
    opener: Opener
    saver: Saver
    season_dialogs: SeasonDialogs
    read_again: ReadAgain
    panels: Panels
    reader: ReaderPanel
    table: SceneTable
    cast: CastPanel
    places: PanelPlaces
    menus: ContextMenus
    horizon_bar: HorizonBar
    _asked_menus: AskedMenus

    def __init__(self, workspace: Workspace, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.workspace, self.settings, self.theme = workspace, settings, theme
        self.timeline: TimelineView | None = None
        self.storylines: StorylinesView | None = None
        self.docks: dict[str, QDockWidget] = {}
        self._seen = False
        self.is_served = self._furnished = False
        self.setObjectName("main window")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._build_centre()
        self.commands = Commands(self)
        self.correcting = CorrectCommands(self)
        commands = (self.commands, ViewCommands(self), self.correcting)
        self.actions_table = Actions(commands, self.menuBar(), self)
        self.states = ActionStates(workspace, self.actions_table, self)
        self.centre.add_buttons([self.actions_table[verb] for verb in ("jump", "undo", "redo", "export")])
        self.reader_mode = ReaderMode(self)
        self.messages = WindowMessages(self)
        self.dialogs = Dialogs(self)
        self.drops = Drops(self)
        self._picture_settings = PictureSettings(settings, theme, self)
        self._connect()
        self._on_title("")
        if not self.restoreGeometry(settings.remembered("geometry")):
            self.resize(1280, 800)

    # ---- building

    def _build_centre(self) -> None:
        self.centre = Centre(self.theme.look, self)
        self.setCentralWidget(self.centre)
        self.welcome, self.message_bar = self.centre.welcome, self.centre.message_bar
        self.tabs, self.views = self.centre.tabs, self.centre.views
        self.welcome.set_recent(self.settings.recent())
        self.status = StatusBar(self.workspace, self)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.welcome.open_asked.connect(self.commands.open_files)
        self.welcome.paste_asked.connect(self.commands.paste)
        self.welcome.paths_asked.connect(self.open_paths)
        self.settings.recent_changed.connect(self.welcome.set_recent)
        self.theme.changed.connect(self._on_look)
        self.workspace.documents_changed.connect(self._on_documents)

    def serve(self, session: Session, opener: Opener, saver: Saver) -> None:
        """Take what reads, analyses and keeps recaps: it is made once the window has been seen."""
        from recap_gui.gui.failures import Failures
        from recap_gui.gui.read_again import ReadAgain
        from recap_gui.gui.season_dialogs import SeasonDialogs
        from recap_gui.gui.waiting import Waiting

        self.is_served = True
        self.session, self.opener, self.saver = session, opener, saver
        self.messages.hear(session, opener, saver)
        self.season_dialogs = SeasonDialogs(self)
        self.read_again = ReadAgain(self)
        self._failures = Failures(self)
        self._waiting = Waiting(self.views, self.workspace, opener)
        self.status.cancel_asked.connect(opener.cancel)
        session.title_changed.connect(self._on_title)
        session.failed.connect(self.status.end_progress)
        opener.began.connect(self._on_began)
        opener.progressed.connect(self.status.set_progress)
        session.opened.connect(self._on_opened)
        session.followed.connect(self.status.end_progress)
        opener.cancelled.connect(self._on_opened)

    def furnish(self) -> None:
        """Build the panels: a third of the time to the first paint is saved by doing so after it (M: 90 of 320 ms)."""
        if self._furnished:
            return
        from recap_gui.gui.asked_menus import AskedMenus
        from recap_gui.gui.context_menus import ContextMenus
        from recap_gui.gui.panels import Panels

        self._furnished = True
        self.panels = panels = Panels(self)
        self.reader, self.table, self.cast = panels.reader, panels.table, panels.cast
        self.docks, self.places = panels.docks, panels.places
        self.centre.put_view(TABLE, self.table)
        self.menus = ContextMenus(self.workspace, self.correcting, self.theme.look, self)
        self._asked_menus = AskedMenus(self.workspace, panels, self.menus, self)
        self.theme.changed.connect(panels.set_look)
        self.workspace.documents_changed.connect(panels.on_documents)
        self.reader.view.escaped.connect(self._on_escaped)
        self.reader.view.drag_told.connect(self.messages.tell)
        panels.changes.attach_asked.connect(self.correcting.attach)

    def put_horizon(self, bar: HorizonBar) -> None:
        """Put the bar that says how far you have seen above the views."""
        self.horizon_bar = bar
        self.centre.add_strip(bar)
        self.theme.changed.connect(bar.set_look)

    def set_timeline(self, timeline: TimelineView) -> None:
        """Put the timeline in its place: it is built after the window has been seen."""
        self.timeline = timeline
        self._picture_settings.set_timeline(timeline)
        self._put_picture(LANES, timeline)

    def set_storylines(self, storylines: StorylinesView) -> None:
        """Put the storylines in their place."""
        self.storylines = storylines
        if self.timeline is not None:
            storylines.set_lanes_view(self.timeline)
        self._picture_settings.set_storylines(storylines)
        self._put_picture(STORYLINES, storylines)

    def _put_picture(self, index: int, picture: TimelineView | StorylinesView) -> None:
        self.centre.put_view(index, picture)
        picture.status_changed.connect(self.status.set_detail)
        picture.menu_asked.connect(self._asked_menus.on_picture)
        picture.verbs.read_asked.connect(self._on_read_asked)
        picture.verbs.rename_asked.connect(self.correcting.rename_character)
        picture.verbs.merge_asked.connect(self.correcting.merge_characters)
        self.reader.hits_changed.connect(picture.set_hits)

    # ---- verbs

    @Slot(object)
    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open files or folders."""
        self.session.open_paths(paths)

    @Slot(object, object)
    def be_handed(self, paths: tuple[Path, ...], token: str) -> None:
        """Come forward for a second start, and open what it was started with."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # how Wayland lets a window come forward
        self.show()
        self.raise_()
        self.activateWindow()
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)
        if paths:
            self.open_paths(paths)

    def open_text(self, text: str, as_format: str | None = None) -> None:
        """Open pasted text."""
        self.session.open_text(text, as_format)

    def reload(self) -> None:
        """Read what is open again."""
        self.session.reload()

    def close_recap(self) -> None:
        """Show the welcome page."""
        self._guarded(self.session.close)

    def save_now(self) -> None:
        """Save at once and say so."""
        if self._guarded(self.saver.flush):
            self.messages.tell(self.tr("Saved"))

    def show_view(self, index: int) -> None:
        """Show the lanes (0), the storylines (1) or the table (2), with the keyboard in it."""
        self.tabs.setCurrentIndex(index)
        self.focus_view()

    def focus_view(self) -> None:
        """Give the keyboard to the view that is shown."""
        view = (self.timeline, self.storylines, self.table.table)[self.tabs.currentIndex()]
        if view is not None:
            view.setFocus()

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self.panels.show(name)

    # ---- slots

    @Slot(str)
    def _on_title(self, title: str) -> None:
        program = self.tr("Recap Timeline")
        self.setWindowTitle(f"{title} – {program}" if title else program)

    @Slot(object)
    def _on_documents(self, documents: tuple[object, ...]) -> None:
        self.centre.show_story(there=bool(documents))

    @Slot(object)
    def _on_began(self, _batch: object) -> None:
        self.status.set_progress(0.0, self.tr("Reading"))

    @Slot()
    def _on_opened(self) -> None:
        self.status.end_progress()
        if self.workspace.story is not None and self.views.currentIndex() == LANES:
            self.focus_view()

    @Slot(object)
    def _on_look(self, look: Look) -> None:
        self.drops.target.look = look
        self.welcome.set_look(look)
        if self._furnished:
            self.menus.look = look

    @Slot()
    def _on_read_asked(self) -> None:
        self.show_panel("reader")
        if self.workspace.selection.scene is not None:
            self.workspace.reveal_asked.emit(self.workspace.selection.scene)

    @Slot()
    def _on_escaped(self) -> None:
        if self.reader_mode.is_on:
            self.reader_mode.toggle()
        self.focus_view()

    def _guarded(self, save: Callable[[], None]) -> bool:
        """Do what saves; where the disk refuses, say so and go on."""
        try:
            save()
        except FileError as error:
            from recap_gui.gui.told import of

            self.messages.on_save_failed(of(error))
            return False
        return True

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window is seen for the first time."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reader beside or below, when the width passes the limit."""
        super().resizeEvent(event)
        if self._furnished and not self.reader_mode.is_on:
            self.places.follow_width()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        self.drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show what a drop here means."""
        self.drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what is dropped."""
        self.drops.drop(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the timeline and the storylines leave over: ? shows the keys, 1, 2 and 3 change the view."""
        pictures = [view for view in (self.timeline, self.storylines) if view is not None]
        here = any(view.hasFocus() or view.isAncestorOf(self.focusWidget() or self) for view in pictures)
        if here and self.settings.get(LETTER_KEYS):
            if event.text() == "?":
                self.dialogs.open_keys()
                return
            if event.text() in ("1", "2", "3"):
                self.show_view(int(event.text()) - 1)
                return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Go past what stands behind another panel's tab, which Qt calls visible."""
        first: QWidget | None = None
        while super().focusNextPrevChild(forward):
            now = self.focusWidget()
            if now is None or now is first or is_seen(now):
                return True
            first = first or now
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and go; nothing keeps the window open."""
        if self.is_served:
            self.opener.cancel(quietly=True)
            self._guarded(self.saver.flush)
        self.settings.remember("geometry", self.saveGeometry())
        if self._furnished:
            self.places.remember(self.reader_mode.before)
        self.settings.save()
        self.closing.emit()
        super().closeEvent(event)
