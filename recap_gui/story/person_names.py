"""The parts of a person's name: title, first name, surname, and what a title says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from recap_gui.story.names import plain
from recap_gui.story.nicknames import may_be_one

Gender: TypeAlias = Literal["she", "he"]

_HIS = "mr mister sir lord king prince father fr brother uncle grandpa señor senor don baron duke count"
_HERS = "mrs ms miss lady dame queen princess mother sister aunt auntie grandma señora senora doña madam"
_ANYONES = """
    mx dr doctor prof professor captain capt sergeant sgt lieutenant lt colonel col general gen major commander
    inspector detective det constable officer sheriff deputy chief agent reverend rev judge nurse coach president
    mayor senator ser saint st
"""
_OLD = "old young little big poor dear late"
_HE, _SHE, _EPITHETS = frozenset(_HIS.split()), frozenset(_HERS.split()), frozenset(_OLD.split())
_TITLES = _HE | _SHE | frozenset(_ANYONES.split())


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart, in plain letters. A single word may be first name or surname: then only `single` is set.

    With a title, that single word is the `surname` ("Dr. Voss"). `role` marks what is no name of one's own
    ("the constable", "Doctor").
    """

    title: str = ""
    first: str = ""
    surname: str = ""
    single: str = ""
    role: bool = False

    @property
    def full(self) -> bool:
        """Whether first name and surname are both known."""
        return bool(self.first)

    @property
    def gender(self) -> Gender | None:
        """What the title says."""
        return "he" if self.title in _HE else "she" if self.title in _SHE else None


@lru_cache(maxsize=8192)
def parsed(form: str) -> PersonName:
    """The parts of the form of a name."""
    words = [word.strip(".,'\"") for word in plain(form).split()]
    words = [word for word in words if word]
    if not words or words[0] in ("the", "a", "an", "my", "his", "her", "their") or form[:1].islower():
        if words and words[0] in _EPITHETS and form.split()[-1][:1].isupper():
            return parsed(" ".join(form.split()[1:]))
        return PersonName(role=True)
    while len(words) > 1 and words[0] in _EPITHETS:
        words = words[1:]
    title = ""
    while words and words[0] in _TITLES:
        title, words = title or words[0], words[1:]
    if not words:
        return PersonName(title, role=True)
    if len(words) > 1 and len(words[-1]) == 1:
        words = words[:-1]  # an initial tells no surname
    if len(words) > 1:
        return PersonName(title, words[0], words[-1])
    return PersonName(title, surname=words[0]) if title else PersonName(single=words[0])


def alike_first_names(one: str, other: str) -> bool:
    """Whether two first names may be one: the same, an initial, the beginning of the other, or another short form."""
    short, long = sorted((one, other), key=len)
    return (long.startswith(short) and (len(short) == 1 or len(short) >= 3)) or may_be_one(one, other)
