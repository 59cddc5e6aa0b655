"""Transcripts and screenplays: cues give exact presence, headings and notes exact scenes."""

from __future__ import annotations

import pytest

from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read
from recap_gui.story.story import Story, episode_presences, outside_figures

TRANSCRIPT = """\
Harbour Lights 2x05 – The One at the Pier
Written by: Anna Howe
Transcribed by: penny

[Scene: The bakery, Rosa and Milo are behind the counter.]

Rosa: You're late again.

Milo: The bus was late. (He takes off his coat.) Has Carol called?

Rosa: Carol never calls. (She laughs.)

[Theodore enters.]

Theodore: Morning. One loaf, please.

Milo: It's on the house, Mr. Flint.

(They all laugh.)

[Cut to: The pier. Night. Ines is alone.]

Ines: (on phone) I can see the boat, Rosa.

Rosa: (on phone) Then come home.

[Commercial Break]

[Time lapse]

INES: Theodore? Is that you?

THEODORE: Nobody else is stupid enough.

Both: Happy new year!

[Scene: Rosa's flat, later.]

Rosa and Milo: Cheers!

MILO: To Ines.

ROSA: To Ines.
"""

SCREENPLAY = """\
Title: Brick and Iron
Credit: written by
Author: Somebody

INT. FOUNDRY - NIGHT

RAMONA PIKE, 40s, pours the iron. JONAS watches from the door.

JONAS
(nervous)
You said it was empty. Did Teresa lie?

RAMONA
It was.

EXT. YARD - CONTINUOUS

Jonas runs. DET. SUAREZ steps out of a car.

DET. SUAREZ
Evening, Jonas.

MOTHER (V.O.)
I told you so.

.BACK AT THE FOUNDRY

Ramona burns the ledger.

RAMONA
(to herself)
All of it.
"""


def story_of(text: str, name: str) -> Story:
    return analyse(read(text.encode(), name))


def told(story: Story, state: str) -> list[set[str]]:
    """Who is in each scene of kind scene in that state."""
    (episode,) = story.episodes
    names = {c.id: c.name for c in story.characters}
    rows = zip(episode.scenes, episode_presences(episode, outside_figures(story)), strict=True)
    return [{names[p.character] for p in row if p.state == state} for scene, row in rows if scene.kind == "scene"]


def test_a_transcript_gives_exact_scenes_and_presence() -> None:
    story = story_of(TRANSCRIPT, "harbour.txt")
    (episode,) = story.episodes
    assert [(s.kind, s.place, s.time) for s in episode.scenes] == [
        ("frame", None, None),
        ("scene", "The bakery", None),
        ("scene", "The pier", "night"),
        ("scene", None, None),
        ("scene", "Rosa's flat", "later"),
    ]
    assert told(story, "present") == [
        {"Rosa", "Milo", "Theodore"},
        {"Ines", "Rosa"},
        {"Ines", "Theodore"},
        {"Rosa", "Milo"},
    ]
    assert told(story, "mentioned")[1:] == [set(), set(), {"Ines"}]
    assert "Carol" in told(story, "mentioned")[0]
    sure = {p.character: p.confidence for p in episode_presences(episode)[2]}
    rosa = next(c.id for c in story.characters if c.name == "Rosa")
    assert sure[rosa] < 0.6, "at which end of the telephone the scene is, nobody says"
    assert not {"Both", "All", "Scene", "Cut", "They"} & {c.name for c in story.characters}


PLACES = """\
Sport at Nine, Season 1: Episode 8: Turkey

Studio/Control Room:
Man: Studio A, this is Master Control.
Dana: Thank you.
Dave: Stand by.
Dana: Four minutes out, and
the turkey is still up there.

Dave: Who put it there?

News Room
Dan: Dana's coming.
Casey: (singing) My, my, my.
Dan: I'm in. (Jeremy joins them) Hey Jeremy, come with us.
Casey: Where?
Jeremy: The Dog.

Isaac's Office

Isaac: Come in, Dana.
Dana: You wanted to see me?

The End
"""


def test_lines_that_name_a_place_over_speeches_set_scenes() -> None:
    story = story_of(PLACES, "turkey.txt")
    told_in = [s for s in story.episodes[0].scenes if s.kind == "scene"]
    assert [s.place for s in told_in] == ["Studio/Control Room", "News Room", "Isaac's Office"]
    assert [s.heading for s in told_in] == ["Studio/Control Room", "News Room", "Isaac's Office"]
    assert told(story, "present") == [{"Man", "Dana", "Dave"}, {"Dan", "Casey", "Jeremy"}, {"Isaac", "Dana"}]


NOTED = """\
10.04 Paper Moon (transcript)

Written by: Somebody

[Episode opens in Durham, Washington, on a biker bar.]

BIKER Damn. Girl after my own heart.

MYSTERY WOMAN That's the idea, sweetie.

[Scene opens beside a lake. Sam and Dean are drinking beers.]

DEAN Hey, something I needed to ask you.

SAM Shoot.

(On those words, Dean coughs.)

SAM What do you want, Dean?

[INT. DR. LEE'S OFFICE - day. Sam is reading.]

DEAN Agents Ford and Hamill.

SAM We called ahead.

DEAN Right.

[Curtains open, and we see the stage.]

MYSTERY WOMAN Boys.
"""


def test_notes_set_scenes_by_what_they_name_and_not_by_how_they_begin() -> None:
    story = story_of(NOTED, "moon.txt")
    assert (story.title, story.episodes[0].season, story.episodes[0].number) == ("Paper Moon", 10, 4)
    assert [(s.place, s.time) for s in story.episodes[0].scenes if s.kind == "scene"] == [
        ("Durham", None),
        ("beside a lake", None),
        ("Dr. Lee's Office", "day"),
    ]
    assert told(story, "present") == [{"Biker", "Mystery Woman"}, {"Sam", "Dean"}, {"Sam", "Dean", "Mystery Woman"}]


def test_what_is_told_right_before_the_first_speech_belongs_to_its_scene() -> None:
    told_first = "Music plays in a small town.\n\nAnn walks to a library and unlocks the door.\n\n"
    talk = "ANN – Hey.\nBEN – Whoa there.\n" * 5
    story = story_of(f"Low Tide 1x01\n\nWritten by: Somebody\n\n{told_first}{talk}", "town.txt")
    frame, scene = story.episodes[0].scenes
    assert (frame.kind, scene.kind) == ("frame", "scene")
    assert story.episodes[0].text[scene.start :].startswith("Music plays")


def test_a_pages_title_and_its_acts_set_no_scenes_of_their_own() -> None:
    talk = "<p>ANN<br>Hey there.<br>BEN<br>Whoa there.</p>" * 3
    page = (
        "<html><head><title>Low Tide</title></head><body><h1>1.02 Low Tide</h1><p>Written by: Dora Petty</p>"
        f"<h2>TEASER</h2><p>[INT. BARN - DAY]</p>{talk}<h2>ACT ONE</h2><p>OHIO</p><p>[INT. BANK - NIGHT]</p>{talk}"
        f"<h2>The end of it all</h2>{talk}</body></html>"
    )
    story = story_of(page, "tide.html")
    scenes = story.episodes[0].scenes
    assert [(s.kind, s.place) for s in scenes] == [
        ("frame", None),
        ("scene", "Barn"),
        ("scene", "Bank"),
        ("scene", None),
    ]
    assert story.episodes[0].text[scenes[2].start :].startswith("ACT ONE")
    assert {c.name for c in story.characters if not c.outside} == {"Ann", "Ben"}


def test_who_speaks_keeps_the_name_before_the_speeches() -> None:
    talk = "Chris: Andruw is spelled with a U.\nWill: And Cris Collinsworth has no H.\nKim: None.\n" * 3
    story = story_of(f"Sport 1x02\n\n{talk}", "sport.txt")
    assert {"Chris", "Will", "Kim"} <= {c.name for c in story.characters}


def test_a_screenplay_gives_exact_scenes_and_presence() -> None:
    story = story_of(SCREENPLAY, "brick.fountain")
    (episode,) = story.episodes
    assert [(s.kind, s.place, s.time) for s in episode.scenes] == [
        ("frame", None, None),
        ("scene", "Foundry", "night"),
        ("scene", "Yard", None),
        ("scene", None, None),
    ]
    assert [s.heading for s in episode.scenes][1:] == [
        "INT. FOUNDRY - NIGHT",
        "EXT. YARD - CONTINUOUS",
        "BACK AT THE FOUNDRY",
    ]
    assert told(story, "present") == [{"Ramona Pike", "Jonas"}, {"Jonas", "Det. Suarez"}, {"Ramona Pike"}]
    assert "Mother" in told(story, "mentioned")[1]


@pytest.mark.parametrize(("text", "name"), [(TRANSCRIPT, "a.txt"), (SCREENPLAY, "a.fountain")])
def test_scenes_partition_and_mentions_are_in_order(text: str, name: str) -> None:
    story = story_of(text, name)
    (episode,) = story.episodes
    assert "".join(episode.text[s.start : s.end] for s in episode.scenes) == episode.text
    starts = [m.start for m in episode.mentions]
    assert starts == sorted(starts)
    assert {m.character for m in episode.mentions} <= {c.id for c in story.characters}


def test_a_transcript_on_a_web_page_is_read_as_one() -> None:
    """Most are published so: "<b>Rosa:</b> You're late.", among menus and comments."""
    lines = "".join(f"<p>{line}</p>" for line in TRANSCRIPT.replace("Rosa:", "<b>Rosa:</b>").split("\n\n"))
    comments = "<section id='comments'><h3>2 Comments</h3><p>fan1: Wow!</p><p>fan2: Yes, fan1: wow.</p></section>"
    page = f"<html><body><nav><a href='/'>Home</a> <a href='/t'>Transcripts</a></nav>{lines}{comments}</body></html>"
    story = story_of(page, "harbour.html")
    (episode,) = story.episodes
    assert [s.place for s in episode.scenes if s.kind == "scene"] == ["The bakery", "The pier", None, "Rosa's flat"]
    assert told(story, "present") == [
        {"Rosa", "Milo", "Theodore"},
        {"Ines", "Rosa"},
        {"Ines", "Theodore"},
        {"Rosa", "Milo"},
    ]
    assert episode.scenes[-1].apart == "comments"
    assert not any("fan" in c.name.lower() for c in story.characters if not c.outside)
