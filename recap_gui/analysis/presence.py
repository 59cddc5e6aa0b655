"""Present or only talked about: the votes of the clause around each mention.

A mention speaks for presence where its person acts, is acted on or is spoken to in the story's own clauses; against it
where the clause is reported, denied, planned, asked or remembered, or where the person only owns, or is thought of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from recap_gui.analysis.clauses import Place, helpers, place
from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.parts import ACTING, THERE_ALL_THE_SAME, gone, part_of
from recap_gui.analysis.presence_words import signs_of
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.signs import Sign
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.telling import INSIDE, Telling
from recap_gui.analysis.votes import Vote
from recap_gui.analysis.zones import Zones
from recap_gui.story.document import Span

FIRMLY = (INSIDE, "in what someone is asked or wanted to do", "before the words that tell who says so")
"""In these ways of being content of saying or thinking, the clause is off the story's line for sure."""

_SUBJECTS = ("nsubj", "nsubjpass")
_ASKING = ("WDT", "WP", "WP$", "WRB")
_SMALL = ("of", "for", "from", "without", "like", "than", "as", "over", "about", "except")
_MARKS = (
    ("after", "in a clause of what came before"), ("before", "in a clause of what comes later"),
    ("reasons", "in a clause of reason"), ("time_marks", "in a clause of time"),
)  # fmt: skip


class Reading(NamedTuple):
    """What the clause says of one mention: votes, whether it is a main actor there, and the words around it."""

    votes: list[Vote]
    acts: bool
    signs: Sequence[Sign] = ()


class Presence:
    """Reads mentions in one parsed text."""

    def __init__(self, parsed: Parsed, quotes: Quotes, zones: Zones) -> None:
        self.parsed, self.quotes, self._zones = parsed, quotes, zones
        self._telling = Telling(parsed, quotes)
        self._read: dict[Spot, Reading] = {}  # by its clause alone: names are read again when pronouns join them

    def readings(self, spots: Sequence[Spot]) -> list[Reading]:
        """The votes for every mention, those from its neighbours included."""
        plain = [self._own(spot) for spot in spots]
        by_character: dict[int, list[int]] = {}
        for number, spot in enumerate(spots):
            by_character.setdefault(spot.character, []).append(number)
        for numbers in by_character.values():
            for at, number in enumerate(numbers):
                self._context(spots, plain, numbers, at, plain[number])
        return plain

    def _own(self, spot: Spot) -> Reading:
        found = self._read.get(spot)
        if found is None:
            found = self._read[spot] = self._clause(spot)
        return found._replace(votes=list(found.votes))

    def _context(
        self, spots: Sequence[Spot], plain: list[Reading], numbers: list[int], at: int, reading: Reading
    ) -> None:
        tokens = self.parsed.tokens
        here = tokens[spots[numbers[at]].head]
        before = after = 0.0
        near = far = acted = 0
        for number in numbers:
            if abs(tokens[spots[number].head].sentence - here.sentence) > 4 and spots[number].how == "name":
                far += 1
                acted += plain[number].acts
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(numbers):
                token = tokens[spots[numbers[other]].head]
                away = abs(token.sentence - here.sentence)
                if away > 4:
                    break
                near += 1
                if plain[numbers[other]].acts:
                    gain = 1.0 / (1 + away)
                    if token.paragraph != here.paragraph:
                        gain *= 0.5
                    if step < 0:
                        before = max(before, gain)
                    else:
                        after = max(after, gain)
                other += step
        for rule, value in (
            ("acted just before", before),
            ("acts soon after", after),
            ("is named again nearby", min(1.0, near / 4)),
            ("acts elsewhere in the story", (acted + 0.4) / (far + 1)),
            ("is named nowhere else", float(far == 0)),
        ):
            if value:
                reading.votes.append(Vote(rule, value))

    def _clause(self, spot: Spot) -> Reading:
        tokens = self.parsed.tokens
        head = tokens[spot.head]
        where = place(self.parsed, spot.head)
        verb = tokens[where.verb] if where.verb >= 0 else None
        negated, modal, mark = helpers(self.parsed, where.verb, spot.head)
        if self.parsed.text[max(0, spot.start - 4) : spot.start].strip(' \n.“"(').lower() == "no":
            negated = True  # "No Tom." – but not "No, Tom …"
        part = part_of(self._telling, spot, where, verb)
        asked = verb is not None and verb.tag == "VB" and verb.dep == "xcomp"  # "asks him not to tell her"
        refuses = modal in words("verbs", "modals") and where.role == "subject" and not where.above
        denied = negated and (asked or (part not in THERE_ALL_THE_SAME and not (refuses or self._feels(verb))))
        off = self._off(spot, where, verb, mark, denied=denied, negated=negated, modal=modal)
        on_line = not off or part == "called by name"
        beside = [part if on_line else f"{part}, off the story's line", *off]
        if negated and not denied:
            beside.append("not, and yet there")
        beside.extend(self._beside(spot, where, verb, mark, negated=negated, modal=modal))
        sentence = self.parsed.sentences[head.sentence]
        opens = head.i == sentence.first or (head.i - sentence.first < 3 and head.dep in _SUBJECTS)
        if opens and not off and not spot.possessive:
            beside.append("begins the sentence")
        clause: Span = (min(spot.start, verb.start), max(spot.end, verb.end)) if verb else (spot.start, spot.end)
        found = [Vote(rule, 1.0, (clause,)) for rule in beside]
        back = self._telling.looks_back(head.sentence)
        if back:
            found.append(Vote("the story looks back there", back, (clause,)))
        if spot.how != "name":
            rule = "by a pronoun" if spot.how == "pronoun" else "as one of many"
            rule = "by a word of family" if spot.tie else rule
            found.append(Vote(rule, 1.0, ((spot.start, spot.end),)))
            if spot.sure < 1:
                found.append(Vote("may mean someone else", 1 - spot.sure, ((spot.start, spot.end),)))
        return Reading(found, not off and part in ACTING, signs_of(self.parsed, spot))

    def _off(
        self, spot: Spot, where: Place, verb: Token | None, mark: str, *, denied: bool, negated: bool, modal: str
    ) -> list[str]:
        """What takes the clause off the story's own line."""
        telling, tokens = self._telling, self.parsed.tokens
        sentence = self.parsed.sentences[tokens[spot.head].sentence]
        quoted = self.quotes.around(spot.start) is not None
        kinds = [kind for kind, _ in where.above]
        off: list[str] = []
        if quoted:
            off.append("inside direct speech")
        elif (told := telling.reported(where)) in FIRMLY:
            off.append(told)
        if "relcl" in kinds[:2]:
            off.append(self._relative(kinds[0] == "relcl", mark))
        elif kinds[:1] == ["acl"]:
            off.append("in words that describe something")
        elif kinds[:1] == ["advcl"] and mark in words("words", "conditions"):
            off.append("under a condition")
        elif kinds[:1] == ["xcomp"] and verb is not None and not self._goes_on(verb):
            off.append(self._aim(where))
        if denied:
            off.append("denied")
        polite = verb is not None and modal in ("would", "'d", "’d") and verb.lemma.lower() == "like"
        refuses = negated and where.role == "subject" and not quoted and not where.above
        if (modal in words("verbs", "modals") and not polite and not refuses) or (
            verb is not None and telling.going_to(verb)
        ):
            off.append("only possible or to come")
        tense = telling.tense(verb, where, quoted=quoted) if verb is not None else ""
        if tense:
            off.append(tense)
        if not quoted and self._asked(spot, where, verb, sentence):
            off.append("in a question")
        if gone(telling, where):
            off.append("said to be gone")
        return off

    def _feels(self, verb: Token | None) -> bool:
        """Whether someone is said to be, or not to be, in some way that takes being there: "isn't surprised"."""
        if verb is None or verb.lemma.lower() not in words("verbs", "being"):
            return False
        children = (self.parsed.tokens[child] for child in self.parsed.children[verb.i])
        return any(child.dep == "acomp" and child.lemma.lower() not in words("words", "gone") for child in children)

    def _asked(self, spot: Spot, where: Place, verb: Token | None, sentence: Stretch) -> bool:
        """Whether a question is asked about the mention; not where its clause leads up to a question that follows."""
        tokens = self.parsed.tokens
        if not any(
            token.text == "?" and self.quotes.around(token.start) is None for token in tokens[spot.head : sentence.last]
        ):
            return False
        if verb is None or where.role != "subject" or spot.head > verb.i:
            return True
        if verb.lemma.lower() in words("verbs", "speech"):
            return False
        before = [token for token in tokens[sentence.first : spot.head] if token.tag in _ASKING or token.pos == "AUX"]
        return bool(before) or not any(token.text in (",", "—", ";", ":") for token in tokens[verb.i : sentence.last])

    def _relative(self, direct: bool, mark: str) -> str:  # noqa: FBT001
        if mark in ("where", "when") and direct:
            return "in a clause that tells where or when"
        return "in an indirect question" if mark in words("words", "asking") else "in a relative clause"

    def _goes_on(self, verb: Token) -> bool:
        """Whether a verb in -ing goes on after a comma, which the model often takes for a complement."""
        if verb.tag != "VBG":
            return False
        first = min([verb.i, *self.parsed.children[verb.i]])
        return any(self.parsed.tokens[at].text == "," for at in (first - 1, verb.i - 1) if at >= 0)

    def _aim(self, where: Place) -> str:
        """Of a complement: what people go to do is done, what they try or want need not be."""
        above = self.parsed.tokens[where.above[0][1]]
        lemma = above.lemma.lower()
        if (
            lemma in words("verbs", "motion")
            or lemma in words("verbs", "contact")
            or lemma in words("verbs", "managing")
        ):
            return "in what someone goes or manages to do"
        return "in what someone tries or wants"

    def _beside(
        self, spot: Spot, where: Place, verb: Token | None, mark: str, *, negated: bool, modal: str
    ) -> list[str]:
        """What else the clause shows, on the story's line or off it."""
        telling, tokens = self._telling, self.parsed.tokens
        found: list[str] = []
        told = "" if self.quotes.around(spot.start) is not None else telling.reported(where)
        if told and told not in FIRMLY:
            found.append(told)
        if verb is not None and telling.perfect(verb) == "has" and verb.text.lower() != "got":
            found.append("has happened before")
            away = verb.lemma.lower() in words("verbs", "leaving") and not where.above
            found.extend(["has left by then"] * (away and where.role == "subject"))
        if where.above[:1] and where.above[0][0] == "advcl" and mark not in words("words", "conditions"):
            kinds = (rule for key, rule in _MARKS if mark in words("words", key))
            side = "in a clause of purpose" if verb is not None and verb.tag == "VB" else "in a side clause"
            found.append(next(kinds, side))
            if where.role == "subject" and mark in words("words", "after") and verb is not None:
                found.extend(["has left by then"] * (verb.lemma.lower() in words("verbs", "leaving")))
        if where.joined:
            found.append("named together with another")
        if where.explains:
            found.append("explains another name")
        if self._zones.kind(spot.start) == "previously":
            found.append("in a summary of earlier episodes")
        if where.role == "possessor" and tokens[where.noun].dep in _SUBJECTS and len(where.above) == 0:
            noun = tokens[where.noun].lemma.lower()
            person = noun in words("people", "kin") or noun in words("people", "roles")
            found.append("someone of theirs acts" if person else "owns what the sentence is about")
        if where.role == "after" and where.small in _SMALL and not spot.possessive:
            found.append(f"after “{where.small}”")
        if modal in words("verbs", "modals") and negated and where.role == "subject" and not where.above:
            found.append("cannot or will not do it")
        if where.small == "according to":
            found.append("given as the source")
        if spot.how == "name":
            acting = telling.who_follows(spot.head, spot.end, cleft=where.role == "predicate")
            if acting:
                found.append(acting)
            if any(
                tokens[child].text.lower() == "dead" or (tokens[child].text.lower() == "late" and child < spot.head)
                for child in self.parsed.children[spot.head]
            ):
                found.append("is called late or dead")
            before = self.parsed.text[max(0, spot.start - 60) : spot.start]
            if before.count("(") > before.count(")"):
                found.append("in brackets")
        return found
