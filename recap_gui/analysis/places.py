"""Places: the phrases of a sentence that say where, and a heading that says where."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from recap_gui.analysis.cues import flat, head, main_verb
from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.place_nouns import LOCATIONS, NO_PLACE, is_idiom, names_no_place
from recap_gui.analysis.quotes import Quotes

_FIRM = frozenset(["at", "in", "on", "inside", "outside", "aboard", "behind", "under", "beneath", "by", "near", "atop"])
_MOVING = frozenset(
    ["to", "into", "onto", "through", "across", "past", "over", "around", "along", "toward", "towards", "from"]
)
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "review", "sight", "heart", "news")
_YONDER = frozenset(["up", "down", "out", "over", "back", "off"])
_LEAVING = frozenset(["from"])
_MODALS = frozenset(["would", "could", "should", "may", "might", "will", "'ll", "’ll", "shall", "wo", "ca"])


class Where(NamedTuple):
    """A phrase that names a place: ``tokens[first:last]`` without its preposition, and how much speaks for it (0–6)."""

    first: int
    last: int
    head: int
    weight: float
    opening: bool


@cache
def place_nouns() -> dict[str, float]:
    """The nouns that name places, with how much each tells."""
    found: dict[str, float] = {}
    for key, weight in (
        ("vehicles", 1.4),
        ("events", 0.9),
        ("outdoors", 1.6),
        ("rooms", 1.8),
        ("buildings", 2.0),
        ("furniture", 0.3),
    ):
        found.update(dict.fromkeys(words("places", key), weight))
    return found


def places_in(parsed: Parsed, sentence: Stretch, quotes: Quotes, people: frozenset[int] = frozenset()) -> list[Where]:
    """The phrases of a sentence that name a place, in order. `people` holds the indices of words that name someone."""
    found: list[Where] = []
    begins, _ = head(parsed.text, sentence.start, sentence.end)
    inside = parsed.inside(sentence)
    for token in inside:
        if quotes.around(token.start) is not None:
            continue
        if token.pos in ("ADP", "ADV", "SCONJ", "PART") and flat(token.text) in words("places", "at"):
            where = (
                _after(parsed, token, people, begins)
                or scanned_place(parsed, token, sentence, people, begins)
                or yonder_place(parsed, token, sentence, people, begins)
            )
        elif flat(token.text) in words("places", "adverbs") and token.dep in ("advmod", "npadvmod", "dep", "ROOT"):
            opening = token.start <= begins + 8
            gone = flat(token.text) == "home" and parsed.tokens[token.head].lemma in (
                words("verbs", "motion") | {"get", "be"}
            )
            weight = 2.2 if opening else 1.7 - _distance(parsed, token) if gone else 0.8
            where = Where(token.i, token.i + 1, token.i, weight, opening)
        else:
            continue
        if where is not None and not (found and found[-1].first <= where.first < found[-1].last):
            found.append(where)
    bare = opening_place(parsed, sentence, quotes, people, begins)
    if bare is not None and not any(w.first <= bare.head < w.last for w in found):
        found.insert(0, bare)
    plain = _plain(parsed, sentence, quotes, people)
    if plain is not None and not any(w.first <= plain.head < w.last for w in found):
        found.append(plain)
    return found


def _after(parsed: Parsed, small: Token, people: frozenset[int], begins: int) -> Where | None:
    """The place after a preposition, if that is what stands there."""
    objects = [
        parsed.tokens[c] for c in parsed.children[small.i] if parsed.tokens[c].dep in ("pobj", "pcomp", "npadvmod")
    ]
    noun = objects[0] if objects and objects[0].i > small.i else None
    if noun is None or names_no_place(parsed, noun.i, noun.i + 1):
        return None
    low, high = phrase_of(parsed, noun, small.i + 1)
    weight = _evidence(parsed, noun, low, high, small, people)
    word = flat(small.text)
    opening = small.start <= begins + 22 and nothing_before(parsed, small, begins)
    if not opening and is_idiom(parsed, noun, low):
        return None
    if weight <= 0 and opening and word in _FIRM and word != "by" and _unknown(parsed, noun, low, high, people):
        weight = 0.6  # "At the ice machine she …": what stands so is a place more often than not
    if weight <= 0:
        return None
    weight += 0.6 if word in _FIRM else -0.2 if word in _MOVING else 0.0
    weight += 2.0 if opening else 0.0
    if word in _LEAVING:
        weight -= 1.0
    weight -= _distance(parsed, small)
    return Where(low, high, noun.i, weight, opening)


def _unknown(parsed: Parsed, noun: Token, low: int, high: int, people: frozenset[int]) -> bool:
    """Whether a noun phrase is a thing with an article or owner that the lexicon neither knows nor rules out."""
    first = parsed.tokens[low]
    if noun.pos != "NOUN" or noun.i in people or noun.ent in NO_PLACE or noun.tag == "VBG":
        return False
    if noun.lemma.lower().endswith(_ABSTRACT):
        return False
    if noun.lemma.lower() in words("places", "never") or noun.lemma.lower() in words("cues", "time_nouns"):
        return False
    return (
        low < noun.i
        and (first.pos == "DET" or first.tag in ("PRP$", "POS") or first.pos == "PROPN")
        and high - low <= 6
    )


def nothing_before(parsed: Parsed, small: Token, begins: int) -> bool:
    """Whether only adverbs ("Back", "Down", "Meanwhile,") stand before a preposition in its sentence."""
    at = small.i - 1
    while at >= 0 and parsed.tokens[at].sentence == small.sentence and parsed.tokens[at].start >= begins:
        if parsed.tokens[at].pos not in ("ADV", "ADP", "PUNCT", "CCONJ", "INTJ", "SCONJ", "PART"):
            return False
        at -= 1
    return True


def phrase_of(parsed: Parsed, noun: Token, start: int) -> tuple[int, int]:
    """The noun phrase around a noun: what stands before it, and an "of …" or "on …" after it that names a place."""
    low, high = noun.i, noun.i + 1
    for child in parsed.children[noun.i]:
        token = parsed.tokens[child]
        if child < noun.i and token.dep not in ("cc", "punct", "preconj", "advmod", "conj"):
            low = min(low, parsed.subtree(child)[0])
        elif (
            child > noun.i
            and token.dep == "prep"
            and flat(token.text) in ("of", "on", "in", "at", "outside", "above", "below")
        ):
            stop = parsed.subtree(child)[1]
            if child == high and stop - child <= 6 and _is_placelike(parsed, child, stop):
                high = stop
        elif child > noun.i and token.dep in ("case", "nummod") and child == high:
            high = child + 1
    while high + 1 < len(parsed.tokens) and parsed.tokens[high].text == "&" and parsed.tokens[high + 1].pos == "PROPN":
        high += 2  # "at Rourke & Daly"
    low = max(low, start)
    while high > low + 1 and parsed.tokens[high - 1].pos == "PUNCT":
        high -= 1
    return low, high


def _is_placelike(parsed: Parsed, first: int, last: int) -> bool:
    for token in parsed.tokens[first:last]:
        if token.pos in ("VERB", "AUX") or flat(token.text) in ("which", "that", "who"):
            return False
    return any(t.pos == "PROPN" or t.lemma.lower() in place_nouns() for t in parsed.tokens[first:last])


def _evidence(parsed: Parsed, noun: Token, low: int, high: int, small: Token, people: frozenset[int]) -> float:
    """How much a noun phrase looks like a place, 0 if not at all."""
    lemma = noun.lemma.lower()
    word = flat(small.text)
    numbered = noun.pos in ("NUM", "PROPN") and (noun.pos == "NUM" or noun.ent == "CARDINAL") and low < noun.i
    if numbered and noun.text[:1].isupper() and parsed.tokens[noun.i - 1].text[:1].isupper() and word in _FIRM:
        return 1.8  # "in Exam Three"
    if noun.pos in ("PRON", "VERB", "AUX") or noun.ent in NO_PLACE:
        return 0.0
    mine = parsed.tokens[low:high]
    possessive = next((t for t in mine if t.tag == "POS"), None)
    if possessive is not None and possessive.i == noun.i + 1 and word in ("at", "to", "near", "outside", "inside"):
        return 2.4  # "at Eileen's"
    if noun.tag == "POS" and word in ("at", "to"):
        return 2.4
    if noun.text.lower() in given_names() and low == noun.i and not (noun.ent in LOCATIONS and word in ("in", "at")):
        return 0.0  # someone whom the cast does not know
    if lemma in words("people", "groups") and noun.ent == "ORG":
        return 0.0
    weight = place_nouns().get(lemma, 0.0)
    if weight and noun.pos != "PROPN" and lemma in words("places", "never"):
        weight = 0.0
    if noun.i in people:
        return 0.0 if possessive is None else weight
    if noun.ent in LOCATIONS and word != "by":
        weight = max(weight, 2.2)
    if noun.pos == "PROPN" and not weight:
        weight = (
            1.2
            if word in ("at", "in", "on", "inside", "outside", "aboard") and noun.ent not in ("PERSON", "NORP")
            else 0.0
        )
        if any(t.lemma.lower() in place_nouns() for t in mine):
            weight = max(weight, 1.8)
    if lemma in words("places", "never") and noun.pos != "PROPN":
        return 0.0
    return weight


@cache
def given_names() -> frozenset[str]:
    """First names that are known as such."""
    return words("names", "female") | words("names", "male") | words("names", "either")


def _distance(parsed: Parsed, small: Token) -> float:
    """What speaks against a phrase: it stands under what is said or planned, or hangs on another noun."""
    against = 0.0
    said = words("verbs", "content") | words("verbs", "speech")
    token = parsed.tokens[small.head]
    if token.pos in ("NOUN", "PROPN", "PRON"):
        against += 0.5
    for above in (token, *parsed.ancestors(token.i)):
        if above.pos in ("VERB", "AUX"):
            if any(flat(parsed.tokens[c].text) in _MODALS for c in parsed.children[above.i]):
                against += 0.6
            if above.dep in ("ccomp", "relcl", "advcl") and parsed.tokens[above.head].lemma in said:
                against += 1.2
            if above.dep == "xcomp" and parsed.tokens[above.head].lemma in said:
                against += 0.8
            if above.dep == "relcl":
                against += 0.6
    return min(against, 2.0)


def scanned_place(parsed: Parsed, small: Token, sentence: Stretch, people: frozenset[int], begins: int) -> Where | None:
    """The place after a preposition by the run of words alone, where the parser went astray ("In the kitchen Ba …")."""
    tokens = parsed.tokens
    stop = small.i + 1
    found = -1
    while stop < sentence.last and stop <= small.i + 7:
        token = tokens[stop]
        if token.pos not in ("DET", "PRON", "ADJ", "NOUN", "PROPN", "NUM", "PART") or token.tag in ("PRP", "TO", "WDT"):
            break
        if token.i == small.i + 1 and token.lemma.lower() in ("least", "last", "first"):
            break
        known = (
            token.lemma.lower() in place_nouns()
            and token.tag not in ("JJR", "JJS", "RBR")
            and token.i not in people
            and token.lemma.lower() not in words("places", "never")
        )
        if known and (found < 0 or stop == found + 1):
            found = stop
        elif found >= 0:
            if stop == found + 1 and token.pos == "NOUN" and token.text.islower() and not known:
                return None  # "in his bedroom slippers"
            number = token.pos == "NUM" or (token.text[:1].isupper() and tokens[found].text[:1].isupper())
            found = stop if stop == found + 1 and number and token.i not in people else found
            break
        elif token.tag == "POS" and flat(small.text) in ("at", "to") and _ends_a_name(parsed, stop, sentence):
            found = stop  # "At Priya's that night"
            break
        stop += 1
    opening = small.start <= begins + 22 and nothing_before(parsed, small, begins)
    if found < 0 or (not opening and is_idiom(parsed, tokens[found], small.i + 1)):
        return None
    head_at = found if tokens[found].lemma.lower() in place_nouns() or tokens[found].tag == "POS" else found - 1
    weight = place_nouns().get(tokens[head_at].lemma.lower(), 2.0) + (2.0 if opening else 0.0)
    weight += 0.6 if flat(small.text) in _FIRM else -0.2
    return Where(small.i + 1, found + 1, head_at, weight - _distance(parsed, small), opening)


def yonder_place(parsed: Parsed, small: Token, sentence: Stretch, people: frozenset[int], begins: int) -> Where | None:
    """The place, whatever its noun, that a sentence opens with after "Up in", "Down at", "Out on" or "Back in"."""
    tokens = parsed.tokens
    first = small.i + 1
    before = tokens[small.i - 1] if small.i > sentence.first else None
    turned = before is not None and flat(before.text) in _YONDER and before.start <= begins + 10
    if not turned or flat(small.text) not in _FIRM - {"by"} or not nothing_before(parsed, small, begins):
        return None
    stop = first
    while stop < sentence.last and stop < first + 5 and tokens[stop].i not in people:
        token = tokens[stop]
        if token.pos in ("PUNCT", "AUX", "PRON", "ADP") or (token.pos == "VERB" and token.tag != "VBG"):
            break
        stop += 1
    if stop > first + 2 and flat(tokens[stop - 1].text) == "one" and tokens[first].pos == "DET":
        stop -= 1  # "Back in the cathedral one does"
    run = tokens[first:stop]
    named = bool(run) and (run[0].pos == "DET" or run[0].tag == "PRP$" or run[0].text[:1].isupper() or len(run) > 1)
    timed = any(
        t.lemma.lower() in words("cues", "time_nouns") or t.text.isdigit() or t.ent in ("DATE", "TIME") for t in run
    )
    return Where(first, stop, stop - 1, 3.0, opening=True) if named and not timed else None


def _ends_a_name(parsed: Parsed, at: int, sentence: Stretch) -> bool:
    """Whether no noun follows the ’s at word `at`, so that someone's home is meant."""
    return at + 1 >= sentence.last or parsed.tokens[at + 1].pos not in ("NOUN", "PROPN", "ADJ", "NUM")


def _plain(parsed: Parsed, sentence: Stretch, quotes: Quotes, people: frozenset[int]) -> Where | None:
    """A place that is the subject of a sentence or what someone reaches ("The barn stands …", "reaches the river")."""
    for token in parsed.inside(sentence):
        if token.pos not in ("NOUN", "PROPN") or token.i in people or place_nouns().get(token.lemma.lower(), 0.0) < 1.5:
            continue
        if quotes.around(token.start) is not None:
            continue
        verb = parsed.tokens[token.head]
        subject = token.dep in ("nsubj", "nsubjpass") and verb.head == verb.i
        reached = token.dep == "dobj" and verb.lemma in words("places", "reach")
        if subject or reached:
            low, high = phrase_of(parsed, token, sentence.first)
            return Where(low, high, token.i, 1.3 if subject else 1.6, opening=False)
    return None


def opening_place(
    parsed: Parsed, sentence: Stretch, quotes: Quotes, people: frozenset[int], begins: int
) -> Where | None:
    """A place named without a preposition at a sentence's head, or in one without a verb ("Interview Room One.")."""
    first = parsed.token_at(begins)
    if first < sentence.first or quotes.around(begins) is not None:
        return None
    verbless = main_verb(parsed, sentence) is None and sentence.end - sentence.start < 110
    named: Where | None = None
    while first < sentence.last:
        stop = first
        while stop < sentence.last and stop - first < 8 and parsed.tokens[stop].text not in ",.:;–—()!?":
            stop += 1
        run = parsed.tokens[first:stop]
        if stop >= sentence.last or any(t.pos in ("VERB", "AUX", "PRON", "CCONJ") and t.tag != "PRP$" for t in run):
            break
        small = next((t.i for t in run if t.pos == "ADP"), None)
        core = [t for t in run if t.pos in ("NOUN", "PROPN", "NUM") and t.i not in people]
        for token in reversed(core):
            if token.lemma.lower() in place_nouns() and (
                small is None or flat(parsed.tokens[small].text) in _FIRM | {"of"}
            ):
                begin = first if small is None or small > token.i else small + 1
                return Where(begin, stop, token.i, 3.0, opening=True)
        if verbless and named is None and small is None and len(core) > 1 and all(t.pos == "PROPN" for t in core):
            named = Where(first, stop, core[-1].i, 2.4, opening=True)
        if not verbless:
            break
        first = stop + 1
    return named


def place_in_heading(heading: str | None) -> str | None:
    """The place that a scene's heading names ("At the pier", "Scene 4: the motel"), as the heading gives it."""
    if heading is None:
        return None
    found = _SLUG.match(heading)
    named = found.group(1) if found else heading
    at = _PREPOSITION.match(named)
    piece = named[at.end() if at else 0 :].strip(" \t.:[]()*#-–—")
    known = (place_nouns().get(word, place_nouns().get(word.removesuffix("s"), 0.0)) for word in flat(piece).split())
    sure = (at is not None and piece[:1].isupper()) or any(weight >= 1.4 for weight in known)
    return piece if piece and len(piece) <= 60 and sure else None


_SLUG = re.compile(
    r"(?:scene \w+\s*[:.–—-]+\s*|(?:int|ext|int\./ext|int/ext|i/e)\.?\s+)(.+?)(?:\s+[–—-]\s+[^–—-]+)?$", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"(?:(?:back|meanwhile|later|over|up|down|out),? )?(?:at|in|on|inside|outside|aboard|near|beyond)\s+", re.IGNORECASE
)
