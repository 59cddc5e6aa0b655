"""A language nobody speaks: accents, and 40 % longer, to see what is not translated and what is cut."""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

ACCENTS = str.maketrans("aeiouAEIOUcnsyz", "áéíöüÁÉÍÖÜçñšýž")
KEPT = re.compile(r"\{[^}]*\}|&&|&\w|\t.*", re.DOTALL)
"""Places for values, mnemonics, and keys behind a tab stay as they are."""
LONGER = 0.4
MARK = "·"
FILL = "ëñđ "


def pseudo(text: str) -> str:
    """`text` in the pseudo language, between two marks."""
    out, at = [], 0
    for match in KEPT.finditer(text):
        out.append(text[at : match.start()].translate(ACCENTS))
        out.append(match.group())
        at = match.end()
    tail = text[at:].translate(ACCENTS)
    if not any(c.isalpha() for c in text):
        return text
    body, tab, key = ("".join(out) + tail).partition("\t")
    more = (FILL * 40)[: max(1, round(len(text.partition("\t")[0]) * LONGER))].rstrip()
    return f"{MARK}{body}{more}{MARK}{tab}{key}"


class Pseudo(QTranslator):
    """Translates everything that goes through Qt's translation, and remembers what that was."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        self.asked.add((context, text))
        return pseudo(text)
