"""With the season sample's gold as its stories, every question to the season is answered as counting by hand does.

The counting here knows only the gold files: who is present in which scene, under which name in which episode.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from gold_story import RECAPS, gold_story

from recap_gui.story import Story, edits
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.query import Asked, Place
from recap_gui.story.season import join

HARBOUR = RECAPS / "season-harbour"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in HARBOUR.glob("*.gold.json"))
WHO = json.loads((HARBOUR / "season-characters.json").read_text("utf-8"))["characters"]


@dataclass(frozen=True)
class Row:
    """One scene as the gold has it, its people by their names of the season."""

    place: Place
    kind: str
    words: int
    present: frozenset[str]
    mentioned: frozenset[str]


@pytest.fixture(scope="module")
def season() -> Story:
    """The four episodes joined, and whom names alone leave open (which Mr. Teel?) united as the user does."""
    story = join([gold_story(f"season-harbour/{name.split('-')[0]}") for name in NAMES])
    for person in WHO:
        forms = {person["name"], *person["name_in_episode"].values()}
        same = [c.id for c in story.characters if c.name in forms]
        if len(same) > 1:
            made = edits.merge(story, same, new_id="union", into=person["name"])
            assert isinstance(made, Correction)
            story = correct(story, (made,)).story
    return story


@pytest.fixture(scope="module")
def rows(season: Story) -> list[Row]:
    found: list[Row] = []
    for at, name in enumerate(NAMES):
        gold = json.loads((HARBOUR / f"{name}.gold.json").read_text("utf-8"))
        outside = {c["name"] for c in gold["characters"] if c["kind"] == "outside"}
        forms = {form: c["name"] for c in gold["characters"] for form in (c["name"], *c["aliases"])}
        names = {forms.get(p["name_in_episode"].get(name.split("-")[0]), ""): p["name"] for p in WHO}
        scenes = season.episodes[at].scenes
        first = len(scenes) - len(gold["scenes"])  # a text before the first scene of the gold is one more
        for number, scene in enumerate(gold["scenes"], first):
            text = season.episodes[at].text[scenes[number].start : scenes[number].end]
            present, mentioned = (
                frozenset(names.get(who, who) for who in scene[state] if who not in outside)
                for state in ("present", "mentioned")
            )
            words = len(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text))
            found.append(Row(Place(at, number), scene["kind"], words, present, mentioned - present))
    return found


@pytest.fixture(scope="module")
def told(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.kind == "scene"]


@pytest.fixture(scope="module")
def ids(season: Story) -> dict[str, str]:
    return {c.name: c.id for c in season.characters if not c.outside}


def test_all_who_are_in_the_gold_are_in_the_cast_once(season: Story, told: list[Row], ids: dict[str, str]) -> None:
    people = frozenset().union(*(row.present | row.mentioned for row in told))
    assert people <= set(ids)
    assert len(ids) == len([c for c in season.characters if not c.outside])
    assert {person["name"] for person in WHO} <= people


def test_the_cast_table_counts_as_a_hand_does(season: Story, told: list[Row], ids: dict[str, str]) -> None:
    table = {row.character: row for row in Asked(season).cast_table()}
    for name, who in ids.items():
        mine = [n for n, row in enumerate(told) if name in row.present]
        found = table[who]
        assert found.scenes == len(mine), name
        assert found.mentioned == sum(name in row.mentioned for row in told), name
        assert found.words == sum(told[n].words for n in mine), name
        assert found.first == (told[mine[0]].place if mine else None), name
        assert found.last == (told[mine[-1]].place if mine else None), name
        gaps = [(b - a - 1, a, b) for a, b in pairwise(mine)]
        assert found.absence == max((gap for gap, _, _ in gaps), default=0), name
        if found.absence:
            ends = {(told[a].place, told[b].place) for gap, a, b in gaps if gap == found.absence}
            assert found.gap in ends, name
        else:
            assert found.gap is None
        company = {ids[other]: sum({name, other} <= row.present for row in told) for other in ids if other != name}
        assert dict(found.company) == {other: count for other, count in company.items() if count}, name
        assert [count for _, count in found.company] == sorted(dict(found.company).values(), reverse=True)


def test_who_is_with_whom_and_where(season: Story, told: list[Row], ids: dict[str, str]) -> None:
    asked = Asked(season)
    matrix = asked.company()
    number = {who: n for n, who in enumerate(matrix.characters)}
    for one, other in combinations(ids, 2):
        both = [row.place for row in told if {one, other} <= row.present]
        assert list(asked.scenes_with(all_of=(ids[one], ids[other]))) == both
        if ids[one] in number and ids[other] in number:
            assert matrix.together[number[ids[one]]][number[ids[other]]] == len(both)
        apart = [row.place for row in told if one in row.present and other not in row.present]
        assert list(asked.scenes_with(all_of=(ids[one],), none_of=(ids[other],))) == apart


def test_when_two_last_met(season: Story, rows: list[Row], told: list[Row], ids: dict[str, str]) -> None:
    asked = Asked(season)
    last = asked.last_meetings()
    for one, other in combinations(ids, 2):
        both = [row.place for row in told if {one, other} <= row.present]
        assert asked.last_meeting(ids[one], ids[other]) == (both[-1] if both else None), (one, other)
        assert last.get(frozenset((ids[one], ids[other]))) == (both[-1] if both else None)
        for row in rows:
            before = [p for p in both if (p.episode, p.scene) < (row.place.episode, row.place.scene)]
            assert asked.last_meeting(ids[one], ids[other], row.place) == (before[-1] if before else None)
