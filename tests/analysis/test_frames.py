from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import parse
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.zones import Zone
from recap_gui.story import Document, Hint

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))
import practice

BODY = (
    "At the bakery, Mina tells Oskar that the oven is broken. He offers to look at it, and she hands him a wrench. "
    "Oskar burns his hand on the door and laughs about it. Mina fetches the butter.\n\n"
    "Meanwhile, Pavel waits for Lena at the station. She arrives with two suitcases and no ticket. Pavel buys her one. "
    "Lena kisses him on the cheek and gets on the train."
)


def zones(text: str, **rest: object) -> tuple[Zone, ...]:
    document = Document(text, **rest)  # type: ignore[arg-type]
    parsed = parse(text, hints=document.hints)
    return find_zones(document, parsed, Quotes(parsed))


def kind_of(text: str, words: str, **rest: object) -> str:
    at = text.index(words)
    return next(zone.kind for zone in zones(text, **rest) if zone.start <= at < zone.end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "Word",
        "?!",
        "milk\neggs\nbread\nbutter",
        "Roses are red,\nviolets are blue,\nsugar is sweet",
        "😀" * 50,
    ],
)
def test_zones_partition_any_text(text: str) -> None:
    found = zones(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(found))


def test_title_and_byline_are_a_frame() -> None:
    text = f"The Rolling Pin recap: Season 2, Episode 4\nPosted by Jo on Tuesday\n\n{BODY}\n"
    assert kind_of(text, "The Rolling") == "frame"
    assert kind_of(text, "Posted") == "frame"
    assert kind_of(text, "At the bakery") == "scene"


@pytest.mark.parametrize(
    "opening",
    ["Previously on The Rolling Pin:", "Last week on The Rolling Pin:", "Last time:", "When we last saw them,"],
)
def test_wordings_of_previously(opening: str) -> None:
    text = f"{opening} Mina bought the bakery from Pavel, and Oskar found out that she had no money left.\n\n{BODY}\n"
    assert kind_of(text, opening) == "previously"
    assert kind_of(text, "At the bakery") == "scene"


def test_previously_ends_inside_a_paragraph_where_this_week_begins() -> None:
    text = f"Last week on The Rolling Pin: Mina bought the bakery. This week on The Rolling Pin: {BODY}\n"
    assert kind_of(text, "Last week") == "previously"
    assert kind_of(text, "This week") == "scene"


@pytest.mark.parametrize("ending", ["Next week: Mina gets a letter and Pavel gets a dog.", "Next time: the oven!"])
def test_preview_is_a_frame(ending: str) -> None:
    text = f"{BODY}\n\n{ending}\n"
    assert kind_of(text, ending) == "frame"
    assert kind_of(text, "Lena kisses") == "scene"


def test_cast_list_is_a_frame_and_marked() -> None:
    text = f"{BODY}\n\nCast:\nMina Toll - Ada Fern\nOskar Brand - Bo Ling\nPavel Roth - Cy Park\n"
    last = zones(text)[-1]
    assert last.kind == "frame"
    assert last.cast_list


def test_a_heading_belongs_to_the_scene_it_heads() -> None:
    first, second = BODY.split("\n\n")
    text = f"{first}\n\nThe Station\n\n{second}\n"
    zone = next(z for z in zones(text) if z.heading)
    assert zone.heading == "The Station"
    assert zone.kind == "scene"
    assert text[zone.start :].startswith("The Station")


def test_what_the_page_marks_as_furniture_stays_apart() -> None:
    menu = "Home News Recaps Podcast About us Contact Search the whole site for shows"
    text = f"{menu}\n\n{BODY}\n"
    found = zones(text, format="html", hints=(Hint(0, len(menu), "menu"),))
    assert found[0].kind == "frame"
    assert found[0].apart == "menu"
    assert found[1].kind == "scene"


def test_comments_run_to_the_end() -> None:
    text = f"{BODY}\n\nCOMMENTS (2)\nrose: Mina deserves better than Oskar\nbert: I cried when Lena left on the train\n"
    assert kind_of(text, "rose:") == "frame"
    assert kind_of(text, "bert:") == "frame"


def test_a_wikis_lead_is_a_frame() -> None:
    lead = '"The Oven" is the fourth episode of the second season of The Rolling Pin. It was directed by Ann Moss.'
    text = f"The Oven\n\n{lead}\n\nPlot\n\n{BODY}\n"
    assert kind_of(text, "is the fourth") == "frame"
    assert kind_of(text, "directed") == "frame"
    assert kind_of(text, "At the bakery") == "scene"


def test_what_stands_before_the_heading_of_the_recap_is_front_matter() -> None:
    front = "How are we at the end of the summer? Mina had me in tears on the way to work and on the way home."
    text = f"{front}\n\nEpisode 4 recap\n\n{BODY}\n"
    assert kind_of(text, "How are we") == "frame"
    assert kind_of(text, "At the bakery") == "scene"


@pytest.mark.parametrize("name", ["Precap:", "Tomorrow on The Rolling Pin:", "Avances:"])
def test_an_announced_preview_is_a_frame_though_people_act_in_it(name: str) -> None:
    text = f"{BODY}\n\n{name} Mina slaps Oskar. Lena stops the train.\n\nUpdate credit to: Jo\n"
    assert kind_of(text, "Mina slaps") == "frame"
    assert kind_of(text, "Pavel waits") == "scene"


def test_days_of_the_week_tell_scenes() -> None:
    text = f"Monday: {BODY}\n\nTuesday: Oskar walks to the station. He finds Lena there and carries her suitcases.\n"
    assert kind_of(text, "Oskar walks") == "scene"


def test_the_date_of_a_post_heads_no_scene() -> None:
    text = f"The Rolling Pin recap\nJo Field\n2021-10-06\n\n{BODY}\n"
    assert kind_of(text, "2021-10-06") == "frame"
    assert all(zone.heading is None for zone in zones(text))


def test_frames_side_by_side_are_one() -> None:
    text = f"{BODY}\n\nHighlights & twists\n\nMina finally cooks.\n\nTrivia\n\nThe oven was a real one.\n"
    assert [zone.kind for zone in zones(text)] == ["scene", "frame"]


def test_a_readers_post_inside_the_recap_is_a_frame() -> None:
    first, second = BODY.split("\n\n")
    text = f"{first}\n\n@jofield: Nobody has ever burned a hand so well. Not even Oskar knows.\n\n{second}\n"
    assert kind_of(text, "Nobody has") == "frame"
    assert kind_of(text, "Not even") == "frame"
    assert kind_of(text, "Meanwhile") == "scene"


def test_a_recap_told_in_posts_is_no_frame_for_that() -> None:
    posts = "\n\n".join(f"@jofield: {part}" for part in BODY.replace("\n\n", " ").split(". "))
    assert any(zone.kind == "scene" for zone in zones(posts))


@pytest.mark.parametrize("line", ["Recap written by Suzanne", "View Comments", "(Picture: BBC)", "All photos CBS"])
def test_credits_and_captions_head_no_scene(line: str) -> None:
    prose = (
        "Maxie finds Emma at the café and warns her. Emma laughs, sits down beside Gio and orders a coffee for both."
    )
    found = zones(
        f"The Week in Soap\n\n{line}\n\n{prose}\n\nLater Gio pays and Emma walks home with Maxie in the rain."
    )
    assert all(zone.heading is None for zone in found)
    assert kind_of(f"The Week in Soap\n\n{line}\n\n{prose}", line) == "frame"


@pytest.mark.parametrize("line", ["Vesper Falls Update 1 November 2022", "Season Two, Week 4"])
def test_the_title_said_twice_heads_no_scene(line: str) -> None:
    prose = "Maxie finds Emma at the café and warns her. Emma laughs, sits down beside Gio and orders a coffee for all."
    found = zones(f"{line}\n\nRecap by Ann\n\n{line}\n\n{prose}\n\nLater Gio pays and Emma walks home with Maxie.")
    assert [zone.heading for zone in found if zone.heading] == []


def test_a_teaser_before_the_episode_expressly_begins_is_a_frame() -> None:
    teaser = "Mina finds a wrench in the dough, Pavel buys a ticket and Lena wears green. Read on to know more."
    text = f"The Rolling Pin, Tuesday\n\n{teaser}\n\nThe episode starts with Mina at her oven. {BODY}\n"
    assert kind_of(text, "Mina finds") == "frame"
    assert kind_of(text, "The episode starts") == "scene"


def test_a_teaser_before_the_first_of_several_headings_is_a_frame() -> None:
    teaser = "On today's Rolling Pin, Mina finds a wrench and Lena takes the train."
    parts = "\n\n".join(f"{heading}\n\n{BODY}" for heading in ("Mina and Oskar", "The Station", "Everybody"))
    text = f"THE ROLLING PIN RECAP: Bread\n\n{teaser}\n\n{parts}\n"
    assert kind_of(text, "On today's") == "frame"
    assert kind_of(text, "At the bakery") == "scene"


def test_what_stands_before_the_summary_of_earlier_episodes_tells_no_scene() -> None:
    text = (
        "The Rolling Pin, episode 4\n\nHello, my dears. I have a cold.\n\n"
        f"Previously on The Rolling Pin: Mina broke the oven.\n\n{BODY}\n"
    )
    assert kind_of(text, "Hello") == "frame"


def test_a_note_in_brackets_under_the_title_is_of_one_kind() -> None:
    note = "[recap by jo. LEFT is the bakery. RIGHT is the station. You'll want a map.]"
    text = f"THE ROLLING PIN, 2x08\n\n{note}\n\n{BODY}\n"
    assert kind_of(text, "LEFT is") == "frame"
    assert kind_of(text, "At the bakery") == "scene"


def test_what_a_page_marks_as_menu_byline_and_caption_is_set_apart_by_itself() -> None:
    lines = {
        "menu": "Home · Recaps · News",
        "title": "The Rolling Pin recap: “Bread”",
        "byline": "By Petra Voll · 14 March 2025",
        "caption": "[Photo: Channel Nine. Mina at the oven]",
    }
    text, hints = "", []
    for kind, line in lines.items():
        hints.append(Hint(len(text), len(text) + len(line), kind))  # type: ignore[arg-type]
        text += f"{line}\n\n"
    found = zones(text + BODY, hints=tuple(hints), format="html")
    assert [zone.apart for zone in found if zone.kind == "frame"] == ["menu", None, "byline", "caption"]


def test_a_summary_in_brackets_under_the_title_is_no_note() -> None:
    summary = "[Previously: Mina broke the oven, Oskar saw it, and Lena bought a ticket to the end of the line.]"
    text = f"The Rolling Pin, episode 4\n\n{summary}\n\n{BODY}\n"
    assert kind_of(text, "Previously") == "previously"


def test_an_opinion_between_scenes_is_a_frame() -> None:
    opinion = (
        "Can we talk about this plot? I do wonder if the writers know what they have. The show has always been "
        "better when it is about the sisters, and this season would be nothing without them."
    )
    text = (
        "Dora runs to the pier and finds Miles. She tells him that the boat has gone. Miles hugs her.\n\n"
        f"{opinion}\n\n"
        "At the hospital Petra wakes up and asks for Hal. Hal walks in and kisses her.\n\n"
        "Dora drives home. She calls Miles, and he answers at once."
    )
    assert kind_of(text, "Can we talk") == kind_of(text, "The show has") == "frame"
    assert kind_of(text, "At the hospital") == "scene"


def test_the_end_of_the_story_is_told_where_people_act_in_it() -> None:
    text = (
        "Dora runs to the pier and finds Miles. She tells him that the boat has gone. Miles hugs her.\n\n"
        "At the hospital Petra wakes up and asks for Hal. Hal walks in and kisses her.\n\n"
        "Dora drives home. Miles calls her. Dora tells him to stay away, and he hangs up."
    )
    assert kind_of(text, "Dora tells him") == "scene"


def test_a_text_in_which_people_act_again_and_again_tells_scenes() -> None:
    """Weights alone take all of these notes, which talk to the reader throughout, for a frame."""
    file = next(file for file in practice.files() if file.stem == "podcast-notes-ashgrove")
    text, gold = practice.unpack(file.read_text("utf-8"), file.stem)
    found = zones(text)
    told = sum(zone.end - zone.start for zone in found if zone.kind == "scene")
    assert 0.4 < told / len(text) < 0.9
    assert found[0].kind == "frame" and gold["scenes"][0]["kind"] == "frame"
