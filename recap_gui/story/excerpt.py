"""An excerpt: some scenes of a story as a story, its characters as they look in the whole, its scenes numbered so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from recap_gui.story import horizon
from recap_gui.story.colours import COLOURS, turns
from recap_gui.story.story import Episode, Story

Place: TypeAlias = tuple[int, int]
"""The index of an episode, and of a scene in it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The scenes from `first` to `last`, both included, across episodes."""

    first: Place
    last: Place


def excerpt(story: Story, stretch: Stretch) -> Story:
    """The scenes of `stretch` as a story of its own: only their mentions, only episodes that have some of them.

    Texts stay whole, so spans keep their meaning; the scenes partition them no longer. Characters keep their colours.
    """
    episodes = []
    for index, episode in enumerate(story.episodes):
        scenes = tuple(scene for at, scene in enumerate(episode.scenes) if stretch.first <= (index, at) <= stretch.last)
        if scenes:
            start, end = scenes[0].start, scenes[-1].end
            mentions = tuple(mention for mention in episode.mentions if start <= mention.start < end)
            episodes.append(replace(episode, scenes=scenes, mentions=mentions))
    colours = {who: turn % COLOURS for who, turn in turns(story).items()}
    characters = tuple(
        character if character.colour is not None else replace(character, colour=colours.get(character.id))
        for character in story.characters
    )
    return replace(story, characters=characters, episodes=tuple(episodes), proposals=())


def of_episode(story: Story, index: int) -> Stretch:
    """All scenes of one episode."""
    return Stretch((index, 0), (index, max(0, len(story.episodes[index].scenes) - 1)))


def numbers(story: Story) -> Mapping[tuple[str, str], int]:
    """The number of every scene of kind ``scene`` in its episode, by the ids of episode and scene."""
    found: dict[tuple[str, str], int] = {}
    for episode in story.episodes:
        own = [scene for scene in episode.scenes if scene.kind == "scene" and scene.apart is None]
        found.update(((episode.id, scene.id), number) for number, scene in enumerate(own, 1))
    return found


def parse(story: Story, words: str) -> Stretch:
    """The stretch written as ``3-12``, ``S01E02:3-S01E03:4``, ``S01E02``, or one scene.

    Raises:
        ValueError: with a sentence for the user.
    """
    first, dash, last = (part.strip() for part in re.sub(r"[–—]", "-", words).partition("-"))
    begin = horizon.parse(first)
    end = horizon.parse(last) if dash else begin
    if dash and end.number is None and begin.number is not None:  # S01E02:3-7
        end = replace(begin, scene=end.scene)
    start, stop = _places(story, begin)[0], _places(story, end)[1]
    if stop < start:
        raise ValueError(f"“{words}” ends before it begins.")
    return Stretch(start, stop)


def _places(story: Story, written: horizon.Horizon) -> tuple[Place, Place]:
    """The first and the last scene that `written` means."""
    index, offset = horizon.place(story, written)
    episode = story.episodes[index]
    if written.scene is None:
        return (index, 0), (index, max(0, len(episode.scenes) - 1))
    return (index, _ending(episode, offset)), (index, _ending(episode, offset))


def _ending(episode: Episode, offset: int) -> int:
    return next(at for at, scene in enumerate(episode.scenes) if scene.end == offset and scene.kind == "scene")
