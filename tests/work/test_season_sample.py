"""The season sample with the real analyser: one cast, questions answered rightly; a page of three shows kept apart."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from made_story import from_gold

from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read
from recap_gui.story import Character, Document, Story
from recap_gui.story.horizon import cut
from recap_gui.story.query import Asked, Place
from recap_gui.story.retold import retold
from recap_gui.story.season_of import is_season
from recap_gui.work.season import joined

RECAPS = Path(__file__).parents[1] / "data" / "recaps"
HARBOUR = RECAPS / "season-harbour"
FILES = sorted(HARBOUR.glob("*.txt"))


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return [analyse(read(file.read_bytes(), file.name)) for file in FILES]


@pytest.fixture(scope="module")
def season(stories: list[Story]) -> Story:
    return joined(stories)


@pytest.fixture(scope="module")
def people() -> list[dict]:
    return json.loads((HARBOUR / "season-characters.json").read_text("utf-8"))["characters"]


def people_found(season: Story) -> dict[str, str]:
    return {character.name: character.id for character in season.characters if not character.outside}


def test_the_four_recaps_have_one_cast(season: Story, people: list[dict]) -> None:
    assert sorted(people_found(season)) == sorted(person["name"] for person in people)
    forms = {character.name: set(character.aliases) for character in season.characters if not character.outside}
    for person in people:
        assert set(person["name_in_episode"].values()) <= forms[person["name"]], person


@pytest.mark.parametrize("chosen", [(0, 1), (0, 2), (1, 2), (1, 3), (0, 1, 2), (3, 2, 1, 0)])
def test_no_part_of_it_makes_two_people_one(stories: list[Story], people: list[dict], chosen: tuple[int, ...]) -> None:
    named = {form: person["name"] for person in people for form in person["name_in_episode"].values()}
    for character in joined([stories[at] for at in chosen]).characters:
        meant = {named[form] for form in character.aliases if form in named}
        assert len(meant) <= 1, (character.name, meant)


def gold_season() -> Story:
    return joined([from_gold(file.stem, HARBOUR) for file in FILES])


def _same(one: tuple[int, int, int] | None, other: tuple[int, int, int] | None) -> bool:
    if one is None or other is None:
        return one is other
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and shared > 0.5 * min(one[2] - one[1], other[2] - other[1])


def _span(story: Story, place: Place | None) -> tuple[int, int, int] | None:
    if place is None:
        return None
    scene = story.episodes[place.episode].scenes[place.scene]
    return place.episode, scene.start, scene.end


def test_first_and_last_scenes_and_absences_are_golds(season: Story) -> None:
    gold = gold_season()
    rows = {row.character: row for row in Asked(season).cast_table()}
    ids, right = people_found(season), 0
    golds = {row.character: row for row in Asked(gold).cast_table()}
    for name, who in people_found(gold).items():
        found, told = rows[ids[name]], golds[who]
        assert _same(_span(season, found.first), _span(gold, told.first)), name
        right += _same(_span(season, found.last), _span(gold, told.last))
        if found.gap and told.gap:
            right += all(_same(_span(season, a), _span(gold, b)) for a, b in zip(found.gap, told.gap, strict=True))
    assert right >= 15, "of 18"


def test_when_two_last_met_is_golds(season: Story) -> None:
    gold = gold_season()
    asked, told = Asked(season), Asked(gold)
    ids, golds = people_found(season), people_found(gold)
    pairs = list(combinations(sorted(golds), 2))
    right = sum(
        _same(_span(season, asked.last_meeting(ids[a], ids[b])), _span(gold, told.last_meeting(golds[a], golds[b])))
        for a, b in pairs
    )
    assert len(pairs) == 36 and right >= 35, right


def test_a_previously_points_to_what_it_retells(season: Story) -> None:
    retells = {
        "Dougal burned the oilskin": "feeds the oilskin in",
        "Vernon Teel took an interest in Peg": "trouble at the cannery",
        "Sam fished him out": "the Bonnie Jean that finds the dory",
        "Peg lost a page of her log": "cutting a page",
        "Vernon drove down to the slip": "a pair of headlights comes down the hill",
    }
    found = retold(Asked(season))
    for words, scene_words in retells.items():
        of = [r for r in found if words in season.episodes[r.summary.episode].text[r.start : r.end]]
        assert of, words
        scene = season.episodes[of[0].scene.episode].scenes[of[0].scene.scene]
        assert scene_words in season.episodes[of[0].scene.episode].text[scene.start : scene.end]
    assert all(r.scene.episode < r.summary.episode for r in found)


def _forms(people: list[dict]) -> dict[str, str]:
    """Whom each form of gold's means."""
    meant: dict[str, set[str]] = {}
    for file in FILES:
        cast = json.loads(file.with_suffix(".gold.json").read_text("utf-8"))["characters"]
        for character in cast:
            who = next((p["name"] for p in people if p["name_in_episode"][file.name[:6]] == character["name"]), None)
            for form in (character["name"], *character["aliases"]):
                meant.setdefault(form, set()).update({who} - {None})
    return {form: who.pop() for form, who in meant.items() if len(who) == 1}


def _words(character: Character) -> set[str]:
    """The words of a character's names that are nobody else's."""
    words = {word for form in character.aliases for word in form.split() if not word.endswith(".")}
    return words - {"Teel", "Constable", "The"}


def _must_be_one(one: Character, other: Character, full_names: list[str]) -> bool:
    """Whether names that have been read tell that two are one: by a word of both, or by a full name that joins them."""
    a, b = _words(one), _words(other)
    return bool(a & b) or any(a & set(name.split()) and b & set(name.split()) for name in full_names)


def _horizons(document: Document, story: Story, *, sentences: bool) -> list[int]:
    ends = {scene.end for scene in story.episodes[0].scenes}
    if sentences:
        ends |= {match.end() for match in re.finditer(r"[.!?”]\s", document.text)}
    return sorted(end for end in ends if document.text[:end].strip())


@pytest.mark.parametrize("sentences", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_at_every_horizon_nobody_is_two_people_and_no_two_are_one(
    stories: list[Story], people: list[dict], *, sentences: bool
) -> None:
    meant = _forms(people)
    for at, file in enumerate(FILES):
        document = read(file.read_bytes(), file.name)
        for offset in _horizons(document, stories[at], sentences=sentences):
            is_whole = offset == len(document.text)
            parts = [*stories[:at], stories[at] if is_whole else analyse(cut(document, offset))]
            found: dict[str, list[Character]] = {}
            for character in joined(parts).characters:
                # Whom a recap takes for two people by itself is the analyser's matter: each goes by its own name.
                own = {c.name for part in parts for c in part.characters if c.name in character.aliases}
                who = {meant[name] for name in own if name in meant}
                assert len(who) < 2, (file.name, offset, character)
                for person in who:
                    found.setdefault(person, []).append(character)
            seen = "".join(part.episodes[0].text for part in parts)
            for person, those in found.items():
                full_names = [form for form in meant if meant[form] == person and " " in form and form in seen]
                for one, other in combinations(those, 2):
                    assert not _must_be_one(one, other, full_names), (file.name, offset, one, other)


def test_three_shows_on_one_page_keep_their_people(stories: list[Story]) -> None:
    page = analyse(read((RECAPS / "02-daytime-in-brief.txt").read_bytes(), "02-daytime-in-brief.txt"))
    assert len({episode.show for episode in page.episodes}) == 3
    whole = joined([page, stories[0]])
    for character in whole.characters:
        shows = {e.show for e in whole.episodes if any(m.character == character.id for m in e.mentions)}
        assert len(shows) == 1, (character.name, shows)
    assert not is_season([page, stories[0]])
