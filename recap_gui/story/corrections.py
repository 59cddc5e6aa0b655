"""Corrections: a user's decisions, laid over the analysis and tied to it by quoted words.

An anchor is W3C Web Annotation's text quote selector. Characters are named by their forms, never by id. The `hint` of
an anchor only breaks ties between equal quotes; the words decide.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from recap_gui.story.phrase import Phrase
from recap_gui.story.story import Decided, Kind


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text by its words: `exact`, with up to 32 code points before (`prefix`) and after (`suffix`).

    `hint` is where the words stood when the anchor was made, as a share of the text (0–1).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    hint: float | None = None


Do: TypeAlias = Literal[
    "split",  # a scene begins at `at`
    "join",  # the scene that begins at `at` goes on the one before
    "move",  # the break at `at` goes to `to`
    "scene",  # the scene that begins at `in_` gets `kind`, `place`, `time` or `heading` (those in `fields`)
    "presence",  # `character` is `state` in the scene that begins at `in_`
    "rename",  # `character` is called `into`
    "merge",  # `names` are one person, called `into`
    "unalias",  # the forms `names` are no longer `character`: they are one of their own, called `into`
    "separate",  # `names` are known not to be one person (answers a proposal)
    "add",  # the words at `at` name a character called `into`
    "dismiss",  # `character` is no person
    "outside",  # `character` is an outside figure (state "yes") or not (state "no")
    "colour",  # `character` wears colour `value`
    "confirm",  # the finding at `at` or of `character` in `in_` is right (review queue)
]


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. Which fields count depends on `do`; the others are None or empty.

    `episode` is the source name of the recap the anchors belong to ("" = the one recap, or the whole season).
    `at` also says which one is meant where two characters share the form given: it quotes a mention of the right one.
    `order` is the place in the order of replay when a season's corrections come from several files.
    `extra` holds fields this version does not know; they are written back as they came.
    """

    id: str
    do: str
    at: Anchor | None = None
    to: Anchor | None = None
    in_: Anchor | None = None
    character: str | None = None
    names: tuple[str, ...] = ()
    into: str | None = None
    state: Decided | Literal["yes", "no"] | None = None
    kind: Kind | None = None
    place: str | None = None
    time: str | None = None
    heading: str | None = None
    fields: tuple[str, ...] = ()
    value: int | None = None
    episode: str = ""
    order: int = field(default=0, compare=False)
    extra: tuple[tuple[str, object], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A correction whose words or names are no longer found, with one sentence that says why."""

    correction: Correction
    because: Phrase
