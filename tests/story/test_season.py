import json
import re
from dataclasses import replace

import pytest
from made_story import RECAPS, check_partition, from_gold

from recap_gui.story import Character, Episode, Mention, Scene, Story, edits, season_cast, season_order
from recap_gui.story.correct import correct
from recap_gui.story.season import join
from recap_gui.story.season_of import is_season, seasons_in
from recap_gui.story.season_order import Placing, in_season_order, placing

HARBOUR = RECAPS / "season-harbour"
EPISODES = ["S01E01-slack-water", "S01E02-what-the-tide-leaves", "S01E03-the-dory", "S01E04-spring-tide"]


def harbour() -> list[Story]:
    return [from_gold(name, HARBOUR) for name in EPISODES]


def small(source: str, *cast: tuple[str, ...], text: str = "", show: str | None = None) -> Story:
    """A story whose characters are given by their forms (the first is the name) and who are named once by each."""
    text = text or " ".join(f"{form} waits." for forms in cast for form in forms)
    characters, mentions = [], []
    for number, forms in enumerate(cast, 1):
        characters.append(Character(f"c{number}", forms[0], forms))
        at = text.find(forms[-1])
        mentions.append(Mention(at, at + len(forms[-1]), f"c{number}", "name", "present", 0.9))
    mentions.sort(key=lambda m: m.start)
    episode = Episode("e1", text, (Scene("e1s1", 0, len(text)),), tuple(mentions), show=show, source=source)
    return Story(source, tuple(characters), (episode,))


def names(story: Story) -> list[str]:
    return [character.name for character in story.characters]


def test_the_harbour_has_one_cast():
    season = join(harbour())
    check_partition(season)
    expected = json.loads((HARBOUR / "season-characters.json").read_text("utf-8"))["characters"]
    assert sorted(names(season)) == sorted(c["name"] for c in expected)
    by_name = {character.name: character for character in season.characters}
    for person in expected:
        assert set(person["name_in_episode"].values()) <= set(by_name[person["name"]].aliases), person


@pytest.mark.parametrize("chosen", [(0, 1), (0, 2), (1, 2), (1, 3), (0, 1, 2), (1, 0), (3, 2, 1, 0)])
def test_no_part_of_the_harbour_unites_two_people(chosen):
    season = join([harbour()[at] for at in chosen])
    expected = json.loads((HARBOUR / "season-characters.json").read_text("utf-8"))["characters"]
    for character in season.characters:
        meant = {
            person["name"]
            for person in expected
            if set(character.aliases) & {person["name_in_episode"][EPISODES[at][:6]] for at in chosen}
        }
        assert len(meant) <= 1, (character, meant)


def test_two_people_with_one_name_stay_apart_and_the_doubtful_one_is_proposed():
    season = join(
        [
            small("1.txt", ("Sam Vance", "Sam")),
            small("2.txt", ("Sam Ouellette", "Sam")),
            small("3.txt", ("Sam",)),
        ]
    )
    assert names(season) == ["Sam Vance", "Sam Ouellette", "Sam"]
    assert {p.same for p in season.proposals} == {("c1", "c3"), ("c2", "c3")}


def test_two_in_one_recap_are_never_united():
    season = join([small("1.txt", ("Ana",), ("Ana Ruiz",)), small("2.txt", ("Ana Ruiz", "Ana"))])
    assert len(season.characters) == 2


def test_titles_and_pronouns_of_different_gender_keep_people_apart():
    text = "Vernon Teel sits. He waits. He sleeps."
    first = small("1.txt", ("Vernon Teel",), text=text)
    (episode,) = first.episodes
    he = [Mention(text.index(w), text.index(w) + 2, "c1", "pronoun", "present", 0.8) for w in ("He waits", "He sleeps")]
    first = replace(first, episodes=(replace(episode, mentions=(*episode.mentions, *he)),))
    assert len(join([first, small("2.txt", ("Mrs. Teel",))]).characters) == 2
    assert names(join([first, small("2.txt", ("Mr. Teel",))])) == ["Vernon Teel"]


def called(source: str, name: str, pronouns: str, show: str | None = "Quay") -> Story:
    """A recap of one character, of whom `pronouns` tell."""
    story = small(source, (name,), text=f"{name} sits. " + " ".join(f"{word} waits." for word in pronouns.split()))
    (episode,) = story.episodes
    starts = [match.start() for match in re.finditer(r"\b(?:He|She)\b", episode.text)]
    found = (
        Mention(at, at + len(word), "c1", "pronoun", "present", 0.8)
        for at, word in zip(starts, pronouns.split(), strict=True)
    )
    return replace(story, episodes=(replace(episode, mentions=(*episode.mentions, *found), show=show),))


@pytest.mark.parametrize(
    ("one", "other", "people"),
    [
        ("He He He He He He He She", "She She She She She He", 1),  # pronouns may be taken for the wrong one
        ("He He He He", "She She She She", 2),
        ("He", "She She She She", 1),
    ],
)
def test_one_name_in_one_show_is_one_person_unless_pronouns_leave_no_doubt(one, other, people):
    assert len(join([called("1.txt", "Sam", one), called("2.txt", "Sam", other)]).characters) == people


@pytest.mark.parametrize(("state", "people"), [("present", 1), ("mentioned", 2)])
def test_a_full_name_told_of_once_is_the_character_of_that_surname_where_its_bearer_acts(state, people):
    once = small("2.txt", ("Elise Comeau",))
    (episode,) = once.episodes
    once = replace(
        once,
        characters=(replace(once.characters[0], outside=True),),
        episodes=(replace(episode, mentions=tuple(replace(m, state=state) for m in episode.mentions)),),
    )
    season = join([small("1.txt", ("Comeau", "Constable Comeau")), once])
    assert len(season.characters) == people and not season.characters[0].outside
    assert len(join([small("1.txt", ("Elise",)), once]).characters) == 2


def test_a_surname_and_a_short_form_find_the_full_name():
    season = join(
        [small("1.txt", ("Comeau",)), small("2.txt", ("Daniel Comeau", "Daniel")), small("3.txt", ("Dan Comeau",))]
    )
    assert names(season) == ["Daniel Comeau"]


def test_outside_figures_stay_outside():
    actor = replace(
        small("1.txt", ("Julia Hart",)), characters=(Character("c1", "Julia Hart", ("Julia Hart",), outside=True),)
    )
    season = join([actor, small("2.txt", ("Julia",))])
    assert [c.outside for c in season.characters] == [True, False]


def test_people_of_different_shows_stay_apart():
    one = small("a.txt", ("Grant",), ("Nell",), show="Larkspur Bay")
    two = small("b.txt", ("Grant",), show="Second Wind")
    assert names(join([one, two])) == ["Grant", "Nell", "Grant"]
    text = "Grant waits. Grant Tolliver wakes."
    cut = text.index("Grant Tolliver")
    cast = (Character("c1", "Grant Tolliver", ("Grant Tolliver", "Grant")),)
    first = Episode(
        "e1", text[:cut], (Scene("e1s1", 0, cut),), (Mention(0, 5, "c1", "name", "present", 0.9),), show="Bay"
    )
    rest = text[cut:]
    second = Episode(
        "e2", rest, (Scene("e2s1", 0, len(rest)),), (Mention(0, 14, "c1", "name", "present", 0.9),), show="Wind"
    )
    assert names(join([Story("x", cast, (first, second))])) == ["Grant", "Grant Tolliver"]


def test_ids_are_made_anew_and_decisions_follow():
    first, second = harbour()[:2]
    made = edits.set_presence(second, "e1s3", "c1", "present", new_id="a")
    decided = correct(second, [made]).story if not isinstance(made, edits.Refused) else second
    season = join([first, decided])
    assert [e.id for e in season.episodes] == ["e1", "e2"]
    assert all(s.id.startswith(e.id) for e in season.episodes for s in e.scenes)
    check_partition(season)


@pytest.mark.parametrize(
    ("source", "title", "expected"),
    [
        ("Show.S01E05.txt", None, (1, 5)), ("show 1x05.txt", None, (1, 5)), ("105 - The Dory.txt", None, (1, 5)),
        ("1012.txt", None, (10, 12)), ("Episode 5.txt", None, (None, 5)), ("a.txt", "Season 2, Episode 7", (2, 7)),
        ("s2 ep3.md", None, (2, 3)), ("05 The Dory.txt", None, (None, 5)), ("the-dory.txt", "The Dory", (None, None)),
        ("1984x.txt", None, (None, None)), ("recap-1080p.txt", None, (None, None)),
    ],
)  # fmt: skip
def test_numbers_are_read(source, title, expected):
    found = placing(Episode("e1", "", (), title=title, source=source))
    assert (found.season, found.number) == expected and bool(found.because) == (expected[1] is not None)


def test_dates_are_read():
    assert placing(Episode("e1", "", (), source="bay 2024-05-01.txt")).date == (2024, 5, 1)
    assert placing(Episode("e1", "Bay recap for March 3rd, 2023", ())) == Placing(
        date=(2023, 3, 3), because="March 3rd, 2023"
    )


def test_a_day_without_its_year_orders_daily_recaps():
    titles = ["Friday, October 10", "Thursday 9th October", "Monday, November 3", "Sixteen Candles"]
    episodes = [Episode("e", "", (), title=title, source=f"{at}.txt") for at, title in enumerate(titles)]
    assert [placing(episode).date for episode in episodes] == [(0, 10, 10), (0, 10, 9), (0, 11, 3), None]
    assert in_season_order(episodes) == [1, 0, 2, 3]


def test_a_page_of_several_stays_as_it_is_written():
    days = [Episode("e", "", (), title=day, source="week.txt") for day in ("Monday", "Tuesday", "Friday")]
    assert in_season_order([Episode("e", "", (), title="Zest", source="a.txt"), *days]) == [1, 2, 3, 0]


def test_order_by_numbers_then_titles_and_by_the_users_wish():
    sources = ["b 1x02.txt", "tale 10.txt", "a 1x10.txt", "tale 9.txt", "c 1x01.txt"]
    episodes = [Episode(f"e{i}", "", (), source=source) for i, source in enumerate(sources)]
    assert in_season_order(episodes) == [4, 0, 2, 3, 1]
    assert in_season_order(episodes, ["tale 9.txt", "b 1x02.txt"])[:2] == [3, 0]
    dated = [Episode("e", "", (), source=f"d 2024-0{m}-09.txt") for m in (3, 1, 2)]
    assert in_season_order(dated) == [1, 2, 0]


def test_the_harbour_is_joined_in_order_whatever_order_it_comes_in():
    assert [e.source for e in join(harbour()[::-1]).episodes] == [f"{name}.txt" for name in EPISODES]


def test_what_is_a_season():
    assert is_season(harbour())
    assert not is_season([from_gold("01-half-hour-call"), from_gold("15-tannery-lane")])
    assert is_season([small("a.txt", ("Ana",), ("Bo",)), small("b.txt", ("Ana",), ("Cy",), ("Di",))])
    assert not is_season([small("a.txt", ("Ana",), ("Bo",), ("Ed",)), small("b.txt", ("Ana",), ("Cy",), ("Di",))])
    assert not is_season([small("1x01.txt", ("Ana",))])
    assert is_season([small("a.txt", ("Ana",), show="Bay"), small("b.txt", ("Cy",), show="bay")])


def test_two_shows_are_no_season_whatever_their_numbers():
    bay = [small(f"bay S01E0{n}.txt", ("Ana",), show="Bay") for n in (1, 2)]
    wind = [small(f"wind S01E0{n}.txt", ("Cy",), show="Second Wind") for n in (1, 2)]
    assert not is_season([bay[0], wind[1]])
    assert not is_season([*bay, *wind])
    assert seasons_in([bay[0], wind[0], bay[1], wind[1]]) == ((0, 2), (1, 3))


def test_a_shortened_show_and_a_recap_that_names_none_belong_to_the_season():
    named = [small("S01E01.txt", ("Ana",), show="Quay"), small("S01E02.txt", ("Bo",), show="Quay Division")]
    assert is_season(named)
    assert is_season([*named, small("special.txt", ("Ed",))])
    assert not is_season([*named, small("special.txt", ("Ed",), show="Bay")])


def test_a_cast_of_two_hundred_recaps_is_joined_without_comparing_all_with_all(monkeypatch):
    compared = 0
    alike = season_cast._alike

    def counted(one, other):
        nonlocal compared
        compared += 1
        return alike(one, other)

    monkeypatch.setattr(season_cast, "_alike", counted)
    recaps = [small(f"S01E{n:03}.txt", ("Ruth Halloran", "Ruth"), ("Jude",), ("Peg", "Ansell")) for n in range(200)]
    assert names(join(recaps)) == ["Ruth Halloran", "Jude", "Peg"]
    assert compared < 100


def test_the_order_module_says_why():
    assert season_order.placing(Episode("e1", "", (), source="Bay S02E03.txt")).because == "S02E03"


def proposed(season: Story) -> set[frozenset[str]]:
    called = {character.id: character.name for character in season.characters}
    return {frozenset(called[who] for who in proposal.same) for proposal in season.proposals}


def test_a_married_name_is_found_where_a_recap_knows_both_surnames():
    season = join(
        [
            small("e1", ("Nora Vance", "Nora")),
            small("e2", ("Nora Callow", "Nora", "Vance")),
            small("e3", ("Nora Callow",)),
        ]
    )
    assert len(season.characters) == 1
    apart = join([small("e1", ("Nora Vance", "Nora")), small("e2", ("Nora Callow", "Nora"))])
    assert len(apart.characters) == 2, "two women who share a first name, as far as anybody says"


def test_nicknames_unite_full_names_and_are_proposed_for_a_first_name_alone():
    season = join([small("e1", ("Elizabeth Stone",)), small("e2", ("Liz Stone",)), small("e3", ("Lizzie",))])
    assert names(season) == ["Elizabeth Stone", "Lizzie"]
    assert proposed(season) == {frozenset(("Elizabeth Stone", "Lizzie"))}
    both = join([small("e1", ("Samuel Orr",), ("Samantha Dale",)), small("e2", ("Sam",))])
    assert len(both.characters) == 3 and len(proposed(both)) == 2


def test_a_title_without_a_gender_known_is_proposed_and_not_united():
    season = join([small("e1", ("Vernon Teel",), ("Calum Teel",)), small("e2", ("Mr. Teel",))])
    assert len(season.characters) == 3
    assert proposed(season) == {frozenset(("Vernon Teel", "Mr. Teel")), frozenset(("Calum Teel", "Mr. Teel"))}


def test_two_halves_of_a_name_that_was_learnt_are_proposed_within_one_recap():
    season = join([small("e1", ("Hanna Weiss",)), small("e2", ("Hanna",), ("Weiss",))])
    assert proposed(season) == {frozenset(("Hanna Weiss", "Weiss"))}
    known = join([small("e1", ("Hanna Weiss",)), small("e2", ("Hanna Weiss",), ("Weiss",))])
    assert not proposed(known), "the recap itself knows her by her full name, and somebody else by the surname"
