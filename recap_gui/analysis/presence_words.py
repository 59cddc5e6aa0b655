"""The words around a mention that tell whether its person is there: their verb, what they own, what it hangs on.

Every word that is common in recaps has a weight of its own ("presence words" in ``weights.json``).
"""

from __future__ import annotations

from collections.abc import Iterator

from recap_gui.analysis.clauses import Place, helpers, place
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.signs import Sign
from recap_gui.analysis.spots import Spot
from recap_gui.story.document import Span

PART, CLAUSE = "what its verb and the words with it tell", "what the clause hangs on"
BESIDE, EDGE = "the words right beside it", "how near the ends of its sentence it stands"
RULES = (PART, CLAUSE, BESIDE, EDGE)


def signs_of(parsed: Parsed, spot: Spot) -> list[Sign]:
    """The words and turns of phrase around a mention, each once."""
    where = place(parsed, spot.head)
    role = "owner" if spot.possessive else where.role
    found = [*_part(parsed, spot, where, role), *_clause(parsed, spot, where, role), *_beside(parsed, spot)]
    here = (spot.start, spot.end)
    found.append(Sign(PART, f"as {spot.how} {role}", here))
    if spot.how == "pronoun":
        found = [s._replace(key=f"pronoun, {s.key}") if s.key.startswith("subject") else s for s in found]
    return list({sign.key: sign for sign in found}.values())


def _part(parsed: Parsed, spot: Spot, where: Place, role: str) -> Iterator[Sign]:
    """The part that the person plays, with the words that they play it beside."""
    tokens = parsed.tokens
    here = (spot.start, spot.end)
    verb = tokens[where.verb] if where.verb >= 0 else None
    doing, at = (verb.lemma.lower(), (verb.start, verb.end)) if verb else ("none", here)
    noun = tokens[where.noun] if where.noun >= 0 else None
    if role in ("owner", "possessor"):
        owned = noun or (tokens[spot.head + 2] if spot.head + 2 < len(tokens) else None)
        if owned is not None:
            yield Sign(PART, f"owns {owned.lemma.lower()}", (owned.start, owned.end))
        if noun is not None:
            yield Sign(PART, f"owned as {noun.dep}", (noun.start, noun.end))
            yield Sign(PART, f"owned as {noun.dep} {doing}", at)
            if noun.dep == "pobj":
                small = tokens[noun.head]
                yield Sign(PART, f"owned after {small.text.lower()}", (small.start, small.end))
    elif role in ("after", "agent"):
        yield Sign(PART, f"{where.small} {doing}", at)
        yield Sign(PART, f"after {where.small}", here)
        if noun is not None:
            yield Sign(PART, f"{noun.lemma.lower()} {where.small}", (noun.start, noun.end))
    else:
        yield Sign(PART, f"{role} {doing}", at)
    if verb is not None:
        yield Sign(PART, f"near {doing}", at)
        yield from _verb(parsed, spot, verb, role)


def _verb(parsed: Parsed, spot: Spot, verb: Token, role: str) -> Iterator[Sign]:
    yield Sign(PART, f"{role} form {verb.tag}", (verb.start, verb.end))
    for child in (parsed.tokens[c] for c in parsed.children[verb.i]):
        at: Span = (child.start, child.end)
        if child.dep in ("advmod", "prt"):
            yield Sign(PART, f"{role} beside {child.text.lower()}", at)
        elif child.dep == "prep":
            yield Sign(PART, f"{role} with {child.text.lower()}", at)
        elif child.dep in ("nsubj", "nsubjpass") and child.i != spot.head and role != "subject":
            yield Sign(PART, f"{role} by {child.pos}", at)
        elif child.dep == "dobj" and role == "subject":
            yield Sign(PART, f"subject of {child.lemma.lower() if child.pos == 'NOUN' else child.pos}", at)


def _clause(parsed: Parsed, spot: Spot, where: Place, role: str) -> Iterator[Sign]:
    """What the clause hangs on, and the words that bring it in."""
    _, modal, mark = helpers(parsed, where.verb, spot.head)
    here = (spot.start, spot.end)
    if modal:
        yield Sign(CLAUSE, f"{role} modal {modal}", here)
    if mark:
        yield Sign(CLAUSE, f"{role} mark {mark}", here)
    for number, (kind, above) in enumerate(where.above[:2]):
        token = parsed.tokens[above]
        yield Sign(CLAUSE, f"under {kind} {token.lemma.lower()}", (token.start, token.end))
        yield Sign(CLAUSE, f"{role} under {number + 1} {kind}", (token.start, token.end))


def _beside(parsed: Parsed, spot: Spot) -> Iterator[Sign]:
    """The two words before and the two after it in its sentence; of names only that they are names."""
    tokens = parsed.tokens
    first, last = parsed.token_at(spot.start), parsed.token_at(spot.end - 1)
    sentence = tokens[spot.head].sentence
    for way, steps in (("before", (first - 1, first - 2)), ("next", (last + 1, last + 2))):
        for away, at in enumerate(steps, 1):
            token = tokens[at] if 0 <= at < len(tokens) and tokens[at].sentence == sentence else None
            if token is None:
                yield Sign(EDGE, f"{way} {away} nothing", (spot.start, spot.end))
            else:
                word = "NAME" if token.pos == "PROPN" else token.lemma.lower()
                yield Sign(BESIDE, f"{way} {away} {word}", (token.start, token.end))
