"""What speaks for and against a phrase as the place of its scene: preposition, noun, clause and position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recap_gui.analysis.clauses import helpers, place
from recap_gui.analysis.cues import flat, head
from recap_gui.analysis.language import Parsed, Stretch, Token
from recap_gui.analysis.lexicon import words
from recap_gui.analysis.place_nouns import (
    CLASSES,
    LOCATIONS,
    NO_PLACE,
    is_home,
    is_idiom,
    names_no_place,
    no_place_word,
    noun_classes,
    noun_rules,
)
from recap_gui.analysis.place_words import words_around
from recap_gui.analysis.places import (
    given_names,
    nothing_before,
    opening_place,
    phrase_of,
    scanned_place,
    yonder_place,
)
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.telling import Telling

_ALSO = ("up", "down", "off", "of", "as", "alongside", "against", "round", "back", "between", "among", "under")
_SMALL = {
    "at": "after “at”",
    "in": "after “in”",
    "inside": "after “inside” or “aboard”",
    "aboard": "after “inside” or “aboard”",
    "within": "after “inside” or “aboard”",
    "on": "after “on”",
    "atop": "after “on”",
    "outside": "after “outside”, “near” or “behind”",
    "near": "after “outside”, “near” or “behind”",
    "behind": "after “outside”, “near” or “behind”",
    "beside": "after “outside”, “near” or “behind”",
    "by": "after “by”",
    "to": "after “to”",
    "into": "after “into” or “onto”",
    "onto": "after “into” or “onto”",
    "from": "after “from”",
    "before": "after “before”",
    "of": "after “of”",
    "as": "after “as far as”",
    "through": "after “through” or “across”",
    "across": "after “through” or “across”",
    "past": "after “through” or “across”",
    "over": "after “through” or “across”",
    "around": "after “through” or “across”",
    "along": "after “through” or “across”",
}
_KINDS = frozenset(rule for _, rule in CLASSES) | {
    "someone’s home",
    "a geographical name",
    "another name",
    "an abstract noun",
    "a noun of no known kind",
    "a word like “upstairs” or “home”",
}
_WITH_KIND = ("opens its sentence", "in the first sentence")


class Candidate(NamedTuple):
    """A phrase that may be its scene's place: ``tokens[first:last]`` and the rules that hold for it."""

    first: int
    last: int
    head: int
    rules: frozenset[str]


class PlaceReader:
    """Reads the places of one parsed text. `people` holds the indices of words that name someone."""

    def __init__(self, parsed: Parsed, quotes: Quotes, people: frozenset[int]) -> None:
        self.parsed, self.quotes, self.people = parsed, quotes, people
        self.telling = Telling(parsed, quotes)
        self._named = self._names()

    def _names(self) -> frozenset[str]:
        """The names, of nobody of the story, that stand after "at", "in" and the like somewhere in the text."""
        parsed = self.parsed
        found = set()
        for token in parsed.tokens:
            if token.pos == "PROPN" and token.dep == "pobj" and token.i not in self.people:
                small = flat(parsed.tokens[token.head].text)
                bare = not any(flat(parsed.tokens[child].text) == "the" for child in parsed.children[token.i])
                no = (*NO_PLACE, "PERSON", "NORP") if bare else NO_PLACE
                named = small in words("places", "at") and token.ent not in no
                if named and not names_no_place(parsed, token.i, token.i + 1):
                    found.add(token.text)
        return frozenset(found - {name for name in found if name.lower() in given_names()})

    def candidates(self, sentences: Sequence[Stretch]) -> list[Candidate]:
        """The candidates of a scene, in the order of the text."""
        found: list[Candidate] = []
        last = len(sentences) - 1
        for number, sentence in enumerate(sentences):
            where = "in the first sentence" if number == 0 else ""
            where = where or ("in the second sentence" if number == 1 else "in the third or fourth sentence")
            where = where if number < 4 else "further on"
            for candidate in map(self._trimmed, self._of(sentence)):
                if names_no_place(self.parsed, candidate.first, candidate.last):
                    continue
                rules = {*candidate.rules, where}
                said = words_around(self.parsed, candidate.first, candidate.last, candidate.head)
                if number == last and number:
                    rules.add("in the last sentence")
                if "opens its sentence" in rules and number == 0:
                    rules.add("opens the scene")
                if not found:
                    rules.add("the first of its scene")
                for kind in rules & _KINDS:
                    rules |= {
                        f"{kind}, {other}" for other in rules if other in _WITH_KIND or other.startswith("after ")
                    }
                found.append(candidate._replace(first=self._whole(candidate), rules=frozenset({*rules, *said})))
        return found

    def _whole(self, found: Candidate) -> int:
        """Where a name begins of which only the end was found: "the Star of the Sea"; titles are none ("Duke of …")."""
        tokens, first = self.parsed.tokens, found.first
        titles = words("people", "roles") | words("people", "kin")
        while first > 1 and tokens[found.head].text[:1].isupper() and flat(tokens[first - 1].text) == "of":
            name = tokens[first - 2]
            known = name.i in self.people or name.lemma.lower() in titles or name.sentence != tokens[first].sentence
            if known or name.pos != "PROPN":
                break
            first = name.i
            while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].i not in self.people:
                first -= 1
            if first > 0 and tokens[first - 1].pos == "DET":
                first -= 1
        return first

    def _trimmed(self, found: Candidate) -> Candidate:
        """A candidate without someone who follows the place's noun ("the flat Bridie's in …") and without "again"."""
        tokens = self.parsed.tokens
        last = found.last
        for at in range(found.first + 1, found.last):
            if at in self.people and tokens[at - 1].lemma.lower() in noun_classes():
                last = at
                break
        if last - 1 > found.first and flat(tokens[last - 1].text) == "again":
            last -= 1
        if last == found.last:
            return found
        noun = min(found.head, last - 1)
        rules = found.rules - noun_rules(self.parsed, found.head, found.first, found.last)
        return Candidate(found.first, last, noun, rules | noun_rules(self.parsed, noun, found.first, last))

    def _of(self, sentence: Stretch) -> Iterator[Candidate]:
        parsed = self.parsed
        begins, _ = head(parsed.text, sentence.start, sentence.end)
        taken: list[tuple[int, int]] = []
        for token in parsed.inside(sentence):
            if self.quotes.around(token.start) is not None or any(a <= token.i < b for a, b in taken):
                continue
            found = None
            word = flat(token.text)
            if token.pos in ("ADP", "ADV", "SCONJ", "PART") and (word in words("places", "at") or word in _ALSO):
                found = self._after(token, sentence, begins)
            elif word in words("places", "adverbs") and token.dep in ("advmod", "npadvmod", "dep", "ROOT"):
                rules = {"a word like “upstairs” or “home”", *self._clause(token.i)}
                above = parsed.tokens[token.head]
                if word == "home" and above.lemma in words("verbs", "motion") | {"be", "get", "arrive", "return"}:
                    brought = any(parsed.tokens[c].dep == "dobj" for c in parsed.children[above.i])
                    rules.add("someone is brought home" if brought else "someone is or comes home")
                if token.start <= begins + 8:
                    rules.add("opens its sentence")
                found = Candidate(token.i, token.i + 1, token.i, frozenset(rules))
            if found is not None:
                taken.append((found.first, found.last))
                yield found
        bare = opening_place(parsed, sentence, self.quotes, self.people, begins)
        if bare is not None and not any(a <= bare.head < b for a, b in taken):
            rules = {"stands alone at the head", *noun_rules(self.parsed, bare.head, bare.first, bare.last)}
            yield Candidate(bare.first, bare.last, bare.head, frozenset(rules))
            taken.append((bare.first, bare.last))
        elif (label := self._label(sentence, begins)) is not None and not any(a <= label.head < b for a, b in taken):
            yield label
            taken.append((label.first, label.last))
        for token in parsed.inside(sentence):
            if not any(a <= token.i < b for a, b in taken) and (other := self._otherwise(token, sentence)) is not None:
                taken.append((other.first, other.last))
                yield other

    def _label(self, sentence: Stretch, begins: int) -> Candidate | None:
        """A noun or name that stands before the first mark of a sentence, without a verb ("Vienna, years ago …")."""
        parsed = self.parsed
        first = stop = max(sentence.first, parsed.token_at(begins))
        while stop < sentence.last and stop - first < 6 and parsed.tokens[stop].text not in ",.:;–—()!?":
            stop += 1
        run = parsed.tokens[first:stop]
        ended = stop < sentence.last or sentence.last - first < 6
        if not run or not ended or self.quotes.around(begins) is not None:
            return None
        noun = next((t for t in reversed(run) if t.tag != "POS"), run[-1])
        known = noun.lemma.lower() in noun_classes()
        if any(t.pos in ("VERB", "AUX", "CCONJ", "INTJ", "SCONJ", "ADV") or t.tag == "PRP" for t in run):
            return None
        if any(t.pos == "ADP" and flat(t.text) != "of" for t in run) or not self._may_be(noun, first, stop, "at"):
            return None
        if not known and (any(no_place_word(t) for t in run) or (noun.tag == "NNS" and len(run) == 2)):
            return None
        if not known and noun.tag != "POS" and run[-1].tag != "POS" and any(t.i in self.people for t in run):
            return None
        rules = {"stands before the first mark", *noun_rules(self.parsed, noun.i, first, stop)}
        if parsed.text[run[0].start : run[-1].end].isupper():
            rules.add("in capitals")
        if sentence.end - sentence.start <= 60 and self._fills_a_line(sentence):
            rules.add("a line of its own")
        return Candidate(first, stop, noun.i, frozenset(rules))

    def _fills_a_line(self, sentence: Stretch) -> bool:
        """Whether a sentence is a paragraph by itself."""
        paragraph = self.parsed.paragraphs[self.parsed.tokens[sentence.first].paragraph]
        return sentence.first == paragraph.first and sentence.last == paragraph.last

    def _otherwise(self, token: Token, sentence: Stretch) -> Candidate | None:
        """A noun that names a place, or a geographical name, in whatever position."""
        parsed = self.parsed
        known = token.lemma.lower() in noun_classes()
        elsewhere = token.pos == "PROPN" and token.text in self._named
        may = known or elsewhere or token.ent in LOCATIONS
        if token.pos not in ("NOUN", "PROPN") or not may or token.i in self.people:
            return None
        if self.quotes.around(token.start) is not None:
            return None
        if not known and token.i + 1 < sentence.last and parsed.tokens[token.i + 1].ent == token.ent:
            return None  # the last word of a name stands for it
        above = parsed.tokens[token.head]
        low, high = phrase_of(parsed, token, sentence.first)
        if token.dep in ("nsubj", "nsubjpass"):
            rule = "is the subject"
        elif token.dep == "dobj":
            rule = "is what someone reaches" if above.lemma in words("places", "reach") else "is an object"
        elif token.dep == "attr":
            rule = "is what something is"
        elif token.dep == "pobj":
            if flat(above.text) != "of" and is_idiom(self.parsed, token, low):
                return None
            rule = "after “of”" if flat(above.text) == "of" else "after another preposition"
        elif token.dep in ("compound", "poss", "nmod", "amod"):
            rule = "stands before another noun"
            low, high = token.i, token.i + 1
            while low > sentence.first and parsed.tokens[low - 1].dep in ("compound", "det", "amod", "poss"):
                low -= 1
        else:
            rule = "stands otherwise"
        low = max([low, *(t.i + 1 for t in parsed.tokens[low : token.i] if no_place_word(t))])  # "That day a truck"
        rules = {rule, *noun_rules(self.parsed, token.i, low, high), *self._clause(token.i)}
        if elsewhere and not known:
            rules.add("a name that is a place elsewhere")
        return Candidate(low, self._called(token, high), token.i, frozenset(rules))

    def _called(self, noun: Token, stop: int) -> int:
        """Where a phrase ends with the name that it is said to bear ("an inn called the Warden's Rest")."""
        tokens = self.parsed.tokens
        at = noun.i + 1
        if stop != at or at + 1 >= len(tokens) or tokens[at].lemma.lower() not in ("call", "name"):
            return stop
        last = at + 1 + (tokens[at + 1].pos == "DET")
        while last < len(tokens) and (tokens[last].text[:1].isupper() or tokens[last].tag == "POS"):
            last += 1
        return last if tokens[last - 1].text[:1].isupper() else stop

    def _after(self, small: Token, sentence: Stretch, begins: int) -> Candidate | None:
        """The phrase after a preposition, if it may be a place."""
        parsed = self.parsed
        word = flat(small.text)
        objects = [
            parsed.tokens[c] for c in parsed.children[small.i] if parsed.tokens[c].dep in ("pobj", "pcomp", "npadvmod")
        ]
        noun = objects[0] if objects and objects[0].i > small.i else None
        if word in _ALSO and (noun is None or (noun.lemma.lower() not in noun_classes() and noun.ent not in LOCATIONS)):
            return None
        opens = small.start <= begins + 22 and nothing_before(parsed, small, begins)
        rules = {_SMALL.get(word, "after another preposition"), *self._clause(small.i)}
        if opens:
            rules |= {"opens its sentence", "opens its sentence " + _SMALL.get(word, "after another preposition")}
        if noun is not None:
            low, high = phrase_of(parsed, noun, small.i + 1)
            odd = any(no_place_word(t) for t in parsed.tokens[low : noun.i])  # "At first light men in green …"
            if not opens and is_idiom(self.parsed, noun, low):
                return None
            odd = odd or any(t.i in self.people and not self._owns(t.i) for t in parsed.tokens[low : noun.i])
            if self._may_be(noun, low, high, word) and (not odd or noun.lemma.lower() in noun_classes()):
                rules |= noun_rules(self.parsed, noun.i, low, high)
                return Candidate(low, self._called(noun, high), noun.i, frozenset(rules))
        scanned = scanned_place(parsed, small, sentence, self.people, begins) or yonder_place(
            parsed, small, sentence, self.people, begins
        )
        if scanned is None:
            return None
        rules |= noun_rules(self.parsed, scanned.head, scanned.first, scanned.last)
        return Candidate(scanned.first, scanned.last, scanned.head, frozenset(rules))

    def _owns(self, at: int) -> bool:
        """Whether an ’s follows a word or the name it begins ("Nana Amadi's kitchen")."""
        following = self.parsed.tokens[at + 1 : at + 4]
        return any(t.tag == "POS" for t in following)

    def _may_be(self, noun: Token, low: int, high: int, word: str) -> bool:
        """Whether a noun phrase may be a place at all."""
        if noun.pos in ("PRON", "VERB", "AUX", "ADJ", "ADV", "DET"):
            return False
        mine = self.parsed.tokens[low:high]
        if is_home(self.parsed, noun, word):
            return True
        if noun.i in self.people:
            return False
        numbered = low < noun.i and noun.text[:1].isupper() and self.parsed.tokens[noun.i - 1].text[:1].isupper()
        if noun.ent in NO_PLACE and not numbered:
            return False
        lemma = noun.lemma.lower()
        part = high > noun.i + 1 and lemma in words("places", "parts")  # "the foot of the glacier"
        someone = words("people", "roles") | words("people", "kin")
        if (
            noun.pos != "PROPN"
            and not part
            and lemma in words("places", "never") | words("cues", "time_nouns") | someone
        ):
            return False
        if noun.text.lower() in given_names() and low == noun.i and noun.ent not in LOCATIONS:
            return False
        return noun.pos in ("NOUN", "PROPN", "NUM", "X", "SYM") and bool(mine)

    def _clause(self, at: int) -> set[str]:
        """What the clause around a word says of it."""
        parsed = self.parsed
        token = parsed.tokens[at]
        above = parsed.tokens[token.head]
        if token.dep in ("prep", "advmod", "npadvmod") and above.pos == "ADP" and above.i != at:
            above = parsed.tokens[above.head]  # "out in the yard"
        rules: set[str] = set()
        if above.pos in ("NOUN", "PROPN", "PRON") and above.i != at:
            rules.add("belongs to a noun")
            if above.i in self.people:
                rules.add("belongs to someone named")
        stands = place(parsed, above.i if above.i != at and above.pos not in ("VERB", "AUX") else at)
        verb = above.i if above.pos in ("VERB", "AUX") else stands.verb
        if verb < 0:
            return rules | {"without a verb"}
        where = stands if stands.verb == verb else place(parsed, at)
        lemma = parsed.tokens[verb].lemma.lower()
        if lemma in words("verbs", "motion"):
            rules.add("where someone goes")
        elif lemma in ("be", "sit", "stand", "wait", "lie", "stay", "sleep", "work", "live", "gather", "meet", "find"):
            rules.add("where someone is")
        elif lemma in words("verbs", "speech"):
            rules.add("with a verb of saying")
        negated, modal, _ = helpers(parsed, verb)
        if negated:
            rules.add("denied")
        must = where.verb == verb and where.above[:1] and where.above[0][0] == "xcomp"
        if modal or (must and parsed.tokens[where.above[0][1]].lemma.lower() in ("have", "need")):  # "has to stay at"
            rules.add("what may be")
        if where.verb == verb and self.telling.reported(where):
            rules.add("reported or planned")
        if self.telling.perfect(parsed.tokens[verb]) == "had":
            rules.add("had happened before")
        for kind in {kind for kind, _ in where.above[:3]} if where.verb == verb else ():
            if kind in ("relcl", "acl", "advcl", "xcomp", "ccomp"):
                rules.add(_UNDER[kind])
        if parsed.tokens[verb].tag == "VB" and any(parsed.tokens[c].tag == "TO" for c in parsed.children[verb]):
            rules.add("in an infinitive")
        subjects = [parsed.tokens[c] for c in parsed.children[verb] if parsed.tokens[c].dep in ("nsubj", "nsubjpass")]
        if subjects and (subjects[0].i in self.people or subjects[0].lemma.lower() in ("he", "she", "they", "we")):
            rules.add("of someone of the story")
        return rules


_UNDER = {
    "relcl": "in a relative clause",
    "acl": "in a clause on a noun",
    "advcl": "in a clause beside the main one",
    "xcomp": "under another verb",
    "ccomp": "in what is said or thought",
}
