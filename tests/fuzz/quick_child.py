"""A child that finds a story at once: a scene for each paragraph, a character for each capitalised word met twice.

Everything else about it is the real child. The window's robustness runs use it where they need many stories, not true
ones.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent.parent))

import recap_gui.analysis.pipeline as pipeline
from recap_gui.story import Character, Episode, Mention, Reason, Scene, Story
from recap_gui.story.phrase import phrase
from recap_gui.work.child import main


def analyse(document, *, progress=None):
    text = document.text
    if progress is not None:
        progress(0.5, phrase("Reading"))
    starts = [0, *(m.end() for m in re.finditer(r"\n\s*\n", text) if m.end() < len(text))][:400]
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    scenes = tuple(
        Scene(f"e1s{n}", start, end, "frame" if n == 1 else "scene", place=text[start : start + 20].split("\n")[0])
        for n, (start, end) in enumerate(bounds, 1)
    )
    found = list(re.finditer(r"\b[A-Z][a-z]{2,}\b", text[:200_000]))
    met = [name for name, count in Counter(m[0] for m in found).most_common(30) if count > 1]
    ids = {name: f"c{n}" for n, name in enumerate(met, 1)}
    cast = tuple(Character(ids[name], name, (name,)) for name in met)
    why = (Reason("subject of an action", ((0, min(5, len(text))),), 0.5),)
    mentions = tuple(
        Mention(m.start(), m.end(), ids[m[0]], "name", "mentioned" if n % 3 else "present", 0.5 + n % 5 / 10, why)
        for n, m in enumerate(found)
        if m[0] in ids
    )
    episode = Episode("e1", text, scenes, mentions, document.title, document.show, document.season, document.number,
                      source=document.source)  # fmt: skip
    return Story(document.title or "A story", cast, (episode,))


pipeline.analyse = analyse
main()
