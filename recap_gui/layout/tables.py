"""The story as tables: scene × character for spreadsheets and for Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from recap_gui.layout.columns import SCENE, episode_code
from recap_gui.layout.lanes import MENTIONED, PRESENT, UNSURE, LaneLayout
from recap_gui.story import Story

_FORMULA = re.compile(r"^[\s\0]*[=+\-@\t\r\n|%]")
_KINDS = ("scene", "previously", "frame")


def csv_table(story: Story, layout: LaneLayout) -> str:
    """A row a scene, a column a character: "present", "mentioned", "?" behind what is unsure (RFC 4180).

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = ["episode", "title", "scene", "kind", "place", "time", "words", *layout.names]
    writer.writerow([guarded(cell) for cell in head])
    columns = layout.columns
    for column in range(len(columns)):
        episode = story.episodes[columns.episode[column]]
        scene = episode.scenes[columns.scene[column]]
        number = int(columns.number[column])
        row = [
            episode_code(episode) or str(int(columns.episode[column]) + 1),
            episode.title or "",
            str(number) if number else "",
            _KINDS[columns.kind[column]],
            scene.place or "",
            scene.time or "",
            str(len(episode.text[scene.start : scene.end].split())),
            *_cells(layout, column, _word),
        ]
        writer.writerow([guarded(" ".join(cell.split())) for cell in row])
    return out.getvalue()


def markdown_table(story: Story, layout: LaneLayout) -> str:
    """A row a scene, a column a character: ● present, ○ mentioned, ? behind what is unsure."""
    columns = layout.columns
    lines = [f"# {_escaped(story.title)}", ""] if story.title else []
    for number in range(len(story.episodes)):
        own = [c for c in range(len(columns)) if columns.episode[c] == number and columns.kind[c] == SCENE]
        if columns.titles[number] and len(story.episodes) > 1:
            lines += [f"## {_escaped(columns.titles[number])}", ""]
        lanes = [lane for lane in range(layout.lanes) if any(layout.block_at(lane, c) >= 0 for c in own)]
        lines.append(
            "| " + " | ".join(["scene", "place · time", *(_escaped(layout.names[lane]) for lane in lanes)]) + " |"
        )
        lines.append("|--:|:--|" + ":-:|" * len(lanes))
        for column in own:
            marks = list(_cells(layout, column, _mark))
            row = [
                str(int(columns.number[column])),
                _escaped(columns.headings[column]),
                *(marks[lane] for lane in lanes),
            ]
            lines.append("| " + " | ".join(row) + " |")
        lines.append("")
    lines.append("● present · ○ only mentioned · ? unsure")
    return "\n".join(lines) + "\n"


def guarded(cell: str) -> str:
    """`cell` such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(layout: LaneLayout, column: int, written: Callable[[int], str]) -> Iterator[str]:
    for lane in range(layout.lanes):
        block = layout.block_at(lane, column)
        yield written(int(layout.state[block])) if block >= 0 else ""


def _word(state: int) -> str:
    word = "present" if state & PRESENT else "mentioned" if state & MENTIONED else ""
    return f"{word}?" if state & UNSURE else word


def _mark(state: int) -> str:
    mark = "●" if state & PRESENT else "○"
    return f"{mark}?" if state & UNSURE else mark


def _escaped(text: str) -> str:
    """`text` as one line of Markdown that means nothing but itself."""
    return re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", " ".join(text.split()))
