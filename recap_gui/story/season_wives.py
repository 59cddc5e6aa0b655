"""Who is whose wife, where a recap says so in passing ("his wife, Lorna"): then Mrs. Teel is Lorna, not a stranger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from recap_gui.story.story import Episode, Mention

_WIFE = re.compile(r"\b(?:his|’s|'s) (?:\w+ )?wife\b")
_REACH = 120
"""Code points before "wife" in which her husband is named."""
_NEXT = 4
"""Code points between "wife" and her name: a comma, a full stop, a dash."""


def wives(episodes: Sequence[Episode]) -> Iterator[tuple[str, str]]:
    """Pairs of characters (husband, wife) that `episodes` name next to each other."""
    for episode in episodes:
        named = [mention for mention in episode.mentions if mention.how == "name"]
        starts = [mention.start for mention in named]
        for match in _WIFE.finditer(episode.text):
            after = bisect_left(starts, match.end())
            her = named[after] if after < len(named) and starts[after] - match.end() <= _NEXT else None
            his = _before(named, bisect_left(starts, match.start()), match.start())
            if her is not None and his is not None and her.character != his.character:
                yield his.character, her.character


def _before(named: Sequence[Mention], at: int, offset: int) -> Mention | None:
    """The one named last before `offset`, if that is near."""
    mention = named[at - 1] if at else None
    return mention if mention is not None and offset - mention.end <= _REACH else None
