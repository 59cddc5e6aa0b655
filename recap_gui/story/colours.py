"""Whose turn is which colour: by first appearance in the analysed season, so that no correction repaints the others."""

from __future__ import annotations

from recap_gui.story.kept import Kept
from recap_gui.story.story import Episode, Story

COLOURS = 12


def turns(story: Story) -> dict[str, int]:
    """The turn of each character who has one, from 0: who is present somewhere first, then who is only talked about.

    Outside figures have none, and text set apart as page furniture does not count. They are kept with the story.
    """
    return _turns(story)


def _story_turns(story: Story, _key: None) -> dict[str, int]:
    outside = frozenset(character.id for character in story.characters if character.outside)
    seen: dict[str, tuple[bool, int, int, int]] = {}
    for number, episode in enumerate(story.episodes):
        for who, (talked_about, scene, place) in _firsts(episode, outside).items():
            found = (talked_about, number, scene, place)
            if who not in seen or found < seen[who]:
                seen[who] = found
    known = {character.id for character in story.characters}
    return {who: turn for turn, who in enumerate(sorted(seen, key=seen.__getitem__)) if who in known}


def _episode_firsts(episode: Episode, outside: frozenset[str]) -> dict[str, tuple[bool, int, int]]:
    """Where each character of `episode` is first: (only talked about, number of the scene, place within it)."""
    seen: dict[str, tuple[bool, int, int]] = {}
    scenes = iter(episode.scenes)
    scene = next(scenes, None)
    number = 0
    here: dict[str, int] = {}
    for mention in episode.mentions:
        while scene is not None and mention.start >= scene.end:
            scene = next(scenes, None)
            here = {}
            number += 1
        if scene is None or scene.apart is not None or mention.character in outside:
            continue
        place = here.setdefault(mention.character, len(here))
        talked_about = mention.state != "present" or scene.kind == "frame"
        found = (talked_about, number, place)
        if mention.character not in seen or found < seen[mention.character]:
            seen[mention.character] = found
    return seen


_firsts = Kept(_episode_firsts)
_turns = Kept(_story_turns)
