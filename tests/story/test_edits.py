"""What the verbs of the window make of a request that cannot be met."""

from __future__ import annotations

import pytest

from recap_gui.story import Character, Episode, Scene, Story, edits
from recap_gui.story.edits import GONE, Refused, merge, separate

STORY = Story(
    "T",
    (Character("c1", "Ruth", ("Ruth",)), Character("c2", "Sam", ("Sam",))),
    (Episode("e1", "Ruth met Sam.", (Scene("e1s1", 0, 13),)),),
)


@pytest.mark.parametrize("verb", [merge, separate])
@pytest.mark.parametrize("ids", [("c1", "gone"), ("gone",), ("c1", "c1"), ()])
def test_characters_that_are_gone_are_no_pair(verb, ids) -> None:
    assert isinstance(verb(STORY, ids, new_id="x"), Refused)


@pytest.mark.parametrize("verb", [merge, separate])
def test_two_that_are_there_are_a_pair(verb) -> None:
    assert verb(STORY, ("c1", "gone", "c2"), new_id="x").names == ("Ruth", "Sam")


@pytest.mark.parametrize(
    "asked",
    [
        lambda: edits.set_presence(STORY, "e1s1", "gone", "present", new_id="x"),
        lambda: edits.rename(STORY, "gone", "Ruth", new_id="x"),
        lambda: edits.unalias(STORY, "gone", ["Ruth"], new_id="x"),
        lambda: edits.dismiss(STORY, "gone", new_id="x"),
        lambda: edits.set_outside(STORY, "gone", new_id="x"),
        lambda: edits.recolour(STORY, "gone", 3, new_id="x"),
        lambda: edits.confirm_presence(STORY, "e1s1", "gone", new_id="x"),
    ],
)
def test_no_verb_stumbles_over_a_character_that_is_gone(asked) -> None:
    assert asked() == GONE
