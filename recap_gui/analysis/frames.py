"""Frames: which text tells no scene (title, teaser, opinion, cast list, preview) and which sums up earlier episodes.

Every sentence is judged by votes; then the whole text is read once so that neighbours go together, since a frame rarely
begins or ends inside a paragraph. The result are zones, found before names and breaks are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recap_gui.analysis.cues import flat, label, tense
from recap_gui.analysis.frame_votes import frame_votes, heading_votes, opens
from recap_gui.analysis.furniture import first_prose, is_line, is_pair, looks_apart
from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote, log_odds, weights
from recap_gui.analysis.zones import Zone
from recap_gui.story.document import Apart, Document
from recap_gui.story.story import Kind

_SWITCH = 0.8  # log-odds that a change of kind costs between paragraphs …
_SWITCH_INSIDE = 1.6  # … and inside one
_GOES_ON = 6.0  # … and before a small letter, besides
_ACTED = 8  # sentences in which people act: a text of so many tells scenes, however much it talks to the reader
_LEAN = 2.0  # log-odds by which each sentence of such a text is the likelier to tell one
_OF_A_RECAP = re.compile(r"\b(?:recap|review|(?:written )?update|synopsis|spoilers?)\b")
_FRONT_LINES = 12  # of a text, in which its title may stand more than once
_SCRAP = 160  # code points: a "scene" this short between frames, in which nobody acts, is a part of them
_LONG_FURNITURE = (60, 400)
"""Code points of menus, comments … from which a frame beside them is told apart from them; the second in plain text."""
_MARKED_FURNITURE = 12
"""The same where the file itself marks them."""
_TEASER = 8  # sentences that may stand before the one that expressly begins the telling
_TEASER_SHARE = 0.2  # of the text, before the first of several headings …
_PARTS = 3  # … of which there are so many
_AROUND = frozenset(("menu", "ad", "comments", "footer"))
"""What stands around the text on a page, and is folded into one where it stands together."""
_SHORT_PREVIOUSLY = 1_000  # code points: a summary of earlier episodes that fills a paragraph this long is all of it


def find_zones(document: Document, parsed: Parsed, quotes: Quotes) -> tuple[Zone, ...]:
    """The zones of a document, in order, without gap or overlap; text without any scene is one frame."""
    return zones_by(document, parsed, quotes, weights("frame"))


def zones_by(document: Document, parsed: Parsed, quotes: Quotes, of: Mapping[str, float]) -> tuple[Zone, ...]:
    """The same by the weights `of`."""
    if not parsed.sentences:
        return (Zone(0, len(document.text), "frame"),)
    return _zones(document, parsed, sentence_kinds(document, parsed, quotes, of))


@dataclass(slots=True)
class Read:
    """What is known of each sentence: furniture, heading or not, votes for being a frame, and the kind decided."""

    apart: list[Apart | None]
    headings: list[bool]
    votes: list[list[Vote]]
    kinds: list[Kind]


def sentence_kinds(document: Document, parsed: Parsed, quotes: Quotes, of: Mapping[str, float]) -> Read:
    """The kind of every sentence, judged over the whole text with the weights `of`."""
    read = Read([], _headings(document, parsed), [], [])
    apart = looks_apart(document, parsed)
    owner = [parsed.tokens[s.first].paragraph for s in parsed.sentences]
    number = {p: n for n, p in enumerate(dict.fromkeys(owner))}
    places = [number[p] for p in owner]
    read.apart = [apart[p] for p in places]
    read.votes = frame_votes(document, parsed, quotes, places)
    for votes, heading in zip(read.votes, heading_votes(parsed, places, read.headings), strict=True):
        votes.extend([heading] if heading else [])
    fixed = _fixed(document, parsed, places, read)
    odds = [log_odds(votes, of) for votes in read.votes]
    goes_on = [
        parsed.text[sentence.start].islower()
        or (places[at] == places[at - 1] and _says(read.votes[at], "is in brackets"))
        for at, sentence in enumerate(parsed.sentences)
    ]
    read.kinds = _smooth(odds, fixed, places, goes_on)
    if "scene" not in read.kinds and sum(_says(votes, "people act in it") for votes in read.votes) >= _ACTED:
        read.kinds = _smooth([odd - _LEAN for odd in odds], fixed, places, goes_on)
    _drop_scraps(parsed, read, fixed)
    return read


def _headings(document: Document, parsed: Parsed) -> list[bool]:
    """For every sentence, whether it is (part of) a heading on a line of its own."""
    marked = [h for h in document.hints if h.kind == "heading"]
    front = first_prose(parsed)
    lines: dict[int, bool] = {}
    for number, paragraph in enumerate(parsed.paragraphs):
        piece = document.text[paragraph.start : paragraph.end]
        hinted = any(h.start <= paragraph.start and paragraph.end <= h.end + 1 for h in marked)
        before = number >= front - 2  # a lone line directly before the first prose may head it
        plain = is_line(document.text, paragraph) and len(piece) <= 80 and len(piece.split()) <= 10 and before
        lines[paragraph.start] = hinted or (plain and not is_pair(document.text, paragraph) and number > 0)
    starts = sorted(lines)
    found, at = [], -1
    for sentence in parsed.sentences:
        while at + 1 < len(starts) and starts[at + 1] <= sentence.start:
            at += 1
        found.append(lines[starts[at]])
    return found


def _fixed(document: Document, parsed: Parsed, places: Sequence[int], read: Read) -> list[Kind | None]:
    """What is certain before the votes are counted: furniture, headings, cast lists, "previously"."""
    fixed: list[Kind | None] = ["frame" if apart else None for apart in read.apart]
    cast = [hint for hint in document.hints if hint.kind == "cast"]
    for at, sentence in enumerate(parsed.sentences):
        listed = any(h.start <= sentence.start < h.end for h in cast)
        if read.headings[at] or listed:
            fixed[at] = "frame"
    for number, paragraph in enumerate(parsed.paragraphs):
        noted = document.text[paragraph.start] in "([" and document.text[paragraph.end - 1] in ")]"
        if not noted and not is_line(document.text, paragraph):
            break
        if noted and number and not opens(document.text, paragraph, "looks_back"):  # a note under the title
            fixed = ["frame" if place == number else kind for place, kind in zip(places, fixed, strict=True)]
    summed_up = _previously(document, parsed, places, fixed)
    for at in summed_up:
        fixed[at] = "previously"
    begins = summed_up[0] if summed_up else _told_from(parsed, places, read)
    if sum(kind is None for kind in fixed[:begins]) <= _TEASER:
        fixed[:begins] = ["frame"] * begins
    return fixed


def _told_from(parsed: Parsed, places: Sequence[int], read: Read) -> int:
    """The number of the sentence that expressly begins the telling, or is headed as its first part; 0 if none is.

    Before it stands at most a teaser.
    """
    limit = min(_TEASER, len(parsed.sentences) // 4)
    for at in range(1, limit + 1):
        sentence = parsed.sentences[at]
        if places[at] != places[at - 1] and opens(parsed.text, sentence, "episode_begins"):
            return at
    lines = [heading and not apart for heading, apart in zip(read.headings, read.apart, strict=True)]
    heads = [at for at in range(1, len(lines)) if lines[at] and not lines[at - 1]]
    first = heads[0] if heads else 0
    if not 0 < first <= limit or len(heads) < _PARTS:
        return 0
    size = parsed.sentences[first].start - parsed.sentences[0].start
    return first if size <= _TEASER_SHARE * len(parsed.text) else 0


def _previously(document: Document, parsed: Parsed, places: Sequence[int], fixed: Sequence[Kind | None]) -> list[int]:
    """The sentences that sum up earlier episodes: from their opening to the end of the paragraph, or to a new start."""
    text = document.text
    limit = max(12, len(parsed.sentences) // 4)
    for at, sentence in enumerate(parsed.sentences[:limit]):
        if fixed[at] == "frame" or not opens(text, sentence, "looks_back"):
            continue
        if places[at] == places[at - 1] and at > 3 and not text[sentence.start :].lower().startswith("previously"):
            continue
        last = at + 1
        paragraph = parsed.paragraphs[places[at]]
        whole = paragraph.end - sentence.start <= _SHORT_PREVIOUSLY
        opened = tense(parsed, sentence)
        while last < len(parsed.sentences) and places[last] == places[at]:
            following = parsed.sentences[last]
            if opens(text, following, "begins_now") or label(text, following.start, following.end):
                break
            turned = opened == "past" and tense(parsed, following) == "present"
            if not whole and (turned or sentence.end - sentence.start >= 150):
                break
            last += 1
        return list(range(at, last))
    return []


def _drop_scraps(parsed: Parsed, read: Read, fixed: Sequence[Kind | None]) -> None:
    """Make frame what stands as a scrap of a scene between frames and has nobody act in it, or as the title before one.

    A mark without a letter ("[21:23]", "***") is of the kind of what stands before it.
    """
    for at in range(1, len(read.kinds)):
        sentence = parsed.sentences[at]
        bare = not any(c.isalpha() for c in parsed.text[sentence.start : sentence.end])
        if bare and not read.headings[at] and read.apart[at] is None:
            read.kinds[at] = read.kinds[at - 1]
    first = 0
    for at in range(1, len(read.kinds) + 1):
        if at < len(read.kinds) and read.kinds[at] == read.kinds[first]:
            continue
        size = parsed.sentences[at - 1].end - parsed.sentences[first].start
        inside = range(first, at)
        scrap = at < len(read.kinds) and read.kinds[first] == "scene" and size <= _SCRAP
        headed = first > 0 and read.headings[first - 1] and read.apart[first - 1] is None
        nobody = not any(_somebody(read.votes[i]) or fixed[i] for i in inside)
        title = first == 0 and all(_says(read.votes[i], "is a short line") for i in inside)
        if scrap and (title or (first > 0 and not headed and nobody)):
            read.kinds[first:at] = ["frame"] * (at - first)
        first = at


def _says(votes: Sequence[Vote], rule: str) -> bool:
    return any(vote.rule == rule for vote in votes)


def _somebody(votes: Sequence[Vote]) -> bool:
    return any(vote.rule in ("people act in it", "he, she or they act in it") for vote in votes)


def _smooth(
    odds: Sequence[float], fixed: Sequence[Kind | None], places: Sequence[int], goes_on: Sequence[bool]
) -> list[Kind]:
    """The likeliest course of kinds over the text: votes, less what every change costs (Viterbi).

    A sentence that goes on with the one before (it begins with a small letter, or the same brackets hold both) is of
    its kind.
    """
    states: tuple[Kind, ...] = ("scene", "frame", "previously")
    score: dict[Kind, float] = {}
    back: list[dict[Kind, Kind]] = []
    for at, odd in enumerate(odds):
        now: dict[Kind, float] = {}
        came: dict[Kind, Kind] = {}
        free = at == 0 or fixed[at] is not None or fixed[at - 1] is not None
        cost = 0.0 if free else _SWITCH if places[at] != places[at - 1] else _SWITCH_INSIDE
        if goes_on[at] and not free:
            cost += _GOES_ON
        for state in states:
            if (fixed[at] or state) != state or (state == "previously" and fixed[at] is None):
                continue
            own = 0.0 if fixed[at] else (odd if state == "frame" else -odd) / 2
            if not score:
                now[state], came[state] = own, state
                continue
            best = max(score, key=lambda old: (score[old] - (cost if old != state else 0.0), old == state))
            now[state] = own + score[best] - (cost if best != state else 0.0)
            came[state] = best
        score = now
        back.append(came)
    state = max(score, key=lambda s: (score[s], s))
    kinds = [state]
    for came in reversed(back[1:]):
        state = came[state]
        kinds.append(state)
    return kinds[::-1]


def _zones(document: Document, parsed: Parsed, read: Read) -> tuple[Zone, ...]:
    """The zones that the kinds of the sentences make, with headings given to the scenes they head."""
    pieces: list[Zone] = []
    text = document.text
    heading_from: int | None = None
    heading: str | None = None
    kinds, count = read.kinds, len(parsed.sentences)
    for at, sentence in enumerate(parsed.sentences):
        start = sentence.start
        if read.headings[at] and read.apart[at] is None:
            follows = next((i for i in range(at, count) if not read.headings[i] or read.apart[i]), None)
            heads = follows is not None and kinds[follows] == "scene" and read.apart[follows] is None
            line = _heading_line(text, parsed, sentence)
            generic = flat(line).strip(" :.") in words("frames", "generic_headings")
            if heads and not generic and not _is_title(document, parsed, at):
                if heading_from is None or line != heading:
                    heading_from, heading = start, line if any(c.isalnum() for c in line) else None
                continue
        if heading_from is not None:
            pieces.append(Zone(heading_from, sentence.end, kinds[at], read.apart[at], heading))
            heading_from = heading = None
            continue
        kind, apart = kinds[at], read.apart[at]
        pair = is_pair(text, Stretch(sentence.start, sentence.end, sentence.first, sentence.last))
        if pieces and pieces[-1].kind == kind and pieces[-1].apart == apart:
            old = pieces[-1]
            pieces[-1] = Zone(
                old.start, sentence.end, kind, apart, old.heading, old.cast_list or (pair and kind == "frame")
            )
        else:
            pieces.append(Zone(start, sentence.end, kind, apart, None, pair and kind == "frame"))
    return _tile(_settle(pieces, document), len(text))


def _heading_line(text: str, parsed: Parsed, sentence: Stretch) -> str:
    paragraph = next(p for p in parsed.paragraphs if p.start <= sentence.start < p.end)
    return " ".join(text[paragraph.start : paragraph.end].split())


def _is_title(document: Document, parsed: Parsed, at: int) -> bool:
    """Whether a heading is that of the whole recap: marked so, said before, or it counts or dates a recap."""
    start = parsed.sentences[at].start
    if any(h.kind == "title" and h.start <= start < h.end for h in document.hints):
        return True
    line = flat(_heading_line(document.text, parsed, parsed.sentences[at]))
    said = any(flat(before).strip() == line for before in document.text[:start].split("\n")[:_FRONT_LINES])
    return said or (_OF_A_RECAP.search(line) is not None and any(c.isdigit() for c in line))


def _settle(pieces: list[Zone], document: Document) -> list[Zone]:
    """Frames side by side made one, but for furniture that the file itself marks or that is long."""
    result: list[Zone] = []
    for zone in pieces:
        old = result[-1] if result else None
        if old and old.kind == zone.kind == "frame" and not _stay_two(old, zone, document):
            bigger = old if old.end - old.start >= zone.end - zone.start else zone
            apart = bigger.apart if old.apart and zone.apart else None
            pairs = old.cast_list or zone.cast_list
            result[-1] = Zone(old.start, zone.end, "frame", apart, old.heading, pairs)
        else:
            result.append(zone)
    return result


def _stay_two(old: Zone, zone: Zone, document: Document) -> bool:
    """Whether a frame and furniture beside it are worth telling apart, or a byline or caption and other furniture."""
    if old.apart == zone.apart or (old.apart in _AROUND and zone.apart in _AROUND):
        return False
    return all(_stands_alone(one, document) for one in (old, zone) if one.apart)


def _stands_alone(zone: Zone, document: Document) -> bool:
    """Whether page furniture is set apart by itself: what the file marks mostly is, else what is long."""
    size = zone.end - zone.start
    if any(h.kind == zone.apart and h.start < zone.end and zone.start < h.end for h in document.hints):
        return size >= _MARKED_FURNITURE
    return zone.apart not in ("byline", "caption") and size >= _LONG_FURNITURE[document.format == "text"]


def _tile(zones: Sequence[Zone], length: int) -> tuple[Zone, ...]:
    """The zones made to touch: each runs to where the next begins."""
    starts = [0, *(zone.start for zone in zones[1:])]
    ends = [*starts[1:], length]
    return tuple(
        Zone(start, end, zone.kind, zone.apart, zone.heading, zone.cast_list)
        for zone, start, end in zip(zones, starts, ends, strict=True)
    )
