"""What is worked out from an episode is kept as long as the episode lives, and no longer."""

from dataclasses import replace

from recap_gui.story import Episode, Scene
from recap_gui.story.kept import Kept


def test_an_episode_is_asked_once_for_each_key_in_a_row():
    asked = []
    kept = Kept(lambda episode, key: asked.append((episode.id, key)) or len(asked))
    one = Episode("e1", "text", (Scene("s", 0, 4),))
    assert [kept(one), kept(one), kept(one, "other"), kept(one, "other"), kept(one)] == [1, 1, 2, 2, 3]
    assert asked == [("e1", None), ("e1", "other"), ("e1", None)]


def test_equal_episodes_are_told_apart():
    kept = Kept(lambda episode, _key: object())
    one = Episode("e1", "text", (Scene("s", 0, 4),))
    assert kept(one) is not kept(replace(one))


def test_nothing_is_kept_of_an_episode_that_is_gone():
    kept = Kept(lambda episode, _key: episode.text.upper())
    one, other = (Episode(name, "text", (Scene("s", 0, 4),)) for name in ("e1", "e2"))
    assert (kept(one), kept(other), len(kept)) == ("TEXT", "TEXT", 2)
    del one
    assert len(kept) == 1
