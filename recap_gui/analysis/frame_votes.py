"""The votes of every sentence for telling no scene: who speaks in it, of what, where it stands, under which heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from recap_gui.analysis.cues import cue, flat, head, main_verb, opener, tense
from recap_gui.analysis.furniture import first_prose, is_line, is_pair
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote
from recap_gui.story.document import Document

_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_FIRST_PERSON = frozenset(
    ["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "i'm", "i've", "i'd", "i'll", "we're", "we've"]
)
_READER = frozenset(["you", "your", "yours", "y'all", "yourself"])
_THIRD = frozenset(["he", "she", "him", "her", "his", "hers", "they", "them", "their"])
_WOULD = frozenset(["would", "could", "should", "might", "may", "must", "'d", "’d"])
_COUNTED = (
    "names", "acts", "third", "first", "reader", "show", "publishing", "opinion", "speech", "being", "general", "deeds",
)  # fmt: skip
_RATING = re.compile(
    r"[★☆]|\b(?:out of (?:five|ten|5|10)|\d(?:\.\d)?/(?:5|10)|[A-F][+-](?!\w))|\bstars?\b.{0,12}$", re.IGNORECASE
)
_EPISODE = re.compile(
    r"\b(?:s\d{1,2} ?e\d{1,2}|\d{1,2}x\d{1,2}|\d\.\d\d|season \w+|series \w+,|episode \w+|ep\.? ?\d+|chapter \w+|"
    r"cap[ií]tulo|folge \d+|staffel|(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december) \d{1,2}|\d{1,2}(?:st|nd|rd|th) \w+ \d{4}|(?:19|20)\d\d)\b"
)
_POST = re.compile(r"[\"“(\[*•–—-]*\s*@\w{3,}\s*(?:[:–—-]|(?:says|said|writes|wrote|tweeted|tweets|posted)\b)")
_NUMBERED = re.compile(r"\b(?:season|series|episode|part|chapter|ep\.?)? ?\d+[\s:,–—-]*|^\W+")
_MADE = re.compile(
    r"\b(?:is|was) the (?:[\w-]+ ){0,4}(?:episode|chapter|installment|instalment|serial|story|finale|premiere)s? "
    r"(?:of|in)\b|\b(?:was|were) (?:co-)?(?:written|directed|produced) by\b|\b(?:aired|premiered|broadcast) on\b|"
    r"\b(?:originally |first )(?:aired|broadcast|shown|premiered)\b"
)
_HANDLE = re.compile(r"@\w{3,}|https?://|www\.|\w+\.com\b|#\w{3,}")


def frame_votes(document: Document, parsed: Parsed, quotes: Quotes, places: Sequence[int]) -> list[list[Vote]]:
    """The votes of every sentence for being a frame; `places` holds the number of its paragraph."""
    text = document.text
    front, last = first_prose(parsed), len(parsed.paragraphs) - 1
    counts = [_counts(parsed, quotes, sentence) for sentence in parsed.sentences]
    result: list[list[Vote]] = []
    many = len(parsed.sentences)
    posts = sum(_POST.match(text, p.start) is not None for p in parsed.paragraphs)
    live = posts > 0.4 * len(parsed.paragraphs)  # the recap itself was told in posts
    for at, sentence in enumerate(parsed.sentences):
        paragraph = parsed.paragraphs[places[at]]
        around = [counts[i] for i in range(max(0, at - 4), min(many, at + 5)) if places[i] == places[at]]
        near = [counts[i] for i in range(max(0, at - 2), min(many, at + 3))]
        piece = flat(text[sentence.start : sentence.end])
        own = counts[at]
        votes: list[Vote] = []

        def vote(rule: str, value: float = 1.0, votes: list[Vote] = votes, span: Stretch = sentence) -> None:
            if value:
                votes.append(Vote(rule, value, ((span.start, span.end),)))

        vote("stands before the first long paragraph", places[at] < front)
        vote("is a short line", is_line(text, paragraph))
        vote("pairs a character with an actor", is_pair(text, paragraph))
        vote("stands in the first paragraph", places[at] == 0 and last > 2)
        vote("stands in the last paragraph", places[at] == last and last > 2)
        vote("is among the first two sentences", at < 2)
        nobody = not own["acts"] and not own["third"]
        talk = bool(own["first"] or own["reader"] or own["show"] or own["publishing"] or own["opinion"])
        vote("is among the last three sentences, and nobody acts in it", at >= many - 3 and nobody)
        vote("is among the last three sentences, and talks about the show", at >= many - 3 and talk)
        vote("is among the first two sentences, and nobody acts in it", at < 2 and nobody)
        vote("names nobody", not own["names"] and not own["third"])
        vote("people act in it", min(2, own["acts"]) / 2)
        vote("he, she or they act in it", min(2, own["third"]) / 2)
        vote("the recapper speaks of himself", min(2, own["first"]) / 2)
        vote("speaks to the reader", min(2, own["reader"]) / 2)
        vote("talks about the show", min(3, own["show"]) / 3)
        vote("uses words of publishing", min(3, own["publishing"]) / 3)
        vote("uses words of opinion", min(2, own["opinion"]) / 2)
        vote("its neighbours speak of the recapper", _mean(around, "first"))
        vote("its neighbours talk about the show", _mean(around, "show"))
        vote("its neighbours give an opinion", _mean(around, "opinion"))
        vote("its neighbours speak to the reader", _mean(around, "reader"))
        vote("its neighbours say what is or would be", _mean(around, "being"))
        vote("says what is or would be", own["being"])
        vote("tells what somebody says, does or where they go", min(2, own["deeds"]) / 2)
        vote("its neighbours tell what people say and do", _mean(around, "deeds"))
        vote("judges in general", min(2, own["general"]) / 2)
        vote("its neighbours judge in general", _mean(around, "general"))
        vote("its neighbours name nobody", sum(not c["acts"] for c in near) / len(near))
        vote("people act all around", min(1.0, sum(min(c["acts"], 1) for c in around) / len(around)))
        vote("looks ahead to the next episode", opens(text, sentence, "looks_ahead"))
        vote("takes stock", opens(text, sentence, "takes_stock"))
        vote("the paragraph looks ahead", opens(text, paragraph, "looks_ahead"))
        vote("the paragraph takes stock", opens(text, paragraph, "takes_stock"))
        vote("tells of what will be", tense(parsed, sentence) == "future")
        vote("gives a rating", _RATING.search(text[sentence.start : sentence.end]) is not None)
        vote("numbers an episode or gives a date", _EPISODE.search(piece) is not None)
        vote("holds an address or a handle", _HANDLE.search(piece) is not None)
        vote("says which episode it is, or who made it", _MADE.search(piece) is not None)
        vote("the paragraph is announced as a preview", at > 0.5 * many and _is_preview(text, paragraph))
        vote("is written like a title", places[at] < front and _is_titled(text[sentence.start : sentence.end]))
        vote("stands in what a reader posted", not live and _POST.match(text, paragraph.start) is not None)
        vote("quotes speech", own["speech"])
        vote("opens with a turn to another scene", cue(text, sentence.start, sentence.end) is not None)
        vote("has no verb", main_verb(parsed, sentence) is None)
        vote("is in brackets", text[paragraph.start] in "([" and text[paragraph.end - 1] in ")]")
        vote("asks a question", piece.endswith("?"))
        vote("begins the telling", opens(text, sentence, "begins_now"))
        result.append(votes)
    return result


def _is_preview(text: str, paragraph: Stretch) -> bool:
    """Whether a paragraph opens with the name of a preview and a colon ("Precap: …", "Tomorrow on …: …")."""
    piece = flat(text[paragraph.start : min(paragraph.end, paragraph.start + 80)]).lstrip("*[(#- ")
    found = opener("frames", "looks_ahead").match(piece)
    if found is None or found.group().rstrip(":") in _DAYS:
        return False
    return ":" in piece[found.end() - 1 :]


def _is_titled(line: str) -> bool:
    """Whether nearly all long words of a line begin with a capital, and it ends like no statement."""
    long = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    return len(long) >= 3 and not line.rstrip().endswith(".") and sum(w[0].isupper() for w in long) >= 0.85 * len(long)


@cache
def _deeds() -> frozenset[str]:
    return words("verbs", "speech") | words("verbs", "motion") | words("verbs", "contact")


def _counts(parsed: Parsed, quotes: Quotes, sentence: Stretch) -> dict[str, int]:
    """How often a sentence speaks of whom, outside quotation marks."""
    found = dict.fromkeys(_COUNTED, 0)
    show, publishing, opinion = (words("frames", key) for key in ("show_talk", "publishing", "opinion"))
    general, deeds = words("frames", "general"), _deeds()
    for token in parsed.inside(sentence):
        if quotes.around(token.start) is not None:
            found["speech"] = 1
            continue
        low = flat(token.text)
        if token.pos == "PROPN" and token.text[:1].isupper():
            found["names"] += 1
            if token.dep in ("nsubj", "nsubjpass") and parsed.tokens[token.head].pos in ("VERB", "AUX"):
                found["acts"] += 1
        if token.dep == "ROOT":
            auxiliaries = {parsed.tokens[child].lemma.lower() for child in parsed.children[token.i]}
            found["being"] = token.lemma.lower() in ("be", "have", "seem") or bool(auxiliaries & _WOULD)
        if token.dep in ("nsubj", "nsubjpass") and (low in _THIRD or token.pos == "PROPN"):
            found["deeds"] += parsed.tokens[token.head].lemma.lower() in deeds
        found["general"] += low in general
        found["third"] += low in _THIRD
        found["first"] += low in _FIRST_PERSON
        found["reader"] += low in _READER
        found["show"] += low in show
        found["publishing"] += low in publishing
        found["opinion"] += low in opinion
    return found


def _mean(counts: Sequence[Mapping[str, int]], key: str) -> float:
    return sum(min(1, c[key]) for c in counts) / len(counts)


def opens(text: str, stretch: Stretch, key: str) -> bool:
    """Whether a sentence or paragraph opens with one of the frame lexicon's phrases."""
    at, _ = head(text, stretch.start, stretch.end)
    pattern = opener("frames", key)
    starts = {stretch.start, at} | {stretch.start + 1 if text[stretch.start] in '([*•-–—“"' else stretch.start}
    return any(pattern.match(flat(text[s : s + 60]).lstrip()) for s in starts)


def heading_votes(parsed: Parsed, places: Sequence[int], headings: Sequence[bool]) -> list[Vote | None]:
    """What the heading over each sentence says: that it tells no scene, or in short what is told at length later."""
    lines: list[str] = []
    line = ""
    for at in range(len(parsed.sentences)):
        if headings[at]:
            paragraph = parsed.paragraphs[places[at]]
            line = flat(parsed.text[paragraph.start : paragraph.end]).strip(" :.*#[]-")
        lines.append(line)
    told = {
        at: named for at, named in enumerate(lines) if _NUMBERED.sub("", named) in words("frames", "generic_headings")
    }
    last = max(told, default=-1)
    opening = min(told, default=-1)
    opening = opening if opening <= 0.4 * len(lines) else -1
    size: dict[str, int] = {}
    for at, named in told.items():
        size[named] = size.get(named, 0) + parsed.sentences[at].end - parsed.sentences[at].start
    found: list[Vote | None] = []
    for at, named in enumerate(lines):
        rule = None
        if _heads_a_frame(named):
            rule = "stands under a heading for what is no scene"
        elif named in words("frames", "short_accounts") and at < last and size[lines[last]] > size[named]:
            rule = "stands under a heading for a short account, and a longer one follows"
        elif at < opening:
            rule = "stands before the heading of the whole story"
        span = (parsed.sentences[at].start, parsed.sentences[at].end)
        found.append(Vote(rule, 1.0, (span,)) if rule else None)
    return found


def _heads_a_frame(line: str) -> bool:
    """Whether a heading in small letters is one under which no scene is told ("Notes", "Highlights & twists")."""
    known = words("frames", "frame_headings")
    first, *others = re.split(r"\s*(?:[&+/,]| and )\s*", line)
    return line in known or (bool(others) and first in known and len(line.split()) <= 5)
