"""Person or not: what the whole document says about each form of a name, as votes."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from recap_gui.analysis.clauses import Place, place
from recap_gui.analysis.language import Parsed
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.names import Form, Occurrence, gender_of_name
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote

_PLACES = ("GPE", "LOC", "FAC")
_LOCAL = frozenset(
    [
        "in",
        "at",
        "to",
        "from",
        "into",
        "near",
        "inside",
        "outside",
        "around",
        "through",
        "across",
        "over",
        "onto",
        "on",
        "toward",
        "towards",
        "of",
    ]
)
_SHOW_AFTER = re.compile(
    r"[’'”\")]?,? (?:recap|review|season|series|episode|chapter|written update|spoilers?|finale|premiere|wiki|fans?\b|"
    r"s\d|\d+x\d|\d\.\d\d)",
    re.IGNORECASE,
)
_SHOW_BEFORE = re.compile(
    r"\b(?:(?:last|this|next) (?:week|time|episode)|previously|tonight|today) (?:on|in)(?: the)? [“‘\"']?$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{2,}s")  # "CSIs", "MPs": many, and nobody by name
_PERSONAL_PRONOUNS = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself", "who", "whose"])


class Evidence:
    """Counts for one form, or for several that are one name."""

    __slots__ = ("counts", "rows")

    def __init__(self) -> None:
        self.counts: dict[str, float] = defaultdict(float)
        self.rows: list[tuple[Occurrence, Place]] = []

    def add(self, rule: str, amount: float = 1.0) -> None:
        """Count one observation."""
        self.counts[rule] += amount


def observe(parsed: Parsed, quotes: Quotes, forms: Iterable[Form]) -> dict[str, Evidence]:
    """The evidence of every form by its key."""
    small = frozenset(token.text for token in parsed.tokens if token.text.islower())
    result: dict[str, Evidence] = {}
    for form in forms:
        evidence = result[form.key] = Evidence()
        for occurrence in form.found:
            _observe_one(parsed, quotes, occurrence, evidence)
        if " " not in form.key and form.key in small:
            evidence.add("small")
        if " " in form.key and all(word in small for word in form.parts.core):
            evidence.add("common")
    return result


def _observe_one(parsed: Parsed, quotes: Quotes, found: Occurrence, evidence: Evidence) -> None:
    tokens = parsed.tokens
    head = tokens[found.head]
    spot = place(parsed, found.head)
    evidence.rows.append((found, spot))
    evidence.add("n")
    if not found.initial:
        evidence.add("inside")
    if head.pos == "PROPN":
        evidence.add("proper")
    label = head.ent
    if label == "PERSON":
        evidence.add("PERSON")
    elif label in _PLACES:
        evidence.add("PLACE")
    elif label == "ORG":
        evidence.add("ORG")
    elif label:
        evidence.add("OTHER")
    if "&" in parsed.text[found.start : found.end]:
        evidence.add("amp")
    if found.article:
        evidence.add("the")
    before = found.run.before
    told = before == "from" and spot.verb >= 0 and tokens[spot.verb].lemma.lower() not in words("verbs", "motion")
    if before in _LOCAL and not found.possessive and not told:  # "learns from Caroline" is no place
        evidence.add("local")
    if spot.role in ("subject", "agent") and spot.verb >= 0:
        lemma = tokens[spot.verb].lemma.lower()
        evidence.add("acts" if lemma in words("verbs", "personal") else "subject")
    elif spot.role in ("object", "receiver", "passive subject") and spot.verb >= 0:
        lemma = tokens[spot.verb].lemma.lower()
        social = lemma in words("verbs", "speech") or lemma in words("verbs", "contact")
        evidence.add("met" if social else "object")
    elif spot.role == "after" and spot.small in ("with", "to", "for", "about", "beside", "by"):
        evidence.add("with")
    elif spot.role == "modifier":
        evidence.add("modifier")
    if found.possessive:
        evidence.add("owner")
        if spot.noun >= 0:
            noun = tokens[spot.noun].lemma.lower()
            if noun in words("people", "kin") or noun in words("people", "body"):
                evidence.add("owns a person or a part of the body")
            if noun in words("people", "homes"):
                evidence.add("has a home")
    quoted = quotes.around(found.start)
    if quoted is not None:
        evidence.add("quoted")
        if quoted[1] - quoted[0] <= found.end - found.start + 4:
            evidence.add("fills")
        elif parsed.text[found.end : found.end + 1] in ",!?." and parsed.text[found.start - 2 : found.start].strip(
            " "
        ) in (
            ",",
            quoted and parsed.text[quoted[0]],
        ):
            evidence.add("called")
    begins = max(0, found.start - 30)
    if _SHOW_AFTER.match(parsed.text, found.end) or _SHOW_BEFORE.search(parsed.text, begins, found.start):
        evidence.add("show")
    following = tokens[found.last + 1 : found.last + 14]
    if (
        following
        and following[0].text in (",", "(")
        and len(following) > 1
        and following[1].text.lower() in ("who", "whose")
    ):
        evidence.add("who")
    for token in following:
        if token.text.lower() in _PERSONAL_PRONOUNS:
            evidence.add("he")
            break
        if token.pos == "PROPN" and token.i > found.last + 2:
            break


def votes(form: Form, evidence: Evidence, *, paired: float = 0.0, within: float = 0.0) -> list[Vote]:
    """The votes for and against a form being a person's name.

    `paired` is the share of its occurrences that stand beside a likely person ("X and Tom"); `within` how likely a
    longer or shorter name that shares its words is a person's.
    """
    counts = evidence.counts
    n = max(1.0, counts["n"])

    def share(rule: str) -> float:
        return counts[rule] / n

    def often(rule: str) -> float:
        return min(1.0, math.log1p(counts[rule]) / math.log(4))

    core = form.parts.core
    last = core[-1]
    first = core[0]
    saint = form.key.startswith(("st ", "saint "))  # a church, a hospital, a school: whose name it was says little
    given = not saint and (bool(gender_of_name(first)) or first in words("names", "either"))
    mistaken = given and not counts["local"] and not form.parts.titles  # "than Chad" names no land
    placed = share("PLACE") * (0.4 if mistaken else 1.0)
    table: dict[str, float] = {
        "speaks or acts": often("acts"),
        "speaks or acts each time": share("acts"),
        "is a subject": share("subject"),
        "is spoken to or met": often("met"),
        "is an object": share("object"),
        "stands after with, to or for": share("with"),
        "owns something": share("owner"),
        "owns a person or a part of the body": often("owns a person or a part of the body"),
        "has a home": often("has a home"),
        "has a title": float(bool(form.parts.titles) and not form.parts.role and not saint),
        "is a usual given name": float(given),
        "is a title alone": float(form.parts.role),
        "is taken for a person": share("PERSON"),
        "is taken for a place": placed,
        "is taken for an organisation": share("ORG"),
        "is taken for something else": share("OTHER"),
        "stands with the article": share("the"),
        "stands with the article always": float(share("the") > 0.99),
        "stands after in, at or from": share("local"),
        "ends in a word for places or things": float(last in words("people", "place_heads")),
        "begins with a word for places or groups": float(
            (len(core) > 1 and first in words("people", "place_starts")) or saint or form.key.startswith("team ")
        ),
        "holds an ampersand": float(counts["amp"] > 0),
        "is drawn out": float(bool(re.search(r"(\w)\1\1", form.key))),
        "names the show": float(counts["show"] > 0),
        "modifies another noun": share("modifier"),
        "comes back often": math.log(n),
        "comes once": float(n == 1),
        "has its capital inside sentences": float(counts["inside"] > 0),
        "is always a proper noun": share("proper"),
        "fills a quotation": share("fills"),
        "stands in quotations": share("quoted"),
        "is called by this name": often("called"),
        "is written small elsewhere": float(counts["small"] > 0),
        "who follows": float(counts["who"] > 0),
        "he or she follows": share("he"),
        "is of three words or more": float(len(core) > 2),
        "is of two words": float(len(core) == 2),
        "holds a small word": float(any(w in ("of", "the", "and", "&") for w in core)),
        "holds a common word": float(any(w in words("words", "function") for w in core)),
        "stands beside a person": paired,
        "shares words with a person's name": within,
        "is a word of the calendar": float(any(w in words("words", "calendar") for w in core)),
        "is a holiday": float(any(w in words("known", "holidays") for w in core)),
        "is a thing known everywhere": float(any(w in words("known", "things") for w in core)),
        "all its words are common ones": float(counts["common"] > 0),
        "has a given name of two parts": float(bool(re.fullmatch(r"\w+-[^\W\d_]+", core[-1])) and len(core) < 3),
        "is in capitals only": float(form.shown.rstrip("s").isupper() and len(form.shown) > 2),
    }
    return [Vote(rule, value) for rule, value in table.items() if value]


def is_famous(form: Form) -> bool:
    """Whether a name is that of a famous figure, of history or fiction."""
    key = form.key.replace("’", "'")
    return (
        key in words("known", "famous_names")
        or form.core in words("known", "famous_names")
        or (key in words("known", "famous"))
    )


def judge(
    forms: Mapping[str, Form], evidence: Mapping[str, Evidence], parsed: Parsed, score: Callable[[list[Vote]], float]
) -> tuple[dict[str, float], dict[str, list[Vote]]]:
    """How likely each form is a person's name, with the votes; `score` turns votes into a probability.

    Two rounds: in the second, names paired with likely persons and parts of likely persons' names gain.
    """
    likely: dict[str, float] = {}
    cast: dict[str, list[Vote]] = {}
    heads = {found.head: key for key, form in forms.items() for found in form.found}
    holding = by_word(forms)
    for final in (False, True):
        previous = dict(likely)
        for key, form in forms.items():
            paired = _paired(parsed, form, heads, previous) if final else 0.0
            within = _within(form, holding, previous) if final else 0.0
            cast[key] = votes(form, evidence[key], paired=paired, within=within)
            no_name = _INITIALS.fullmatch(form.shown) or (form.shown.isupper() and key in words("words", "letters"))
            likely[key] = 0.0 if no_name else score(cast[key])
    return likely, cast


def _paired(parsed: Parsed, form: Form, heads: Mapping[int, str], likely: Mapping[str, float]) -> float:
    total = 0.0
    for found in form.found:
        token = parsed.tokens[found.head]
        others = [child for child in parsed.children[found.head] if parsed.tokens[child].dep == "conj"]
        if token.dep == "conj":
            others.append(token.head)
            others.extend(c for c in parsed.children[token.head] if c != token.i and parsed.tokens[c].dep == "conj")
        total += max((likely.get(heads[other], 0.0) for other in others if other in heads), default=0.0)
    return total / max(1, len(form.found))


def by_word(forms: Mapping[str, Form]) -> dict[str, list[Form]]:
    """The forms that hold each word in their name proper."""
    result: dict[str, list[Form]] = defaultdict(list)
    for form in forms.values():
        for word in set(form.parts.core):
            result[word].append(form)
    return result


def _within(form: Form, forms: Mapping[str, list[Form]], likely: Mapping[str, float]) -> float:
    mine = set(form.parts.core)
    best = 0.0
    for other in (other for word in mine for other in forms[word]):
        theirs = set(other.parts.core)
        key = other.key
        if key != form.key and len(mine | theirs) <= 3 and (mine < theirs or theirs < mine or mine == theirs):
            best = max(best, likely.get(key, 0.0))
    return best
