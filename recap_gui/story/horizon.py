"""The horizon: a story or a text cut where the reader has seen it up to, so that nothing beyond can leak.

What is shown behind a horizon is the analysis of the cut text (`cut`, then the analyser again). `within` is for saved
stories that have no analyser at hand: it keeps only what the words before the horizon themselves say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recap_gui.story.cast import Character, Reason
from recap_gui.story.document import Document, Span
from recap_gui.story.names import fullest, plain
from recap_gui.story.season_order import placing
from recap_gui.story.story import Episode, Mention, Scene, Story

_WRITTEN = re.compile(r"^\s*s(?P<s>\d{1,3})\s*e(?P<e>\d{1,4})(?:\s*[:.]\s*(?P<n>\d+))?\s*$|^\s*(?P<only>\d+)\s*$", re.I)


_SHARED = "the a an of and mr mrs ms miss dr doctor sir lady lord captain old young his her"
_NO_NAME = frozenset(_SHARED.split())
"""Words that two people's names may share."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far the reader has seen: up to and including scene `scene` of an episode (None: all of it), counted from 1.

    `season` and `number` are the episode's; both None means the one recap.
    """

    season: int | None = None
    number: int | None = None
    scene: int | None = None


def parse(words: str) -> Horizon:
    """The horizon written as ``S01E03:12``, ``S01E03`` or, for one recap, ``12``.

    Raises:
        ValueError: with a sentence for the user.
    """
    match = _WRITTEN.match(words)
    if not match:
        raise ValueError(f"“{words}” is no place in the story. Write S01E03:12, S01E03 or 12.")
    if match["only"]:
        return Horizon(scene=int(match["only"]))
    return Horizon(int(match["s"]), int(match["e"]), int(match["n"]) if match["n"] else None)


def place(story: Story, horizon: Horizon) -> tuple[int, int]:
    """Where `horizon` lies: the number of the last episode seen, from 0, and the offset in it that ends what was seen.

    Raises:
        ValueError: with a sentence for the user, when the story has no such episode or scene.
    """
    if not story.episodes:
        raise ValueError("There is no episode.")
    if horizon.number is None:
        if len(story.episodes) > 1:
            raise ValueError("There are several episodes. Write the episode too, as in S01E03:12.")
        index = 0
    else:
        index = next((i for i, e in enumerate(story.episodes) if _is(e, horizon, i)), -1)
        if index < 0:
            raise ValueError(f"There is no episode S{horizon.season or 1:02}E{horizon.number:02}.")
    episode = story.episodes[index]
    if horizon.scene is None:
        return index, len(episode.text)
    numbered = [scene for scene in episode.scenes if scene.kind == "scene"]
    if not 1 <= horizon.scene <= len(numbered):
        raise ValueError(f"There is no scene {horizon.scene}: the episode has {len(numbered)}.")
    return index, numbered[horizon.scene - 1].end


def _is(episode: Episode, horizon: Horizon, index: int) -> bool:
    found = placing(episode)
    number = found.number if found.number is not None else index + 1
    return number == horizon.number and (found.season if found.season is not None else 1) == (horizon.season or 1)


def stops(story: Story) -> tuple[tuple[int, int], ...]:
    """Where one can have stopped reading: (episode, offset) at the end of every scene that has a number.

    The last of an episode takes what follows it along; an episode without scenes is seen as a whole.
    """
    found: list[tuple[int, int]] = []
    for index, episode in enumerate(story.episodes):
        ends = [scene.end for scene in episode.scenes if scene.kind == "scene"]
        found += [(index, end) for end in (*ends[:-1], len(episode.text))]
    return tuple(found)


def share_words(names: Sequence[str]) -> bool:
    """Whether names are certainly of one person: each is joined to the others by a word they share."""
    return len(set(_parts(list(names)).values())) <= 1


def cut(document: Document, offset: int) -> Document:
    """The document up to `offset`, hints and all; analysing it cannot know what comes after.

    Hints that reach beyond are shortened, those that begin there are gone. Cast lists lie as far up as they stand.
    """
    hints = tuple(replace(hint, end=min(hint.end, offset)) for hint in document.hints if hint.start < offset)
    return replace(document, text=document.text[:offset], hints=hints)


def within(story: Story, index: int, offset: int) -> Story:
    """What the words up to `offset` of episode number `index` say of `story`, without analysing anew.

    Conservative: proposals, notes, colours, evidence and links that reach beyond are left out, names not read yet are
    unknown, and forms of one character that share no word are shown as different people, for that they are one may
    only be told later.
    """
    episodes = [_own_evidence(episode) for episode in story.episodes[:index]]
    if 0 <= index < len(story.episodes):
        episodes.append(_own_evidence(_shortened(story.episodes[index], offset)))
    known = {character.id: character for character in story.characters}
    parts = {who: _parts(forms) for who, forms in _forms_read(episodes).items() if who in known}
    ids: dict[tuple[str, int], str] = {}
    cut_episodes = tuple(_renamed(episode, parts, ids) for episode in episodes)
    cast = []
    for (who, part), new in ids.items():
        forms = tuple(form for form, own in parts[who].items() if own == part)
        name = known[who].name if known[who].name in forms else fullest(forms)
        cast.append(Character(new, name, forms, known[who].outside))
    return Story(story.title, tuple(cast), cut_episodes)


def _forms_read(episodes: list[Episode]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for episode in episodes:
        for mention in episode.mentions:
            if mention.how == "name":
                form = " ".join(episode.text[mention.start : mention.end].split())
                own = found.setdefault(mention.character, [])
                if form not in own:
                    own.append(form)
    return found


def _parts(forms: list[str]) -> dict[str, int]:
    """Each form with the number of the person it certainly is: forms are one person where they share a word."""
    part: dict[str, int] = {}
    for number, form in enumerate(forms):
        words = set(plain(form).split()) - _NO_NAME
        joined = {part[other] for other in part if words & set(plain(other).split())}
        part[form] = number
        for other in part:
            if part[other] in joined:
                part[other] = number
    return part


def _shortened(episode: Episode, offset: int) -> Episode:
    text = episode.text[:offset]
    scenes = tuple(_scene_up_to(scene, text) for scene in episode.scenes if scene.start < offset)
    mentions = tuple(m for m in episode.mentions if m.end <= offset)
    return replace(episode, text=text, scenes=scenes, mentions=mentions, notes=())


def _scene_up_to(scene: Scene, text: str) -> Scene:
    """`scene` up to the end of `text`; of a heading only what was read."""
    if scene.end <= len(text):
        return scene
    read = {
        field: words for field in ("heading", "place", "time") if (words := getattr(scene, field)) and words in text
    }
    return replace(scene, end=len(text), heading=read.get("heading"), place=read.get("place"), time=read.get("time"))


def _own_evidence(episode: Episode) -> Episode:
    """`episode` without links and evidence that point out of its text, or to scenes that are not there."""
    ids = {scene.id for scene in episode.scenes}
    length = len(episode.text)

    def inside(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(reason for reason in reasons if all(end <= length for _, end in reason.spans))

    def scene(old: Scene) -> Scene:
        return replace(old, why=inside(old.why), continues=old.continues if old.continues in ids else None)

    def mention(old: Mention) -> Mention:
        spans: list[Span] = [span for reason in old.why for span in reason.spans]
        return old if all(end <= length for _, end in spans) else replace(old, why=inside(old.why))

    return replace(
        episode, scenes=tuple(map(scene, episode.scenes)), mentions=tuple(map(mention, episode.mentions)), notes=()
    )


def _renamed(episode: Episode, parts: dict[str, dict[str, int]], ids: dict[tuple[str, int], str]) -> Episode:
    """`episode` in terms of the people as far as they are known; pronouns go with the form before them."""
    last: dict[str, int] = {}
    mentions: list[Mention] = []
    for mention in episode.mentions:
        who = mention.character
        if mention.how == "name":
            last[who] = parts[who][" ".join(episode.text[mention.start : mention.end].split())]
        elif who in parts and who not in last:
            last[who] = next(iter(parts[who].values()))
        if who in last:
            new = ids.setdefault((who, last[who]), f"c{len(ids) + 1}")
            mentions.append(replace(mention, character=new))
    scenes = []
    for scene in episode.scenes:
        decided = []
        for decision in scene.decided:
            own = [new for (who, _), new in ids.items() if who == decision.character]
            here = [m.character for m in mentions if m.character in own and scene.start <= m.start < scene.end]
            decided += [replace(decision, character=new) for new in dict.fromkeys(here or own[:1])]
        scenes.append(replace(scene, decided=tuple(decided)))
    return replace(episode, mentions=tuple(mentions), scenes=tuple(scenes))
