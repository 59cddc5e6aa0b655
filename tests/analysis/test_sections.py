"""Several recaps in one document: episodes, shows, and people that stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read
from recap_gui.story import Document, Hint, Story
from recap_gui.story.season import join

SAMPLES = Path(__file__).parents[1] / "data" / "recaps"

HARBOUR = (
    "At the clinic, Vera tells Otto that the tests came back clean. Otto cries and calls his brother. "
    "Vera closes the blinds and pours two glasses.\n\n"
    "Later, at the garage, Otto finds Dmitri under the truck. Dmitri asks for money again. Otto hands him the envelope "
    "and says it is the last one. Meanwhile, back at the clinic, "
    "Nurse Bellamy looks in and Vera burns the second test and washes her hands."
)
VINES = (
    "In the cellar, Pilar counts the barrels while Ansel reads out the list. Ansel says that one is missing. "
    "Pilar tells him to count again and goes upstairs.\n\n"
    "That night, at the gate, Ruth meets Pilar with the papers. Ruth wants her share before the harvest. "
    "Meanwhile, in the cellar, Ansel and Joaquin open the last barrel "
    "and find Vera Lindqvist’s ring in it. Ansel calls Ruth."
)


SAID = "Tonight’s shows at a glance\n\n"


def people(story: Story, show: str) -> set[str]:
    """The names of those named in the episodes of one show."""
    named = {m.character for e in story.episodes if e.show == show for m in e.mentions if m.how == "name"}
    return {c.name for c in story.characters if c.id in named}


@pytest.mark.parametrize(
    ("first", "second"),
    [("HARBOUR LIGHTS", "THE VINES OF TAGGART"), ("Harbour Lights", "The Vines of Taggart")],
    ids=["capitals", "titles"],
)
def test_headings_over_casts_of_their_own_are_shows(first: str, second: str) -> None:
    text = f"{SAID}{first}\n\n{HARBOUR}\n\n{second}\n\n{VINES}\n"
    story = analyse(Document(text, "brief.txt"))
    assert [e.show for e in story.episodes] == ["Harbour Lights", "The Vines of Taggart"]
    assert "".join(e.text for e in story.episodes) == text
    assert {e.source for e in story.episodes} == {"brief.txt"}
    assert people(story, "Harbour Lights") >= {"Vera", "Otto", "Dmitri"}
    assert people(story, "The Vines of Taggart") >= {"Pilar", "Ansel", "Ruth"}
    vera = {c.name: c.id for c in story.characters}
    assert vera["Vera"] != vera.get("Vera Lindqvist")


@pytest.mark.parametrize("first", ["HARBOUR LIGHTS:", "Harbour Lights:"])
def test_titles_before_a_colon_head_shows_as_newspapers_print_them(first: str) -> None:
    second = "THE VINES OF TAGGART:" if first.isupper() else "The Vines of Taggart:"
    text = f"{SAID}{first} {HARBOUR}\n\n{second} {VINES}\n"
    story = analyse(Document(text, "brief.txt"))
    assert [e.show for e in story.episodes] == ["Harbour Lights", "The Vines of Taggart"]
    assert "".join(e.text for e in story.episodes) == text
    assert people(story, "The Vines of Taggart") >= {"Pilar", "Ansel", "Ruth"}
    assert len(analyse(Document(f"{first} {HARBOUR}\n\n{second} {VINES}\n", "one.txt")).episodes) == 1


def test_the_places_of_one_show_are_no_shows() -> None:
    story = analyse(Document(f"HARBOUR LIGHTS\n\n{HARBOUR}\n\nTHE VINES OF TAGGART\n\n{VINES}\n", "one.txt"))
    assert len(story.episodes) == 1


def test_headings_over_the_same_people_are_no_shows() -> None:
    other = HARBOUR.replace("clinic", "harbour").replace("garage", "chapel")
    story = analyse(Document(f"{SAID}MORNING LIGHT\n\n{HARBOUR}\n\nEVENING LIGHT\n\n{other}\n", "one.txt"))
    assert len(story.episodes) == 1


def test_a_heading_with_the_name_of_its_people_is_no_show() -> None:
    story = analyse(Document(f"{SAID}VERA AND OTTO\n\n{HARBOUR}\n\nRUTH\n\n{VINES}\n", "one.txt"))
    assert len(story.episodes) == 1


def test_headings_over_one_scene_each_are_no_shows() -> None:
    short = (
        "Vera tells Otto that the tests came back clean, and Otto cries and laughs and calls his brother Dmitri, who "
        "does not answer, so that Otto tells Vera everything again from the beginning while Vera nods and pours two "
        "glasses and says nothing about the other test, the one that she keeps in her pocket and means to burn."
    )
    story = analyse(Document(f"{SAID}THE CLINIC\n\n{short}\n\nTHE CELLAR\n\n{VINES}\n", "one.txt"))
    assert len(story.episodes) == 1


def of_days(*heads: str, front: str = "") -> Story:
    """The story of a plain page on which the same people are told of under every one of `heads`."""
    text = front + "\n\n".join(f"{head}\n\n{HARBOUR if at % 2 else VINES}" for at, head in enumerate(heads))
    story = analyse(Document(text, "week.txt"))
    assert "".join(e.text for e in story.episodes) == text
    return story


@pytest.mark.parametrize(
    "heads",
    [
        ("Monday, January 1, 2024", "Tuesday, January 2, 2024", "Wednesday, January 3, 2024"),
        ("Monday 3rd March:", "Tuesday 4th March:", "Wednesday 5th March:"),
        ("GH Recap for 7/4/22", "GH Recap for 7/5/22", "GH Recap for 7/6/22"),
        ("2024-01-01", "2024-01-02", "2024-01-03"),
    ],
    ids=["long", "British", "numbers", "ISO"],
)
def test_days_over_a_plain_text_are_episodes_of_one_show(heads: tuple[str, ...]) -> None:
    story = of_days(*heads)
    assert [e.title for e in story.episodes] == [head.strip(":") for head in heads]
    assert [c.name for c in story.characters if "Otto" in c.aliases] == ["Otto"]


def test_days_of_the_week_are_episodes_where_the_page_is_of_a_week() -> None:
    heads = ("Monday", "Tuesday", "Thursday")
    assert [e.title for e in of_days(*heads, front="This week’s recaps\n\n").episodes] == list(heads)
    for front in ("The longest wait\n\n", "Last week on Harbour: Vera burned a test. This week on Harbour:\n\n"):
        assert len(of_days(*heads, front=front).episodes) == 1, "these may be days of the story"


def test_days_before_a_colon_are_episodes_as_newspapers_print_them() -> None:
    text = f"This week in Harbour\n\nMonday: {VINES}\n\nTuesday: {HARBOUR}\n\nFRIDAY: {VINES}\n"
    assert [e.title for e in analyse(Document(text, "week.txt")).episodes] == ["Monday", "Tuesday", "FRIDAY"]


def test_what_sums_up_the_days_of_a_page_is_no_scene_of_the_first() -> None:
    front = "Last week’s recaps\n\nVera burned the test. Otto paid Dmitri at the garage, and Ruth went to the gate.\n\n"
    story = of_days("Monday", "Tuesday", "Thursday", front=front)
    first = story.episodes[0].scenes
    assert (first[0].kind, first[0].end) == ("frame", len(front))
    assert all(scene.start >= len(front) for scene in first[1:])
    assert any(scene.kind == "scene" for scene in first)
    alone = analyse(Document(story.episodes[0].text, "week.txt", title="Monday"))
    assert [(s.kind, s.start, s.end) for s in alone.episodes[0].scenes] == [(s.kind, s.start, s.end) for s in first]


def test_episodes_counted_over_a_plain_text_are_episodes() -> None:
    story = of_days("Episode 4: Clean", "Episode 5: The Last Barrel")
    assert [(e.number, e.title) for e in story.episodes] == [(4, "Clean"), (5, "The Last Barrel")]
    assert len(of_days("Part 1", "Part 2", "Part 3").episodes) == 1, "parts of one episode"


def test_the_rows_of_an_encyclopedias_table_are_episodes() -> None:
    rows = "".join(
        f"<tr><th>{n + 10}</th><td>{n}</td><td>“<b>{title}</b>”</td><td>Ann Lee</td><td>March {n}, 2019</td></tr>"
        f"<tr><td colspan=5><div>{told}</div></td></tr>"
        for n, title, told in ((1, "Clean", HARBOUR), (2, "The Last Barrel", VINES), (3, "Gone", HARBOUR))
    )
    page = (
        "<html><head><title>Low Tide season 2 - Encyclopedia</title></head><body><h1>Low Tide season 2</h1><h2>Episodes"
        f"</h2><table><tr><th>No.</th><th>No. in season</th><th>Title</th></tr>{rows}</table><h2>Reception</h2>"
        f"<p>{'The season was praised by the critics of the day. ' * 20}</p></body></html>"
    )
    story = analyse(read(page.encode(), "low-tide.html"))
    told = [(e.show, e.season, e.number, e.title) for e in story.episodes]
    assert told == [("Low Tide", 2, 1, "Clean"), ("Low Tide", 2, 2, "The Last Barrel"), ("Low Tide", 2, 3, "Gone")]
    assert [c.name for c in story.characters if "Otto" in c.aliases] == ["Otto"]


@pytest.mark.parametrize(
    "heads",
    [
        ("Posted March 3, 2024 at 5:14 pm", "Posted March 4, 2024 at 6:02 pm"),
        ("Oct 12, by Alina Teague", "Oct 13, by Alina Teague"),
        ("The night of March 3 on which nobody in the harbour slept", "March 4, and everyone is tired and cross now"),
        ("March 3, 2024", "March 3, 2024"),
        ("0630 Hours", "1415 Hours"),
    ],
    ids=["clock", "byline", "told", "one day", "hours"],
)
def test_other_lines_with_dates_and_numbers_begin_no_episode(heads: tuple[str, ...]) -> None:
    assert len(of_days(*heads).episodes) == 1


def test_who_wrote_a_recap_is_no_part_of_its_shows_name() -> None:
    text = (
        f"Monday 5/23/16 Recaps\n\nH&L Recap Written by Wanda\n\n{HARBOUR}\n\nVines Recap Written by Joe\n\n{VINES}\n"
    )
    assert [e.show for e in analyse(Document(text, "brief.txt")).episodes] == ["H&L", "Vines"]


def test_recaps_that_the_page_marks_are_episodes_with_their_numbers() -> None:
    heads = ("Episode 4: Clean", "Episode 5: The last barrel")
    text = f"All recaps\n\n{heads[0]}\n\n{HARBOUR}\n\n{heads[1]}\n\n{HARBOUR}\n\nCopyright\n"
    starts = [text.index(head) for head in heads]
    hints = tuple(
        Hint(start, end, "episode", head)
        for start, end, head in zip(starts, [starts[1], len(text)], heads, strict=True)
    )
    story = analyse(Document(text, "page.html", "All recaps", hints=hints))
    assert [(e.title, e.number) for e in story.episodes] == [("Clean", 4), ("The last barrel", 5)]
    assert "".join(e.text for e in story.episodes) == text
    assert [c.name for c in story.characters if c.name == "Otto"] == ["Otto"], "one show, one Otto"
    for episode in story.episodes:
        assert episode.scenes[0].start == 0
        assert episode.scenes[-1].end == len(episode.text)
        assert all(a.end == b.start for a, b in zip(episode.scenes, episode.scenes[1:], strict=False))
        for mention in episode.mentions:
            assert episode.text[mention.start : mention.end].strip()


def test_the_last_recap_of_a_page_may_stand_first() -> None:
    heads = ("Episode 5: The last barrel", "Episode 4: Clean")
    text = f"{heads[0]}\n\n{VINES}\n\n{heads[1]}\n\n{HARBOUR}\n"
    hints = tuple(Hint(text.index(h), text.index(h) + 500, "episode", h) for h in heads)
    story = analyse(Document(text, "page.html", hints=hints))
    assert [e.number for e in story.episodes] == [5, 4]
    assert "".join(e.text for e in story.episodes) == text


def test_daytime_in_brief_opens_as_three_shows_whose_people_stay_apart() -> None:
    name = "02-daytime-in-brief.txt"
    story = analyse(read((SAMPLES / name).read_bytes(), name))
    shows = [e.show for e in story.episodes]
    assert shows == ["Larkspur Bay", "The Merrow Estate", "Second Wind"]
    where = {c.id: [e.show for e in story.episodes if _is_told_in(story, e.show, c.id)] for c in story.characters}
    assert all(len(own) == 1 for own in where.values()), where
    assert sorted(c.name for c in story.characters if "Grant" in c.aliases) == ["Grant", "Grant Tolliver"]
    again = join([story])
    assert [e.show for e in again.episodes] == shows


def _is_told_in(story: Story, show: str | None, character: str) -> bool:
    return any(
        m.character == character
        for e in story.episodes
        if e.show == show
        for s in e.scenes
        if s.kind == "scene"
        for m in e.mentions
        if s.start <= m.start < s.end
    )
