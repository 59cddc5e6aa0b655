"""Stories as JSON (DESIGN §5): what ``recap-gui export -o OUT.json`` writes and what opens again.

Presences are written for other programs and derived anew on opening; fields of other programs are passed over. Beyond
the fields every story has stand, only where they say something: a scene's `decided` and `strand`, an episode's `show`
and `notes`, a character's `colour`, a proposal's `episode`, the `votes` of a piece of evidence.
"""

from __future__ import annotations

from typing import Any

import msgspec

from recap_gui import __version__
from recap_gui.files import story_rows
from recap_gui.files.errors import FileError
from recap_gui.files.story_check import StoryError, check
from recap_gui.story import (
    Character,
    Episode,
    Mention,
    Presence,
    Proposal,
    Reason,
    Scene,
    Story,
    episode_presences,
    outside_figures,
)
from recap_gui.story.phrase import Phrase, phrase

FORMAT = "recap-timeline/story"
VERSION = 1
LARGEST = 200 * 2**20

_Json = dict[str, Any]


class _Head(msgspec.Struct):
    format: str = ""
    version: int = 0


def encode(story: Story) -> bytes:
    """The story as UTF-8 JSON. Equal stories give equal bytes; confidences are rounded to two decimals."""
    return msgspec.json.encode(as_json(story)) + b"\n"


def decode(data: bytes, *, name: str = "") -> Story:
    """The story in `data`.

    Raises:
        FileError: `story` (it says what is wrong and where), `newer`, `too_large`, `is_corrections`.
    """
    if len(data) > LARGEST:
        raise FileError("too_large", name=name, megabytes=round(len(data) / 2**20, 1), limit=LARGEST // 2**20)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        _check_head(msgspec.json.decode(data, type=_Head), name)
        story = story_rows.story(msgspec.json.decode(data, type=story_rows.StoryRow))
        check(story)
    except msgspec.ValidationError as error:
        raise FileError("story", name=name, because=_plain(error)) from error
    except msgspec.DecodeError as error:
        raise FileError(
            "story", name=name, because=phrase("it is not valid JSON ({error})", error=str(error))
        ) from error
    except (RecursionError, UnicodeDecodeError) as error:
        raise FileError("story", name=name, because=phrase("it is not JSON as programs write it")) from error
    except StoryError as error:
        raise FileError("story", name=name, because=error.because) from error
    return story


def as_json(story: Story) -> _Json:
    """The story as what a JSON encoder takes."""
    outside = outside_figures(story)
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": story.title,
        "generator": f"recap-gui {__version__}",
        "characters": [_character(character) for character in story.characters],
        "proposals": [_proposal(proposal) for proposal in story.proposals],
        "episodes": [_episode(episode, outside) for episode in story.episodes],
        **({"notes": [_note(note) for note in story.notes]} if story.notes else {}),
    }


def _check_head(head: _Head, name: str) -> None:
    if head.format == "recap-timeline/corrections":
        raise FileError("is_corrections", name=name)
    if head.format != FORMAT:
        raise FileError("story", name=name, because=phrase("its “format” is not “{format}”", format=FORMAT))
    if head.version > VERSION:
        raise FileError("newer", name=name, version=head.version)


def _plain(error: msgspec.ValidationError) -> str:
    """What msgspec says, in words: ``episodes[0].text: expected `str`, got `int```."""
    what, _, where = str(error).partition(" - at `$")
    return f"{where.strip('.`') or 'the whole'}: {what[:1].lower()}{what[1:]}"


def _character(character: Character) -> _Json:
    row: _Json = {
        "id": character.id,
        "name": character.name,
        "aliases": list(character.aliases),
        "outside": character.outside,
    }
    if character.colour is not None:
        row["colour"] = character.colour
    return row


def _proposal(proposal: Proposal) -> _Json:
    row: _Json = {"same": list(proposal.same), "confidence": round(proposal.confidence, 2), "why": _why(proposal.why)}
    if proposal.episode:
        row["episode"] = proposal.episode
    return row


def _why(why: tuple[Reason, ...]) -> list[_Json]:
    rows: list[_Json] = []
    for reason in why:
        row: _Json = {"rule": reason.rule, "spans": list(reason.spans)}
        if votes := round(reason.votes, 2):
            row["votes"] = votes
        rows.append(row)
    return rows


def _episode(episode: Episode, outside: frozenset[str]) -> _Json:
    presences = episode_presences(episode, outside)
    row: _Json = {
        "id": episode.id,
        "title": episode.title,
        "season": episode.season,
        "number": episode.number,
        "source": episode.source,
        "text": episode.text,
        "scenes": [_scene(scene, found) for scene, found in zip(episode.scenes, presences, strict=True)],
        "mentions": [_mention(mention) for mention in episode.mentions],
    }
    if episode.show is not None:
        row["show"] = episode.show
    if episode.notes:
        row["notes"] = [_note(note) for note in episode.notes]
    return row


def _note(note: Phrase) -> str | _Json:
    facts = {name: str(fact) if isinstance(fact, Phrase) else fact for name, fact in note.facts}
    return {"words": note.words, "facts": facts} if facts else note.words


def _scene(scene: Scene, presences: tuple[Presence, ...]) -> _Json:
    row: _Json = {
        "id": scene.id,
        "start": scene.start,
        "end": scene.end,
        "kind": scene.kind,
        "apart": scene.apart,
        "continues": scene.continues,
        "heading": scene.heading,
        "place": scene.place,
        "time": scene.time,
        "confidence": round(scene.confidence, 2),
        "why": _why(scene.why),
        "presences": [
            {
                "character": presence.character,
                "state": presence.state,
                "confidence": round(presence.confidence, 2),
                "evidence": list(presence.evidence),
            }
            for presence in presences
        ],
    }
    if scene.decided:
        row["decided"] = [{"character": one.character, "state": one.state} for one in scene.decided]
    if scene.strand is not None:
        row["strand"] = scene.strand
    return row


def _mention(mention: Mention) -> _Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "character": mention.character,
        "how": mention.how,
        "state": mention.state,
        "confidence": round(mention.confidence, 2),
        "why": _why(mention.why),
    }
