"""The main window: places the panels, connects them, and knows nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal, Slot
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
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from recap_gui.files.errors import FileError
from recap_gui.gui.actions import Actions
from recap_gui.gui.commands import Commands, local_paths
from recap_gui.gui.drop_target import DropTarget
from recap_gui.gui.error_dialog import ErrorDialog
from recap_gui.gui.panel_places import STATE, PanelPlaces
from recap_gui.gui.reader_marks import mention_at
from recap_gui.gui.samples import samples
from recap_gui.gui.saving import Saver
from recap_gui.gui.session import Session
from recap_gui.gui.settings import LETTER_KEYS, MOTION, WHEEL, Settings
from recap_gui.gui.status_bar import StatusBar
from recap_gui.gui.theme import UNIT, Look, Theme
from recap_gui.gui.welcome import Welcome
from recap_gui.gui.widgets import EmptyState, Line, MessageBar, PanelHead, quiet_button
from recap_gui.gui.workspace import Workspace
from recap_gui.story.corrections import Correction
from recap_gui.work.messages import Told, of

if TYPE_CHECKING:
    from recap_gui.gui.cast_panel import CastPanel
    from recap_gui.gui.changes_panel import ChangesPanel
    from recap_gui.gui.context_menus import ContextMenus
    from recap_gui.gui.opening import Opener
    from recap_gui.gui.reader_panel import ReaderPanel
    from recap_gui.gui.review_panel import ReviewPanel
    from recap_gui.gui.scene_table import SceneTable
    from recap_gui.gui.season_panel import SeasonPanel
    from recap_gui.gui.storylines_view import StorylinesView
    from recap_gui.gui.timeline_view import TimelineView
    from recap_gui.gui.why_panel import WhyPanel

STORYLINES, TABLE = 1, 2
"""Where the views after the lanes are."""
RIBBON = 56
"""px: the height of the timeline in reader mode: its overview alone."""


class MainWindow(QMainWindow):
    """One window, one story."""

    painted = Signal()
    """The window has been seen for the first time: what is slow may begin."""
    closing = Signal()

    reader: ReaderPanel
    table: SceneTable
    cast: CastPanel
    why: WhyPanel
    changes: ChangesPanel
    season: SeasonPanel
    review: ReviewPanel
    menus: ContextMenus
    places: PanelPlaces

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        opener: Opener,
        saver: Saver,
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.workspace, self.session, self.opener, self.saver = workspace, session, opener, saver
        self.settings, self.theme = settings, theme
        self.timeline: TimelineView | None = None
        self.storylines: StorylinesView | None = None
        self.docks: dict[str, QDockWidget] = {}
        self.last_crash = ""
        self._seen = False
        self._furnished = False
        self._gone: tuple[str, ...] = ()
        self._asked: tuple[Path, ...] = ()
        self._failed: Told | None = None
        self._before_reading: QByteArray | None = None
        self.setObjectName("main window")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.commands = Commands(self)
        self._build_bars()
        self._build_centre()
        self.actions_table = Actions(self.commands, self.menuBar(), self)
        self._build_header()
        self._connect()
        self._on_title("")
        self._enable()
        self._restore()

    # ---- building

    def furnish(self) -> None:
        """Build the panels: a third of the time to the first paint is saved by doing so after it (M: 90 of 320 ms)."""
        if self._furnished:
            return
        self._furnished = True
        self._build_panels()
        self._build_docks()
        self.places = PanelPlaces(self, self.docks, self.settings)
        self._connect_panels()

    def _build_panels(self) -> None:
        from recap_gui.gui.cast_panel import CastPanel
        from recap_gui.gui.changes_panel import ChangesPanel
        from recap_gui.gui.context_menus import ContextMenus
        from recap_gui.gui.reader_panel import ReaderPanel
        from recap_gui.gui.review_panel import ReviewPanel
        from recap_gui.gui.scene_table import SceneTable
        from recap_gui.gui.season_panel import SeasonPanel
        from recap_gui.gui.why_panel import WhyPanel

        workspace, look = self.workspace, self.theme.look
        self.reader = ReaderPanel(workspace, self.settings, look, self)
        self.table = SceneTable(workspace, look, self)
        self.cast = CastPanel(workspace, look, self)
        self.why = WhyPanel(workspace, look, self)
        self.changes = ChangesPanel(workspace, self)
        self.season = SeasonPanel(workspace, self)
        self.review = ReviewPanel(workspace, look, self)
        self.menus = ContextMenus(workspace, self.commands, look, self)
        self.views.insertWidget(TABLE, self.table)

    def _build_bars(self) -> None:
        look = self.theme.look
        self.welcome = Welcome(samples(), look, self)
        self.welcome.set_recent(self.settings.recent())
        self.message_bar = MessageBar(self)
        self.drop_target = DropTarget(look, self)
        self.status = StatusBar(self.workspace, self)
        self.setStatusBar(self.status)

    def _build_centre(self) -> None:
        self._lanes_place = EmptyState(self.tr("Reading …"))
        self.views = QStackedWidget(self)
        self.views.addWidget(self._lanes_place)
        self._storylines_place = QWidget(self)
        self.views.addWidget(self._storylines_place)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Views"))
        for text in (self.tr("Lanes"), self.tr("Storylines"), self.tr("Table")):
            self.tabs.addTab(text)
        self._head = QWidget(self)
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setContentsMargins(UNIT, UNIT // 2, UNIT, 0)
        self._head_row.setSpacing(UNIT // 2)
        self._head_row.addWidget(self.tabs)
        self._head_row.addStretch(1)
        work = QWidget(self)
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._head_line = Line()
        box.addWidget(self._head)
        box.addWidget(self._head_line)
        box.addWidget(self.views, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(work)
        self.centre = QWidget(self)
        outer = QVBoxLayout(self.centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.message_bar)
        outer.addWidget(self.pages, 1)
        self.setCentralWidget(self.centre)

    def _build_header(self) -> None:
        for verb in ("jump", "undo", "redo", "export"):
            button = quiet_button(self.actions_table[verb])
            button.setAccessibleName(button.text())
            self._head_row.addWidget(button)
        self._name_undo()

    def _build_docks(self) -> None:
        panels: tuple[tuple[str, str, QWidget], ...] = (
            ("reader", self.tr("Recap"), self.reader),
            ("why", self.tr("Why?"), self.why),
            ("cast", self.tr("Cast"), self.cast),
            ("changes", self.tr("What I changed"), self.changes),
            ("season", self.tr("Season"), self.season),
            ("review", self.tr("Check"), self.review),
        )
        for name, title, panel in panels:
            dock = QDockWidget(title, self)
            dock.setObjectName(name)
            dock.setWidget(panel)
            dock.setTitleBarWidget(self._dock_head(dock, title) if name == "reader" else QWidget())
            self.docks[name] = dock
            dock.toggleViewAction().setEnabled(False)

    def _dock_head(self, dock: QDockWidget, title: str) -> PanelHead:
        shut = quiet_button(text="×")
        shut.setAccessibleName(self.tr("Close {panel}").format(panel=title))
        shut.clicked.connect(dock.close)
        return PanelHead(title, shut)

    def _connect(self) -> None:
        session, workspace, opener, saver = self.session, self.workspace, self.opener, self.saver
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self.message_bar.chosen.connect(self._on_chosen)
        self.status.cancel_asked.connect(opener.cancel)
        self.welcome.open_asked.connect(self.commands.open_files)
        self.welcome.paste_asked.connect(self.commands.paste)
        self.welcome.paths_asked.connect(self.open_paths)
        self.welcome.gone.connect(self._on_gone)
        self.settings.recent_changed.connect(self.welcome.set_recent)
        self.settings.changed.connect(self._on_setting)
        self.theme.changed.connect(self._on_look)
        session.title_changed.connect(self._on_title)
        session.said.connect(self._on_said)
        session.failed.connect(self._on_failed)
        session.listed.connect(self._on_listed)
        opener.began.connect(self._on_began)
        opener.progressed.connect(self._on_progress)
        opener.finished.connect(self._on_opened)
        opener.cancelled.connect(self._on_opened)
        saver.failed.connect(self._on_save_failed)
        saver.noted.connect(self.say)
        workspace.documents_changed.connect(self._on_documents)
        workspace.story_changed.connect(self._enable)
        workspace.selection_changed.connect(self._enable)
        workspace.lanes_changed.connect(self._enable)
        workspace.refused.connect(self.tell)
        workspace.undo_stack.indexChanged.connect(self._name_undo)

    def _connect_panels(self) -> None:
        self.reader.view.menu_asked.connect(self._on_text_menu)
        self.reader.view.escaped.connect(self._on_escaped)
        self.cast.menu_asked.connect(self._on_cast_menu)
        self.changes.attach_asked.connect(self._on_attach_asked)
        self.docks["review"].visibilityChanged.connect(self.review.on_seen)
        self.docks["season"].visibilityChanged.connect(self.season.on_seen)
        self.table.table.customContextMenuRequested.connect(self._on_table_menu)

    # ---- verbs

    def set_timeline(self, timeline: TimelineView) -> None:
        """Put the timeline in its place: it is built after the window has been seen."""
        self.timeline = timeline
        current = self.views.currentIndex()
        self.views.removeWidget(self._lanes_place)
        self._lanes_place.deleteLater()
        self.views.insertWidget(0, timeline)
        self.views.setCurrentIndex(current)
        timeline.set_style(self.theme.style)
        timeline.status_changed.connect(self.status.set_detail)
        timeline.menu_asked.connect(self._on_timeline_menu)
        timeline.verbs.read_asked.connect(self._on_read_asked)
        timeline.verbs.rename_asked.connect(self.commands.rename_character)
        timeline.verbs.merge_asked.connect(self.commands.merge_characters)
        self.reader.hits_changed.connect(timeline.set_hits)
        for setting in (LETTER_KEYS, WHEEL, MOTION):
            self._on_setting(setting)

    def forget_undo(self) -> None:
        """Listen to the undo stack no more: it says a last word while it is being destroyed."""
        self.workspace.undo_stack.indexChanged.disconnect(self._name_undo)

    def set_storylines(self, storylines: StorylinesView) -> None:
        """Put the storylines in their place."""
        self.storylines = storylines
        current = self.views.currentIndex()
        self.views.removeWidget(self._storylines_place)
        self._storylines_place.deleteLater()
        self.views.insertWidget(STORYLINES, storylines)
        self.views.setCurrentIndex(current)
        storylines.set_style(self.theme.style)
        storylines.status_changed.connect(self.status.set_detail)
        self.reader.hits_changed.connect(storylines.set_hits)
        storylines.menu_asked.connect(self._on_timeline_menu)
        storylines.verbs.read_asked.connect(self._on_read_asked)
        storylines.verbs.rename_asked.connect(self.commands.rename_character)
        storylines.verbs.merge_asked.connect(self.commands.merge_characters)
        for setting in (LETTER_KEYS, MOTION):
            self._on_setting(setting)

    @Slot(object)
    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Open files or folders."""
        self._asked = paths
        self.session.open_paths(paths)

    def open_text(self, text: str) -> None:
        """Open pasted text."""
        self.session.open_text(text)

    def reload(self) -> None:
        """Read what is open again."""
        self.session.reload()

    def close_recap(self) -> None:
        """Show the welcome page."""
        self._guarded(self.session.close)

    def save_now(self) -> None:
        """Save at once and say so."""
        if self._guarded(self.saver.flush):
            self.tell(self.tr("Saved"))

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
        if (dock := self.docks.get(name)) is not None:
            dock.show()
            dock.raise_()
            if (panel := dock.widget()) is not None:
                panel.setFocus()

    def toggle_reader_mode(self) -> None:
        """The text with the timeline as a ribbon, or everything as it was before."""
        action = self.actions_table["reader_mode"]
        if self._before_reading is not None:
            state, self._before_reading = self._before_reading, None
            self.views.setMinimumHeight(0)
            self.views.setMaximumHeight(16777215)
            self.centre.setMaximumHeight(16777215)
            self._head.show()
            self._head_line.show()
            self.restoreState(state, STATE)
            action.setChecked(False)
            return
        self._before_reading = self.saveState(STATE)
        for name, dock in self.docks.items():
            dock.setVisible(name == "reader")
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.docks["reader"])
        self._head.hide()
        self._head_line.hide()
        self.tabs.setCurrentIndex(0)
        self.views.setFixedHeight(RIBBON)
        self.centre.setMaximumHeight(RIBBON)
        self.resizeDocks([self.docks["reader"]], [self.height() - RIBBON], Qt.Orientation.Vertical)
        self.reader.view.setFocus()
        action.setChecked(True)

    @Slot(object)
    def say(self, words: str, buttons: tuple[tuple[str, str], ...] = ()) -> None:
        """Say something in the bar at the top that stays until it is closed."""
        if self._before_reading is not None:
            self.tell(words)
            return
        self.message_bar.say(words, buttons)

    @Slot(object)
    def tell(self, words: str) -> None:
        """Say something in the status bar that goes by itself."""
        self.status.showMessage(words, 4000)

    def tell_of_crash(self, trace: str) -> None:
        """Say that the program ended unexpectedly the last time, with the trace it left."""
        self.last_crash = trace
        words = self.tr("Recap Timeline ended unexpectedly the last time. Your corrections are safe.")
        self.say(words, (("report", self.tr("Show the report")),))

    @Slot(object)
    def show_error(self, details: str) -> None:
        """Tell of an error of the program: one dialog at a time."""
        if self.findChild(ErrorDialog) is None:
            ErrorDialog(details, self).show()

    def open_jump(self) -> None:
        """Go anywhere by typing."""
        from recap_gui.gui.palette import open_jump

        open_jump(self.workspace, self.theme.look, self)

    def open_palette(self) -> None:
        """Do anything by typing."""
        from recap_gui.gui.palette import open_palette

        open_palette(self.actions_table, self.theme.look, self)

    def open_keys(self) -> None:
        """All keys on one page."""
        from recap_gui.gui.keys_overlay import KeysOverlay

        KeysOverlay(self).show()

    def open_settings(self) -> None:
        """The settings page."""
        from recap_gui.gui.settings_page import SettingsPage

        SettingsPage(self.settings, self).show()

    def open_scene_dialog(self, scene: int) -> None:
        """Place, time, heading and kind of a scene."""
        from recap_gui.gui.scene_dialog import SceneDialog

        SceneDialog(self.workspace, scene, self).open()

    def open_about(self) -> None:
        """Versions and licences."""
        from recap_gui.gui.about import About

        About(self).show()

    def open_export(self, *, to_printer: bool = False) -> None:
        """The export dialog."""
        from recap_gui.gui.export_dialog import ExportDialog

        ExportDialog(self.workspace, self.session.title, self, to_printer=to_printer).show()

    # ---- slots

    @Slot(str)
    def _on_title(self, title: str) -> None:
        program = self.tr("Recap Timeline")
        self.setWindowTitle(f"{title} – {program}" if title else program)

    @Slot(object)
    def _on_documents(self, documents: tuple[object, ...]) -> None:
        self.pages.setCurrentIndex(1 if documents else 0)
        for dock in self.docks.values():
            dock.toggleViewAction().setEnabled(bool(documents))
        if documents:
            self.places.show()
        else:
            self.places.hide()
        self._enable()

    @Slot(object)
    def _on_began(self, _batch: object) -> None:
        self.message_bar.hide()
        self.status.set_progress(0.0, self.tr("Reading"))

    @Slot(float, str)
    def _on_progress(self, share: float, doing: str) -> None:
        self.status.set_progress(share, doing)

    @Slot()
    def _on_opened(self) -> None:
        self.status.end_progress()
        if self.workspace.story is not None and self.views.currentIndex() == 0:
            self.focus_view()

    @Slot(object)
    def _on_failed(self, failed: tuple[tuple[str, Told], ...]) -> None:
        self.status.end_progress()
        if len(failed) == 1:
            self._failed = failed[0][1]
            self.say(self._failed.text().replace("\n", " "), self._ways_on(self._failed))
        else:
            self.say("\n".join(told.line() for _, told in failed))

    def _ways_on(self, told: Told) -> tuple[tuple[str, str], ...]:
        """The buttons for what can be done about a failure, as far as it can be done here and now."""
        ways = {"report": ("details", self.tr("Details to report"))}
        if self._asked:
            ways["try again"] = ("try again", self.tr("Try again"))
        if self.workspace.documents:
            ways["show text"] = ("show text", self.tr("Show the text"))
        ways["open folder"] = ("open folder", self.tr("Open a folder…"))
        return tuple(ways[action] for action in told.actions if action in ways)

    @Slot(object)
    def _on_said(self, words: str) -> None:
        lost = (("changes", self.tr("Show them")),) if self.workspace.unplaced else ()
        self.say(words, lost)

    @Slot(object)
    def _on_attach_asked(self, correction: Correction) -> None:
        """Tie a correction to the selected words, else to the start of the selected scene."""
        view, selection, telling = self.reader.view, self.workspace.selection, self.workspace.telling
        span, episode = view.selected_span(), view.episode
        if span is None and telling is not None and selection.scene is not None:
            episode, start = telling.episode_index(selection.scene), telling.scenes[selection.scene].start
            span = (start, start)
        if span is None:
            self.tell(self.tr("Select the words or the scene it belongs to."))
            return
        self.workspace.reattach(correction, episode, *span, selection.character)

    @Slot(object)
    def _on_save_failed(self, told: Told) -> None:
        self.say(told.text().replace("\n", " "), (("save", self.tr("Try again")),))

    @Slot(object)
    def _on_listed(self, paths: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in paths[1:6])
        words = self.tr("These recaps are no season. Open the others one by one: {names}").format(names=names)
        self.say(words)

    @Slot(object)
    def _on_gone(self, entry: tuple[str, ...]) -> None:
        self._gone = entry
        words = self.tr("{name} is not there any more: it was moved, renamed or deleted.").format(
            name=Path(entry[0]).name
        )
        self.say(words, (("forget", self.tr("Remove from the list")),))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key == "undo":
            self.workspace.undo_stack.undo()
        elif key == "save":
            self.saver.save()
        elif key == "changes":
            self.show_panel("changes")
        elif key == "try again":
            self.open_paths(self._asked)
        elif key == "show text":
            self.show_panel("reader")
        elif key == "open folder":
            self.commands.open_folder()
        elif key == "details" and self._failed is not None:
            self.show_error("\n".join(part for part in (self._failed.text(), self._failed.details) if part))
        elif key == "report":
            self.show_error(self.last_crash)
        elif key == "forget":
            self.settings.drop_recent(self._gone)

    @Slot(object)
    def _on_setting(self, setting: object) -> None:
        if self.timeline is None:
            return
        if setting is LETTER_KEYS:
            self.timeline.letter_keys = self.settings.get(LETTER_KEYS)
            if self.storylines is not None:
                self.storylines.letter_keys = self.timeline.letter_keys
        elif setting is WHEEL:
            self.timeline.wheel = "time" if self.settings.get(WHEEL) == "time" else "lanes"
        elif setting is MOTION:
            self.timeline.motion = self.settings.get(MOTION)
            if self.storylines is not None:
                self.storylines.motion = self.timeline.motion

    @Slot(object)
    def _on_look(self, look: Look) -> None:
        self.drop_target.look = look
        self.welcome.set_look(look)
        if self._furnished:
            self.menus.look = look
            for panel in (self.reader, self.table, self.cast, self.why, self.review):
                panel.set_look(look)
        if self.timeline is not None:
            self.timeline.set_style(self.theme.style)
        if self.storylines is not None:
            self.storylines.set_style(self.theme.style)

    @Slot()
    @Slot(object)
    def _enable(self, _: object = None) -> None:
        workspace, there = self.workspace, {""}
        if workspace.documents:
            there.add("recap")
        if workspace.story is not None:
            there.add("story")
            if workspace.selection.scene is not None:
                there.add("scene")
            if workspace.selection.character is not None:
                there.add("character")
        actions = self.actions_table
        actions.enable(frozenset(there))
        actions["equal_columns"].setChecked(workspace.lanes.width == "equal")
        actions["fold_lanes"].setChecked(workspace.lanes.folded)
        actions["fold_previously"].setChecked("previously" in workspace.lanes.folded_kinds)
        actions["fold_frames"].setChecked("frame" in workspace.lanes.folded_kinds)
        hidden = bool(workspace.lanes.hidden or workspace.lanes.only)
        actions["all_lanes"].setEnabled(hidden)
        who = workspace.telling.cast.get(workspace.selection.character or "") if workspace.telling else None
        actions["outside"].setChecked(who is not None and who.outside)
        self._name_undo()

    @Slot()
    @Slot(int)
    def _name_undo(self, _index: int = 0) -> None:
        stack = self.workspace.undo_stack
        for verb, text, can, what in (
            ("undo", self.tr("Undo"), stack.canUndo(), stack.undoText()),
            ("redo", self.tr("Redo"), stack.canRedo(), stack.redoText()),
        ):
            action = self.actions_table[verb]
            action.setEnabled(can)
            action.setText((f"{text}: {what}" if what else text).replace("&", "&&"))
            action.setIconText(text)

    @Slot()
    def _on_read_asked(self) -> None:
        self.show_panel("reader")
        if self.workspace.selection.scene is not None:
            self.workspace.reveal_asked.emit(self.workspace.selection.scene)

    @Slot()
    def _on_escaped(self) -> None:
        if self._before_reading is not None:
            self.toggle_reader_mode()
        self.focus_view()

    @Slot(object, object, object)
    def _on_timeline_menu(self, scene: int | None, character: str | None, at: QPoint) -> None:
        self.menus.show(self.menus.for_timeline(scene, character), at)

    @Slot(object)
    def _on_text_menu(self, asked: tuple[QPoint, int | None, tuple[int, int] | None]) -> None:
        at, offset, span = asked
        telling, episode = self.workspace.telling, self.reader.view.episode
        if telling is None or offset is None:
            return
        found = mention_at(telling, episode, offset) if span is None else None
        character = found.character if found is not None else None
        self.menus.show(self.menus.for_text(episode, offset, span, character), at)

    @Slot(object)
    def _on_cast_menu(self, asked: tuple[QPoint, str]) -> None:
        self.menus.show(self.menus.for_timeline(None, asked[1]), asked[0])

    @Slot(QPoint)
    def _on_table_menu(self, at: QPoint) -> None:
        scene = self.table.scene_under(at.y())
        if scene is not None:
            menu = self.menus.for_timeline(scene, None)
            self.menus.show(menu, self.table.table.viewport().mapToGlobal(at))

    # ---- private

    def _guarded(self, save: Callable[[], None]) -> bool:
        """Do what saves; where the disk refuses, say so and go on."""
        try:
            save()
        except FileError as error:
            self._on_save_failed(of(error))
            return False
        return True

    def _restore(self) -> None:
        if not self.restoreGeometry(self.settings.remembered("geometry")):
            self.resize(1280, 800)

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
        if self._furnished and self._before_reading is None:
            self.places.follow_width()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text; where a story is open, ask what becomes of them."""
        if local_paths(event.mimeData().urls()) or event.mimeData().hasText():
            event.acceptProposedAction()
            if self.workspace.story is not None:
                self.drop_target.show_for(event.position().toPoint())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which of the two places is meant."""
        if self.drop_target.isVisible():
            self.drop_target.show_for(event.position().toPoint())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self.drop_target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what is dropped."""
        paths = local_paths(event.mimeData().urls())
        add = self.drop_target.isVisible() and self.drop_target.adding
        self.drop_target.hide()
        if paths and add:
            self.session.open_paths(paths, add=True)
        elif paths:
            self.open_paths(paths)
        elif event.mimeData().text().strip():
            self.open_text(event.mimeData().text())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the timeline and the storylines leave over: ? shows the keys, 1, 2 and 3 change the view."""
        pictures = [view for view in (self.timeline, self.storylines) if view is not None]
        here = any(view.hasFocus() or view.isAncestorOf(self.focusWidget() or self) for view in pictures)
        if here and self.settings.get(LETTER_KEYS):
            if event.text() == "?":
                self.open_keys()
                return
            if event.text() in ("1", "2", "3"):
                self.show_view(int(event.text()) - 1)
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and go; nothing keeps the window open."""
        self.opener.cancel(quietly=True)
        self._guarded(self.saver.flush)
        self.settings.remember("geometry", self.saveGeometry())
        if self._furnished:
            self.places.remember(self._before_reading)
        self.settings.save()
        self.closing.emit()
        super().closeEvent(event)
