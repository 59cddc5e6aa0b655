"""Lane layouts made in memory: from one episode to the longest-running scripted drama in history."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recap_gui.layout.lanes import FRAME, MENTIONED, PRESENT, PREVIOUSLY, SCENE, UNSURE, Columns, LaneLayout

FIRST = ("Alan", "Berta", "Corin", "Dilys", "Edwin", "Faye", "Gareth", "Hester", "Imre", "Joan", "Kit", "Lottie")
LAST = ("Achterberg", "Bellweather", "Corrigan", "Dunmore", "Eastlake", "Farrow", "Greaves", "Holloway", "Ingram")
PLACES = (
    "the North Quay",
    "Ward 4",
    "the Corrigan kitchen",
    "the station",
    "Farrow's bar",
    "the lighthouse",
    "Court 2",
)
TIMES = ("first light", "morning", "noon", "dusk", "night", "")
SIZES = {40: (12, 6), 10_000: (3_333, 90), 100_000: (33_333, 420), 1_100_000: (366_667, 2_000)}
"""Marks → (scenes, lanes). 366,667 scenes × 2,000 lanes are 18,262 episodes, the length of Guiding Light."""


def synthetic_layout(marks: int, *, width: str = "words", seed: int = 1) -> LaneLayout:
    """A layout with about `marks` blocks: about 3 a scene, 20 scenes an episode, a cast that changes over the years."""
    n_columns, n_lanes = SIZES[marks]
    rng = np.random.default_rng(seed)
    episode = (np.arange(n_columns) // 20).astype(np.int32)
    key, state = _blocks(rng, n_columns, n_lanes, episode)
    present = (state & PRESENT) != 0
    count = np.bincount(key[present] // n_columns, minlength=n_lanes).astype(np.int32)
    names = [_name(lane) for lane in range(n_lanes)]
    return LaneLayout(
        columns=_columns(rng, n_columns, episode, width),
        names=names,
        characters=[(f"c{lane + 1}",) for lane in range(n_lanes)],
        colour=(np.arange(n_lanes) % 12).astype(np.uint8),
        count=count,
        key=key,
        state=state,
    )


def _name(lane: int) -> str:
    again = lane // (len(FIRST) * len(LAST))
    name = f"{FIRST[lane % len(FIRST)]} {LAST[lane * 7 // 3 % len(LAST)]}"
    return f"{name} {again + 1}" if again else name


def _columns(rng: np.random.Generator, n_columns: int, episode: npt.NDArray[np.int32], width: str) -> Columns:
    scene = (np.arange(n_columns) % 20).astype(np.int32)
    kind = np.where(scene == 0, PREVIOUSLY, SCENE).astype(np.uint8)
    kind[(scene == 19)] = FRAME
    words = np.rint(rng.gamma(3.0, 22.0, n_columns)) + 8 if width == "words" else np.ones(n_columns)
    place = rng.integers(-1, len(PLACES), n_columns).astype(np.int32)
    time = rng.integers(0, len(TIMES), n_columns)
    headings = {(p, t): " · ".join(filter(None, (PLACES[p] if p >= 0 else "", TIMES[t])))
                for p in range(-1, len(PLACES)) for t in range(len(TIMES))}  # fmt: skip
    continues = np.full(n_columns, -1, np.int32)
    again = np.flatnonzero((scene > 4) & (scene < 19) & (rng.random(n_columns) < 0.1))
    continues[again] = again - 2
    return Columns(
        x=np.concatenate(([0.0], np.cumsum(words))),
        kind=kind,
        episode=episode,
        scene=scene,
        number=np.where(kind == SCENE, scene, 0).astype(np.int32),
        place=place,
        continues=continues,
        headings=[headings[pair] for pair in zip(place.tolist(), time.tolist(), strict=True)],
        titles=[f"E{number + 1} · The {PLACES[number % len(PLACES)].split()[-1]}" for number in range(episode[-1] + 1)],
    )


def _blocks(
    rng: np.random.Generator, n_columns: int, n_lanes: int, episode: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Sorted keys and states: each episode has a dozen people out of a window of sixty that slides down the lanes."""
    n_episodes = int(episode[-1]) + 1
    window, company = min(60, n_lanes), min(12, n_lanes)
    base = (np.arange(n_episodes) / max(1, n_episodes - 1) * (n_lanes - window)).astype(np.int64)
    weight = rng.random((n_episodes, window)) * (1 + np.arange(window) % 15)
    cast = base[:, None] + np.argpartition(weight, company - 1, axis=1)[:, :company]
    if n_lanes > 200:  # leads who stay for an era
        era = np.arange(n_episodes) * 10 // n_episodes
        cast[:, :4] = (era[:, None] * 17 + rng.integers(0, 12, (n_episodes, 4))) % n_lanes
    heads = rng.choice([1, 2, 3, 4, 5, 7], p=[0.08, 0.3, 0.3, 0.2, 0.1, 0.02], size=n_columns)
    rank = rng.random((n_columns, company)).argsort(axis=1)
    there = np.arange(company)[None, :] < np.minimum(heads, company)[:, None]
    column = np.broadcast_to(np.arange(n_columns)[:, None], rank.shape)[there]
    lane = np.take_along_axis(cast[episode], rank, axis=1)[there]
    talked = np.flatnonzero(rng.random(n_columns) < 0.2)
    talked_lane = cast[episode[talked], rng.integers(0, company, talked.size)]
    key = np.concatenate((lane * n_columns + column, talked_lane * n_columns + talked)).astype(np.int64)
    state = np.concatenate((np.full(lane.size, PRESENT), np.full(talked.size, MENTIONED))).astype(np.uint8)
    state[rng.random(state.size) < 0.06] |= UNSURE
    order = np.lexsort((state & MENTIONED, key))
    key, state = key[order], state[order]
    first = np.concatenate(([True], key[1:] != key[:-1]))
    return key[first], state[first]
