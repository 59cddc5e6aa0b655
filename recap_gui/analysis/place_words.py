"""The words of a phrase and around it that tell whether a scene happens there: its noun, its verb, what stands before.

Every one that is common in recaps is a rule of its own among the weights of places.
"""

from __future__ import annotations

from collections.abc import Iterator

from recap_gui.analysis.cues import flat
from recap_gui.analysis.language import Parsed

_MARK = "word"  # what the names of these rules begin with


def words_around(parsed: Parsed, first: int, last: int, noun: int) -> Iterator[str]:
    """The rules of the words in and around the phrase ``tokens[first:last]`` with the head word `noun`."""
    tokens = parsed.tokens
    head = tokens[noun]
    name = "OWNER" if head.tag == "POS" else "NAME" if head.pos == "PROPN" else head.lemma.lower()
    yield f"{_MARK} {name}"
    if head.pos == "PROPN":
        yield f"{_MARK} in a name {head.lemma.lower()}"
    if head.ent:
        yield f"{_MARK} of kind {head.ent}"
    article = tokens[first]
    yield f"{_MARK} begins {flat(article.text) if article.pos in ('DET', 'PRON', 'ADV') else article.pos}"
    before = tokens[first - 1] if first and tokens[first - 1].sentence == head.sentence else None
    small = flat(before.text) if before is not None else "nothing"
    yield f"{_MARK} after {'NAME' if before is not None and before.pos == 'PROPN' else small}"
    if before is not None and before.pos in ("ADP", "ADV", "SCONJ", "PART"):
        yield f"{_MARK} {small} {name}"
        earlier = tokens[first - 2] if first > 1 and tokens[first - 2].sentence == head.sentence else None
        yield f"{_MARK} after {'nothing' if earlier is None else _plain(parsed, earlier.i)} {small}"
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == head.sentence else None
    yield f"{_MARK} before {'nothing' if after is None else _plain(parsed, after.i)}"
    above = head
    for _ in range(4):
        above = tokens[above.head]
        if above.pos in ("VERB", "AUX", "NOUN", "PROPN"):
            break
    if above.i != head.i:
        what = "NAME" if above.pos == "PROPN" else above.lemma.lower()
        yield f"{_MARK} under {what}"
        yield f"{_MARK} under {what} {small}"


def is_word(rule: str) -> bool:
    """Whether a rule of places is one of these."""
    return rule.startswith(f"{_MARK} ")


def _plain(parsed: Parsed, at: int) -> str:
    token = parsed.tokens[at]
    return "NAME" if token.pos == "PROPN" else flat(token.text)
