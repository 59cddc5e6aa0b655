from __future__ import annotations

import pytest

from recap_gui.analysis.language import parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.settle import settle
from recap_gui.analysis.zones import Zone
from recap_gui.story import Scene

ABOUT = "Karen Stone sings. Derek Lane listens. Karen sits down. Derek stands up. "


def states(text, name):
    """The states of the mentions of `name` after the introduction, by what they are."""
    text = ABOUT + text
    parsed = parse(text)
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(text)),))
    who = {c.id for c in found.cast.characters if name in c.aliases}
    scenes = (Scene("s1", 0, len(ABOUT)), Scene("s2", len(ABOUT), len(text)))
    return [(m.how, m.state) for m in settle(found, scenes) if m.character in who and m.start >= len(ABOUT)]


@pytest.mark.parametrize(
    "text",
    [
        "Karen opens the door.",
        "Derek kisses Karen.",
        "Derek tells Karen to leave.",
        "“Go home,” says Karen.",
        "Derek walks in while Karen sings.",
    ],
)
def test_who_acts_or_is_acted_on_is_present(text):
    assert states(text, "Karen") == [("name", "present")]


@pytest.mark.parametrize(
    "text",
    [
        "Derek says that Karen left town.",
        "Derek wonders what happened to Karen.",
        "Derek picks up the photo of Karen.",
        "Derek reads Karen’s letter.",
        "“Karen would never do that,” says Derek.",
        "Derek knows that Karen had lied about the money.",
    ],
)
def test_who_is_only_told_of_is_mentioned(text):
    assert states(text, "Karen") == [("name", "mentioned")]


def test_pronouns_mean_the_one_named_last():
    assert ("pronoun", "present") in states("Karen walks in. She slams the door.", "Karen")


def test_a_pronoun_goes_to_the_fitting_gender():
    found = states("Karen and Derek walk in. He slams the door.", "Derek")
    assert [how for how, _ in found] == ["name", "pronoun"]


def test_they_are_those_named_together():
    assert [how for how, _ in states("Karen and Derek walk in. They slam the door.", "Karen")] == ["name", "collective"]


def test_every_mention_names_its_evidence():
    text = ABOUT + "Derek says that Karen left town."
    parsed = parse(text)
    for mention in find_mentions(parsed, Quotes(parsed), (Zone(0, len(text)),)).mentions:
        assert mention.why
        assert all(reason.rule and 0 <= a < b <= len(text) for reason in mention.why for a, b in reason.spans)
