"""A page to read offline: the picture, and beneath it every scene's text, which a click on the picture brings up.

One file, nothing fetched, no script at all: the scenes are links within the page and CSS marks the one aimed at.
"""

from __future__ import annotations

from recap_gui.drawing.describe import scene_name
from recap_gui.drawing.style import Style
from recap_gui.drawing.svg import text
from recap_gui.layout.columns import SCENE
from recap_gui.layout.lanes import PRESENT, LaneLayout
from recap_gui.story import Story

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(title: str, story: Story, layout: LaneLayout, picture: str, style: Style) -> str:
    """The HTML page of `story` called `title` with its `picture` (SVG, whose links lead to ``scene-N``)."""
    title = text(title or "Recap")
    scenes = "\n".join(_scene(story, layout, column) for column in range(len(layout.columns)))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<style>{_css(style)}</style></head>
<body><header><h1>{title}</h1></header>
<div class="picture" tabindex="0" role="region" aria-label="Timeline">
{picture}</div>
<nav aria-label="Scenes">{_index(layout)}</nav>
<main>
{scenes}
</main></body></html>
"""


def _index(layout: LaneLayout) -> str:
    columns = layout.columns
    parts: list[str] = []
    for column in range(len(columns)):
        if columns.kind[column] != SCENE:
            continue
        if not parts or columns.episode[column] != columns.episode[column - 1]:
            label = columns.titles[columns.episode[column]]
            parts.append(f"<b>{text(label)}</b>" if label else "")
        tip = text(columns.headings[column])
        parts.append(f'<a href="#scene-{column}" title="{tip}">{int(columns.number[column])}</a>')
    return " ".join(part for part in parts if part)


def _scene(story: Story, layout: LaneLayout, column: int) -> str:
    columns = layout.columns
    episode = story.episodes[columns.episode[column]]
    scene = episode.scenes[columns.scene[column]]
    people = []
    for lane in range(layout.lanes):
        block = layout.block_at(lane, column)
        if block >= 0 and len(layout.characters[lane]) == 1:
            state = "present" if layout.state[block] & PRESENT else "mentioned"
            people.append(f'<span class="{state} c{int(layout.colour[lane])}">{text(layout.names[lane])}</span>')
    name = scene_name(columns, column)
    paragraphs = [part.strip() for part in episode.text[scene.start : scene.end].split("\n\n")]
    body = "".join(f"<p>{text(part)}</p>" for part in paragraphs if part)
    kind = "scene" if columns.kind[column] == SCENE else "aside"
    return (
        f'<section id="scene-{column}" class="{kind}"><h2>{text(name[:1].upper() + name[1:])}</h2>'
        f'<p class="who">{" ".join(people)}</p>{body}</section>'
    )


def _css(style: Style) -> str:
    colour = style.colour
    chips = "".join(f".c{number}{{border-color:{value}}}" for number, value in enumerate(style.lanes))
    return (
        f"body{{margin:0;background:{colour('ground')};color:{colour('text')};"
        "font:16px/1.6 'Recap Inter',Inter,'Helvetica Neue',Arial,sans-serif}"
        "header,nav,main{max-width:44rem;margin:0 auto;padding:0 24px}header h1{font-size:24px;margin:24px 0 0}"
        f".picture{{overflow-x:auto;margin:16px 0;border-block:1px solid {colour('rule')}}}"
        ".picture svg{display:block;margin:0 auto}.picture a:hover{opacity:.8}"
        f"nav{{font-size:13px;line-height:2.2;color:{colour('quiet')}}}nav b{{display:block;color:{colour('text')}}}"
        f"nav a{{color:{colour('accent')};display:inline-block;min-width:20px;text-align:center}}"
        "section{padding:8px 16px;margin:8px -16px;border-radius:8px;scroll-margin-top:16px;white-space:pre-line}"
        f"section:target{{background:{colour('panel')};box-shadow:inset 4px 0 {colour('accent')}}}"
        f"section h2{{font-size:16px;margin:8px 0}}.aside{{color:{colour('quiet')}}}.who{{font-size:13px}}"
        ".who span{border-left:4px solid;padding:0 8px 0 6px;white-space:nowrap}"
        f".who .mentioned{{border-left-style:dotted;color:{colour('quiet')}}}{chips}"
        "@media print{nav{display:none}}"
    )
