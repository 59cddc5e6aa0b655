"""Stories for tests of corrections: from a recap's text and its gold, and small made ones. No analyser is needed."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from recap_gui.story import Character, Episode, Mention, Scene, Story

RECAPS = Path(__file__).parent / "data" / "recaps"
DEVELOPMENT = sorted(
    p.name.removesuffix(".gold.json")
    for p in RECAPS.glob("*.gold.json")
    if (RECAPS / p.name.replace(".gold.json", ".txt")).exists()
)


def from_gold(name: str, folder: Path = RECAPS, text: str | None = None) -> Story:
    """The story that the gold of a plain-text recap tells; mentions are the names as they stand in the text.

    With another `text` (the recap edited), whose scenes begin where the gold's words still stand.
    """
    gold = json.loads((folder / f"{name}.gold.json").read_text("utf-8"))
    text = text if text is not None else (folder / f"{name}.txt").read_text("utf-8-sig")
    starts: list[tuple[int, dict]] = []
    at = 0
    for scene in gold["scenes"]:
        words = re.compile(r"\s+".join(map(re.escape, scene["begins"].split())))
        match = words.search(text, at)
        if match:
            found = match.start()
            starts.append((found if starts else 0, scene))
            at = found + 1
    if not starts:
        starts = [(0, {"kind": "frame", "present": [], "mentioned": []})]
    ids = {c["name"]: f"c{i + 1}" for i, c in enumerate(gold["characters"])}
    cast = tuple(
        Character(ids[c["name"]], c["name"], tuple(dict.fromkeys([c["name"], *c["aliases"]])), c["kind"] == "outside")
        for c in gold["characters"]
    )
    scenes, states = [], []
    for i, (start, scene) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else len(text)
        place, time = scene.get("place"), scene.get("time")
        scenes.append(Scene(f"e1s{i + 1}", start, end, scene["kind"], place=place, time=time, confidence=0.8))
        states.append(set(scene["present"]))
    forms = sorted(
        ((a, c["name"]) for c in gold["characters"] for a in {c["name"], *c["aliases"]}), key=lambda f: (-len(f[0]), f)
    )
    taken = bytearray(len(text) + 1)
    mentions = []
    for form, who in forms:
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            here = max(i for i, s in enumerate(scenes) if s.start <= match.start())
            state = "present" if who in states[here] else "mentioned"
            mentions.append(Mention(match.start(), match.end(), ids[who], "name", state, 0.8))
    mentions.sort(key=lambda m: m.start)
    return Story(name, cast, (Episode("e1", text, tuple(scenes), tuple(mentions), title=name, source=f"{name}.txt"),))


def with_made_breaks(text: str, name: str, rng: random.Random) -> Story:
    """The gold story of `name` over an edited text, as another analyser might see it: some breaks are lost."""
    story = from_gold(name, text=text)
    (episode,) = story.episodes
    kept = [s for s in episode.scenes if s.start == 0 or rng.random() < 0.9]
    ends = [s.start for s in kept[1:]] + [len(text)]
    scenes = tuple(
        Scene(f"e1s{i + 1}", s.start, e, s.kind, place=s.place) for i, (s, e) in enumerate(zip(kept, ends, strict=True))
    )
    return Story(story.title, story.characters, (Episode("e1", text, scenes, episode.mentions, source=episode.source),))


def check_partition(story: Story) -> None:
    """Every text is covered by its scenes, in order; every mention is of somebody in the cast; ids are unique."""
    cast = {character.id for character in story.characters}
    assert len(cast) == len(story.characters)
    ids = [scene.id for episode in story.episodes for scene in episode.scenes]
    assert len(ids) == len(set(ids))
    for episode in story.episodes:
        at = 0
        for scene in episode.scenes:
            assert scene.start == at and (scene.end > scene.start or not episode.text), (scene, at)
            at = scene.end
            assert scene.continues is None or scene.continues in ids
            assert all(decision.character in cast for decision in scene.decided)
        assert at == len(episode.text)
        starts = [(m.start, m.end) for m in episode.mentions]
        assert starts == sorted(starts)
        assert all(m.character in cast and 0 <= m.start < m.end <= len(episode.text) for m in episode.mentions)
