"""The mentions as their scenes show them: what convinces only together is settled scene by scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recap_gui.analysis.confidence import confidence
from recap_gui.analysis.mentions import Found
from recap_gui.analysis.sittings import Sitting, sittings
from recap_gui.analysis.votes import reasons, weights
from recap_gui.story.cast import Reason
from recap_gui.story.story import Mention, Scene

_SIGNS = frozenset(["what all mentions by name say", "the strongest sign by a pronoun"])


def settle(found: Found, scenes: Sequence[Scene]) -> tuple[Mention, ...]:
    """The mentions as the scenes show them, without pronouns that mean nobody in their scene after all.

    Where a character's mentions convince only together, the strongest becomes the one that shows presence; where they
    do not convince, none is left present. The strongest bears the confidence of the whole and what the scene adds to
    its reasons, and whatever acts beside it is present too.
    """
    mentions: list[Mention | None] = list(found.mentions)
    stays: list[Mention] = []
    for sitting in sittings(found, scenes):
        if sitting.state is None:
            for number in sitting.numbers:
                mentions[number] = None
            continue
        sure = confidence(sitting.basis, sitting.state)
        if not sitting.numbers:
            stays.append(_unnamed(found, scenes[sitting.scene], sitting, sure))
        for number in sitting.numbers:
            mention = found.mentions[number]
            if number == sitting.best:
                why = (*mention.why, *_beyond(sitting))
                mentions[number] = replace(mention, state=sitting.state, confidence=sure, why=why)
            elif sitting.state == "mentioned":
                mentions[number] = replace(mention, state=sitting.state, confidence=sure)
            elif mention.state == "present" or found.readings[number].acts:
                mentions[number] = replace(mention, state="present", confidence=min(sure, mention.confidence))
    kept = [mention for mention in mentions if mention is not None]
    return tuple(sorted([*kept, *stays], key=lambda mention: mention.start))


def _unnamed(found: Found, scene: Scene, sitting: Sitting, sure: float) -> Mention:
    """Someone who stays unnamed, as meant by the scene's first word for several people, else by its first word."""
    inside = (span for span in found.several if scene.start <= span[0] < scene.end)
    word = re.compile(r"\w+").search(found.text, scene.start, scene.end)
    start, end = next(inside, word.span() if word else (scene.start, scene.end))
    who = found.cast.characters[sitting.character].id
    return Mention(start, end, who, "collective", "present", sure, reasons(sitting.votes, weights("stays"), limit=3))


def _beyond(sitting: Sitting) -> tuple[Reason, ...]:
    """What the scene as a whole adds to the mentions' own reasons, the weightiest vote only."""
    beside = [vote for vote in sitting.votes if vote.rule not in _SIGNS]
    return reasons(beside, weights("there"), limit=1)
