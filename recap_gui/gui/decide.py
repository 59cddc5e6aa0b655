"""Makes corrections out of decisions: places become quoted words, characters their names. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex

from recap_gui.gui.telling import Telling
from recap_gui.story import Character, Decided, Kind
from recap_gui.story.corrections import Anchor, Correction


def presence(telling: Telling, scene: int, character: str, state: Decided) -> Correction:
    """`character` is `state` in `scene`."""
    who = telling.cast[character].name
    here = _break(telling, scene)
    return Correction(_id(), "presence", in_=here, character=who, state=state, episode=_of(telling, scene))


def split(telling: Telling, episode: int, offset: int) -> Correction:
    """A scene begins at `offset`."""
    found = telling.story.episodes[episode]
    return Correction(_id(), "split", at=place(found.text, offset), episode=_source(telling, episode))


def join(telling: Telling, scene: int) -> Correction:
    """`scene` goes on the one before."""
    return Correction(_id(), "join", at=_break(telling, scene), episode=_of(telling, scene))


def move(telling: Telling, scene: int, offset: int) -> Correction:
    """`scene` begins at `offset`."""
    to = place(telling.episode(scene).text, offset)
    return Correction(_id(), "move", at=_break(telling, scene), to=to, episode=_of(telling, scene))


def scene(
    telling: Telling, scene: int, *, kind: Kind | None, place: str | None, time: str | None, heading: str | None
) -> Correction:
    """What is said about `scene`; `fields` names those that differ from what stands there now."""
    now = telling.scenes[scene]
    said: dict[str, str | None] = {"kind": kind, "place": place, "time": time, "heading": heading}
    fields = tuple(f for f, value in said.items() if value is not None and value != (getattr(now, f) or ""))
    return Correction(
        _id(),
        "scene",
        in_=_break(telling, scene),
        kind=kind if "kind" in fields else None,
        place=place if "place" in fields else None,
        time=time if "time" in fields else None,
        heading=heading if "heading" in fields else None,
        fields=fields,
        episode=_of(telling, scene),
    )


def rename(character: Character, name: str) -> Correction:
    """`character` is called `name`."""
    return Correction(_id(), "rename", character=character.name, into=name)


def merge(cast: Sequence[Character], into: str) -> Correction:
    """`cast` are one person, called `into`."""
    return Correction(_id(), "merge", names=tuple(c.name for c in cast), into=into)


def separate(cast: Sequence[Character]) -> Correction:
    """`cast` are not one person."""
    return Correction(_id(), "separate", names=tuple(c.name for c in cast))


def unalias(character: Character, forms: Sequence[str], name: str) -> Correction:
    """`forms` are no longer `character` but one called `name`."""
    return Correction(_id(), "unalias", character=character.name, names=tuple(forms), into=name)


def add(telling: Telling, episode: int, start: int, end: int, name: str) -> Correction:
    """The words ``[start, end)`` name a character called `name`."""
    at = quote(telling.story.episodes[episode].text, start, end)
    return Correction(_id(), "add", at=at, into=name, episode=_source(telling, episode))


def dismiss(character: Character) -> Correction:
    """`character` is no person."""
    return Correction(_id(), "dismiss", character=character.name)


def outside(character: Character, *, outside: bool) -> Correction:
    """`character` is an outside figure, or is not."""
    return Correction(_id(), "outside", character=character.name, state="yes" if outside else "no")


def colour(character: Character, value: int) -> Correction:
    """`character` wears colour `value`."""
    return Correction(_id(), "colour", character=character.name, value=value)


def confirm(telling: Telling, scene: int, character: Character | None) -> Correction:
    """The break before `scene`, or the state of `character` in it, is right as found."""
    here = _break(telling, scene)
    if character is None:
        return Correction(_id(), "confirm", at=here, episode=_of(telling, scene))
    return Correction(_id(), "confirm", in_=here, character=character.name, episode=_of(telling, scene))


def without(corrections: Sequence[Correction], made: Correction) -> tuple[Correction, ...]:
    """`corrections` without those that `made` speaks over: the same question answered before."""
    return tuple(c for c in corrections if not _same_question(c, made))


def quote(text: str, start: int, end: int) -> Anchor:
    """The words ``text[start:end]`` with 32 code points on either side."""
    return Anchor(text[start:end], text[max(start - 32, 0) : start], text[end : end + 32])


def place(text: str, offset: int) -> Anchor:
    """A place in a text by the words that begin there: about twenty code points, whole words."""
    end = min(offset + 20, len(text))
    while end < min(len(text), offset + 40) and not text[end].isspace():
        end += 1
    return quote(text, offset, end)


def _same_question(old: Correction, new: Correction) -> bool:
    if old.do != new.do or old.episode != new.episode:
        return False
    if new.do == "presence":
        return (old.in_, old.character) == (new.in_, new.character)
    if new.do == "scene":
        return old.in_ == new.in_ and set(old.fields) <= set(new.fields)
    return new.do in ("colour", "outside") and old.character == new.character


def _break(telling: Telling, scene: int) -> Anchor:
    return place(telling.episode(scene).text, telling.scenes[scene].start)


def _source(telling: Telling, episode: int) -> str:
    return telling.story.episodes[episode].source if len(telling.story.episodes) > 1 else ""


def _of(telling: Telling, scene: int) -> str:
    return _source(telling, telling.episode_index(scene))


def _id() -> str:
    return token_hex(4)
