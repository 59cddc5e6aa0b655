"""The style: colours by role, read from a theme, and the measures of the picture on a rhythm of 8 px."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from recap_gui import assets

Theme: TypeAlias = Literal["light", "dark", "print", "contrast", "contrast-dark"]
THEMES: tuple[Theme, ...] = ("light", "dark", "print", "contrast", "contrast-dark")

PLAIN_ROLES = (
    "ground",  # what everything stands on
    "panel",  # ruler and lane heads
    "stripe",  # every second lane
    "greyed",  # columns of kind previously and frame
    "rule",  # hairlines
    "text",
    "quiet",  # text of second rank
    "link",  # the line that joins a character's blocks
    "fold",  # blocks of a lane of several characters
    "accent",
    "selection",
    "hover",
    "lit",  # scenes that answer a lane question
    "found",  # scenes with a hit
    "veil",  # over what does not answer
)
LANE_COUNT, PLACE_COUNT = 12, 8
ROLES = (
    *PLAIN_ROLES,
    *(f"lane-{number}" for number in range(LANE_COUNT)),
    *(f"place-{number}" for number in range(PLACE_COUNT)),
)
"""Every role; a mark's `role` is an index into this."""

ROLE = {name: number for number, name in enumerate(ROLES)}
LANE, PLACE = ROLE["lane-0"], ROLE["place-0"]
"""Where the lanes' and the places' colours begin in ROLES."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Measures in px, all multiples or halves of 8 at text scale 1.

    `body` and `small` are the sizes of type; `title` that of the picture's title. The ruler's rows stand one below the
    other: episode titles, numbers, `label_lines` lines of label, time cues, brackets, the place band.
    """

    lane: float = 24.0
    radius: float = 4.0
    body: float = 13.0
    small: float = 11.0
    head: float = 14.0
    title: float = 24.0
    episode_row: float = 24.0
    number_row: float = 20.0
    label_line: float = 14.0
    label_lines: int = 2
    cue_row: float = 16.0
    bracket_row: float = 12.0
    band: float = 8.0
    head_narrow: float = 96.0
    head_wide: float = 240.0
    gap: float = 8.0
    page: float = 32.0

    def scaled(self, scale: float) -> Metrics:
        """The same with type, and what must hold it, `scale` times as large."""
        return Metrics(
            lane=round(self.lane * scale),
            radius=self.radius,
            body=self.body * scale,
            small=self.small * scale,
            head=self.head * scale,
            title=self.title * scale,
            episode_row=round(self.episode_row * scale),
            number_row=round(self.number_row * scale),
            label_line=round(self.label_line * scale),
            label_lines=self.label_lines,
            cue_row=round(self.cue_row * scale),
            bracket_row=self.bracket_row,
            band=self.band,
            head_narrow=round(self.head_narrow * scale),
            head_wide=round(self.head_wide * scale),
            gap=self.gap,
            page=self.page,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """Why marks look as they do: `colours` by role (``#rrggbb`` or ``#rrggbbaa``, as ROLES has them) and `metrics`."""

    name: str
    dark: bool
    colours: tuple[str, ...]
    metrics: Metrics = Metrics()

    def colour(self, role: str) -> str:
        """The colour of a role given by name."""
        return self.colours[ROLE[role]]

    @property
    def lanes(self) -> tuple[str, ...]:
        """The twelve colours of characters in their fixed order."""
        return self.colours[LANE : LANE + LANE_COUNT]


def lane_role(colour: int) -> int:
    """The role of a lane's marks: `colour` is 0–11, or 255 for a fold."""
    return LANE + colour if colour < LANE_COUNT else ROLE["fold"]


def style(theme: Theme = "light", *, text_scale: float = 1.0) -> Style:
    """The style of a theme, with type `text_scale` (1–2) times as large."""
    data = _theme(theme)
    roles: dict[str, str] = data["roles"]
    colours = (*(roles[name] for name in PLAIN_ROLES), *data["lists"]["lanes"], *data["lists"]["places"])
    return Style(theme, data["dark"], colours, Metrics().scaled(text_scale))


@cache
def _theme(theme: str) -> dict[str, Any]:
    return tomllib.loads(assets.data("themes", f"{theme}.toml").decode("utf-8"))
