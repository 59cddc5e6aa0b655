"""The votes for a new scene at a sentence: its manner, its people, and its places."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from recap_gui.analysis.break_facts import Fact
from recap_gui.analysis.cues import cue, flat, head, label, main_verb, opener, tense
from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.times import time_of
from recap_gui.analysis.votes import Vote

HEADED = "the sentence before is a heading of its own"
_WINDOW = 3  # sentences on either side in which people and words are compared
_USUAL_SENTENCES = 45
_THERE = 0.4  # chance from which someone counts as there


def break_votes(parsed: Parsed, quotes: Quotes, facts: Sequence[Fact]) -> list[list[Vote]]:
    """The votes for a new scene at every sentence, paragraphs left out."""
    met: set[int] = set()
    result: list[list[Vote]] = []
    style = _style(parsed, quotes, facts)
    for at, fact in enumerate(facts):
        here = [facts[i] for i in range(max(0, at - _WINDOW), at) if facts[i].zone == fact.zone]
        ahead = [facts[i] for i in range(at, min(len(facts), at + _WINDOW)) if facts[i].zone == fact.zone]
        votes = [*_opening_votes(parsed, quotes, fact, here), *_manner_votes(parsed, fact, here)]
        votes += _people_votes(fact, here, ahead, met)
        votes += _place_votes(parsed, fact, here)
        votes += _thread_votes(parsed, fact, here, ahead)
        votes += _change_votes(fact, here, facts[at : at + 2 * _WINDOW], style)
        votes += _turn_votes(parsed, fact, here)
        result.append(votes)
        met.update(fact.named)
    return result


def _opening_votes(parsed: Parsed, quotes: Quotes, fact: Fact, here: Sequence[Fact]) -> list[Vote]:
    """What the first words of a sentence say."""
    text, sentence = parsed.text, fact.sentence
    begins, _ = head(text, sentence.start, sentence.end)
    votes: list[Vote] = []
    if found := cue(text, sentence.start, sentence.end):
        names = {
            "back": "turns back",
            "elsewhere": "turns elsewhere",
            "later": "goes on in time",
            "earlier": "goes back in time",
            "then": "goes on with what happens",
        }
        votes.append(Vote(f"its opening {names[found.kind]}", 1.0, (found.span,)))
    if span := label(text, sentence.start, sentence.end):
        votes.append(Vote("opens with a label", 1.0, (span,)))
    if (when := time_of(parsed, [sentence])) and when[1][0] <= begins + 20:
        votes.append(Vote("opens with a time", 1.0, (when[1],)))
    first = parsed.tokens[max(0, parsed.token_at(begins))]
    while first.pos == "PUNCT" and first.i + 1 < sentence.last:
        first = parsed.tokens[first.i + 1]
    low = flat(first.text)
    span = (first.start, first.end)
    if quotes.around(first.start) is not None:
        votes.append(Vote("opens with speech", 1.0, (span,)))
    elif low in ("he", "she", "they", "him", "his", "her", "their"):
        votes.append(Vote("opens with he, she or they", 1.0, (span,)))
    elif low in ("it", "this", "that", "these", "those", "there"):
        votes.append(Vote("opens with it, that or there", 1.0, (span,)))
    elif low in words("cues", "goes_on"):
        votes.append(Vote("opens like a sequel", 1.0, (span,)))
    elif any(span[0] < end and start < span[1] for start, end in fact.spans.values()):
        votes.append(Vote("opens with a name", 1.0, (span,)))
    elif low in ("as", "when", "while"):
        votes.append(Vote("opens with as, when or while", 1.0, (span,)))
    elif low in ("the", "a", "an"):
        votes.append(Vote("opens with an article", 1.0, (span,)))
    if here and _heads(parsed, here[-1]) and (here[-1].opens_paragraph or not fact.opens_paragraph):
        votes.append(Vote(HEADED, 1.0, (span,)))
    before = {who for f in here for who in f.people()}
    means = next((who for who, place in fact.spans.items() if place[0] <= first.start < place[1]), None)
    if low in ("he", "she", "they") and means is not None and here and means not in before:
        votes.append(Vote("he, she or they means someone who was not there", 1.0, (span,)))
    if opener("frames", "begins_now").match(flat(text[begins : begins + 60])):
        votes.append(Vote("begins the telling", 1.0, ((begins, begins + 12),)))
    return votes


def _heads(parsed: Parsed, fact: Fact) -> bool:
    """Whether a sentence is a short label or fragment that heads what follows ("ACT ONE.", "A bar, at dawn.")."""
    start, end = fact.sentence.start, fact.sentence.end
    if end - start > 70 or main_verb(parsed, fact.sentence) is not None:
        return False
    span = label(parsed.text, start, end + 1)
    exclaims = parsed.text[start:end].rstrip("\"”’')").endswith("!")
    praises = any(token.tag in ("JJS", "RBS") for token in parsed.inside(fact.sentence))
    if (exclaims or praises) and not (span is not None and span[1] >= end):
        return False  # "Best scene of the year."
    return bool(fact.places) or (span is not None and span[1] >= end) or time_of(parsed, [fact.sentence]) is not None


def _manner_votes(parsed: Parsed, fact: Fact, here: Sequence[Fact]) -> list[Vote]:
    """How a sentence tells: its verb, tense and form."""
    sentence = fact.sentence
    span = (sentence.start, sentence.end)
    verb = main_verb(parsed, sentence)
    votes: list[Vote] = []

    def vote(rule: str, value: float = 1.0) -> None:
        if value:
            votes.append(Vote(rule, value, (span,)))

    text = parsed.text[sentence.start : sentence.end]
    vote("is a question", text.rstrip("\"”’').").endswith("?"))
    vote("is a short sentence", len(text) < 30)
    vote("is a long sentence", len(text) > 110)
    if verb is None:
        vote("has no verb")
        if fact.places and len(text) < 90:
            vote("names a place without a verb")
    else:
        vote("someone comes, meets or waits", verb.lemma in words("cues", "comes"))
        vote("tells what is going on", _progressive(parsed, verb))
        vote("says who is where", verb.lemma == "be" and bool(fact.places))
        vote("says something", verb.lemma in words("verbs", "speech"))
    joining = verb is not None and verb.lemma in words("cues", "joins")
    particles = {flat(parsed.tokens[c].text) for c in parsed.children[verb.i]} if verb is not None else set()
    vote("someone makes an entrance", bool(fact.named) and not fact.places and _enters(parsed, sentence))
    vote("someone joins those who are there", joining and bool(particles & {"in", "up", "over", "down", "back", "out"}))
    if here:
        before, now = tense(parsed, here[-1].sentence), tense(parsed, sentence)
        vote("changes the tense", bool(before and now and before != now and "future" not in (before, now)))
        last = main_verb(parsed, here[-1].sentence)
        vote("the sentence before lets someone leave", last is not None and last.lemma in words("cues", "leaves"))
        closing = parsed.text[here[-1].sentence.start : here[-1].sentence.end]
        vote("the sentence before asks", closing.rstrip("\"”’')").endswith("?"))
        vote("the sentence before ends with speech", closing.endswith(("”", '"', "’")))
        vote("the sentence before is short", len(closing) < 45)
    if verb is not None and flat(parsed.tokens[sentence.first].text) in ("as", "when", "after", "once", "before"):
        clause = next((t for t in parsed.inside(sentence) if t.dep == "advcl"), None)
        vote(
            "opens with someone leaving",
            clause is not None and clause.i < verb.i and clause.lemma in words("cues", "leaves"),
        )
    when = [t for t in parsed.inside(sentence) if flat(t.text) in ("when", "as", "while") and t.i > sentence.first + 2]
    vote("something happens while someone does something", bool(when) and len(fact.named) > 1)
    return votes


def _enters(parsed: Parsed, sentence: Stretch) -> bool:
    """Whether a sentence brings someone on: "And here's Ann", "But in comes Ann", "Enter Ann".

    They come to where the story is, unless the sentence names a place of its own ("And here's Ann, in the chapel").
    """
    words_in = [token for token in parsed.inside(sentence) if token.pos not in ("CCONJ", "PUNCT", "SPACE", "INTJ")][:4]
    while words_in and flat(words_in[0].text) in ("then", "now", "so"):
        words_in = words_in[1:]
    if len(words_in) < 2:
        return False
    first, second = words_in[0], words_in[1]
    if flat(first.text) == "here":
        return second.lemma.lower() in ("be", "'s", "’s", "come")
    if flat(first.text) == "enter":
        return second.pos in ("PROPN", "DET")
    return flat(first.text) in ("in", "up", "out", "down", "over", "along", "back") and (
        second.lemma.lower() in words("verbs", "motion") and second.tag in ("VBZ", "VBD", "VBP", "NNS")
    )


def _progressive(parsed: Parsed, verb: Token) -> bool:
    near = [verb, *(parsed.tokens[c] for c in parsed.children[verb.i])]
    return any(t.tag == "VBG" for t in near[:1]) and any(t.lemma == "be" and t.dep == "aux" for t in near)


def _people_votes(fact: Fact, here: Sequence[Fact], ahead: Sequence[Fact], met: set[int]) -> list[Vote]:
    """Who is lost and who is gained."""
    votes: list[Vote] = []
    before, after = _company(here[::-1]), _company(ahead)
    recent = here[-1].people() if here else {}
    spans = tuple(fact.spans[who] for who in list(fact.named)[:3])

    def vote(rule: str, value: float = 1.0) -> None:
        if value:
            votes.append(Vote(rule, value, spans))

    vote("names nobody", not fact.named)
    vote("means someone named before", any(who in before and who not in fact.named for who in fact.meant))
    if before and after:
        vote("other people than before", 1.0 - _alike(before, after))
        gained = sum(value for who, value in after.items() if who not in before)
        lost = sum(value for who, value in before.items() if who not in after)
        vote("people come in", min(1.5, gained))
        vote("people drop out", min(1.5, lost))
        vote("nobody from before is there", not set(before) & set(after))
    if fact.named:
        known = [who for who in fact.named if who in before]
        vote("names only people who were not there", not known)
        vote("names only people who were just there", all(who in recent for who in fact.named))
        vote("names two or more people", len(fact.named) > 1)
        vote("names someone for the first time", any(who not in met for who in fact.named))
        vote("names again whom it could call he or she", fact.subject in recent and fact.subject in fact.named)
    if fact.subject is not None:
        vote("is about someone who was not there", fact.subject not in before)
        vote("is about someone who was just there", fact.subject in recent)
    return votes


class Style(NamedTuple):
    """How a text tells: the share of its sentences that name someone and that hold speech, their mean length, number.

    However long a recap is, the scenes of its episode are about as many: a long one spends more sentences on each.
    """

    naming: float
    speech: float
    length: float
    many: float


def _style(parsed: Parsed, quotes: Quotes, facts: Sequence[Fact]) -> Style:
    count = max(1, len(facts))
    naming = sum(bool(f.named) for f in facts) / count
    opened = {parsed.sentence_at(start) for start, _ in quotes.spans}
    speech = sum(parsed.sentence_at(f.sentence.start) in opened for f in facts) / count
    many = max(-1.2, min(1.2, math.log(count / _USUAL_SENTENCES)))
    return Style(naming, speech, max(1.0, sum(f.sentence.end - f.sentence.start for f in facts) / count), many)


def _change_votes(fact: Fact, here: Sequence[Fact], ahead: Sequence[Fact], style: Style) -> list[Vote]:
    """A change of company as a whole, by the manner of the text."""
    spans = tuple(fact.spans[who] for who in list(fact.named)[:3]) or ((fact.sentence.start, fact.sentence.end),)
    votes: list[Vote] = []

    def vote(rule: str, value: float = 1.0) -> None:
        if value:
            votes.append(Vote(rule, value, spans))

    ahead = [f for f in ahead if f.zone == fact.zone]
    before = {who for f in here for who, chance in f.people().items() if chance > _THERE}
    recent = {who for f in here[-2:] for who, chance in f.people().items() if chance > _THERE}
    now = {who for who, chance in fact.named.items() if chance > _THERE}
    later = {who for f in ahead for who, chance in f.people().items() if chance > _THERE}
    following = set(ahead[1].people()) if len(ahead) > 1 else set()
    if now and here:
        changed = not now & before and not set(fact.meant) & before
        vote("brings together two who were not there", len(now) > 1 and not now & before)
        vote("a complete change of people", changed and not later & recent)
        vote(
            "a complete change of people, in a text that names people in most sentences",
            (style.naming - 0.6) * (changed and not later & recent),
        )
        vote("those who were there come back later", bool(later & recent - now) and not now & before)
        vote("someone who was not there opens the sentence", fact.subject in now and fact.subject not in before)
    vote("the next sentence goes on with its people", bool(now & following))
    vote("the next sentence goes on with people from before", bool(following & recent - now))
    length = (fact.sentence.end - fact.sentence.start) / style.length
    vote("is longer than this text's sentences", min(1.5, length) - 1.0)
    vote("in a text that names people in most sentences", style.naming - 0.6)
    vote("in a text full of speech", style.speech - 0.25)
    vote("in a text of long sentences", min(2.0, style.length / 90) - 1.0)
    vote("in a text of many sentences", style.many)
    return votes


def _turn_votes(parsed: Parsed, fact: Fact, here: Sequence[Fact]) -> list[Vote]:
    """How a sentence stands to the one right before it."""
    sentence = fact.sentence
    span = (sentence.start, sentence.end)
    votes: list[Vote] = []
    verb = main_verb(parsed, sentence)
    if verb is not None and fact.named and verb.lemma in words("verbs", "telephoning"):
        votes.append(Vote("someone telephones", 1.0, (span,)))
    if here:
        last = here[-1].sentence
        ratio = math.log((sentence.end - sentence.start) / max(1, last.end - last.start))
        votes.append(Vote("is longer than the sentence before", max(-1.5, min(1.5, ratio)), (span,)))
        just_there = fact.subject in here[-1].people() and fact.subject in fact.named
        if just_there and _moves(parsed, fact, here):
            votes.append(Vote("someone who was just there is at a new place", 1.0, (span,)))
    return votes


def _moves(parsed: Parsed, fact: Fact, here: Sequence[Fact]) -> bool:
    """Whether a sentence names a place that was not named just before, other than a piece of furniture or a sight."""
    old = {parsed.tokens[w.head].lemma.lower() for f in here for w in f.places}
    for where in fact.places:
        lemma = parsed.tokens[where.head].lemma.lower()
        if where.weight < 1.6 or lemma in old or lemma in words("places", "furniture"):
            continue
        at = where.first - 1
        while at >= fact.sentence.first and parsed.tokens[at].pos in ("DET", "PUNCT", "ADV"):
            at -= 1
        above = parsed.tokens[parsed.tokens[at].head] if at >= fact.sentence.first else None
        if above is None or above.lemma not in words("verbs", "looking"):
            return True
    return False


def _company(facts: Sequence[Fact]) -> dict[int, float]:
    """Who is around, nearer sentences counting more."""
    found: dict[int, float] = {}
    for distance, fact in enumerate(facts):
        for who, chance in fact.people().items():
            found[who] = max(found.get(who, 0.0), max(0.15, chance) * 0.85**distance)
    return found


def _alike(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    dot = sum(value * other.get(who, 0.0) for who, value in one.items())
    return dot / math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))


def _place_votes(parsed: Parsed, fact: Fact, here: Sequence[Fact]) -> list[Vote]:
    """Where the sentence says it happens."""
    votes: list[Vote] = []
    when = time_of(parsed, [fact.sentence])
    if when is not None:
        votes.append(Vote("names a time", 1.0, (when[1],)))
    if not fact.places:
        return votes
    verb = main_verb(parsed, fact.sentence)
    if verb is not None and verb.lemma in words("verbs", "motion") and any(w.weight > 1.2 for w in fact.places):
        votes.append(Vote("someone goes to a place", 1.0, ((fact.sentence.start, fact.sentence.end),)))
    best = max(fact.places, key=lambda where: (where.weight, -where.first))
    span = (parsed.tokens[best.first].start, parsed.tokens[best.last - 1].end)
    old = {parsed.tokens[w.head].lemma.lower() for f in here for w in f.places}
    if best.opening:
        votes.append(Vote("opens with a place", min(4.5, best.weight) / 4, (span,)))
    elif best.weight >= 1.6:
        votes.append(Vote("names a place", min(3.0, best.weight) / 2, (span,)))
    if best.weight >= 1.6 and parsed.tokens[best.head].lemma.lower() not in old:
        votes.append(Vote("names a new place", 1.0, (span,)))
    return votes


def _thread_votes(parsed: Parsed, fact: Fact, here: Sequence[Fact], ahead: Sequence[Fact]) -> list[Vote]:
    """How the words go on from those before."""
    if not here:
        return []
    before = frozenset().union(*(f.content for f in here))
    after = frozenset().union(*(f.content for f in ahead))
    votes = []
    shared = len(before & after)
    if shared:
        votes.append(
            Vote("its words go on from those before", min(1.5, shared / 2), ((fact.sentence.start, fact.sentence.end),))
        )
    if fact.content & here[-1].content:
        votes.append(Vote("repeats a word of the sentence before", 1.0, ((fact.sentence.start, fact.sentence.end),)))
    return votes
