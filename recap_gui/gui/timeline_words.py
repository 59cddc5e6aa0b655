"""What the timeline says in words: card, question, figures, and the description for screen readers. No Qt."""

from __future__ import annotations

from recap_gui.gui.selection import Hover
from recap_gui.gui.telling import Telling
from recap_gui.gui.timeline_index import Answer, LaneIndex
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import LaneLayout
from recap_gui.story.sentences import sentence_around

CARD_NAMES = 8
UNSURE_BELOW = 0.6
SENTENCE_SEARCHED = 2000
"""Code points of a scene in which its first sentence is looked for."""


def figures(layout: LaneLayout) -> str:
    """How much there is: lanes and scenes."""
    return f"{_count(len(layout.names), 'lane')} · {_count(int((layout.columns.number > 0).sum()), 'scene')}"


def place_words(telling: Telling, scene: int) -> str:
    """A scene in one line: number, place, time."""
    parts = (telling.label(scene), telling.heading(scene))
    kind = telling.scenes[scene].kind
    return " · ".join(part for part in parts if part) or {"previously": "Previously", "frame": "No scene"}.get(kind, "")


def state_words(telling: Telling, scene: int, character: str) -> str:
    """Whether a character is there, and how sure that is."""
    presence = telling.presence(scene, character)
    if presence is None:
        return "not here"
    return presence.state + (" (unsure)" if presence.confidence < UNSURE_BELOW else "")


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
        who = ", ".join(there[:CARD_NAMES]) + (
            f" and {len(there) - CARD_NAMES} more" if len(there) > CARD_NAMES else ""
        )
    return who, place_words(telling, scene), first_sentence(telling, scene)


def question_words(workspace: Workspace, index: LaneIndex, answer: Answer) -> tuple[list[str], str]:
    """The names a question is about, and where its answer begins and ends."""
    names = [index.layout.names[lane] for c in workspace.selection.characters if (lane := index.lane(c)) is not None]
    if not answer.count:
        return names, "no scene"
    first, last = (_scene_name(workspace, index, int(answer.columns[at])) for at in (0, -1))
    return names, f"first {first}, last {last}" if answer.count > 1 else f"only {first}"


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
        return f"{_count(len(selection.scenes), 'scene')}, to {place_words(telling, selection.end)}"
    return place_words(telling, selection.end)


def _scene_name(workspace: Workspace, index: LaneIndex, column: int) -> str:
    if workspace.telling is not None:
        return workspace.telling.label(index.scene(column))
    return str(int(index.layout.columns.number[column]))


def _count(number: int, word: str) -> str:
    return f"1 {word}" if number == 1 else f"{number:,} {word}s"
