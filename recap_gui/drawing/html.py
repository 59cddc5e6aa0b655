"""A page to read offline: the picture, and below it every scene's text, which a click on the picture brings up.

One file, nothing fetched, no script at all: the scenes are links within the page and CSS marks the one aimed at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from recap_gui.drawing.describe import opening, scene_name
from recap_gui.drawing.html_style import page_css
from recap_gui.drawing.measure import BOLD, REGULAR
from recap_gui.drawing.say import Say
from recap_gui.drawing.style import Style
from recap_gui.drawing.webfont import font_css
from recap_gui.drawing.xml_text import text
from recap_gui.layout.columns import FRAME, SCENE
from recap_gui.layout.lanes import PRESENT, UNSURE, LaneLayout
from recap_gui.story import Episode, Scene, Story

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src 'none'; script-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows.

    Attributes:
        title: on top; `figures`, `caption` and `source` are the lines around the picture, "" leaves one out.
        story: whose scenes are read; nothing else of it is in the page.
        layout: its columns, and a lane for everybody who is shown.
        picture: SVG whose links lead to ``scene-N`` (N = the column), or None: then the scenes stand in a table.
        alt: what the picture shows, in words.
        fonts: whether the letters of the page are in it as fonts.
        dark: the style that readers with a dark desktop see, None where everybody sees `style`.
    """

    title: str
    figures: str
    caption: str
    source: str
    alt: str
    story: Story
    layout: LaneLayout
    picture: str | None
    style: Style
    dark: Style | None = None
    say: Say = str
    fonts: bool = False


def html(page: Page) -> str:
    """The HTML of `page`."""
    say, columns = page.say, len(page.layout.columns)
    title = text(page.title or "Recap")
    scenes = "\n".join(_scene(page, column) for column in range(columns))
    name = say("Timeline") if page.picture is not None else say("Scenes")
    figure = page.picture if page.picture is not None else _table(page)
    lines = f'<p class="figures">{text(page.figures)}</p>' if page.figures else ""
    below = f'<p class="caption">{text(page.caption)}</p>' if page.caption else ""
    footer = f"<footer>{text(page.source)}</footer>" if page.source else ""
    described = f'<meta name="description" content="{text(page.alt)}">' if page.alt else ""
    made = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="{_scheme(page)}">{described}
<style>{page_css(page.style, page.dark, columns)}</style></head>
<body><a class="skip" href="#text">{text(say("Skip to the text"))}</a>
<header><h1>{title}</h1>{lines}</header>
<div class="picture" tabindex="0" role="region" aria-label="{text(name)}">
{figure}{below}</div>
<div class="read" id="text"><nav aria-label="{text(say("Scenes"))}">{_index(page)}</nav>
<main>
{scenes}
</main>{footer}</div></body></html>
"""
    if not page.fonts:
        return made
    letters = set(made)
    return made.replace("<style>", "<style>" + font_css({REGULAR: letters, BOLD: letters}), 1)


def _scheme(page: Page) -> str:
    return "light dark" if page.dark else "dark" if page.style.dark else "light"


def _index(page: Page) -> str:
    columns = page.layout.columns
    parts: list[str] = []
    before = -1
    for column in range(len(columns)):
        if columns.kind[column] != SCENE:
            continue
        if columns.episode[column] != before:
            before = int(columns.episode[column])
            label = columns.titles[before]
            parts.append(f"<b>{text(label)}</b>" if label else "")
        name = text(_capital(scene_name(columns, column, page.say)))
        number = int(columns.number[column])
        parts.append(f'<a href="#scene-{column}" title="{name}" aria-label="{name}">{number}</a>')
    return " ".join(part for part in parts if part)


def _scene(page: Page, column: int) -> str:
    columns = page.layout.columns
    episode = page.story.episodes[columns.episode[column]]
    scene = episode.scenes[columns.scene[column]]
    name = text(_capital(scene_name(columns, column, page.say)))
    kind = "scene" if columns.kind[column] == SCENE else "aside"
    body = "".join(f"<p>{part}</p>" for part in _paragraphs(page, episode, scene))
    who = " ".join((*_people(page, column, present=True), *_people(page, column, present=False)))
    return (
        f'<section id="scene-{column}" class="{kind}"><h2>{name}{_steps(page, column)}</h2>'
        f"{f'<p class=who>{who}</p>' if who else ''}{body}</section>"
    )


def _steps(page: Page, column: int) -> str:
    """Links to the scenes before and after, for reading on with the keyboard."""
    found = []
    for other, sign, name in (
        (column - 1, "‹", page.say("Previous scene")),
        (column + 1, "›", page.say("Next scene")),
    ):
        if 0 <= other < len(page.layout.columns):
            found.append(f'<a href="#scene-{other}" aria-label="{text(name)}" title="{text(name)}">{sign}</a>')
    return f'<span class="steps">{"".join(found)}</span>'


def _people(page: Page, column: int, *, present: bool) -> Iterator[str]:
    layout = page.layout
    for lane in range(layout.lanes):
        block = layout.block_at(lane, column)
        if block >= 0 and bool(layout.state[block] & PRESENT) == present:
            state = "present" if present else "mentioned"
            word = page.say("present") if present else page.say("only mentioned")
            unsure = "?" if layout.state[block] & UNSURE else ""
            name = text(layout.names[lane])
            yield f'<span class="{state} c{int(layout.colour[lane])}" title="{text(word)}">{name}{unsure}</span>'


def _paragraphs(page: Page, episode: Episode, scene: Scene) -> Iterator[str]:
    """The scene's paragraphs, the names in them underlined in their lanes' colours."""
    whole = episode.text
    at = scene.start
    for paragraph in whole[scene.start : scene.end].split("\n\n"):
        start, end = at, at + len(paragraph)
        at = end + 2
        while start < end and whole[start].isspace():
            start += 1
        while end > start and whole[end - 1].isspace():
            end -= 1
        if start < end:
            yield _marked(page, episode, start, end)


def _marked(page: Page, episode: Episode, start: int, end: int) -> str:
    parts: list[str] = []
    at = start
    first = bisect_left(episode.mentions, start, key=lambda mention: mention.start)
    for mention in episode.mentions[first:]:
        if mention.start >= end:
            break
        lane = page.layout.lane_of(mention.character) if mention.how == "name" else -1
        if lane < 0 or mention.start < at or mention.end > end:
            continue
        words = text(episode.text[mention.start : mention.end])
        parts.append(f"{text(episode.text[at : mention.start])}<u class=c{int(page.layout.colour[lane])}>{words}</u>")
        at = mention.end
    return "".join((*parts, text(episode.text[at:end])))


def _table(page: Page) -> str:
    """The scenes as a table with real rows and heads."""
    say, columns = page.say, page.layout.columns
    heads = "".join(
        f'<th scope="col">{text(say(name))}</th>' for name in ("Scene", "Place and time", "Present", "Talked about")
    )
    rows: list[str] = []
    before = -1
    for column in range(len(columns)):
        if columns.kind[column] == FRAME:
            continue
        title = columns.titles[columns.episode[column]]
        if columns.episode[column] != before and title:
            rows.append(f'<tr class="episode"><th colspan="4" scope="colgroup">{text(title)}</th></tr>')
        before = int(columns.episode[column])
        number = int(columns.number[column]) or "·"
        heading = text(columns.headings[column])
        if not heading:
            heading = f'<span class="opening">{text(opening(page.story, page.layout, column))}</span>'
        name = text(_capital(scene_name(columns, column, say)))
        rows.append(
            f"<tr{'' if columns.kind[column] == SCENE else ' class=aside'}>"
            f'<th scope="row"><a href="#scene-{column}" aria-label="{name}">{number}</a></th>'
            f"<td>{heading}</td>"
            f"<td>{' '.join(_people(page, column, present=True))}</td>"
            f"<td>{' '.join(_people(page, column, present=False))}</td></tr>"
        )
    body = "\n".join(rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{body}\n</tbody></table>\n"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
