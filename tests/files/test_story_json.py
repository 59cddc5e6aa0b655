"""Stories as JSON: written exactly, opened strictly."""

import copy
import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from recap_gui import assets
from recap_gui.files import story_json
from recap_gui.files.errors import FileError
from recap_gui.story import Character, Decision, Episode, Mention, Proposal, Reason, Scene, Story
from recap_gui.story.phrase import phrase

SCHEMA = json.loads(assets.data("schemas", "story.schema.json"))
TEXT = "Ruth 😀 leaves. Sam thinks of her.\n\nAds."


def a_story() -> Story:
    scenes = (
        Scene(
            "e1s1", 0, 15, place="the wharf", time="night", confidence=0.83, why=(Reason("new place", ((0, 4),), 1.25),)
        ),
        Scene("e1s2", 15, 36, continues="e1s1", decided=(Decision("c2", "absent"),), strand=0),
        Scene("e1s3", 36, 39, kind="frame", apart="ad"),
    )
    mentions = (
        Mention(0, 4, "c1", "name", "present", 0.97, (Reason("subject of an action", ((0, 14),)),)),
        Mention(15, 18, "c2", "name", "present", 0.9),
        Mention(29, 32, "c1", "pronoun", "mentioned", 0.71),
    )
    cast = (
        Character("c1", "Ruth", ("Ruth", "the doctor"), colour=3),
        Character("c2", "Sam", ("Sam",)),
        Character("c3", "Elgar", ("Elgar",), outside=True),
    )
    episode = Episode(
        "e1",
        TEXT,
        scenes,
        mentions,
        "Slack Water",
        "Gannet Harbour",
        1,
        1,
        "a.txt",
        (phrase("Read as {encoding}.", encoding="UTF-16"), phrase("Endnotes were left out.")),
    )
    return Story(
        "Gannet Harbour", cast, (episode,), (Proposal(("c1", "c3"), 0.58, (Reason("first name of", ((0, 4),)),), "e1"),)
    )


def test_what_is_written_opens_as_the_same_story():
    story = a_story()
    data = story_json.encode(story)
    assert story_json.decode(data) == story
    assert story_json.encode(story_json.decode(data)) == data


def test_it_has_the_form_of_the_design():
    story = json.loads(story_json.encode(a_story()))
    assert (story["format"], story["version"], story["title"]) == ("recap-timeline/story", 1, "Gannet Harbour")
    assert story["generator"].startswith("recap-gui ")
    scene = story["episodes"][0]["scenes"][0]
    assert scene["why"] == [{"rule": "new place", "spans": [[0, 4]], "votes": 1.25}]
    assert scene["presences"] == [{"character": "c1", "state": "present", "confidence": 0.97, "evidence": [[0, 14]]}]
    assert [p["character"] for p in story["episodes"][0]["scenes"][1]["presences"]] == ["c1"]
    assert scene["apart"] is scene["continues"] is scene["heading"] is None
    assert "decided" not in scene and "strand" not in scene
    assert story["episodes"][0]["notes"] == [
        {"words": "Read as {encoding}.", "facts": {"encoding": "UTF-16"}},
        "Endnotes were left out.",
    ]
    Draft202012Validator(SCHEMA).validate(story)


def test_the_schema_is_one_and_refuses():
    Draft202012Validator.check_schema(SCHEMA)
    story = json.loads(story_json.encode(a_story()))
    for where, value in (
        (("version",), 2),
        (("episodes", 0, "scenes", 0, "kind"), "act"),
        (("episodes", 0, "scenes", 2, "kind"), "scene"),
    ):
        broken = changed(story, where, value)
        assert list(Draft202012Validator(SCHEMA).iter_errors(broken))


def changed(story, where, value):
    story = copy.deepcopy(story)
    at = story
    for key in where[:-1]:
        at = at[key]
    if value is None:
        del at[where[-1]]
    else:
        at[where[-1]] = value
    return story


@pytest.mark.parametrize(
    ("where", "value", "because"),
    [
        (("episodes", 0, "text"), None, "text"),
        (("episodes", 0, "text"), 5, "episodes[0].text"),
        (("title",), None, "title"),
        (("characters", 1, "id"), "c1", "two characters have the id “c1”"),
        (("episodes", 0, "scenes", 1, "id"), "e1s1", "two scenes of episode “e1” have the id “e1s1”"),
        (("episodes", 0, "scenes", 1, "start"), 14, "begins at 14, but the one before ends at 15"),
        (("episodes", 0, "scenes", 1, "start"), 16, "begins at 16"),
        (("episodes", 0, "scenes", 2, "end"), 38, "end at 38; its text has 39 characters"),
        (("episodes", 0, "scenes", 2, "end"), 40, "ends at 40"),
        (("episodes", 0, "scenes", 0, "end"), 0, "ends at 0"),
        (("episodes", 0, "scenes", 0, "start"), -1, "begins at -1"),
        (("episodes", 0, "scenes", 0, "kind"), "act", "episodes[0].scenes[0].kind"),
        (("episodes", 0, "scenes", 2, "kind"), "scene", "is no frame"),
        (("episodes", 0, "scenes", 1, "continues"), "e9s9", "“e9s9”, which is not there"),
        (("episodes", 0, "scenes", 1, "decided", 0, "character"), "c9", "“c9”, which is not in the cast"),
        (("episodes", 0, "mentions", 0, "character"), "c9", "“c9”, which is not in the cast"),
        (("episodes", 0, "mentions", 0, "end"), 99, "ends at 99"),
        (("episodes", 0, "mentions", 0, "start"), True, "mentions[0].start"),
        (("episodes", 0, "mentions", 0, "why", 0, "spans"), [[0, 99]], "spans 0 to 99"),
        (("episodes", 0, "mentions", 0, "why", 0, "spans"), [[0, 1, 2]], "spans"),
        (("episodes", 0, "mentions", 0, "confidence"), 1.5, "confidence"),
        (("proposals", 0, "same"), ["c1", "c8"], "“c8”"),
        (("proposals", 0, "episode"), "e8", "“e8”"),
        (("format",), "other", "its “format” is not"),
    ],
)
def test_a_contradiction_is_one_clear_sentence(where, value, because):
    broken = changed(json.loads(story_json.encode(a_story())), where, value)
    with pytest.raises(FileError) as caught:
        story_json.decode(json.dumps(broken).encode(), name="x.story.json")
    assert caught.value.code == "story"
    assert because in str(caught.value.facts["because"])
    assert "\n" not in str(caught.value.facts["because"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "story"),
        (b"{", "story"),
        (b"[]", "story"),
        (b"nonsense", "story"),
        (b'{"a":' * 100_000, "story"),
        (b'{"format":"recap-timeline/story","version":1,"title":"\xff"}', "story"),
        (b'{"format":"recap-timeline/story","version":1,"title":"\\ud800","characters":[],"episodes":[]}', "story"),
        (b'{"format":"recap-timeline/story","version":9}', "newer"),
        (b'{"format":"recap-timeline/corrections","version":1}', "is_corrections"),
    ],
)
def test_what_is_no_story_is_refused(data, code):
    with pytest.raises(FileError) as caught:
        story_json.decode(data)
    assert caught.value.code == code


def test_fields_of_others_are_passed_over_and_presences_are_not_believed():
    story = json.loads(story_json.encode(a_story()))
    story["x"] = story["episodes"][0]["x"] = story["episodes"][0]["scenes"][0]["x"] = {"deep": [1]}
    story["episodes"][0]["scenes"][0]["presences"] = "nonsense"
    assert story_json.decode(json.dumps(story).encode()) == a_story()


def test_the_least_a_story_needs():
    least = {
        "format": "recap-timeline/story",
        "version": 1,
        "title": "T",
        "characters": [{"id": "c1", "name": "Ruth"}],
        "episodes": [{"id": "e1", "text": "Ruth leaves."}, {"id": "e2", "text": ""}],
    }
    story = story_json.decode(b"\xef\xbb\xbf" + json.dumps(least).encode())
    assert story.characters[0].aliases == ("Ruth",)
    assert story.episodes[0].scenes == (Scene("e1s1", 0, 12, kind="frame"),)
    assert story.episodes[1].scenes == ()


def test_mentions_are_put_in_order():
    story = json.loads(story_json.encode(a_story()))
    story["episodes"][0]["mentions"].reverse()
    assert story_json.decode(json.dumps(story).encode()) == a_story()


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_any_partition_of_any_text_survives(text, cuts):
    cuts = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    scenes = tuple(Scene(f"s{a}", a, b) for a, b in itertools.pairwise(cuts))
    story = Story(text, (), (Episode("e1", text, scenes, title=text),))
    assert story_json.decode(story_json.encode(story)) == story
