"""Keeps an error in a method that Qt calls from ending the program on Python 3.11.

PySide (6.8 to 6.11 seen) crashes there when such a method, called by Qt in the midst of a call of ours, ends with an
error that C raised: `[][0]` in a `data` or a `showEvent` is enough. The error has no exception object yet, and PySide
reads its arguments. Any `except` on the way makes that object, so every override gets one. Python 3.12 always makes it.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGraphicsItem


def install() -> None:
    """Look after all classes that are derived from Qt's from now on."""
    if sys.version_info < (3, 12):
        for base in (QObject, QGraphicsItem):
            base.__init_subclass__ = classmethod(_keep)  # type: ignore[assignment, arg-type]


def _keep(cls: type, **_: object) -> None:
    theirs = [base for base in cls.__mro__[1:] if base.__module__.startswith("PySide6.")]
    for name, found in list(vars(cls).items()):
        if isinstance(found, FunctionType) and not name.startswith("__") and any(name in vars(base) for base in theirs):
            setattr(cls, name, kept(found))


def kept(override: Callable[..., Any]) -> Callable[..., Any]:
    """`override`, whose errors have their exception object when PySide sees them."""

    @functools.wraps(override)
    def call(*args: Any, **named: Any) -> Any:
        try:
            return override(*args, **named)
        except BaseException:
            raise

    return call
