"""Whom "he" and "she" mean: the likeliest of those just named, by gender, nearness and part in the sentence.

Cheap on purpose: a third-person singular pronoun outside direct speech goes to one character or to nobody. "They" means
those who were last named together, or who last acted side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

from recap_gui.analysis.clauses import place
from recap_gui.analysis.groups import Groups
from recap_gui.analysis.language import Parsed, Token
from recap_gui.analysis.names import Gender
from recap_gui.analysis.quotes import Quotes
from recap_gui.analysis.seen import Seen, see
from recap_gui.analysis.spots import Spot
from recap_gui.analysis.ties import Ties

_GENDERS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
_REACH = 4  # sentences: whoever was named longer ago is hardly meant
_LEAST = 0.3


def resolve(
    parsed: Parsed,
    quotes: Quotes,
    named: Sequence[Spot],
    genders: Sequence[Gender],
) -> tuple[list[Spot], Ties]:
    """The pronouns that mean a character, and the ties of family told by them and by the names."""
    found: list[Spot] = []
    owners: dict[int, int] = {}
    seen: dict[int, Seen] = {}
    groups = Groups(parsed, quotes)
    at = 0
    for token in parsed.tokens:
        while at < len(named) and named[at].head <= token.i:
            see(parsed, quotes, seen, named[at])
            groups.note(named[at])
            at += 1
        members = groups.meant(token, seen)
        if members:
            found.extend(
                Spot(token.start, token.end, who, token.i, possessive=False, how="collective", sure=sure)
                for who, sure in members
            )
            continue
        owner = groups.owner(token, seen)
        if owner is not None:
            owners[token.i] = owner
        gender = _GENDERS.get(token.text.lower())
        if gender is None or token.pos not in ("PRON", "DET") or quotes.around(token.start) is not None:
            continue
        who, clear = _whom(parsed, token, gender, seen, genders)
        if who is None:
            continue
        owners[token.i] = who
        if not clear:
            continue
        if token.dep != "poss":
            found.append(Spot(token.start, token.end, who, token.i, possessive=False, how="pronoun"))
        old = seen[who]
        where = place(parsed, token.i)
        role = where.role if token.dep != "poss" else old.role
        seen[who] = Seen(token.sentence, token.paragraph, token.i, role, where.verb, quoted=False)
    return found, Ties(parsed, quotes, named, owners, genders)


def _whom(
    parsed: Parsed, token: Token, gender: Gender, seen: dict[int, Seen], genders: Sequence[Gender]
) -> tuple[int | None, bool]:
    where = place(parsed, token.i)
    reflexive = token.text.lower().endswith("self")
    best: int | None = None
    highest = second = 0.0
    for who, last in seen.items():
        known = genders[who]
        away = token.sentence - last.sentence
        if (known and known != gender) or away > _REACH:
            continue
        one_verb = last.verb >= 0 and last.verb == where.verb and last.role != where.role
        if one_verb and not reflexive and token.dep != "poss" and last.role in ("subject", "object", "receiver"):
            continue  # "he" and "him" of one verb are two people
        weight = {0: 1.0, 1: 0.85, 2: 0.5, 3: 0.35}.get(away, 0.2)
        if token.paragraph != last.paragraph:
            weight *= 0.6
        if last.role in ("subject", "agent", "passive subject"):
            weight *= 1.5
        elif last.role in ("possessor", "modifier"):
            weight *= 0.7
        if where.role == last.role:
            weight *= 1.15
        if last.quoted:
            weight *= 0.5
        weight *= 1.0 if known else 0.6
        weight += 0.0005 * last.token / max(1, token.i)
        if weight > highest:
            best, second, highest = who, highest, weight
        elif weight > second:
            second = weight
    return best, highest >= _LEAST and highest > second * 1.05
