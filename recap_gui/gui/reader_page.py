"""One episode as the reader lays it out: its text with a heading before every scene, furniture folded to one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from recap_gui.gui.reader_text import Insert
from recap_gui.gui.telling import Telling
from recap_gui.story import Scene
from recap_gui.story.words import word_count


def inserts(telling: Telling, episode: int, unfolded: frozenset[str] = frozenset()) -> tuple[Insert, ...]:
    """The lines of our own in one episode: headings, and one in the place of each passage that is folded away."""
    made: list[Insert] = []
    for number in range(telling.first[episode], telling.first[episode + 1]):
        scene = telling.scenes[number]
        folded = scene.apart is not None and scene.id not in unfolded
        words = fold_words(telling, number) if folded else heading_words(telling, number)
        if words:
            made.append(Insert(scene.start, words, scene.end if folded else 0))
    return tuple(made)


def heading_words(telling: Telling, scene: int) -> str:
    """What stands above a scene: "12   The North Quay · First light"."""
    found = telling.scenes[scene]
    heading = telling.heading(scene)
    if found.kind == "scene":
        return "   ".join(part for part in (telling.label(scene), heading) if part)
    return "   ".join(part for part in (kind_name(found), heading) if part)


def fold_words(telling: Telling, scene: int) -> str:
    """The line that stands for a folded passage: what it is, how long, and what a click does."""
    count = word_count(telling.text(scene))
    words = QCoreApplication.translate("Page", "▸ {kind}, {n} words: not part of the recap")
    return words.format(kind=kind_name(telling.scenes[scene]), n=count)


def kind_name(scene: Scene) -> str:
    """What a stretch of text is, in words."""
    tr = QCoreApplication.translate
    names = {
        "menu": tr("Page", "Menu"),
        "ad": tr("Page", "Advertisement"),
        "comments": tr("Page", "Comments"),
        "byline": tr("Page", "Byline"),
        "caption": tr("Page", "Caption"),
        "footer": tr("Page", "Footer"),
        "scene": tr("Page", "Scene"),
        "previously": tr("Page", "Previously"),
        "frame": tr("Page", "Around the story"),
    }
    return names[scene.apart or scene.kind]
