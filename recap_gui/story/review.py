"""The 60-second check: the decisions with the largest expected effect, as questions with what Yes and No correct.

Expected effect = how likely the finding is wrong × how many cells of the timeline change if it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias

from recap_gui.story import edits
from recap_gui.story.anchors import anchor_at
from recap_gui.story.cast import Proposal
from recap_gui.story.corrections import Correction
from recap_gui.story.document import Span
from recap_gui.story.names import fullest
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.sentences import sentence_around, word_begun
from recap_gui.story.story import Episode, Presence, Scene, Story, episode_presences, outside_figures

AskedAbout: TypeAlias = Literal["same", "break", "presence"]
LONGEST = 40
"""Questions in one check; a minute answers about so many."""
UNSURE = 0.85
"""Findings at least so sure are not asked about."""
_PRESENCE_CELLS = {"present": 2.0, "mentioned": 1.5}
_BREAK_CELLS, _EACH_PERSON = 1.5, 0.5
# Set so that presences, mentions and breaks together are right soonest (tests/benchmarks/review_queue.py).


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence beside the question's own: ``text[span[0]:span[1]]`` of an episode, with `mark` set off."""

    episode_id: str
    span: Span
    mark: Span


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the check.

    The words are quoted from the episode `episode_id`: ``text[span[0]:span[1]]``, with the spans in `marks` set off.
    `yes` and `no` are what the answers correct (Yes also makes the finding sure), `neither` where both would be wrong:
    no scene is told there, or the character is not even talked about; S leaves it open. `effect` is the expected number
    of cells that the answer puts right. `key` is the same for the same question in another analysis. Where it asks
    about several characters, `others` name those whom the words do not.
    """

    key: str
    about: AskedAbout
    text: Phrase
    episode_id: str
    span: Span
    marks: tuple[Span, ...]
    yes: Correction | None
    no: Correction | None
    effect: float
    scene_id: str | None = None
    characters: tuple[str, ...] = ()
    neither: Correction | None = None
    others: tuple[Quote, ...] = ()


def review(story: Story, *, new_id: Callable[[], str], answered: Sequence[str] = ()) -> tuple[Question, ...]:
    """The questions worth a minute, most effect first, without those whose keys are in `answered` (skipped ones).

    Answered questions do not come again: a Yes or No makes its finding sure.
    """
    done = frozenset(answered)
    worth = [*_unions(story, new_id), *_breaks_and_presences(story, new_id)]
    worth.sort(key=lambda one: -one[0])
    asked: list[Question] = []
    for _, question_of in worth:
        question = question_of()
        if question.key not in done:
            asked.append(question)
        if len(asked) == LONGEST:
            break
    return tuple(asked)


_Worth: TypeAlias = tuple[float, Callable[[], Question]]
"""What a question is worth, and how to put it: only the best few of thousands are put into words."""


def _made(edit: edits.Edit) -> Correction | None:
    return edit if isinstance(edit, Correction) else None


def _unions(story: Story, new_id: Callable[[], str]) -> Iterator[_Worth]:
    """Are these two names one person? A wrong answer costs every scene of the smaller part."""
    counts: dict[str, int] = {}
    outside = outside_figures(story)
    for episode in story.episodes:
        for found in episode_presences(episode, outside):
            for presence in found:
                counts[presence.character] = counts.get(presence.character, 0) + 1
    names = {character.id: character.name for character in story.characters}
    for proposal in story.proposals:
        same = tuple(who for who in proposal.same if who in names)
        if len(same) > 1:
            cells = sorted((counts.get(who, 0) for who in same), reverse=True)[1:]
            effect = min(proposal.confidence, 1 - proposal.confidence) * max(1, sum(cells))
            yield effect, partial(_union, story, proposal, same, names, effect, new_id)


def _union(
    story: Story,
    proposal: Proposal,
    same: tuple[str, ...],
    names: dict[str, str],
    effect: float,
    new_id: Callable[[], str],
) -> Question:
    episode, marks = _quoted(story, proposal, same)
    called = tuple(names[who] for who in same)
    span = _context(episode.text, marks)
    return Question(
        "same:" + "|".join(sorted(called)),
        "same",
        phrase("Are {names} one person?", names=_listed(called)),
        episode.id,
        span,
        marks,
        _made(edits.merge(story, same, new_id=new_id(), into=fullest(called))),
        _made(edits.separate(story, same, new_id=new_id())),
        effect,
        characters=same,
        others=tuple(_first_named(story, same, episode, span)),
    )


def _first_named(story: Story, same: Sequence[str], quoted: Episode, span: Span) -> Iterator[Quote]:
    """The sentence in which each of `same` is first named who is not named in the `span` that is `quoted`."""
    there = {m.character for m in quoted.mentions if m.how == "name" and span[0] <= m.start < span[1]}
    for who in same:
        named = ((e, m) for e in story.episodes for m in e.mentions if m.character == who and m.how == "name")
        if who not in there and (first := next(named, None)) is not None:
            episode, mention = first
            yield Quote(episode.id, sentence_around(episode.text, mention.start), (mention.start, mention.end))


def _listed(names: Sequence[str]) -> Phrase:
    *others, last = (phrase("“{name}”", name=name) for name in names)
    listed = last
    for other in reversed(others):
        listed = phrase("{first} and {then}", first=other, then=listed)
    return listed


def _quoted(story: Story, proposal: Proposal, same: Sequence[str]) -> tuple[Episode, tuple[Span, ...]]:
    """The episode and the words that speak for a union, else where the last of the two is first named."""
    episode = next((e for e in story.episodes if e.id == proposal.episode), None)
    spans = tuple(span for reason in proposal.why for span in reason.spans)
    if episode is None and len(story.episodes) == 1:
        episode = story.episodes[0]
    if episode is not None and spans:
        return episode, spans
    for who in reversed(same):
        for one in story.episodes:
            for mention in one.mentions:
                if mention.character == who:
                    return one, ((mention.start, mention.end),)
    return story.episodes[0], ()


def _breaks_and_presences(story: Story, new_id: Callable[[], str]) -> Iterator[_Worth]:
    names = {character.id: character.name for character in story.characters}
    outside = outside_figures(story)
    for episode in story.episodes:
        for number, (scene, found) in enumerate(zip(episode.scenes, episode_presences(episode, outside), strict=True)):
            if scene.apart is not None:
                continue
            if number and scene.confidence < UNSURE and episode.scenes[number - 1].apart is None:
                effect = (1 - scene.confidence) * (_BREAK_CELLS + _EACH_PERSON * len(found))
                yield effect, partial(_break, story, episode, scene, effect, new_id)
            if scene.kind == "frame":
                continue
            for presence in found:
                if presence.confidence < UNSURE and presence.character in names:
                    effect = (1 - presence.confidence) * _PRESENCE_CELLS[presence.state]
                    name = names[presence.character]
                    yield effect, partial(_presence, story, episode, scene, presence, name, effect, new_id)


def _break(story: Story, episode: Episode, scene: Scene, effect: float, new_id: Callable[[], str]) -> Question:
    start = _first_word(episode.text, scene.start)
    here = sentence_around(episode.text, start)
    before = sentence_around(episode.text, max(0, len(episode.text[: scene.start].rstrip()) - 1))
    return Question(
        f"break:{episode.source}:{anchor_at(episode.text, start).exact}",
        "break",
        phrase("Does a new scene begin here?"),
        episode.id,
        (before[0], here[1]),
        (here,),
        _made(edits.confirm_break(story, scene.id, new_id=new_id())),
        _made(edits.join_before(story, scene.id, new_id=new_id())),
        effect,
        scene_id=scene.id,
        neither=_made(edits.set_scene(story, scene.id, new_id=new_id(), kind="frame")),
    )


def _presence(
    story: Story,
    episode: Episode,
    scene: Scene,
    presence: Presence,
    name: str,
    effect: float,
    new_id: Callable[[], str],
) -> Question:
    there = presence.state == "present"
    words = episode.text[scene.start : scene.end]
    found = tuple((word_begun(episode.text, start), end) for start, end in presence.evidence)
    marks = found or ((scene.start, scene.start + len(words.rstrip())),)
    here = _made(edits.confirm_presence(story, scene.id, presence.character, new_id=new_id()))
    other = edits.set_presence(
        story, scene.id, presence.character, "mentioned" if there else "present", new_id=new_id()
    )
    return Question(
        f"presence:{episode.source}:{anchor_at(episode.text, scene.start).exact}:{name}",
        "presence",
        phrase("Is {who} there in this scene? (If not: only talked about.)", who=name),
        episode.id,
        _context(episode.text, marks),
        marks,
        here if there else _made(other),
        _made(other) if there else here,
        effect,
        scene_id=scene.id,
        characters=(presence.character,),
        neither=_made(edits.set_presence(story, scene.id, presence.character, "absent", new_id=new_id())),
    )


def _context(text: str, marks: Sequence[Span]) -> Span:
    """The sentences around the first of `marks` (and the others where they are near)."""
    if not marks:
        return (0, min(len(text), 200))
    start, _ = min(marks)
    near = [mark for mark in marks if mark[0] - start <= 300]
    return sentence_around(text, start)[0], max(sentence_around(text, max(m[1] - 1, m[0]))[1] for m in near)


def _first_word(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset
