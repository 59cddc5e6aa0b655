"""Corrections and the horizon: what was decided with more seen waits, and nothing of it shows."""

from dataclasses import replace

import pytest
from made_story import RECAPS, from_gold

from recap_gui.story import Character, Episode, Mention, Scene, Story, edits
from recap_gui.story.correct import correct
from recap_gui.story.corrections import Correction
from recap_gui.story.horizon import stops, within
from recap_gui.story.knowing import holding, stamped, woven
from recap_gui.story.season import join

HARBOUR = RECAPS / "season-harbour"
TEXT = "The stranger waits. Dario Voss sleeps.\n\nDario takes off the mask of the stranger."
BREAK = TEXT.index("Dario takes")


def story(text: str = TEXT) -> Story:
    def mention(words: str, who: str) -> Mention:
        at = text.index(words)
        return Mention(at, at + len(words), who, "name", "present", 0.9)

    scenes = (Scene("e1s1", 0, min(BREAK, len(text))),)
    scenes += (Scene("e1s2", BREAK, len(text)),) if len(text) > BREAK else ()
    cast = (Character("c1", "The stranger", ("The stranger",)), Character("c2", "Dario Voss", ("Dario Voss",)))
    mentions = (mention("The stranger", "c1"), mention("Dario Voss", "c2"))
    return Story("Bay", cast, (Episode("e1", text, scenes, mentions, source="bay.txt"),))


def made(edit: Correction | edits.Refused) -> Correction:
    assert isinstance(edit, Correction)
    return edit


def test_who_somebody_is_waits_until_it_was_told():
    whole, cut = story(), story(TEXT[:BREAK])
    union = made(edits.merge(whole, ("c1", "c2"), new_id="a", into="Dario Voss"))
    named = made(edits.rename(whole, "c1", "The masked brother", new_id="b"))
    plainly = made(edits.rename(whole, "c2", "Voss", new_id="c"))
    held, waits = holding((union, named, plainly), cut, whole)
    assert [c.id for c in held] == ["c"]
    assert [c.id for c in waits] == ["a", "b"]


def test_what_was_decided_with_no_more_seen_holds():
    whole, cut = story(), story(TEXT[:BREAK])
    union = made(edits.merge(cut, ("c1", "c2"), new_id="a", into="Dario Voss"))
    assert holding((stamped(union, cut, cut=True),), cut, whole)[0] == (union,)
    assert holding((stamped(union, whole, cut=False),), cut, whole)[0] == ()
    less = story(TEXT[: BREAK - 10])
    assert holding((stamped(union, cut, cut=True),), less, whole)[0] == ()


def test_one_name_in_two_lengths_needs_no_telling():
    whole = story("The stranger waits. Dario Voss sleeps. Dario snores, and the stranger listens to him for an hour.")
    at = whole.episodes[0].text.index("Dario snores")
    short = Mention(at, at + 5, "c3", "name", "present", 0.9)
    (episode,) = whole.episodes
    episode = replace(episode, mentions=(*episode.mentions, short))
    whole = replace(whole, characters=(*whole.characters, Character("c3", "Dario", ("Dario",))), episodes=(episode,))
    plainly = made(edits.merge(whole, ("c2", "c3"), new_id="a", into="Dario Voss"))
    telling = made(edits.merge(whole, ("c1", "c2"), new_id="b", into="Dario Voss"))
    assert holding((plainly, telling), whole, whole) == ((plainly,), (telling,))


@pytest.mark.parametrize("do", ["split", "scene"])
def test_what_is_tied_to_words_beyond_waits_even_where_the_same_words_stand_before(do):
    text = TEXT.replace("Dario takes off", "The stranger waits")
    whole, cut = story(text), story(text[:BREAK])
    if do == "split":
        edit = made(edits.split_at(whole, "e1", text.index("waits", BREAK), new_id="a"))
    else:
        edit = made(edits.set_scene(whole, "e1s2", new_id="a", place="the stranger"))
    assert holding((edit,), cut, whole) == ((), (edit,))


def test_corrections_of_later_episodes_wait():
    season = join([from_gold(p.stem, HARBOUR) for p in sorted(HARBOUR.glob("*.txt"))])
    now = made(edits.split_at(season, "e1", 900, new_id="a"))
    later = made(edits.split_at(season, "e3", 900, new_id="b"))
    cut = within(season, 1, len(season.episodes[1].text))
    assert holding((now, later), cut, season) == ((now,), (later,))


def test_waiting_ones_go_back_to_where_they_stood():
    a, b, c, d = (Correction(x, "dismiss", character=x) for x in "abcd")
    assert woven((a, c), (b,), (a, b, c)) == [a, b, c]
    assert woven((c, d), (a, b), (a, b, c)) == [a, b, c, d]
    assert woven((d,), (b,), (a, b, c)) == [b, d]
    assert woven((a,), (d,), (a,)) == [a, d]
    assert woven((replace(b, value=2), a), (b, d), (a, b, d)) == [replace(b, value=2), d, a]


def test_stops_lie_at_the_ends_of_numbered_scenes():
    season = join([from_gold(p.stem, HARBOUR) for p in sorted(HARBOUR.glob("*.txt"))])
    found = stops(season)
    numbered = [sum(s.kind == "scene" for s in e.scenes) for e in season.episodes]
    assert [sum(i == n for i, _ in found) for n in range(4)] == numbered
    assert list(found) == sorted(set(found))
    for index, offset in found:
        cut = within(season, index, offset)
        assert sum(s.kind == "scene" for s in cut.episodes[-1].scenes) == [
            i for i, o in found if (i, o) <= (index, offset)
        ].count(index)


def test_nothing_held_brings_in_a_word_from_beyond(rng):
    season = join([from_gold(p.stem, HARBOUR) for p in sorted(HARBOUR.glob("*.txt"))])
    people = [c.id for c in season.characters]
    for n in range(40):
        who, other = rng.sample(people, 2)
        index, offset = rng.choice(stops(season))
        cut = within(season, index, offset)
        read = " ".join(e.text for e in cut.episodes).casefold()
        beyond = "Zarquon" if n % 2 else "Jude"
        asked = [
            edits.rename(season, who, f"{beyond} {n}", new_id="a"),
            edits.merge(season, (who, other), new_id="b"),
            edits.set_scene(season, rng.choice(season.episodes[3].scenes).id, new_id="c", place="the drowned cellar"),
        ]
        held, _ = holding([edit for edit in asked if isinstance(edit, Correction)], cut, season)
        shown = correct(cut, held).story
        for character in shown.characters:
            assert all(word in read for word in character.name.casefold().split())
        assert "drowned cellar" not in str(shown)
