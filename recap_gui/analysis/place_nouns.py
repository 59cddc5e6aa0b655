"""What the noun of a phrase says of it as a place: what kind of place it names, if any, and with what article."""

from __future__ import annotations

from functools import cache

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words

NO_PLACE = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "WORK_OF_ART")
LOCATIONS = ("GPE", "LOC", "FAC")
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism")
CLASSES = (
    ("events", "the noun is an event"),
    ("vehicles", "the noun is a vehicle"),
    ("outdoors", "the noun is a place outdoors"),
    ("rooms", "the noun is a room"),
    ("buildings", "the noun is a building"),
    ("furniture", "the noun is furniture or a part of a room"),
)


@cache
def noun_classes() -> dict[str, str]:
    """The rule that says what kind of place a noun names."""
    found: dict[str, str] = {}
    for key, rule in CLASSES:
        found.update(dict.fromkeys(words("places", key), rule))
    return found


def no_place_word(token: Token) -> bool:
    """Whether a word, however it is written, tells a time or a way of telling ("Dusk", "FLASHBACK")."""
    word = token.text.lower()
    return word in words("places", "never") or word in words("cues", "time_nouns") or token.ent in ("DATE", "TIME")


def noun_rules(parsed: Parsed, at: int, low: int, high: int) -> set[str]:
    """What the phrase's noun and article say."""
    tokens = parsed.tokens
    noun, first = tokens[at], tokens[low]
    lemma = noun.lemma.lower()
    rules: set[str] = set()
    kind = noun_classes().get(lemma)
    owner = noun.tag == "POS" or (at + 1 < high and tokens[at + 1].tag == "POS" and high == at + 2)
    if owner:
        rules.add("someone’s home")
    elif kind:
        rules.add(kind)
    elif noun.ent in LOCATIONS:
        rules.add("a geographical name")
    elif noun.pos == "PROPN" or noun.text[:1].isupper():
        rules.add("another name")
        if any(t.lemma.lower() in noun_classes() for t in tokens[low:high]):
            rules.add("a name with a place’s noun in it")
        elif noun.ent in ("PERSON", "NORP"):
            rules.add("a name that looks like a person’s")
    elif lemma in words("people", "body"):
        rules.add("a part of the body")
    elif lemma.endswith(_ABSTRACT):
        rules.add("an abstract noun")
    elif lemma in words("people", "roles") | words("people", "kin") | words("people", "groups"):
        rules.add("someone, not a place")
    else:
        rules.add("a noun of no known kind")
    if kind and noun.pos == "PROPN":
        rules.add("a name")
    if not owner and noun.pos == "NOUN":
        if low == at and not first.text[:1].isupper():
            rules.add("a bare noun" if lemma not in words("places", "bare") else "a bare noun that may stand so")
        elif first.text.lower() in ("a", "an", "some", "another"):
            rules.add("“a” place")
        elif first.tag == "PRP$":
            rules.add("“his” or “her” place")
        elif any(t.tag == "POS" for t in tokens[low:at]):
            rules.add("someone’s place")
        if noun.tag == "NNS":
            rules.add("several")
    if any(tokens[c].dep == "relcl" for c in parsed.children[at]):
        rules.add("described by a clause")
    return rules


def is_idiom(parsed: Parsed, noun: Token, low: int) -> bool:
    """Whether a noun stands as in a figure of speech ("on hold", "in tow"): bare, though not of those that may."""
    if low < noun.i or not (noun.pos == "NOUN" or noun.text.islower()):
        return False
    told = any(parsed.tokens[c].dep in ("prep", "nummod") for c in parsed.children[noun.i])
    return not told and noun.lemma.lower() not in words("places", "bare")


def names_no_place(parsed: Parsed, low: int, high: int) -> bool:
    """Whether a phrase is what someone does ("goes on peeling potatoes") or a show ("This week on Dallas")."""
    tokens = parsed.tokens
    if tokens[low].tag == "VBG" and not any(t.text.lower() in noun_classes() for t in tokens[low:high]):
        return True
    if low < 2 or tokens[low - 1].text.lower() != "on" or not tokens[low].text[:1].isupper():
        return False
    return no_place_word(tokens[low - 2]) or tokens[low - 2].text.lower() in ("previously", "tonight")


def is_home(parsed: Parsed, noun: Token, word: str) -> bool:
    """Whether a phrase ends with an ’s after which no noun stands ("at Eileen's")."""
    tokens = parsed.tokens
    at = noun.i if noun.tag == "POS" else noun.i + 1
    if at >= len(tokens) or tokens[at].tag != "POS" or word not in ("at", "to", "near", "outside", "inside", "from"):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or after.sentence != noun.sentence or after.pos not in ("NOUN", "PROPN", "ADJ", "NUM")
