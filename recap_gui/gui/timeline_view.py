"""The timeline: lane heads, ruler and body, overview, and what floats over them, put together and kept in step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Signal, Slot
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.hover_card import HoverCard
from recap_gui.gui.lane_heads import LaneHeads
from recap_gui.gui.lane_rows import Lettering, Rows
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.overview import HEIGHT as OVERVIEW_HEIGHT
from recap_gui.gui.overview import Overview, Span
from recap_gui.gui.selection import Hover
from recap_gui.gui.timeline_access import Access, view_words
from recap_gui.gui.timeline_asking import Asking
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
from recap_gui.gui.timeline_reach import Reach
from recap_gui.gui.timeline_render import TimelineRender
from recap_gui.gui.timeline_verbs import Verbs
from recap_gui.gui.timeline_words import cell_words, figures
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
        self._workspace = workspace
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

    @property
    def answer(self) -> Answer | None:
        """The answer to the lane question, None where none is asked."""
        return self._asking.answer

    @property
    def question(self) -> QuestionBar:
        """The bar of the lane question."""
        return self._asking.bar

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
        self._asking.set_hits(scenes)

    def ask(self, quantifier: Quantifier) -> None:
        """Ask the lane question another way."""
        self._asking.set_quantifier(quantifier)

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
        self._asking.place_bar()

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is the canvas's. A focus proxy would do, but Tab would go past corner and heads."""
        self.canvas.setFocus(event.reason())

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
        self.canvas.setAccessibleName(self.tr("Scenes by lane"))
        self.mouse = Mouse(self.canvas, self.navigator)
        self.overview = Overview(self)
        self.card = HoverCard(self)
        self._asking = Asking(self, self._workspace)
        self._access = Access(self, self.canvas)
        self._lettering = Lettering(self.font())
        self._gestures = Gestures(self.navigator, self)
        self._reach = Reach(self, self._gestures)
        QWidget.setTabOrder(self.heads, self.canvas)
        QWidget.setTabOrder(self.canvas, self.overview)

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
        self.index = None
        self._asking.forget()
        self.render_parts.set_layout(None)
        self.navigator.leave()
        self.canvas.show_nothing()
        self.heads.set_rows(None)
        self.overview.set_layout(None)
        self.corner.set_figures("")
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
        self._show_selected()
        self.corner.set_figures(figures(layout))
        self._stale = True
        self._on_viewport_changed(self.navigator.viewport)
        self._asking.ask()

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
        self._tell(self.render_parts.left_out(viewport) if self.canvas.height() else "")
        if QAccessible.isActive():
            self._tell_view()
        self.viewport_changed.emit(viewport)

    def _tell_view(self) -> None:
        """Say in words what is in view, at the ruler and at the overview."""
        if self.index is not None:
            words = view_words(self._workspace, self.index, *self.viewport.visible_x())
            place = QRect(self.canvas.x(), 0, self.canvas.width(), self.render_parts.ruler_height)
            self._access.set_ruler(place, words)
            self.overview.setAccessibleDescription(words)
            self._place_selected()

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
            overlay = Overlay(self._workspace.selection, self._workspace.hovered, lit, self._asking.hits)
            patches = maker.patches(overlay)
            focus = (Patch("focus", (0, 0, *self.canvas.body_size)),) if self.canvas.is_ringed else ()
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
        self._asking.ask()
        self._update_heads()
        self._show_selected()
        self._access.set_selected(cell_words(self._workspace))
        self._place_selected()

    def _show_selected(self) -> None:
        """Mark the selected scenes in the overview: by the same selection others, where columns came or went."""
        span = None
        if self.index is not None and (columns := self.index.columns(self._workspace.selection.scenes)):
            span = Span(*self.index.units(columns))
        self.overview.set_selected(span)

    def _place_selected(self) -> None:
        """Tell where the selection is seen, for those who cannot see it."""
        maker = self._maker()
        places = [patch.box for patch in maker.selected(self._workspace.selection)] if maker is not None else []
        place = QRect(*places[-1]) if places else QRect()
        top = self.canvas.y() + self.render_parts.ruler_height
        self._access.place_selected(place.translated(self.canvas.x(), top))

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


def _rows_of(viewport: Viewport) -> tuple[float, float, float]:
    return viewport.y0, viewport.y_scale, viewport.height
