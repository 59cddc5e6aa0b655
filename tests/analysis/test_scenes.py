from __future__ import annotations

import itertools

import pytest

from recap_gui.analysis.break_facts import Fact, gather, sightings_of
from recap_gui.analysis.break_votes import HEADED, break_votes
from recap_gui.analysis.breaks import choose
from recap_gui.analysis.cues import cue, head, label
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.language import Stretch, parse
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.pipeline import analyse
from recap_gui.analysis.place_choice import Told, choose_places, place_of, walk
from recap_gui.analysis.place_votes import PlaceReader
from recap_gui.analysis.places import place_in_heading
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.strands import Company, find_strands
from recap_gui.analysis.times import time_of, time_of_scene
from recap_gui.story import Document, Scene

TEXT = (
    "At the bakery, Mina tells Oskar that the oven is broken. He offers to look at it, and she hands him a wrench. "
    "Oskar burns his hand on the door and laughs about it.\n\n"
    "Meanwhile, Pavel waits for Lena at the station. She arrives with two suitcases. Pavel buys her a ticket.\n\n"
    "Back at the bakery, Mina has put butter on Oskar's hand. He asks her to dinner.\n"
)


def scenes(text: str) -> tuple[Scene, ...]:
    return analyse(Document(text)).episodes[0].scenes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Word",
        "no sentence at all here",
        "INT. KITCHEN - NIGHT\n\nMINA\nWhere is it?\n\nOSKAR\nGone.\n",
        "Im Dorf wartet Anna auf den Bus. Später trifft sie Karl am Bahnhof. Beide schweigen.",
        "En la cocina, Lucía llora. Mientras tanto, Diego vuelve al pueblo y nadie lo espera.",
        "milk\neggs\nbread",
        TEXT,
        TEXT.replace("\n\n", " "),
    ],
)
def test_scenes_partition_the_text(text: str) -> None:
    found = scenes(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("joint", ["\n\n", " "])
def test_breaks_are_found_with_and_without_paragraphs(joint: str) -> None:
    text = TEXT.replace("\n\n", joint)
    starts = {scene.start for scene in scenes(text)}
    assert {0, text.index("Meanwhile"), text.index("Back at")} <= starts


def test_a_return_is_known_and_shares_the_strand() -> None:
    first, other, again = (s for s in scenes(TEXT) if s.kind == "scene")
    assert again.continues == first.id
    assert again.strand == first.strand != other.strand


def test_every_break_names_its_evidence() -> None:
    for scene in scenes(TEXT):
        assert 0 <= scene.confidence <= 1
        assert scene.why
        assert all(0 <= a < b <= len(TEXT) for reason in scene.why for a, b in reason.spans)


def test_same_text_same_scenes() -> None:
    assert scenes(TEXT) == scenes(TEXT)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("She is put on hold, so she looks after him by herself.", None),
        ("Chantelle arrives with Ollie in tow, and takes charge.", None),
        ("Chanel helps him by waking him up.", None),
        ("After the fall in better shape than Paul, Kristen asks for asylum.", None),
        ("He says: “At least hell is hot.”", None),
        ("Zapata explains it to Meghan.", None),
        ("In sickbay Anna sleeps.", "sickbay"),
        ("Rao takes apart the dead man's desk at Rourke & Daly.", "Rourke & Daly"),
        ("Walt has to stay late at the car wash.", None),
        ("He comes down in his bedroom slippers.", None),
        ("At Eileen's, they wait.", "Eileen's"),
        ("Down at the marina, Brock wants the papers.", "the marina"),
        ("In the kitchen Ba tells Didi to sit.", "the kitchen"),
        ("Interview Room Two: he has no lawyer.", "Interview Room Two"),
        ("At home, Karen has a headache.", "home"),
        ("In the end, he gives up.", None),
        ("On cue, the phone rings.", None),
        ("She thinks about him at night.", None),
        ("Up in dressing room one, Mina has bought herself a whiteboard.", "dressing room one"),
        ("Back in the cathedral one does.", "the cathedral"),
        ("Back in 1972 she was happy.", None),
        ("Out in a minute, she shouts.", None),
    ],
)
def test_place_is_a_real_place(sentence: str, place: str | None) -> None:
    parsed = parse(sentence)
    found = place_of(parsed, parsed.sentences, Quotes(parsed), frozenset())
    assert (found[0] if found else None) == place


def test_an_earlier_place_is_taken_over_only_without_a_place_of_the_scenes_own() -> None:
    parsed = parse(
        "At the marina Mina waits. In the library Oskar reads. Mina signs at last. At the hotel Oskar snores."
    )
    mina, oskar = {0: 1.0}, {1: 1.0}
    scenes = [Told([s], None, who) for s, who in zip(parsed.sentences, (mina, oskar, mina, oskar), strict=True)]
    people = frozenset(token.i for token in parsed.tokens if token.text in ("Mina", "Oskar"))
    reader = PlaceReader(parsed, Quotes(parsed), people)
    likeliest = [options for options, _ in walk(reader, scenes, lambda options: options[0])]
    carried = [[o.words for o in options if "carried over" in o.rules] for options in likeliest]
    assert carried[0] == []
    assert carried[2][0] == "the marina"
    chosen = choose_places(parsed, Quotes(parsed), people, scenes)
    assert [c.words for c in chosen if c and c.span] == ["the marina", "the library", "the hotel"]


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("That night, they dance.", "That night"),
        ("Three weeks ago the reactor blew.", "Three weeks ago"),
        ("The next day a truck comes.", "The next day"),
        ("Mina bakes bread.", None),
        ("He asks why she was up all night.", None),
        ("The shooting stops for a moment.", None),
        ("The sergeant puts the second ledger on the table.", None),
        ("After escaping the fall Kristen runs.", None),
        ("Every morning he runs.", "Every morning"),
    ],
)
def test_time_as_the_text_gives_it(sentence: str, time: str | None) -> None:
    parsed = parse(sentence)
    found = time_of(parsed, parsed.sentences)
    assert (found[0] if found else None) == time


@pytest.mark.parametrize(
    ("sentences", "time"),
    [
        ("Thursday, and the lunch is served.", "Thursday"),
        ("NOW. The ship is falling.", "NOW"),
        ("She leaves a note on the desk that evening.", "that evening"),
        ("In 1988 the two of them row out.", "1988"),
        ("Back at the inn, ten minutes later, Mina weeps.", "ten minutes later"),
        ("On the dinner break Mina goes to see her mother.", None),
        ("Mina is three days out from the island.", None),
        ("“That night I left,” says Mina.", None),
        ("He says that two years ago she drowned.", None),
    ],
)
def test_time_of_a_heading_is_when_not_how_long(sentences: str, time: str | None) -> None:
    parsed = parse(sentences)
    found = time_of_scene(parsed, parsed.sentences, Quotes(parsed))
    assert (found[0] if found else None) == time


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Meanwhile, Tawny signs.", "elsewhere"),
        ("Back at the counter, Barb waits.", "back"),
        ("Ten minutes later she leaves.", "later"),
        ("And that night they meet.", "later"),
        ("Twelve years ago, on this dock, they fall in.", "earlier"),
        ("Then the phone rings.", "then"),
        ("Mina bakes bread.", None),
    ],
)
def test_cues(sentence: str, kind: str | None) -> None:
    found = cue(sentence, 0, len(sentence))
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize("lead", ["ACT ONE. ", "[0:42] ", "NOW. ", "TAG: "])
def test_labels_stand_before_what_is_said(lead: str) -> None:
    text = f"{lead}Mina bakes bread."
    assert text[head(text, 0, len(text))[0] :].startswith("Mina")
    assert label(text, 0, len(text)) is not None


def test_the_best_set_of_breaks_is_chosen_as_a_whole() -> None:
    facts = [Fact(Stretch(i, i + 1, i, i + 1), 0, 0, opens_paragraph=False, named={i // 3: 1.0}) for i in range(6)]
    odds = [0.0, -2.0, -2.0, -0.5, -2.0, -2.0]
    assert choose(facts, odds, 0, 6, {}) == [0]
    assert choose(facts, odds, 0, 6, {"company": 1.0}) == [0, 3]
    assert choose(facts, [0.0, 3.0, 3.0, -9.0, 3.0, 3.0], 0, 6, {"1": -5.0}) != list(range(6))


def test_strands_go_on_with_the_same_company() -> None:
    one, two = {1: 1.0, 2: 1.0}, {3: 1.0, 4: 1.0}
    found = find_strands([Company(one), Company(two), Company(one, turns_back=True), Company(two, meanwhile=True)])
    assert [strand for strand, _ in found] == [0, 1, 0, 1]
    assert [back for _, back in found] == [None, None, 0, 1]


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("The pier", "The pier"),
        ("At Greywater", "Greywater"),
        ("Scene 4: the motel", "the motel"),
        ("INT. SPENCER HOUSE - NIGHT", "SPENCER HOUSE"),
        ("[Hospital]", "Hospital"),
        ("Act One", None),
        ("Mina and Oskar", None),
        ("Tuesday, March 4", None),
        (None, None),
    ],
)
def test_a_heading_that_names_a_place_is_the_scenes_place(heading: str | None, place: str | None) -> None:
    assert place_in_heading(heading) == place


def rules(text: str, words: str) -> set[str]:
    """The rules that vote on a break before the sentence that begins with `words`."""
    document = Document(text)
    parsed = parse(text)
    quotes = Quotes(parsed)
    zones = find_zones(document, parsed, quotes)
    facts = gather(parsed, quotes, zones, sightings_of(find_mentions(parsed, quotes, zones)))
    votes = break_votes(parsed, quotes, facts)
    at = next(i for i, fact in enumerate(facts) if text.startswith(words, fact.sentence.start))
    return {vote.rule for vote in votes[at]}


def test_a_verdict_heads_nothing_but_a_heading_does() -> None:
    verdict = TEXT.replace("laughs about it.\n\n", "laughs about it. Best scene of the year.\n\n")
    assert HEADED not in rules(verdict, "Meanwhile")
    headed = TEXT.replace("\n\nMeanwhile, ", "\n\nThe station, at noon. ")
    assert HEADED in rules(headed, "Pavel waits")


def test_going_to_a_new_place_and_telephoning_are_votes() -> None:
    text = TEXT.replace("Oskar burns", "Mina walks into the cellar. Mina calls Lena about the bread. Oskar burns")
    moved = "someone who was just there is at a new place"
    assert moved in rules(text, "Mina walks")
    assert moved not in rules(text, "Oskar burns")
    assert "someone telephones" in rules(text, "Mina calls")
