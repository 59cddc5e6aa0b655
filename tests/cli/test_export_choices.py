"""``recap-gui export``: which scenes, on how many pages, how large, with which words."""

import csv
import io
import json
import re
import struct

import pytest

from recap_gui.cli.export import run
from recap_gui.drawing import sizes
from recap_gui.files.story_json import encode
from recap_gui.gui.exports import EXPORTS, Options, files_of
from recap_gui.story import Episode, Scene, Story
from tests.gold_story import gold_story, season_story


@pytest.fixture(autouse=True)
def application(qapp):
    """One QApplication for all tests: a QGuiApplication made first could not become one."""


@pytest.fixture
def episode(tmp_path):
    path = tmp_path / "quay.story.json"
    path.write_bytes(encode(gold_story("03")))
    return path


@pytest.fixture
def season(tmp_path):
    path = tmp_path / "harbour.story.json"
    path.write_bytes(encode(season_story()))
    return path


def made(tmp_path):
    return sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".story.json"))


def numbers(svg):
    return re.findall(r'class="t text b number">(?:<title>[^<]*</title>)?(\d+)<', svg)


def test_some_scenes_keep_their_numbers_and_colours(episode, tmp_path):
    assert run([str(episode), "-o", str(tmp_path / "a.svg"), "-o", str(tmp_path / "a.csv"), "--scenes", "3-5"]) == 0
    assert numbers((tmp_path / "a.svg").read_text("utf-8")) == ["3", "4", "5"]
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["3", "4", "5"]
    run([str(episode), "-o", str(tmp_path / "whole.svg")])

    def colours(name):
        svg = (tmp_path / name).read_text("utf-8")
        return dict(re.findall(r'id="body-(c\d+)".*?(lane-\d+)', svg, re.DOTALL))

    some, whole = colours("a.svg"), colours("whole.svg")
    both = [who for who in some if who in whole]
    assert len(both) > 4 and all(some[who] == whole[who] for who in both)


def test_scenes_across_episodes(season, tmp_path):
    assert run([str(season), "-o", str(tmp_path / "a.csv"), "--scenes", "S01E01:7-S01E02:2"]) == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    shown = [(row[0], row[2]) for row in rows[1:] if row[3] == "scene"]
    assert shown[0] == ("S01E01", "7") and shown[-2:] == [("S01E02", "1"), ("S01E02", "2")]
    assert shown == sorted(shown)


@pytest.mark.parametrize("scenes", ["99", "5-3", "S09E01", "yesterday"])
def test_scenes_that_are_not_there_are_one_sentence(episode, tmp_path, capsys, scenes):
    assert run([str(episode), "-o", str(tmp_path / "a.svg"), "--scenes", scenes]) == 1
    said = capsys.readouterr().err
    assert said.startswith("recap-gui: --scenes: ") and said.count("\n") == 1
    assert made(tmp_path) == []


@pytest.mark.parametrize(
    ("out", "names"),
    [
        ("{episode}.svg", ["S01E01.svg", "S01E02.svg", "S01E03.svg", "S01E04.svg"]),
        ("h.svg", ["h-S01E01.svg", "h-S01E02.svg", "h-S01E03.svg", "h-S01E04.svg"]),
    ],
)
def test_a_file_for_each_episode(season, tmp_path, out, names):
    assert run([str(season), "-o", str(tmp_path / out), "--pages", "episode"]) == 0
    assert made(tmp_path) == names
    titles = [re.search("<title>(.*?)</title>", (tmp_path / name).read_text("utf-8"))[1] for name in names]
    assert all(name[-10:-4] in title for name, title in zip(names, titles, strict=True))


def test_a_pdf_has_a_page_for_each_episode(season, tmp_path):
    out = tmp_path / "a.pdf"
    assert run([str(season), "-o", str(out), "--pages", "episode", "--size", "a4", "--title", "Mine"]) == 0
    data = out.read_bytes()
    assert data.count(b"/MediaBox [0 0 841.890 595.276]") == 4 and b"/Count 4" in data
    assert b"/Title (Mine)" in data


def test_gold_of_a_season_is_a_file_for_each_episode(season, tmp_path):
    assert run([str(season), "-o", str(tmp_path / "a.gold.json")]) == 0
    assert made(tmp_path) == [f"a-S01E0{n}.gold.json" for n in (1, 2, 3, 4)]
    gold = json.loads((tmp_path / "a-S01E02.gold.json").read_text("utf-8"))
    assert set(gold) == {"source", "scenes", "characters"} and gold["source"] == season_story().episodes[1].source


def test_a_file_that_is_an_input_stops_everything_before_the_first_is_written(season, tmp_path, capsys):
    inside = tmp_path / "h-S01E02.svg"
    season.rename(tmp_path / "h-S01E02.svg")
    assert run([str(inside), "-o", str(tmp_path / "h.svg"), "--pages", "episode"]) in {1, 2}
    assert made(tmp_path) == ["h-S01E02.svg"]


def test_paper_in_every_format(episode, tmp_path):
    outs = [tmp_path / f"a.{kind}" for kind in ("svg", "png", "pdf")]
    assert run([str(episode), *(part for out in outs for part in ("-o", str(out))), "--size", "a3"]) == 0
    assert b'width="420mm" height="297mm" viewBox="-' in outs[0].read_bytes()
    width, height = struct.unpack(">II", outs[1].read_bytes()[16:24])
    assert (width, height) == (round(420 / 25.4 * 96 * 2), round(297 / 25.4 * 96 * 2))
    assert b"[0 0 1190.551 841.890]" in outs[2].read_bytes()


def test_a_width_in_px(episode, tmp_path):
    assert run([str(episode), "-o", str(tmp_path / "a.png"), "--size", "1280", "--scale", "1"]) == 0
    assert struct.unpack(">I", (tmp_path / "a.png").read_bytes()[16:20]) == (1280,)


def test_labels_too_small_for_the_paper_are_told(season, tmp_path, capsys):
    assert run([str(season), "-o", str(tmp_path / "a.pdf"), "--size", "100x80mm"]) == 0
    assert "too small to read" in capsys.readouterr().err
    assert run([str(season), "-o", str(tmp_path / "a.pdf"), "--size", "a3", "--pages", "episode"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("size", ["a9", "100", "3x4", "10x10mm"])
def test_a_size_that_is_none_is_wrong_use(episode, tmp_path, capsys, size):
    assert run([str(episode), "-o", str(tmp_path / "a.svg"), "--size", size]) == 2
    assert "--size" in capsys.readouterr().err


def test_the_words_around_a_picture(episode, tmp_path):
    out = tmp_path / "a.svg"
    words = ["--title", "T & T", "--caption", "Below.", "--source", "From me", "--alt", "Described.", "--no-legend"]
    assert run([str(episode), "-o", str(out), *words]) == 0
    svg = out.read_text("utf-8")
    for said in ("<title>T &amp; T</title>", "<desc>Described.</desc>", ">Below.<", ">From me<"):
        assert said in svg
    assert ">only mentioned<" not in svg
    assert run([str(episode), "-o", str(out), "--title", "", "--source", ""]) == 0
    assert "Recap Timeline" not in out.read_text("utf-8") and 'class="t text b title"' not in out.read_text("utf-8")


def test_the_table_as_a_picture_as_pages_and_as_a_page(season, tmp_path):
    outs = [tmp_path / f"a.{kind}" for kind in ("svg", "pdf", "html", "png")]
    arguments = ["--layout", "table", "--size", "a4-portrait"]
    assert run([str(season), *(part for out in outs for part in ("-o", str(out))), *arguments]) == 0
    assert made(tmp_path) == ["a-01.png", "a-01.svg", "a-02.png", "a-02.svg", "a.html", "a.pdf"]
    assert all(">Place and time<" in (tmp_path / name).read_text("utf-8") for name in ("a-01.svg", "a-02.svg"))
    assert outs[1].read_bytes().count(b"/Type /Page /Parent") == 2
    page = outs[2].read_text("utf-8")
    assert page.count("<tr") == page.count("</tr>") > 30 and '<th scope="col">' in page and "<svg" not in page


def test_help_has_examples_that_are_accepted(capsys):
    from recap_gui.cli.export_arguments import check, parser

    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    lines = [line.strip() for line in said.splitlines() if line.strip().startswith("recap-gui export ")]
    assert len(lines) >= 8
    import shlex

    for line in lines:
        check(parser().parse_args(shlex.split(line)[2:]))


@pytest.mark.parametrize("layout", ["lanes", "storylines", "table"])
@pytest.mark.parametrize("suffix", ["svg", "pdf", "html", "png"])
def test_the_same_story_gives_the_same_bytes(season, tmp_path, layout, suffix):
    for name in ("a", "b"):
        assert run([str(season), "-o", str(tmp_path / f"{name}.{suffix}"), "--layout", layout, "--scale", "1"]) == 0
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()


@pytest.mark.parametrize("layout", ["lanes", "storylines", "table"])
@pytest.mark.parametrize("size", ["fit", "1280", "a4"])
@pytest.mark.parametrize("apart", [None, "menu"])
def test_a_story_without_people_or_scenes_has_every_export(layout, size, apart):
    scene = Scene("a", 0, 3, kind="frame" if apart else "scene", apart=apart)
    story = Story("x", (), (Episode("e", "abc", (scene,)),))
    options = Options(layout=layout, size=sizes.parse(size), pages="episode", scale=1)
    for suffix, export in EXPORTS.items():
        for file in files_of(story, options, f"a{suffix}"):
            assert export(story, file.options)
