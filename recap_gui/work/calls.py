"""The table of computations that a `Call` can ask for: JSON in, JSON out. Each is imported when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

Computation: TypeAlias = Callable[[Any], Any]

CALLS: dict[str, str] = {
    "order": "recap_gui.work.calls:order",
    "storylines": "recap_gui.layout.storylines.search:answer",
}
"""Where each kind is computed, as ``module:function``. One that gives an iterator answers for each value."""


def computation(kind: str) -> Computation:
    """The function behind `kind`.

    Raises:
        KeyError: for a kind that is not in the table.
    """
    module, _, name = CALLS[kind].partition(":")
    found: Computation = getattr(import_module(module), name)
    return found


def order(payload: dict[str, Any]) -> dict[str, Any]:
    """The tightest lane order: ``{"lanes": n, "scenes": [[lane, …], …]}`` → ``{"order", "span", "proved"}``."""
    from recap_gui.layout.order import tightest

    found = tightest(payload["lanes"], [tuple(scene) for scene in payload["scenes"]])
    return {"order": list(found.order), "span": found.span, "proved": found.proved}
