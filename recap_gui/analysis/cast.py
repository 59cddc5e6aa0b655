"""The cast of one document: characters with their aliases, and every place where the text names one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recap_gui.analysis import people, roles, same
from recap_gui.analysis.aliases import Cast, Guess, Merger, Person, long_title, short_of, unite
from recap_gui.analysis.guesses import guesses
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.links import IN_BRACKETS, Link, find_links
from recap_gui.analysis.names import Form, Gender, Occurrence, gather, gender_of_name, gender_of_title
from recap_gui.analysis.outside import credited
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import log_odds, probability, weights
from recap_gui.analysis.zones import Zone, Zones
from recap_gui.story.cast import Character, Proposal, Reason

_SURE = 0.65
"""How likely somebody must be a person: a thing in the cast costs the user more than a walk-on left out."""
_WORTH_ASKING = 0.25
_ONE_PERSON = 0.55
_OUTWEIGHS = 2  # pronouns of one gender more than of the other tell it


class Named(NamedTuple):
    """The text names a character at ``[start, end)``; `head` is the head word's index."""

    start: int
    end: int
    character: int
    head: int
    possessive: bool
    collective: bool = False


class Standing(NamedTuple):
    """What speaks for and against a person being of the story, from the name alone."""

    actor: bool
    played: bool
    likely: float
    full: bool
    titled: bool
    famous: bool


@dataclass(frozen=True, slots=True)
class FoundCast:
    """What is known of the cast. `named` is in order of the text; numbers count `characters`."""

    characters: tuple[Character, ...]
    genders: tuple[Gender, ...]
    standing: tuple[Standing, ...]
    named: tuple[Named, ...]
    proposals: tuple[Proposal, ...]


def find_cast(parsed: Parsed, quotes: Quotes, zones: Sequence[Zone]) -> FoundCast:
    """The cast of the document."""
    where = Zones(zones)
    cast, actors, played, links = find_persons(parsed, quotes, where)
    _join_alike(parsed, quotes, cast, actors)
    asked = {frozenset((id(guess.first), id(guess.second))) for guess in cast.guesses}
    for one in guesses(parsed, [p for p in cast.persons if id(p) not in actors], links):
        if frozenset((id(one.first), id(one.second))) not in asked:
            cast.guesses.append(Guess(one.first, one.second, one.confidence, one.rule))
    return _Writer(parsed, quotes, where, cast, actors, played).written()


class Persons(NamedTuple):
    """The persons of a text before those whose names look alike are joined.

    `actors` holds the ids (``id()``) of those who play somebody or wrote the text, `played` those of whom actors play.
    """

    cast: Cast
    actors: set[int]
    played: set[int]
    links: list[Link]


def find_persons(parsed: Parsed, quotes: Quotes, where: Zones) -> Persons:
    """The persons of a text by what is certain."""
    forms = gather(parsed)
    evidence = people.observe(parsed, quotes, forms.values())
    odds = weights("person")
    likely, _ = people.judge(forms, evidence, parsed, lambda votes: probability(log_odds(votes, odds)))
    pronouns = _pronoun_genders(parsed, forms.values())
    dotted = {f.key for f in forms.values() if any(parsed.text[found.end : found.end + 1] == "." for found in f.found)}
    sure = sorted({word for f in forms.values() if likely[f.key] >= _SURE for word in f.parts.core})
    possible = [f for f in forms.values() if likely[f.key] >= _WORTH_ASKING or f.parts.role or _short(f, sure)]
    possible = [f for f in possible if not _vessel(f) and (len(f.key) > 1 or f.key in dotted)]
    links = find_links(parsed, [f for f in possible if not f.parts.role])
    strangers = _strangers(parsed.text, possible, find_links(parsed, possible))  # "the Commodore (Gerrit Hume)" too
    cast = Merger(possible, likely, pronouns, strangers).merged()
    actors, played = _follow_links(cast, links)
    actors |= {id(person) for person in cast.persons if all(form.key in strangers for form in person.forms)}
    _own_roles(cast, forms.values(), likely, where)
    cast.persons = [p for p in cast.persons if p.likely >= _SURE]
    cast.persons.sort(key=lambda p: min(found.start for form in p.forms for found in form.found))
    return Persons(cast, actors, played, links)


def _strangers(text: str, forms: Iterable[Form], links: Iterable[Link]) -> set[str]:
    """The full names that are only ever those of who wrote the text or plays somebody, by their keys."""
    plays = Counter(link.second for link in links if link.rule == IN_BRACKETS)
    return {
        form.key
        for form in forms
        if len(form.parts.core) > 1
        and plays[form.key] + sum(credited(text, found.start) for found in form.found) >= len(form.found)
    }


def _join_alike(parsed: Parsed, quotes: Quotes, cast: Cast, actors: Collection[int]) -> None:
    """Make one of persons whose names look alike and whom the text uses as one."""
    odds = weights("same")
    found = same.pairs(parsed, quotes, [person for person in cast.persons if id(person) not in actors])
    joined: dict[int, Person] = {}
    for pair in same.likeliest(found, lambda votes: probability(log_odds(votes, odds)), least=_ONE_PERSON):
        first, second = (joined.get(id(person), person) for person in pair)
        if first is not second and not _two_full_names(first, second):
            unite(cast, first, second)
            joined |= {known: first for known, person in joined.items() if person is second} | {id(second): first}


def _vessel(form: Form) -> bool:
    """Whether a name in several words has always "the" before it and no title in it: "the Anna B.", a boat."""
    named = not form.parts.titles and not form.parts.epithets and not form.parts.role
    roles_in_it = set(form.parts.core) & words("people", "roles")
    initial = len(form.parts.core) > 1 and len(form.parts.core[-1]) == 1
    return named and initial and not roles_in_it and all(found.article for found in form.found)


def _short(form: Form, sure: Iterable[str]) -> bool:
    """Whether an unlikely form may be a fond short form of a likely name."""
    core = form.parts.core
    return len(core) == 1 and any(short_of(core[0], word) for word in sure)


def _pronoun_genders(parsed: Parsed, forms: Iterable[Form]) -> dict[str, Gender]:
    """Genders that pronouns tell: what follows a subject's sentence before anyone else is named."""
    result: dict[str, Gender] = {}
    for form in forms:
        count: Counter[str] = Counter()
        for found in form.found:
            count[_gender_after(parsed, found.head, found.last)] += 1
        f, m = count["f"], count["m"]
        if f + m >= 2 and max(f, m) >= 3 * min(f, m):
            result[form.key] = "f" if f > m else "m"
    return result


def _told_genders(parsed: Parsed, named: Iterable[Named], many: int) -> list[Gender]:
    """Genders that the pronouns after all forms of a person tell together, for `many` persons; two must outweigh."""
    men = [0] * many
    for one in named:
        if not one.collective:
            gender = _gender_after(parsed, one.head, one.head)
            men[one.character] += (gender == "m") - (gender == "f")
    return ["m" if more >= _OUTWEIGHS else "f" if more <= -_OUTWEIGHS else "" for more in men]


def _gender_after(parsed: Parsed, head: int, last: int) -> Gender:
    """The gender of the first pronoun after a name (its head word and its last), before anyone else is named."""
    token = parsed.tokens[head]
    if token.dep not in ("nsubj", "nsubjpass", "ROOT", "poss", "conj"):
        return ""
    for after in parsed.tokens[last + 1 : last + 30]:
        low = after.text.lower()
        if low in ("she", "her", "herself", "hers"):
            return "f"
        if low in ("he", "him", "his", "himself"):
            return "m"
        if after.pos == "PROPN" or after.sentence > token.sentence + 1:
            return ""
    return ""


def _follow_links(cast: Cast, links: Sequence[Link]) -> tuple[set[int], set[int]]:
    """Unite what the text itself says is one person; the ids (``id()``) of actors and of the persons they play."""
    actors: set[int] = set()
    played: set[int] = set()
    for link in links:
        first = next((p for p in cast.persons if any(f.key == link.first for f in p.forms)), None)
        second = next((p for p in cast.persons if any(f.key == link.second for f in p.forms)), None)
        if first is None or second is None or first is second:
            continue
        if link.kind == "actor":
            actors.add(id(second))
            played.add(id(first))
            first.likely = max(first.likely, 0.9)
            second.likely = max(second.likely, 0.9)
        elif link.kind == "same" and not _two_full_names(first, second):
            first.likely = max(first.likely, 0.9)
            unite(cast, first, second)
            if id(second) in played:
                played.add(id(first))
    return actors, played - actors


def _two_full_names(one: Person, other: Person) -> bool:
    return len(one.full) > 1 and len(other.full) > 1 and not set(one.full) & set(other.full)


def _own_roles(cast: Cast, forms: Iterable[Form], likely: Mapping[str, float], where: Zones) -> None:
    """Roles that nobody else bears, written with a capital and acting like a name, are persons of their own."""
    sure = [person for person in cast.persons if person.likely >= _SURE]
    borne = {title for person in sure for title in person.titles}
    borne |= {long_title(word) for person in sure for core in person.cores for word in core}
    for form in forms:
        if not form.parts.role or form.parts.titles or likely[form.key] < _SURE:
            continue
        word = form.parts.core[0]
        inside = [found for found in form.found if not found.initial and where.tells(found.start)]
        if long_title(word) in borne or len(inside) < 2:
            continue
        person = Person([form], likely[form.key], gender_of_title(word))
        cast.persons.append(person)


class _Writer:
    """Writes the cast as characters and places where they are named."""

    def __init__(
        self, parsed: Parsed, quotes: Quotes, where: Zones, cast: Cast, actors: set[int], played: set[int]
    ) -> None:
        self.parsed, self.quotes, self.where, self.cast = parsed, quotes, where, cast
        self.actors, self.played = actors, played
        self.persons = cast.persons
        self.named: list[Named] = []
        self.covered: set[int] = set()

    def written(self) -> FoundCast:
        """The finished value."""
        for number, person in enumerate(self.persons):
            for form in person.forms:
                for found in form.found:
                    self._name(found, number)
        self._shared()
        self._unseen()
        self._families()
        self._roles()
        self.named.sort(key=lambda n: (n.start, n.character))
        characters = tuple(
            Character(f"c{number + 1}", self._title(person), self._aliases(number, person))
            for number, person in enumerate(self.persons)
        )
        standing = tuple(self._standing(person) for person in self.persons)
        told = _told_genders(self.parsed, self.named, len(self.persons))
        genders = tuple(person.gender or gender for person, gender in zip(self.persons, told, strict=True))
        return FoundCast(characters, genders, standing, tuple(self.named), self._proposals())

    def _name(self, found: Occurrence, number: int) -> None:
        if found.first in self.covered:
            return
        self.covered.update(range(found.first, found.last + 1))
        self.named.append(Named(found.start, found.end, number, found.head, found.possessive))

    def _places(self) -> dict[int, list[int]]:
        where: dict[int, list[int]] = defaultdict(list)
        for name in self.named:
            where[name.character].append(name.start)
        return where

    def _shared(self) -> None:
        """Forms that may mean several persons: whoever of them was named last."""
        where = self._places()
        numbers = {id(person): number for number, person in enumerate(self.persons)}
        pending: list[tuple[Occurrence, list[int]]] = []
        for key, persons in self.cast.shared.items():
            candidates = [numbers[id(p)] for p in persons if id(p) in numbers]
            for form in self._forms_of(key):
                pending.extend((found, candidates) for found in form.found if candidates)
        for found, candidates in sorted(pending, key=lambda pair: pair[0].start):
            number = roles.nearest((found.start, found.end), candidates, where)
            self._name(found, number)
            where[number].append(found.start)

    def _forms_of(self, key: str) -> list[Form]:
        return [form for form in self.cast.unplaced if form.key == key]

    def _unseen(self) -> None:
        """Names that capitals hid: at the beginning of a sentence ("Will"), or in words all in capitals."""
        single: dict[str, int] = {}
        for number, person in enumerate(self.persons):
            for form in person.forms:
                if len(form.parts.core) == 1 and not form.parts.role:
                    single.setdefault(form.parts.core[0], number)
        first_names = Counter(word for person in self.persons for word in {core[0] for core in person.cores})
        for number, person in enumerate(self.persons):  # "Will Tallow", and then always "Will"
            given = bool(gender_of_name(person.full[0])) or person.full[0] in words("names", "either")
            if len(person.full) > 1 and given and first_names[person.full[0]] == 1:
                single.setdefault(person.full[0], number)
        function = words("words", "function")
        for token in self.parsed.tokens:
            if token.i in self.covered or not token.text[0].isupper() or token.text.lower() not in single:
                continue
            low = token.text.lower()
            following = self.parsed.tokens[token.i + 1] if token.i + 1 < len(self.parsed.tokens) else None
            verbal = following is not None and (
                following.tag in ("VBZ", "VBD") or following.text in ("'s", "’s", "and")
            )
            shouted = token.text.isupper() and len(token.text) > 2
            if shouted or (low in function and (token.pos == "PROPN" or verbal)):
                self.covered.add(token.i)
                owned = following is not None and following.tag == "POS"
                self.named.append(Named(token.start, token.end, single[low], token.i, owned))

    def _families(self) -> None:
        """Everyone of a surname: "the Quills"."""
        surnames: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            names = {core[-1] for core in person.cores if len(core) > 1}
            names |= {f.parts.core[0] for f in person.forms if f.parts.titles and len(f.parts.core) == 1}
            for name in names:
                surnames[name].append(number)
        tokens = self.parsed.tokens
        for token in tokens:
            low = token.text.lower()
            if token.i in self.covered or not token.text[0].isupper() or not low.endswith("s") or not token.i:
                continue
            if tokens[token.i - 1].text.lower() in ("the", "both", "all") and low[:-1] in surnames:
                for number in surnames[low[:-1]]:
                    self.named.append(Named(token.start, token.end, number, token.i, possessive=False, collective=True))

    def _roles(self) -> None:
        heads = {name.head: name.character for name in self.named if not name.collective}
        borne = roles.holders(self.persons, roles.explained_roles(self.parsed, heads))
        where = self._places()
        for use in roles.role_uses(self.parsed, self.quotes):
            index = self.parsed.token_at(use.end - 1)
            if index in self.covered or use.word not in borne:
                continue
            number = roles.nearest((use.start, use.end), borne[use.word], where)
            self.covered.add(index)
            possessive = self.parsed.text[use.end : use.end + 2] in ("'s", "’s")
            self.named.append(Named(use.start, use.end, number, index, possessive))

    def _standing(self, person: Person) -> Standing:
        titled = any(form.parts.titles for form in person.forms) or all(form.parts.role for form in person.forms)
        actor, played = id(person) in self.actors, id(person) in self.played
        famous = any(people.is_famous(form) for form in person.forms)
        return Standing(actor, played, person.likely, len(person.full) > 1, titled, famous)

    def _title(self, person: Person) -> str:
        """The canonical name: the fullest form, without titles unless only titled forms occur."""
        full = [f for f in person.forms if len(f.parts.core) > 1]
        if full:
            best = max(full, key=lambda f: (len(f.parts.core), len(f.found)))
            always_the = all(found.article for found in best.found) and best.parts.core[-1] in words("people", "roles")
            return f"the {self._bare(best)}" if always_the else self._bare(best)
        plain = [f for f in person.forms if not f.parts.titles and not f.parts.epithets and not f.parts.role]
        if plain:
            return self._bare(max(plain, key=lambda f: len(f.found)))
        best = max(person.forms, key=lambda f: (not f.parts.role, len(f.found), len(f.key)))
        shown = best.shown
        return f"the {shown}" if any(found.article for found in best.found) else shown

    def _bare(self, form: Form) -> str:
        found = form.found[0]
        kept = [w for w in found.run.words if found.start <= w.start < found.end][-len(form.parts.core) :]
        as_written = " ".join(self.parsed.text[kept[0].start : kept[-1].end].split())
        if any(mark in as_written for mark in ("“", '"', "‘", " '")):
            return as_written  # with the nickname in its marks
        initials = (w.dotted and ("." in w.text or (len(w.text) == 1 and w is not kept[-1])) for w in kept)
        return " ".join(w.text + "." * dot for w, dot in zip(kept, initials, strict=True))

    def _aliases(self, number: int, person: Person) -> tuple[str, ...]:
        name = self._title(person)
        found = [name]
        found.extend(
            " ".join(self.parsed.text[mention.start : mention.end].split())
            for mention in self.named
            if mention.character == number and not mention.collective
        )
        found.extend(self._bare(f) for f in person.forms if len(f.parts.core) > 1 or f.parts.epithets)
        found.extend(
            f"{before} {form.shown}"
            for form in person.forms
            for before in sorted({seen.run.before for seen in form.found} & {"old", "young", "little"})
        )
        return tuple(dict.fromkeys(found))

    def _proposals(self) -> tuple[Proposal, ...]:
        numbers = {id(person): number for number, person in enumerate(self.persons, 1)}
        result = []
        for guess in self.cast.guesses:
            if id(guess.first) in numbers and id(guess.second) in numbers:
                spans = tuple((f.found[0].start, f.found[0].end) for f in (guess.first.forms[0], guess.second.forms[0]))
                same = (f"c{numbers[id(guess.first)]}", f"c{numbers[id(guess.second)]}")
                result.append(Proposal(same, guess.confidence, (Reason(guess.rule, spans),), "e1"))
        return tuple(result)
