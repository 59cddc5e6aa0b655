"""A working copy of a story while corrections are replayed: changed in place, then frozen again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from recap_gui.story.anchors import find
from recap_gui.story.cast import Character, Proposal
from recap_gui.story.colours import COLOURS, turns
from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.names import plain
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.story import Decided, Decision, Episode, Mention, Scene, Story

NEAR = 60
"""Code points by which a better analyser may have moved a break that a correction still means."""
_RANK: dict[Decided, int] = {"absent": 0, "mentioned": 1, "present": 2}


class MisplacedError(Exception):
    """A correction does not fit; `because` is the sentence for the user."""

    def __init__(self, because: Phrase) -> None:
        super().__init__(str(because))
        self.because = because


class EpisodeDraft:
    """One episode while it is corrected: its scenes in order, its mentions by character."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self.text = episode.text
        self.scenes: list[Scene] = list(episode.scenes)
        self.starts: list[int] = [scene.start for scene in episode.scenes]
        self.mentions: dict[str, list[Mention]] = {}
        self.changed = False
        for mention in episode.mentions:
            self.mentions.setdefault(mention.character, []).append(mention)

    def index_at(self, offset: int) -> int:
        """The index of the scene that holds `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def index_of_break(self, offset: int) -> int | None:
        """The index of the scene that begins at `offset`, white space aside, or of the only one that begins near it."""
        holder = self.index_at(offset)
        if not self.text[self.starts[holder] : offset].strip():
            return holder
        after = holder + 1
        if after < len(self.starts) and not self.text[offset : self.starts[after]].strip():
            return after
        near = [
            i
            for i in range(max(0, holder - 2), min(len(self.starts), holder + 4))
            if abs(self.starts[i] - offset) <= NEAR
        ]
        return near[0] if len(near) == 1 else None

    def has_break(self, offset: int) -> bool:
        """Whether a scene begins exactly at `offset`, white space aside."""
        index = self.index_of_break(offset)
        if index is None:
            return False
        low, high = sorted((self.starts[index], offset))
        return not self.text[low:high].strip()

    def state(self, index: int, who: str) -> Decided:
        """What is known of `who` in scene `index`: the user's word, else what the mentions say."""
        scene = self.scenes[index]
        for decision in scene.decided:
            if decision.character == who:
                return decision.state
        states = {m.state for m in self.mentions.get(who, ()) if scene.start <= m.start < scene.end}
        if "present" in states and scene.kind != "frame":
            return "present"
        return "mentioned" if states else "absent"

    def decide(self, index: int, who: str, state: Decided) -> None:
        """Lay down that `who` is `state` in scene `index`."""
        scene = self.scenes[index]
        others = tuple(decision for decision in scene.decided if decision.character != who)
        self.scenes[index] = replace(scene, decided=(*others, Decision(who, state)))

    def replace_scenes(self, start: int, stop: int, scenes: Sequence[Scene]) -> None:
        """Put `scenes` where the scenes ``[start, stop)`` were; together they cover the same text."""
        self.scenes[start:stop] = scenes
        self.starts[start:stop] = [scene.start for scene in scenes]

    def give(self, mentions: Iterable[Mention], who: str) -> None:
        """Let `mentions`, already taken from whoever had them, be those of `who`."""
        given = [replace(m, character=who) if m.character != who else m for m in mentions]
        if given:
            self.mentions[who] = sorted([*self.mentions.get(who, ()), *given], key=lambda m: (m.start, m.end))
            self.changed = True

    def take(self, who: str) -> list[Mention]:
        """Take all mentions away from `who` and give them back."""
        taken = self.mentions.pop(who, [])
        self.changed = self.changed or bool(taken)
        return taken

    def freeze(self) -> Episode:
        """The corrected episode: the very same one where nothing in it was corrected."""
        mentions = self.episode.mentions
        if not self.changed and tuple(self.scenes) == self.episode.scenes:
            return self.episode
        if self.changed:
            mentions = tuple(sorted((m for own in self.mentions.values() for m in own), key=lambda m: (m.start, m.end)))
        return replace(self.episode, scenes=tuple(self.scenes), mentions=mentions)


class Draft:
    """A story while it is corrected."""

    def __init__(self, story: Story) -> None:
        self.analysed = story
        self._turns = turns(story)
        self.cast: dict[str, Character] = {c.id: self._coloured(c) for c in story.characters}
        self.episodes = [EpisodeDraft(episode) for episode in story.episodes]
        self.now: dict[str, str | None] = {}
        self.apart: set[frozenset[str]] = set()
        self._forms: dict[str, list[str]] | None = None

    # -- the cast

    def _coloured(self, character: Character) -> Character:
        """`character` in the colour of its turn in the analysed season, where it has no other."""
        turn = self._turns.get(character.id)
        return character if character.colour is not None or turn is None else replace(character, colour=turn % COLOURS)

    def newcomer(self, wanted: str, name: str, aliases: tuple[str, ...] = (), *, outside: bool = False) -> Character:
        """A character new to the cast, in the next colour; `wanted` is its id, made longer where it is taken."""
        while wanted in self.cast or wanted in self.now:
            wanted += "+"
        return Character(wanted, name, aliases, outside, self.colour_of_turn(wanted))

    def colour_of_turn(self, who: str) -> int:
        """The colour of the character's turn in the analysed season; newcomers follow after all who were in it."""
        newcomers = [other for other in self.cast if other not in self._turns]
        place = newcomers.index(who) if who in newcomers else len(newcomers)
        return self._turns.get(who, len(self._turns) + place) % COLOURS

    def change(self, who: str, character: Character | None) -> None:
        """Put `character` in the place of the one called `who` (None takes it out of the cast)."""
        if character is None:
            del self.cast[who]
        else:
            self.cast[who] = character
        self._forms = None

    def named(self, name: str) -> list[str]:
        """The ids of the characters whose name is `name`, or else one of whose forms is, spelt so or nearly so."""
        exact = [c.id for c in self.cast.values() if c.name == name]
        if exact:
            return exact
        if self._forms is None:
            self._forms = {}
            for character in self.cast.values():
                for form in dict.fromkeys((character.name, *character.aliases)):
                    for key in dict.fromkeys(("=" + form, "~" + plain(form))):
                        self._forms.setdefault(key, []).append(character.id)
        return list(dict.fromkeys(self._forms.get("=" + name) or self._forms.get("~" + plain(name)) or ()))

    def who(
        self, name: str | None, correction: Correction, episode: EpisodeDraft | None = None, index: int = -1
    ) -> str:
        """The id of the one character whom a correction calls `name`.

        Raises:
            MisplacedError: when nobody, or more than one, is called so.
        """
        found = self.named(name or "")
        if len(found) > 1 and correction.at is not None:
            found = self._quoted(correction.at, correction, found)
        if len(found) > 1 and episode is None and correction.episode:
            found = self._narrowed(found, [e for e in self.episodes if e.episode.source == correction.episode])
        if len(found) > 1 and episode is not None:
            found = self._narrowed(found, [episode])
            here = [who for who in found if index >= 0 and episode.state(index, who) != "absent"]
            found = here if len(here) == 1 else found
        if len(found) == 1:
            return found[0]
        if found:
            raise MisplacedError(phrase("More than one character is called “{name}”.", name=name or ""))
        raise MisplacedError(phrase("Nobody is called “{name}” any more.", name=name or ""))

    def _narrowed(self, found: list[str], episodes: list[EpisodeDraft]) -> list[str]:
        return [who for who in found if any(e.mentions.get(who) for e in episodes)] or found

    def _quoted(self, anchor: Anchor, correction: Correction, found: list[str]) -> list[str]:
        """Those of `found` whom the words at `anchor` mention."""
        try:
            episode, offset = self.place(anchor, replace(correction, episode=""))
        except MisplacedError:
            return found
        return [w for w in found if any(m.start <= offset < m.end for m in episode.mentions.get(w, ()))] or found

    # -- places

    def place(self, anchor: Anchor | None, correction: Correction) -> tuple[EpisodeDraft, int]:
        """The episode and offset that `anchor` means.

        Raises:
            MisplacedError: when no place, or no single one, is sure enough.
        """
        if anchor is None:
            raise MisplacedError(phrase("It does not say where."))
        own = [e for e in self.episodes if e.episode.source == correction.episode] if correction.episode else []
        found = [
            (place.confidence, -i, e, place.offset)
            for i, e in enumerate(own or self.episodes)
            if (place := find(e.text, anchor))
        ]
        if not found:
            raise MisplacedError(phrase("The words “{words}” are no longer found.", words=shortened(anchor.exact)))
        found.sort(key=lambda f: f[:2], reverse=True)
        if len(found) > 1 and found[0][0] - found[1][0] < 0.05:
            raise MisplacedError(
                phrase("The words “{words}” stand in more than one episode.", words=shortened(anchor.exact))
            )
        return found[0][2], found[0][3]

    def scene_from(self, correction: Correction, *, around: bool) -> tuple[EpisodeDraft, int]:
        """The scene that begins at the correction's `in_`; with `around`, else the one that holds the words.

        Raises:
            MisplacedError: when there is none.
        """
        episode, offset = self.place(correction.in_, correction)
        index = episode.index_of_break(offset)
        if index is None and around:
            index = episode.index_at(offset)
        if index is None:
            words = correction.in_.exact if correction.in_ else ""
            raise MisplacedError(phrase("No scene begins at “{words}” any more.", words=shortened(words)))
        return episode, index

    # -- the way out

    def freeze(self) -> Story:
        """The corrected story. Whoever lost all mentions to others, and has no decision, leaves the cast."""
        before = {m.character for e in self.analysed.episodes for m in e.mentions} if self._touched() else set()
        left = {who for e in self.episodes for who, own in e.mentions.items() if own}
        left |= {d.character for e in self.episodes for s in e.scenes if s.decided for d in s.decided}
        cast = tuple(c for c in self.cast.values() if c.id not in before or c.id in left)
        proposals = tuple(p for p in map(self._proposal, self.analysed.proposals) if p is not None)
        episodes = tuple(episode.freeze() for episode in self.episodes)
        return replace(self.analysed, characters=cast, episodes=episodes, proposals=proposals)

    def _touched(self) -> bool:
        return any(episode.changed for episode in self.episodes)

    def _proposal(self, proposal: Proposal) -> Proposal | None:
        """`proposal` in terms of the cast as it is now; None where it has been answered."""
        same: list[str] = []
        for old in proposal.same:
            who: str | None = old
            while who is not None and who in self.now:
                who = self.now[who]
            if who is not None and who in self.cast and who not in same:
                same.append(who)
        if len(same) < 2 or any(pair <= set(same) for pair in self.apart):
            return None
        return proposal if tuple(same) == proposal.same else replace(proposal, same=tuple(same))


def strongest(states: Iterable[Decided]) -> Decided:
    """Present before mentioned before absent."""
    return max(states, key=_RANK.__getitem__, default="absent")


def shortened(words: str, limit: int = 40) -> str:
    """`words` on one line, with an ellipsis where they are longer than `limit`."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
