"""How an exported page looks: its colours light and dark, the picture above, the text to read below it."""

from __future__ import annotations

from recap_gui.drawing.style import Style
from recap_gui.drawing.svg import role_rules

_MOST_MARKED = 600
"""Scenes beyond which the picture does not mark the one that is read: a rule for each would be most of the page."""

_LAYOUT = """
*{box-sizing:border-box}
html{height:100%}
body{margin:0;height:100dvh;overflow:hidden;display:grid;grid-template-rows:auto auto minmax(0,1fr);
background:var(--ground);color:var(--text);
font:16px/1.6 'Recap Inter',Inter,system-ui,'Helvetica Neue',Arial,sans-serif}
header{padding:16px 24px 12px}header h1{font-size:22px;line-height:1.3;margin:0}
header p{margin:2px 0 0;font-size:14px;color:var(--quiet)}
.picture{overflow:auto;max-height:56dvh;border-block:1px solid var(--rule);overscroll-behavior-x:contain}
.picture svg{display:block;margin:0 auto}.picture a{cursor:pointer}.picture svg a:hover>*{opacity:.75}
.picture .caption{margin:0;padding:0 24px 12px}
.read{overflow:auto;padding:0 24px;scroll-padding-top:8px}.read::after{content:"";display:block;height:40vh}
nav,main,footer{max-width:44rem;margin:0 auto}
nav{padding:12px 0;font-size:14px;line-height:2;color:var(--quiet)}nav b{display:block;color:var(--text)}
nav a{display:inline-block;min-width:26px;text-align:center;border-radius:4px}
a{color:var(--accent);text-decoration:none}nav a:hover,td a:hover,.steps a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.picture:focus-visible{outline-offset:-2px}
section{padding:8px 16px;margin:8px -16px;border-radius:8px}
section:target{background:var(--panel);box-shadow:inset 4px 0 var(--accent)}
section h2{font-size:16px;margin:8px 0;display:flex;justify-content:space-between;gap:16px}
section p{white-space:pre-line;margin:12px 0;overflow-wrap:anywhere}
.steps{white-space:nowrap}.steps a{padding:0 8px;font-size:18px;line-height:1}
.aside{color:var(--quiet)}section .who{font-size:14px;white-space:normal}
.who span,td .present,td .mentioned{display:inline-block;border-style:solid;border-width:0 0 0 4px;
padding:0 10px 0 6px;line-height:1.3;margin:2px 0}
.mentioned{border-left-style:dotted!important;color:var(--quiet)}
u{text-decoration:none;border-style:solid;border-width:0 0 2px}.c255{border-color:var(--quiet)}
.opening{color:var(--quiet)}
footer{padding:24px 0;font-size:13px;color:var(--quiet)}
table{border-collapse:collapse;width:100%;max-width:72rem;margin:0 auto;font-size:14px;line-height:1.4}
thead th{position:sticky;top:0;background:var(--ground);color:var(--quiet);font-weight:600;font-size:13px;
box-shadow:inset 0 -1px var(--quiet)}
th,td{text-align:left;vertical-align:top;padding:6px 12px;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
th{white-space:nowrap}tr.episode th{padding-top:20px;font-size:15px}
.skip{position:absolute;left:-999px}.skip:focus{left:16px;top:8px;background:var(--panel);padding:4px 12px;z-index:1}
@media (max-width:640px){header{padding:12px 16px 8px}header h1{font-size:19px}.read{padding-inline:16px}
.picture{max-height:48dvh}section{margin-inline:-8px;padding-inline:8px}}
@media print{body{display:block;height:auto;overflow:visible}.picture,.read{overflow:visible;max-height:none}
nav,.steps,.skip{display:none}
.picture svg{max-width:100%;height:auto}section{break-inside:avoid}.read::after{display:none}}
"""


def page_css(style: Style, dark: Style | None, scenes: int) -> str:
    """The style sheet of a page with so many columns; `dark` is for readers whose desktop is dark."""
    rules = _colours(style) + "".join(_LAYOUT.split("\n")) + _marks(scenes)
    if dark is not None:
        rules += f"@media screen and (prefers-color-scheme:dark){{{_colours(dark)}{role_rules(dark, '.picture svg ')}}}"
    return rules


def _colours(style: Style) -> str:
    names = ("ground", "panel", "rule", "text", "quiet", "accent")
    variables = "".join(f"--{name}:{style.colour(name)[:7]};" for name in names)
    chips = "".join(f".c{number}{{border-color:{value}}}" for number, value in enumerate(style.lanes))
    return f":root{{{variables}}}{chips}"


def _marks(scenes: int) -> str:
    """The scene that is read is marked in the picture, too."""
    if not 0 < scenes <= _MOST_MARKED:
        return ""
    places = [f"body:has(#scene-{at}:target) .picture a[href='#scene-{at}']" for at in range(scenes)]
    rings = ",".join(f"{place} rect" for place in places)
    words = ",".join(f"{place} text" for place in places)
    return f"{rings}{{stroke:var(--accent);stroke-width:2.5px}}{words}{{fill:var(--accent);font-weight:600}}"
