"""How long exports take, drawing and writing together, beside matplotlib drawing the same blocks in the same run.

    python tests/benchmarks/export.py

Thread CPU time, best of five. The budgets are those of issue 7: 40 scenes PNG 2× 0.5 s, SVG and PDF 0.1 s; 900 scenes
PNG 2× 4 s, SVG 0.2 s, PDF 0.4 s; matplotlib at least 3 times (PNG) and 10 times (SVG, PDF) as long. Needs matplotlib.
"""

import io
import random
import time

import matplotlib

from recap_gui.drawing.marks import Drawing
from recap_gui.drawing.measure import shipped
from recap_gui.drawing.pdf import pdf
from recap_gui.drawing.picture import Captions, draw_picture
from recap_gui.drawing.sheet import as_drawn
from recap_gui.drawing.style import lane_role, style
from recap_gui.drawing.svg import svg
from recap_gui.gui.raster import largest_scale, png, ready
from recap_gui.layout.lanes import PRESENT, lane_layout
from recap_gui.story import Character, Episode, Mention, Scene, Story

matplotlib.use("agg")
BUDGETS = {(40, "png"): 0.5, (40, "svg"): 0.1, (40, "pdf"): 0.1, (900, "png"): 4, (900, "svg"): 0.2, (900, "pdf"): 0.4}
RATIOS = {"png": 3, "svg": 10, "pdf": 10}
PLACES = (
    "the harbour office",
    "the slip",
    "Dougal's kitchen",
    "the old keeper's cottage on Gull Rock",
    "the wharf",
    None,
)


def synthetic_story(scenes: int, *, episode: int = 40) -> Story:
    """A season of `scenes` scenes, 40 to an episode, with a cast that grows as casts do."""
    random.seed(scenes)
    cast = [Character(f"c{n}", f"Character {n:02d}", (f"Character {n:02d}",)) for n in range(10 + scenes // 40)]
    episodes = []
    for number in range(0, scenes, episode):
        text, found, mentions = "", [], []
        for at in range(min(episode, scenes - number)):
            start = len(text)
            text += "word " * random.randint(30, 220)
            found.append(
                Scene(
                    f"s{number + at}",
                    start,
                    len(text),
                    place=random.choice(PLACES),
                    time=random.choice((None, "that night")),
                )
            )
            there = random.sample(cast[: 10 + number // 40], random.randint(2, 5))
            for who, person in enumerate(there):
                state = "mentioned" if random.random() < 0.25 else "present"
                mentions.append(
                    Mention(start + who, start + who + 1, person.id, "name", state, random.choice((0.5, 0.9, 0.9)))
                )
        index = number // episode
        episodes.append(
            Episode(f"e{index}", text, tuple(found), tuple(mentions), f"Episode {index + 1}", None, 1, index + 1)
        )
    return Story("A season", tuple(cast), tuple(episodes))


def fitting(drawing: Drawing) -> float:
    """2, or what a PNG may have where that would be too large."""
    return min(2.0, largest_scale(as_drawn(drawing)))


def ours(story: Story, kind: str) -> bytes:
    layout, look = lane_layout(story), style("light")
    drawing = draw_picture(layout, look, Captions(story.title, "", "", "Benchmark"), shipped)
    if kind == "png":
        return png(as_drawn(drawing), look, fitting(drawing))
    return pdf([as_drawn(drawing)], look, title=story.title) if kind == "pdf" else svg(drawing, look).encode()


def matplotlibs(story: Story, kind: str) -> bytes:
    """The same lanes, blocks, names and headings on one axis, as large as ours."""
    from matplotlib.figure import Figure

    layout, look = lane_layout(story), style("light")
    drawing = draw_picture(layout, look, Captions(story.title), shipped)
    figure = Figure(figsize=(drawing.width / 100, drawing.height / 100), dpi=100)
    axis = figure.add_axes((0.1, 0.05, 0.88, 0.85))
    columns, x = len(layout.columns), layout.columns.x
    for lane in range(layout.lanes):
        for solid in (True, False):
            own = [b for b in layout.blocks_of(lane) if bool(layout.state[b] & PRESENT) == solid]
            bars = [
                (x[layout.key[b] % columns], x[layout.key[b] % columns + 1] - x[layout.key[b] % columns]) for b in own
            ]
            colour = look.colours[lane_role(int(layout.colour[lane]))]
            axis.broken_barh(bars, (lane + 0.2, 0.6), facecolor=colour if solid else "none", edgecolor=colour)
        axis.plot([x[0], x[-1]], [lane + 0.5, lane + 0.5], lw=0.5, zorder=0)
    axis.set_yticks([lane + 0.5 for lane in range(layout.lanes)], layout.names)
    axis.invert_yaxis()
    for column, name in enumerate(layout.columns.headings):
        axis.text(x[column], -0.2, f"{layout.columns.number[column]} {name}", fontsize=6, clip_on=True)
    out = io.BytesIO()
    figure.savefig(out, format=kind, dpi=100 * fitting(drawing) if kind == "png" else 100)
    return out.getvalue()


def best(made, story: Story, kind: str, tries: int) -> tuple[float, int]:
    times, size = [], 0
    for _ in range(tries):
        start = time.thread_time()
        size = len(made(story, kind))
        times.append(time.thread_time() - start)
    return min(times), size


def main() -> None:
    ready()
    print(f"{'':12}{'ours':>9}{'budget':>9}{'bytes':>12}{'matplotlib':>13}{'ratio':>8}{'wanted':>8}")
    for scenes in (40, 900):
        story = synthetic_story(scenes)
        for kind in ("png", "svg", "pdf"):
            mine, size = best(ours, story, kind, 5)
            theirs, _ = best(matplotlibs, story, kind, 2)
            print(
                f"{scenes:4} {kind:7}{mine:8.3f}s{BUDGETS[scenes, kind]:8.2f}s{size:12,}{theirs:12.2f}s"
                f"{theirs / mine:7.0f}×{RATIOS[kind]:7}×"
            )


if __name__ == "__main__":
    main()
