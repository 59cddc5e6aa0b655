"""Page furniture that was put back into the recap: which it is, and how it is set apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recap_gui.story.anchors import find
from recap_gui.story.corrections import Correction
from recap_gui.story.story import Episode, Scene, Story


def put_back(analysed: Story, story: Story, episode: int) -> frozenset[str]:
    """The ids of the scenes of an episode that were found to be no part of the recap, and are part of it now."""
    there, here = analysed.episodes[episode], story.episodes[episode]
    if there.text != here.text:
        return frozenset()
    apart = {scene.start for scene in there.scenes if scene.apart is not None}
    return frozenset(scene.id for scene in here.scenes if scene.apart is None and scene.start in apart)


def set_apart_again(story: Story, episode: int, scene: Scene, corrections: Sequence[Correction]) -> list[Correction]:
    """`corrections` without what decides of which kind a scene is; its place, time and heading stay decided."""
    where = story.episodes[episode]
    kept: list[Correction] = []
    for correction in corrections:
        if not _decides_kind(correction) or correction.episode not in ("", where.source):
            kept.append(correction)
            continue
        assert correction.in_ is not None
        found = find(where.text, correction.in_)
        if found is None or not _begins(where, scene, found.offset):
            kept.append(correction)
        elif rest := tuple(field for field in correction.fields if field != "kind"):
            kept.append(replace(correction, kind=None, fields=rest))
    return kept


def _begins(episode: Episode, scene: Scene, offset: int) -> bool:
    """Whether a scene begins at `offset`, white space stepped over."""
    return scene.start <= offset and not episode.text[scene.start : offset].strip()


def _decides_kind(correction: Correction) -> bool:
    is_said = "kind" in correction.fields if correction.fields else correction.kind is not None
    return correction.do == "scene" and is_said and correction.in_ is not None
