"""What must hold in a story whoever wrote it: ids, spans, and scenes that partition their text."""

from __future__ import annotations

from collections.abc import Iterable

from recap_gui.story import Episode, Reason, Story


class StoryError(Exception):
    """A story that contradicts itself; the message says where, as the end of a sentence."""


def check(story: Story) -> None:
    """Refuse a story that contradicts itself.

    Raises:
        StoryError: with the first contradiction found.
    """
    characters = _unique((c.id for c in story.characters), "two characters have the id")
    episodes = _unique((e.id for e in story.episodes), "two episodes have the id")
    lengths = {episode.id: len(episode.text) for episode in story.episodes}
    for episode in story.episodes:
        _check_scenes(episode, characters)
        _check_mentions(episode, characters)
    longest = max(lengths.values(), default=0)
    for proposal in story.proposals:
        _known(proposal.same, characters, "a proposal")
        if proposal.episode and proposal.episode not in episodes:
            raise StoryError(f"a proposal names the episode “{proposal.episode}”, which is not there")
        _check_why(proposal.why, lengths.get(proposal.episode, longest), "a proposal")


def _unique(ids: Iterable[str], told: str) -> frozenset[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise StoryError(f"{told} “{id_}”")
        seen.add(id_)
    return frozenset(seen)


def _known(ids: Iterable[str], known: frozenset[str], where: str) -> None:
    for id_ in ids:
        if id_ not in known:
            raise StoryError(f"{where} names the character “{id_}”, which is not in the cast")


def _check_scenes(episode: Episode, characters: frozenset[str]) -> None:
    ids = _unique((s.id for s in episode.scenes), f"two scenes of episode “{episode.id}” have the id")
    length = len(episode.text)
    at = 0
    for scene in episode.scenes:
        where = f"scene “{scene.id}” of episode “{episode.id}”"
        if scene.start != at:
            raise StoryError(f"{where} begins at {scene.start}, but the one before ends at {at}")
        if not scene.start < scene.end <= length:
            raise StoryError(f"{where} ends at {scene.end}; its text has {length} characters")
        if scene.apart and scene.kind != "frame":
            raise StoryError(f"{where} is set apart as {scene.apart}, but is no frame")
        if scene.continues is not None and scene.continues not in ids:
            raise StoryError(f"{where} continues “{scene.continues}”, which is not there")
        _known((decision.character for decision in scene.decided), characters, where)
        _check_why(scene.why, length, where)
        at = scene.end
    if at != length:
        raise StoryError(f"the scenes of episode “{episode.id}” end at {at}; its text has {length} characters")


def _check_mentions(episode: Episode, characters: frozenset[str]) -> None:
    length = len(episode.text)
    for mention in episode.mentions:
        where = f"the mention at {mention.start} of episode “{episode.id}”"
        if not 0 <= mention.start < mention.end <= length:
            raise StoryError(f"{where} ends at {mention.end}; its text has {length} characters")
        _known((mention.character,), characters, where)
        _check_why(mention.why, length, where)


def _check_why(why: Iterable[Reason], length: int, where: str) -> None:
    for reason in why:
        for start, end in reason.spans:
            if not 0 <= start <= end <= length:
                raise StoryError(f"the evidence of {where} spans {start} to {end}; its text has {length} characters")
