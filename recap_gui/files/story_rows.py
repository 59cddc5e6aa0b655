"""The rows of a story file as typed structs, and the story they make. Unknown fields are passed over."""

from __future__ import annotations

from typing import Annotated

import msgspec

from recap_gui.story import (
    Apart,
    Character,
    Decided,
    Decision,
    Episode,
    How,
    Kind,
    Mention,
    Proposal,
    Reason,
    Scene,
    Span,
    State,
    Story,
)
from recap_gui.story.phrase import Phrase

Sureness = Annotated[float, msgspec.Meta(ge=0, le=1)]
Colour = Annotated[int, msgspec.Meta(ge=0, le=11)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class ReasonRow(msgspec.Struct):
    """One piece of evidence."""

    rule: str
    spans: tuple[Span, ...] = ()
    votes: float = 0.0


class CharacterRow(msgspec.Struct):
    """One character."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    outside: bool = False
    colour: Colour | None = None


class ProposalRow(msgspec.Struct):
    """One union that is proposed."""

    same: tuple[str, ...]
    confidence: Sureness = 0.5
    why: tuple[ReasonRow, ...] = ()
    episode: str = ""


class DecisionRow(msgspec.Struct):
    """The user's word on one character in one scene."""

    character: str
    state: Decided


class SceneRow(msgspec.Struct):
    """One scene; its presences are not read."""

    id: str
    start: int
    end: int
    kind: Kind = "scene"
    apart: Apart | None = None
    continues: str | None = None
    heading: str | None = None
    place: str | None = None
    time: str | None = None
    confidence: Sureness = 1.0
    why: tuple[ReasonRow, ...] = ()
    decided: tuple[DecisionRow, ...] = ()
    strand: Count | None = None


class MentionRow(msgspec.Struct):
    """One mention."""

    start: int
    end: int
    character: str
    how: How = "name"
    state: State = "present"
    confidence: Sureness = 1.0
    why: tuple[ReasonRow, ...] = ()


class NoteRow(msgspec.Struct):
    """A sentence whose facts stand beside its words; one without facts is a string."""

    words: str
    facts: dict[str, str | int | float] = {}


class EpisodeRow(msgspec.Struct):
    """One episode."""

    id: str
    text: str
    scenes: tuple[SceneRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    title: str | None = None
    show: str | None = None
    season: int | None = None
    number: int | None = None
    source: str = ""
    notes: tuple[NoteRow | str, ...] = ()


class StoryRow(msgspec.Struct):
    """The whole file."""

    title: str
    characters: tuple[CharacterRow, ...]
    episodes: tuple[EpisodeRow, ...]
    proposals: tuple[ProposalRow, ...] = ()
    notes: tuple[NoteRow | str, ...] = ()


def story(row: StoryRow) -> Story:
    """The story a file's rows make, unchecked. A text without any scene becomes one frame."""
    return Story(
        title=row.title,
        characters=tuple(_character(character) for character in row.characters),
        episodes=tuple(_episode(episode) for episode in row.episodes),
        proposals=tuple(Proposal(p.same, p.confidence, _why(p.why), p.episode) for p in row.proposals),
        notes=tuple(map(_note, row.notes)),
    )


def _note(row: NoteRow | str) -> Phrase:
    return Phrase(row) if isinstance(row, str) else Phrase(row.words, tuple(row.facts.items()))


def _why(rows: tuple[ReasonRow, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(row.rule, row.spans, row.votes) for row in rows)


def _character(row: CharacterRow) -> Character:
    aliases = row.aliases if row.name in row.aliases else (row.name, *row.aliases)
    return Character(row.id, row.name, aliases, row.outside, row.colour)


def _episode(row: EpisodeRow) -> Episode:
    scenes = tuple(_scene(scene) for scene in row.scenes)
    if not scenes and row.text:
        scenes = (Scene(f"{row.id}s1", 0, len(row.text), kind="frame"),)
    mentions = tuple(
        Mention(m.start, m.end, m.character, m.how, m.state, m.confidence, _why(m.why))
        for m in sorted(row.mentions, key=lambda m: m.start)
    )
    return Episode(
        id=row.id,
        text=row.text,
        scenes=scenes,
        mentions=mentions,
        title=row.title,
        show=row.show,
        season=row.season,
        number=row.number,
        source=row.source,
        notes=tuple(map(_note, row.notes)),
    )


def _scene(row: SceneRow) -> Scene:
    return Scene(
        id=row.id,
        start=row.start,
        end=row.end,
        kind=row.kind,
        apart=row.apart,
        continues=row.continues,
        heading=row.heading,
        place=row.place,
        time=row.time,
        confidence=row.confidence,
        why=_why(row.why),
        decided=tuple(Decision(one.character, one.state) for one in row.decided),
        strand=row.strand,
    )
