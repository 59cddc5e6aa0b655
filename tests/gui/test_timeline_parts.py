"""The timeline's parts that need no window: index, questions, overlay, dragged heads, overview."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from timeline_helpers import THERE, story

from recap_gui.gui.lane_drag import Drag, rearranged
from recap_gui.gui.overview import Span, dragged
from recap_gui.gui.overview_picture import BINS, density_picture
from recap_gui.gui.selection import Hover, Selection
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.timeline_moves import room_of
from recap_gui.gui.timeline_overlay import Overlay, OverlayMaker
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE, lane_layout

LAYOUT = lane_layout(story(), width="equal")
INDEX = LaneIndex(LAYOUT)


class TestIndex:
    def test_every_block_is_found(self) -> None:
        for number, there in enumerate(THERE):
            for lane, letter in enumerate("ABCD"):
                assert (INDEX.state(lane, number + 1) & PRESENT != 0) == (letter in there)
        assert INDEX.state(1, 9) == MENTIONED | UNSURE

    def test_columns_of_scenes_without_one_are_left_out(self) -> None:
        assert INDEX.column(5) == 5
        assert INDEX.column(400) is None
        assert INDEX.columns(range(11, 400)) == range(11, 13)

    @pytest.mark.parametrize(("quantifier", "expected"), [("all", 5), ("any", 10), ("none", 2)])
    def test_questions(self, quantifier, expected: int) -> None:
        assert INDEX.ask(("c1", "c2"), quantifier).count == expected

    def test_frames_answer_nothing(self) -> None:
        assert 0 not in INDEX.ask(("c4", "c1"), "none").columns

    def test_the_way_through_an_answer(self) -> None:
        answer = Answer("all", np.array([2, 5, 9]))
        assert (answer.after(-1), answer.after(2), answer.after(9)) == (2, 5, None)
        assert (answer.before(20), answer.before(5), answer.before(2)) == (9, 2, None)


class TestOverlay:
    room = room_of(LAYOUT, 1300, 400)
    maker = OverlayMaker(INDEX, room, room.fitted())

    def boxes(self, overlay: Overlay, look: str) -> list[tuple[int, int, int, int]]:
        return [patch.box for patch in self.maker.patches(overlay) if patch.look == look]

    def test_a_selected_cell_is_ringed_in_its_place(self) -> None:
        edges = self.room.fitted().to_px_x(LAYOUT.columns.x)
        cell = Selection(range(3, 4), ("c2",), (3, "c2"), 3)
        assert self.boxes(Overlay(cell), "cell") == [(int(edges[3]), 36, int(edges[4] - edges[3]), 36)]

    def test_neighbours_that_do_not_answer_share_one_veil(self) -> None:
        lit = INDEX.ask(("c1", "c2"), "all").columns  # 1, 4, 6, 11, 12
        veils = self.boxes(Overlay(lit=lit), "veil")
        assert len(veils) == 4
        edges = self.room.fitted().to_px_x(LAYOUT.columns.x)
        assert (veils[0][0], veils[0][2]) == (0, int(edges[1]))

    def test_hits_and_hover(self) -> None:
        overlay = Overlay(hover=Hover(2, "c1"), hits=np.array([7, 8]))
        assert len(self.boxes(overlay, "hit")) == 1
        assert len(self.boxes(overlay, "hovered cell")) == 1

    def test_what_is_out_of_view_makes_no_patch(self) -> None:
        near = self.room.zoomed(self.room.fitted(), 8.0, 0.0)
        maker = OverlayMaker(INDEX, self.room, near)
        assert not maker.patches(Overlay(Selection(range(12, 13), (), None, 12)))


class TestDrag:
    def test_edges_are_gaps_and_middles_are_heads(self) -> None:
        drag = Drag(0, 10.0)
        assert drag.moved(0, 2.1, 4, 0.0).gap == 2
        assert drag.moved(0, 2.9, 4, 0.0).gap == 3
        assert drag.moved(0, 9.0, 4, 0.0).gap == 4
        middle = drag.moved(0, 2.5, 4, 0.0)
        assert (middle.over, middle.offers) == (2, False)

    def test_holding_half_a_second_offers_to_merge(self) -> None:
        drag = Drag(0, 10.0).moved(0, 2.5, 4, 1.0).moved(0, 2.6, 4, 1.4)
        assert not drag.offers
        assert drag.moved(0, 2.6, 4, 1.5).offers
        assert not drag.moved(0, 1.5, 4, 1.5).offers

    def test_a_head_over_itself_does_nothing(self) -> None:
        drag = Drag(2, 10.0).moved(0, 2.5, 4, 1.0)
        assert (drag.gap, drag.over) == (None, None)

    @pytest.mark.parametrize(
        ("lane", "gap", "expected"), [(0, 3, "BCAD"), (3, 0, "DABC"), (1, 2, "ABCD"), (1, 4, "ACDB")]
    )
    def test_rearranging(self, lane: int, gap: int, expected: str) -> None:
        assert "".join(rearranged("ABCD", lane, gap)) == expected


class TestOverview:
    def test_every_present_block_is_in_the_picture(self) -> None:
        picture = density_picture(LAYOUT)
        assert picture.shape == (4, BINS)
        edges = LAYOUT.columns.x / LAYOUT.columns.x[-1] * BINS
        for number, there in enumerate(THERE):
            middle = int((edges[number + 1] + edges[number + 2]) / 2)
            for lane, letter in enumerate("ABCD"):
                assert (picture[lane, middle] > 0) == (letter in there)
                if letter in there:
                    assert picture[lane, middle] >> 4 == LAYOUT.colour[lane] + 1

    def test_columns_that_begin_left_of_the_story_or_are_all_folded_have_a_picture(self) -> None:
        for x in (LAYOUT.columns.x - LAYOUT.columns.x[-1] / 3, LAYOUT.columns.x * 0):
            picture = density_picture(replace(LAYOUT, columns=replace(LAYOUT.columns, x=x)))
            assert picture.shape == (4, BINS)
            assert (picture > 0).any() == bool(x.any())

    def test_dragging_the_window_and_its_edges(self) -> None:
        span = Span(10.0, 20.0)
        assert dragged("window", 15.0, 18.0, span) == Span(13.0, 23.0)
        assert dragged("left", 10.0, 12.0, span) == Span(12.0, 20.0)
        assert dragged("right", 20.0, 5.0, span) == Span(5.0, 10.0)
        assert dragged("sweep", 30.0, 25.0, span) == Span(25.0, 30.0)
