"""The keys of timeline and lane heads, as a table: what is pressed, what it does, in which words it is told. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the verb of the timeline it calls.

    `key` is written as `QKeySequence` reads it. `letter` marks keys that a setting turns off, because they are plain
    characters (for those who dictate or use a screen reader's single keys).
    """

    key: str
    verb: str
    words: str
    letter: bool = False


KEYS: tuple[Key, ...] = (
    Key("Left", "scene_before", "previous scene"),
    Key("Right", "scene_after", "next scene"),
    Key("Shift+Left", "extend_before", "select the scene before as well"),
    Key("Shift+Right", "extend_after", "select the scene after as well"),
    Key("Up", "lane_above", "lane above"),
    Key("Down", "lane_below", "lane below"),
    Key("PgUp", "page_before", "one view back in time"),
    Key("PgDown", "page_after", "one view on in time"),
    Key("Home", "to_start", "to the first scene"),
    Key("End", "to_end", "to the last scene"),
    Key(".", "scene_of_character_after", "this character's next scene", letter=True),
    Key(",", "scene_of_character_before", "this character's previous scene", letter=True),
    Key("+", "zoom_in", "zoom in"),
    Key("=", "zoom_in", "zoom in"),
    Key("-", "zoom_out", "zoom out"),
    Key("0", "show_all", "show everything", letter=True),
    Key("F", "fit_selection", "fit the selection", letter=True),
    Key("Backspace", "view_back", "the view before"),
    Key("Alt+Left", "view_back", "the view before"),
    Key("Alt+Right", "view_forth", "the view after"),
    Key("Ctrl+Up", "lanes_taller", "taller lanes"),
    Key("Ctrl+Down", "lanes_lower", "lower lanes"),
    Key("Return", "read", "to the text"),
    Key("Enter", "read", "to the text"),
    Key("P", "pin", "pin the lane to the top", letter=True),
    Key("H", "hide_lane", "hide the lane", letter=True),
    Key("I", "only", "only this lane", letter=True),
    Key("Alt+Up", "lane_up", "move the lane up"),
    Key("Alt+Down", "lane_down", "move the lane down"),
    Key("Space", "correct_cell", "present → mentioned → absent"),
    Key("Shift+Space", "correct_cell_back", "absent → mentioned → present"),
    Key("M", "merge", "merge the selected characters", letter=True),
    Key("F2", "rename", "rename the character"),
    Key("N", "question_after", "next scene of the lane question", letter=True),
    Key("Shift+N", "question_before", "previous scene of the lane question", letter=True),
    Key("Esc", "clear", "select nothing"),
)
