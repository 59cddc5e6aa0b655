"""Questions to a season, the 60-second check, the horizon and gold, on the harbour and on small made stories."""

import importlib.util
import json
import random
from dataclasses import replace
from itertools import combinations, count, pairwise

import pytest
from made_story import DEVELOPMENT, RECAPS, check_partition, from_gold

from recap_gui.story import Document, Hint, Proposal, Reason, Story, edits, episode_presences
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.gold import gold, gold_json
from recap_gui.story.horizon import Horizon, cut, parse, place, within
from recap_gui.story.names import plain
from recap_gui.story.query import Asked, Place, find_character
from recap_gui.story.retold import retold
from recap_gui.story.review import LONGEST, review
from recap_gui.story.season import join

HARBOUR = RECAPS / "season-harbour"
NAMES = sorted(p.name.removesuffix(".txt") for p in HARBOUR.glob("*.txt"))


@pytest.fixture(scope="module")
def season() -> Story:
    return join([from_gold(name, HARBOUR) for name in NAMES])


@pytest.fixture(scope="module")
def ids(season) -> dict[str, str]:
    return {character.name: character.id for character in season.characters}


def told(name: str) -> dict:
    return json.loads((HARBOUR / f"{name}.gold.json").read_text("utf-8"))


def meant(ids: dict[str, str], season: Story, name: str) -> str:
    return next(c.name for c in season.characters if name in c.aliases)


def expected_together(season: Story, ids: dict[str, str], *people: str) -> list[tuple[int, int]]:
    return [
        (e, s)
        for e, name in enumerate(NAMES)
        for s, scene in enumerate(told(name)["scenes"])
        if scene["kind"] == "scene" and set(people) <= {meant(ids, season, p) for p in scene["present"]}
    ]


def test_scenes_with_all_any_and_none_are_golds(season, ids):
    asked = Asked(season)
    for pair in [("Ruth Halloran", "Elise Comeau"), ("Jude", "Dougal"), ("Vernon Teel", "Lorna")]:
        found = [(p.episode, p.scene) for p in asked.scenes_with(all_of=[ids[who] for who in pair])]
        assert set(found) <= set(expected_together(season, ids, *pair))
        assert len(found) >= 0.6 * len(expected_together(season, ids, *pair))
    ruth, jude = ids["Ruth Halloran"], ids["Jude"]
    either = set(asked.scenes_with(any_of=[ruth, jude]))
    assert either == set(asked.scenes_with(all_of=[ruth])) | set(asked.scenes_with(all_of=[jude]))
    assert set(asked.scenes_with(all_of=[ruth], none_of=[jude])) == set(asked.scenes_with(all_of=[ruth])) - set(
        asked.scenes_with(all_of=[jude])
    )


def test_the_cast_table_and_the_matrix_agree(season):
    asked = Asked(season)
    rows = {row.character: row for row in asked.cast_table()}
    company = asked.company()
    for i, one in enumerate(company.characters):
        assert company.together[i][i] == rows[one].scenes == len(asked.scenes_with(all_of=[one]))
        for j, other in enumerate(company.characters):
            assert company.together[i][j] == company.together[j][i]
            if i != j:
                assert dict(rows[one].company).get(other, 0) == company.together[i][j]


def test_the_longest_absence_counts_the_scenes_between(season, ids):
    asked = Asked(season)
    row = next(row for row in asked.cast_table() if row.character == ids["Sam Ouellette"])
    told_places = [p for p, s in zip(asked.places, asked.scenes, strict=True) if s.kind == "scene"]
    with_her = [told_places.index(p) for p in asked.scenes_with(all_of=[ids["Sam Ouellette"]])]
    assert row.absence == max(b - a - 1 for a, b in pairwise(with_her))
    assert row.gap is not None and row.first == told_places[with_her[0]]


def test_when_did_those_two_last_meet(season, ids):
    asked = Asked(season)
    met = asked.scenes_with(all_of=[ids["Ruth Halloran"], ids["Jude"]])
    assert asked.last_meeting(ids["Ruth Halloran"], ids["Jude"]) == met[-1]
    assert asked.last_meeting(ids["Ruth Halloran"], ids["Jude"], before=met[-1]) == met[-2]
    assert asked.last_meeting(ids["Ruth Halloran"], ids["Jude"], before=Place(0, 0)) is None


def test_all_last_meetings_are_those_asked_one_by_one(season):
    asked = Asked(season)
    found = asked.last_meetings()
    people = [character.id for character in season.characters]
    for one, other in combinations(people, 2):
        assert found.get(frozenset((one, other))) == asked.last_meeting(one, other)


def test_characters_are_found_by_any_form(season, ids):
    assert find_character(season, "hall")[0] == ids["Ruth Halloran"]
    assert find_character(season, "") == ()


def test_a_previously_points_to_the_scenes_it_retells(season):
    found = retold(Asked(season))
    texts = [(season.episodes[r.summary.episode].text[r.start : r.end], r) for r in found]
    retells = {
        "heron on his wrist washed up": "Jude is skimming stones",
        "found a snap in the ashes": "a brass snap off a Teel Cannery slicker",
        "lost a page of her log": "cutting a page out of the log",
        "drove down to the slip": "a pair of headlights comes down the hill",
    }
    for summary, scene_words in retells.items():
        where = next(r.scene for words, r in texts if summary in words)
        scene = season.episodes[where.episode].scenes[where.scene]
        assert scene_words in season.episodes[where.episode].text[scene.start : scene.end]
    assert all(r.scene.episode < r.summary.episode for r in found)
    assert len(found) >= 4


# -- the 60-second check


def unsure(story: Story, rng: random.Random) -> Story:
    episodes = []
    for episode in story.episodes:
        scenes = tuple(replace(s, confidence=round(rng.uniform(0.4, 1), 2)) for s in episode.scenes)
        mentions = tuple(replace(m, confidence=round(rng.uniform(0.4, 1), 2)) for m in episode.mentions)
        episodes.append(replace(episode, scenes=scenes, mentions=mentions))
    return replace(story, episodes=tuple(episodes))


def test_the_check_asks_what_matters_most_first_and_never_again(season, rng):
    story = replace(unsure(season, rng), proposals=(Proposal(("c1", "c2"), 0.5, (Reason("the same name"),)),))
    numbers = count()
    corrections: list[Correction] = []
    asked_before: set[str] = set()
    for _ in range(4):
        shown = correct(story, corrections).story
        questions = review(shown, new_id=lambda: f"q{next(numbers)}")
        assert [q.effect for q in questions] == sorted((q.effect for q in questions), reverse=True)
        assert not asked_before & {q.key for q in questions}
        for question in questions[:10]:
            text = next(e.text for e in shown.episodes if e.id == question.episode_id)
            assert all(question.span[0] <= a < b for a, b in question.marks[:1]) and text[slice(*question.span)].strip()
            assert question.yes is not None and question.no is not None
        question = questions[0]
        answer = rng.choice([question.yes, question.no])
        corrections.append(answer)
        result = correct(story, corrections)
        assert not result.unplaced
        check_partition(result.story)
        asked_before.add(question.key)
    assert "same:" in {key[:5] for key in asked_before}


def test_skipped_questions_stay_away_and_a_sure_story_asks_nothing(season, rng):
    story = unsure(season, rng)
    questions = review(story, new_id=lambda: "x")
    assert len(questions) == LONGEST
    assert questions[0].key not in {q.key for q in review(story, new_id=lambda: "x", answered=[questions[0].key])}
    sure = replace(
        season,
        proposals=(),
        episodes=tuple(
            replace(
                e,
                scenes=tuple(replace(s, confidence=1) for s in e.scenes),
                mentions=tuple(replace(m, confidence=1) for m in e.mentions),
            )
            for e in season.episodes
        ),
    )
    assert review(sure, new_id=lambda: "x") == ()


def test_what_is_neither_is_answered_too_and_not_asked_again(season, rng) -> None:
    story = unsure(season, rng)
    for about, settled in (("break", "frame"), ("presence", None)):
        question = next(q for q in review(story, new_id=lambda: "x") if q.about == about)
        assert question.neither is not None
        after = correct(story, [question.neither]).story
        episode = next(e for e in after.episodes if e.id == question.episode_id)
        number = next(n for n, s in enumerate(episode.scenes) if s.id == question.scene_id)
        if settled:
            scene = episode.scenes[number]
            assert (scene.kind, scene.place, scene.time) == (settled, None, None)
        else:
            there = episode_presences(episode, frozenset())[number]
            assert question.characters[0] not in {p.character for p in there}
        assert question.key not in {q.key for q in review(after, new_id=lambda: "x")}


# -- horizon


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("S01E03:12", Horizon(1, 3, 12)),
        ("s2e4", Horizon(2, 4)),
        (" 12 ", Horizon(scene=12)),
        ("S01E03.2", Horizon(1, 3, 2)),
    ],
)
def test_a_horizon_is_written_as_scenes_are_named(words, expected):
    assert parse(words) == expected


@pytest.mark.parametrize("words", ["", "soon", "S01", "12:3"])
def test_what_is_no_horizon_gets_a_sentence(words):
    with pytest.raises(ValueError, match="S01E03:12"):
        parse(words)


def test_a_horizon_has_a_place(season):
    episode = season.episodes[1]
    second = [s for s in episode.scenes if s.kind == "scene"][1]
    assert place(season, Horizon(1, 2, 2)) == (1, second.end)
    assert place(season, Horizon(1, 4)) == (3, len(season.episodes[3].text))
    for wrong in (Horizon(1, 9), Horizon(1, 2, 99), Horizon(scene=1)):
        with pytest.raises(ValueError):
            place(season, wrong)


def test_a_cut_document_knows_nothing_of_what_comes_after():
    document = Document("One. Two.\nCast: Leo", hints=(Hint(0, 9, "block"), Hint(5, 19, "block"), Hint(10, 19, "cast")))
    assert cut(document, 8) == replace(document, text="One. Two", hints=(Hint(0, 8, "block"), Hint(5, 8, "block")))


def test_nothing_beyond_the_horizon_is_in_the_story(season, rng):
    for _ in range(60):
        index = rng.randrange(4)
        offset = rng.randrange(1, len(season.episodes[index].text) + 1)
        seen = within(season, index, offset)
        check_partition(seen)
        read = "\n".join(e.text for e in season.episodes[:index]) + "\n" + season.episodes[index].text[:offset]
        assert "\n".join(e.text for e in seen.episodes) == read.removeprefix("\n")
        for character in seen.characters:
            assert plain(character.name) in plain(read)
            assert all(plain(form) in plain(read) for form in character.aliases)
        assert seen.proposals == seen.notes == ()


def test_a_union_told_later_does_not_show_before():
    text = "The stranger waits. Dario sleeps.\n\nDario takes off the stranger's mask."
    from recap_gui.story import Character, Episode, Mention, Scene

    at = text.index("Dario")
    mentions = (Mention(0, 12, "c1", "name", "present", 0.9), Mention(at, at + 5, "c1", "name", "present", 0.9))
    episode = Episode("e1", text, (Scene("e1s1", 0, 35), Scene("e1s2", 35, len(text))), mentions)
    story = Story("x", (Character("c1", "Dario", ("Dario", "The stranger")),), (episode,))
    assert [c.name for c in within(story, 0, 35).characters] == ["The stranger", "Dario"]
    assert [c.name for c in within(story, 0, 15).characters] == ["The stranger"]


# -- gold


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_gold_of_a_gold_story_is_that_gold(name):
    story = from_gold(name)
    check_partition(story)
    found = gold(story)
    assert json.loads(gold_json(story)) == found
    text = story.episodes[0].text
    at, starts = 0, []
    for scene in found["scenes"]:
        at = text.index(scene["begins"], at)
        starts.append(at)
        at += 1
    expected = [
        s.start + len(text[s.start : s.end]) - len(text[s.start : s.end].lstrip()) for s in story.episodes[0].scenes
    ]
    assert starts == expected
    again = json.loads((RECAPS / f"{name}.gold.json").read_text("utf-8"))
    assert [(s["kind"], s["place"], s["time"]) for s in found["scenes"]] == [
        (s["kind"], s["place"], s["time"]) for s in again["scenes"]
    ]
    assert {c["name"] for c in found["characters"]} <= {c["name"] for c in again["characters"]}


def test_the_scorer_places_every_scene_of_our_gold():
    spec = importlib.util.spec_from_file_location("score", RECAPS / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for name in DEVELOPMENT:
        story = from_gold(name)
        placed, lost = score.place(name, story.episodes[0].text, json.loads(gold_json(story)))
        begins = {s["begins"] for s in gold(story)["scenes"]}
        assert not lost and {s["begins"] for s in placed["scenes"]} <= begins and len(placed["scenes"]) > 5


def test_what_was_corrected_is_in_the_gold():
    story = from_gold("03-quay-division")
    scene = next(s for s in story.episodes[0].scenes if s.kind == "scene")
    character = next(c for c in story.characters if not c.outside)
    made = [
        edits.set_scene(story, scene.id, new_id="a", place="the pier"),
        edits.rename(story, character.id, "Somebody Else", new_id="b"),
    ]
    found = gold(correct(story, made).story)
    assert any(s["place"] == "the pier" for s in found["scenes"])
    assert "Somebody Else" in {c["name"] for c in found["characters"]}
