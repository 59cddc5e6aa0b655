"""Whose turn is which colour: by first appearance in the analysed season, so that no correction repaints the others."""

from __future__ import annotations

from recap_gui.story.story import Story

COLOURS = 12


def turns(story: Story) -> dict[str, int]:
    """The turn of each character who has one, from 0: who is present somewhere first, then who is only talked about.

    Outside figures have none, and text set apart as page furniture does not count.
    """
    seen: dict[str, tuple[bool, int, int]] = {}
    column = 0
    outside = {character.id for character in story.characters if character.outside}
    for episode in story.episodes:
        scenes = iter(episode.scenes)
        scene = next(scenes, None)
        here: dict[str, int] = {}
        for mention in episode.mentions:
            while scene is not None and mention.start >= scene.end:
                scene = next(scenes, None)
                here = {}
                column += 1
            if scene is None or scene.apart is not None or mention.character in outside:
                continue
            place = here.setdefault(mention.character, len(here))
            talked_about = mention.state != "present" or scene.kind == "frame"
            found = (talked_about, column, place)
            if mention.character not in seen or found < seen[mention.character]:
                seen[mention.character] = found
        column += 1 + sum(1 for _ in scenes)
    known = {character.id for character in story.characters}
    return {who: turn for turn, who in enumerate(sorted(seen, key=seen.__getitem__)) if who in known}
