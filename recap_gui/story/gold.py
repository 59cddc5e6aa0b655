"""A corrected story as gold (recaps/GOLD.md), so that users' corrections can measure the analyser."""

from __future__ import annotations

import json
import re
from typing import Any

from recap_gui.story.cast import Character
from recap_gui.story.story import Episode, Scene, Story, episode_presences, outside_figures

_LEAST_WORDS = 4


def gold(story: Story, episode_index: int = 0) -> dict[str, Any]:
    """The gold of one episode, as the JSON object that lies beside it as ``NAME.gold.json``.

    `begins` are the first words of a scene, long enough to stand first where the scene begins when read on from there.
    """
    episode = story.episodes[episode_index]
    outside = outside_figures(story)
    names = {character.id: character.name for character in story.characters}
    scenes: list[dict[str, Any]] = []
    after = 0
    for scene, found in zip(episode.scenes, episode_presences(episode, outside), strict=True):
        begins, start = _begins(episode, scene, after)
        if not begins:
            continue  # white space alone tells nothing and would tile nothing
        after = start + 1
        told = [p for p in found if p.character in names]
        frame = scene.kind == "frame"
        scenes.append(
            {
                "begins": begins,
                "kind": scene.kind,
                "place": scene.place,
                "time": scene.time,
                "present": [] if frame else [names[p.character] for p in told if p.state == "present"],
                "mentioned": [names[p.character] for p in told if frame or p.state == "mentioned"],
            }
        )
    used = {mention.character for mention in episode.mentions} | {
        d.character for s in episode.scenes for d in s.decided
    }
    cast = [_character(character, episode) for character in story.characters if character.id in used]
    return {"source": episode.source, "scenes": scenes, "characters": cast}


def gold_json(story: Story, episode_index: int = 0) -> str:
    """The gold of one episode as JSON text, one scene and one character a line, as the development set is written."""
    found = gold(story, episode_index)
    blocks = [
        f'  "{part}": [\n' + ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in found[part]) + "\n  ]"
        for part in ("scenes", "characters")
    ]
    return "{\n" + f'  "source": {json.dumps(found["source"], ensure_ascii=False)},\n' + ",\n".join(blocks) + "\n}\n"


def _begins(episode: Episode, scene: Scene, after: int) -> tuple[str, int]:
    """The first words of `scene`, and where they start; more of them until nothing equal stands between."""
    text = episode.text
    start = scene.start
    while start < scene.end and text[start].isspace():
        start += 1
    end = start
    for count, word in enumerate(re.finditer(r"\S+", text[start : scene.end]), 1):
        if (
            "\n" in text[start + (end - start) : start + word.start()]
            and count > 1
            and text.find(text[start:end], after) == start
        ):
            break
        end = start + word.end()
        if count >= _LEAST_WORDS and text.find(text[start:end], after) == start:
            break
    return text[start:end], start


def _character(character: Character, episode: Episode) -> dict[str, Any]:
    here = {episode.text[m.start : m.end] for m in episode.mentions if m.character == character.id and m.how == "name"}
    forms = [form for form in character.aliases if form in here or form == character.name]
    forms += sorted(form for form in here if form not in forms)
    kind = "outside" if character.outside else "character"
    return {"name": character.name, "aliases": list(dict.fromkeys(forms)), "kind": kind}
