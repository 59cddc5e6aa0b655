"""SVG written by hand: real text, ids, tooltips, no script, nothing fetched. The same drawing gives the same bytes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from typing import TypeAlias

import numpy as np

from recap_gui.drawing.hatch import STEP
from recap_gui.drawing.marks import (
    DENSITY_ALPHA,
    HULL_RADIUS,
    HULL_SHARE,
    Box,
    Curve,
    Density,
    Drawing,
    Layer,
    Rects,
    Text,
)
from recap_gui.drawing.measure import BOLD, REGULAR
from recap_gui.drawing.sheet import Sheet, as_drawn
from recap_gui.drawing.style import ROLE, ROLES, Style
from recap_gui.drawing.webfont import font_css
from recap_gui.drawing.xml_text import text

FONTS = "'Recap Inter',Inter,'Helvetica Neue',Arial,'Liberation Sans',sans-serif"

Describe: TypeAlias = Callable[[Layer, int], str]
Group: TypeAlias = Callable[[Layer, int], tuple[str, str]]
Link: TypeAlias = Callable[[Layer, int], str]


def svg(
    drawing: Drawing,
    style: Style,
    *,
    sheet: Sheet | None = None,
    fonts: bool = False,
    describe: Describe | None = None,
    group: Group | None = None,
    link: Link | None = None,
) -> str:
    """The SVG document of `drawing`.

    `describe` gives the tooltip of a layer's target ("Leo · scene 4 · present"), `group` the id and the label of the
    group it belongs to (its lane's); marks of one group stand together. `link` gives the id of the place that a target
    leads to in the page around the SVG. All may give "". The SVG is as large as `sheet`, which holds the drawing.
    With `fonts` the letters that it shows are in it as fonts.
    """
    on = sheet or as_drawn(drawing)
    width, height = (f"{_n(side * 25.4 / 72)}mm" if on.paper else _n(side) for side in (on.width, on.height))
    box = [_n(value) for value in on.view]
    # What holds links is no image to those who do not see it: they would never reach them.
    name = f'role="group" aria-label="{text(drawing.title)}"' if link else 'role="img"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{" ".join(box)}" '
        f'{name} font-family="{escape(FONTS)}">',
    ]
    if drawing.title:
        out.append(f"<title>{text(drawing.title)}</title>")
    if drawing.description:
        out.append(f"<desc>{text(drawing.description)}</desc>")
    out.append(_css(drawing, style, font_css(letters_of(drawing)) if fonts else ""))
    out.append(_definitions(drawing, style))
    at = f'x="{box[0]}" y="{box[1]}" ' if sheet and (sheet.left or sheet.top) else ""
    out.append(f'<rect {at}width="{box[2]}" height="{box[3]}" class="ground"/>')
    for layer in drawing.layers:
        out += _layer(layer, style, describe, group, link)
    out.append("</svg>\n")
    return "\n".join(line for line in out if line)


def _layer(
    layer: Layer,
    style: Style,
    describe: Describe | None,
    group: Group | None,
    link: Link | None,
) -> Iterator[str]:
    x, y, width, height = layer.box
    name = layer.name.replace(" ", "-")
    at = f' transform="translate({_n(x)} {_n(y)})"' if x or y else ""
    yield f'<g id="{name}"{at}>'
    room = (0.0, 0.0, width, height)
    for part in layer.rects:
        if part.group == "ground":
            yield from _rects(part, room, style, "")
    if layer.density is not None:
        yield from _density(layer.density, style)
    marks = [part for part in layer.rects if part.group != "ground"]
    if layer.of == "block" and group is not None:
        yield from _grouped(layer, marks, room, style, describe, group, link)
    else:
        for part in marks:
            if part.kind == "hull":
                yield from _told(layer, part, room, style, describe, link)
            else:
                yield from _rects(part, room, style, part.group)
    yield from _curves(layer, describe, group)
    for label in layer.texts:
        place = link(layer, label.target) if link and label.target >= 0 else ""
        yield _linked(_text(label), place, f"{label.text}, {label.title}" if label.group == "number" else "")
    yield "</g>"


def _grouped(
    layer: Layer,
    marks: list[Rects],
    room: Box,
    style: Style,
    describe: Describe | None,
    group: Group,
    link: Link | None,
) -> Iterator[str]:
    """Blocks by the group they belong to, each with its tooltip; what is no block comes first."""
    members: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for part in marks:
        if part.group != "block":
            yield from _rects(part, room, style, part.group)
            continue
        for box, role, target in zip(part.box.tolist(), part.role.tolist(), part.target.tolist(), strict=True):
            own = describe(layer, target) if describe else ""
            shape = _shape(part.kind, _clipped(box, room), role, style)
            if shape:
                inside = f"<title>{text(own)}</title>" if own else ""
                line = f"<g>{inside}{shape}</g>" if shape.count("<") > 1 else shape.replace("/>", f">{inside}</rect>")
                line = _linked(line, link(layer, target) if link else "")
                members.setdefault(group(layer, target), []).append((target, line))
    for (identity, label), lines in members.items():
        attributes = (f' id="{text(identity)}"' if identity else "") + (f' aria-label="{text(label)}"' if label else "")
        yield f'<g class="lane"{attributes}>'
        yield from (line for _, line in sorted(lines))
        yield "</g>"


def _told(
    layer: Layer, part: Rects, room: Box, style: Style, describe: Describe | None, link: Link | None
) -> Iterator[str]:
    """Shapes one by one, each with its tooltip and its link."""
    for box, role, target in zip(part.box.tolist(), part.role.tolist(), part.target.tolist(), strict=True):
        own = describe(layer, target) if describe and target >= 0 else ""
        inside = f"<title>{text(own)}</title>" if own else ""
        shape = _shape(part.kind, _clipped(box, room), role, style).replace("/>", f">{inside}</rect>")
        yield _linked(shape, link(layer, target) if link and target >= 0 else "")


def _curves(layer: Layer, describe: Describe | None, group: Group | None) -> Iterator[str]:
    """Curves of one target together, with its tooltip."""
    for target, curves in groupby(layer.curves, key=lambda curve: curve.target):
        lines = [_curve(curve) for curve in curves]
        if target < 0 or group is None:
            yield from lines
            continue
        identity, label = group(layer, target)
        own = describe(layer, target) if describe else ""
        yield f'<g class="line" id="{text(identity)}" aria-label="{text(label)}">'
        if own:
            yield f"<title>{text(own)}</title>"
        yield from lines
        yield "</g>"


def _linked(line: str, place: str, name: str = "") -> str:
    """`line` as a link to `place`. The keyboard stops only at links with a name: one for each scene is enough."""
    if not place:
        return line
    reached = f'aria-label="{text(name.strip(" ,"))}"' if name else 'tabindex="-1"'
    return f'<a href="#{text(place)}" {reached}>{line}</a>'


def _rects(part: Rects, room: Box, style: Style, name: str) -> Iterator[str]:
    """Plain rectangles of one colour are one path: small, and quick to draw."""
    if part.kind != "fill":
        for box, role in zip(part.box.tolist(), part.role.tolist(), strict=True):
            yield _shape(part.kind, _clipped(box, room), role, style)
        return
    paths: dict[int, list[str]] = {}
    for box, role in zip(part.box.tolist(), part.role.tolist(), strict=True):
        x, y, w, h = _clipped(box, room)
        if w > 0 and h > 0:
            paths.setdefault(role, []).append(f"M{_n(x)} {_n(y)}h{_n(w)}v{_n(h)}h{_n(-w)}z")
    for role, pieces in paths.items():
        yield f'<path class="{ROLES[role]}{" " + name if name else ""}" d="{"".join(pieces)}"/>'


def _shape(kind: str, box: Box, role: int, style: Style) -> str:
    x, y, w, h = box
    if w <= 0 or h <= 0:
        return ""
    radius = min(style.metrics.radius, w / 2, h / 3)
    colour = ROLES[role]
    if kind == "hull":
        return _rect(x + 0.5, y + 0.5, w - 1, h - 1, min(HULL_RADIUS, w / 2, h / 2), f"s {colour}")
    if kind == "block":
        return _rect(x, y, w, h, radius, colour)
    if kind == "block unsure":
        # The pattern is anchored to the picture; what counts is that it looks unlike a sure one.
        inner = _rect(x + 0.75, y + 0.75, w - 1.5, h - 1.5, radius - 0.75, f"o {colour}")
        return _rect(x, y, w, h, radius, "ground") + _rect(x, y, w, h, radius, f"h {colour}") + inner
    if kind == "outline":
        return _rect(x + 1, y + 1, w - 2, h - 2, radius + 2, f"o2 {colour}")
    dashed = " d" if kind == "hollow unsure" else ""
    if w < 4 or h < 4:
        return _rect(x, y, w, h, 0, colour)
    return _rect(x + 0.75, y + 0.75, w - 1.5, h - 1.5, radius - 0.75, f"m{dashed} {colour}")


def _rect(x: float, y: float, w: float, h: float, radius: float, name: str) -> str:
    rounded = f' rx="{_n(radius)}"' if radius > 0 else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(w, 0))}" height="{_n(max(h, 0))}"{rounded} class="{name}"/>'


def _clipped(box: Iterable[float], room: Box) -> Box:
    """A box cut to its layer: no clip paths, which programs treat differently."""
    x, y, w, h = box
    left, top = max(x, room[0]), max(y, room[1])
    return left, top, min(x + w, room[0] + room[2]) - left, min(y + h, room[1] + room[3]) - top


def _text(label: Text) -> str:
    name = f"t {ROLES[label.role]}" + (" b" if label.weight >= BOLD else "")
    whole = f"<title>{text(label.title)}</title>" if label.title and label.title != label.text else ""
    group = f" {label.group}" if label.group else ""
    x, anchor = (label.x, "") if label.end is None else (label.end, ' text-anchor="end"')
    return (
        f'<text x="{_n(x)}" y="{_n(label.y)}"{anchor} font-size="{_n(label.size)}" class="{name}{group}">'
        f"{whole}{text(label.text)}</text>"
    )


def _curve(curve: Curve) -> str:
    first, rest = curve.points[0], curve.points[1:].reshape(-1, 6)
    path = f"M{_n(first[0])} {_n(first[1])}" + "".join("C" + " ".join(_n(v) for v in row) for row in rest)
    dash = f' stroke-dasharray="{" ".join(_n(v) for v in curve.dash)}"' if curve.dash else ""
    cap = "" if curve.dash else ' stroke-linecap="round"'
    return f'<path class="o {ROLES[curve.role]}" style="stroke-width:{_n(curve.width)}"{cap}{dash} d="{path}"/>'


def _density(density: Density, style: Style) -> Iterator[str]:
    """Runs of equal bytes in a row as rectangles, one path for each colour and share."""
    paths: dict[int, list[str]] = {}
    for row, pixels in enumerate(density.pixels):
        starts = np.flatnonzero(np.concatenate(([True], pixels[1:] != pixels[:-1])))
        for start, length in zip(starts.tolist(), np.diff(starts, append=len(pixels)).tolist(), strict=True):
            if pixels[start]:
                piece = f"M{_n(density.x + start)} {_n(density.y + row)}h{length}v1h{-length}z"
                paths.setdefault(int(pixels[start]), []).append(piece)
    for value, pieces in sorted(paths.items()):
        code, share = divmod(value, 16)
        role = f"lane-{code - 1}" if code <= 12 else "fold"
        yield f'<path class="{role}" fill-opacity="{_n(DENSITY_ALPHA[share])}" d="{"".join(pieces)}"/>'


def letters_of(drawing: Drawing) -> dict[int, set[str]]:
    """The letters that a drawing shows, by weight."""
    found: dict[int, set[str]] = {REGULAR: set(), BOLD: set()}
    for layer in drawing.layers:
        for label in layer.texts:
            found[BOLD if label.weight >= BOLD else REGULAR].update(label.text)
    return found


def _css(drawing: Drawing, style: Style, fonts: str) -> str:
    """One rule for each role that occurs, and the few ways to use it."""
    used = {ROLE["ground"]}
    for layer in drawing.layers:
        used.update(label.role for label in layer.texts)
        used.update(curve.role for curve in layer.curves)
        for part in layer.rects:
            used.update(np.unique(part.role).tolist())
        if layer.density is not None:
            used.update(ROLE[f"lane-{n}"] for n in range(12))
            used.add(ROLE["fold"])
    return (
        f"<style>{fonts}rect,path,text{{stroke-width:0}}"
        + "".join(_rule(style, role) for role in sorted(used))
        + f".m{{fill:{style.colour('ground')};stroke-width:1.5px}}"
        + ".o,.o2{fill:none;stroke-width:1.5px}.o2{stroke-width:2px}"
        + (f".s{{fill-opacity:{HULL_SHARE};stroke-width:1px}}" if _has_hulls(drawing) else "")
        + ".d{stroke-dasharray:3 2.4}.b{font-weight:600}.t{stroke:none}.h{stroke:none}"
        + "".join(f".h.{ROLES[role]}{{fill:url(#h{role})}}" for role in sorted(_hatched(drawing)))
        + "</style>"
    )


def role_rules(style: Style, within: str) -> str:
    """The colours of all roles for what stands `within` (a selector): a page's second look."""
    ground = style.colour("ground")
    solid = f"{within}.m{{fill:{ground}}}{within}.o,{within}.o2{{fill:none}}{within}.t{{stroke:none}}"
    hatched = "".join(f"{within}.h.{name}{{fill:url(#h{role})}}" for role, name in enumerate(ROLES))
    return "".join(_rule(style, role, within) for role in range(len(ROLES))) + solid + hatched


def _rule(style: Style, role: int, within: str = "") -> str:
    colour = style.colours[role]
    see_through = f";fill-opacity:{_n(int(colour[7:], 16) / 255)}" if len(colour) == 9 else ""
    return f"{within}.{ROLES[role]}{{fill:{colour[:7]};stroke:{colour[:7]}{see_through}}}"


def _has_hulls(drawing: Drawing) -> bool:
    return any(part.kind == "hull" for layer in drawing.layers for part in layer.rects)


def _hatched(drawing: Drawing) -> set[int]:
    parts = (part for layer in drawing.layers for part in layer.rects if part.kind == "block unsure")
    return {role for part in parts for role in part.role.tolist()}


def _definitions(drawing: Drawing, style: Style) -> str:
    patterns = []
    for role in sorted(_hatched(drawing)):
        step = _n(STEP / math.sqrt(2))
        patterns.append(
            f'<pattern id="h{role}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="{step}" height="{step}" class="{ROLES[role]}" '
            f'fill-opacity=".22"/><rect width="1.6" height="{step}" class="{ROLES[role]}"/></pattern>'
        )
    return f"<defs>{''.join(patterns)}</defs>" if patterns else ""


def _n(value: float) -> str:
    """A number with up to two decimals, as short as can be."""
    short = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if short in {"-0", ""} else short
