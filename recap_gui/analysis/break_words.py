"""The votes of single words for a new scene: what opens a sentence, its verb, its other words, its neighbours.

Every word and turn of phrase that is common in recaps has a weight of its own ("break words" in weights.json).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recap_gui.analysis.break_facts import Fact
from recap_gui.analysis.cues import flat, head, main_verb
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.signs import Sign
from recap_gui.story.document import Span

OPENING, BUILT, VERB = "what its first words say", "how its opening is built", "what its verb tells"
FORM, WORDS = "how its verb is used", "the words it tells with"
BEFORE, AFTER = "how the sentence before is told", "how the sentence after is told"
COMPANY = "how those who were just there and new people stand in it"
RULES = (OPENING, BUILT, VERB, FORM, WORDS, COMPANY, BEFORE, AFTER)
_RECENT = 4  # sentences back in which someone is known


def signs_of(parsed: Parsed, facts: Sequence[Fact]) -> list[list[Sign]]:
    """The words and turns of phrase of every sentence and of the ones before and after."""
    own = [
        [*_signs(parsed, fact), *_company(parsed, fact, facts[max(0, n - _RECENT) : n])] for n, fact in enumerate(facts)
    ]
    result: list[list[Sign]] = []
    for at, signs in enumerate(own):
        found = list(signs)
        if at:
            found += [Sign(BEFORE, f"before, {s.key}", s.span) for s in own[at - 1] if s.key.startswith(_OF_BEFORE)]
        if at + 1 < len(own):
            found += [Sign(AFTER, f"after, {s.key}", s.span) for s in own[at + 1] if s.key.startswith(_OF_AFTER)]
        result.append(found)
    return result


_OF_BEFORE = ("verb ", "form ", "beside ", "first ", "built ")
_OF_AFTER = ("verb ", "form ", "first ", "built ", "built: ")


def _signs(parsed: Parsed, fact: Fact) -> Iterator[Sign]:
    """The words and turns of phrase of one sentence, names left out."""
    sentence = fact.sentence
    named = {
        token.i
        for start, end in fact.spans.values()
        for token in parsed.tokens[parsed.token_at(start) : parsed.token_at(end - 1) + 1]
        if token.pos != "PRON"
    }
    first = _first(parsed, fact)
    yield from _opening(first[:3], named)
    begins = first[0].start if first else sentence.start
    yield from _clause(parsed, main_verb(parsed, sentence), (begins, sentence.end))
    for token in parsed.inside(sentence):
        if token.pos not in ("PUNCT", "PROPN") and token.i not in named:
            yield Sign(WORDS, f"word {token.lemma.lower()}", (token.start, token.end))


def _first(parsed: Parsed, fact: Fact) -> list[Token]:
    """The first words of a sentence, labels and marks left out."""
    sentence = fact.sentence
    begins, _ = head(parsed.text, sentence.start, sentence.end)
    first = max(sentence.first, parsed.token_at(begins))
    return [token for token in parsed.tokens[first : sentence.last] if token.pos != "PUNCT"][:4]


def _company(parsed: Parsed, fact: Fact, recent: Sequence[Fact]) -> Iterator[Sign]:
    """How people of the sentence before (just), of those before it (known) and others (new) stand in a sentence."""
    recent = [f for f in recent if f.zone == fact.zone]
    just = recent[-1].people() if recent else {}
    known = {who for f in recent for who in f.people()}
    kinds: dict[int, str] = {}
    for who, (start, end) in fact.spans.items():
        kind = "just" if who in just else "known" if who in known else "new"
        kinds |= dict.fromkeys(range(parsed.token_at(start), parsed.token_at(end - 1) + 1), kind)
    order: list[tuple[str, Token]] = []
    for token in _first(parsed, fact):
        kind = kinds.get(token.i, token.pos)
        if not order or order[-1][0] != kind or token.i not in kinds:
            order.append((kind, token))
    for count in range(1, min(3, len(order)) + 1):
        said = " ".join(kind for kind, _ in order[:count])
        yield Sign(COMPANY, f"opens {count}: {said}", (order[0][1].start, order[count - 1][1].end))
    verb = main_verb(parsed, fact.sentence)
    if verb is None:
        return
    for token in (parsed.tokens[c] for c in parsed.children[verb.i]):
        if token.dep in ("nsubj", "nsubjpass", "dobj") and token.i in kinds:
            kind, where = f"{token.dep} {kinds[token.i]}", (token.start, token.end)
            yield Sign(COMPANY, kind, where)
            yield Sign(COMPANY, f"{kind} {verb.lemma}", where)
            yield Sign(COMPANY, f"{kind} {verb.tag}", where)
            for other in (parsed.tokens[c] for c in parsed.children[token.i]):
                if other.dep == "conj" and other.i in kinds:
                    yield Sign(COMPANY, f"{kind} and {kinds[other.i]}", (token.start, other.end))
    together = "+".join(sorted(set(kinds.values())))
    yield Sign(COMPANY, f"people {together}", (verb.start, verb.end))
    yield Sign(COMPANY, f"people {together} {'going on' if verb.tag == 'VBG' else 'plain'}", (verb.start, verb.end))


def _opening(first: Sequence[Token], named: set[int]) -> Iterator[Sign]:
    said = ["NAME" if token.i in named else flat(token.text) for token in first]
    kinds = ["NAME" if token.i in named else token.pos for token in first]
    if first:
        span = (first[0].start, first[0].end)
        yield Sign(OPENING, f"first {said[0]}", span)
        yield Sign(BUILT, f"built {kinds[0]}", span)
    if len(first) > 1:
        span = (first[0].start, first[1].end)
        yield Sign(OPENING, f"first: {said[0]} {said[1]}", span)
        yield Sign(BUILT, f"built: {kinds[0]} {kinds[1]}", span)
    if len(first) > 2:
        yield Sign(BUILT, f"built:: {' '.join(kinds)}", (first[0].start, first[2].end))


def _clause(parsed: Parsed, verb: Token | None, whole: Span) -> Iterator[Sign]:
    if verb is None:
        yield Sign(VERB, "verb none", whole)
        return
    span = (verb.start, verb.end)
    yield Sign(VERB, f"verb {verb.lemma}", span)
    yield Sign(FORM, f"form {verb.tag}", span)
    for child in (parsed.tokens[c] for c in parsed.children[verb.i]):
        where = (child.start, child.end)
        yield Sign(FORM, f"part {child.dep}", where)
        if child.dep == "prep":
            yield Sign(VERB, f"with {child.lemma}", where)
            yield Sign(VERB, f"with: {verb.lemma} {child.lemma}", (min(span, where)[0], max(span, where)[1]))
        elif child.dep in ("prt", "advmod"):
            yield Sign(VERB, f"beside {flat(child.text)}", where)
        elif child.dep == "aux":
            yield Sign(FORM, f"helper {flat(child.text)}", where)
        elif child.dep in ("nsubj", "nsubjpass"):
            yield Sign(FORM, f"subject {child.lemma if child.pos == 'NOUN' else child.pos}", where)
        elif child.dep == "advcl":
            mark = next(
                (t for c in parsed.children[child.i] if (t := parsed.tokens[c]).dep in ("mark", "advmod")), None
            )
            place = "before" if child.i < verb.i else "after"
            yield Sign(FORM, f"clause {place} {flat(mark.text) if mark else child.tag}", where)
