"""What the child does with each kind of request: read, analyse, compute. Runs in the child only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from recap_gui.files import story_json
from recap_gui.files.reader import is_ours, read
from recap_gui.story import Document, Episode, Scene, Story
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.still import still
from recap_gui.work.calls import computation
from recap_gui.work.protocol import (
    Analyse,
    Answer,
    Call,
    Failed,
    Found,
    Message,
    Open,
    Progress,
    Read,
    Reading,
    Request,
)

Tell: TypeAlias = Callable[[Message], None]

MOST_ANALYSED = 1_000_000
"""Characters analysed of one text; beyond, it is shown and analysed in part after asking."""


def run(request: Request, tell: Tell) -> Message:
    """Do what `request` asks: `tell` the messages on the way, give the last one.

    Raises:
        FileError: when the file cannot be read.
    """
    if isinstance(request, Read):
        return Reading(read(request.data, request.name, as_format=request.as_format, encoding=request.encoding))
    if isinstance(request, Open):
        return _open(request, tell)
    if isinstance(request, Analyse):
        return _analyse(request.document, tell, part=request.part)
    if isinstance(request, Call):
        return _compute(request, tell)
    _warm()
    return Answer()


def _compute(request: Call, tell: Tell) -> Message:
    value = computation(request.kind)(request.payload)
    if not isinstance(value, Iterator):
        return Answer(value)
    for better in value:
        tell(Answer(better))
    return Answer()


def document_of(story: Story) -> Document:
    """The document behind the first episode of a story that was opened from a file of ours."""
    if not story.episodes:
        return Document("", source=story.title, title=story.title)
    first = story.episodes[0]
    return Document(
        first.text,
        source=first.source,
        title=first.title,
        show=first.show or story.title,
        season=first.season,
        number=first.number,
        format="story",
    )


def _open(request: Open, tell: Tell) -> Message:
    if is_ours(request.data) == "story" or (request.as_format is None and _is_json(request.name)):
        tell(Progress(0.1, phrase("Opening the story")))
        with still(len(request.data)):
            story = story_json.decode(request.data, name=request.name)
        tell(Reading(document_of(story)))
        tell(Progress(0.7, phrase("Opening the story")))
        return Found(story)
    document = read(request.data, request.name, as_format=request.as_format, encoding=request.encoding)
    tell(Reading(document))
    return _analyse(document, tell, part=request.part)


def _is_json(name: str) -> bool:
    return name.lower().endswith(".json")


def _analyse(document: Document, tell: Tell, *, part: bool) -> Message:
    from recap_gui.analysis.pipeline import analyse

    def progress(done: float, doing: Phrase) -> None:
        tell(Progress(done, doing))

    length = len(document.text)
    if length <= MOST_ANALYSED:
        return Found(analyse(document, progress=progress))
    if not part:
        return Failed("ask_part", {"name": document.source, "characters": length, "limit": MOST_ANALYSED})
    return Found(_padded(analyse(_beginning(document), progress=progress), document))


def _beginning(document: Document) -> Document:
    """The document up to the end of the last paragraph that fits."""
    end = document.text.rfind("\n", MOST_ANALYSED // 2, MOST_ANALYSED) + 1 or MOST_ANALYSED
    hints = tuple(hint for hint in document.hints if hint.end <= end)
    return replace(document, text=document.text[:end], hints=hints)


def _padded(story: Story, document: Document) -> Story:
    """The story of a document's beginning, with what was not analysed as one frame at the end."""
    last = story.episodes[-1]
    analysed = sum(len(episode.text) for episode in story.episodes)
    text = last.text + document.text[analysed:]
    rest = Scene(f"{last.id}s{len(last.scenes) + 1}", len(last.text), len(text), kind="frame")
    note = phrase("Analysed up to character {n} of {all}.", n=analysed, all=len(document.text))
    whole: Episode = replace(last, text=text, scenes=(*last.scenes, rest), notes=(*last.notes, note))
    return replace(story, episodes=(*story.episodes[:-1], whole))


def _warm() -> None:
    from recap_gui.analysis.pipeline import analyse

    analyse(Document("Ruth met Sam. She left."))
