"""The storylines of a workspace: a line per character that bends to the people met, beside lanes and table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEasingCurve, QPointF, Qt, QTimer, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QComboBox, QWidget

from recap_gui.drawing.storyline import storyline_limits
from recap_gui.drawing.storyline_bends import hull_at, line_at
from recap_gui.drawing.storyline_labels import head_heights
from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Limits, Viewport
from recap_gui.gui.hover_card import HoverCard
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.overview import HEIGHT as OVERVIEW_HEIGHT
from recap_gui.gui.overview import Overview, Span, point_in_body
from recap_gui.gui.storylines_render import StorylinesRender
from recap_gui.gui.storylines_search import StorylinesSearch
from recap_gui.gui.timeline_canvas import TimelineCanvas
from recap_gui.gui.timeline_corner import Corner
from recap_gui.gui.timeline_gestures import Gestures
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.timeline_motion import duration
from recap_gui.gui.timeline_mouse import Mouse
from recap_gui.gui.timeline_moves import CLOSEST_UNITS, Room
from recap_gui.gui.timeline_navigator import Navigator
from recap_gui.gui.timeline_overlay import Overlay, OverlayMaker, Patch
from recap_gui.gui.timeline_presses import key_of
from recap_gui.gui.timeline_verbs import Verbs
from recap_gui.gui.timeline_words import hover_words
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import LaneLayout
from recap_gui.layout.storylines import MOST_LINES, Problem, StorylineLayout, problem
from recap_gui.layout.storylines.motion import between, straight

HEADS_WIDTH = 208
HEAD_REACH = 10.0
"""px above and below a name at the left edge where a click still means it."""
CARD_DELAY = 300
REST = 120
"""ms without a change of the view after which names are placed anew."""
BENDING = 320
"""ms in which lines go from one picture to the next."""
TALLEST = 56.0
"""px between lines that meet, up to which a short story grows to fill the view."""
CHOICES = (12, MOST_LINES, 20, 30)
"""How many lines one may choose; the most frequent characters have them."""


class StorylinesView(QWidget):
    """Shows the storylines of a workspace: looks for the fewest crossings while it is seen, selects, moves."""

    status_changed = Signal(object)
    """str: how good the drawing is"""
    menu_asked = Signal(object, object, object)
    """(scene | None, character id | None, global position): a context menu is wanted"""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("storylines")
        self.setAccessibleName(self.tr("Storylines"))
        self.letter_keys = True
        self.motion = True
        self.index: LaneIndex | None = None
        self.answer: Answer | None = None
        self.layout_: StorylineLayout | None = None
        self._workspace = workspace
        self._most = MOST_LINES
        self._stale = True
        self._lanes: LaneLayout | None = None
        self._from: StorylineLayout | None = None
        self._pointer = QPointF()
        self._hits: tuple[int, ...] = ()
        self._build()
        self._connect()
        self.set_style_parts()

    # ---- verbs

    def set_style(self, style: Style) -> None:
        """Wear another style of the drawing: theme and size of type."""
        self.render_parts.set_style(style)
        self.set_style_parts()

    def set_style_parts(self) -> None:
        """Hand the style's colours to the parts."""
        for part in (self.corner, self.overview):
            part.set_colours(self.render_parts.colours)
        self.canvas.setBackgroundBrush(self.render_parts.colours.ground)
        self._arrange()
        self._repaint()

    def show_scene(self, scene: int) -> None:
        """Bring a scene into view, with as little movement as that takes."""
        column = self.index.nearest(scene) if self.index is not None else None
        if column is not None and self.index is not None:
            self.navigator.reveal(units=self.index.units(range(column, column + 1)))

    def choose_lines(self, most: int) -> None:
        """Draw the `most` frequent characters."""
        if most != self._most:
            self._most = most
            self._ask()

    def show_layout(self, layout: StorylineLayout) -> None:
        """Show a layout now."""
        self._bending.stop()
        self._set(layout)

    def set_hits(self, scenes: Sequence[int]) -> None:
        """Mark scenes with hits of the search for words; none takes the marks away."""
        self._hits = tuple(scenes)
        self._mark_overview()
        self.canvas.item.update()

    def close_search(self) -> None:
        """End the child."""
        self.search.close()

    @property
    def proved(self) -> StorylineLayout | None:
        """What is shown, once no drawing has fewer crossings and its lines have come to rest; else None."""
        resting = self._bending.state() != QVariantAnimation.State.Running and not self._stale
        return self.layout_ if resting and self.layout_ is not None and self.layout_.is_proved else None

    # ---- Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names at the left, overview at the bottom, the rest is canvas."""
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is looked for now."""
        super().showEvent(event)
        if self._stale:
            self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no work."""
        super().hideEvent(event)
        self.card.hide()
        if self.layout_ is None or not self.layout_.is_proved:
            self._stale = True
        self.search.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the timeline."""
        key = key_of(event)
        if key is not None and (self.letter_keys or not key.letter):
            self.navigator.duration = self._duration()
            self.verbs.do(key.verb)
            event.accept()
            return
        event.ignore()

    # ---- building

    def _build(self) -> None:
        self.render_parts = StorylinesRender()
        self.search = StorylinesSearch(self)
        self.navigator = Navigator(self)
        self.verbs = Verbs(self._workspace, self.navigator, self, self)
        parts = self.render_parts
        self.canvas = TimelineCanvas(self, parts.body, parts.ruler, self._paint_patch)
        self.canvas.setAccessibleName(self.tr("Storylines"))
        self.heads = _Heads(self)
        self.corner = Corner(self)
        self.lines = QComboBox(self)
        self.lines.setAccessibleName(self.tr("How many lines"))
        for most in CHOICES:
            self.lines.addItem(self.tr("{count} lines").format(count=most), most)
        self.lines.setCurrentIndex(CHOICES.index(self._most))
        self.mouse = Mouse(self.canvas, self.navigator)
        self.overview = Overview(self)
        self.card = HoverCard(self)
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(CARD_DELAY)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST)
        self._bending = QVariantAnimation(self)
        self._bending.setStartValue(0.0)
        self._bending.setEndValue(1.0)
        self._bending.setDuration(BENDING)
        self._bending.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._gestures = Gestures(self.navigator, self)
        self._gestures.watch(self.canvas.viewport(), self._canvas_to_body, self._over_ruler)
        self._gestures.watch(self.overview, self._overview_to_body, _everywhere)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.story_changed.connect(self._on_story_changed)
        workspace.lanes_changed.connect(self._on_lanes_changed)
        workspace.selection_changed.connect(self._on_selection_changed)
        workspace.hover_changed.connect(self._on_hover_changed)
        workspace.reveal_asked.connect(self._on_reveal_asked)
        self.search.found.connect(self._on_found)
        self.navigator.viewport_changed.connect(self._on_viewport_changed)
        self.canvas.resized.connect(self._on_resized)
        self.canvas.about_to_paint.connect(self._on_about_to_paint)
        self.canvas.menu_asked.connect(self._on_menu_asked)
        self.mouse.hovered.connect(self._on_hovered)
        self.mouse.clicked.connect(self._on_clicked)
        self.mouse.double_clicked.connect(self._on_double_clicked)
        self.corner.verb_asked.connect(self._on_verb_asked)
        self.overview.window_dragged.connect(self._on_window_dragged)
        self.overview.jumped.connect(self._on_jumped)
        self.overview.all_asked.connect(self.verbs.show_all)
        self.lines.currentIndexChanged.connect(self._on_lines_chosen)
        self._card_timer.timeout.connect(self._on_card_due)
        self._rest_timer.timeout.connect(self._on_rest)
        self._bending.valueChanged.connect(self._on_bending)

    def _arrange(self) -> None:
        left = min(HEADS_WIDTH, max(120, self.width() // 5))
        top, bottom = self.render_parts.ruler_height, self.height() - OVERVIEW_HEIGHT
        self.corner.setGeometry(0, 0, left, top)
        size = self.lines.sizeHint()
        self.lines.setGeometry(8, max(28, top - size.height() - 22), min(size.width(), left - 16), size.height())
        self.lines.raise_()
        self.heads.setGeometry(0, top, left, max(0, bottom - top))
        self.canvas.setGeometry(left, 0, max(0, self.width() - left), max(0, bottom))
        self.overview.set_left(left)
        self.overview.setGeometry(0, bottom, self.width(), OVERVIEW_HEIGHT)
        self.canvas.set_ruler_height(top)

    # ---- the story and its drawing

    @Slot(object)
    def _on_story_changed(self, story: object) -> None:
        if story is None:
            self._show_nothing()
        self._changed()

    @Slot(object)
    def _on_lanes_changed(self, _lanes: object) -> None:
        self._changed()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._ask()

    def _show_nothing(self) -> None:
        self.search.stop()
        self._bending.stop()
        self.layout_ = self.render_parts.layout = self.index = self._lanes = None
        self.navigator.leave()
        self.canvas.show_nothing()
        self.overview.set_layout(None)
        self.corner.set_figures("")
        self.card.hide()

    def _ask(self) -> None:
        """Look for the storylines of what is shown; until they are there, lines run straight."""
        story, lanes = self._workspace.story, self._workspace.lanes
        if story is None:
            return
        self._stale = False
        asked = problem(
            story,
            width=lanes.width,
            most=self._most,
            pinned=lanes.pinned,
            hidden=lanes.hidden,
            only=lanes.only,
            folded_kinds=lanes.folded_kinds,
        )
        self._lanes = lay_out(story, lanes)
        self.overview.set_layout(self._lanes)
        like = None
        if self.layout_ is None or not set(self.layout_.keys) & set(asked.keys):
            self._set(straight(asked, _rows(asked, self._lanes)))
        else:
            like = self.layout_.memory()
        if asked.names:
            self.corner.set_figures(self.tr("Looking for the fewest crossings …"))
            self.search.ask(asked, like)

    @Slot(object)
    def _on_found(self, layout: StorylineLayout) -> None:
        before = self.layout_
        words = layout.verdict()
        if layout.left_out:
            words = self.tr("{words} · {lines} of {all} characters").format(
                words=words, lines=layout.lines, all=layout.lines + layout.left_out
            )
        self.corner.set_figures(self.tr("Proved: none has fewer") if layout.is_proved else self.tr("Looking on …"))
        self.status_changed.emit(words[:1].upper() + words[1:])
        if before is None or not self._duration():
            self.show_layout(layout)
            return
        self._bending.stop()
        self._from, self._goal = before, layout
        self._bending.start()

    @Slot(object)
    def _on_bending(self, at: float) -> None:
        if self._from is not None:
            self._set(between(self._from, self._goal, at))

    def _set(self, layout: StorylineLayout) -> None:
        before = self.layout_
        self.layout_ = self.render_parts.layout = layout
        if before is None or before.keys != layout.keys or self.index is None or before.columns is not layout.columns:
            telling = self._workspace.telling
            self.index = LaneIndex(layout.bare, telling.first if telling is not None else None)
            self._arrange()
            self._mark_overview()
        self._light()
        room = self._room()
        if self.navigator.room is None:
            self.navigator.enter(room)
        elif room != self.navigator.room:
            self.navigator.resize(room)
        self.canvas.item.forget()
        self._on_viewport_changed(self.navigator.viewport)

    def _room(self) -> Room:
        width, height = self.canvas.body_size
        assert self.layout_ is not None
        limits = storyline_limits(self.layout_)
        units, tall = max(limits.width, 1e-9), max(limits.lanes, 1.0)
        widest = max(width, 1) / min(CLOSEST_UNITS, units)
        return Room(
            Limits(units, tall, widest, min(height / tall, 12.0), 64.0), max(width, 1.0), max(height, 1.0), 0, TALLEST
        )

    @Slot()
    def _on_resized(self) -> None:
        if self.layout_ is not None and self.navigator.room is not None:
            self.navigator.resize(self._room())
            self._on_viewport_changed(self.navigator.viewport)

    @Slot(object)
    def _on_viewport_changed(self, viewport: Viewport) -> None:
        room = self.navigator.room
        if room is None or self.layout_ is None:
            return
        self._where = self.render_parts.where(viewport)
        self._rest_timer.start()
        self.canvas.show_view(room, viewport)
        self.overview.set_shown(*viewport.visible_x())
        self.heads.update()
        self.card.hide()

    @Slot()
    def _on_rest(self) -> None:
        """Nothing has moved for a while: names find the best places of this zoom."""
        if self.render_parts.settle():
            self.canvas.item.forget()

    def _repaint(self) -> None:
        self.canvas.item.forget()
        self.heads.update()

    def _duration(self) -> int:
        return duration(self) if self.motion else 0

    # ---- what lies over it

    @Slot()
    def _on_about_to_paint(self) -> None:
        if self.index is None or self.navigator.room is None:
            return
        maker = _Maker(self.index, self.navigator.room, self.navigator.viewport)
        columns = self._hit_columns()
        hits = columns if len(columns) else None
        patches = maker.patches(Overlay(self._workspace.selection, self._workspace.hovered, hits=hits))
        focus = (Patch("focus", (0, 0, *self.canvas.body_size)),) if self.canvas.hasFocus() else ()
        self.canvas.item.set_patches((*patches, *focus))

    def _hit_columns(self) -> npt.NDArray[np.int64]:
        index = self.index
        found = [] if index is None else [index.column(scene) for scene in self._hits]
        return np.array(sorted(column for column in found if column is not None), np.int64)

    def _mark_overview(self) -> None:
        if self.index is not None:
            x, columns = self.index.layout.columns.x, self._hit_columns()
            self.overview.set_marks((x[columns] + x[columns + 1]) / 2, None)

    def _paint_patch(self, painter: QPainter, patch: Patch) -> None:
        self.render_parts.patch(painter, patch)

    @Slot(object)
    def _on_selection_changed(self, _selection: object) -> None:
        self._light()
        self._repaint()
        span = None
        if self.index is not None and (columns := self.index.columns(self._workspace.selection.scenes)):
            span = Span(*self.index.units(columns))
        self.overview.set_selected(span)

    def _light(self) -> None:
        """Selected characters keep their colours, the others step back."""
        if self.layout_ is not None:
            lines = (self.layout_.line_of(character) for character in self._workspace.selection.characters)
            self.render_parts.lit = frozenset(line for line in lines if line >= 0)

    @Slot(object)
    def _on_hover_changed(self, _hover: object) -> None:
        self.canvas.item.update()

    @Slot(object)
    def _on_reveal_asked(self, scene: int) -> None:
        self.navigator.duration = self._duration()
        self.show_scene(scene)

    # ---- pointer

    def _under(self, point: QPointF) -> tuple[int | None, str | None, bool]:
        """Scene and character under a point of the canvas, and whether the point is on a scene's hull or the ruler."""
        if self.index is None or self.layout_ is None or self.navigator.room is None:
            return None, None, False
        at, viewport = self._canvas_to_body(point), self.navigator.viewport
        column = self.index.column_at(viewport.from_px_x(at.x()))
        if column is None:
            return None, None, False
        if at.y() < 0:
            return self.index.scene(column), None, True
        line = line_at(self._where, at.x(), at.y())
        inside = hull_at(self.layout_, viewport, self._where, at.x(), at.y())
        return self.index.scene(column), self.layout_.characters[line] if line >= 0 else None, inside == column

    @Slot(object)
    def _on_hovered(self, point: QPointF | None) -> None:
        self._card_timer.stop()
        self.card.hide()
        scene, character, inside = self._under(point) if point is not None else (None, None, False)
        if scene is None or point is None or not (inside or character is not None):
            self._workspace.hover()
            return
        self._pointer = point
        self._workspace.hover(scene, character)
        self._card_timer.start()

    @Slot()
    def _on_card_due(self) -> None:
        hover = self._workspace.hovered
        if hover.scene is not None and self.index is not None:
            who, where, words = hover_words(self._workspace, self.index, hover)
            pointer = self.canvas.mapTo(self, self._pointer.toPoint())
            self.card.show_at(pointer, who=who, where=where, words=words)

    @Slot(object, object)
    def _on_clicked(self, point: QPointF, held: Qt.KeyboardModifier) -> None:
        scene, character, inside = self._under(point)
        if held & Qt.KeyboardModifier.ShiftModifier and scene is not None:
            self._workspace.select_scene(scene, extend=True)
        elif inside and scene is not None and character is not None:
            self._workspace.select_cell(scene, character)
        elif inside and scene is not None:
            self._workspace.select_scene(scene)
        elif character is not None:
            self._workspace.select_character(character, add=bool(held & Qt.KeyboardModifier.ControlModifier))
        else:
            self._workspace.clear_selection()

    @Slot(object)
    def _on_double_clicked(self, point: QPointF) -> None:
        self.navigator.duration = self._duration()
        if self._over_ruler(point):
            self.verbs.show_all()
        elif self._under(point)[2]:
            self.verbs.read()

    @Slot(object)
    def _on_menu_asked(self, event: QContextMenuEvent) -> None:
        scene, character, inside = self._under(QPointF(event.pos()))
        self.menu_asked.emit(scene if inside else None, character, event.globalPos())

    def head_clicked(self, y: float, *, add: bool) -> None:
        """Select the line whose name stands at `y` px."""
        if self.layout_ is None or self.navigator.room is None:
            return
        away = np.nan_to_num(np.abs(head_heights(self._where) - y), nan=np.inf)
        if len(away) and away.min() <= HEAD_REACH:
            self._workspace.select_character(self.layout_.characters[int(away.argmin())], add=add)

    def _canvas_to_body(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() - self.render_parts.ruler_height)

    def _overview_to_body(self, point: QPointF) -> QPointF:
        viewport = self.navigator.viewport
        return point_in_body(self.overview, point, viewport.x0, viewport.x_scale, viewport.width)

    def _over_ruler(self, point: QPointF) -> bool:
        return point.y() < self.render_parts.ruler_height

    # ---- corner, overview

    @Slot(int)
    def _on_lines_chosen(self, at: int) -> None:
        self.choose_lines(int(self.lines.itemData(at)))

    @Slot(object)
    def _on_verb_asked(self, verb: str) -> None:
        self.navigator.duration = self._duration()
        self.verbs.do(verb)

    @Slot(object)
    def _on_window_dragged(self, span: Span) -> None:
        if self.navigator.room is not None:
            self.navigator.place(self.navigator.room.spanning(self.navigator.viewport, span.first, span.last))

    @Slot(object)
    def _on_jumped(self, span: Span) -> None:
        if self.navigator.room is not None:
            self.navigator.duration = self._duration()
            self.navigator.go(self.navigator.room.spanning(self.navigator.viewport, span.first, span.last))


class _Heads(QWidget):
    """The names of the lines at the left edge of the view."""

    def __init__(self, view: StorylinesView) -> None:
        super().__init__(view)
        self._view = view

    def paintEvent(self, event: QPaintEvent) -> None:
        """The names."""
        painter = QPainter(self)
        try:
            self._view.render_parts.heads(painter, self._view.navigator.viewport, float(self.width()))
        finally:
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a line."""
        position, held = event.position(), event.modifiers()
        self._view.head_clicked(position.y(), add=bool(held & Qt.KeyboardModifier.ControlModifier))


class _Maker(OverlayMaker):
    """The overlay over a picture without lanes: columns reach to its lower edge."""

    def _bottom(self) -> int:
        return int(self._room.height)


def _rows(asked: Problem, lanes: LaneLayout) -> dict[str, float]:
    """Where the lanes have the characters of `asked`, from 0 on without gaps."""
    order = sorted(asked.characters, key=lambda character: (lanes.lane_of(character) < 0, lanes.lane_of(character)))
    return {character: float(row) * 1.5 for row, character in enumerate(order)}


def _everywhere(_point: QPointF) -> bool:
    return True
