"""``recap-gui explain``: every break and presence with its evidence and the votes behind it, in plain words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from recap_gui.story import Episode, Presence, Reason, Scene, Span, Story, episode_presences, outside_figures
from recap_gui.work import messages
from recap_gui.work.blocking import WorkError, open_story
from recap_gui.work.pool import Pool

_LONGEST_QUOTE = 90
_KINDS = {"scene": "Scene", "previously": "Previously", "frame": "Frame"}


def run(arguments: list[str]) -> int:
    """Explain the recap or story that `arguments` name; the exit status."""
    parser = argparse.ArgumentParser(
        prog="recap-gui explain",
        description="Print why each scene begins where it does and why each character counts as present or mentioned.",
    )
    parser.add_argument("path", metavar="PATH", help="a recap, or a story exported as JSON")
    parser.add_argument(
        "--scene", type=int, metavar="N", help="only the scene with this number, as the timeline shows it"
    )
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as end:  # argparse has said why
        return end.code if isinstance(end.code, int) else 2
    try:
        with Pool() as pool:
            document, story = open_story(pool, chosen.path)
    except WorkError as error:
        print(f"recap-gui: {messages.told(error.code, error.facts).line()}", file=sys.stderr)
        return 1
    for note in document.notes:
        print(f"recap-gui: {document.source}: {note}", file=sys.stderr)
    lines = list(explained(story, number=chosen.scene))
    if not lines:
        print(f"recap-gui: there is no scene {chosen.scene} in {document.source or chosen.path}.", file=sys.stderr)
        return 1
    _print("\n".join(lines))
    return 0


def explained(story: Story, *, number: int | None = None) -> Iterator[str]:
    """The explanation of `story` line by line; with `number`, of the scenes that bear it only.

    Scenes of kind ``scene`` are numbered from 1 in each episode.
    """
    names = {character.id: character.name for character in story.characters}
    outside = outside_figures(story)
    if number is None:
        yield from _cast(story)
    for episode in story.episodes:
        at = 0
        if number is None and len(story.episodes) > 1:
            yield from ("", f"== {episode.title or episode.source or episode.id} ==")
        for scene, presences in zip(episode.scenes, episode_presences(episode, outside), strict=True):
            at += scene.kind == "scene"
            if number is None or (scene.kind == "scene" and at == number):
                yield from _scene(episode, scene, presences, names, at if scene.kind == "scene" else 0)


def _cast(story: Story) -> Iterator[str]:
    yield "Cast"
    for character in story.characters:
        others = [alias for alias in character.aliases if alias != character.name]
        also = f", also called {_listed(others)}" if others else ""
        yield f"  {character.name}{also}{' (outside figure: has no lane)' if character.outside else ''}"
    names = {character.id: character.name for character in story.characters}
    texts = {episode.id: episode.text for episode in story.episodes}
    for proposal in story.proposals:
        who = _listed([names.get(id_, id_) for id_ in proposal.same])
        yield f"  {who} may be one person: {_sure(proposal.confidence)}"
        text = texts.get(proposal.episode, story.episodes[0].text if len(story.episodes) == 1 else "")
        yield from _reasons(text, proposal.why, "      ")


def _scene(
    episode: Episode, scene: Scene, presences: Sequence[Presence], names: dict[str, str], number: int
) -> Iterator[str]:
    title = f"{_KINDS[scene.kind]} {number}" if number else _KINDS[scene.kind]
    facts = [fact for fact in (scene.place, scene.time) if fact]
    apart = f", set apart as {scene.apart}" if scene.apart else ""
    yield ""
    yield f"{title}{': ' + ' · '.join(facts) if facts else ''}{apart}  [{scene.start}–{scene.end}]"
    yield f"  begins with {_quote(episode.text, (scene.start, scene.end))}"
    if scene.start > 0 or scene.why:
        yield f"  It begins here: {_sure(scene.confidence)}"
        yield from _reasons(episode.text, scene.why, "    ")
    decided = {decision.character: decision.state for decision in scene.decided}
    for presence in presences:
        yield f"  {names.get(presence.character, presence.character)} is {presence.state}: {_sure(presence.confidence)}"
        if presence.character in decided:
            yield "    you said so"
        yield from _votes(episode, scene, presence)
    for character, state in decided.items():
        if state == "absent":
            yield f"  {names.get(character, character)} is absent: you said so"


def _votes(episode: Episode, scene: Scene, presence: Presence) -> Iterator[str]:
    """The reasons of the mention that decided; where it has none, the words it rests on."""
    own = [m for m in episode.mentions if m.character == presence.character and scene.start <= m.start < scene.end]
    deciding = max(own, key=lambda m: (m.state == presence.state, m.confidence, -m.start), default=None)
    if deciding is not None and deciding.why:
        yield from _reasons(episode.text, deciding.why, "    ")
    elif deciding is not None:
        yield f"    named: {_quote(episode.text, (deciding.start, deciding.end))}"
    if len(own) > 1:
        there = sum(m.state == "present" for m in own)
        yield f"    {len(own)} mentions here: {there} as present, {len(own) - there} as talked about"


def _reasons(text: str, why: Sequence[Reason], indent: str) -> Iterator[str]:
    for reason in why:
        quotes = _listed([_quote(text, span) for span in reason.spans])
        votes = f" ({reason.votes:+.2f})" if reason.votes else ""
        yield f"{indent}{reason.rule}{votes}{': ' + quotes if quotes else ''}"


def _quote(text: str, span: Span) -> str:
    words = " ".join(text[span[0] : min(span[1], span[0] + 4 * _LONGEST_QUOTE)].split())
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"


def _sure(confidence: float) -> str:
    word = "sure" if confidence >= 0.85 else "likely" if confidence >= 0.6 else "unsure"
    return f"{word} ({confidence:.2f})"


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items)


def _print(text: str) -> None:
    """Print to an output that may not know every character, and may be closed early (``| head``)."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = sys.stderr
