"""Scores the analysis against gold recaps in one warm process, so that a change is judged in seconds.

python tests/benchmarks/score_recaps.py                       the recaps in tests/data/recaps
python tests/benchmarks/score_recaps.py FOLDER --only smash   other recaps with gold, some of them
... --reflow joined|block|chopped|all                         the texts laid out anew (all: every layout, macros only)
... --show                                                    per scene: gold and found, side by side
... --cache                                                   keep the parsed words in the temporary folder
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import pickle
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from recap_gui.analysis import language
from recap_gui.analysis.frames import find_zones
from recap_gui.analysis.mentions import find_mentions
from recap_gui.analysis.pipeline import analyse_parsed
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.settle import settle
from recap_gui.story import Document, Scene, Story, episode_presences, outside_figures

try:
    from recap_gui.files.reader import read
except ImportError:  # the reader is being written

    def read(data: bytes, name: str) -> Document:
        """A rough stand-in: plain text, Markdown without its marks, HTML without its tags."""
        import html
        import re

        text = data.decode("utf-8-sig")
        if name.endswith(".html"):
            text = re.sub(r"(?s)<(script|style|title).*?</\1>|<!.*?>", "", text)
            text = re.sub(r"\s+", " ", text)
            text = re.sub(r"</?(p|div|h\d|li|ul|br|article|section|header|nav|aside|footer)\b[^>]*>", "\n\n", text)
            text = html.unescape(re.sub(r"<[^>]+>", "", text))
        elif name.endswith(".md"):
            text = re.sub(r"(?s)\A---.*?\n---\n", "", text)
            text = re.sub(r"(?m)^#+ ", "", text).replace("**", "").replace("*", "")
        return Document(text, name)


HERE = Path(__file__).resolve().parents[1] / "data" / "recaps"


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("recap_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parsed_words(document: Document, *, cache: bool) -> language.Parsed:
    if not cache:
        return language.parse(document.text, hints=document.hints)
    key = hashlib.sha256(
        (document.text + repr(document.hints) + Path(language.__file__).read_text(encoding="utf-8")).encode()
    ).hexdigest()
    file = Path(tempfile.gettempdir()) / "recap-parsed" / key
    if file.exists():
        return pickle.loads(file.read_bytes())
    parsed = language.parse(document.text, hints=document.hints)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(pickle.dumps(parsed))
    return parsed


def as_story_file(story: Story) -> dict[str, object]:
    """What the scorer reads of a story file (DESIGN.md §5)."""
    outside = outside_figures(story)
    return {
        "characters": [
            {"id": c.id, "name": c.name, "aliases": list(c.aliases), "outside": c.outside} for c in story.characters
        ],
        "episodes": [
            {
                "text": e.text,
                "scenes": [
                    {"start": s.start, "end": s.end, "kind": s.kind, "place": s.place}
                    | {"presences": [{"character": p.character, "state": p.state} for p in found]}
                    for s, found in zip(e.scenes, episode_presences(e, outside), strict=True)
                ],
            }
            for e in story.episodes
        ],
    }


def with_gold_scenes(
    story: Story, document: Document, parsed: language.Parsed, gold: dict[str, list[dict[str, object]]]
) -> Story:
    """The story with the gold's scenes instead of those found; a page of several recaps is read as one."""
    scenes = tuple(
        Scene(f"e1s{number}", s["start"], s["end"], s["kind"], place=s.get("place"))  # type: ignore[arg-type]
        for number, s in enumerate(gold["scenes"], 1)
    )
    found = find_mentions(parsed, quotes := Quotes(parsed), find_zones(document, parsed, quotes))
    episode = replace(story.episodes[0], text=document.text, scenes=scenes, mentions=settle(found, scenes))
    return replace(story, characters=found.cast.characters, episodes=(episode,))


def show(story: Story, gold: dict[str, object]) -> None:
    """Gold and found side by side, for reading."""
    outside = outside_figures(story)
    names = {c.id: c.name for c in story.characters}
    print("CAST gold ", [(c["name"], c["kind"][:3], c["aliases"]) for c in gold["characters"]])  # type: ignore[attr-defined]
    print("CAST found", [(c.name, "out" if c.outside else "cha", c.aliases) for c in story.characters])
    for proposal in story.proposals:
        print("PROPOSED", [names[i] for i in proposal.same], proposal.confidence, [r.rule for r in proposal.why])
    episode = story.episodes[0]
    rows = [
        (s["start"], "gold", s["kind"], s["place"], s["time"], s["present"], s["mentioned"], "") for s in gold["scenes"]
    ]  # type: ignore[attr-defined]
    for scene, found in zip(episode.scenes, episode_presences(episode, outside), strict=True):
        here = [names[p.character] for p in found if p.state == "present"]
        talked = [names[p.character] for p in found if p.state == "mentioned"]
        why = ", ".join(r.rule for r in scene.why)
        rows.append((scene.start, "    found", scene.kind, scene.place, scene.time, here, talked, why))
    for start, who, kind, place, when, here, talked, why in sorted(rows, key=lambda r: (r[0], r[1][0] == " ")):
        words = " ".join(episode.text[start : start + 50].split())
        print(
            f"{who:9} {start:6} {kind[:4]} {words!r} | {place} · {when} | P {sorted(here)} | M {sorted(talked)} | {why}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE)
    parser.add_argument("--score", type=Path, default=HERE / "score.py")
    parser.add_argument("--only", default="")
    parser.add_argument("--reflow", choices=["joined", "block", "chopped", "all"])
    parser.add_argument("--gold-scenes", action="store_true", help="with the gold's scenes: judges who, not where")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--cache", action="store_true")
    options = parser.parse_args()
    score = load_scorer(options.score)
    wanted = [word for word in options.only.split(",") if word]
    recaps = [entry for entry in score.load_gold(options.folder) if not wanted or any(w in entry[0] for w in wanted)]
    layouts = [None, "joined", "block", "chopped"] if options.reflow == "all" else [options.reflow]
    for layout in layouts:
        results, spent = {}, 0.0
        for name, file, gold in recaps:
            raw = file.read_bytes()
            if layout:
                if file.suffix != ".txt":
                    continue
                raw = score.reflow(raw.decode("utf-8-sig"), layout).encode()
            document = read(raw, file.name)
            parsed = parsed_words(document, cache=options.cache)
            begun = time.perf_counter()
            story = analyse_parsed(document, parsed)
            if options.gold_scenes:
                story = with_gold_scenes(story, document, parsed, score.place(name, document.text, gold)[0])
            spent += time.perf_counter() - begun
            text, prediction = score.as_prediction(as_story_file(story))
            placed, lost = score.place(name, text, gold)
            if lost:
                print(f"{name}: LOST {lost}", file=sys.stderr)
            results[name] = score.score_one(text, placed, prediction, len(lost))
            if options.show:
                print(f"===== {name}")
                show(story, placed)
        print(f"layout: {layout or 'as it is'}   (analysis without the parser: {spent:.2f} s)")
        if options.reflow == "all":
            print("  ".join(f"{k} {v:.3f}" for k, v in score.macro(results).items() if k in score.COLS + score.EXTRA))
        else:
            score.table(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
