"""The timeline: lane heads, ruler and body, overview, and what floats over them, put together and kept in step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.hover_card import HoverCard
from recap_gui.gui.lane_heads import LaneHeads
from recap_gui.gui.lane_rows import Lettering, Rows
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.overview import HEIGHT as OVERVIEW_HEIGHT
from recap_gui.gui.overview import Overview, Span, point_in_body
from recap_gui.gui.selection import Hover
from recap_gui.gui.timeline_breaks import BreakDragging
from recap_gui.gui.timeline_canvas import TimelineCanvas
from recap_gui.gui.timeline_corner import Corner
from recap_gui.gui.timeline_edges import Edges
from recap_gui.gui.timeline_gestures import Gestures, Wheel
from recap_gui.gui.timeline_index import Answer, LaneIndex, Quantifier
from recap_gui.gui.timeline_motion import duration
from recap_gui.gui.timeline_mouse import Mouse
from recap_gui.gui.timeline_moves import Room, carried, room_of
from recap_gui.gui.timeline_navigator import Navigator
from recap_gui.gui.timeline_overlay import Overlay, OverlayMaker, Patch
from recap_gui.gui.timeline_pointing import Pointing
from recap_gui.gui.timeline_presses import key_of
from recap_gui.gui.timeline_question import QuestionBar
from recap_gui.gui.timeline_render import TimelineRender
from recap_gui.gui.timeline_verbs import Verbs
from recap_gui.gui.timeline_words import cell_words, figures, question_words
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import LaneLayout

HEADS_WIDTH = 208


class TimelineView(QWidget):
    """The timeline of a workspace: shows its story in its choice of lanes, selects, moves, asks.

    `letter_keys`, `wheel` and `motion` are settings of the user. `verbs` is what keys and buttons do; its signals ask
    for what the timeline cannot do by itself.
    """

    status_changed = Signal(object)
    """str: what the picture leaves out at this zoom, "" when nothing"""
    menu_asked = Signal(object, object, object)
    """(scene | None, character id | None, global position): a context menu is wanted"""
    viewport_changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Timeline"))
        self.letter_keys = True
        self.motion = True
        self.index: LaneIndex | None = None
        self.answer: Answer | None = None
        self._workspace = workspace
        self._quantifier: Quantifier = "all"
        self._hits: npt.NDArray[np.int64] | None = None
        self._status = ""
        self._hovered: tuple[Patch, ...] = ()
        self._given_layout = False
        self._stale = True
        self._seen: Viewport | None = None
        self._build()
        self._connect()
        self._on_style_changed()
        self._on_story_changed(workspace.story)

    # ---- verbs

    @property
    def wheel(self) -> Wheel:
        """What the plain wheel over the lanes moves through."""
        return self._gestures.wheel

    @wheel.setter
    def wheel(self, wheel: Wheel) -> None:
        self._gestures.wheel = wheel

    @property
    def viewport(self) -> Viewport:
        """What is in view."""
        return self.navigator.viewport

    def set_style(self, style: Style) -> None:
        """Wear another style of the drawing (``drawing.style.style``): theme and size of type."""
        self.render_parts.set_style(style)
        self._on_style_changed()

    def show_layout(self, layout: LaneLayout) -> None:
        """Show a layout that was made elsewhere (the tightest order comes from the child; benchmarks make theirs)."""
        self._given_layout = True
        self._show_layout(layout)

    def show_scene(self, scene: int) -> None:
        """Bring a scene into view, with as little movement as that takes."""
        column = self.index.nearest(scene) if self.index is not None else None
        if column is not None and self.index is not None:
            self.navigator.reveal(units=self.index.units(range(column, column + 1)))

    def show_character(self, character: str) -> None:
        """Select a character and bring its lane into view."""
        lane = self.index.lane(character) if self.index is not None else None
        if lane is not None:
            self._workspace.select_character(character)
            self.navigator.reveal(lane=lane)

    def set_hits(self, scenes: Sequence[int]) -> None:
        """Mark scenes with hits of the search, on the timeline and on the overview; none takes the marks away."""
        columns = [c for s in scenes if self.index is not None and (c := self.index.column(s)) is not None]
        self._hits = np.array(sorted(columns), np.int64) if columns else None
        self._mark_overview()
        self.canvas.item.update()

    def ask(self, quantifier: Quantifier) -> None:
        """Ask the lane question another way."""
        self._quantifier = quantifier
        self._ask()

    # ---- Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Heads at the left, overview at the bottom, the rest is canvas."""
        self._arrange()

    def _arrange(self) -> None:
        left, top = self.heads_width, self.render_parts.ruler_height
        bottom = self.height() - OVERVIEW_HEIGHT
        self.corner.setGeometry(0, 0, left, top)
        self.heads.setGeometry(0, top, left, max(0, bottom - top))
        self.canvas.setGeometry(left, 0, max(0, self.width() - left), max(0, bottom))
        self.overview.set_left(left)
        self.overview.setGeometry(0, bottom, self.width(), OVERVIEW_HEIGHT)
        self.canvas.set_ruler_height(top)
        self._place_question()

    @property
    def heads_width(self) -> int:
        """How wide the lane heads are: wider with larger type, narrower in a narrow window."""
        scale = self.render_parts.type_scale
        return round(min(HEADS_WIDTH * scale, max(120, self.width() / 5 * min(scale, 1.75))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look the key up in the table."""
        key = key_of(event)
        if key is not None and (self.letter_keys or not key.letter):
            self.navigator.duration = self.glide()
            self.verbs.do(key.verb)
            event.accept()
            return
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Another font: letters are measured anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "heads"):
            self._lettering = Lettering(self.font())
            self._update_heads()

    # ---- building

    def _build(self) -> None:
        self.render_parts = TimelineRender()
        self.navigator = Navigator(self)
        self.verbs = Verbs(self._workspace, self.navigator, self, self)
        self.corner = Corner(self)
        self.heads = LaneHeads(self)
        parts = self.render_parts
        self.canvas = TimelineCanvas(self, parts.body, parts.ruler, parts.patch)
        self.canvas.setAccessibleName(self.tr("Timeline"))
        self.mouse = Mouse(self.canvas, self.navigator)
        self.overview = Overview(self)
        self.card = HoverCard(self)
        self.question = QuestionBar(self)
        self._lettering = Lettering(self.font())
        self._gestures = Gestures(self.navigator, self)
        self._gestures.watch(self.canvas.viewport(), self._canvas_to_body, self._over_ruler)
        self._gestures.watch(self.heads, self._heads_to_body, _nowhere)
        self._gestures.watch(self.corner, self._heads_to_body, _everywhere)
        self._gestures.watch(self.overview, self._overview_to_body, _everywhere)
        self.setFocusProxy(self.canvas)
        QWidget.setTabOrder(self.heads, self.canvas)

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.story_changed.connect(self._on_story_changed)
        workspace.lanes_changed.connect(self._on_lanes_changed)
        workspace.selection_changed.connect(self._on_selection_changed)
        workspace.hover_changed.connect(self._on_hover_changed)
        workspace.reveal_asked.connect(self._on_reveal_asked)
        self.navigator.viewport_changed.connect(self._on_viewport_changed)
        self.canvas.resized.connect(self._on_resized)
        self.canvas.about_to_paint.connect(self._on_about_to_paint)
        self._pointing = Pointing(self, workspace)
        self._edges = Edges(self, workspace)
        self._breaks = BreakDragging(self, workspace)
        self.question.asked.connect(self.ask)
        self.question.stepped.connect(self._on_stepped)
        self.question.closed.connect(self._on_question_closed)

    # ---- what is shown

    @Slot(object)
    def _on_story_changed(self, story: object) -> None:
        self._given_layout = False
        if story is None:
            self._show_nothing()
        else:
            self._on_lanes_changed()

    @Slot()
    def _on_lanes_changed(self, _lanes: object = None) -> None:
        if self._workspace.story is not None and not self._given_layout:
            self._show_layout(lay_out(self._workspace.story, self._workspace.lanes))

    def _show_nothing(self) -> None:
        self.index = self.answer = self._hits = None
        self.render_parts.set_layout(None)
        self.navigator.leave()
        self.canvas.show_nothing()
        self.heads.set_rows(None)
        self.overview.set_layout(None)
        self.corner.set_figures("")
        self.question.hide()
        self.card.hide()
        self._tell("")

    def _show_layout(self, layout: LaneLayout) -> None:
        before, self.index = self.index, None  # nothing is shown while the ruler takes another height
        self.render_parts.set_layout(layout)
        self._arrange()
        telling = self._workspace.telling
        self.index = LaneIndex(layout, telling.first if telling is not None else None)
        self.canvas.item.forget()
        room = self._room(layout)
        viewport = None
        if before is not None and self.navigator.room is not None:
            viewport = carried(self.navigator.goal, self.navigator.room, before, self.index, room)
        self.navigator.enter(room, viewport)
        self.overview.set_layout(layout)
        self.corner.set_figures(figures(layout))
        self._stale = True
        self._on_viewport_changed(self.navigator.viewport)
        self._ask()

    def _room(self, layout: LaneLayout) -> Room:
        pinned, scale = self._workspace.lanes.pinned, self.render_parts.type_scale
        return room_of(layout, *self.canvas.body_size, pinned, type_scale=scale)

    @Slot()
    def _on_resized(self) -> None:
        if self.index is not None:
            self.canvas.item.forget()
            self.navigator.resize(self._room(self.index.layout))
            self._stale = True
            self._on_viewport_changed(self.navigator.viewport)

    def _on_style_changed(self) -> None:
        colours = self.render_parts.colours
        for part in (self.corner, self.heads, self.overview):
            part.set_colours(colours)
        self.canvas.item.set_ground(colours.ground)
        self._arrange()
        self.canvas.item.forget()

    @Slot(object)
    def _on_viewport_changed(self, viewport: Viewport) -> None:
        room = self.navigator.room
        if room is None or self.index is None:
            return
        old, self._seen = self._seen, viewport
        self.canvas.show_view(room, viewport)
        self.overview.set_shown(*viewport.visible_x())
        if self._stale or old is None or _rows_of(old) != _rows_of(viewport):
            self._update_heads()
        self._stale = False
        self._pointing.hide_card()
        self._tell(self.render_parts.left_out(viewport))
        self.viewport_changed.emit(viewport)

    def _update_heads(self) -> None:
        if self.index is None or self.navigator.room is None:
            return
        selection, lanes = self._workspace.selection, self._workspace.lanes
        self.heads.set_rows(
            Rows(
                self.index,
                self.navigator.room,
                self.navigator.viewport,
                width=self.heads.width(),
                lettering=self._lettering,
                selected=frozenset(selection.characters),
                pinned=frozenset(lanes.pinned),
            )
        )

    @Slot()
    def _on_about_to_paint(self) -> None:
        maker = self._maker()
        if maker is not None:
            lit = self.answer.columns if self.answer is not None else None
            overlay = Overlay(self._workspace.selection, self._workspace.hovered, lit, self._hits)
            patches = maker.patches(overlay)
            focus = (Patch("focus", (0, 0, *self.canvas.body_size)),) if self.canvas.hasFocus() else ()
            self.canvas.item.set_patches((*patches, *focus))

    def _maker(self) -> OverlayMaker | None:
        if self.index is None or self.navigator.room is None:
            return None
        return OverlayMaker(self.index, self.navigator.room, self.navigator.viewport)

    def _tell(self, status: str) -> None:
        if status != self._status:
            self._status = status
            self.status_changed.emit(status)

    def tell_drag(self, words: str) -> None:
        """Say what a drop of a lane would do, "" when nothing is dragged any more."""
        self.status_changed.emit(words or self._status)

    def glide(self) -> int:
        """How long a movement takes (ms): 0 where the user or the desktop wants none."""
        return duration(self) if self.motion else 0

    # ---- selection, question

    @Slot(object)
    def _on_selection_changed(self, _selection: object) -> None:
        self._ask()
        self._update_heads()
        self.canvas.item.update()
        selection = self._workspace.selection
        span = None
        if self.index is not None and (columns := self.index.columns(selection.scenes)):
            span = Span(*self.index.units(columns))
        self.overview.set_selected(span)
        words = cell_words(self._workspace)
        self.canvas.setAccessibleDescription(words)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, words))

    def _ask(self) -> None:
        characters = self._workspace.selection.characters
        if self.index is None or len(characters) < 2:
            self.answer = None
            self.question.hide()
        else:
            index = self.index
            answers = [index.ask(characters, quantifier) for quantifier in ("all", "any", "none")]
            self.answer = next(a for a in answers if a.quantifier == self._quantifier)
            names, where = question_words(self._workspace, index, self.answer)
            self.question.show_answer(names, answers, self._quantifier, where)
            self._place_question()
        self._mark_overview()
        self.canvas.item.update()

    def _place_question(self) -> None:
        body = self.canvas.geometry()
        size = self.question.sizeHint()
        width = min(size.width(), body.width() - 16)
        self.question.setGeometry(
            body.x() + (body.width() - width) // 2, body.bottom() - size.height() - 12, width, size.height()
        )

    def _mark_overview(self) -> None:
        self.overview.set_marks(self._middles(self._hits), self._middles(self.answer.columns) if self.answer else None)

    def _middles(self, columns: npt.NDArray[np.int64] | None) -> npt.NDArray[np.float64]:
        if columns is None or self.index is None:
            return np.empty(0)
        x = self.index.layout.columns.x
        middles: npt.NDArray[np.float64] = (x[columns] + x[columns + 1]) / 2
        return middles

    @Slot(object)
    def _on_stepped(self, steps: int) -> None:
        self.verbs.question_after() if steps > 0 else self.verbs.question_before()

    @Slot()
    def _on_question_closed(self) -> None:
        self._workspace.clear_selection()
        self.canvas.setFocus()

    @Slot(object)
    def _on_reveal_asked(self, scene: int) -> None:
        self.navigator.duration = self.glide()
        self.show_scene(scene)

    # ---- pointer

    @Slot(object)
    def _on_hover_changed(self, hover: Hover) -> None:
        maker = self._maker()
        new = tuple(maker.hovered(hover)) if maker is not None else ()
        for patch in (*self._hovered, *new):
            x, y, w, h = patch.box
            self.canvas.item.update_body(QRectF(x - 2, y - 2, w + 4, h + 4))
        self._hovered = new
        lane = self.index.lane(hover.character) if self.index is not None and hover.character is not None else None
        self.heads.set_hovered(lane)

    def _canvas_to_body(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() - self.render_parts.ruler_height)

    def _heads_to_body(self, point: QPointF) -> QPointF:
        return QPointF(0.0, point.y())

    def _overview_to_body(self, point: QPointF) -> QPointF:
        viewport = self.navigator.viewport
        return point_in_body(self.overview, point, viewport.x0, viewport.x_scale, viewport.width)

    def _over_ruler(self, point: QPointF) -> bool:
        return point.y() < self.render_parts.ruler_height


def _rows_of(viewport: Viewport) -> tuple[float, float, float]:
    return viewport.y0, viewport.y_scale, viewport.height


def _nowhere(_point: QPointF) -> bool:
    return False


def _everywhere(_point: QPointF) -> bool:
    return True
