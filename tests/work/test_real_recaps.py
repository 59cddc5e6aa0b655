"""Files made with real programs, all the way: who they are about, and what of the page is no recap."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read
from recap_gui.story import Story

REAL = Path(__file__).parents[1] / "data" / "real"


def story_of(name: str) -> Story:
    return analyse(read((REAL / name).read_bytes(), name))


def people(story: Story, *, outside: bool = False) -> set[str]:
    return {c.name for c in story.characters if c.outside == outside}


def test_a_wiki_page_s_cast_list_tells_characters_from_actors() -> None:
    """“Imogen Hale as Judith Arkwright / Jude”: whoever is played is of the story, whoever plays is not."""
    story = story_of("the-salt-room-wiki.html")
    assert people(story) == {"Judith Arkwright", "Tobias Fenn", "Moran", "Dell"}
    judith = next(c for c in story.characters if c.name == "Judith Arkwright")
    assert "Jude" in judith.aliases
    assert {"Imogen Hale", "Lucas Tran"} <= people(story, outside=True)


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "mhtml"])
def test_cells_of_a_table_are_no_one_name(suffix: str) -> None:
    story = story_of(f"lantern-row-2x03.{suffix}")
    assert {"Bea Marrow", "Ansel Pike", "Cleo", "Voss"} <= people(story)
    assert {"Nadia Quill", "Tom Berrow", "Ravi Sen"} <= people(story, outside=True)


def test_a_saved_page_folds_menu_byline_comments_and_footer() -> None:
    (episode,) = story_of("lantern-row-saved.html").episodes
    assert [s.apart for s in episode.scenes if s.apart] == ["menu", "byline", "comments"]
    (old,) = story_of("lantern-row-brbr.html").episodes
    assert (old.title, old.show, old.season, old.number) == ("Low Water", "Lantern Row", 2, 3)


def test_short_recaps_on_one_page_are_an_episode_each_and_share_their_cast() -> None:
    told = (
        "At the bakery, Nell Fairbrother serves Otis Lund. Otis asks about the van. Nell shuts the door, says that he "
        "knows nothing. He knocks on the glass until she opens again, and she tells him that the van is her brother's. "
        "In the yard, Inspector Hale finds it. She calls Otis and asks him to come. Otis arrives with Nell. That night "
        "she burns a shirt in the oven, and Otis watches her from the street until the light goes out upstairs."
    )
    short = (
        "Otis Lund comes home. Nell Fairbrother has burnt the bread. She says that he has gone to sea. "
        "They laugh until Hale knocks."
    )
    parts = [("The Van", told), ("The Keys", told.replace("bakery", "quarry")), ("The Loaf", short)]
    articles = "".join(
        f"<article><h2>Quarry Street S02E0{n}: {title}</h2><p>{text}</p></article>"
        for n, (title, text) in enumerate(parts, 1)
    )
    story = analyse(read(f"<html><body>{articles}</body></html>".encode(), "quarry.html"))
    assert [(e.season, e.number, e.title) for e in story.episodes] == [
        (2, 1, "The Van"),
        (2, 2, "The Keys"),
        (2, 3, "The Loaf"),
    ]
    assert sorted(people(story)) == ["Inspector Hale", "Nell Fairbrother", "Otis Lund"]
