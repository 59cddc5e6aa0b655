"""Replays corrections over a story. The analysed story stays as it is; the corrected one is made anew from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recap_gui.story import correct_cast, correct_scenes
from recap_gui.story.corrections import Correction, Unplaced
from recap_gui.story.draft import Draft, MisplacedError
from recap_gui.story.phrase import phrase
from recap_gui.story.story import Story

_VERBS: dict[str, Callable[[Draft, Correction], None]] = {
    "split": correct_scenes.split,
    "join": correct_scenes.join,
    "move": correct_scenes.move,
    "scene": correct_scenes.scene,
    "presence": correct_scenes.presence,
    "confirm": correct_scenes.confirm,
    "rename": correct_cast.rename,
    "merge": correct_cast.merge,
    "unalias": correct_cast.unalias,
    "separate": correct_cast.separate,
    "add": correct_cast.add,
    "dismiss": correct_cast.dismiss,
    "outside": correct_cast.outside,
    "colour": correct_cast.colour,
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected story; `placed` and `unplaced` together are all corrections there were, each in their order."""

    story: Story
    placed: tuple[Correction, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


def correct(story: Story, corrections: Sequence[Correction]) -> Corrected:
    """Lay `corrections` over `story`, one after the other in the order given.

    Scenes partition each text before and after; a scene keeps its id where it keeps its beginning or its break is
    moved; the same arguments give the same story. A correction that does not fit changes nothing and is listed.
    """
    if not corrections:
        return Corrected(story)
    draft = Draft(story)
    placed: list[Correction] = []
    unplaced: list[Unplaced] = []
    for correction in corrections:
        verb = _VERBS.get(correction.do)
        try:
            if verb is None:
                raise MisplacedError(phrase("It comes from a newer version of Recap Timeline."))
            verb(draft, correction)
        except MisplacedError as reason:
            unplaced.append(Unplaced(correction, reason.because))
        else:
            placed.append(correction)
    return Corrected(draft.freeze(), tuple(placed), tuple(unplaced))
