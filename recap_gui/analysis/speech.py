"""Who speaks each stretch of direct speech, and to whom: by the words of saying right beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes
from recap_gui.story.document import Span

_NEAR = 8  # words: how far from the marks the verb of saying stands


class Said(NamedTuple):
    """The characters who speak and who are spoken to, where the text tells."""

    speaker: int | None
    listener: int | None


def speakers(parsed: Parsed, quotes: Quotes, at: Mapping[int, int]) -> dict[Span, Said]:
    """Speaker and listener of every quotation; `at` leads from head words to the characters that they mean."""
    return {span: _said(parsed, quotes, at, span) for span in quotes.spans}


def _said(parsed: Parsed, quotes: Quotes, at: Mapping[int, int], span: Span) -> Said:
    for verb in _verbs(parsed, quotes, span):
        speaker = listener = None
        for child in (parsed.tokens[c] for c in parsed.children[verb.i]):
            if child.i not in at:
                if child.dep == "prep" and child.text.lower() == "to":
                    listener = next((at[c] for c in parsed.children[child.i] if c in at), listener)
            elif child.dep == "nsubj" or (child.dep == "dobj" and speaker is None and child.i == verb.i + 1):
                speaker = at[child.i]
            elif child.dep in ("dobj", "dative"):
                listener = at[child.i]
        if speaker is not None:
            return Said(speaker, listener if listener != speaker else None)
    return Said(None, None)


def _verbs(parsed: Parsed, quotes: Quotes, span: Span) -> Iterator[Token]:
    """The verbs of saying around a quotation, in its paragraph: right after it, then right before."""
    first, last = parsed.token_at(span[0]), parsed.token_at(span[1] - 1)
    paragraph = parsed.tokens[first].paragraph
    for reach in (range(last + 1, last + 1 + _NEAR), range(first - 1, first - 1 - _NEAR, -1)):
        for i in reach:
            if not 0 <= i < len(parsed.tokens) or parsed.tokens[i].paragraph != paragraph:
                break
            token = parsed.tokens[i]
            if i < first and token.text in (".", "!", "?"):
                break
            if quotes.around(token.start) is not None:
                break
            if token.pos in ("VERB", "AUX") and token.lemma.lower() in words("verbs", "speech"):
                yield token
            if i > last and token.text in (".", "!", "?", ";"):
                break
