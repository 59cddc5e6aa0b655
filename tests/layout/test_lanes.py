"""Columns and lanes of stories made by hand and from gold."""

import numpy as np
import pytest

from recap_gui.layout.columns import FRAME, PREVIOUSLY, SCENE, columns
from recap_gui.layout.density import FOLD, direct, pyramid
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE, lane_layout, part
from recap_gui.story import Character, Episode, Mention, Scene, Story
from tests.gold_story import gold_story, season_story


def story_of(rows, *, cast=None):
    """A story from ``[(kind, place, {"name": "present"/"mentioned"/"unsure"})]``; one word a mention, ten a scene."""
    names = cast or list(dict.fromkeys(name for _, _, there in rows for name in there))
    ids = {name: f"c{number}" for number, name in enumerate(names)}
    scenes, mentions = [], []
    for number, (kind, place, there) in enumerate(rows):
        start = number * 100
        scenes.append(Scene(f"s{number}", start, start + 100, kind, place=place))
        for at, (name, state) in enumerate(there.items()):
            sure = 0.5 if state == "unsure" else 0.9
            said = "present" if state == "unsure" else state
            mentions.append(Mention(start + at, start + at + 1, ids[name], "name", said, sure))
    text = ("word " * 20) * len(rows)
    people = tuple(Character(ids[name], name, (name,)) for name in names)
    return Story("Test", people, (Episode("e1", text, tuple(scenes), tuple(mentions), "One", None, 1, 3),))


def test_only_scenes_are_numbered_from_one_in_each_episode():
    story = season_story()
    over = columns(story)
    for episode in range(len(story.episodes)):
        own = over.episode == episode
        numbers = over.number[own]
        assert numbers[over.kind[own] == SCENE].tolist() == list(range(1, int((over.kind[own] == SCENE).sum()) + 1))
        assert not numbers[over.kind[own] != SCENE].any()


def test_page_furniture_has_no_column():
    episode = Episode("e", "x" * 30, (Scene("a", 0, 10, "frame", "menu"), Scene("b", 10, 30)))
    over = columns(Story("", (), (episode,)))
    assert over.scene.tolist() == [1]


def test_columns_are_as_wide_as_their_words_or_alike():
    story = story_of([("scene", None, {})] * 3)
    assert np.diff(columns(story).x).tolist() == [20.0, 20.0, 20.0]
    assert np.diff(columns(story, width="equal").x).tolist() == [1.0, 1.0, 1.0]


def test_frames_are_stubs_unless_asked_otherwise():
    story = story_of([("frame", None, {}), ("previously", None, {}), ("scene", None, {})])
    over = columns(story)
    assert over.kind.tolist() == [FRAME, PREVIOUSLY, SCENE]
    assert over.folded.tolist() == [True, False, False]
    assert np.diff(over.x)[0] < np.diff(over.x)[1]
    assert not columns(story, folded_kinds=()).folded.any()


def test_one_place_has_one_number_however_it_is_written():
    story = story_of(
        [("scene", "the Slip", {}), ("scene", "Slip", {}), ("scene", "the wharf", {}), ("scene", None, {})]
    )
    over = columns(story)
    assert over.place.tolist() == [0, 0, 1, -1]
    assert list(over.places) == ["the Slip", "the wharf"]


def test_continues_names_a_column():
    scenes = (Scene("a", 0, 10), Scene("b", 10, 20), Scene("c", 20, 30, continues="a"))
    over = columns(Story("", (), (Episode("e", "x" * 30, scenes),)))
    assert over.continues.tolist() == [-1, -1, 0]


def test_titles_carry_the_code_of_the_episode():
    assert columns(story_of([("scene", None, {})])).titles == ["S01E03 · One"]


def test_shows_of_one_file_go_by_their_names_and_recaps_without_a_title_by_their_files():
    def told(*rows):
        scenes = (Scene("s", 0, 1),)
        episodes = [Episode(f"e{at}", "x", scenes, show=show, source=source) for at, (show, source) in enumerate(rows)]
        return columns(Story("", (), tuple(episodes))).titles

    assert told(("Days", "brief.txt"), ("Nights", "brief.txt")) == ["Days", "Nights"]
    assert told(("Days", "one.txt"), ("Days", "two.txt")) == ["one.txt", "two.txt"]
    assert told((None, "brief.txt"), (None, "brief.txt")) == ["brief.txt", "brief.txt"]
    assert told(("Days", "brief.txt")) == [""]


def test_blocks_say_who_is_there_talked_about_or_unsure():
    layout = lane_layout(
        story_of([("scene", None, {"Ada": "present", "Bo": "mentioned"}), ("scene", None, {"Bo": "unsure"})])
    )
    assert layout.names == ["Ada", "Bo"]
    assert layout.state[layout.block_at(0, 0)] == PRESENT
    assert layout.state[layout.block_at(1, 0)] == MENTIONED
    assert layout.state[layout.block_at(1, 1)] == PRESENT | UNSURE
    assert layout.block_at(0, 1) == -1
    assert layout.count.tolist() == [1, 1]


def test_who_is_only_talked_about_shares_a_lane_at_the_bottom():
    story = story_of([("scene", None, {"Ada": "present", "Bo": "mentioned", "Cy": "mentioned"})])
    assert lane_layout(story).names == ["Ada", "talked about"]
    assert lane_layout(story, folded=False).names == ["Ada", "Bo", "Cy"]


def crowd(regulars, guests):
    rows = [("scene", None, {f"R{n}": "present" for n in range(regulars)})] * 2
    rows += [("scene", None, {f"G{n}": "present"}) for n in range(guests)]
    return story_of(rows)


def test_beyond_fourteen_lanes_guests_of_one_scene_are_folded():
    assert len(lane_layout(crowd(10, 4)).names) == 14
    assert lane_layout(crowd(10, 5)).names[10:] == ["and 5 more"]


def test_pinned_characters_stand_on_top_and_are_never_folded():
    story = crowd(10, 6)
    guest = next(c.id for c in story.characters if c.name == "G3")
    layout = lane_layout(story, pinned=(guest,))
    assert layout.names[0] == "G3"
    assert layout.names[-1] == "and 5 more"


def test_hidden_and_only():
    story = crowd(3, 0)
    ids = [c.id for c in story.characters]
    assert lane_layout(story, hidden=ids[:1]).names == ["R1", "R2"]
    assert lane_layout(story, only=ids[1:2]).names == ["R1"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("appearance", ["Bo", "Ada", "Cy"]),
        ("scenes", ["Ada", "Bo", "Cy"]),
        ("alphabet", ["Ada", "Bo", "Cy"]),
        (["c2"], ["Cy", "Bo", "Ada"]),
    ],
)
def test_orders(order, names):
    rows = [
        ("scene", None, {"Bo": "present"}),
        ("scene", None, {"Ada": "present"}),
        ("scene", None, {"Ada": "present", "Cy": "present"}),
    ]
    assert lane_layout(story_of(rows), order=order).names == names


def test_tightest_puts_those_who_meet_side_by_side():
    rows = [("scene", None, {"A": "present"}), ("scene", None, {"B": "present"})]
    rows += [("scene", None, {"A": "present", "C": "present"})] * 3
    names = lane_layout(story_of(rows), order="tightest").names
    assert abs(names.index("A") - names.index("C")) == 1


def test_a_colour_is_the_same_in_every_order_and_choice():
    story = gold_story("03")
    first = dict(zip(lane_layout(story).names, lane_layout(story).colour.tolist(), strict=True))
    other = lane_layout(story, order="alphabet", hidden=(story.characters[0].id,))
    assert all(
        first[name] == colour for name, colour in zip(other.names, other.colour.tolist(), strict=True) if colour < 12
    )


def test_keys_are_sorted_and_found_again():
    layout = lane_layout(season_story())
    assert (np.diff(layout.key) > 0).all()
    for block in range(len(layout.key)):
        assert layout.block_at(*layout.place_of(block)) == block


def test_blocks_in_a_window():
    layout = lane_layout(season_story())
    expected = [
        b
        for b in range(len(layout.key))
        if layout.place_of(b)[0] in range(2, 6) and layout.place_of(b)[1] in range(4, 15)
    ]
    assert layout.blocks_in(range(2, 6), range(4, 15)).tolist() == expected


def test_a_part_has_the_same_blocks():
    layout = lane_layout(season_story())
    cut = part(layout, 5, 20, drop_empty=True)
    for block in range(len(cut.key)):
        lane, column = cut.place_of(block)
        whole = layout.block_at(layout.names.index(cut.names[lane]), column + 5)
        assert whole >= 0 and layout.state[whole] == cut.state[block]
    assert len(cut.key) == len(layout.blocks_in(range(layout.lanes), range(5, 20)))
    assert all(len(cut.blocks_of(lane)) for lane in range(cut.lanes))


def test_every_level_of_the_pyramid_shows_every_presence():
    layout = lane_layout(season_story())
    levels = pyramid(layout, most_cells=10**6)
    n = len(layout.columns)
    for level, table in enumerate(levels.levels, levels.finest):
        for block in range(len(layout.key)):
            lane, column = layout.place_of(block)
            value = int(table[lane, column >> level])
            if layout.state[block] & PRESENT:
                expected = layout.colour[lane] + 1 if layout.colour[lane] < 12 else FOLD
                assert value >> 4 == expected and value & 15 >= 4
        assert table.shape == (layout.lanes, -(-n >> level))


def test_read_from_the_blocks_looks_like_the_finest_level():
    layout = lane_layout(season_story())
    at = np.arange(-3, len(layout.columns) + 3)
    inside = slice(3, -3)
    picture = direct(layout, range(layout.lanes), at, np.arange(layout.lanes))
    finest = pyramid(layout, most_cells=10**6).rows(0, np.arange(layout.lanes), at[inside])
    assert (picture[:, inside] == finest).all()
    assert not picture[:, :3].any() and not picture[:, -3:].any()


def test_the_names_of_folds_are_said_in_the_users_language():
    layout = lane_layout(crowd(10, 5), say={"and {n} more": "et {n} autres"}.get)
    assert layout.names[10:] == ["et 5 autres"]
    story = story_of([("scene", None, {"Ada": "present", "Ben": "mentioned"})])
    assert lane_layout(story, say=str.upper).names == ["Ada", "TALKED ABOUT"]
