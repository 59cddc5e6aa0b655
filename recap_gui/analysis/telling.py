"""How a clause is told: reported, denied, planned, asked, remembered, or in the story's own line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from recap_gui.analysis.clauses import Place
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.quotes import Quotes

INSIDE = "inside what someone says or thinks"


class Telling:
    """Reads clauses of one parsed text. `past[n]` tells whether sentence n tells its story in the past tense."""

    def __init__(self, parsed: Parsed, quotes: Quotes) -> None:
        self.parsed, self.quotes = parsed, quotes
        tenses = _tenses(parsed, quotes)
        self.past = _told_in_past(tenses)
        self._back = [self._looks_back(number, tenses[number]) for number in range(len(parsed.sentences))]

    def looks_back(self, sentence: int) -> float:
        """How much the sentences around this one tell of what had happened before, 0 to 1."""
        last = len(self._back) - 1
        before, after = self._back[max(0, sentence - 1)], self._back[min(last, sentence + 1)]
        return (self._back[sentence] + before + after * 0.5) / 2.5

    def _looks_back(self, number: int, tense: int) -> float:
        """Whether a sentence looks back: by "had done", or by the past tense in a story told in the present."""
        stretch = self.parsed.sentences[number]
        had = other = 0
        for token in self.parsed.inside(stretch):
            if token.pos != "VERB" or token.tag not in ("VBD", "VBZ", "VBP", "VBN"):
                continue
            if self.quotes.around(token.start) is not None:
                continue
            perfect = self.perfect(token)
            if perfect == "had":
                had += 1
            elif token.tag != "VBN" or perfect:
                other += 1
        if not had and tense > 0 and not self.past[number]:
            return 1.0
        return had / (had + other) if had else 0.0

    def reported(self, where: Place) -> str:
        """How the clause is the content of saying or thinking, an empty string if it is not.

        What only hangs on such content may be the story's own line, which the model often ties to the words before it.
        """
        tokens = self.parsed.tokens
        below, loose = where.verb, ""
        for kind, above in where.above:
            token, verb = tokens[above], tokens[below]
            told = token.lemma.lower() in words("verbs", "content") or token.pos in ("NOUN", "ADJ")
            seen = self._witnessed(verb, token) or self._goes_on_to_say(verb, token)
            if kind in ("ccomp", "csubj", "pcomp") and told and not seen:
                return loose or self._content(verb, token)
            if kind == "xcomp" and token.lemma.lower() in words("verbs", "plans"):
                return loose or INSIDE
            if kind == "pcomp" and token.pos == "ADP" and token.text.lower() in words("words", "about"):
                return loose or INSIDE
            if kind in ("acl", "relcl") and token.lemma.lower() in words("people", "talk_objects"):
                return loose or INSIDE
            if kind == "conj" and not loose:
                loose = "after “and” or a comma in what someone says"
            elif kind in ("advcl", "relcl") and not loose:
                loose = "in a side clause of what someone says"
            below = above
        return INSIDE if self._put_in(where) else ""

    def _content(self, verb: Token, above: Token) -> str:
        """The kind of content: seen, wanted, said first and then ascribed, or plainly said or thought."""
        lemma = above.lemma.lower()
        children = [self.parsed.tokens[child] for child in self.parsed.children[verb.i]]
        if verb.i < above.i and not any(child.dep == "mark" for child in children):
            own = [self.parsed.tokens[child] for child in self.parsed.children[above.i]]
            more = any(child.i > above.i and child.dep in ("ccomp", "dobj", "xcomp", "prep") for child in own)
            return "before words that say something else" if more else "before the words that tell who says so"
        if lemma in words("verbs", "senses") or lemma in words("verbs", "finding"):
            return "in what someone sees or finds out"
        if verb.tag == "VB" and any(child.text.lower() == "to" and child.dep == "aux" for child in children):
            return "in what someone is asked or wanted to do"
        return INSIDE

    def _put_in(self, where: Place) -> bool:
        """Whether "Tom says" is put into the clause or one above it: "She was, Tom says, a hard woman"."""
        chain = [where.verb, *(above for _, above in where.above)]
        for at, below in zip(chain, [-1, *chain], strict=False):
            for child in self.parsed.children[at] if at >= 0 else ():
                token = self.parsed.tokens[child]
                if child == below or token.dep != "parataxis" or token.lemma.lower() not in words("verbs", "content"):
                    continue
                if any(self.parsed.tokens[c].dep == "nsubj" for c in self.parsed.children[child]):
                    return True
        return False

    def _witnessed(self, verb: Token, above: Token) -> bool:
        """Whether a clause is seen or made to happen ("sees her leave") or stands in a row ("he asks, he asks")."""
        if verb.lemma == above.lemma and verb.i < above.i:
            return True
        return above.lemma.lower() in words("verbs", "senses") and verb.tag in ("VB", "VBG", "VBN")

    def _goes_on_to_say(self, verb: Token, above: Token) -> bool:
        """Whether what the model takes for what is said is what the speaker did before: "sits down, says …"."""
        children = [self.parsed.tokens[child] for child in self.parsed.children[above.i]]
        return verb.i < above.i and not any(child.dep in ("nsubj", "nsubjpass", "csubj", "expl") for child in children)

    def tense(self, verb: Token, where: Place, *, quoted: bool) -> str:
        """Whether a clause tells of the past of the story: "had happened before", "told in the past" or ``""``."""
        perfect = self.perfect(verb)
        holds = verb.text.lower() == "got" and (perfect == "has" or self._short_before(verb))  # "he's got a beard"
        if perfect == "had":
            return "had happened before"
        told = self.past[verb.sentence] or quoted or holds or bool(perfect) or self._short(verb.i - 1)
        return "told in the past" if verb.tag == "VBD" and not told and not self.seen(where) else ""

    def who_follows(self, head: int, end: int, *, cleft: bool) -> str:
        """What a clause with "who" after a name says of its person: that they act, are, or had done something.

        In "it is Tom, out on the terrace, who" (`cleft`) more may stand between.
        """
        tokens = self.parsed.tokens
        first = self.parsed.token_at(end - 1) + 1
        for token in tokens[first : first + (9 if cleft else 3)]:
            if token.sentence != tokens[head].sentence:
                return ""
            if token.text.lower() == "who" and token.dep in ("nsubj", "nsubjpass"):
                return self._who(tokens[token.head])
            if not cleft and token.text != ",":
                return ""
        return ""

    def _who(self, verb: Token) -> str:
        tokens = self.parsed.tokens
        if verb.dep in ("aux", "auxpass") and verb.head != verb.i:
            verb = tokens[verb.head]
        auxiliaries = [tokens[c] for c in self.parsed.children[verb.i] if tokens[c].dep in ("aux", "auxpass")]
        if any(token.tag == "MD" for token in auxiliaries):
            return "who may or will do something"
        perfect = self.perfect(verb)
        if perfect == "had" or (verb.tag == "VBD" and not self.past[verb.sentence]):
            return "who had done something"
        if perfect:
            return "who has done something"
        return "who is or has something" if verb.lemma.lower() in words("verbs", "being") else "who acts there"

    def seen(self, where: Place) -> bool:
        """Whether the verb is the complement of having or sensing: "has him dragged off"."""
        return (
            bool(where.above)
            and where.above[0][0] == "ccomp"
            and (self.parsed.tokens[where.above[0][1]].lemma.lower() in words("verbs", "senses"))
        )

    def perfect(self, verb: Token) -> str:
        """The "has" or "had" of a perfect tense, else an empty string."""
        if verb.tag not in ("VBN", "VBD"):
            return ""
        for child in self.parsed.children[verb.i]:
            token = self.parsed.tokens[child]
            has = token.lemma.lower().replace("’", "'") in ("have", "'d", "'ve", "'s")
            has = has and token.text.lower() != "having"
            if token.dep == "aux" and has:
                return "had" if token.tag == "VBD" or token.text.lower().endswith("d") else "has"
        return ""

    def _short(self, at: int) -> bool:
        """Whether "'s" or "'ve" stands at index `at`."""
        return at >= 0 and self.parsed.tokens[at].text.lower().replace("’", "'") in ("'s", "'ve")

    def _short_before(self, verb: Token) -> bool:
        """Whether "'s" or "'ve" stands before a verb, whatever the model takes it for."""
        before = [token.text.lower().replace("’", "'") for token in self.parsed.tokens[max(0, verb.i - 2) : verb.i]]
        return "'s" in before or "'ve" in before

    def there_is(self, verb: Token) -> bool:
        """Whether it reads "there is …"."""
        if verb.lemma not in ("be", "'s", "’s", "come", "go", "stand", "sit"):
            return False
        return any(self.parsed.tokens[c].dep == "expl" for c in self.parsed.children[verb.i])

    def going_to(self, verb: Token) -> bool:
        """Whether it reads "is going to …"."""
        if verb.lemma == "go" and verb.tag == "VBG":
            return any(self.parsed.tokens[c].dep == "xcomp" for c in self.parsed.children[verb.i])
        return False


def _tenses(parsed: Parsed, quotes: Quotes) -> list[int]:
    """For every sentence 1 if its main verb is in the past, -1 if in the present."""
    tenses = [0] * len(parsed.sentences)
    for token in parsed.tokens:
        if token.dep == "ROOT" and quotes.around(token.start) is None:
            tenses[token.sentence] = (token.tag == "VBD") - (token.tag in ("VBZ", "VBP"))
    return tenses


def _told_in_past(tenses: Sequence[int]) -> list[bool]:
    """For every sentence, whether the story is told in the past there: by its neighbours and by the whole text."""
    whole = 2 if sum(tenses) > 0 else -2
    sums = [0, *accumulate(tenses)]
    last = len(tenses)
    return [sums[min(last, at + 4)] - sums[max(0, at - 3)] + whole > 0 for at in range(last)]
