"""Cues: the words with which a sentence turns to another scene, and how phrases of the lexicon are matched."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.story.document import Span

CueKind: TypeAlias = Literal["elsewhere", "back", "later", "earlier", "then"]
Tense: TypeAlias = Literal["past", "present", "future", ""]

_KINDS: tuple[CueKind, ...] = ("back", "elsewhere", "earlier", "later", "then")
_FLAT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\u00a0": " "})
_TIME_CODE = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?[\])]?[\s:–—-]+")
_CONNECTOR = re.compile(
    r"(?:(?:and|but|so|ok|okay|well|then|anyway|now|also|oh|ok so)\b[,:]?\s+|[\"'(\[*•·–—-]+\s*)", re.IGNORECASE
)
_CAPS_LABEL = re.compile(r"[A-Z][A-Z'’ \d-]{2,30}[.:!,–—-]+\s")
_LABEL = re.compile(r"(?:[A-Z][\w'’-]*|\d+)(?: (?:[A-Z][\w'’-]*|\d+|of|the|and|in|at)){0,5}:\s")
_AGO = re.compile(
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifteen|several|some|many|\w+teen|"
    r"\d+|a few|a couple of) (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|nights?) "
    r"(later|ago|earlier|before|after)\b"
)


class Cue(NamedTuple):
    """A cue at the head of a sentence. `span` covers its words in the text."""

    kind: CueKind
    span: Span


def flat(text: str) -> str:
    """The text in small letters with straight quotation marks, as long as before."""
    lowered = text.translate(_FLAT).lower()
    return lowered if len(lowered) == len(text) else text.translate(_FLAT)


@cache
def opener(topic: str, key: str) -> re.Pattern[str]:
    """A pattern for a flat text that begins with one of a lexicon's phrases, the longest first."""
    phrases = sorted(words(topic, key), key=lambda phrase: (-len(phrase), phrase))
    joined = "|".join(re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in phrases)
    return re.compile(f"(?:{joined})")


def head(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where the sentence ``text[start:end]`` begins to say something, and whether a label or time code stands before.

    Skipped are quotation marks, "And", "But", "Then" …, time codes, and labels such as "ACT ONE." or "NOW.".
    """
    at, labelled = start, False
    for _ in range(4):
        found = _TIME_CODE.match(text, at, end)
        if found:
            at, labelled = found.end(), True
            continue
        act = opener("cues", "acts").match(flat(text[at : min(end, at + 24)]))
        if act and text[at].isupper() and text[at + act.end() : at + act.end() + 1] in (".", ":", "!", "–", "—", "-"):
            at, labelled = at + act.end() + 1, True
        elif found := _CAPS_LABEL.match(text, at, end):
            at, labelled = found.end(), True
        else:
            return at, labelled
        while at < end and text[at].isspace():
            at += 1
    return at, labelled


def label(text: str, start: int, end: int) -> Span | None:
    """The run-in label at the head of a sentence ("ACT ONE.", "[0:42]", "Room Two:"), if there is one."""
    at, labelled = head(text, start, end)
    if labelled:
        return start, min(at, end)
    found = _LABEL.match(text, start, end)
    return (start, found.end()) if found else None


def cue(text: str, start: int, end: int) -> Cue | None:
    """The cue at the head of the sentence ``text[start:end]``, if it opens with one."""
    at, _ = head(text, start, end)
    weak: Cue | None = None
    for _ in range(3):
        piece = flat(text[at : min(end, at + 60)])
        for kind in _KINDS:
            found = opener("cues", kind).match(piece)
            if found and kind != "then":
                return Cue(kind, (at, at + found.end()))
            if found:
                weak = weak or Cue(kind, (at, at + found.end()))
        ago = _AGO.match(piece)
        if ago:
            return Cue("later" if ago.group(1) in ("later", "after") else "earlier", (at, at + ago.end()))
        skipped = _CONNECTOR.match(text, at, end)
        if not skipped or skipped.end() >= end:
            break
        at = skipped.end()
    return weak


def main_verb(parsed: Parsed, sentence: Stretch) -> Token | None:
    """The verb of the sentence's main clause, None in a sentence without one."""
    for token in parsed.inside(sentence):
        if token.head == token.i:
            if token.pos in ("VERB", "AUX"):
                return token
            for child in parsed.children[token.i]:
                if parsed.tokens[child].dep in ("cop", "aux") and parsed.tokens[child].pos == "AUX":
                    return parsed.tokens[child]
    return None


def tense(parsed: Parsed, sentence: Stretch) -> Tense:
    """The tense in which the sentence's main clause tells."""
    verb = main_verb(parsed, sentence)
    if verb is None:
        return ""
    around = [verb, *(parsed.tokens[c] for c in parsed.children[verb.i] if parsed.tokens[c].dep in ("aux", "auxpass"))]
    if any(t.lemma in ("will", "shall", "'ll") or t.text.lower() in ("will", "'ll", "’ll") for t in around):
        return "future"
    tags = {t.tag for t in around}
    if "VBZ" in tags or "VBP" in tags:
        return "present"
    return "past" if "VBD" in tags else ""
