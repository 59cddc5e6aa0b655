"""``recap-gui export`` of several recaps: one season, its corrections, its horizon."""

import json
import shutil
from pathlib import Path

import pytest

from recap_gui.cli.export import run
from recap_gui.files.story_json import decode

HARBOUR = Path(__file__).parents[1] / "data" / "recaps" / "season-harbour"


@pytest.fixture(autouse=True)
def application(qapp):
    """One QApplication for all tests: a QGuiApplication made first could not become one."""


@pytest.fixture
def season(tmp_path):
    """A folder of four episodes, without any corrections."""
    folder = tmp_path / "season"
    folder.mkdir()
    for file in HARBOUR.glob("*.txt"):
        shutil.copy(file, folder)
    return folder


def exported(tmp_path, *arguments):
    out = tmp_path / "out.json"
    status = run([*map(str, arguments), "-o", str(out)])
    return status, decode(out.read_bytes()) if out.exists() else None


def test_a_folder_is_one_season_with_one_cast(season, tmp_path, capsys):
    status, story = exported(tmp_path, season)
    assert (status, capsys.readouterr().err) == (0, "")
    assert [episode.source[:6] for episode in story.episodes] == ["S01E01", "S01E02", "S01E03", "S01E04"]
    truth = json.loads((HARBOUR / "season-characters.json").read_text("utf-8"))
    assert truth
    assert len({character.name for character in story.characters}) == len(story.characters)


def test_nothing_beyond_the_horizon_leaks(season, tmp_path):
    _, whole = exported(tmp_path, season)
    second = whole.episodes[1]
    third = [scene for scene in second.scenes if scene.kind == "scene"][2]
    status, story = exported(tmp_path, season, "--until", "S01E02:3")
    assert status == 0
    assert len(story.episodes) == 2
    assert story.episodes[1].text == second.text[: third.end]
    words = " ".join(episode.text for episode in story.episodes).casefold()
    for character in story.characters:
        for form in (character.name, *character.aliases):
            assert form.casefold().removeprefix("the ") in words, form
    later = {c.name for c in whole.characters if c.name.casefold() not in words}
    assert later, "somebody is named only later"
    beyond = whole.episodes[2].text
    assert beyond[200:260] not in (tmp_path / "out.json").read_text("utf-8")


def test_what_comes_later_changes_nothing_before_the_horizon(season, tmp_path):
    _, before = exported(tmp_path, season, "--until", "S01E02:3")
    for later in (*season.glob("S01E03*.txt"), *season.glob("S01E04*.txt")):
        later.write_text("Ottoline Grebe walks in. Nobody stays, and the harbour is empty.\n" * 20, "utf-8")
    _, after = exported(tmp_path, season, "--until", "S01E02:3")
    assert after == before


def test_corrections_of_the_season_and_of_each_recap_hold(season, tmp_path):
    _, story = exported(tmp_path, season)
    who = story.characters[0]
    rename = {"id": "aa01", "do": "rename", "character": who.name, "into": "Harbour Master", "order": 1}
    shared = {"format": "recap-timeline/season", "version": 1, "order": [], "lanes": {}, "corrections": [rename]}
    (season / "season.recap.json").write_text(json.dumps(shared), "utf-8")
    _, renamed = exported(tmp_path, season)
    assert renamed.characters[0].name == "Harbour Master"
    _, as_analysed = exported(tmp_path, season, "--as-analysed")
    assert as_analysed == story


def test_the_order_of_the_season_is_as_it_was_dragged(season, tmp_path):
    names = sorted((path.name for path in season.glob("*.txt")), reverse=True)
    shared = {"format": "recap-timeline/season", "version": 1, "order": names, "lanes": {}, "corrections": []}
    (season / "season.recap.json").write_text(json.dumps(shared), "utf-8")
    _, story = exported(tmp_path, season)
    assert [episode.source for episode in story.episodes] == names


def test_a_bad_recap_costs_only_itself(season, tmp_path, capsys):
    (season / "S01E05-broken.docx").write_bytes(b"PK\x03\x04 not a document")
    status, story = exported(tmp_path, season)
    told = capsys.readouterr().err
    assert status == 1
    assert "S01E05-broken.docx" in told
    assert len(story.episodes) == 4


def test_a_horizon_that_is_no_place_is_told(season, tmp_path, capsys):
    status, story = exported(tmp_path, season, "--until", "S01E09:3")
    assert (status, story) == (1, None)
    assert "no episode S01E09" in capsys.readouterr().err


def test_recaps_that_are_no_season_say_so(tmp_path, capsys):
    for name, words in (("one.txt", "Vera met Otto. Otto left."), ("two.txt", "Pilar met Ansel. Ansel left.")):
        (tmp_path / name).write_text(words * 5, "utf-8")
    exported(tmp_path, tmp_path / "one.txt", tmp_path / "two.txt")
    assert "do not look like one season" in capsys.readouterr().err
