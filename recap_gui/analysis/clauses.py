"""The grammar around a name: what part it plays, of which verb, and under what other clauses that verb stands."""

from __future__ import annotations

from typing import NamedTuple

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_VERBAL = ("VERB", "AUX")
_SHORT_VERBS = ("'s", "’s")
_SIMPLE = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "passive subject",
    "dobj": "object",
    "obj": "object",
    "dative": "receiver",
    "poss": "possessor",
    "attr": "predicate",
    "acomp": "predicate",
    "oprd": "predicate",
    "npadvmod": "beside",
    "intj": "called",
    "vocative": "called",
    "ROOT": "alone",
    "dep": "beside",
    "appos": "beside",
    "compound": "modifier",
    "nmod": "modifier",
    "amod": "modifier",
}


class Place(NamedTuple):
    """Where a word stands in its sentence.

    `role` is its part (``"subject"``, ``"object"``, ``"after"`` a preposition …), `verb` the index of the verb it
    belongs to (-1 if none), `small` the preposition, `noun` the index of the noun that it possesses or that the
    preposition hangs on (-1 if none), `above` the clauses over the verb, nearest first, as
    ``(kind, index of the word above)``. `joined` says that it is the second of a pair, `explains` that it is an
    apposition.
    """

    role: str
    verb: int
    small: str
    noun: int
    above: tuple[tuple[str, int], ...]
    joined: bool
    explains: bool


def place(parsed: Parsed, index: int) -> Place:
    """The place of word `index`, the head word of a name or a pronoun."""
    tokens = parsed.tokens
    at = tokens[index]
    joined = explains = False
    for _ in range(12):
        head = tokens[at.head]
        if head.i == at.i or head.pos not in _NOMINAL or at.dep not in ("conj", "appos"):
            break
        joined = joined or at.dep == "conj"
        explains = explains or at.dep == "appos"
        at = head
    at = _counted(parsed, _called(parsed, at))
    role = _SIMPLE.get(at.dep, "beside")
    small, noun, verb = "", -1, -1
    short = _short_verb(parsed, at)
    if short >= 0:
        return Place("subject", short, small, noun, _above(parsed, at.i), joined, explains)
    head = tokens[at.head]
    if at.dep == "pobj" or (at.dep == "pcomp" and head.pos == "ADP"):
        role, small = ("agent" if head.dep == "agent" else "after"), head.text.lower()
        above = tokens[head.head]
        if above.pos == "ADP" and above.i != head.i:  # "out of", "next to"
            small = f"{above.text.lower()} {small}"
            above = tokens[above.head]
        noun = above.i if above.pos in _NOMINAL else -1
        verb = _verb(parsed, above)
    elif role in ("modifier", "possessor") and _verb_like(parsed, head, at):
        role, verb = "subject", head.i
    elif role == "alone" and (late := _verb_beside(parsed, at)) >= 0:
        role, verb = "subject", late
    elif role in ("possessor", "modifier"):
        noun, verb = head.i, _verb(parsed, head)
    elif at.dep in ("aux", "auxpass") and head.i > at.i:  # "Will bows", taken for a modal
        role, verb = "subject", head.i
    elif at.dep == "ROOT" and at.pos == "PROPN" and (listed := _list_verb(parsed, at)) >= 0:
        return Place("subject", listed, small, noun, _above(parsed, listed), index != at.i, explains=False)
    elif at.dep == "ROOT" and at.pos not in _VERBAL:
        verb = -1
    else:
        verb = _verb(parsed, head if head.i != at.i else at)
        if role in ("object", "beside", "predicate", "alone") and verb >= 0 and _said_after(parsed, verb, at):
            role = "subject"
    return Place(role, verb, small, noun, _above(parsed, verb), joined, explains)


def _called(parsed: Parsed, at: Token) -> Token:
    """Of "a man called Tom" the word that plays the part in the sentence: "man"."""
    verb = parsed.tokens[at.head]
    named = at.dep in ("oprd", "attr", "dobj") and verb.dep == "acl" and verb.lemma.lower() in ("call", "name", "dub")
    return parsed.tokens[verb.head] if named and parsed.tokens[verb.head].pos in _NOMINAL else at


def _counted(parsed: Parsed, at: Token) -> Token:
    """Of "two of them" and "both of the brothers" the word that plays the part in the sentence: "two", "both"."""
    tokens = parsed.tokens
    small = tokens[at.head]
    if at.dep != "pobj" or small.text.lower() != "of" or small.head >= small.i:
        return at
    count = tokens[small.head]
    return count if count.lemma.lower() in words("words", "counts") else at


def _short_verb(parsed: Parsed, at: Token) -> int:
    """The "'s" after a name that is a verb though the model takes it for a possessive: "Ann's on the stairs", or -1."""
    if at.dep not in ("ROOT", "poss", "nsubj") or at.i + 2 >= len(parsed.tokens):
        return -1
    mark, after = parsed.tokens[at.i + 1], parsed.tokens[at.i + 2]
    if mark.tag != "POS" or mark.text.lower() not in _SHORT_VERBS or after.sentence != at.sentence:
        return -1
    if after.pos in ("VERB", "AUX") and after.tag in ("VBG", "VBN", "VBD") and at.dep != "nsubj":
        return -1  # the verb itself is found elsewhere
    if at.head != at.i and parsed.tokens[at.head].pos in ("NOUN", "PROPN", "ADJ", "NUM"):
        return -1
    return mark.i if after.pos in ("ADP", "ADV", "DET", "SCONJ") or after.tag in ("PRP$", "DT") else -1


def _verb_like(parsed: Parsed, noun: Token, at: Token) -> bool:
    """Whether what the model takes for a noun after the name is its verb: "Ricky limps", "Ann's screaming"."""
    if at.dep == "poss":
        after = parsed.tokens[noun.i + 1] if noun.i + 1 < len(parsed.tokens) else noun
        drawled = noun.text.endswith("in") and after.text in ("'", "’")
        alone = noun.head == noun.i and noun.text.endswith("ing")
        doing = after.pos not in _VERBAL and _doing(noun.text.lower())
        return noun.i == at.i + 2 and (noun.tag == "VBG" or drawled or alone or doing)
    if noun.pos == "VERB" and noun.tag in ("VBZ", "VBD", "VBP") and noun.i > at.i:
        return True
    if noun.i != _past_brackets(parsed, at.i + 1):
        return False
    joined = noun.tag == "NN" and at.i > 1 and parsed.tokens[at.i - 1].text == "and"  # "Ann and Ben arrive"
    return (noun.tag in ("NNS", "VBZ") or joined) and (_does(noun) or _no_other_verb(parsed, noun))


def _verb_beside(parsed: Parsed, at: Token) -> int:
    """The verb that the model hangs on the name as a noun: "Ann and Ben arrive" as three things in a row, or -1."""
    last = at
    for child in parsed.children[at.i]:
        token = parsed.tokens[child]
        if token.dep == "conj" and token.pos == "PROPN" and token.i > last.i:
            last = token
    following = _past_brackets(parsed, last.i + 1)
    if following >= len(parsed.tokens):
        return -1
    token = parsed.tokens[following]
    if token.head not in (at.i, last.i) or token.tag not in ("NNS", "VBZ", "VBP"):
        return -1
    return following if _does(token) or _no_other_verb(parsed, token) else -1


def _list_verb(parsed: Parsed, at: Token) -> int:
    """The verb of a list that the model takes apart ("Ann, Bo, and Cy find him": Cy alone is its subject), or -1."""
    tokens = parsed.tokens
    index, last = at.i, -1
    while index + 2 < len(tokens) and tokens[index + 1].text.lower() in (",", "and", "&"):
        index += 3 if tokens[index + 2].text.lower() in ("and", "&") else 2
        if index >= len(tokens) or tokens[index].pos != "PROPN" or tokens[index].sentence != at.sentence:
            return -1
        last = index
    if last < 0 or tokens[last].dep not in ("nsubj", "nsubjpass") or tokens[last].head <= last:
        return -1
    return tokens[last].head


def _past_brackets(parsed: Parsed, at: int) -> int:
    """The index behind brackets that open at `at`, else `at` itself."""
    tokens = parsed.tokens
    if at < len(tokens) and tokens[at].text == "(":
        for close in range(at + 1, min(at + 8, len(tokens))):
            if tokens[close].text == ")":
                return close + 1
    return at


def _no_other_verb(parsed: Parsed, token: Token) -> bool:
    """Whether a sentence that ends with this word has no verb elsewhere: "Ann dials."."""
    sentence = parsed.sentences[token.sentence]
    rest = [one for one in parsed.inside(sentence) if one.i != token.i]
    return (
        token.i + 1 < len(parsed.tokens)
        and parsed.tokens[token.i + 1].pos == "PUNCT"
        and (sentence.last - token.i <= 2 and not any(one.pos in _VERBAL for one in rest))
    )


def _does(token: Token) -> bool:
    lemma = token.lemma.lower()
    return any(lemma in words("verbs", key) for key in ("motion", "speech", "contact", "personal", "thought"))


def _doing(word: str) -> bool:
    """Whether a word in -ing tells what people do: "crying", "writing", "sitting"."""
    if not word.endswith("ing"):
        return False
    stem = word[:-3]
    bases = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return any(base in words("verbs", key) for base in bases for key in ("motion", "personal"))


def _verb(parsed: Parsed, token: Token) -> int:
    """The nearest verb at or above a word."""
    for _ in range(20):
        if token.pos in _VERBAL:
            return token.i
        if token.head == token.i:
            return -1
        token = parsed.tokens[token.head]
    return -1


def _said_after(parsed: Parsed, verb: int, at: Token) -> bool:
    """Whether "says Tom" stands behind what is said, which the model often takes for an object."""
    token = parsed.tokens[verb]
    if token.lemma not in words("verbs", "speech") or token.tag not in ("VBZ", "VBD", "VBP"):
        return False
    if not verb < at.i <= verb + 3 or any(parsed.tokens[c].dep == "nsubj" for c in parsed.children[verb]):
        return False
    before = parsed.tokens[verb - 1] if verb else None
    return before is not None and before.sentence == token.sentence and before.text in ",\"”’'?!…—)"


def _above(parsed: Parsed, verb: int) -> tuple[tuple[str, int], ...]:
    """The clauses over a verb: how each hangs on the word above it."""
    found: list[tuple[str, int]] = []
    at = verb
    for _ in range(12):
        if at < 0:
            break
        token = parsed.tokens[at]
        if token.head == at or _parted(parsed, at, token.head):
            break
        dep = token.dep
        if (
            dep in ("ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "parataxis", "conj")
            or token.pos in _VERBAL
            or dep in ("pobj", "dobj", "nsubj", "attr")
        ):
            found.append((dep, token.head))
        at = token.head
    return tuple(found)


def _parted(parsed: Parsed, at: int, head: int) -> bool:
    """Whether a semicolon stands between two words: what the model joins there are two sentences."""
    low, high = min(at, head), max(at, head)
    return any(token.text == ";" for token in parsed.tokens[low + 1 : high])


def helpers(parsed: Parsed, verb: int, name: int = -1) -> tuple[bool, str, str]:
    """(negated, modal verb or ``""``, word that introduces the clause or ``""``) of a verb; `name` is none of them."""
    negated, modal, mark = False, "", ""
    if verb < 0:
        return negated, modal, mark
    for child in parsed.children[verb]:
        token = parsed.tokens[child]
        if child == name:
            continue
        if token.dep == "neg":
            negated = True
        elif token.dep in ("aux", "auxpass"):
            if token.tag == "MD":
                modal = token.lemma
        elif token.dep in ("mark", "advmod") and child < verb and token.pos in ("SCONJ", "ADV", "ADP"):
            mark = mark or token.text.lower()
            negated = negated or token.text.lower() == "never"
    return negated, modal, mark
