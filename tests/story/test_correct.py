from dataclasses import replace

import pytest
from made_story import RECAPS, check_partition, from_gold

from recap_gui.story import Character, Episode, Mention, Proposal, Scene, Story, edits, episode_presences
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.edits import Refused
from recap_gui.story.season import join

FOLDER = RECAPS / "season-harbour"

TEXT = (
    "At the hospital Dr. Voss waits. Leo comes in late, and she tells him about Mara Quill. "
    "Voss leaves by the back door.\n\nMeanwhile Leo drives home. The sergeant stops him at the bridge. "
    "Hanne Voss rings. Big Ben strikes twelve.\n\nThe next day Mara finds the letter."
)


def mention(word: str, who: str, state: str = "present", how: str = "name", nth: int = 0, text: str = TEXT) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = text.index(word, at + 1)
    return Mention(at, at + len(word), who, how, state, 0.8)


@pytest.fixture
def story() -> Story:
    second, third = TEXT.index("Meanwhile"), TEXT.index("The next day")
    mentions = [
        mention("Dr. Voss", "c1"),
        mention("Leo", "c2"),
        mention("she", "c1", how="pronoun"),
        mention("him", "c2", how="pronoun"),
        mention("Mara Quill", "c3", "mentioned"),
        mention("Voss", "c1", nth=1),
        mention("Leo", "c2", nth=1),
        mention("him", "c2", how="pronoun", nth=1),
        mention("Hanne Voss", "c4"),
        mention("Big Ben", "c5"),
        mention("Mara", "c3", nth=1),
    ]
    cast = (
        Character("c1", "Dr. Voss", ("Dr. Voss", "Voss")),
        Character("c2", "Leo", ("Leo",)),
        Character("c3", "Mara Quill", ("Mara Quill", "Mara")),
        Character("c4", "Hanne Voss", ("Hanne Voss",)),
        Character("c5", "Big Ben", ("Big Ben",)),
    )
    scenes = (
        Scene("e1s1", 0, second, place="the hospital"),
        Scene("e1s2", second, third),
        Scene("e1s3", third, len(TEXT), continues="e1s2"),
    )
    episode = Episode("e1", TEXT, scenes, tuple(sorted(mentions, key=lambda m: m.start)), source="one.txt")
    return Story("One", cast, (episode,), (Proposal(("c1", "c4"), 0.6),))


def done(story: Story, *edits_made) -> Story:
    made = [e for e in edits_made if isinstance(e, Correction)]
    assert len(made) == len(edits_made), edits_made
    result = correct(story, made)
    assert not result.unplaced, result.unplaced
    check_partition(result.story)
    return result.story


def states(story: Story, scene: int, episode: int = 0) -> dict[str, str]:
    names = {c.id: c.name for c in story.characters}
    outside = frozenset(c.id for c in story.characters if c.outside)
    return {names[p.character]: p.state for p in episode_presences(story.episodes[episode], outside)[scene]}


def test_no_corrections_give_the_story_itself(story):
    assert correct(story, ()).story is story


def test_split_lets_the_mentions_fall_where_they_stand(story):
    at = TEXT.index("Voss leaves")
    after = done(story, edits.split_at(story, "e1", at + 2, new_id="a"))
    assert [s.start for s in after.episodes[0].scenes][:2] == [0, at]
    assert [s.id for s in after.episodes[0].scenes] == ["e1s1", "e1s1+a", "e1s2", "e1s3"]
    assert states(after, 1) == {"Dr. Voss": "present"}
    assert after.episodes[0].scenes[1].place is None


def test_split_where_a_scene_begins_is_refused(story):
    assert isinstance(edits.split_at(story, "e1", TEXT.index("Meanwhile") + 3, new_id="a"), Refused)
    assert isinstance(edits.split_at(story, "e1", len(TEXT), new_id="a"), Refused)


def test_a_split_that_a_better_analyser_finds_itself_counts_as_placed(story):
    made = edits.split_at(story, "e1", TEXT.index("Voss leaves"), new_id="a")
    better = correct(story, [made]).story
    again = correct(better, [made])
    assert again.placed == (made,) and len(again.story.episodes[0].scenes) == 4


def test_join_keeps_the_first_id_and_mends_what_goes_on(story):
    after = done(story, edits.join_before(story, "e1s2", new_id="a"))
    first, second = after.episodes[0].scenes
    assert (first.id, first.place, second.continues) == ("e1s1", "the hospital", "e1s1")


def test_join_does_not_hide_someone_who_was_absent_in_one_part_only(story):
    after = done(
        story,
        edits.set_presence(story, "e1s1", "c2", "absent", new_id="a"),
        edits.join_before(story, "e1s2", new_id="b"),
    )
    assert states(after, 0)["Leo"] == "present"


def test_a_heading_joined_with_a_scene_is_a_scene(story):
    (episode,) = story.episodes
    frame = replace(episode.scenes[0], kind="frame", apart="menu")
    story = replace(story, episodes=(replace(episode, scenes=(frame, *episode.scenes[1:])),))
    first = done(story, edits.join_before(story, "e1s2", new_id="a")).episodes[0].scenes[0]
    assert (first.kind, first.apart) == ("scene", None)


def test_move_keeps_both_ids_and_snaps_to_a_sentence(story):
    to = TEXT.index("Voss leaves")
    after = done(story, edits.move_break(story, "e1s2", to + 4, new_id="a"))
    assert [(s.id, s.start) for s in after.episodes[0].scenes][1] == ("e1s2", to)


def test_a_break_cannot_pass_another(story):
    assert isinstance(edits.move_break(story, "e1s2", TEXT.index("Mara finds"), new_id="a"), Refused)
    far = Correction("a", "move", at=Anchor("Meanwhile Leo drives home"), to=Anchor("Mara finds the letter."))
    assert "Another scene" in str(correct(story, [far]).unplaced[0].because)


def test_scene_fields_are_set_and_emptied(story):
    after = done(story, edits.set_scene(story, "e1s1", new_id="a", place="", time="dawn"))
    assert (after.episodes[0].scenes[0].place, after.episodes[0].scenes[0].time) == (None, "dawn")
    assert isinstance(edits.set_scene(after, "e1s1", new_id="b", time="dawn"), Refused)


def test_furniture_is_put_back(story):
    (episode,) = story.episodes
    ad = replace(episode.scenes[1], kind="frame", apart="ad")
    story = replace(story, episodes=(replace(episode, scenes=(episode.scenes[0], ad, episode.scenes[2])),))
    assert states(story, 1)["Leo"] == "mentioned"
    after = done(story, edits.set_scene(story, "e1s2", new_id="a", kind="scene"))
    assert after.episodes[0].scenes[1].apart is None and states(after, 1)["Leo"] == "present"
    kept = done(story, edits.set_scene(story, "e1s2", new_id="a", kind="frame"))
    assert kept.episodes[0].scenes[1].kind == "frame" and kept.episodes[0].scenes[1].apart is None


@pytest.mark.parametrize("state", ["mentioned", "absent"])
def test_presence_outranks_the_mentions(story, state):
    after = done(story, edits.set_presence(story, "e1s1", "c2", state, new_id="a"))
    assert states(after, 0).get("Leo", "absent") == state
    assert states(after, 1)["Leo"] == "present"


def test_presence_of_someone_without_a_mention(story):
    after = done(story, edits.set_presence(story, "e1s3", "c1", "present", new_id="a"))
    assert states(after, 2)["Dr. Voss"] == "present"


def test_rename_keeps_the_old_form(story):
    after = done(story, edits.rename(story, "c2", "Leo Marsh", new_id="a"))
    assert next(c for c in after.characters if c.id == "c2") == Character(
        "c2", "Leo Marsh", ("Leo", "Leo Marsh"), colour=1
    )
    assert isinstance(edits.rename(story, "c2", "mara quill", new_id="a"), Refused)


def test_merge_unites_mentions_forms_and_answers_the_proposal(story):
    after = done(story, edits.merge(story, ["c1", "c4"], new_id="a", into="Hanne Voss"))
    assert [c.name for c in after.characters] == ["Leo", "Mara Quill", "Hanne Voss", "Big Ben"]
    assert set(next(c for c in after.characters if c.name == "Hanne Voss").aliases) == {
        "Hanne Voss",
        "Dr. Voss",
        "Voss",
    }
    assert states(after, 0)["Hanne Voss"] == states(after, 1)["Hanne Voss"] == "present"
    assert not after.proposals


def test_merge_does_not_hide_one_by_a_word_about_the_other(story):
    after = done(
        story,
        edits.set_presence(story, "e1s2", "c1", "present", new_id="p"),
        edits.set_presence(story, "e1s2", "c4", "absent", new_id="q"),
        edits.merge(story, ["c1", "c4"], new_id="a"),
    )
    assert states(after, 1)["Dr. Voss"] == "present"


def test_names_from_before_a_merge_or_a_rename_still_mean_the_same(story):
    after = done(
        story,
        edits.merge(story, ["c1", "c4"], new_id="a", into="Hanne Voss"),
        Correction("b", "rename", character="Dr. Voss", into="Hanne"),
        Correction("c", "presence", character="Hanne Voss", in_=Anchor("The next day Mara"), state="present"),
    )
    assert states(after, 2) == {"Mara Quill": "present", "Hanne": "present"}


def test_colours_of_the_others_stay(story):
    after = done(story, edits.dismiss(story, "c1", new_id="a"), edits.recolour(story, "c4", 9, new_id="b"))
    assert {c.name: c.colour for c in after.characters} == {"Leo": 1, "Mara Quill": 4, "Hanne Voss": 9, "Big Ben": 3}


def test_unalias_takes_the_pronouns_along(story):
    (episode,) = story.episodes
    pronoun = Mention(TEXT.index("by the back"), TEXT.index("by the back") + 2, "c1", "pronoun", "present", 0.7)
    mentions = tuple(sorted((*episode.mentions, pronoun), key=lambda m: m.start))
    story = replace(story, episodes=(replace(episode, mentions=mentions),))
    after = done(story, edits.unalias(story, "c1", ["Voss"], new_id="a"))
    new = next(c for c in after.characters if c.name == "Voss")
    assert new.aliases == ("Voss",) and new.id == "c1+a"
    assert [m.how for m in after.episodes[0].mentions if m.character == new.id] == ["name", "pronoun"]
    assert [m.how for m in after.episodes[0].mentions if m.character == "c1"] == ["name", "pronoun"]


def test_unalias_of_the_canonical_name_leaves_the_fullest_other(story):
    after = done(story, edits.unalias(story, "c3", ["Mara Quill"], new_id="a"))
    assert {c.name for c in after.characters} >= {"Mara", "Mara Quill"}
    assert isinstance(edits.unalias(story, "c2", ["Leo"], new_id="a"), Refused)


def test_separate_answers_the_proposal(story):
    after = done(story, edits.separate(story, ["c1", "c4"], new_id="a"))
    assert not after.proposals and len(after.characters) == 5


def test_separate_parts_what_another_analyser_has_united(story):
    made = edits.separate(story, ["c1", "c4"], new_id="a")
    united = correct(story, [edits.merge(story, ["c1", "c4"], new_id="m")]).story
    after = done(united, made)
    assert {"Dr. Voss", "Hanne Voss"} <= {c.name for c in after.characters}
    assert states(after, 1)["Hanne Voss"] == "present" and "Dr. Voss" not in states(after, 1)


def test_add_names_the_words_wherever_they_stand(story):
    text = "The sergeant waits. Nobody sees the sergeant's hat."
    other = Episode("e2", text, (Scene("e2s1", 0, len(text)),), source="two.txt")
    story = replace(story, episodes=(*story.episodes, other))
    at = TEXT.index("The sergeant")
    made = edits.add(story, "e1", at, at + len("The sergeant"), new_id="a", into="Sergeant Pike")
    assert made.episode == "one.txt"
    after = done(story, made)
    assert states(after, 0, 1) == {"Sergeant Pike": "present"}
    low = text.index("the sergeant")
    lower = done(story, edits.add(story, "e2", low, low + len("the sergeant"), new_id="a"))
    assert states(lower, 1)["the sergeant"] == "present"
    assert len(lower.episodes[1].mentions) == 2 and lower.episodes[1].mentions[1].state == "mentioned"


def test_add_gives_a_known_form_to_somebody_else(story):
    at = TEXT.index("Hanne Voss")
    after = done(story, edits.add(story, "e1", at, at + len("Hanne Voss"), new_id="a", into="Dr. Voss"))
    assert "Hanne Voss" not in {c.name for c in after.characters}
    assert states(after, 1)["Dr. Voss"] == "present"


def test_add_inside_a_longer_name_leaves_that_alone(story):
    at = TEXT.index("Voss leaves")
    after = done(story, edits.add(story, "e1", at, at + 4, new_id="a", into="Old Voss"))
    old = next(c for c in after.characters if c.name == "Old Voss")
    assert [m.start for m in after.episodes[0].mentions if m.character == old.id] == [at]
    assert next(c for c in after.characters if c.id == "c1").aliases == ("Dr. Voss",)


def test_dismiss_and_outside(story):
    after = done(story, edits.dismiss(story, "c5", new_id="a"), edits.set_outside(story, "c4", new_id="b"))
    assert "Big Ben" not in {c.name for c in after.characters}
    assert set(states(after, 1)) == {"Leo"}
    back = done(after, edits.set_outside(after, "c4", new_id="c", outside=False))
    assert "Hanne Voss" in states(back, 1)


def test_confirm_makes_sure_and_survives_another_analysis(story):
    made = [
        edits.confirm_break(story, "e1s2", new_id="a"),
        edits.confirm_presence(story, "e1s1", "c3", new_id="b"),
    ]
    assert done(story, *made).episodes[0].scenes[1].confidence == 1.0
    (episode,) = story.episodes
    joined = replace(
        episode, scenes=(Scene("x1", 0, episode.scenes[2].start), replace(episode.scenes[2], continues=None))
    )
    other = replace(story, episodes=(joined,))
    assert len(done(other, *made).episodes[0].scenes) == 3


def test_a_merge_in_one_episode_holds_in_another():
    season = join([from_gold(f"S01E0{n}-{t}", FOLDER) for n, t in ((1, "slack-water"), (2, "what-the-tide-leaves"))])
    names = {c.name: c.id for c in season.characters}
    after = done(season, edits.merge(season, [names["Jude"], names["Dougal"]], new_id="a"))
    assert all("Dougal" not in states(after, i, e) for e in (0, 1) for i in range(len(after.episodes[e].scenes)))


def test_what_is_unknown_or_gone_is_listed_and_changes_nothing(story):
    made = [
        Correction("a", "fold", at=Anchor("Meanwhile Leo drives home")),
        Correction("b", "rename", character="Nobody", into="X"),
        Correction("c", "split", at=Anchor("These words stand nowhere in it")),
        Correction("d", "split"),
        Correction("e", "merge", names=("Leo", "Nobody")),
        Correction("f", "presence", character="Leo", in_=Anchor("Meanwhile Leo drives home")),
        Correction("g", "colour", character="Leo", value=99),
        Correction("h", "confirm"),
        Correction("i", "join", at=Anchor("At the hospital Dr. Voss")),
    ]
    result = correct(story, made)
    assert [u.correction.id for u in result.unplaced] == ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    assert result.story.episodes == story.episodes and len({u.because for u in result.unplaced}) == 8


def test_two_with_one_name_are_told_apart_by_the_words(story):
    text = "Leo Brandt laughs. Leo swims alone."
    other = Episode(
        "e2", text, (Scene("e2s1", 0, len(text)),), (mention("Leo", "c9", nth=1, text=text),), source="two.txt"
    )
    season = replace(
        story, characters=(*story.characters, Character("c9", "Leo", ("Leo",))), episodes=(*story.episodes, other)
    )
    after = done(season, edits.rename(season, "c9", "Leo Brandt", new_id="a"))
    assert {c.id: c.name for c in after.characters}["c9"] == "Leo Brandt"
    here = done(season, edits.set_presence(season, "e1s3", "c9", "present", new_id="b"))
    assert [d.character for d in here.episodes[0].scenes[2].decided] == ["c9"]
    both = done(season, edits.merge(season, ["c2", "c9"], new_id="c"))
    assert len(both.characters) == 5


def test_place_and_time_of_a_scene_that_is_split_go_with_their_words(story):
    scene = story.episodes[0].scenes[0]
    text = TEXT[scene.start : scene.end]
    at = scene.start + text.index(" ", len(text) // 2) + 1
    first, last = TEXT[scene.start : at].split()[0], TEXT[at : scene.end].split()[-1].strip(".")
    told = replace(scene, place=last, time=first)
    episode = replace(story.episodes[0], scenes=(told, *story.episodes[0].scenes[1:]))
    whole = replace(story, episodes=(episode,))
    after = done(whole, edits.split_at(whole, "e1", at, new_id="a"))
    before, behind = after.episodes[0].scenes[:2]
    assert (before.place, before.time) == (None, first)
    assert (behind.place, behind.time) == (last, None)
