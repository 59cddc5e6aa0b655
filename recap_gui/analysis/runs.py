"""Runs of capitalised words: all that may be a name, before anyone has asked whether it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from recap_gui.analysis.language import Parsed, Stretch
from recap_gui.analysis.lexicon import words

_WORD = re.compile(
    r"(?:[^\W\d_]\.)+(?=\s?[^\W\d_])(?<=\.[^\W\d_]\.)|@?[^\W\d_](?:[^\W_]|['’](?=[^\W\d_])|-(?=[^\W_])|_(?=\w))*\.?"
)
_SUFFIX = re.compile(r"(?:['’](?:s|ll|d|ve|re|m|S)|n['’]t)$")
_OPENERS = "\"“‘'([{*_—–-•·:;/~¡¿"
_PAIR = re.compile(r"\s[-–—]\s|\.\.\.|…|\t|:\s")  # "Character – Actor", "Character: Actor"
_NICKNAME = re.compile(r" \(?[“\"‘'][^\W\d_][\w.-]*[”\"’']\)? (?=[^\W\d_])")  # 'Dwayne “King” Pride'
_BROUGHT_IN = re.compile(
    r"(?<!\w)(?P<name>(?:[^\W\d_a-zß-ÿ]|['’.-]){2,30}(?: (?:[^\W\d_a-zß-ÿ]|['’.-]){2,30}){0,3})"
    r" [(\[](?:played by )?[^\W\d_a-z][a-zß-ÿ'’-]+[.]?(?: [^\W\d_a-z][\w'’.-]*){0,3}[)\]]"
)
"""A name in capitals with its actor in brackets, as some recaps bring people in: "JO GWANG-OH (Kang Ki-young)"."""
_MAX_WORDS = 7


class Word(NamedTuple):
    """A word as written: ``text[start:end]`` without possessive or contraction. `initial`: a sentence begins here."""

    start: int
    end: int
    text: str
    possessive: bool
    initial: bool
    dotted: bool


class Run(NamedTuple):
    """Capitalised words in a row (small particles between them included) that may be one name."""

    words: tuple[Word, ...]
    article: bool  # "the" stands before it
    headline: bool  # all words around it have capitals, which then say nothing
    before: str  # the small word before it in its sentence, "" at the beginning

    @property
    def start(self) -> int:
        """Where the run begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends, the possessive left out."""
        return self.words[-1].end

    @property
    def key(self) -> str:
        """The words in small letters, apostrophes straight, without full stops: equal for equal names."""
        return key_of(" ".join(word.text for word in self.words))


def key_of(name: str) -> str:
    """A name in small letters, apostrophes straight, without full stops."""
    return name.replace("’", "'").replace(".", "").lower()


def written(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of ``text[start:end]``, one sentence."""
    last = start
    first = True
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        dotted = raw.endswith(".")
        bare = raw.rstrip(".") if dotted else raw
        suffix = _SUFFIX.search(bare)
        possessive = bool(suffix) and bare[-1:] in "sS"
        if suffix:
            bare = bare[: suffix.start()]
        between = text[last : match.start()]
        opened = between.rstrip(" \n")[-1:]
        initial = first or (bool(opened) and opened in _OPENERS and not between.endswith("-"))
        if bare:
            yield Word(match.start(), match.start() + len(bare), bare, possessive, initial, dotted and not suffix)
            first = False
        last = match.end()


def find_runs(parsed: Parsed) -> list[Run]:
    """All runs of the text in order."""
    runs: list[Run] = []
    for sentence in parsed.sentences:
        runs.extend(_runs(parsed.text, sentence))
    alone = {run.key for run in runs if len(run.words) == 1}
    return [piece for run in runs for piece in _parted(parsed.text, run, alone)]


def _parted(text: str, run: Run, alone: set[str]) -> Iterator[Run]:
    """A run as it is, but "Wes & Jon" as two where one of them is named alone as well (a firm's partners are not)."""
    first, last = run.words[0], run.words[-1]
    if len(run.words) == 2 and "&" in text[first.end : last.start] and {key_of(w.text) for w in run.words} & alone:
        yield run._replace(words=(first,))
        yield run._replace(words=(last,), article=False, before="&")
    else:
        yield run


def _capital(word: Word) -> bool:
    return word.text[0].isupper()


def _runs(text: str, sentence: Stretch) -> Iterator[Run]:
    every = list(written(text, sentence.start, sentence.end))
    particles, function = words("words", "particles"), words("words", "function")
    titles = words("people", "titles") | words("people", "male_titles") | words("people", "female_titles")
    headline = _headline(text[sentence.start : sentence.end], every)
    brought_in = [found.span("name") for found in _BROUGHT_IN.finditer(text, sentence.start, sentence.end)]
    if brought_in:
        every = [_calmed(text, word) if _within(word, brought_in) else word for word in every]
    at = 0
    while at < len(every):
        if not _capital(every[at]) or _shouted(every, at) or every[at].text.lower() in words("words", "hails"):
            at += 1
            continue
        if every[at].text.lower() in function and (every[at].initial or len(every[at].text) < 4):
            lower = every[at].text.lower()
            leads = _joined(text, every, at) and _capital(every[at + 1])
            if not leads or (every[at].initial and lower not in titles) or lower in words("words", "never_in_names"):
                at += 1
                continue
        stop = at + 1
        while stop < len(every) and stop - at < _MAX_WORDS and not every[stop - 1].possessive:
            if _nicknamed(text, every, stop - 1):
                stop += 2
                continue
            if not _joined(text, every, stop - 1):
                break
            if _capital(every[stop]) and not every[stop].initial and _goes_on(every, stop):
                stop += 1
                continue
            reach = stop
            while reach < len(every) and reach - stop < 2 and every[reach].text in particles | {"the"}:
                if not _joined(text, every, reach):
                    break
                reach += 1
            bridged = stop < reach < len(every) and _capital(every[reach]) and every[stop].text != "the"
            if bridged and _joined(text, every, reach - 1):
                stop = reach + 1
                continue
            break
        before = every[at - 1].text.lower() if at and _gap(text, every, at - 1).strip() == "" else ""
        yield Run(tuple(every[at:stop]), before == "the", headline, before)
        at = stop


def _within(word: Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _calmed(text: str, word: Word) -> Word:
    """A word in capitals as the text writes it elsewhere ("Gwang-oh"), else as names are written ("Jean-Luc")."""
    if len(word.text) < 2 or not word.text.isupper():
        return word
    elsewhere = word.text.capitalize()
    return word._replace(text=elsewhere if elsewhere in text else word.text.title())


def _goes_on(every: list[Word], stop: int) -> bool:
    """Whether a capitalised word can go on a name: no pronoun or the like, no shout beside a plain word."""
    text, before = every[stop].text, every[stop - 1].text
    shouted = (text.isupper() and len(text) > 3) != (before.isupper() and len(before) > 3)
    return text.lower() not in words("words", "never_in_names") and not shouted


def _headline(sentence: str, every: list[Word]) -> bool:
    """Whether a sentence is written like a headline: nearly every longer word with a capital."""
    if sentence[-1] in '."”' or (len(every) <= 8 and _PAIR.search(sentence)):
        return False
    long = [word for word in every if len(word.text) >= 4]
    return len(long) >= 4 and sum(_capital(word) for word in long) * 5 >= 4 * len(long)


def _gap(text: str, every: list[Word], index: int) -> str:
    """What stands between word `index` and the next."""
    word, following = every[index], every[index + 1]
    end = word.end
    gap = text[end : following.start]
    return gap[1:] if word.dotted and gap.startswith(".") else gap


def _joined(text: str, every: list[Word], index: int) -> bool:
    """Whether only a space parts word `index` from the next (a full stop too, after an initial or a short title)."""
    if index + 1 >= len(every):
        return False
    word = every[index]
    gap = _gap(text, every, index)
    if gap.strip() == "&":
        return True
    if not gap.isspace() or len(gap) > 2 or "\t" in gap:  # a tab parts the cells of a table
        return False
    if word.dotted:
        return len(word.text) == 1 or "." in word.text or word.text.lower() in words("words", "abbreviations")
    return True


def _nicknamed(text: str, every: list[Word], index: int) -> bool:
    """Whether a nickname in quotation marks and then the rest of the name follow word `index`."""
    if index + 2 >= len(every) or every[index].dotted:
        return False
    found = _NICKNAME.match(text, every[index].end)
    if found is None or found.end() != every[index + 2].start:
        return False
    return all(map(_capital, every[index + 1 : index + 3]))


def _shouted(every: list[Word], at: int) -> bool:
    """Whether the word stands in a row of words in capitals only: a heading or a shout, where capitals say nothing."""
    if not every[at].text.isupper() or len(every[at].text) < 2:
        return False
    if len(every[at].text) >= 5:
        return True
    near = every[max(0, at - 1) : at] + every[at + 1 : at + 2]
    return any(other.text.isupper() and len(other.text) > 1 for other in near)
