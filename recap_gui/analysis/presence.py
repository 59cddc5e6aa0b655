"""Present or only talked about: the votes of the clause around each mention.

A mention speaks for presence where its person acts, is acted on or is spoken to in the story's own clauses; against it
where the clause is reported, denied, planned, asked or remembered, or where the person only owns, or is thought of.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from recap_gui.analysis.clauses import Place, helpers, place
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote
from recap_gui.analysis.zones import Zones
from recap_gui.story.document import Span
from recap_gui.story.story import How


class Spot(NamedTuple):
    """One mention for the eyes of this module: ``text[start:end]``, its head word and whom it means."""

    start: int
    end: int
    character: int
    head: int
    possessive: bool
    how: How


class Reading(NamedTuple):
    """What the clause says of one mention: votes, and whether it is a main actor there."""

    votes: list[Vote]
    acts: bool


class Presence:
    """Reads mentions in one parsed text."""

    def __init__(self, parsed: Parsed, quotes: Quotes, zones: Zones) -> None:
        self.parsed, self.quotes, self._zones = parsed, quotes, zones
        self._past = _told_in_past(parsed, quotes)

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
        parsed = self.parsed
        tokens = parsed.tokens
        head = tokens[spot.head]
        where = place(parsed, spot.head)
        verb = tokens[where.verb] if where.verb >= 0 else None
        sentence = parsed.sentences[head.sentence]
        clause: Span = (min(spot.start, verb.start), max(spot.end, verb.end)) if verb else (spot.start, spot.end)
        span = (spot.start, spot.end)
        found: list[Vote] = []

        def vote(rule: str, value: float = 1.0, *, wide: bool = True) -> None:
            found.append(Vote(rule, value, (clause if wide else span,)))

        negated, modal, mark = helpers(parsed, where.verb)
        quoted = self.quotes.around(spot.start) is not None
        kinds = [kind for kind, _ in where.above]
        past = self._past[head.sentence]
        off: list[str] = []
        if quoted:
            off.append("inside direct speech")
        elif self._reported(where):
            off.append("inside what someone says or thinks")
        if "relcl" in kinds[:2]:
            off.append("in an indirect question" if mark in words("words", "asking") else "in a relative clause")
        elif kinds[:1] == ["acl"]:
            off.append("in words that describe something")
        elif kinds[:1] == ["advcl"] and mark in words("words", "conditions"):
            off.append("under a condition")
        elif kinds[:1] == ["xcomp"]:
            off.append("in what someone tries or wants")
        part = self._part(spot, where, verb)
        if self.parsed.text[max(0, spot.start - 4) : spot.start].strip(' \n.“"(').lower() == "no":
            negated = True  # "No Tom." – but not "No, Tom …"
        if negated and part not in _THERE_ALL_THE_SAME:
            off.append("denied")
        if modal in words("verbs", "modals") or (verb is not None and self._going_to(verb)):
            off.append("only possible or to come")
        perfect = self._perfect(verb) if verb is not None else ""
        holds = perfect == "has" and verb is not None and verb.text.lower() == "got"  # "he's got a beard"
        if holds:
            perfect = ""
        if perfect == "had":
            off.append("had happened before")
        elif verb is not None and verb.tag == "VBD" and not (holds or past or quoted or perfect or self._seen(where)):
            off.append("told in the past")
        if tokens[sentence.last - 1].text == "?" and not quoted:
            off.append("in a question")
        vote(part if not off or part == "called by name" else f"{part}, off the story's line")
        for rule in off:
            vote(rule)
        if negated and "denied" not in off:
            vote("not, and yet there")
        if perfect == "has":
            vote("has happened before")
        if kinds[:1] == ["advcl"] and mark not in words("words", "conditions"):
            vote("in a clause of time or reason" if mark in words("words", "time_marks") else "in a side clause")
        if spot.how != "name":
            vote("by a pronoun" if spot.how == "pronoun" else "as one of many", wide=False)
        if where.joined:
            vote("named together with another")
        if where.explains:
            vote("explains another name")
        if not off and (head.i == sentence.first or (head.i - sentence.first < 3 and head.dep in _SUBJECTS)):
            vote("begins the sentence")
        if self._zones.kind(spot.start) == "previously":
            vote("in a summary of earlier episodes")
        return Reading(found, not off and part in _ACTING)

    def _part(self, spot: Spot, where: Place, verb: Token | None) -> str:
        """In plain words, what part the mention plays."""
        tokens = self.parsed.tokens
        lemma = verb.lemma.lower() if verb else ""
        if self._called(spot):
            return "called by name"
        if verb is not None and where.role in ("subject", "predicate", "object", "beside") and self._there_is(verb):
            return "there they are"
        if where.role in ("subject", "agent"):
            if lemma in words("verbs", "speech"):
                return "speaks"
            if lemma in words("verbs", "being") or (verb is not None and verb.pos == "AUX"):
                return "subject of being or having"
            if lemma in words("verbs", "thought"):
                return "thinks or feels"
            if lemma in words("verbs", "motion"):
                return "moves or stays"
            return "subject of an action"
        if where.role == "passive subject":
            return "something is done to them"
        if where.role in ("object", "receiver"):
            if lemma in words("verbs", "absent_objects"):
                return "object of a thought or feeling"
            if lemma in words("verbs", "contact"):
                return "object of a physical act"
            if lemma in words("verbs", "speech"):
                return "is spoken to"
            return "object of another verb"
        if where.role == "possessor":
            noun = tokens[where.noun].lemma.lower()
            if noun in words("people", "kin"):
                return "someone of theirs is named"
            if noun in words("people", "body"):
                return "owns a part of the body"
            if noun in words("people", "talk_objects"):
                return "owns words, pictures or plans"
            if noun in words("people", "homes"):
                return "the place is theirs"
            return "owns something"
        if where.role == "after":
            if spot.possessive:
                return "the place is theirs"
            small = where.small
            if where.noun >= 0 and tokens[where.noun].lemma.lower() in words("people", "talk_objects"):
                return "a picture, a letter or the like of them"
            if small == "to":
                return "is spoken to" if lemma in words("verbs", "speech") else "someone turns to them"
            if (
                small in ("for", "from")
                and where.noun < 0
                and lemma in words("verbs", "contact") | words("verbs", "serving")
            ):
                return "something is done for them or taken from them"
            if small in words("words", "about"):
                return "talked about"
            if small in words("words", "beside"):
                return "stands beside or with someone"
            if small == "by":
                return "done by them"
            return "after another small word"
        return {
            "predicate": "said to be someone",
            "modifier": "is part of a longer name" if self._inside_name(where) else "only describes a thing",
            "alone": "named without a verb",
            "called": "called by name",
        }.get(where.role, "named in passing")

    def _inside_name(self, where: Place) -> bool:
        return where.noun >= 0 and self.parsed.tokens[where.noun].pos == "PROPN"

    def _called(self, spot: Spot) -> bool:
        """Whether the name is called out in speech ("Run, Tom!")."""
        quote = self.quotes.around(spot.start)
        if quote is None or spot.how != "name":
            return False
        text = self.parsed.text
        before = text[quote[0] + 1 : spot.start].rstrip()[-1:]
        after = text[spot.end : spot.end + 1]
        opens = before in ("", ",", "!", "?", ".", "—") or text[quote[0] + 1 : spot.start].lower() in ("oh ", "hey ")
        return opens and after in (",", "!", "?", ".", "…", "”", '"', "’", "—")

    def _reported(self, where: Place) -> bool:
        """Whether the clause is the content of saying or thinking."""
        tokens = self.parsed.tokens
        below = where.verb
        for kind, above in where.above:
            token = tokens[above]
            if kind in ("ccomp", "csubj", "pcomp") and (
                token.lemma.lower() in words("verbs", "content") or token.pos in ("NOUN", "ADJ")
            ):
                told = not self._witnessed(tokens[below], token)
                if told:
                    return True
            if kind == "xcomp" and token.lemma.lower() in words("verbs", "plans"):
                return True
            if token.pos == "ADP" and token.text.lower() in words("words", "about"):
                return True
            if kind in ("acl", "relcl") and token.lemma.lower() in words("people", "talk_objects"):
                return True
            below = above
        return False

    def _witnessed(self, verb: Token, above: Token) -> bool:
        """Whether a clause is seen or made to happen ("sees her leave") or stands in a row ("he asks, he asks")."""
        if verb.lemma == above.lemma and verb.i < above.i:
            return True
        return above.lemma.lower() in words("verbs", "senses") and verb.tag in ("VB", "VBG", "VBN")

    def _seen(self, where: Place) -> bool:
        """Whether the verb is the complement of having or sensing: "has him dragged off"."""
        return (
            bool(where.above)
            and where.above[0][0] == "ccomp"
            and (self.parsed.tokens[where.above[0][1]].lemma.lower() in words("verbs", "senses"))
        )

    def _perfect(self, verb: Token) -> str:
        """The "has" or "had" of a perfect tense, else an empty string."""
        if verb.tag not in ("VBN", "VBD"):
            return ""
        for child in self.parsed.children[verb.i]:
            token = self.parsed.tokens[child]
            has = token.lemma.lower().replace("’", "'") in ("have", "'d", "'ve", "'s")
            has = has and token.text.lower() != "having"
            if token.dep == "aux" and has:
                return "had" if token.tag == "VBD" or token.text.lower().endswith("d") else "has"
        return ""

    def _there_is(self, verb: Token) -> bool:
        """Whether it reads "there is …"."""
        if verb.lemma not in ("be", "'s", "’s", "come", "go", "stand", "sit"):
            return False
        return any(self.parsed.tokens[c].dep == "expl" for c in self.parsed.children[verb.i])

    def _going_to(self, verb: Token) -> bool:
        """Whether it reads "is going to …"."""
        if verb.lemma == "go" and verb.tag == "VBG":
            return any(self.parsed.tokens[c].dep == "xcomp" for c in self.parsed.children[verb.i])
        return False


_THERE_ALL_THE_SAME = frozenset(
    ["subject of an action", "thinks or feels", "speaks", "object of a physical act", "is spoken to",
     "object of another verb", "something is done to them"]
)  # fmt: skip
_SUBJECTS = ("nsubj", "nsubjpass")
_ACTING = frozenset(
    ["speaks", "subject of an action", "moves or stays", "subject of being or having", "thinks or feels",
     "is spoken to", "object of a physical act", "something is done to them", "done by them"]
)  # fmt: skip


def _told_in_past(parsed: Parsed, quotes: Quotes) -> list[bool]:
    """For every sentence, whether the story is told in the past there: by its neighbours and by the whole text."""
    tenses = [0] * len(parsed.sentences)
    for token in parsed.tokens:
        if token.dep == "ROOT" and quotes.around(token.start) is None:
            tenses[token.sentence] = (token.tag == "VBD") - (token.tag in ("VBZ", "VBP"))
    whole = 2 if sum(tenses) > 0 else -2
    sums = [0, *accumulate(tenses)]
    last = len(tenses)
    return [sums[min(last, at + 4)] - sums[max(0, at - 3)] + whole > 0 for at in range(last)]
