"""One episode as the reader lays it out: its text with a heading before every scene, furniture folded to one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from recap_gui.gui.reader_text import Insert
from recap_gui.gui.telling import Telling
from recap_gui.gui.widgets import plural
from recap_gui.story import Scene
from recap_gui.story.words import word_count


def inserts(
    telling: Telling,
    episode: int,
    unfolded: frozenset[str] = frozenset(),
    put_back: frozenset[str] = frozenset(),
) -> tuple[Insert, ...]:
    """The lines of our own in one episode: headings, and one in the place of each passage that is folded away.

    `put_back` are the scenes that were set apart before the user said that they belong to the recap.
    """
    made: list[Insert] = []
    for number in range(telling.first[episode], telling.first[episode + 1]):
        scene = telling.scenes[number]
        folded = scene.apart is not None and scene.id not in unfolded
        words = (
            fold_words(telling, number, folded=folded) if scene.apart is not None else heading_words(telling, number)
        )
        button = button_words(scene, was_apart=scene.id in put_back)
        if words or button:
            words = f"{words}   {button}" if button and words else words or button
            made.append(Insert(scene.start, words, scene.end if folded else 0, len(button)))
    return tuple(made)


def heading_words(telling: Telling, scene: int) -> str:
    """What stands above a scene: "12   The North Quay · First light"."""
    found = telling.scenes[scene]
    heading = telling.heading(scene)
    if found.kind == "scene":
        return "   ".join(part for part in (telling.label(scene), heading) if part)
    return "   ".join(part for part in (kind_name(found), heading) if part)


def fold_words(telling: Telling, scene: int, *, folded: bool) -> str:
    """The line above a passage that is set apart, or in its place: what it is, how long, and why it is set apart."""
    count = word_count(telling.text(scene))
    found = telling.scenes[scene]
    tr = QCoreApplication.translate
    one, many = tr("Page", "{n} word"), tr("Page", "{n} words")
    words = tr("Page", "{arrow} {kind}, {words}, set apart: {why}")
    length, arrow = plural(count, one, many), "▸" if folded else "▾"
    return words.format(arrow=arrow, kind=kind_name(found), words=length, why=_why_apart(found))


def button_words(scene: Scene, *, was_apart: bool) -> str:
    """What a click on the end of a scene's line does; "" where there is nothing to do."""
    if scene.apart is not None:
        return QCoreApplication.translate("Page", "Put back")
    return QCoreApplication.translate("Page", "Set apart again") if was_apart else ""


def _why_apart(scene: Scene) -> str:
    tr = QCoreApplication.translate
    reasons = {
        "menu": tr("Page", "it leads to other pages"),
        "ad": tr("Page", "it sells something"),
        "comments": tr("Page", "readers wrote it"),
        "byline": tr("Page", "it says who wrote the recap, and when"),
        "caption": tr("Page", "it belongs to a picture"),
        "footer": tr("Page", "the page ends with it"),
    }
    return reasons.get(scene.apart or "", tr("Page", "not part of the recap"))


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
