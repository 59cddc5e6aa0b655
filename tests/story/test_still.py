"""The collector rests while a long story is made, and works again afterwards."""

import gc
import io
import weakref

import pytest

from recap_gui.story import Episode, Scene, Story
from recap_gui.story.still import LARGE, still
from recap_gui.work.protocol import Found, Reply, read_reply, reply_frame


def test_it_rests_for_long_stories_alone():
    with still(LARGE - 1):
        assert gc.isenabled()
    with still(LARGE):
        with still(LARGE):
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_works_again_after_a_failure():
    try:
        with still(LARGE):
            raise ValueError
    except ValueError:
        pass
    assert gc.isenabled()


def test_a_long_story_crosses_whole_in_pieces():
    text = "word " * 200_000
    episodes = tuple(Episode(f"e{n}", text, (Scene("s", 0, len(text)),)) for n in range(5))
    sent = Reply(7, Found(Story("Long", (), episodes)), last=True)
    frame = reply_frame(sent)
    assert len(frame) > LARGE
    assert read_reply(io.BytesIO(frame).read) == sent


def test_many_short_stories_are_not_looked_at_again():
    made, before = [], gc.get_freeze_count()
    for _ in range(20):
        with still(LARGE // 10 + 1):
            assert gc.isenabled()
            made.append([[] for _ in range(100)])
    assert gc.get_freeze_count() - before >= 900


class _Ring:
    def __init__(self):
        self.itself = self


@pytest.mark.parametrize("sizes", [(LARGE,), (LARGE - 1, LARGE - 1)])
def test_what_nobody_needs_any_more_is_not_kept_for_ever(sizes):
    gone = weakref.ref(_Ring())
    for size in sizes:
        with still(size):
            pass
    gc.collect()
    assert gone() is None
