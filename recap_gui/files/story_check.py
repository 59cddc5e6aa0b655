"""What must hold in a story whoever wrote it: ids, spans, and scenes that partition their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recap_gui.story import Episode, Reason, Story
from recap_gui.story.phrase import Phrase, phrase


class StoryError(Exception):
    """A story that contradicts itself; `because` says where, as the end of a sentence."""

    def __init__(self, because: Phrase) -> None:
        super().__init__(str(because))
        self.because = because


def check(story: Story) -> None:
    """Refuse a story that contradicts itself.

    Raises:
        StoryError: with the first contradiction found.
    """
    characters = _unique((c.id for c in story.characters), lambda i: phrase("two characters have the id “{id}”", id=i))
    episodes = _unique((e.id for e in story.episodes), lambda i: phrase("two episodes have the id “{id}”", id=i))
    lengths = {episode.id: len(episode.text) for episode in story.episodes}
    for episode in story.episodes:
        _check_scenes(episode, characters)
        _check_mentions(episode, characters)
    longest = max(lengths.values(), default=0)
    for proposal in story.proposals:
        _known(proposal.same, characters, phrase("a proposal"))
        if proposal.episode and proposal.episode not in episodes:
            raise StoryError(
                phrase("a proposal names the episode “{episode}”, which is not there", episode=proposal.episode)
            )
        _check_why(proposal.why, lengths.get(proposal.episode, longest), phrase("a proposal"))


def _unique(ids: Iterable[str], told: Callable[[str], Phrase]) -> frozenset[str]:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise StoryError(told(id_))
        seen.add(id_)
    return frozenset(seen)


def _known(ids: Iterable[str], known: frozenset[str], where: Phrase) -> None:
    for id_ in ids:
        if id_ not in known:
            raise StoryError(
                phrase("{where} names the character “{id}”, which is not in the cast", where=where, id=id_)
            )


def _check_scenes(episode: Episode, characters: frozenset[str]) -> None:
    ids = _unique(
        (s.id for s in episode.scenes),
        lambda i: phrase("two scenes of episode “{episode}” have the id “{id}”", episode=episode.id, id=i),
    )
    length = len(episode.text)
    at = 0
    for scene in episode.scenes:
        where = phrase("scene “{scene}” of episode “{episode}”", scene=scene.id, episode=episode.id)
        if scene.start != at:
            raise StoryError(
                phrase(
                    "{where} begins at {start}, but the one before ends at {end}",
                    where=where,
                    start=scene.start,
                    end=at,
                )
            )
        if not scene.start < scene.end <= length:
            raise StoryError(_too_far(where, scene.end, length))
        if scene.apart and scene.kind != "frame":
            raise StoryError(phrase("{where} is set apart as {apart}, but is no frame", where=where, apart=scene.apart))
        if scene.continues is not None and scene.continues not in ids:
            raise StoryError(
                phrase("{where} continues “{scene}”, which is not there", where=where, scene=scene.continues)
            )
        _known((decision.character for decision in scene.decided), characters, where)
        _check_why(scene.why, length, where)
        at = scene.end
    if at != length:
        raise StoryError(
            phrase(
                "the scenes of episode “{episode}” end at {end}; its text has {n} characters",
                episode=episode.id,
                end=at,
                n=length,
            )
        )


def _too_far(where: Phrase, end: int, length: int) -> Phrase:
    return phrase("{where} ends at {end}; its text has {n} characters", where=where, end=end, n=length)


def _check_mentions(episode: Episode, characters: frozenset[str]) -> None:
    length = len(episode.text)
    for mention in episode.mentions:
        where = phrase("the mention at {start} of episode “{episode}”", start=mention.start, episode=episode.id)
        if not 0 <= mention.start < mention.end <= length:
            raise StoryError(_too_far(where, mention.end, length))
        _known((mention.character,), characters, where)
        _check_why(mention.why, length, where)


def _check_why(why: Iterable[Reason], length: int, where: Phrase) -> None:
    for reason in why:
        for start, end in reason.spans:
            if not 0 <= start <= end <= length:
                raise StoryError(
                    phrase(
                        "the evidence of {where} spans {start} to {end}; its text has {n} characters",
                        where=where,
                        start=start,
                        end=end,
                        n=length,
                    )
                )
