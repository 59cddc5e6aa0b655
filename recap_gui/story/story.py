"""The story: what was found in a recap. Frozen values; mentions are the facts, presences follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from recap_gui.story.cast import Character, Proposal, Reason
from recap_gui.story.document import Apart, Span
from recap_gui.story.kept import Kept
from recap_gui.story.phrase import Phrase

Kind: TypeAlias = Literal["scene", "previously", "frame"]
State: TypeAlias = Literal["present", "mentioned"]
Decided: TypeAlias = Literal["present", "mentioned", "absent"]
How: TypeAlias = Literal["name", "pronoun", "collective"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names or means a character, and whether the character is there or only talked about."""

    start: int
    end: int
    character: str
    how: How
    state: State
    confidence: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The user's word on one character in one scene; it outranks the mentions there."""

    character: str
    state: Decided


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of action in one place, time and strand, ``text[start:end]``; an episode's scenes partition its text.

    `apart` says what page furniture this is (only where `kind` is ``"frame"``). `continues` is the id of the scene this
    one goes on with. `heading` is a heading of the text, else None. `why` is the evidence for the break at `start`.
    `strand` numbers the line of action within the episode from 0, or is None.
    """

    id: str
    start: int
    end: int
    kind: Kind = "scene"
    apart: Apart | None = None
    continues: str | None = None
    heading: str | None = None
    place: str | None = None
    time: str | None = None
    confidence: float = 1.0
    why: tuple[Reason, ...] = ()
    decided: tuple[Decision, ...] = ()
    strand: int | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """One character in one scene: present wins over mentioned, the highest confidence counts."""

    character: str
    state: State
    confidence: float
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Episode:
    """One recap: its text, the scenes that partition it and the mentions in it, both in order of `start`."""

    id: str
    text: str
    scenes: tuple[Scene, ...]
    mentions: tuple[Mention, ...] = ()
    title: str | None = None
    show: str | None = None
    season: int | None = None
    number: int | None = None
    source: str = ""
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Story:
    """Everything found: the cast and the episodes in the order of the season."""

    title: str
    characters: tuple[Character, ...] = ()
    episodes: tuple[Episode, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    notes: tuple[Phrase, ...] = ()


def presences(scene: Scene, mentions: Iterable[Mention], outside: frozenset[str] = frozenset()) -> tuple[Presence, ...]:
    """Derive the presences of `scene` from those of `mentions` that start in it, in order of first mention.

    `outside` holds the ids of outside figures, who have no presences. In a frame nobody is present: frames give only
    ``"mentioned"``. The evidence is that of the mention that decided. A user's decision wins over all mentions
    (confidence 1).
    """
    best: dict[str, Presence] = {}
    for mention in mentions:
        if not scene.start <= mention.start < scene.end or mention.character in outside:
            continue
        state: State = "mentioned" if scene.kind == "frame" else mention.state
        old = best.get(mention.character)
        if old is None or (state == "present", mention.confidence) > (old.state == "present", old.confidence):
            spans = tuple(span for reason in mention.why for span in reason.spans) or ((mention.start, mention.end),)
            found = Presence(mention.character, state, mention.confidence, spans)
            best[mention.character] = found
    for decision in scene.decided:
        old = best.pop(decision.character, None) if decision.state == "absent" else best.get(decision.character)
        if decision.state != "absent" and decision.character not in outside:
            evidence = old.evidence if old else ()
            best[decision.character] = Presence(decision.character, decision.state, 1.0, evidence)
    return tuple(best.values())


def episode_presences(episode: Episode, outside: frozenset[str] = frozenset()) -> tuple[tuple[Presence, ...], ...]:
    """The presences of every scene of `episode`, one tuple per scene, in one pass over the mentions; kept."""
    return _presences_of(episode, outside)


def _episode_presences(episode: Episode, outside: frozenset[str]) -> tuple[tuple[Presence, ...], ...]:
    result: list[tuple[Presence, ...]] = []
    at = 0
    mentions = episode.mentions
    for scene in episode.scenes:
        first = at
        while at < len(mentions) and mentions[at].start < scene.end:
            at += 1
        result.append(presences(scene, mentions[first:at], outside))
    return tuple(result)


_presences_of = Kept(_episode_presences)


def outside_figures(story: Story) -> frozenset[str]:
    """The ids of the outside figures of `story`."""
    return frozenset(c.id for c in story.characters if c.outside)
