"""Stories with given presences, for tests of storylines: no analyser is needed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from recap_gui.story import Character, Episode, Scene, Story
from recap_gui.story.story import Decision

STORIES = Path(__file__).parents[2] / "data/storylines"


def story_of(scenes: Iterable[Iterable[str]], words: int = 20) -> Story:
    """A story of one episode in which these characters are present, scene by scene; a name is its own id."""
    groups = [list(scene) for scene in scenes]
    names = list(dict.fromkeys(name for group in groups for name in group))
    part = "word " * words
    made = tuple(
        Scene(
            f"e1s{at + 1}",
            at * len(part),
            (at + 1) * len(part),
            decided=tuple(Decision(name, "present") for name in group),
        )
        for at, group in enumerate(groups)
    )
    cast = tuple(Character(name, name, (name,)) for name in names)
    return Story("made", cast, (Episode("e1", part * len(groups), made),))


def groups_of(name: str) -> list[list[str]]:
    """Who is in which scene of one of the stories with known optima."""
    scenes = json.loads((STORIES / f"{name}.json").read_text("utf-8"))["scenes"]
    return [scene["characters"] for scene in scenes]


def known(name: str) -> Story:
    """One of the stories with known optima."""
    return story_of(groups_of(name))
