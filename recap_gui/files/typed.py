"""Typed JSON decoded by several threads: msgspec crashes where two of them make out the same types at the same time."""

from __future__ import annotations

import threading
from typing import Any, TypeVar

import msgspec

Kind = TypeVar("Kind")

_LOCK = threading.Lock()
_made: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def decoded(data: bytes | msgspec.Raw, kind: type[Kind]) -> Kind:
    """The value of type `kind` in `data`; its types are made out by one thread, once.

    Raises:
        msgspec.DecodeError: where it holds none.
    """
    decoder = _made.get(kind)
    if decoder is None:
        with _LOCK:
            decoder = _made.get(kind) or _made.setdefault(kind, msgspec.json.Decoder(kind))
    value: Kind = decoder.decode(data)
    return value
