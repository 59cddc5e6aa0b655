"""Transcripts and screenplays."""

from pathlib import Path

import pytest

from recap_gui.files.fountain import looks_like_fountain
from recap_gui.files.reader import read
from recap_gui.files.transcript import looks_like_transcript

TRANSCRIPT = """\
Gannet Harbour 1x01 - Slack Water

[The wharf. Night.]

RUTH: Who's there?
SAM (whispering): It's only me,
  and the dog.
Ruth: You said nine.
Sam: I said nine-ish.
(Peg comes in.)
PEG: Both of you, quiet.

RUTH: Fine.
Sam: Fine.
Peg O'Neill: Good.
"""
FOUNTAIN = """\
Title: **Slack Water**
Credit: Written by
Author: Nobody

# Act one

= Ruth meets Sam.

INT. WHARF - NIGHT #12#

Ruth *waits*. [[a note]]

RUTH
(quietly)
Who's there?

@McSam (O.S.)
It's me,
and the dog.

CUT TO:

/* a boneyard
over lines */
.THE BOAT

!NOBODY
stirs.

EXT. PIER - DAY

PEG ^
Quiet!

> THE END <
"""


DASHES = """\
Written by: Somebody

HARPER – gasps

WINSTON – Whoa. Harper it’s me
MILES -He’s always been creepy.
HARPER — Winston, God..
Miles folds up the stapler.
WINSTON – Sorry.
MILES (quietly) – I heard a scream.
HARPER – Thanks.
WINSTON – Fine.
"""
BESIDE = """\
[A biker bar. Night.]

♪ I saw a werewolf ♪

FEMALE PATRON I know, right?

BIKER Damn. Girl after my own heart.

DEAN Hey, something I needed to ask you.

SAM OK. Shoot.

DEAN [amused] You've been kicked. And you
sprain your elbow?

SAM It was more than a sprain.

DEAN Right.

SAM “What do you want, Dean?”

BIKER I want out.
"""
ALONE = """\
TEASER

MADISON, WISCONSIN
[INT. BAILEY’S HOUSE – NIGHT]
[WES BAILEY opens the door.]
ERICA
Hi.
WES
(surprised)
No.
You’re dead.
[ERICA nods.]
WES
How?
ERICA (V.O.)
I was. But aren’t you gonna say hi back?
SAM
Hey.
DEAN
What?
SAM
Nothing.
DEAN
Good.

ACT ONE
"""


@pytest.mark.parametrize(
    ("text", "speakers", "line"),
    [
        (
            DASHES,
            ["Harper", "Winston", "Miles", "Harper", "Winston", "Miles", "Harper", "Winston"],
            "I heard a scream.",
        ),
        (
            BESIDE,
            ["Female Patron", "Biker", "Dean", "Sam", "Dean", "Sam", "Dean", "Sam", "Biker"],
            "You've been kicked. And you\nsprain your elbow?",
        ),
        (ALONE, ["Erica", "Wes", "Wes", "Erica", "Sam", "Dean", "Sam", "Dean"], "No.\nYou’re dead."),
    ],
    ids=["dashes", "beside", "alone"],
)
def test_speakers_in_capitals_as_fans_write_them(text, speakers, line):
    document = read(text.encode(), "a.txt")
    assert document.format == "transcript" and document.text == text
    assert [value for _, value in spans(document, "speaker")] == speakers
    assert line in [said for said, _ in spans(document, "line")]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["HOME", "NEWS", "SHOWS", "RECAPS"] * 6),
        "\n".join(f"HARPER{chr(65 + n)} – Jane Doe" for n in range(12)),
        "\n".join(["FBI agents search the house. Nothing turns up.", "Ann goes home.", "She weeps there."] * 9),
    ],
    ids=["a menu", "a cast list", "prose"],
)
def test_capitals_alone_make_no_transcript(text):
    assert not looks_like_transcript(text)


def spans(document, kind):
    return [(document.text[h.start : h.end], h.value) for h in document.hints if h.kind == kind]


def test_a_transcript_keeps_its_text_and_tells_who_speaks():
    document = read(TRANSCRIPT.encode(), "a.txt")
    assert document.format == "transcript"
    assert document.text == TRANSCRIPT
    assert [value for _, value in spans(document, "speaker")] == [
        "Ruth",
        "Sam",
        "Ruth",
        "Sam",
        "Peg",
        "Ruth",
        "Sam",
        "Peg O'Neill",
    ]
    assert [words for words, _ in spans(document, "line")][:3] == [
        "Who's there?",
        "It's only me,\n  and the dog.",
        "You said nine.",
    ]
    assert all("Peg comes in" not in words for words, _ in spans(document, "line"))


def test_recaps_with_a_few_colons_are_no_transcripts():
    assert not looks_like_transcript(
        "Previously: it rained.\n\nNOW: Ruth leaves.\n\nTHEN: she came.\n\nShe stays.\n" * 5
    )
    for path in (Path(__file__).parent.parent / "data" / "recaps").rglob("*.txt"):
        text = path.read_text("utf-8")
        assert not looks_like_transcript(text), path.name
        assert not looks_like_fountain(text), path.name


@pytest.mark.parametrize("name", ["a.fountain", "a.txt"])
def test_a_screenplay_is_what_is_printed(name):
    document = read(FOUNTAIN.encode(), name)
    assert document.format == "fountain"
    for gone in ("a note", "boneyard", "Ruth meets Sam", "[[", "/*", "*", "@", "!NOBODY", "#12#", "^", ">"):
        assert gone not in document.text
    assert document.title == "Slack Water"
    assert [words for words, _ in spans(document, "heading")] == [
        "Act one",
        "INT. WHARF - NIGHT",
        "THE BOAT",
        "EXT. PIER - DAY",
    ]
    assert spans(document, "speaker") == [("RUTH", "Ruth"), ("McSam", "McSam"), ("PEG", "Peg")]
    assert [words for words, _ in spans(document, "line")] == ["Who's there?", "It's me,", "and the dog.", "Quiet!"]
    assert "NOBODY\nstirs." in document.text
    assert document.text.endswith("THE END")
