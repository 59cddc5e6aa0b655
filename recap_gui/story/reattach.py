"""A correction that lost its words, tied to other words the user points at."""

from __future__ import annotations

from dataclasses import replace

from recap_gui.story.anchors import anchor_at, anchor_of
from recap_gui.story.corrections import Correction
from recap_gui.story.edits import Edit, Refused
from recap_gui.story.phrase import phrase
from recap_gui.story.story import Scene, Story


def reattach(
    story: Story, correction: Correction, episode_id: str, start: int, end: int, *, character_id: str | None = None
) -> Edit:
    """`correction` with its anchors at the words ``[start, end)``, and said of `character_id` if that is given.

    A decision about a scene goes to the scene that holds `start`; a moved break is the one nearest to it. Names that
    belong to several people cannot be pointed at with one place: such a decision is refused.
    """
    if correction.do in ("merge", "separate", "unalias"):
        return Refused(phrase("This is about several names. Drop it, and decide anew."))
    episode = next(found for found in story.episodes if found.id == episode_id)
    scene = next((s for s in episode.scenes if s.start <= start < s.end), episode.scenes[-1])
    source = episode.source if len(story.episodes) > 1 else ""
    named = next((c.name for c in story.characters if c.id == character_id), None)
    made = replace(correction, episode=source)
    if correction.do in ("rename", "dismiss", "outside", "colour"):
        if named is None:
            return Refused(phrase("Select the character who is meant."))
        return replace(made, at=None, character=named)
    if correction.do == "add":
        if not episode.text[start:end].strip():
            return Refused(phrase("Select the words that name the character."))
        return replace(made, at=anchor_of(episode.text, start, end))
    if correction.character is not None and named is not None:
        made = replace(made, at=None, character=named)
    if correction.in_ is not None:
        return replace(made, in_=anchor_at(episode.text, scene.start))
    if correction.to is not None:
        return _moved(episode.text, episode.scenes, made, start)
    return replace(made, at=anchor_at(episode.text, scene.start if correction.do != "split" else start))


def _moved(text: str, scenes: tuple[Scene, ...], made: Correction, to: int) -> Edit:
    breaks = [scene.start for scene in scenes[1:]]
    if not breaks:
        return Refused(phrase("There is no break to move."))
    nearest = min(breaks, key=lambda start: abs(start - to))
    return replace(made, at=anchor_at(text, nearest), to=anchor_at(text, to))
