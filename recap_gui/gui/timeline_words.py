"""What the timeline says in words: card, question, figures, and the description for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from recap_gui.gui.selection import Hover
from recap_gui.gui.telling import Telling
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.widgets import plural
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import LaneLayout
from recap_gui.story.sentences import sentence_around

tr = QCoreApplication.translate
CARD_NAMES = 8
UNSURE_BELOW = 0.6
SENTENCE_SEARCHED = 2000
"""Code points of a scene in which its first sentence is looked for."""


def figures(layout: LaneLayout) -> str:
    """How much there is: lanes and scenes."""
    lanes = plural(len(layout.names), tr("Timeline", "{n} lane"), tr("Timeline", "{n} lanes"))
    return f"{lanes} · {_scenes(int((layout.columns.number > 0).sum()))}"


def place_words(telling: Telling, scene: int) -> str:
    """A scene in one line: number, place, time."""
    parts = (telling.label(scene), telling.heading(scene))
    kind = telling.scenes[scene].kind
    kinds = {"previously": tr("Timeline", "Previously"), "frame": tr("Timeline", "No scene")}
    return " · ".join(part for part in parts if part) or kinds.get(kind, "")


def state_words(telling: Telling, scene: int, character: str) -> str:
    """Whether a character is there, and how sure that is."""
    presence = telling.presence(scene, character)
    if presence is None:
        return tr("Timeline", "not here")
    if presence.confidence < UNSURE_BELOW:
        unsure = {"present": tr("Timeline", "present (unsure)"), "mentioned": tr("Timeline", "mentioned (unsure)")}
        return unsure[presence.state]
    return tr("Timeline", "present") if presence.state == "present" else tr("Timeline", "mentioned")


def first_sentence(telling: Telling, scene: int) -> str:
    """The first sentence of a scene."""
    text = telling.text(scene)[:SENTENCE_SEARCHED].lstrip()
    start, end = sentence_around(text, 0)
    return text[start:end]


def hover_words(workspace: Workspace, index: LaneIndex, hover: Hover) -> tuple[str, str, str]:
    """Who, where and the first sentence, for what the pointer is over."""
    telling, scene = workspace.telling, hover.scene
    if telling is None or scene is None:
        column = index.column(scene) if scene is not None else None
        lane = index.lane(hover.character) if hover.character is not None else None
        who = index.layout.names[lane] if lane is not None else ""
        return who, index.layout.columns.headings[column] if column is not None else "", ""
    if hover.character is not None and (found := telling.cast.get(hover.character)) is not None:
        who = f"{found.name} – {state_words(telling, scene, found.id)}"
    else:
        there = [telling.cast[p.character].name for p in telling.presences(scene) if p.state == "present"]
        who = ", ".join(there[:CARD_NAMES])
        if (more := len(there) - CARD_NAMES) > 0:
            who = tr("Timeline", "{names} and {n} more").format(names=who, n=more)
    return who, place_words(telling, scene), first_sentence(telling, scene)


def question_words(workspace: Workspace, index: LaneIndex, answer: Answer) -> tuple[list[str], str]:
    """The names a question is about, and where its answer begins and ends."""
    names = [index.layout.names[lane] for c in workspace.selection.characters if (lane := index.lane(c)) is not None]
    if not answer.count:
        return names, tr("Timeline", "no scene")
    first, last = (_scene_name(workspace, index, int(answer.columns[at])) for at in (0, -1))
    words = tr("Timeline", "first {first}, last {last}") if answer.count > 1 else tr("Timeline", "only {first}")
    return names, words.format(first=first, last=last)


def cell_words(workspace: Workspace) -> str:
    """The selection in one sentence, for screen readers."""
    selection, telling = workspace.selection, workspace.telling
    if telling is None or selection.empty:
        return ""
    if selection.cell is not None:
        scene, character = selection.cell
        return (
            f"{telling.cast[character].name}, {state_words(telling, scene, character)}. {place_words(telling, scene)}"
        )
    names = ", ".join(telling.cast[c].name for c in selection.characters if c in telling.cast)
    if not selection.scenes or selection.end is None:
        return names
    if len(selection.scenes) > 1:
        words = tr("Timeline", "{scenes}, to {place}")
        return words.format(scenes=_scenes(len(selection.scenes)), place=place_words(telling, selection.end))
    return place_words(telling, selection.end)


def _scene_name(workspace: Workspace, index: LaneIndex, column: int) -> str:
    if workspace.telling is not None:
        return workspace.telling.label(index.scene(column))
    return str(int(index.layout.columns.number[column]))


def _scenes(number: int) -> str:
    return plural(number, tr("Timeline", "{n} scene"), tr("Timeline", "{n} scenes"))
