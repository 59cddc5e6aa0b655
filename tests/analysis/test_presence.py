from __future__ import annotations

import pytest

from recap_gui.analysis.clauses import place
from recap_gui.analysis.language import parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.settle import settle
from recap_gui.analysis.sittings import sittings
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
        "Karen’s sergeant, a quiet man called Derek, is already there with a torch.",
        "Derek waits, but Karen is missing.",
        "No, Karen’s out.",
        "Derek begs the waiter not to tell Karen.",
    ],
)
def test_who_is_only_told_of_is_mentioned(text):
    assert states(text, "Karen") == [("name", "mentioned")]


@pytest.mark.parametrize("verb", ["asks", "inquires"])
def test_who_is_asked_after_is_talked_about(verb):
    parsed = parse(ABOUT + f"Derek {verb} after Karen.")
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(parsed.text)),))
    assert found.readings[-1].votes[0].rule == "talked about"


@pytest.mark.parametrize(("text", "begins"), [("Karen waits.", True), ("Karen’s sergeant waits.", False)])
def test_who_owns_what_a_sentence_begins_with_does_not_begin_it(text, begins):
    parsed = parse(ABOUT + text)
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(parsed.text)),))
    rules = {vote.rule for vote in found.readings[-1].votes}
    assert ("begins the sentence" in rules) is begins


@pytest.mark.parametrize(
    "text",
    [
        "Karen’s on the back stairs with a sandwich.",
        "Karen’s got the poker now.",
        "Karen is out in the garden.",
        "Derek shows Karen the letter.",
        "Derek opens the door, and it’s Karen.",
        "Karen would like everyone to sit down.",
    ],
)
def test_where_someone_is_and_what_they_hold_show_them_there(text):
    assert states(text, "Karen") == [("name", "present")]


def test_a_word_of_family_means_whom_the_text_tied_by_it():
    text = "Derek meets her sister Ann. Derek writes a letter. Then Ann’s sister slams the door."
    assert states("Karen sits with " + text[12:], "Karen")[-1] == ("pronoun", "present")


def test_a_word_of_family_means_the_namesake_of_fitting_gender():
    text = "Mary Stone cooks. She hums. Derek leaves. Then Mary’s daughter slams the door."
    assert states(text, "Karen") == [("pronoun", "present")]


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


@pytest.mark.parametrize(
    "text",
    [
        "Ben asks for Karen, who comes running.",
        "It is Karen, out in the hall, who tells Derek the truth.",
        "Derek looks up. Karen’s screaming again.",
        "Derek and Karen arrive at the theatre.",
    ],
)
def test_who_acts_in_a_side_clause_or_behind_an_odd_verb_is_present(text):
    assert ("name", "present") in states(text, "Karen")


@pytest.mark.parametrize(
    "text",
    [
        "Derek sits on the bed. Karen is dead.",
        "She was, Derek says, a hard woman, and Karen knew it.",
        "Derek writes to Karen.",
    ],
)
def test_who_is_gone_written_to_or_told_of_in_passing_is_mentioned(text):
    assert ("name", "mentioned") in states(text, "Karen")


def test_a_verb_beside_the_name_belongs_to_it_even_when_taken_for_a_noun():
    parsed = parse("At the station, Mike stores a bag. Anna (Mary Stone) corners Judge Bell.")
    by_text = {token.text: token.i for token in parsed.tokens}
    assert place(parsed, by_text["Mike"]).role == "subject"
    assert place(parsed, by_text["Anna"]).role == "subject"


def test_the_two_and_the_team_are_those_named_together():
    for words in ("The two", "The team"):
        found = states(f"Karen and Derek walk in. A band plays. {words} cross the stage.", "Karen")
        assert [how for how, _ in found] == ["name", "collective"], words


def test_whom_only_a_pronoun_may_mean_is_there_or_nowhere():
    for text in ("They never said so.", "He had told them.", "If she knew, she would go."):
        found = [state for _, state in states(text, "Karen")]
        assert not found or "present" in found, text


def test_what_the_scene_shows_is_among_the_reasons():
    text = ABOUT + "Derek says that Karen left town. Karen laughs. Karen goes."
    parsed = parse(text)
    found = find_mentions(parsed, Quotes(parsed), (Zone(0, len(text)),))
    rules = {r.rule for m in settle(found, (Scene("s1", 0, len(text)),)) for r in m.why}
    assert rules & {"comes up throughout the scene", "comes up late in the scene", "others are there"}


def test_a_message_left_for_someone_does_not_bring_them_there():
    assert states("Derek pours a drink and leaves Karen a voicemail.", "Karen") == [("name", "mentioned")]


def test_a_short_scene_is_said_to_be_short():
    text = "Karen opens the door."
    found = find_mentions(parse(text), Quotes(parse(text)), (Zone(0, len(text)),))
    (sitting,) = sittings(found, [Scene("s1", 0, len(text))])
    rules = {vote.rule for vote in sitting.votes}
    assert "the scene is short" in rules and "the scene is long" not in rules
