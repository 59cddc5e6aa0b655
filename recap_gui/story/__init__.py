"""What a recap tells, as frozen values. Standard library only; every other package speaks in these words."""

from recap_gui.story.cast import Character, Proposal, Reason
from recap_gui.story.document import APART, Apart, Document, Hint, HintKind, Span
from recap_gui.story.story import (
    Decided,
    Decision,
    Episode,
    How,
    Kind,
    Mention,
    Presence,
    Scene,
    State,
    Story,
    episode_presences,
    outside_figures,
    presences,
)

__all__ = [
    "APART",
    "Apart",
    "Character",
    "Decided",
    "Decision",
    "Document",
    "Episode",
    "Hint",
    "HintKind",
    "How",
    "Kind",
    "Mention",
    "Presence",
    "Proposal",
    "Reason",
    "Scene",
    "Span",
    "State",
    "Story",
    "episode_presences",
    "outside_figures",
    "presences",
]
