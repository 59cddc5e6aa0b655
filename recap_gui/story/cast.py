"""The cast: the characters of a story and the unions that are proposed, not made."""

from __future__ import annotations

from dataclasses import dataclass

from recap_gui.story.document import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """One vote for a finding: a rule named in plain language and the words that speak for it.

    `votes` is the weight the rule gave, in log-odds where the rule has one; negative votes speak against the finding.
    """

    rule: str
    spans: tuple[Span, ...] = ()
    votes: float = 0.0


@dataclass(frozen=True, slots=True)
class Character:
    """A person of the story. `aliases` holds every form, the canonical `name` included; ids are valid in one story.

    `outside` marks an outside figure (actor, celebrity, author, a role in a show within the show): it has mentions but
    no presences and no lane. `colour` is None (given by order of first appearance) or the user's choice, 0–11.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    outside: bool = False
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Characters that may be one person: too unsure to merge silently. `same` holds ids, `confidence` is 0–1.

    The spans of `why` count in the text of the episode whose id is `episode`.
    """

    same: tuple[str, ...]
    confidence: float
    why: tuple[Reason, ...] = ()
    episode: str = ""
