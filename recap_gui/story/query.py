"""Questions to a story: where people meet, who is in how much of it, who is with whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from recap_gui.story.names import plain
from recap_gui.story.story import Scene, Story, episode_presences, outside_figures

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A scene by the numbers of its episode and of itself within it, both from 0."""

    episode: int
    scene: int


@dataclass(frozen=True, slots=True)
class CastRow:
    """One character over the season.

    `scenes` counts those of kind ``scene`` with the character present, `mentioned` those where the character is only
    talked about, `words` the words of the former. `absence` is the longest run of scenes without the character between
    two with; it lies between the places `gap`. `company` holds who shares how many scenes, most first.
    """

    character: str
    scenes: int
    mentioned: int
    words: int
    first: Place | None
    last: Place | None
    absence: int
    gap: tuple[Place, Place] | None
    company: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Who is with whom: `together[i][j]` counts scenes with both present, the diagonal the scenes of each."""

    characters: tuple[str, ...]
    together: tuple[tuple[int, ...], ...]


class Asked:
    """A story prepared for questions: who is present and who talked about in each scene."""

    def __init__(self, story: Story) -> None:
        self.story = story
        outside = outside_figures(story)
        self.places: list[Place] = []
        self.scenes: list[Scene] = []
        self.present: list[frozenset[str]] = []
        self.mentioned: list[frozenset[str]] = []
        self._told: list[int] = []
        self._by_character: dict[str, list[int]] | None = None
        for e, episode in enumerate(story.episodes):
            for s, found in enumerate(episode_presences(episode, outside)):
                self.places.append(Place(e, s))
                self.scenes.append(episode.scenes[s])
                self.present.append(frozenset(p.character for p in found if p.state == "present"))
                self.mentioned.append(frozenset(p.character for p in found if p.state == "mentioned"))

    def scenes_with(
        self, *, all_of: Collection[str] = (), any_of: Collection[str] = (), none_of: Collection[str] = ()
    ) -> tuple[Place, ...]:
        """The scenes of the story (no summaries, no frames) with all, any and none of these characters present."""
        every, some, no = frozenset(all_of), frozenset(any_of), frozenset(none_of)
        return tuple(
            self.places[at]
            for at in self._scenes_of(every)
            if every <= self.present[at] and (not some or some & self.present[at]) and not no & self.present[at]
        )

    def cast_table(self) -> tuple[CastRow, ...]:
        """One row for each character of the story, in the order of the cast; outside figures have none."""
        told = [i for i, scene in enumerate(self.scenes) if scene.kind == "scene"]
        words = {i: self._words(i) for i in told}
        there: dict[str, list[int]] = {}
        talked: dict[str, int] = {}
        company: dict[str, dict[str, int]] = {}
        for number, index in enumerate(told):
            for who in self.present[index]:
                there.setdefault(who, []).append(number)
                own = company.setdefault(who, {})
                for other in self.present[index]:
                    if other != who:
                        own[other] = own.get(other, 0) + 1
            for who in self.mentioned[index]:
                talked[who] = talked.get(who, 0) + 1
        order = {character.id: n for n, character in enumerate(self.story.characters)}
        rows = []
        for character in self.story.characters:
            if character.outside:
                continue
            mine = there.get(character.id, [])
            gaps = [(b - a - 1, -a, a, b) for a, b in pairwise(mine)]
            longest = max(gaps, default=(0, 0, 0, 0))
            gap = (self.places[told[longest[2]]], self.places[told[longest[3]]]) if longest[0] else None
            shared = company.get(character.id, {}).items()
            rows.append(
                CastRow(
                    character.id,
                    len(mine),
                    talked.get(character.id, 0),
                    sum(words[told[number]] for number in mine),
                    self.places[told[mine[0]]] if mine else None,
                    self.places[told[mine[-1]]] if mine else None,
                    longest[0],
                    gap,
                    tuple(sorted(shared, key=lambda pair: (-pair[1], order.get(pair[0], 0)))),
                )
            )
        return tuple(rows)

    def company(self) -> Company:
        """The who-with-whom matrix of everybody present somewhere, in the order of the cast."""
        told = [there for scene, there in zip(self.scenes, self.present, strict=True) if scene.kind == "scene"]
        seen = frozenset().union(*told) if told else frozenset()
        people = tuple(character.id for character in self.story.characters if character.id in seen)
        index = {who: number for number, who in enumerate(people)}
        counts = [[0] * len(people) for _ in people]
        for there in told:
            numbers = sorted(index[who] for who in there if who in index)
            for one in numbers:
                counts[one][one] += 1
            for one, other in combinations(numbers, 2):
                counts[one][other] += 1
                counts[other][one] += 1
        return Company(people, tuple(map(tuple, counts)))

    def last_meeting(self, one: str, other: str, before: Place | None = None) -> Place | None:
        """The last scene with both present, before the scene `before` where one is given."""
        both = frozenset((one, other))
        for at in reversed(self._scenes_of(both)):
            place = self.places[at]
            earlier = before is None or (place.episode, place.scene) < (before.episode, before.scene)
            if earlier and both <= self.present[at]:
                return place
        return None

    def _scenes_of(self, every: frozenset[str]) -> Sequence[int]:
        """Scenes of the story among which all with `every` one are: those of whoever of them is in fewest."""
        if self._by_character is None:
            self._told = [at for at, scene in enumerate(self.scenes) if scene.kind == "scene"]
            self._by_character = {}
            for at in self._told:
                for who in self.present[at]:
                    self._by_character.setdefault(who, []).append(at)
        index = self._by_character
        return min((index.get(who, []) for who in every), key=len, default=self._told)

    def last_meetings(self) -> dict[frozenset[str], Place]:
        """For any two who are present together somewhere, the last scene of that kind."""
        found: dict[frozenset[str], Place] = {}
        for place, scene, there in zip(self.places, self.scenes, self.present, strict=True):
            if scene.kind == "scene":
                for pair in combinations(there, 2):
                    found[frozenset(pair)] = place
        return found

    def _words(self, index: int) -> int:
        scene, place = self.scenes[index], self.places[index]
        return len(_WORD.findall(self.story.episodes[place.episode].text, scene.start, scene.end))


def find_character(story: Story, words: str) -> tuple[str, ...]:
    """The ids of the characters one of whose forms begins with `words`, or has a word that does; best first."""
    wanted = plain(words)
    if not wanted:
        return ()
    found = []
    for number, character in enumerate(story.characters):
        forms = [plain(form) for form in character.aliases]
        if any(form.startswith(wanted) for form in forms):
            found.append((0, number, character.id))
        elif any(part.startswith(wanted) for form in forms for part in form.split()):
            found.append((1, number, character.id))
    return tuple(who for _, _, who in sorted(found))
