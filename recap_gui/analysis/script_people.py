"""Who is in a transcript or screenplay: the speakers, under every form, and others of whom they speak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.script_scenes import flat
from recap_gui.story.cast import Character
from recap_gui.story.document import Document, Hint, Span
from recap_gui.story.names import places_of, plain
from recap_gui.story.person_names import parsed as name_parts

_AND = re.compile(r"\s*(?:,|&|/|\+|\band\b)\s*", re.I)
_CAPITALS = re.compile(r"(?<![^\W_])[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+){1,3}(?![^\W_])")
_NOTE = re.compile(r"[ \t]*:?\s*[(\[]([^)\]\n]{1,60})[)\]]")
_NUMBER = re.compile(r"\s*#?\d+$")


@dataclass(slots=True)
class Person:
    """Somebody, under all forms; `speaks` where it is one who has lines."""

    name: str
    forms: list[str] = field(default_factory=list)
    speaks: bool = True
    outside: bool = False

    def known_by(self, form: str) -> None:
        """Know one form more; the name becomes the fullest one that holds its words."""
        if form not in self.forms:
            self.forms.append(form)
        if _own(form) > _own(self.name):
            self.name = form


class People:
    """All of them, in order of appearance."""

    def __init__(self) -> None:
        self.all: list[Person] = []

    def speaking(self, hint: Hint, text: str) -> list[tuple[Person, Span]]:
        """Who speaks at a hint, each with the words that name them; nobody where all speak at once."""
        found: list[tuple[Person, Span]] = []
        said = text[hint.start : hint.end]
        at = 0
        for part in _AND.split(said):
            start = said.find(part, at)
            at = start + len(part)
            if part.strip() and flat(part) not in words("script", "together"):
                shown = part.title() if part.isupper() and len(part) > 2 else part
                found.append((self.called(shown), (hint.start + start, hint.start + at)))
        return found

    def called(self, form: str) -> Person:
        """The one that a form can only mean, or somebody new."""
        person = self.meant(form)
        if person is None:
            person = Person(form)
            self.all.append(person)
        person.known_by(form)
        return person

    def meant(self, form: str) -> Person | None:
        """The one that a form can only mean: by the same words, or by some of the words of one name alone."""
        own, same = _own(form), [p for p in self.all if any(plain(f) == plain(form) for f in p.forms)]
        if same or not own:
            return same[0] if same else None
        fits = [p for p in self.all if _fits(own, p)]
        return fits[0] if len(fits) == 1 else None

    def words(self) -> frozenset[str]:
        """The words of all names, in small letters."""
        return frozenset(word for person in self.all for form in person.forms for word in _own(form))

    def characters(self) -> list[Character]:
        """The cast; ids count from 1."""
        return [
            Character(f"c{number}", p.name, tuple(dict.fromkeys((*p.forms, p.name))), p.outside)
            for number, p in enumerate(self.all, 1)
        ]


def _own(form: str) -> frozenset[str]:
    """The words of a name that are its own: no titles, no numbers."""
    said = _NUMBER.sub("", form) if len(form.split()) > 1 else form
    bare = [word for word in flat(said).split() if not name_parts(word.title()).role or len(said.split()) == 1]
    return frozenset(bare) if not _NUMBER.search(form) else frozenset(flat(form).split())


def _fits(own: frozenset[str], person: Person) -> bool:
    return any(own <= _own(form) or (_own(form) and _own(form) <= own) for form in person.forms)


def speakers(document: Document) -> Iterator[Hint]:
    """The hints of those who speak, in order."""
    return (hint for hint in document.hints if hint.kind == "speaker")


def heard(document: Document, hint: Hint) -> Literal["here", "elsewhere", "telephone"]:
    """Where the note behind a speaker's name says that the voice comes from."""
    note = _NOTE.match(document.text, hint.end)
    pieces = {piece.strip() for piece in re.split(r"[,;]|\band\b", note[1].lower())} if note else set()
    if pieces & words("script", "elsewhere"):
        return "elsewhere"
    return "telephone" if pieces & words("script", "telephone") else "here"


def introduced(people: People, text: str, taken: Sequence[Span]) -> None:
    """Know the full names with which screenplays bring people in, in capitals: "RAMONA PIKE, 40s, pours the iron."."""
    for run in _CAPITALS.finditer(text):
        if not any(start <= run.start() < end for start, end in taken):
            form = run.group().rstrip(".").title()
            person = people.meant(form)
            if person is not None:
                person.known_by(form)


def named(people: People, parsed: Parsed, taken: Sequence[Span]) -> Iterator[tuple[Person, Span]]:
    """Where the people are named by a form of theirs, outside `taken`; a lone word must be a name there."""
    done = {at for span in taken for at in range(*span)}
    forms = [(form, person) for person in people.all for form in _spoken_forms(person, people)]
    for form, person in sorted(forms, key=lambda pair: -len(pair[0])):
        for shape in dict.fromkeys((form, form.upper())):
            for start, end in places_of(shape, parsed.text):
                if done.isdisjoint(range(start, end)) and _is_name(parsed, start, end):
                    done.update(range(start, end))
                    yield person, (start, end)


def _spoken_forms(person: Person, people: People) -> Iterable[str]:
    """The forms of a person, and the single words of full names that mean nobody else."""
    found = dict.fromkeys(form for form in person.forms if form[:1].isupper())
    for form in tuple(found):
        for word in form.split():
            if word[:1].isupper() and flat(word) in _own(form) and len(word) > 2 and people.meant(word) is person:
                found.setdefault(word.strip(".,'\""))
    return found


def _is_name(parsed: Parsed, start: int, end: int) -> bool:
    said = parsed.text[start:end]
    if " " in said.strip() or said.isupper():
        return True
    return any(token.pos == "PROPN" for token in parsed.tokens_in(start, end))
