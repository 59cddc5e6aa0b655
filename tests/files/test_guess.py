"""Titles and numbers from headings and file names."""

import pytest

from recap_gui.files.guess import Guess, first_line, from_line, from_lines, from_name


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("‘NCIS’ recap: ‘Crescent City Part 1’", ("Crescent City Part 1", "NCIS", None, None)),
        ("Saltmarsh Nine recap: “The Undertow”", ("The Undertow", "Saltmarsh Nine", None, None)),
        ('Saltmarsh Nine recap: "The Undertow" (S1E4) | Telly Notes', ("The Undertow", "Saltmarsh Nine", 1, 4)),
        ("Saltmarsh Nine Season 1, Episode 4 Recap: The Undertow", ("The Undertow", "Saltmarsh Nine", 1, 4)),
        ('My review of "Late" is late', (None, None, None, None)),
        ("'NCIS' Season 10, Episode 17: 'It's Late' Recap", ("It's Late", "NCIS", 10, 17)),
        (
            "Half-Hour Call recap, Season 2, Episode 6: “Tell George I’m Late”",
            ("Tell George I’m Late", "Half-Hour Call", 2, 6),
        ),
        ('QUAY DIVISION 3x04, "A Clean Pair of Hands"', ("A Clean Pair of Hands", "Quay Division", 3, 4)),
        ("Gannet Harbour, S01E01: “Slack Water”", ("Slack Water", "Gannet Harbour", 1, 1)),
        ("Hexley Barracks, Series Two, Episode Four: “The Mess Silver”", ("The Mess Silver", "Hexley Barracks", 2, 4)),
        ("St. Brannock’s 5.13: “Second Opinions”", ("Second Opinions", "St. Brannock’s", 5, 13)),
        ("‘Salt Wives’ recap, Season 3, Episode 6: “A Leg”", ("A Leg", "Salt Wives", 3, 6)),
        ("The Last Bathhouse: Episode 7", (None, "The Last Bathhouse", None, 7)),
        ("Show - S02E03 - Title", ("Title", "Show", 2, 3)),
        ("Vesper Falls Recap: Thursday, October 9", ("Thursday, October 9", "Vesper Falls", None, None)),
        ("PALISADE BAY RECAP: Lenore’s Back And Late", ("Lenore’s Back And Late", "Palisade Bay", None, None)),
        ("HALCYON DRIVE: Wednesday's digest", ("Wednesday's digest", "Halcyon Drive", None, None)),
        ("Low Tide Recap for Monday, March 4", ("Monday, March 4", "Low Tide", None, None)),
        ("Tides Short Recap Wednesday, June 21, 2023", ("Wednesday, June 21, 2023", "Tides", None, None)),
        ("The Pier 14th August 2024 Written Update: A ring is found", ("A ring is found", "The Pier", None, None)),
        ("I watched the recap: it was bad", (None, None, None, None)),
        ("Monday, July 4: the week's recap", (None, None, None, None)),
        ("Episode 5", (None, None, None, 5)),
        ("Posted at 9.30pm on Tuesday", (None, None, None, None)),
        ("He paid $12.50 and left the second season of his life behind him on the wharf.", (None, None, None, None)),
        ("Thursday, October 9, 1080x720", (None, None, None, None)),
    ],
)
def test_a_heading(line, told):
    assert from_line(line) == Guess(*told)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("S01E03-the-dory.txt", ("The dory", None, 1, 3)),
        ("Show.Name.S01E05.The.Title.html", ("The Title", "Show Name", 1, 5)),
        ("Vesper Falls - 105.html", (None, "Vesper Falls", 1, 5)),
        ("105.txt", (None, None, 1, 5)),
        ("Episode 5.docx", (None, None, None, 5)),
        ("show 1x05.md", (None, "show", 1, 5)),
        ("03-quay-division.txt", (None, None, None, None)),
        ("2014.txt", (None, None, None, None)),
        ("a.story.json", (None, None, None, None)),
    ],
)
def test_a_file_name(name, told):
    assert from_name(name) == Guess(*told)


def test_the_first_lines_together():
    text = "Tannery Lane\nEpisode 212, first shown 9th March 1987\n\nPlot\n"
    assert from_lines(text) == Guess(None, "Tannery Lane", None, 212)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Monday, December 24th\n\nAfter the party Sharon goes home and weeps.", "Monday, December 24th"),
        ("  ** The Long Wait **\n\nSharon goes home and weeps at the door.", "The Long Wait"),
        ("DAYTIME IN BRIEF\nThree shows, five minutes, and here is what you missed.", "DAYTIME IN BRIEF"),
        ("Sharon goes home.\n\nAt home she weeps and calls her mother.", None),
        ("Sharon goes home and\nweeps at the door for an hour.", None),
        ("and then Sharon goes home\n\nAt home she weeps and calls her mother.", None),
        ("Sharon: Hello?\nJack: It is me, and I am at the door with Kerry.", None),
        ("Written by: Steve Yockey\n\nMusic plays in a small town with people about.", None),
        ("Home\n\nAbout\n\nContact", None),
        ("Sharon", None),
        ("", None),
    ],
)
def test_a_first_line_that_stands_over_the_rest_is_a_title(text, title):
    assert first_line(text) == title


def test_a_number_comes_with_its_own_season():
    assert Guess(number=4).filled(Guess(season=2, number=9)) == Guess(number=4)
    assert Guess(title="T").filled(Guess(season=2, number=9)) == Guess("T", None, 2, 9)
    assert Guess(number=9).filled(Guess(season=2, number=9)) == Guess(None, None, 2, 9)
