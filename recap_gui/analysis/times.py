"""When a scene takes place, as the head of its first sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from recap_gui.analysis.cues import flat, head
from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.story.document import Span

_WHEN = re.compile(
    r"(?<!\w)(?:(?:in|at|on|by|around|about|before|after|during|until|till|past|the|that|this|next|following|same|"
    r"previous|every|an?|few|"
    r"couple|of|some|several|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|nineteen|twenty|"
    r"forty|sixty|hundred|half|late|early|later|opening|very|first thing|\d+(?::\d\d)?|{nouns})(?!\w)[ ,-]{{0,2}})*"
    r"(?:{nouns})(?: (?:later|earlier|ago|before|after|morning|afternoon|evening|night))*(?!\w)"
)


_LASTING = re.compile(
    r"\b(?:all|for|good|last)\s\|"  # "up all night", "for an hour" last; they are no time of the day
    r"|\|(?:the (?:fall|may)|this (?:week|episode|time)|(?:an?|the) (?:moment|second|minute))$"
)


@cache
def _when() -> re.Pattern[str]:
    nouns = sorted(
        (w for w in words("cues", "time_nouns") if w not in ("time", "light", "may", "march")), key=lambda w: -len(w)
    )
    return re.compile(_WHEN.pattern.format(nouns="|".join(map(re.escape, nouns)) + "|first light|opening time"))


def time_of(parsed: Parsed, sentences: Iterable[Stretch]) -> tuple[str, Span] | None:
    """The time of a scene by the head of its first sentence, as the text gives it, with its span."""
    for number, sentence in enumerate(sentences):
        if number > 1:
            break
        at, _ = head(parsed.text, sentence.start, sentence.end)
        stop = min(sentence.end, at + (60 if number == 0 else 30))
        said_first = flat(parsed.text[at:stop])
        found = _when().search(said_first)
        if found and _LASTING.search(said_first[: found.start()] + "|" + found.group()):
            found = None
        if found and (number == 0 or found.start() == 0):
            span = (at + found.start(), at + found.end())
            said = flat(parsed.text[span[0] : span[1]])
            if len(said.split()) > 1 or said in (
                "midnight",
                "dawn",
                "dusk",
                "morning",
                "night",
                "sunrise",
                "sunset",
                "tonight",
                "noon",
            ):
                return " ".join(parsed.text[span[0] : span[1]].split()), span
    return None


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_CLOCK = r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|[0-2]?\d:[0-5]\d|(?:\w+|\d{1,2}) o'clock"
_AT_HEAD = re.compile(
    rf"(?:(?:and |but |so |then |now |meanwhile,? )*(?:it's |it is |it was |on |by |in |back in |at )?)"
    rf"((?:(?:the|that|late|early|very|much) )*(?:present day|(?:{_DAYS})(?: (?:morning|afternoon|evening|night))?|"
    rf"{_CLOCK}|later(?! on (?:in|at))|afterwards?|opening time|morning|evening|night|dawn|dusk|bedtime|"
    rf"(?:(?:{_MONTHS}) (?:of )?)?(?:1[5-9]|20)\d\d))(?=[\s,.:;!–—-])"
)
_AFTER_PLACE = re.compile(r"[^.!?]{2,40}, ((?:1[5-9]|20)\d\d)(?=[,.:;])")
_LABEL = re.compile(r"[^\w\n]*(NOW|THEN|(?:The )?[Pp]resent [Dd]ay|PRESENT DAY|THE PAST|FLASHBACK|Flashback)[^\w\s]")
_WITHIN = re.compile(
    r"\b((?:late |early |later )?(?:that|the same|that same|the next|next|the following) "
    r"(?:night|evening|afternoon|morning|day|summer|winter|arvo)|"
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|\d+|"
    r"several|some|many|a few|a couple of) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|nights?) "
    r"(?:later|ago|earlier|(?:before|after)(?! (?:the|a|an|his|her|their)\b))|last (?:summer|winter)|first light|"
    r"(?:after|before|past|until) (?:dark|dawn|noon|midnight)|"
    rf"(?:\w+|\d{{1,2}}) (?:at night|in the (?:morning|afternoon|evening))|{_CLOCK})(?!\w)"
)
_NO_TIME = re.compile(r"(?:of|on|this) (?:th[ei]s? )?(?:week|year|season|episode|night)\b|(?:the )?(?:hours?|minutes)$")
_BARE_SPAN = re.compile(r"(?:\w+ ){0,2}(?:\w+[ -])?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)$")


def time_of_scene(parsed: Parsed, sentences: Sequence[Stretch], quotes: Quotes) -> tuple[str, Span] | None:
    """The time of a scene for its heading: as `time_of` reads it, else what its first sentence says further on."""
    found = time_of(parsed, sentences)
    if found is not None and _is_time(parsed, found[1]) and quotes.around(found[1][0]) is None:
        sentence = parsed.sentences[parsed.sentence_at(found[1][0])]
        if found[1][0] == head(parsed.text, sentence.start, sentence.end)[0] or not _reported(parsed, found[1]):
            return found
    for sentence in sentences[:1]:
        if sign := _LABEL.match(parsed.text, sentence.start, sentence.end):
            return sign.group(1), sign.span(1)
        at, _ = head(parsed.text, sentence.start, sentence.end)
        said = flat(parsed.text[at : sentence.end])
        first = _AT_HEAD.match(said) or _AFTER_PLACE.match(said)
        for match in (first, *_WITHIN.finditer(said)):
            if match is None or quotes.around(at + match.start(1)) is not None:
                continue
            span = (at + match.start(1), at + match.end(1))
            if _is_time(parsed, span) and (
                match is first or not (_reported(parsed, span) or _of_a_thing(parsed, span))
            ):
                return " ".join(parsed.text[span[0] : span[1]].split()), span
    return None


def _is_time(parsed: Parsed, span: Span) -> bool:
    """Whether words tell when, not how long something lasts or which thing is meant ("the dinner break")."""
    said = flat(parsed.text[span[0] : span[1]])
    if _NO_TIME.search(said) or (
        _BARE_SPAN.match(said) and not said.startswith(("the next", "next", "that", "the same"))
    ):
        return False
    last = parsed.tokens[parsed.token_at(span[1] - 1)]
    goes_on = parsed.text[span[1] : span[1] + 1] in ("-", "'", "’")
    return not goes_on and not (last.dep == "compound" and last.head == last.i + 1)


def _reported(parsed: Parsed, span: Span) -> bool:
    """Whether a time stands in what is said or in a clause on a noun."""
    return any(token.dep in ("ccomp", "relcl", "acl", "pcomp") for token in _above(parsed, span)[1:])


def _of_a_thing(parsed: Parsed, span: Span) -> bool:
    """Whether a time tells of a thing, not of what happens ("newspapers from ten years ago")."""
    return next((token.pos in ("NOUN", "PROPN") for token in _above(parsed, span)[1:] if token.pos != "ADP"), False)


def _above(parsed: Parsed, span: Span) -> list[Token]:
    """The head word of a phrase and the words that it hangs on."""
    inside = range(parsed.token_at(span[0]), parsed.token_at(span[1] - 1) + 1)
    top = next((parsed.tokens[i] for i in inside if parsed.tokens[i].head not in inside), parsed.tokens[inside[0]])
    return [top, *parsed.ancestors(top.i)]
