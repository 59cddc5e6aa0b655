"""Words between two names that tell how they belong together: "a.k.a.", "played by", an actor in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from recap_gui.analysis.language import Parsed
from recap_gui.analysis.names import Form, Occurrence

IN_BRACKETS = "an actor in brackets"
"""The surest sign of who plays whom: a cast list may be written either way round."""
LinkKind: TypeAlias = Literal["same", "perhaps", "actor"]

_KNOWN_AS = re.compile(
    r"^[\s,;(\[—–-]*(?:also |otherwise |better |hereafter |henceforth |now |once |simply |affectionately )*"
    r"(?:a\.?k\.?a\.?|known (?:(?:to|around|on|in|by) [^,.;]{1,40} )?as|hereafter|henceforth|nicknamed|dubbed|née|"
    r"alias|real name|or as (?:I|we) (?:like to )?call (?:him|her|them)|"
    r"(?:who|whom) (?:I|we) (?:will |shall |like to )*call|"
    r"our (?:very )?own|(?:is|was) (?:one|really|actually|secretly|in fact|none other than|also|the real))"
    r"[\s,:“\"‘']*$",
    re.IGNORECASE,
)
_IS = re.compile(r"^['’]?s? ?(?:is|was|are|turns out to be|must be)? ?$")
_ACTOR = re.compile(
    r"^\.?(?:['’]s?)?\s*(?:[(\[]\s*(?:played by |guest star |the (?:great|wonderful|always \w+) )?|"
    r",? (?:is |was )?(?:played|portrayed) by )$"
)
_CAST_LINE = re.compile(r"^(?:\s*(?:[-–—:]|\.{2,}|…|as)\s*| *\t[ \t]*)$")


class Link(NamedTuple):
    """Two forms that the text ties together. In an ``"actor"`` link the second plays the first."""

    kind: LinkKind
    first: str
    second: str
    rule: str
    start: int
    end: int


def find_links(parsed: Parsed, forms: Sequence[Form]) -> list[Link]:
    """All links between names that follow each other."""
    text = parsed.text
    named = sorted(((found, form) for form in forms for found in form.found), key=lambda pair: pair[0].start)
    links: list[Link] = []
    for at, (found, form) in enumerate(named[:-1]):
        following, other = named[at + 1]
        if following.start - found.end > 60 or form.key == other.key:
            continue
        between = text[found.end : following.start]
        after = text[following.end : following.end + 2]
        kind: LinkKind | None = None
        rule = ""
        if _KNOWN_AS.match(between):
            kind, rule = "same", "the text gives the other name"
        elif _ACTOR.match(between) and (after[:1] in ",)];" or "by" in between):
            kind, rule = ("actor", IN_BRACKETS) if " " in other.key else (None, "")
        elif _CAST_LINE.match(between) and _alone(text, found, following):
            kind, rule = "actor", "an entry of a cast list"
            if between.strip() == "as" or len(form.found) < 2 <= len(other.found):  # the actor stands first
                links.append(Link(kind, other.key, form.key, rule, found.start, following.end))
                continue
        elif between == ", " and _explains(parsed, found, following, after):
            kind, rule = ("perhaps", "stands as an explanation beside the other name")
        if kind:
            links.append(Link(kind, form.key, other.key, rule, found.start, following.end))
    return links


def _alone(text: str, found: Occurrence, following: Occurrence) -> bool:
    """Whether the two names fill a line, as in a cast list."""
    begin = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", following.end)
    line_end = len(text) if end < 0 else end
    return not text[begin : found.start].strip(" *•·-") and len(text[following.end : line_end].strip(" .,*)")) < 30


def _explains(parsed: Parsed, found: Occurrence, following: Occurrence, after: str) -> bool:
    """Whether the second name is in apposition to the first and no list goes on."""
    token = parsed.tokens[following.head]
    beside = token.dep == "appos" and token.head == found.head
    return (
        beside
        and after[:1] in ",.)"
        and not any(parsed.tokens[child].dep in ("conj", "cc", "appos") for child in parsed.children[following.head])
    )
