"""``recap-gui explain``."""

import pytest

from recap_gui.cli import explain
from recap_gui.files import story_json
from recap_gui.story import Character, Decision, Episode, Mention, Proposal, Reason, Scene, Story

TEXT = "Ruth leaves. Sam thinks of her.\n\nAn ad."
STORY = Story(
    "Gannet Harbour",
    (
        Character("c1", "Ruth", ("Ruth", "the doctor")),
        Character("c2", "Sam", ("Sam",)),
        Character("c3", "Elgar", ("Elgar",), outside=True),
    ),
    (
        Episode(
            "e1",
            TEXT,
            (
                Scene("s1", 0, 13, place="the wharf", time="night"),
                Scene(
                    "s2",
                    13,
                    33,
                    confidence=0.7,
                    why=(Reason("new people", ((13, 16),), 1.5),),
                    decided=(Decision("c1", "absent"),),
                ),
                Scene("s3", 33, 39, kind="frame", apart="ad"),
            ),
            (
                Mention(0, 4, "c1", "name", "present", 0.97, (Reason("subject of an action", ((0, 11),), 2.0),)),
                Mention(13, 16, "c2", "name", "present", 0.5, (Reason("thinks", ((13, 23),), -0.25),)),
            ),
            source="a.txt",
        ),
    ),
    (Proposal(("c1", "c2"), 0.58, (Reason("first name of", ((0, 4),)),)),),
)


def test_every_break_and_presence_has_its_evidence_and_votes():
    lines = list(explain.explained(STORY))
    assert lines[:2] == ["Cast", "  Ruth, also called the doctor"]
    assert "  Elgar (outside figure: has no lane)" in lines
    assert "  Ruth, Sam may be one person: unsure (0.58)" in lines
    assert "      first name of: “Ruth”" in lines
    at = lines.index("Scene 2  [13–33]")
    assert lines[at + 1 :] == [
        "  begins with “Sam thinks of her.”",
        "  It begins here: likely (0.70)",
        "    new people (+1.50): “Sam”",
        "  Sam is present: unsure (0.50)",
        "    thinks (-0.25): “Sam thinks”",
        "  Ruth is absent: you said so",
        "",
        "Frame, set apart as ad  [33–39]",
        "  begins with “An ad.”",
        "  It begins here: sure (1.00)",
    ]


def test_one_scene_by_its_number():
    lines = list(explain.explained(STORY, number=1))
    assert lines[1] == "Scene 1: the wharf · night  [0–13]"
    assert not any("Scene 2" in line or "Cast" in line for line in lines)
    assert list(explain.explained(STORY, number=3)) == []


@pytest.fixture
def story_file(tmp_path):
    path = tmp_path / "a.story.json"
    path.write_bytes(story_json.encode(STORY))
    return str(path)


def test_the_command_explains_a_story_file(story_file, capsys):
    assert explain.run([story_file, "--scene", "1"]) == 0
    out, err = capsys.readouterr()
    assert "Ruth is present: sure (0.97)" in out
    assert err == ""


def test_a_scene_that_is_not_there_is_told(story_file, capsys):
    assert explain.run([story_file, "--scene", "9"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "recap-gui: there is no scene 9 in a.txt.\n"


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--scene", "x"], ["--none", "a"]])
def test_wrong_use_is_two(arguments, capsys):
    assert explain.run(arguments) == 2
    assert "usage: recap-gui explain" in capsys.readouterr().err


def test_what_cannot_be_read_is_one_sentence_and_one(tmp_path, capsys):
    assert explain.run([str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "is a folder" in err
