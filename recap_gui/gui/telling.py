"""The scenes of a whole season in telling order, with what every panel asks about them. No Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from recap_gui.story import Character, Episode, Mention, Presence, Scene, Story, episode_presences, outside_figures
from recap_gui.story.colours import COLOURS, turns
from recap_gui.story.kept import Kept


class Telling:
    """All scenes of `story`, counted from 0 across its episodes; presences are derived when first asked for.

    Attributes:
        story: what is told.
        scenes: every scene of every episode, frames and furniture included.
        first: the first scene of each episode, and at the end the number of scenes.
        numbers: 1, 2, … in each episode for scenes of kind ``scene``, else 0.
        cast: the characters by id.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.scenes: tuple[Scene, ...] = tuple(s for episode in story.episodes for s in episode.scenes)
        first = [0]
        numbers: list[int] = []
        for episode in story.episodes:
            first.append(first[-1] + len(episode.scenes))
            number = 0
            for scene in episode.scenes:
                number += scene.kind == "scene"
                numbers.append(number if scene.kind == "scene" else 0)
        self.first = tuple(first)
        self.numbers = tuple(numbers)
        self.cast: dict[str, Character] = {c.id: c for c in story.characters}
        self._outside = outside_figures(story)
        self._presences: dict[int, tuple[tuple[Presence, ...], ...]] = {}
        self._turns: dict[str, int] | None = None
        self._by_character: dict[str, list[tuple[int, Presence]]] | None = None

    def __len__(self) -> int:
        return len(self.scenes)

    def episode_index(self, scene: int) -> int:
        """The index of the episode that `scene` belongs to."""
        return bisect_right(self.first, scene) - 1

    def episode(self, scene: int) -> Episode:
        """The episode that `scene` belongs to."""
        return self.story.episodes[self.episode_index(scene)]

    def text(self, scene: int) -> str:
        """The words of `scene`."""
        found = self.scenes[scene]
        return self.episode(scene).text[found.start : found.end]

    def at(self, episode: int, offset: int) -> int | None:
        """The scene of episode number `episode` that holds `offset` (the end of the text counts to the last)."""
        scenes = self.story.episodes[episode].scenes
        if not scenes:
            return None
        at = bisect_right(scenes, offset, key=lambda scene: scene.start) - 1
        return self.first[episode] + max(at, 0)

    def presences(self, scene: int) -> tuple[Presence, ...]:
        """Who is in `scene` or talked about there."""
        episode = self.episode_index(scene)
        found = self._presences.get(episode)
        if found is None:
            found = self._presences[episode] = episode_presences(self.story.episodes[episode], self._outside)
        return found[scene - self.first[episode]]

    def presence(self, scene: int, character: str) -> Presence | None:
        """The presence of one character in one scene, None where absent."""
        return next((p for p in self.presences(scene) if p.character == character), None)

    def of(self, character: str) -> list[tuple[int, Presence]]:
        """The scenes of one character with the presence there, in telling order."""
        if self._by_character is None:
            found: dict[str, list[tuple[int, Presence]]] = {}
            for episode, first in zip(self.story.episodes, self.first, strict=False):
                for who, there in by_character(episode, self._outside).items():
                    found.setdefault(who, []).extend((first + scene, presence) for scene, presence in there)
            self._by_character = found
        return self._by_character.get(character, [])

    def colour(self, character: str) -> int | None:
        """The colour of one character, 0–11: the user's choice, else that of its turn; None for outside figures."""
        chosen = self.cast[character].colour if character in self.cast else None
        if chosen is not None:
            return chosen
        if self._turns is None:
            self._turns = turns(self.story)
        turn = self._turns.get(character)
        return None if turn is None else turn % COLOURS

    def mentions(self, scene: int) -> Iterator[Mention]:
        """The mentions that start in `scene`."""
        where = self.scenes[scene]
        mentions = self.episode(scene).mentions
        at = bisect_right(mentions, where.start - 1, key=lambda mention: mention.start)
        while at < len(mentions) and mentions[at].start < where.end:
            yield mentions[at]
            at += 1

    def label(self, scene: int) -> str:
        """The short name of a scene: ``12``, in a season ``S01E03:12``; "" where the scene has no number."""
        number = self.numbers[scene]
        if not number:
            return ""
        if len(self.story.episodes) == 1:
            return str(number)
        return f"{self.episode_label(self.episode_index(scene))}:{number}"

    def episode_label(self, episode: int) -> str:
        """The short name of an episode: ``S01E03``, or ``E3`` by its place where the recap does not say."""
        found = self.story.episodes[episode]
        if found.number is None:
            return f"E{episode + 1}"
        return f"S{found.season:02}E{found.number:02}" if found.season is not None else f"E{found.number:02}"

    def heading(self, scene: int) -> str:
        """What stands above a scene: "place · time", or the text's own heading; may be empty."""
        found = self.scenes[scene]
        return " · ".join(part for part in (found.place, found.time) if part) or found.heading or ""


def _grouped(episode: Episode, outside: frozenset[str]) -> dict[str, list[tuple[int, Presence]]]:
    found: dict[str, list[tuple[int, Presence]]] = {}
    for scene, there in enumerate(episode_presences(episode, outside)):
        for presence in there:
            found.setdefault(presence.character, []).append((scene, presence))
    return found


by_character = Kept(_grouped)
"""The presences of an episode by character, each with the number of its scene in the episode."""
