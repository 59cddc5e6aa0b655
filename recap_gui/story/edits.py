"""What the user decides on what is shown, made into corrections: one function for each verb.

Each takes the story as it is shown, ids of its scenes and characters, and an id for the correction (random, handed in).
Each gives a `Correction`, or a `Refused` with the sentence why there is nothing to correct.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from recap_gui.story.anchors import anchor_at, anchor_of
from recap_gui.story.cast import Character
from recap_gui.story.colours import COLOURS
from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.names import plain
from recap_gui.story.phrase import Phrase, phrase
from recap_gui.story.sentences import snap
from recap_gui.story.story import Decided, Episode, Kind, Scene, Story, episode_presences, outside_figures


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a decision changes nothing, as a sentence for the user."""

    because: Phrase


Edit: TypeAlias = Correction | Refused

GONE = Refused(phrase("This character is no longer in the story."))
"""The answer to a verb whose character went with an undo, a merge or a new analysis."""


def split_at(story: Story, episode_id: str, offset: int, *, new_id: str) -> Edit:
    """A scene begins at the word that holds `offset`."""
    episode = _episode(story, episode_id)
    start = _word_start(episode.text, offset)
    scene = _scene_at(episode, start)
    if not episode.text[scene.start : start].strip():
        return Refused(phrase("A scene begins here already."))
    if not episode.text[start : scene.end].strip():
        return Refused(phrase("There is no text left to split here."))
    return Correction(new_id, "split", at=anchor_at(episode.text, start), episode=_source(story, episode))


def join_before(story: Story, scene_id: str, *, new_id: str) -> Edit:
    """The scene goes on the one before it."""
    episode, index = _scene(story, scene_id)
    if index == 0:
        return Refused(phrase("This is where the text begins: there is no scene before it."))
    here = anchor_at(episode.text, episode.scenes[index].start)
    return Correction(new_id, "join", at=here, episode=_source(story, episode))


def move_break(story: Story, scene_id: str, offset: int, *, new_id: str, exactly: bool = False) -> Edit:
    """The scene begins at the sentence start nearest to `offset` (with `exactly`, at the word that holds it)."""
    episode, index = _scene(story, scene_id)
    if index == 0:
        return Refused(phrase("The first scene begins where the text begins."))
    text, old = episode.text, episode.scenes[index].start
    new = _word_start(text, offset) if exactly else snap(text, offset)
    if not text[min(old, new) : max(old, new)].strip():
        return Refused(phrase("The scene begins here already."))
    before = episode.scenes[index - 1].start
    if not text[before:new].strip() or not text[new : episode.scenes[index].end].strip():
        return Refused(phrase("A break cannot pass the one before or after it. Join the scenes instead."))
    source = _source(story, episode)
    return Correction(new_id, "move", at=anchor_at(text, old), to=anchor_at(text, new), episode=source)


def set_scene(
    story: Story,
    scene_id: str,
    *,
    new_id: str,
    kind: Kind | None = None,
    place: str | None = None,
    time: str | None = None,
    heading: str | None = None,
) -> Edit:
    """The scene has this kind, place, time or heading; None leaves a field as it is, "" empties it.

    Page furniture is put back by setting its kind.
    """
    episode, index = _scene(story, scene_id)
    scene = episode.scenes[index]
    said: dict[str, str | None] = {"kind": kind, "place": place, "time": time, "heading": heading}
    said = {field: value.strip() for field, value in said.items() if value is not None}
    fields = tuple(field for field, value in said.items() if value != (getattr(scene, field) or ""))
    if kind is not None and scene.apart is not None and "kind" not in fields:
        fields = ("kind", *fields)
    if not fields:
        return Refused(phrase("The scene is so already."))
    return Correction(
        new_id,
        "scene",
        in_=anchor_at(episode.text, scene.start),
        kind=kind if "kind" in fields else None,
        place=(said.get("place") or None) if "place" in fields else None,
        time=(said.get("time") or None) if "time" in fields else None,
        heading=(said.get("heading") or None) if "heading" in fields else None,
        fields=fields,
        episode=_source(story, episode),
    )


def _already(who: str, state: Decided) -> Phrase:
    if state == "present":
        return phrase("{who} is present here already.", who=who)
    if state == "mentioned":
        return phrase("{who} is only mentioned here already.", who=who)
    return phrase("{who} is absent here already.", who=who)


def set_presence(story: Story, scene_id: str, character_id: str, state: Decided, *, new_id: str) -> Edit:
    """The character is present, only mentioned or absent in the scene."""
    episode, index = _scene(story, scene_id)
    if (character := _character(story, character_id)) is None:
        return GONE
    if character.outside:
        return Refused(phrase("{who} is an outside figure and is in no scene.", who=character.name))
    scene = episode.scenes[index]
    now = episode_presences(episode, outside_figures(story))[index]
    if next((found.state for found in now if found.character == character_id), "absent") == state:
        return Refused(_already(character.name, state))
    at, _ = _which(story, character)
    here = anchor_at(episode.text, scene.start)
    source = _source(story, episode)
    return Correction(new_id, "presence", at=at, in_=here, character=character.name, state=state, episode=source)


def next_state(story: Story, scene_id: str, character_id: str, *, back: bool = False) -> Decided:
    """What Space makes of a cell: present → mentioned → absent → present, or the other way round."""
    episode, index = _scene(story, scene_id)
    found = episode_presences(episode, outside_figures(story))[index]
    now = next((p.state for p in found if p.character == character_id), "absent")
    after: dict[str, Decided] = {"present": "mentioned", "mentioned": "absent", "absent": "present"}
    if back:
        return after[after[now]]  # two on of three is one back
    return after[now]


def rename(story: Story, character_id: str, name: str, *, new_id: str) -> Edit:
    """The character is called `name`."""
    if (character := _character(story, character_id)) is None:
        return GONE
    name = " ".join(name.split())
    if not name:
        return Refused(phrase("A character needs a name."))
    if name == character.name:
        return Refused(phrase("{name} is the name already.", name=name))
    if any(other.id != character_id and plain(other.name) == plain(name) for other in story.characters):
        return Refused(phrase("Somebody else is called {name}. If they are one person, merge them.", name=name))
    at, source = _which(story, character)
    return Correction(new_id, "rename", at=at, character=character.name, into=name, episode=source)


def merge(story: Story, character_ids: Sequence[str], *, new_id: str, into: str | None = None) -> Edit:
    """The characters are one person, called `into` (by default what the first of them is called)."""
    same = _those_known(story, character_ids)
    if len(same) < 2:
        return Refused(phrase("It takes two to be made one."))
    name = " ".join((into or same[0].name).split())
    names = tuple(character.name for character in same)
    unclear = [c for c in same if _shared(story, c) and names.count(c.name) < len(_called(story, c.name))]
    at, source = _which(story, unclear[0]) if unclear else (None, "")
    return Correction(new_id, "merge", at=at, names=names, into=name, episode=source)


def unalias(
    story: Story, character_id: str, forms: Sequence[str], *, new_id: str, into: str | None = None, episode_id: str = ""
) -> Edit:
    """The forms are not this character but one of their own, called `into`; with `episode_id`, in that episode only."""
    if (character := _character(story, character_id)) is None:
        return GONE
    wanted = {plain(form) for form in forms}  # two spellings of one name go together
    going = tuple(form for form in character.aliases if plain(form) in wanted)
    if not going:
        return Refused(phrase("{who} is not called so.", who=character.name))
    if len(going) == len(character.aliases) and not episode_id:
        return Refused(phrase("These are all the names of {who}. Rename instead.", who=character.name))
    at, source = (None, _episode(story, episode_id).source) if episode_id else _which(story, character)
    name = " ".join((into or max(going, key=len)).split())
    return Correction(new_id, "unalias", at=at, character=character.name, names=going, into=name, episode=source)


def separate(story: Story, character_ids: Sequence[str], *, new_id: str) -> Edit:
    """The characters are known not to be one person."""
    apart = _those_known(story, character_ids)
    if len(apart) < 2:
        return Refused(phrase("It takes two to be kept apart."))
    return Correction(new_id, "separate", names=tuple(character.name for character in apart))


def add(story: Story, episode_id: str, start: int, end: int, *, new_id: str, into: str | None = None) -> Edit:
    """The words at ``[start, end)``, made whole, name wherever they stand the character called `into` (or so)."""
    episode = _episode(story, episode_id)
    while start < end and not episode.text[start].isalnum():
        start += 1
    while end > start and not episode.text[end - 1].isalnum():
        end -= 1
    while 0 < start < end and episode.text[start].isalnum() and episode.text[start - 1].isalnum():
        start -= 1
    while start < end < len(episode.text) and episode.text[end - 1].isalnum() and episode.text[end].isalnum():
        end += 1
    words = episode.text[start:end]
    if not any(letter.isalnum() for letter in words):
        return Refused(phrase("Select the words that name the character."))
    if len(words) > 80 or "\n" in words:
        return Refused(phrase("That is too long for a name."))
    name = " ".join((into or words).split())
    owner = next((c for c in story.characters if words in c.aliases), None)
    if owner is not None and plain(owner.name) == plain(name):
        return Refused(phrase("{who} is called so already.", who=owner.name))
    return Correction(new_id, "add", at=anchor_of(episode.text, start, end), into=name, episode=_source(story, episode))


def dismiss(story: Story, character_id: str, *, new_id: str) -> Edit:
    """The character is no person."""
    if (character := _character(story, character_id)) is None:
        return GONE
    at, source = _which(story, character)
    return Correction(new_id, "dismiss", at=at, character=character.name, episode=source)


def set_outside(story: Story, character_id: str, *, new_id: str, outside: bool = True) -> Edit:
    """The character is an outside figure, or is one of the story after all."""
    if (character := _character(story, character_id)) is None:
        return GONE
    if character.outside == outside:
        if outside:
            return Refused(phrase("{who} is an outside figure already.", who=character.name))
        return Refused(phrase("{who} is a character of the story already.", who=character.name))
    at, source = _which(story, character)
    state = "yes" if outside else "no"
    return Correction(new_id, "outside", at=at, character=character.name, state=state, episode=source)  # type: ignore[arg-type]


def recolour(story: Story, character_id: str, colour: int | None, *, new_id: str) -> Edit:
    """The character wears `colour`, 0–11, or the colour of its turn (None)."""
    if (character := _character(story, character_id)) is None:
        return GONE
    if colour is not None and not 0 <= colour < COLOURS:
        return Refused(phrase("There is no such colour."))
    at, source = _which(story, character)
    return Correction(new_id, "colour", at=at, character=character.name, value=colour, episode=source)


def confirm_break(story: Story, scene_id: str, *, new_id: str) -> Edit:
    """The scene rightly begins where it does."""
    episode, index = _scene(story, scene_id)
    here = anchor_at(episode.text, episode.scenes[index].start)
    return Correction(new_id, "confirm", at=here, episode=_source(story, episode))


def confirm_presence(story: Story, scene_id: str, character_id: str, *, new_id: str) -> Edit:
    """The character is in the scene just as was found."""
    episode, index = _scene(story, scene_id)
    if (character := _character(story, character_id)) is None:
        return GONE
    scene = episode.scenes[index]
    found = episode_presences(episode, outside_figures(story))[index]
    state: Decided = next((p.state for p in found if p.character == character_id), "absent")
    here = anchor_at(episode.text, scene.start)
    source = _source(story, episode)
    return Correction(new_id, "confirm", in_=here, character=character.name, state=state, episode=source)


def _episode(story: Story, episode_id: str) -> Episode:
    return next(episode for episode in story.episodes if episode.id == episode_id)


def _scene(story: Story, scene_id: str) -> tuple[Episode, int]:
    return next((e, i) for e in story.episodes for i, scene in enumerate(e.scenes) if scene.id == scene_id)


def _scene_at(episode: Episode, offset: int) -> Scene:
    return next((s for s in reversed(episode.scenes) if s.start <= offset), episode.scenes[0])


def _character(story: Story, character_id: str) -> Character | None:
    return next((character for character in story.characters if character.id == character_id), None)


def _those_known(story: Story, character_ids: Sequence[str]) -> list[Character]:
    """Each of the characters once; an id of a story that is gone means nobody."""
    found = (_character(story, character_id) for character_id in dict.fromkeys(character_ids))
    return [character for character in found if character is not None]


def _source(story: Story, episode: Episode) -> str:
    return episode.source if len(story.episodes) > 1 else ""


def _word_start(text: str, offset: int) -> int:
    """The start of the word that holds `offset`, or of the next one where it stands between words."""
    offset = max(0, min(offset, len(text)))
    while offset < len(text) and text[offset].isspace():
        offset += 1
    while 0 < offset < len(text) and not text[offset - 1].isspace():
        offset -= 1
    return offset


def _called(story: Story, name: str) -> list[Character]:
    return [character for character in story.characters if character.name == name]


def _shared(story: Story, character: Character) -> bool:
    return len(_called(story, character.name)) > 1


def _which(story: Story, character: Character) -> tuple[Anchor | None, str]:
    """Where two have one name: the words of a mention of the right one, and the episode they stand in."""
    if not _shared(story, character):
        return None, ""
    for episode in story.episodes:
        for mention in episode.mentions:
            if mention.character == character.id:
                return anchor_of(episode.text, mention.start, mention.end), _source(story, episode)
    return None, ""
