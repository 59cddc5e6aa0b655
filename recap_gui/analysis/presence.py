"""Present or only talked about: the votes of the clause around each mention.

A mention speaks for presence where its person acts, is acted on or is spoken to in the story's own clauses; against it
where the clause is reported, denied, planned, asked or remembered, or where the person only owns, or is thought of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from recap_gui.analysis.clauses import Place, helpers, place
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.parts import ACTING, THERE_ALL_THE_SAME, gone, part_of
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.telling import Telling
from recap_gui.analysis.votes import Vote
from recap_gui.analysis.zones import Zones
from recap_gui.story.document import Span

_SUBJECTS = ("nsubj", "nsubjpass")
_MARKS = (
    ("after", "in a clause of what came before"), ("before", "in a clause of what comes later"),
    ("reasons", "in a clause of reason"), ("time_marks", "in a clause of time"),
)  # fmt: skip


class Reading(NamedTuple):
    """What the clause says of one mention: votes, and whether it is a main actor there."""

    votes: list[Vote]
    acts: bool


class Presence:
    """Reads mentions in one parsed text."""

    def __init__(self, parsed: Parsed, quotes: Quotes, zones: Zones) -> None:
        self.parsed, self.quotes, self._zones = parsed, quotes, zones
        self._telling = Telling(parsed, quotes)

    def readings(self, spots: Sequence[Spot]) -> list[Reading]:
        """The votes for every mention, those from its neighbours included."""
        plain = [self._clause(spot) for spot in spots]
        by_character: dict[int, list[int]] = {}
        for number, spot in enumerate(spots):
            by_character.setdefault(spot.character, []).append(number)
        for numbers in by_character.values():
            for at, number in enumerate(numbers):
                self._context(spots, plain, numbers, at, plain[number])
        return plain

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
        denied = negated and (asked or part not in THERE_ALL_THE_SAME)
        off = self._off(spot, where, verb, mark, denied=denied, modal=modal)
        on_line = not off or part == "called by name"
        beside = [part if on_line else f"{part}, off the story's line", *off]
        if negated and not denied:
            beside.append("not, and yet there")
        beside.extend(self._beside(spot, where, verb, mark))
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
        return Reading(found, not off and part in ACTING)

    def _off(self, spot: Spot, where: Place, verb: Token | None, mark: str, *, denied: bool, modal: str) -> list[str]:
        """What takes the clause off the story's own line."""
        telling, tokens = self._telling, self.parsed.tokens
        sentence = self.parsed.sentences[tokens[spot.head].sentence]
        quoted = self.quotes.around(spot.start) is not None
        kinds = [kind for kind, _ in where.above]
        off: list[str] = []
        if quoted:
            off.append("inside direct speech")
        elif telling.reported(where):
            off.append("inside what someone says or thinks")
        if "relcl" in kinds[:2]:
            off.append("in an indirect question" if mark in words("words", "asking") else "in a relative clause")
        elif kinds[:1] == ["acl"]:
            off.append("in words that describe something")
        elif kinds[:1] == ["advcl"] and mark in words("words", "conditions"):
            off.append("under a condition")
        elif kinds[:1] == ["xcomp"] and verb is not None and not self._goes_on(verb):
            off.append(self._aim(where))
        if denied:
            off.append("denied")
        polite = verb is not None and modal in ("would", "'d", "’d") and verb.lemma.lower() == "like"
        if (modal in words("verbs", "modals") and not polite) or (verb is not None and telling.going_to(verb)):
            off.append("only possible or to come")
        tense = telling.tense(verb, where, quoted=quoted) if verb is not None else ""
        if tense:
            off.append(tense)
        says = verb is not None and where.role == "subject" and verb.lemma.lower() in words("verbs", "speech")
        if (
            not quoted
            and not says
            and any(
                token.text == "?" and self.quotes.around(token.start) is None
                for token in tokens[spot.head : sentence.last]
            )
        ):
            off.append("in a question")
        if gone(telling, where):
            off.append("said to be gone")
        return off

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

    def _beside(self, spot: Spot, where: Place, verb: Token | None, mark: str) -> list[str]:
        """What else the clause shows, on the story's line or off it."""
        telling, tokens = self._telling, self.parsed.tokens
        found: list[str] = []
        if verb is not None and telling.perfect(verb) == "has" and verb.text.lower() != "got":
            found.append("has happened before")
            away = verb.lemma.lower() in words("verbs", "leaving") and not where.above
            found.extend(["has left by then"] * (away and where.role == "subject"))
        if where.above[:1] and where.above[0][0] == "advcl" and mark not in words("words", "conditions"):
            kinds = (rule for key, rule in _MARKS if mark in words("words", key))
            found.append(next(kinds, "in a side clause"))
            if where.role == "subject" and mark in words("words", "after") and verb is not None:
                found.extend(["has left by then"] * (verb.lemma.lower() in words("verbs", "leaving")))
        if where.joined:
            found.append("named together with another")
        if where.explains:
            found.append("explains another name")
        if self._zones.kind(spot.start) == "previously":
            found.append("in a summary of earlier episodes")
        if where.role == "possessor" and tokens[where.noun].dep in _SUBJECTS and len(where.above) == 0:
            found.append("owns what the sentence is about")
        if where.small == "according to":
            found.append("given as the source")
        if spot.how == "name":
            acting = telling.who_follows(spot.head, spot.end, cleft=where.role == "predicate")
            if acting:
                found.append(acting)
            if any(tokens[child].text.lower() in ("late", "dead") for child in self.parsed.children[spot.head]):
                found.append("is called late or dead")
            before = self.parsed.text[max(0, spot.start - 60) : spot.start]
            if before.count("(") > before.count(")"):
                found.append("in brackets")
        return found
