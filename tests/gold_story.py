"""Stories made from gold files, without any analysis: for tests of everything that comes after it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from recap_gui.story import Character, Episode, Mention, Reason, Scene, Story

RECAPS = Path(__file__).parent / "data" / "recaps"


def gold_story(*names: str, title: str = "") -> Story:
    """The story of the gold files that begin with `names` (``"03"``, ``"season-harbour/S01E01"``) an episode each.

    Characters of the same canonical name are one. Every present or mentioned character of a scene gets one mention at
    the scene's start with the confidence .9, every seventh .5.
    """
    golds = [_load(name) for name in names]
    characters: dict[str, Character] = {}
    for _, _, gold in golds:
        for entry in gold["characters"]:
            known = characters.get(entry["name"])
            aliases = tuple(dict.fromkeys((*(known.aliases if known else ()), entry["name"], *entry["aliases"])))
            identity = known.id if known else f"c{len(characters) + 1}"
            characters[entry["name"]] = Character(identity, entry["name"], aliases, entry["kind"] == "outside")
    ids = {name: character.id for name, character in characters.items()}
    episodes = tuple(_episode(at, *loaded, ids, many=len(golds) > 1) for at, loaded in enumerate(golds))
    return Story(title or episodes[0].title or "", tuple(characters.values()), episodes)


def season_story() -> Story:
    """The four-episode season."""
    names = sorted(path.name.split("-")[0] for path in (RECAPS / "season-harbour").glob("*.gold.json"))
    return gold_story(*(f"season-harbour/{name}" for name in names), title="Gannet Harbour")


def _load(name: str) -> tuple[Path, str, dict]:
    folder, _, start = name.rpartition("/")
    path = next(path for path in sorted((RECAPS / folder).glob(f"{start}*.gold.json")))
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / gold["source"]).read_text(encoding="utf-8")
    return path, text, gold


def _episode(at: int, path: Path, text: str, gold: dict, ids: dict[str, str], *, many: bool) -> Episode:
    starts = _starts(text, [scene["begins"] for scene in gold["scenes"]])
    if starts[0]:
        gold["scenes"].insert(0, {"kind": "frame", "present": [], "mentioned": [], "place": None, "time": None})
        starts.insert(0, 0)
    scenes, mentions = [], []
    for number, (scene, start) in enumerate(zip(gold["scenes"], starts, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        scenes.append(
            Scene(f"e{at + 1}s{number + 1}", start, end, scene["kind"], place=scene["place"], time=scene["time"])
        )
        for state in ("present", "mentioned"):
            for name in scene[state]:
                confidence = 0.5 if (len(mentions) + 1) % 7 == 0 else 0.9
                why = (Reason("as the gold says", ((start, end),)),)
                mentions.append(Mention(start, start + 1, ids[name], "name", state, confidence, why))
    code = re.match(r"S(\d\d)E(\d\d)-", path.name)
    title = path.name.removesuffix(".gold.json").split("-", 1)[1].replace("-", " ").capitalize()
    season, number = (int(code[1]), int(code[2])) if code else (None, None)
    return Episode(f"e{at + 1}", text, tuple(scenes), tuple(mentions), title, None, season, number, gold["source"])


def _starts(text: str, begins: Sequence[str]) -> list[int]:
    """Where the scenes begin in `text`, white space folded; 0 for the first if nothing but space stands before it."""
    found: list[int] = []
    at = 0
    for words in begins:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        hit = re.compile(pattern).search(text, at)
        assert hit is not None, words
        found.append(hit.start())
        at = hit.start() + 1
    return [0 if not text[: found[0]].strip() else found[0], *found[1:]]
