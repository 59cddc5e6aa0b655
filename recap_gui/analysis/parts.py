"""In plain words, what part a mention plays in its clause: speaks, moves, is hugged, owns a letter, is talked about."""

from __future__ import annotations

from recap_gui.analysis.clauses import Place
from recap_gui.analysis.language import Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.telling import Telling

ACTING = frozenset(
    ["speaks", "subject of an action", "moves or stays", "subject of being or having", "is somewhere",
     "thinks or feels", "is spoken to", "object of a physical act", "something is done to them", "done by them"]
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
    if where.role == "agent":
        return "done by them"
    if where.role == "subject":
        return _subject(telling, verb, lemma)
    if where.role == "passive subject":
        thought_of = lemma in words("verbs", "absent_objects") or lemma in words("verbs", "content")
        return "is said or thought to be something" if thought_of else "something is done to them"
    if where.role in ("object", "receiver"):
        return "is written to" if _left_word(telling, spot, where) else _object(lemma)
    if spot.possessive and _at_theirs(telling, spot):
        return "the place is theirs"
    if where.role == "possessor":
        return _possessor(telling.parsed.tokens[where.noun].lemma.lower())
    if where.role == "after":
        return _after(telling, spot, where, lemma)
    return {
        "predicate": _predicate(telling, where),
        "modifier": "is part of a longer name" if _inside_name(telling, where) else "only describes a thing",
        "alone": "named without a verb",
        "called": "called by name",
    }.get(where.role, "named in passing")


def _predicate(telling: Telling, where: Place) -> str:
    if _it_is(telling, where):
        return "it is them"
    tokens = telling.parsed.tokens
    children = [tokens[child] for child in telling.parsed.children[where.verb]] if where.verb >= 0 else []
    subject = any(child.dep in ("nsubj", "csubj", "expl") and child.i < where.verb for child in children)
    ahead = any(child.dep in ("prep", "advcl", "advmod") and child.i < where.verb for child in children)
    return "there they are" if ahead and not subject else "said to be someone"


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
    verb = tokens[where.verb]
    children = [tokens[child] for child in telling.parsed.children[verb.i]]
    if verb.tag == "POS":
        children = [tokens[verb.i + 1]]
    elif verb.text.lower() in words("words", "gone"):  # "is missing"
        return any(child.dep in ("aux", "auxpass") and child.lemma == "be" for child in children)
    elif verb.lemma.lower() not in words("verbs", "being") - {"get"}:
        return False
    return any(
        not words("words", "gone").isdisjoint((child.lemma.lower(), child.text.lower()))
        and (verb.tag == "POS" or child.dep in ("acomp", "advmod", "attr", "prt"))
        and not (child.i + 1 < len(tokens) and tokens[child.i + 1].pos in ("ADP", "ADV"))
        for child in children
    )


def _subject(telling: Telling, verb: Token | None, lemma: str) -> str:
    if lemma in words("verbs", "speech"):
        return "speaks"
    if verb is not None and (lemma in words("verbs", "being") or verb.pos == "AUX" or verb.tag == "POS"):
        return "is somewhere" if _located(telling, verb) else "subject of being or having"
    if lemma in words("verbs", "thought"):
        return "thinks or feels"
    if lemma in words("verbs", "motion"):
        return "moves or stays"
    return "subject of an action"


def _located(telling: Telling, verb: Token) -> bool:
    """Whether a verb of being tells where its subject is, not what: "is in the kitchen", "'s on the stairs"."""
    tokens = telling.parsed.tokens
    if verb.tag == "POS":
        return tokens[verb.i + 1].pos == "ADP"
    if verb.lemma.lower() not in ("be", "'s", "’s", "stay", "remain"):
        return False
    children = [tokens[child] for child in telling.parsed.children[verb.i] if child > verb.i]
    if any(child.dep in ("attr", "acomp", "xcomp", "ccomp") and child.tag != "VBG" for child in children):
        return False  # but "is on the ferry going home"
    return any(child.dep == "prep" and child.text.lower() in words("words", "where") for child in children) or any(
        child.dep == "advmod" and child.text.lower() in words("words", "there") for child in children
    )


def _it_is(telling: Telling, where: Place) -> bool:
    """Whether it reads "it's Tom" or "that is Tom", not "the thief is Tom"."""
    tokens = telling.parsed.tokens
    return where.verb >= 0 and any(
        tokens[child].dep == "nsubj" and tokens[child].text.lower() in ("it", "this", "that", "there", "here", "who")
        for child in telling.parsed.children[where.verb]
    )


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
    tokens = telling.parsed.tokens
    if where.verb < 0 or tokens[where.verb].lemma.lower() not in words("verbs", "writing") | words("verbs", "sending"):
        return False
    return any(
        tokens[child].dep in ("dobj", "obj")
        and child > spot.head
        and tokens[child].lemma in words("people", "messages")
        for child in telling.parsed.children[where.verb]
    )


def _at_theirs(telling: Telling, spot: Spot) -> bool:
    """Whether it reads "at Tom's" without a thing of his: "At Tom's that night, …"."""
    tokens = telling.parsed.tokens
    first = telling.parsed.token_at(spot.start)
    after = spot.head + 2
    if not first or after >= len(tokens) or tokens[first - 1].text.lower() not in ("at", "to", "from", "outside"):
        return False
    return (
        tokens[after].pos in ("PUNCT", "DET", "CCONJ", "ADV", "SCONJ", "ADP", "AUX", "VERB")
        or tokens[after].tag == "DT"
    )


def _possessor(noun: str) -> str:
    if noun in words("people", "kin") or noun in words("people", "roles"):
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
    if small in words("words", "about") or (small == "after" and lemma in ("ask", "inquire", "enquire")):
        return "talked about"
    if small in words("words", "beside"):
        return "stands beside or with someone"
    return "done by them" if small == "by" else "after another small word"


def _inside_name(telling: Telling, where: Place) -> bool:
    return where.noun >= 0 and telling.parsed.tokens[where.noun].pos == "PROPN"
