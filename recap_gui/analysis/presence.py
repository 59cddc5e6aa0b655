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
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote
from recap_gui.story.document import Span
from recap_gui.story.story import How

_TIME_MARKS = frozenset(["when", "as", "while", "before", "after", "until", "till", "once", "where", "since", "because"])
_CONDITIONS = frozenset(["if", "unless", "whether"])
_ASKING = frozenset(["why", "how", "what", "who", "whether", "whose", "which"])
_BESIDE = frozenset(
    ["with", "beside", "behind", "next to", "in front of", "opposite", "near", "around", "between", "past", "against",
     "over", "on", "in on", "up to", "alongside", "toward", "towards", "into", "after", "under", "off", "onto"]
)  # fmt: skip
_ABOUT = frozenset(["about", "of", "for", "from", "without", "like", "than", "as", "over", "since", "except", "besides"])
_BEING = frozenset(["be", "have", "seem", "look", "appear", "become", "remain", "stay", "get"])
_PLANS = frozenset(["want", "plan", "hope", "expect", "intend", "need", "go", "promise", "threaten", "try", "decide", "offer"])


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

    def __init__(self, parsed: Parsed, quotes: Quotes) -> None:
        self.parsed, self.quotes = parsed, quotes
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
        near = 0
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
        quoted = self._spoken(spot)
        reported = self._reported(where)
        part = self._part(spot, where, verb)
        main = not reported and not quoted
        vote(part if main or part in ("called by name",) else f"{part}, in what is told")
        if quoted:
            vote("inside direct speech")
        if reported:
            vote("inside what someone says or thinks")
        kinds = [kind for kind, _ in where.above]
        if "relcl" in kinds[:2]:
            vote("in an indirect question" if mark in _ASKING else "in a relative clause")
        if "acl" in kinds[:1]:
            vote("in words that describe something")
        if kinds[:1] == ["advcl"]:
            if mark in _CONDITIONS:
                vote("under a condition")
            elif mark in _TIME_MARKS:
                vote("in a clause of time or reason")
            else:
                vote("in a side clause")
        if kinds[:1] == ["xcomp"] and main:
            vote("in what someone tries or wants")
        if negated:
            vote("denied")
        if verb is not None and self._going_to(verb):
            vote("only possible or to come")
        elif modal in ("will", "'ll", "would", "could", "might", "may", "should", "must", "shall"):
            vote("only possible or to come")
        if verb is not None and (before := self._perfect(verb)):
            vote("had happened before" if before == "had" or not self._past and before == "had" else "has happened before")
        if verb is not None and not self._past and verb.tag == "VBD" and main:
            vote("told in the past")
        last = tokens[sentence.last - 1].text
        if last == "?" and main:
            vote("in a question")
        if spot.how == "pronoun":
            vote("by a pronoun", wide=False)
        if spot.how == "collective":
            vote("as one of many", wide=False)
        if where.joined:
            vote("named together with another")
        if where.explains:
            vote("explains another name")
        if main and head.i == sentence.first or main and (head.i - sentence.first < 3 and head.dep in ("nsubj", "nsubjpass")):
            vote("begins the sentence")
        acts = main and part in _ACTING and not negated and "relcl" not in kinds[:2] and not modal
        return Reading(found, acts)

    def _part(self, spot: Spot, where: Place, verb: Token | None) -> str:
        """In plain words, what part the mention plays."""
        tokens = self.parsed.tokens
        lemma = verb.lemma.lower() if verb else ""
        if self._called(spot):
            return "called by name"
        if where.role == "subject" or where.role == "agent":
            if lemma in words("verbs", "speech"):
                return "speaks"
            if lemma in _BEING or (verb is not None and verb.pos == "AUX"):
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
            if small in _ABOUT:
                return "talked about"
            if small in _BESIDE:
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

    def _spoken(self, spot: Spot) -> bool:
        return self.quotes.around(spot.start) is not None

    def _called(self, spot: Spot) -> bool:
        """Whether the name is called out in speech: "Run, Tom!" """
        quote = self.quotes.around(spot.start)
        if quote is None or spot.how != "name":
            return False
        text = self.parsed.text
        before = text[quote[0] + 1 : spot.start].rstrip()[-1:]
        after = text[spot.end : spot.end + 1]
        return (before in ("", ",", "!", "?", ".", "—") or text[quote[0] + 1 : spot.start].lower() in ("oh ", "hey ")) and (
            after in (",", "!", "?", ".", "…", "”", '"', "’", "—")
        )

    def _reported(self, where: Place) -> bool:
        """Whether the clause is the content of saying or thinking."""
        tokens = self.parsed.tokens
        for kind, above in where.above:
            token = tokens[above]
            if kind in ("ccomp", "csubj", "pcomp") and (
                token.lemma.lower() in words("verbs", "content") or token.pos in ("NOUN", "ADJ")
            ):
                return True
            if kind == "xcomp" and token.lemma.lower() in _PLANS:
                return True
            if token.pos == "ADP" and token.text.lower() in _ABOUT:
                return True
            if kind in ("acl", "relcl") and token.lemma.lower() in words("people", "talk_objects"):
                return True
        return False

    def _perfect(self, verb: Token) -> str:
        """The "has" or "had" of a perfect tense, else an empty string."""
        if verb.tag != "VBN":
            return ""
        for child in self.parsed.children[verb.i]:
            token = self.parsed.tokens[child]
            if token.dep == "aux" and token.lemma.lower() in ("have", "'d", "'ve", "'s") and token.text.lower() != "having":
                return "had" if token.tag == "VBD" or token.text.lower().endswith("d") else "has"
        return ""

    def _going_to(self, verb: Token) -> bool:
        """ "is going to leave" """
        if verb.lemma == "go" and verb.tag == "VBG":
            return any(self.parsed.tokens[c].dep == "xcomp" for c in self.parsed.children[verb.i])
        return False


_ACTING = frozenset(
    ["speaks", "subject of an action", "moves or stays", "subject of being or having", "thinks or feels", "is spoken to",
     "object of a physical act", "something is done to them", "done by them"]
)  # fmt: skip


def _told_in_past(parsed: Parsed, quotes: Quotes) -> bool:
    """Whether the recap is told in the past tense."""
    past = present = 0
    for token in parsed.tokens:
        if token.dep == "ROOT" and quotes.around(token.start) is None:
            past += token.tag == "VBD"
            present += token.tag in ("VBZ", "VBP")
    return past > present
