"""Why the analysis decided as it did, as plain sentences with the words that speak for it. No Qt widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from recap_gui.gui.telling import Telling
from recap_gui.story import Mention, Reason
from recap_gui.story.sentences import word_begun

RULES = tuple(
    str(QT_TRANSLATE_NOOP("Rules", words))
    for words in (
        "tells no scene from here on",
        "sums up earlier episodes",
        "stands before the first of several recaps",
        "the telling begins",
        "the text has a heading here",
        "a note sets the scene",
        "speaks here",
        "speaks over a telephone",
        "is heard from elsewhere",
        "is named by someone who speaks",
        "is named in a stage direction",
        "a short form of the name",
        "a short form of the name, perhaps",
        "one letter apart",
        "a title and the same surname",
        "stands as an explanation beside the other name",
        "the text gives the other name",
        "an actor in brackets",
        "an entry of a cast list",
        "you said that a scene begins here",
        "you confirmed that a scene begins here",
        "you moved the break here",
        "you said that these words name a character",
    )
)
"""Rules that have no weight, for the translators' tool; the others stand in the lexicon's weights."""
MOST = 12
LONGEST_WORD = 60
"""Letters by which a quotation is made whole: a text without any space is no word."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the recap: a little before, the words themselves, a little after, and where they stand."""

    before: str
    words: str
    after: str
    episode: int
    offset: int


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a rule in plain language, whether it speaks for the finding, and the words."""

    rule: str
    speaks_for: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The answer to "Why?": a title, one sentence, and the reasons, weightiest first."""

    title: str
    sentence: str
    reasons: tuple[Why, ...] = ()


def sure(confidence: float) -> str:
    """A confidence in words."""
    tr = QCoreApplication.translate
    if confidence >= 0.9:
        return tr("Why", "quite sure")
    if confidence >= 0.75:
        return tr("Why", "fairly sure")
    return tr("Why", "not very sure") if confidence >= 0.6 else tr("Why", "unsure")


def why_cell(telling: Telling, scene: int, character: str) -> Account:
    """Why a character is in a scene, talked about there, or absent."""
    tr = QCoreApplication.translate
    who = telling.cast[character]
    place = telling.label(scene) or telling.heading(scene)
    found = telling.presence(scene, character)
    title = f"{who.name} · {place}" if place else who.name
    mentions = [m for m in telling.mentions(scene) if m.character == character]
    episode = telling.episode_index(scene)
    if found is None:
        if who.outside:
            return Account(title, tr("Why", "An outside figure is in no scene."))
        words = tr("Why", "Not in this scene.") if not mentions else tr("Why", "You said: not in this scene.")
        return Account(title, words)
    if any(d.character == character for d in telling.scenes[scene].decided):
        words = tr("Why", "You said: present.") if found.state == "present" else tr("Why", "You said: talked about.")
    else:
        state = tr("Why", "Present") if found.state == "present" else tr("Why", "Only talked about")
        share = tr("Why", "{state}: {sure} ({percent} %).")
        words = share.format(state=state, sure=sure(found.confidence), percent=round(found.confidence * 100))
    mentions.sort(key=lambda m: (m.state != found.state, -m.confidence, m.start))
    reasons = [why for mention in mentions[:MOST] for why in _of_mention(telling, episode, mention, found.state)]
    return Account(title, words, _unique(reasons)[:MOST])


def why_break(telling: Telling, scene: int) -> Account:
    """Why a scene begins where it does."""
    tr = QCoreApplication.translate
    found = telling.scenes[scene]
    episode = telling.episode_index(scene)
    label = telling.label(scene)
    heading = telling.heading(scene)
    title = " · ".join(part for part in (label, heading) if part) or tr("Why", "This passage")
    if scene in telling.first:
        return Account(title, tr("Why", "The text begins here."), _reasons(telling, episode, found.why))
    share = tr("Why", "A scene begins here: {sure} ({percent} %).")
    if found.kind == "previously":
        share = tr("Why", "A look back at earlier episodes begins here: {sure} ({percent} %).")
    elif found.kind == "frame":
        share = tr("Why", "Text that tells no scene begins here: {sure} ({percent} %).")
    words = share.format(sure=sure(found.confidence), percent=round(found.confidence * 100))
    return Account(title, words, _reasons(telling, episode, found.why))


def _reasons(telling: Telling, episode: int, reasons: tuple[Reason, ...]) -> tuple[Why, ...]:
    found = sorted(reasons, key=lambda reason: -abs(reason.votes))
    return _unique(_why(telling, episode, reason) for reason in found[:MOST])


def _of_mention(telling: Telling, episode: int, mention: Mention, state: str) -> list[Why]:
    if not mention.why:
        quote = _quote(telling, episode, mention.start, mention.end)
        tr = QCoreApplication.translate
        rule = tr("Why", "named here") if mention.how == "name" else tr("Why", "meant by a pronoun")
        return [Why(rule, mention.state == state, (quote,))]
    found = sorted(mention.why, key=lambda reason: -abs(reason.votes))
    return [_why(telling, episode, r, around=(mention.start, mention.end)) for r in found[:3]]


def _why(telling: Telling, episode: int, reason: Reason, around: tuple[int, int] | None = None) -> Why:
    spans = reason.spans or ((around,) if around else ())
    quotes = tuple(_quote(telling, episode, start, end) for start, end in spans[:3])
    return Why(QCoreApplication.translate("Rules", reason.rule), reason.votes >= 0, quotes)


def _quote(telling: Telling, episode: int, start: int, end: int) -> Quote:
    text = telling.story.episodes[episode].text
    start = word_begun(text, start)
    whole = min(len(text), end + LONGEST_WORD)
    while 0 < end < whole and text[end - 1].isalnum() and text[end].isalnum():
        end += 1  # whole words, whatever decided
    first, last = max(start - 40, 0), min(end + 40, len(text))
    if first:
        first = text.find(" ", first, start) + 1 or start
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    lead, tail = ("…" if first else ""), ("…" if last < len(text) else "")
    before, words, after = (" ".join(part.split()) for part in (text[first:start], text[start:end], text[end:last]))
    before = lead + before + (" " if before and text[start - 1 : start].isspace() else "")
    after = (" " if after and text[end : end + 1].isspace() else "") + after + tail
    return Quote(before, words if len(words) <= 240 else words[:239] + "…", after, episode, start)


def _unique(reasons: Iterable[Why]) -> tuple[Why, ...]:
    """Reasons that quote the same words as one, with all their rules."""
    rules: dict[tuple[tuple[Quote, ...], bool], list[str]] = {}
    for why in reasons:
        told = rules.setdefault((why.quotes, why.speaks_for), [])
        if why.rule not in told:
            told.append(why.rule)
    return tuple(Why("; ".join(told), speaks_for, quotes) for (quotes, speaks_for), told in rules.items())
