"""In plain words, what part a mention plays in its clause: speaks, moves, is hugged, owns a letter, is talked about."""

from __future__ import annotations

from recap_gui.analysis.clauses import Place
from recap_gui.analysis.language import Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.telling import Telling

ACTING = frozenset(
    ["speaks", "subject of an action", "moves or stays", "subject of being or having", "thinks or feels",
     "is spoken to", "object of a physical act", "something is done to them", "done by them"]
)  # fmt: skip
THERE_ALL_THE_SAME = frozenset(
    ["subject of an action", "thinks or feels", "speaks", "object of a physical act", "is spoken to",
     "object of another verb", "something is done to them"]
)  # fmt: skip


def part_of(telling: Telling, spot: Spot, where: Place, verb: Token | None) -> str:
    """What part the mention plays."""
    lemma = verb.lemma.lower() if verb else ""
    if called(telling, spot):
        return "called by name"
    if verb is not None and where.role in ("subject", "predicate", "object", "beside") and telling.there_is(verb):
        return "there they are"
    if where.role in ("subject", "agent"):
        return _subject(telling, verb, lemma)
    if where.role == "passive subject":
        thought_of = lemma in words("verbs", "absent_objects") or lemma in words("verbs", "content")
        return "is said or thought to be something" if thought_of else "something is done to them"
    if where.role in ("object", "receiver"):
        return "is written to" if _left_word(telling, spot, where) else _object(lemma)
    if where.role == "possessor":
        return _possessor(telling.parsed.tokens[where.noun].lemma.lower())
    if where.role == "after":
        return _after(telling, spot, where, lemma)
    return {
        "predicate": "said to be someone",
        "modifier": "is part of a longer name" if _inside_name(telling, where) else "only describes a thing",
        "alone": "named without a verb",
        "called": "called by name",
    }.get(where.role, "named in passing")


def called(telling: Telling, spot: Spot) -> bool:
    """Whether the name is called out in speech ("Run, Tom!")."""
    quote = telling.quotes.around(spot.start)
    if quote is None or spot.how != "name":
        return False
    text = telling.parsed.text
    before = text[quote[0] + 1 : spot.start].rstrip()[-1:]
    after = text[spot.end : spot.end + 1]
    opens = before in ("", ",", "!", "?", ".", "—") or text[quote[0] + 1 : spot.start].lower() in ("oh ", "hey ")
    return opens and after in (",", "!", "?", ".", "…", "”", '"', "’", "—")


def gone(telling: Telling, where: Place) -> bool:
    """Whether the clause says that its subject is dead, gone or away."""
    if where.verb < 0 or where.role not in ("subject", "passive subject"):
        return False
    tokens = telling.parsed.tokens
    return any(
        tokens[child].lemma.lower() in words("words", "gone")
        and tokens[child].dep in ("acomp", "advmod", "attr", "prt")
        for child in telling.parsed.children[where.verb]
    ) and tokens[where.verb].lemma.lower() in words("verbs", "being")


def _subject(telling: Telling, verb: Token | None, lemma: str) -> str:
    if lemma in words("verbs", "speech"):
        return "speaks"
    if lemma in words("verbs", "being") or (verb is not None and verb.pos == "AUX"):
        return "subject of being or having"
    if lemma in words("verbs", "thought"):
        return "thinks or feels"
    if lemma in words("verbs", "motion"):
        return "moves or stays"
    return "subject of an action"


def _object(lemma: str) -> str:
    if lemma in words("verbs", "absent_objects"):
        return "object of a thought or feeling"
    if lemma in words("verbs", "writing"):
        return "is written to"
    if lemma in words("verbs", "contact"):
        return "object of a physical act"
    if lemma in words("verbs", "speech"):
        return "is spoken to"
    return "object of another verb"


def _left_word(telling: Telling, spot: Spot, where: Place) -> bool:
    """Whether someone is left, sent or written a message: "left Anna a voicemail"."""
    if where.verb < 0:
        return False
    tokens = telling.parsed.tokens
    return any(
        tokens[child].dep in ("dobj", "obj")
        and child > spot.head
        and tokens[child].lemma in words("people", "messages")
        for child in telling.parsed.children[where.verb]
    )


def _possessor(noun: str) -> str:
    if noun in words("people", "kin"):
        return "someone of theirs is named"
    if noun in words("people", "body"):
        return "owns a part of the body"
    if noun in words("people", "talk_objects"):
        return "owns words, pictures or plans"
    if noun in words("people", "homes"):
        return "the place is theirs"
    return "owns something"


def _after(telling: Telling, spot: Spot, where: Place, lemma: str) -> str:
    if spot.possessive:
        return "the place is theirs"
    small = where.small
    if where.noun >= 0 and telling.parsed.tokens[where.noun].lemma.lower() in words("people", "talk_objects"):
        return "a picture, a letter or the like of them"
    if small == "to":
        if lemma in words("verbs", "writing"):
            return "is written to"
        return "is spoken to" if lemma in words("verbs", "speech") else "someone turns to them"
    done = lemma in words("verbs", "contact") | words("verbs", "serving")
    if small in ("for", "from") and where.noun < 0 and done:
        return "something is done for them or taken from them"
    if small in words("words", "about"):
        return "talked about"
    if small in words("words", "beside"):
        return "stands beside or with someone"
    return "done by them" if small == "by" else "after another small word"


def _inside_name(telling: Telling, where: Place) -> bool:
    return where.noun >= 0 and telling.parsed.tokens[where.noun].pos == "PROPN"
