"""A document of several recaps cut into them, and what is said of all of them put where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recap_gui.analysis.language import Entity, Parsed, Stretch
from recap_gui.analysis.sections import Section
from recap_gui.story.cast import Reason
from recap_gui.story.document import Document, Hint
from recap_gui.story.names import plain
from recap_gui.story.season_order import placing
from recap_gui.story.story import Episode, Scene, Story


def pieces(document: Document, parsed: Parsed, sections: Sequence[Section]) -> Iterator[tuple[Document, Parsed]]:
    """The document cut into its sections, each with its words; their texts put together are the document's text."""
    ends = [*(section.start for section in sections[1:]), len(document.text)]
    for section, end in zip(sections, ends, strict=True):
        start = section.start
        hints = tuple(_moved(h, start, end) for h in document.hints if start <= h.start < end and h.kind != "episode")
        told = placing(Episode("", "", (), title=section.title)) if section.title else None
        part = replace(
            document,
            text=document.text[start:end],
            hints=hints,
            show=section.show,
            title=_bare(section.title, told.because) if told and told.number is not None else section.title,
            season=told.season if told and told.number is not None else document.season,
            number=told.number if told else None,
        )
        yield part, _cut(parsed, start, end)


def _bare(title: str | None, number: str) -> str | None:
    """The title behind the number in a heading ("Harbour S02E01: The Van"); the heading where nothing stands there."""
    _, found, after = (title or "").partition(number)
    return (after.strip(" :;,.-–—|“”\"'") if found else "") or title


def _moved(hint: Hint, start: int, end: int) -> Hint:
    return replace(hint, start=hint.start - start, end=min(hint.end, end) - start)


def _cut(parsed: Parsed, start: int, end: int) -> Parsed:
    """The words of ``text[start:end]`` counted from there; no paragraph may lie across the cuts."""
    first, last = parsed.token_at(start - 1) + 1, parsed.token_at(end - 1) + 1
    tokens = parsed.tokens[first:last]
    if not tokens:
        return Parsed(parsed.text[start:end])
    sentence, paragraph = tokens[0].sentence, tokens[0].paragraph

    def inside(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
        return tuple(
            Stretch(s.start - start, s.end - start, s.first - first, s.last - first)
            for s in stretches
            if first <= s.first < last
        )

    sentences = inside(parsed.sentences)
    return Parsed(
        parsed.text[start:end],
        tuple(
            t._replace(
                i=t.i - first,
                start=t.start - start,
                end=t.end - start,
                head=t.head - first,
                sentence=t.sentence - sentence,
                paragraph=t.paragraph - paragraph,
            )
            for t in tokens
        ),
        sentences,
        inside(parsed.paragraphs),
        tuple(
            Entity(e.start - start, e.end - start, e.first - first, e.last - first, e.label)
            for e in parsed.entities
            if first <= e.first < last
        ),
        tuple(tuple(child - first for child in children) for children in parsed.children[first:last]),
        tuple(t.start - start for t in tokens),
        tuple(s.start for s in sentences),
    )


def bounded(document: Document) -> tuple[Hint, ...]:
    """The document's hints, with a paragraph's bound wherever the file itself begins another recap."""
    marks = tuple(replace(h, end=h.start, kind="block", value="") for h in document.hints if h.kind == "episode")
    return (*document.hints, *marks)


def with_front(story: Story, end: int) -> Story:
    """`story`, of one episode, with what is told before the offset `end` made a frame: it sums up what follows."""
    (episode,) = story.episodes
    before = [scene for scene in episode.scenes if scene.start < end]
    cut = bool(before) and before[-1].end > end and before[-1].kind != "frame"
    if cut or all(scene.kind == "frame" for scene in before):
        return story
    why = (Reason("stands before the first of several recaps", ((0, end),), 3.0),)
    frame = Scene(before[0].id, 0, before[-1].end, "frame", confidence=before[0].confidence, why=why)
    scenes = (frame, *episode.scenes[len(before) :])
    goes_on = {scene.id for scene in scenes}
    scenes = tuple(s if s.continues in goes_on else replace(s, continues=None) for s in scenes)
    return replace(story, episodes=(replace(episode, scenes=scenes),))


def same_elsewhere(story: Story) -> Story:
    """`story` with people who are only spoken of in an episode's frames made those of the show that they belong to."""
    told: dict[str, set[str]] = defaultdict(set)
    framed: dict[str, set[str]] = defaultdict(set)
    for episode in story.episodes:
        frames = [(s.start, s.end) for s in episode.scenes if s.kind == "frame"]
        for mention in episode.mentions:
            outside = any(a <= mention.start < b for a, b in frames)
            (framed if outside else told)[mention.character].add(episode.id)
    named: dict[str, list[str]] = defaultdict(list)
    for character in story.characters:
        if character.id in told:
            named[plain(character.name)].append(character.id)
    meant = {
        c.id: named[plain(c.name)][0]
        for c in story.characters
        if c.id not in told and c.id in framed and len(named[plain(c.name)]) == 1
    }
    if not meant:
        return story
    episodes = tuple(
        replace(e, mentions=tuple(replace(m, character=meant.get(m.character, m.character)) for m in e.mentions))
        for e in story.episodes
    )
    return replace(
        story,
        characters=tuple(c for c in story.characters if c.id not in meant),
        episodes=episodes,
        proposals=tuple(p for p in story.proposals if not set(p.same) & set(meant)),
    )
