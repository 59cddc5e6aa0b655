"""``recap-gui export``: what it writes, what it refuses, what it loads."""

import csv
import io
import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from recap_gui import assets
from recap_gui.cli.export import run
from recap_gui.files.story_json import decode, encode
from recap_gui.gui.exports import EXPORTS, Options
from tests.gold_story import gold_story, season_story

SAMPLE = assets.path("samples", "03-quay-division.txt")


@pytest.fixture(autouse=True)
def application(qapp):
    """One QApplication for all tests: a QGuiApplication made first could not become one."""


@pytest.fixture
def story_file(tmp_path):
    """A story of ours: opened without any analysis of prose."""
    path = tmp_path / "quay.story.json"
    path.write_bytes(encode(gold_story("03")))
    return path


def test_every_format_in_one_run(story_file, tmp_path, capsys):
    outs = [tmp_path / f"out{suffix}" for suffix in EXPORTS]
    assert run([str(story_file), *(part for out in outs for part in ("-o", str(out)))]) == 0
    assert capsys.readouterr() == ("", "")
    starts = [b"\x89PNG", b"<svg ", b"%PDF-", b"<!DOCTYPE html>", b"{", b"\xef\xbb\xbfepisode", b"# ", b'{\n  "source"']
    for out, start in zip(outs, starts, strict=True):
        assert out.read_bytes().startswith(start)
    assert {path.name for path in tmp_path.iterdir()} == {story_file.name, *(out.name for out in outs)}


def test_the_exported_story_opens_again_as_the_same_picture(story_file, tmp_path):
    assert run([str(story_file), "-o", str(tmp_path / "a.json"), "-o", str(tmp_path / "a.svg")]) == 0
    assert run([str(tmp_path / "a.json"), "-o", str(tmp_path / "b.json"), "-o", str(tmp_path / "b.svg")]) == 0
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_each_by_itself(story_file, tmp_path):
    other = story_file.with_name("other.json")
    other.write_bytes(story_file.read_bytes())
    assert run([str(story_file), str(other), "--each", "-o", str(tmp_path / "made/{name}.md")]) == 0
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["other.md", "quay.story.md"]


def test_only_some_characters_by_any_form(story_file, tmp_path):
    out = tmp_path / "two.csv"
    assert run([str(story_file), "-o", str(out), "--only", "the sergeant", "--only", "rao"]) == 0
    head = next(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert head[7:] == ["Maeve Corrigan", "Sanjit Rao"]


def test_nothing_beyond_the_horizon(story_file, tmp_path):
    out = tmp_path / "seen.json"
    assert run([str(story_file), "-o", str(out), "--until", "2"]) == 0
    story = decode(out.read_bytes())
    assert sum(scene.kind == "scene" for scene in story.episodes[0].scenes) == 2
    assert "Nuala Beale" not in {character.name for character in story.characters}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x.gif"], ".gif does not end in one of"),
        (["-o", "x.png", "--scale", "9"], "from 1 to 4"),
        (["-o", "x.png", "--each"], "must contain {name}"),
        (["-o", "x.png", "--until", "yesterday"], "--until"),
        (["-o", "x.png", "--theme", "pink"], "--theme"),
        ([], "-o"),
        (["-o", "x.svg", "-o", "./x.svg"], "the same file"),
    ],
)
def test_wrong_use_is_status_two(story_file, capsys, monkeypatch, arguments, said):
    monkeypatch.chdir(story_file.parent)
    before = sorted(story_file.parent.iterdir())
    assert run([str(story_file), *arguments]) == 2
    assert said.removeprefix("x") in capsys.readouterr().err
    assert sorted(story_file.parent.iterdir()) == before


def test_an_input_is_never_overwritten(story_file, capsys):
    before = story_file.read_bytes()
    assert run([str(story_file), "-o", str(story_file)]) == 2
    assert "not overwritten" in capsys.readouterr().err
    assert story_file.read_bytes() == before


@pytest.mark.parametrize("arguments", [["--only", "Nobody"], ["--until", "99"]])
def test_what_cannot_be_is_one_sentence_and_status_one(story_file, tmp_path, capsys, arguments):
    assert run([str(story_file), "-o", str(tmp_path / "x.md"), *arguments]) == 1
    said = capsys.readouterr().err
    assert said.startswith("recap-gui: ") and said.count("\n") == 1
    assert not (tmp_path / "x.md").exists()


def test_a_missing_file_is_one_sentence(tmp_path, capsys):
    assert run([str(tmp_path / "none.txt"), "-o", str(tmp_path / "x.md")]) == 1
    said = capsys.readouterr().err
    assert "none.txt" in said and said.count("\n") == 1


def test_one_bad_file_costs_only_itself(story_file, tmp_path, capsys):
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert run([str(bad), str(story_file), "--each", "-o", str(tmp_path / "{name}.md")]) == 1
    assert (tmp_path / "quay.story.md").exists() and "bad.json" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for root")
def test_a_folder_that_cannot_be_written(story_file, tmp_path, capsys):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert run([str(story_file), "-o", str(shut / "x.md")]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_file(story_file, tmp_path, capsys, monkeypatch):
    out = tmp_path / "x.svg"
    out.write_text("old")

    def full(path, data, **_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recap_gui.cli.export.write_whole", full)
    assert run([str(story_file), "-o", str(out)]) == 1
    assert "No space left" in capsys.readouterr().err
    assert out.read_text() == "old"


def test_a_picture_too_large_says_what_fits(story_file, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("recap_gui.gui.raster.MOST_PIXELS", 1_000_000)
    assert run([str(story_file), "-o", str(tmp_path / "x.png"), "--scale", "4"]) == 1
    assert "too large" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


def test_without_a_scale_a_large_picture_gets_the_one_that_fits(story_file, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("recap_gui.gui.raster.MOST_PIXELS", 2_000_000)
    assert run([str(story_file), "-o", str(tmp_path / "x.png")]) == 0
    assert "the largest that fits" in capsys.readouterr().err
    width, height = struct.unpack(">II", (tmp_path / "x.png").read_bytes()[16:24])
    assert 1_900_000 < width * height <= 2_000_000


@pytest.mark.parametrize("name", ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "|x", "%0"])
def test_no_cell_is_a_formula(name):
    story = gold_story("07")
    one = story.characters[0]
    from dataclasses import replace

    hostile = replace(story, characters=(replace(one, name=name, aliases=(name,)), *story.characters[1:]))
    rows = csv.reader(io.StringIO(EXPORTS[".csv"](hostile, Options()).decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    assert not any(cell.lstrip(" \0")[:1] in set("=+-@|%\t\r") for cell in cells if cell)


def test_the_page_runs_and_fetches_nothing():
    page = EXPORTS[".html"](season_story(), Options()).decode()
    assert "<script" not in page and "http" not in page.replace("http://www.w3.org/2000/svg", "").replace(
        "http-equiv", ""
    )
    assert 'href="#scene-4"' in page and 'id="scene-4"' in page


def test_the_markdown_table_marks_who_is_there():
    table = EXPORTS[".md"](gold_story("03"), Options()).decode()
    row = next(line for line in table.splitlines() if line.startswith("| 1 |"))
    assert row.count("●") == 3 and row.count("○") == 1


def test_export_loads_no_widgets_and_no_pyqtgraph_and_needs_no_display(story_file, tmp_path):
    code = (
        "import sys; from recap_gui.__main__ import main\n"
        f"a = ['export', {str(story_file)!r}, '-o', {str(tmp_path / 'x.png')!r}, '-o', {str(tmp_path / 'x.pdf')!r}]\n"
        "status = main(a)\n"
        "bad = [m for m in sys.modules if m.split('.')[0] in ('pyqtgraph', 'spacy') or m == 'PySide6.QtWidgets']\n"
        "sys.exit(status or len(bad))"
    )
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.png").stat().st_size > 10_000


def test_a_recap_of_prose_becomes_a_picture(tmp_path):
    out = tmp_path / "x.svg"
    assert run([str(SAMPLE), "-o", str(out), "-o", str(tmp_path / "x.json")]) == 0
    assert "Corrigan" in out.read_text("utf-8")
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["format"] == "recap-timeline/story"
    assert Path(out).stat().st_size < 60_000
