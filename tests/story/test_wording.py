import pytest

from recap_gui.story.correct import _VERBS
from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.wording import described, short

HERE = Anchor("As the team leaves the office")


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (Correction("1", "split", at=HERE), "A scene begins at “As the team leaves the office”."),
        (Correction("1", "presence", character="Leo", in_=HERE, state="mentioned"),
         "“Leo” is only talked about in the scene at “As the team leaves the office”."),
        (Correction("1", "merge", names=("A", "B", "C"), into="B"), "“A”, “B” and “C” are one person, “B”."),
        (Correction("1", "scene", in_=HERE, fields=("place", "time"), time="noon"),
         "The scene at “As the team leaves the office”: no place, time “noon”."),
        (Correction("1", "scene", in_=HERE, kind="scene"),
         "The scene at “As the team leaves the office”: it is a scene."),
        (Correction("1", "outside", character="Leo", state="no"), "“Leo” belongs to the story."),
        (Correction("1", "fold"), "A correction made by a newer version of Recap Timeline."),
    ],
)  # fmt: skip
def test_a_correction_says_what_it_decides(correction, expected):
    assert described(correction) == expected


def test_every_verb_has_words():
    unknown = Correction("1", "fold")
    for do in _VERBS:
        made = Correction("1", do, at=HERE, to=HERE, in_=HERE, character="Leo", names=("Leo", "Leonard"), into="Leo")
        assert described(made) != described(unknown) and short(made) != short(unknown)
        assert described(made).endswith(".") and "None" not in described(made)
