"""Aliases: which forms of names are one person.

Merged silently are only the sure kinds: first name or surname of exactly one full name, a title with its surname, a
slip of spelling, a known short form with nobody else it could mean. What is merely likely becomes a proposal. Never
merged are two genders, two ranks, or two full names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from recap_gui.analysis.lexicon import words
from recap_gui.analysis.names import Form, Gender, gender_of_name, gender_of_title

COURTESY = frozenset(
    ["mr", "mister", "mrs", "missus", "ms", "miss", "mx", "sir", "madam", "madame", "señor", "señora", "dr", "doctor"]
)
_SAME_TITLE = {
    "dr": "doctor", "prof": "professor", "capt": "captain", "cpt": "captain", "cmdr": "commander", "lt": "lieutenant",
    "col": "colonel", "maj": "major", "gen": "general", "adm": "admiral", "sgt": "sergeant", "cpl": "corporal",
    "pvt": "private", "det": "detective", "insp": "inspector", "supt": "superintendent", "con": "constable",
    "pc": "constable", "dc": "constable", "wpc": "constable", "rev": "reverend", "ser": "knight", "sir": "knight",
    "pres": "president", "gov": "governor", "sen": "senator", "supe": "superintendent", "super": "superintendent",
    "sarge": "sergeant", "doc": "doctor", "counselor": "counsellor", "councilor": "councillor", "mr": "mister",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Person:
    """Forms that are one person, in the order of their joining."""

    forms: list[Form] = field(default_factory=list)
    likely: float = 0.0
    gender: Gender = ""

    @property
    def cores(self) -> set[tuple[str, ...]]:
        """The names proper of all forms."""
        return {form.parts.core for form in self.forms}

    @property
    def titles(self) -> set[str]:
        """All titles, in their long form."""
        return {long_title(t) for form in self.forms for t in form.parts.titles} | {
            long_title(form.parts.core[0]) for form in self.forms if form.parts.role
        }

    @property
    def full(self) -> tuple[str, ...]:
        """The longest name proper."""
        return max((form.parts.core for form in self.forms), key=len)

    @property
    def count(self) -> int:
        """How often it is named."""
        return sum(len(form.found) for form in self.forms)


@dataclass(slots=True)
class Guess:
    """A union that is likely but not made."""

    first: Person
    second: Person
    confidence: float
    rule: str


@dataclass(slots=True)
class Cast:
    """Persons, unions merely proposed, and forms that may mean several persons.

    Those last are in `unplaced` and are decided occurrence by occurrence; `shared` has the candidates by their keys.
    """

    persons: list[Person]
    guesses: list[Guess] = field(default_factory=list)
    shared: dict[str, list[Person]] = field(default_factory=dict)
    unplaced: list[Form] = field(default_factory=list)


def long_title(title: str) -> str:
    """A title in its long form."""
    return _SAME_TITLE.get(title, title)


def gender_of(form: Form) -> Gender:
    """What a form itself tells of the gender: its titles first, then its given name."""
    if form.parts.gender:
        return form.parts.gender
    if form.parts.role:
        return gender_of_title(form.parts.core[0])
    return gender_of_name(form.parts.core[0]) if not form.parts.titles or len(form.parts.core) > 1 else ""


def unite(cast: Cast, into: Person, other: Person) -> None:
    """Make two persons of a cast one."""
    into.forms.extend(other.forms)
    into.likely = max(into.likely, other.likely)
    into.gender = into.gender or other.gender
    cast.persons.remove(other)
    for key, persons in cast.shared.items():
        cast.shared[key] = list(dict.fromkeys(into if p is other else p for p in persons))


class Merger:
    """Joins the forms of one text into persons, the surest kinds first.

    `strangers` are the keys of full names of people who are not of the story (who wrote it up, who plays whom): a
    character may well share their first name.
    """

    def __init__(
        self,
        forms: Iterable[Form],
        likely: Mapping[str, float],
        pronouns: Mapping[str, Gender],
        strangers: Collection[str] = (),
    ) -> None:
        self._likely = likely
        self._pronouns = pronouns
        self._strangers = strangers
        self.cast = Cast([])
        self._forms = list(forms)
        self._words = {word for form in self._forms for word in form.parts.core}

    def merged(self) -> Cast:
        """The cast of all forms that may be names of persons."""
        named = [form for form in self._forms if not form.parts.role]
        full = [form for form in named if len(form.parts.core) > 1]
        titled = [form for form in named if len(form.parts.core) == 1 and form.parts.titles]
        plain = [
            form for form in named if len(form.parts.core) == 1 and not form.parts.titles and not self._plural(form)
        ]
        for form in sorted(full, key=lambda f: (-len(f.parts.core), f.found[0].start)):
            self._place_full(form)
        for form in sorted(titled, key=lambda f: f.found[0].start):
            self._place_titled(form)
        for form in sorted(plain, key=lambda f: f.found[0].start):
            self._place_plain(form)
        self._slips()
        self._short_forms()
        return self.cast

    def _plural(self, form: Form) -> bool:
        """Whether a form is a known name in the plural: "the Crakes", "two Renatas"."""
        word = form.parts.core[0]
        told = all(found.run.before in ("the", "two", "three", "both", "all", "other", "these") for found in form.found)
        return word.endswith("s") and word[:-1] in self._words and told

    def new(self, form: Form) -> Person:
        """A person of one form."""
        person = Person()
        self.cast.persons.append(person)
        self.join(person, form)
        return person

    def join(self, person: Person, form: Form) -> None:
        """Add a form to a person."""
        person.forms.append(form)
        person.likely = max(person.likely, self._likely.get(form.key, 0.0))
        person.gender = person.gender or gender_of(form) or self._pronouns.get(form.key, "")

    def _stranger(self, person: Person) -> bool:
        return all(form.key in self._strangers for form in person.forms)

    def _gender(self, form: Form) -> Gender:
        return gender_of(form) or self._pronouns.get(form.key, "")

    def _place_full(self, form: Form) -> None:
        core = form.parts.core
        for person in self.cast.persons:
            if core in person.cores and not other_gender(person.gender, form.parts.gender):
                return self.join(person, form)
        for person in self.cast.persons:
            whole = person.full
            shorter = len(whole) > len(core) and whole[0] == core[0] and set(core) <= set(whole)
            shorter = shorter and (whole[-1] not in _JUNIOR or core[-1] in _JUNIOR)
            if shorter and not other_gender(person.gender, self._gender(form)):
                return self.join(person, form)
        self.new(form)
        return None

    def _place_titled(self, form: Form) -> None:
        word = form.parts.core[0]
        same = [p for p in self.cast.persons if (word,) in p.cores and self._titles_agree(p, form)]
        if same:
            return self.join(same[0], form)
        fitting = [p for p in self.cast.persons if word in p.full and self._titles_agree(p, form)]
        fitting = [p for p in fitting if not self._stranger(p)]
        strict = [p for p in fitting if {long_title(t) for t in form.parts.titles} & p.titles]
        kin = any(t in words("people", "kin") or t in FAMILIAR for t in form.parts.titles)
        for choice in (strict, [p for p in fitting if not kin or word == p.full[0]]):
            if len(choice) == 1:
                return self.join(choice[0], form)
        self.new(form)
        return None

    def _titles_agree(self, person: Person, form: Form) -> bool:
        mine = form.parts.gender
        theirs: Gender = ""
        for other in person.forms:
            theirs = theirs or other.parts.gender
        given = gender_of_name(person.full[0]) if len(person.full) > 1 else ""
        if other_gender(mine, theirs) or (mine and not theirs and other_gender(mine, given)):
            return False
        if mine and not theirs and not given and not person.gender and self._bearers(form.parts.core[0]) > 1:
            return False  # one of several of that name, and nothing tells that it is this one
        manners = {t for t in form.parts.titles if t in _MARRIED}, {t for t in person.titles if t in _MARRIED}
        if all(manners) and not manners[0] & manners[1]:
            return False
        ranks = {long_title(t) for t in form.parts.titles} - COURTESY - _SOFT
        known = person.titles - COURTESY - _SOFT
        if ranks and known and not ranks & known:
            return False
        if mine == "f" and not given and known and not ranks:
            return False  # "Mrs. Quill" is hardly "Major Quill"
        return not (person.gender == "m" and mine == "f") and not (person.gender == "f" and mine == "m")

    def _bearers(self, surname: str) -> int:
        """How many full or titled names end in that word."""
        return len({f.parts.titles + f.parts.core for f in self._forms if f.parts.core[-1] == surname and " " in f.key})

    def _place_plain(self, form: Form) -> None:
        word = form.parts.core[0]
        same = [p for p in self.cast.persons if (word,) in p.cores]
        full = [p for p in self.cast.persons if len(p.full) > 1 and word in p.full]
        full = [p for p in full if word != p.full[0] or not self._stranger(p)]
        if word in _JUNIOR:
            younger = [p for p in self.cast.persons if p.full[-1] in _JUNIOR and len(p.full) > 1]
            if len(younger) == 1:
                return self.join(younger[0], form)
        senior = [p for p in self.cast.persons if short_of(word, p.full[0]) and len(p.full) > 1]
        senior = [p for p in senior if not self._stranger(p)]
        if senior and full and all(p.full[-1] in ("jr", "junior", "sr", "ii", "iii") for p in full):
            full = senior
        first = [p for p in full if p.full[0] == word]
        every = list(dict.fromkeys([*first, *same, *full]))
        every = [p for p in every if not other_gender(p.gender, self._given_gender(form, p))]
        likely = [p for p in every if p.likely >= 0.3 or self._likely.get(form.key, 0) >= 0.5]
        if any(len(p.full) > 1 for p in likely):  # a wife known only by her title is not called by the surname
            likely = [p for p in likely if len(p.full) > 1 or not p.titles & (_MARRIED | {"mrs", "missus"})]
        if len(first) == 1 and first[0] in likely and not (same and same[0] is not first[0]):
            return self.join(first[0], form)
        if len(likely) == 1:
            return self.join(likely[0], form)
        if len(likely) > 1:
            self.cast.shared[form.key] = likely
            self.cast.unplaced.append(form)
            return None
        self.new(form)
        return None

    def _given_gender(self, form: Form, person: Person) -> Gender:
        """The gender that a plain form must have in that person: only a given name tells."""
        return gender_of_name(form.parts.core[0]) if person.full[0] == form.parts.core[0] else ""

    def _slips(self) -> None:
        """Misspelt forms: rare, close to a name that is commoner, and nobody else's."""
        persons = sorted(self.cast.persons, key=lambda p: (p.count, p.forms[0].found[0].start))
        for rare in persons:
            if rare not in self.cast.persons or rare.count > 2:
                continue
            close = [p for p in self.cast.persons if p is not rare and p.count >= rare.count and self._close(rare, p)]
            close = [p for p in close if not other_gender(p.gender, rare.gender)]
            close = [
                p for p in close if not (rare.full[0] in _given() and p.full[0] in _given() and len(rare.full) == 1)
            ]
            if len(close) == 1:
                unite(self.cast, close[0], rare)

    def _close(self, rare: Person, person: Person) -> bool:
        mine, ranks = rare.full, rare.titles - COURTESY
        if ranks and person.titles - COURTESY and not ranks & person.titles:
            return False
        for theirs in person.cores:
            if len(mine) == len(theirs):
                apart = [_apart(a, b) for a, b in zip(mine, theirs, strict=True)]
                if sum(apart) and all(d <= _allowed(w) for d, w in zip(apart, mine, strict=True)):
                    return sum(d > 0 for d in apart) == 1
        if len(mine) == 1:
            return any(0 < _apart(mine[0], w) <= _allowed(mine[0]) for w in person.full)
        return False

    def _short_forms(self) -> None:
        """Short and fond forms of a given name."""
        for person in list(self.cast.persons):
            if person not in self.cast.persons or len(person.full) > 1 or person.titles:
                continue
            word = person.full[0]
            known = [p for p in self.cast.persons if p is not person and short_of(word, p.full[0])]
            known = [p for p in known if not self._stranger(p)]
            known = [p for p in known if p.likely >= 0.5 and not other_gender(p.gender, person.gender)]
            if not known:
                continue
            seldom = person.count <= 3 and person.count * 2 <= known[0].count
            if len(known) == 1 and (seldom or not any(f.parts.core == (word,) for f in known[0].forms)) and seldom:
                unite(self.cast, known[0], person)
            elif len(known) == 1 and known[0].likely >= 0.5 and person.likely >= 0.5:
                self.cast.guesses.append(Guess(known[0], person, 0.4, "a short form of the name"))


_JUNIOR = frozenset(["jr", "junior"])
FAMILIAR = frozenset(
    ["nana", "nanny", "mama", "mamma", "papa", "auntie", "granny", "grandma", "grandpa", "uncle", "aunt"]
)
_MARRIED = frozenset(["miss", "mrs", "lady", "madame"])
_SOFT = frozenset(["old", "young", "little", "big", "poor", "dear", "sweet", "cousin", "baby", "boss"])


def other_gender(one: Gender, other: Gender) -> bool:
    """Whether two genders are known and differ."""
    return bool(one and other and one != other)


def short_of(short: str, whole: str) -> bool:
    """Whether a name may be short for another given name."""
    if whole in _shorts().get(short, ()):
        return True
    if short == whole or short[:3] != whole[:3]:
        return False
    crossed = whole in words("names", "female") and short in words("names", "male")
    if crossed and short not in _shorts():
        return False
    stem = short.removesuffix("ita").removesuffix("ito").removesuffix("cita")
    if len(stem) >= 4 and stem != short and whole.startswith(stem):
        return True
    return len(short) >= 3 and len(whole) >= len(short) + 2 and whole.startswith(short) and short not in _given()


def known_short(whole: str) -> frozenset[str]:
    """The usual short forms of a given name."""
    return _wholes().get(whole, frozenset())


@cache
def _wholes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for short, names in _shorts().items():
        for name in names:
            found.setdefault(name, set()).add(short)
    return {name: frozenset(shorts) for name, shorts in found.items()}


@cache
def _given() -> frozenset[str]:
    return words("names", "female") | words("names", "male") | words("names", "either")


@cache
def _shorts() -> dict[str, frozenset[str]]:
    pairs = (entry.split(":") for entry in words("names", "short"))
    return {short: frozenset(names.split(",")) for short, names in pairs}


def _apart(one: str, other: str) -> int:
    """The distance of two words as slips of each other; those of two syllables with a hyphen agree in each of them.

    "Ik-jun" and "Ik-sun" are brother and sister; "Ro-sa" is how somebody else writes Rosa.
    """
    pairs = list(zip(one.split("-"), other.split("-"), strict=False))
    if one.count("-") == other.count("-") > 0:
        apart = [distance(a, b) for a, b in pairs]
        return sum(apart) if all(d <= _allowed(a) for d, (a, _) in zip(apart, pairs, strict=True)) else _FAR
    return distance(one, other) if _alike(one, other) else _FAR


_FAR = 9


def _allowed(word: str) -> int:
    return 0 if len(word) < 5 else (1 if len(word) < 9 else 2)


def _alike(one: str, other: str) -> bool:
    """A quick look before the distance is worth counting: about as long, and the same beginning or nearly."""
    return abs(len(one) - len(other)) <= 2 and (one[:1] == other[:1] or one[1:3] == other[1:3])


def distance(one: str, other: str, *, limit: int = 2) -> int:
    """The edit distance of two words (a swap of neighbours counts one), or ``limit + 1`` where it is more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    older: list[int] = []
    old = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        older, old = old, row
    return old[-1]
