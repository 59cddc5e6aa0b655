"""How many words a text has, counted once: columns, tables and the status bar ask again after every correction."""

from __future__ import annotations

from functools import lru_cache

_LONG = 100_000
_BLANK = bytes(ord(" ") if chr(byte).isspace() and byte < 128 else ord("x") for byte in range(256))


@lru_cache(maxsize=8192)
def word_count(text: str) -> int:
    """The words of `text`, as far as white space parts them; of a very long text only the usual white space counts."""
    if len(text) < _LONG:
        return len(text.split())
    plain = text.encode("utf-8", "surrogatepass").translate(_BLANK)  # ten times as fast as a list of a million words
    return plain.count(b" x") + (plain[:1] == b"x")
