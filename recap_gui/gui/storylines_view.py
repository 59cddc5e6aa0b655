"""The storylines of a workspace: a line per character that bends to the people met, beside lanes and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from recap_gui.drawing.style import Style
from recap_gui.drawing.viewport import Viewport
from recap_gui.gui.hover_card import HoverCard
from recap_gui.gui.laying_out import lay_out
from recap_gui.gui.overview import HEIGHT as OVERVIEW_HEIGHT
from recap_gui.gui.overview import Overview, Span, point_in_body
from recap_gui.gui.storylines_bending import Bending
from recap_gui.gui.storylines_edges import StorylinesEdges
from recap_gui.gui.storylines_heads import LinesChoice, StorylinesHeads
from recap_gui.gui.storylines_overlay import StorylinesOverlay
from recap_gui.gui.storylines_passage import Passage
from recap_gui.gui.storylines_pointing import StorylinesPointing
from recap_gui.gui.storylines_render import StorylinesRender
from recap_gui.gui.storylines_room import centred, rows_of, storylines_room
from recap_gui.gui.storylines_search import StorylinesSearch
from recap_gui.gui.timeline_canvas import TimelineCanvas
from recap_gui.gui.timeline_corner import Corner
from recap_gui.gui.timeline_gestures import Gestures, Wheel
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.timeline_motion import duration
from recap_gui.gui.timeline_mouse import Mouse
from recap_gui.gui.timeline_navigator import Navigator
from recap_gui.gui.timeline_presses import key_of
from recap_gui.gui.timeline_verbs import Verbs
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.storylines import MOST_LINES, StorylineLayout, problem
from recap_gui.layout.storylines.motion import straight

if TYPE_CHECKING:
    from recap_gui.gui.timeline_view import TimelineView

HEADS_WIDTH = 208
REST = 120
"""ms without a change of the view after which names are placed anew."""


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
        self._best: StorylineLayout | None = None
        self._firsts: tuple[int, ...] | None = None  # of the story that `layout_` was made of: another may be there
        self._asked_firsts: tuple[int, ...] | None = None
        self._came_from: float = 0.0
        self._build()
        self._connect()
        self._wear()

    # ---- verbs

    @property
    def wheel(self) -> Wheel:
        """What the plain wheel over the lines moves through."""
        return self._gestures.wheel

    @wheel.setter
    def wheel(self, wheel: Wheel) -> None:
        self._gestures.wheel = wheel

    def set_style(self, style: Style) -> None:
        """Wear another style of the drawing: theme and size of type."""
        self.render_parts.set_style(style)
        self._wear()

    def set_lanes_view(self, lanes: TimelineView) -> None:
        """Come from the rows of `lanes`, and go back to them, when one is shown in place of the other."""
        self._passage.set_lanes(lanes)

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
        self.bending.stop()
        self.render_parts.blocks = self._came_from = 0.0
        self._best = layout
        self._set(self._centred(layout))

    def set_hits(self, scenes: Sequence[int]) -> None:
        """Mark scenes with hits of the search for words; none takes the marks away."""
        self._overlay.set_hits(tuple(scenes))

    def close_search(self) -> None:
        """End the child."""
        self.search.close()

    @property
    def proved(self) -> StorylineLayout | None:
        """What is shown, once no drawing has fewer crossings and its lines have come to rest; else None."""
        resting = not self.bending.under_way and not self._stale
        return self._best if resting and self._best is not None and self._best.is_proved else None

    def glide(self) -> int:
        """How long a movement takes (ms): 0 where the user or the desktop wants none."""
        return duration(self) if self.motion else 0

    def canvas_to_body(self, point: QPointF) -> QPointF:
        """A point of the canvas in px of the body below the ruler."""
        return QPointF(point.x(), point.y() - self.render_parts.ruler_height)

    def over_ruler(self, point: QPointF) -> bool:
        """Whether a point of the canvas is on the ruler."""
        return point.y() < self.render_parts.ruler_height

    def body_box(self) -> QRect:
        """Where the body is, in px of this view."""
        canvas: QRect = self.canvas.geometry()
        return canvas.adjusted(0, self.render_parts.ruler_height, 0, 0)

    # ---- Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names at the left, overview at the bottom, the rest is canvas."""
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is looked for now; the lines come from the rows of the lanes."""
        super().showEvent(event)
        if self._stale:
            self._ask()
        elif self._best is not None and (start := self._passage.at_lanes()) is not None:
            self.bending.go(start, self._centred(self._best), (self._passage.blocks, 0.0))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no work. Where the lanes are shown instead, the lines go back to their rows."""
        super().hideEvent(event)
        self.card.hide()
        self.bending.stop()
        if self._best is None or not self._best.is_proved:
            self._stale = True
        self.search.stop()
        self._passage.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the timeline."""
        key = key_of(event)
        if key is not None and (self.letter_keys or not key.letter):
            self.navigator.duration = self.glide()
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
        self.canvas = TimelineCanvas(self, parts.body, parts.ruler, parts.paint_patch)
        self.canvas.setAccessibleName(self.tr("Storylines"))
        self.heads = StorylinesHeads(parts, self)
        self.corner = Corner(self)
        self.lines = LinesChoice(self)
        self.mouse = Mouse(self.canvas, self.navigator)
        self.overview = Overview(self)
        self.card = HoverCard(self)
        self.bending = Bending(self)
        self._passage = Passage(self)
        self._overlay = StorylinesOverlay(self, self._workspace)
        self._rest_timer = QTimer(self)
        self._rest_timer.setSingleShot(True)
        self._rest_timer.setInterval(REST)
        self._gestures = Gestures(self.navigator, self)
        self._gestures.watch(self.canvas.viewport(), self.canvas_to_body, self.over_ruler)
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
        self.search.ended.connect(self._on_ended)
        self.navigator.viewport_changed.connect(self._on_viewport_changed)
        self.canvas.resized.connect(self._on_resized)
        self._pointing = StorylinesPointing(self, workspace)
        self._edges = StorylinesEdges(self, workspace)
        self._rest_timer.timeout.connect(self._on_rest)
        self.bending.step.connect(self._on_step)

    def _arrange(self) -> None:
        left = min(HEADS_WIDTH, max(120, self.width() // 5))
        top, bottom = self.render_parts.ruler_height, self.height() - OVERVIEW_HEIGHT
        self.corner.setGeometry(0, 0, left, top)
        size = self.lines.sizeHint()
        beside = bottom + (OVERVIEW_HEIGHT - size.height()) // 2
        self.lines.setGeometry(8, beside, min(size.width(), left - 16), size.height())
        self.lines.raise_()
        self.heads.setGeometry(0, top, left, max(0, bottom - top))
        self.canvas.setGeometry(left, 0, max(0, self.width() - left), max(0, bottom))
        self.overview.set_left(left)
        self.overview.setGeometry(0, bottom, self.width(), OVERVIEW_HEIGHT)
        self.canvas.set_ruler_height(top)

    def _wear(self) -> None:
        for part in (self.corner, self.overview):
            part.set_colours(self.render_parts.colours)
        self.canvas.setBackgroundBrush(self.render_parts.colours.ground)
        self._arrange()
        self._repaint()

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
        self.bending.stop()
        self.layout_ = self.render_parts.layout = self.index = self._best = None
        self.navigator.leave()
        self.canvas.show_nothing()
        self.overview.set_layout(None)
        self.corner.set_figures("")
        self.lines.hide()
        self.card.hide()

    def _ask(self) -> None:
        """Look for the storylines of what is shown; until they are there, lines run straight."""
        story, lanes = self._workspace.story, self._workspace.lanes
        if story is None:
            return
        self._stale = False
        telling = self._workspace.telling
        self._asked_firsts = None if telling is None else tuple(telling.first)
        asked = problem(
            story,
            width=lanes.width,
            most=self._most,
            pinned=lanes.pinned,
            hidden=lanes.hidden,
            only=lanes.only,
            folded_kinds=lanes.folded_kinds,
            kept=lanes.kept,
        )
        self.lines.offer(len(asked.names) + asked.left_out, self._most)
        like = None
        if self._best is None or not set(self._best.keys) & set(asked.keys):
            self._best, self._firsts = None, self._asked_firsts
            self._set(straight(asked, rows_of(asked, lay_out(story, lanes))))
            if (start := self._passage.at_lanes()) is not None:
                self.render_parts.blocks = self._came_from = self._passage.blocks
                self._set(start)
        else:
            like = self._best.memory()
        if asked.names:
            self.corner.set_figures(self.tr("Looking for the fewest crossings …"))
            self.search.ask(asked, like)
        else:
            self.corner.set_figures(self.tr("Nobody is in a scene"))

    @Slot(object)
    def _on_found(self, layout: StorylineLayout) -> None:
        before, self._firsts = self.layout_, self._asked_firsts
        words = layout.verdict()
        if layout.left_out:
            words = self.tr("{words} · {lines} of {all} characters").format(
                words=words, lines=layout.lines, all=layout.lines + layout.left_out
            )
        self.corner.set_figures(self.tr("Proved: none has fewer") if layout.is_proved else self.tr("Looking on …"))
        self.status_changed.emit(words[:1].upper() + words[1:])
        if before is None or not self.glide():
            self.show_layout(layout)
            return
        self._best = layout
        self.bending.go(before, self._centred(layout), (self._came_from, 0.0))
        self._came_from = 0.0

    @Slot()
    def _on_ended(self) -> None:
        """The time is up: what was not proved is told as a bound."""
        if self._best is not None and not self._best.is_proved:
            words = self.tr("At most {count} too many").format(count=self._best.crossings - self._best.bound)
            self.corner.set_figures(words)

    @Slot(object, float)
    def _on_step(self, layout: StorylineLayout, blocks: float) -> None:
        self.render_parts.blocks = blocks
        self._set(layout)

    def _centred(self, layout: StorylineLayout) -> StorylineLayout:
        return centred(layout, self.canvas.body_size)

    def _set(self, layout: StorylineLayout) -> None:
        before = self.layout_
        self.layout_ = self.render_parts.layout = layout
        if self.index is None or before is None or before.keys != layout.keys or not self.bending.under_way:
            self.index = LaneIndex(layout.bare, self._firsts)
            self._show_overview(layout)
            self._arrange()
            self._overlay.mark_overview()
        self._light()
        room = storylines_room(layout, self.canvas.body_size)
        if self.navigator.room is None:
            self.navigator.enter(room)
        elif room != self.navigator.room:
            self.navigator.resize(room)
        self.canvas.item.forget()
        self._on_viewport_changed(self.navigator.viewport)

    def _show_overview(self, layout: StorylineLayout) -> None:
        """The lanes in the overview, in columns as wide as they are here."""
        story = self._workspace.story
        if story is not None:
            lanes = lay_out(story, self._workspace.lanes)
            if len(lanes.columns) == len(layout.columns):
                lanes = replace(lanes, columns=layout.columns)
            self.overview.set_layout(lanes)
            self._show_selected()

    @Slot()
    def _on_resized(self) -> None:
        if self.layout_ is not None and self.navigator.room is not None:
            if self._best is not None and not self.bending.under_way:
                self._set(self._centred(self._best))
            self.navigator.resize(storylines_room(self.layout_, self.canvas.body_size))
            self._on_viewport_changed(self.navigator.viewport)

    @Slot(object)
    def _on_viewport_changed(self, viewport: Viewport) -> None:
        room = self.navigator.room
        if room is None or self.layout_ is None:
            return
        self._rest_timer.start()
        self.canvas.show_view(room, viewport)
        self.overview.set_shown(*viewport.visible_x())
        self.heads.show_view(viewport)
        self._pointing.hide_card()

    @Slot()
    def _on_rest(self) -> None:
        """Nothing has moved for a while: names find the best places of this zoom."""
        if self.render_parts.settle():
            self.canvas.item.forget()

    def _repaint(self) -> None:
        self.canvas.item.forget()
        self.heads.update()

    # ---- selection

    @Slot(object)
    def _on_selection_changed(self, _selection: object) -> None:
        self._light()
        self._repaint()
        self._show_selected()

    def _show_selected(self) -> None:
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
        self.navigator.duration = self.glide()
        self.show_scene(scene)

    def _overview_to_body(self, point: QPointF) -> QPointF:
        viewport = self.navigator.viewport
        return point_in_body(self.overview, point, viewport.x0, viewport.x_scale, viewport.width)


def _everywhere(_point: QPointF) -> bool:
    return True
