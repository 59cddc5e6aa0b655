"""Text for XML and HTML."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ufdd0-\ufdef]")


def text(value: str) -> str:
    """`value` as XML text or attribute: markup escaped, characters that XML forbids removed."""
    return escape(_FORBIDDEN.sub("", value))
