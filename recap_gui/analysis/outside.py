"""Outside figures: actors, authors, celebrities, roles in a show within the show. Named, but nobody of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from recap_gui.analysis.language import Parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.votes import Vote
from recap_gui.story.document import Span

_BYLINE = re.compile(
    r"(?:(?:^|\n|[|·•–—] *)by|\b(?:recap(?:ped)?|posted|written|reviewed?|reported|directed|told|retold|edited) by|"
    r"\b(?:author|corrections to|editor|writers?|credits?))[:\s]+$|@$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:like|as if|than|somewhere|a whole|full|a la|à la|so|very|pure|some|think|cue|channel(?:s|ing)?|"
    r"imagine|shades of|straight out of|reminds? (?:me|us|you|one) of|next|new|real|poor man's)\s+$",
    re.IGNORECASE,
)
_ARTIST = re.compile(
    r"\b(?:play(?:s|ed)(?: by)?|portray(?:s|ed)(?: by)?|role of|part of|starr?ing|stars?|guest|actor|actress|singer|"
    r"songs?(?: by)?|album|band|music(?: by)?|cover of|directed|director|writer|tweet(?:s|ed)?(?: by)?|novel|"
    r"film|movie|voiced by|cast(?:s|ing)?|dressed as|impression of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WRITER = frozenset(["i", "me", "my", "we", "us", "our", "you", "your", "i'm", "i've", "i'd", "i'll", "myself"])


def credited(text: str, start: int) -> bool:
    """Whether words before a name at `start` make it that of somebody who wrote or posted the recap."""
    return _BYLINE.search(text[max(0, start - 40) : start]) is not None


class NamedThere(NamedTuple):
    """One place where a person is named: its span, how likely it shows presence, and the zone it stands in."""

    start: int
    end: int
    chance: float
    told: bool
    apart: bool


def votes(
    parsed: Parsed,
    quotes: Quotes,
    places: Sequence[NamedThere],
    *,
    actor: bool,
    played: bool,
    likely: float,
    full: bool,
    titled: bool,
    famous: bool,
) -> list[Vote]:
    """The votes for a person being an outside figure, from all places where it is named."""
    text = parsed.text
    n = len(places)
    byline: list[Span] = []
    compared: list[Span] = []
    artist: list[Span] = []
    writer = quoted = bracketed = 0
    for place in places:
        before = text[max(0, place.start - 40) : place.start]
        span = (max(0, place.start - 12), place.end)
        if credited(text, place.start):
            byline.append(span)
        if _COMPARED.search(before):
            compared.append(span)
        if _ARTIST.search(before):
            artist.append(span)
        sentence = parsed.sentences[max(0, parsed.sentence_at(place.start))]
        around = quotes.around(place.start)
        quoted += around is not None
        writer += around is None and any(
            token.text.lower() in _WRITER and quotes.around(token.start) is None for token in parsed.inside(sentence)
        )
        bracketed += text.count("(", sentence.start, place.start) > text.count(")", sentence.start, place.start)
    table: dict[str, tuple[float, tuple[Span, ...]]] = {
        "an actor in brackets or in a cast list": (float(actor), ()),
        "played by an actor whom the text names": (float(played), ()),
        "named as author or by a sign of the net": (len(byline) / n, tuple(byline[:3])),
        "a comparison": (len(compared) / n, tuple(compared[:3])),
        "an artist's work or part": (len(artist) / n, tuple(artist[:3])),
        "the writer speaks there": (writer / n, ()),
        "named in quotations": (quoted / n, ()),
        "named in brackets": (bracketed / n, ()),
        "never named where the story is told": (float(not any(p.told for p in places)), ()),
        "named in page furniture only": (float(all(p.apart for p in places)), ()),
        "named once": (float(n == 1), ()),
        "named twice": (float(n == 2), ()),
        "named five times or more": (float(n >= 5), ()),
        "a full name, named once": (float(n == 1 and full), ()),
        "acts in the story": (max((p.chance for p in places if p.told), default=0.0), ()),
        "surely acts in the story": (float(any(p.chance > 0.75 and p.told for p in places)), ()),
        "acts where no scene is told": (max((p.chance for p in places if not p.told and not p.apart), default=0.0), ()),
        "acts more than once": (float(sum(p.chance > 0.5 for p in places if not p.apart) > 1), ()),
        "has a title": (float(titled), ()),
        "is famous": (float(famous), ()),
        "is famous, and never surely acts in the story": (
            float(famous and not any(p.chance > 0.75 and p.told for p in places)),
            (),
        ),
        "a full name, named once, that does not act": (
            float(n == 1 and full and max((p.chance for p in places), default=0.0) < 0.5),
            (),
        ),
        "hardly a person": (1 - likely, ()),
    }
    return [Vote(rule, value, spans) for rule, (value, spans) in table.items() if value]
