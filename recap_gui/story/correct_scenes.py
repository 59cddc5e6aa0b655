"""The corrections of scenes and of who is in them, as changes to a draft."""

from __future__ import annotations

from dataclasses import replace

from recap_gui.story.cast import Reason
from recap_gui.story.corrections import Correction
from recap_gui.story.draft import Draft, EpisodeDraft, MisplacedError, shortened, strongest
from recap_gui.story.phrase import phrase
from recap_gui.story.story import Decision, Kind, Scene

_STRONGER: dict[Kind, int] = {"frame": 0, "previously": 1, "scene": 2}


def split(draft: Draft, correction: Correction) -> None:
    """A scene begins at `at`. The part before keeps the id; place and time go with the words that tell them."""
    episode, offset = draft.place(correction.at, correction)
    _break_at(episode, offset, correction, "you said that a scene begins here")


def _break_at(episode: EpisodeDraft, offset: int, correction: Correction, rule: str) -> None:
    reason = Reason(rule)
    if episode.has_break(offset):
        index = episode.index_of_break(offset)
        if index is not None:
            found = episode.scenes[index]
            episode.scenes[index] = replace(found, confidence=1.0, why=(reason, *found.why))
        return
    index = episode.index_at(offset)
    whole = episode.scenes[index]
    if not whole.start < offset < whole.end:
        raise MisplacedError(phrase("There is no text left to split there."))
    before, after = _divided(episode, index, offset)
    place = whole.place if _tells(episode, whole.place, whole, offset) else None
    time = whole.time if _tells(episode, whole.time, whole, offset) else None
    first = replace(
        whole,
        end=offset,
        decided=before,
        place=None if place else whole.place,
        time=None if time else whole.time,
    )
    second = Scene(
        id=_fresh(episode, f"{whole.id}+{correction.id}"),
        start=offset,
        end=whole.end,
        kind=whole.kind,
        apart=whole.apart,
        place=place,
        time=time,
        why=(reason,),
        decided=after,
        strand=whole.strand,
    )
    episode.replace_scenes(index, index + 1, (first, second))


def _tells(episode: EpisodeDraft, said: str | None, scene: Scene, offset: int) -> bool:
    """Whether a scene says its place or time from `offset` on, and not before."""
    if not said:
        return False
    words = " ".join(said.split()).casefold()
    before, after = episode.text[scene.start : offset], episode.text[offset : scene.end]
    return words not in " ".join(before.split()).casefold() and words in " ".join(after.split()).casefold()


def _divided(episode: EpisodeDraft, index: int, offset: int) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """The decisions of a scene for its two parts: each goes where the character is mentioned, else to the first."""
    scene = episode.scenes[index]
    before, after = [], []
    for decision in scene.decided:
        starts = [m.start for m in episode.mentions.get(decision.character, ()) if scene.start <= m.start < scene.end]
        if any(start >= offset for start in starts):
            after.append(decision)
        if not starts or any(start < offset for start in starts):
            before.append(decision)
    return tuple(before), tuple(after)


def _fresh(episode: EpisodeDraft, wanted: str) -> str:
    """`wanted`, or a longer id where the episode has one like it."""
    taken = {scene.id for scene in episode.scenes}
    while wanted in taken:
        wanted += "+"
    return wanted


def join(draft: Draft, correction: Correction) -> None:
    """The scene that begins at `at` goes on the one before, which keeps its id. Where none begins, it is so already."""
    episode, offset = draft.place(correction.at, correction)
    index = episode.index_of_break(offset)
    if index is None:
        return
    if index == 0:
        raise MisplacedError(phrase("The text begins there: there is no scene before it."))
    first, second = episode.scenes[index - 1], episode.scenes[index]
    decided = tuple(
        Decision(who, strongest((episode.state(index - 1, who), episode.state(index, who))))
        for who in dict.fromkeys(decision.character for decision in (*first.decided, *second.decided))
    )
    kind = max(first.kind, second.kind, key=_STRONGER.__getitem__)
    told, other = (first, second) if first.kind == kind else (second, first)
    whole = replace(
        first,
        end=second.end,
        kind=kind,
        apart=first.apart if kind == "frame" else None,
        heading=first.heading or second.heading,
        place=told.place or (other.place if other.kind == kind else None),
        time=told.time or (other.time if other.kind == kind else None),
        continues=first.continues if first.kind == kind else second.continues,
        strand=told.strand,
        decided=decided,
    )
    if whole.continues == whole.id:
        whole = replace(whole, continues=None)
    episode.replace_scenes(index - 1, index + 1, (whole,))
    for at, scene_after in enumerate(episode.scenes):
        if scene_after.continues == second.id:
            episode.scenes[at] = replace(scene_after, continues=whole.id if scene_after.id != whole.id else None)


def move(draft: Draft, correction: Correction) -> None:
    """The break at `at` goes to `to`, which lies between the breaks around it."""
    episode, old = draft.place(correction.at, correction)
    target, new = draft.place(correction.to, correction)
    if target is not episode:
        raise MisplacedError(phrase("The two places are in different episodes."))
    index = episode.index_of_break(old)
    if index is None or index == 0:
        if episode.has_break(new):
            return
        words = correction.at.exact if correction.at else ""
        raise MisplacedError(phrase("No scene begins at “{words}” any more.", words=shortened(words)))
    before, after = episode.scenes[index - 1], episode.scenes[index]
    if not before.start < new < after.end:
        raise MisplacedError(phrase("Another scene begins between the two places."))
    moved = replace(after, start=new, confidence=1.0, why=(Reason("you moved the break here"),))
    episode.replace_scenes(index - 1, index + 1, (replace(before, end=new), moved))


def scene(draft: Draft, correction: Correction) -> None:
    """The scene that begins at `in_` gets the kind, place, time or heading named in `fields` (None or "" clears)."""
    episode, index = draft.scene_from(correction, around=False)
    found = episode.scenes[index]
    given = {"kind": correction.kind, "place": correction.place, "time": correction.time, "heading": correction.heading}
    fields = correction.fields or tuple(name for name, value in given.items() if value is not None)
    if "place" in fields:
        found = replace(found, place=correction.place or None)
    if "time" in fields:
        found = replace(found, time=correction.time or None)
    if "heading" in fields:
        found = replace(found, heading=correction.heading or None)
    if "kind" in fields and correction.kind is not None:
        found = replace(found, kind=correction.kind, apart=None, confidence=1.0)
        if correction.kind == "frame":  # nothing happens in it anywhere, and nobody is there
            found = replace(found, place=correction.place, time=correction.time, decided=())
    episode.scenes[index] = found


def presence(draft: Draft, correction: Correction) -> None:
    """`character` is `state` in the scene that begins at `in_`.

    Where that is no scene of its own any more, being present holds for the scene around; the other states do not.
    """
    if correction.state not in ("present", "mentioned", "absent"):
        raise MisplacedError(phrase("It does not say how the character is there."))
    episode, index = draft.scene_from(correction, around=correction.state == "present")
    episode.decide(index, draft.who(correction.character, correction, episode, index), correction.state)


def confirm(draft: Draft, correction: Correction) -> None:
    """The break at `at`, or `character` in the scene at `in_`, was found rightly: from now on it is sure."""
    if correction.character is not None and correction.in_ is not None:
        episode, index = draft.scene_from(correction, around=False)
        who = draft.who(correction.character, correction, episode, index)
        state = (
            correction.state if correction.state in ("present", "mentioned", "absent") else episode.state(index, who)
        )
        episode.decide(index, who, state)
    elif correction.at is not None:
        episode, offset = draft.place(correction.at, correction)
        _break_at(episode, offset, correction, "you confirmed that a scene begins here")
    else:
        raise MisplacedError(phrase("It does not say what was confirmed."))
