"""Corrections in words: one line each for the list of what was changed, short names for undo."""

from __future__ import annotations

from recap_gui.story.corrections import Anchor, Correction
from recap_gui.story.draft import shortened

_STATES = {"present": "present", "mentioned": "only talked about", "absent": "not there"}
_KINDS = {"scene": "a scene", "previously": "a summary of earlier episodes", "frame": "no part of the action"}
_SHORT = {
    "split": "Split the scene",
    "join": "Join the scenes",
    "move": "Move the break",
    "scene": "Change the scene",
    "presence": "Change who is there",
    "rename": "Rename",
    "merge": "Merge",
    "unalias": "Split off a name",
    "separate": "Keep apart",
    "add": "Add a character",
    "dismiss": "Dismiss",
    "outside": "Outside figure",
    "colour": "Recolour",
    "confirm": "Confirm",
}


def short(correction: Correction) -> str:
    """The name of a correction for the undo menu, without its particulars."""
    return _SHORT.get(correction.do, "A correction of a newer version")


def described(correction: Correction) -> str:
    """One sentence that says what a correction decides, with the words it is tied to. Plain text."""
    who = f"“{correction.character}”"
    names = _listed(correction.names)
    match correction.do:
        case "split":
            return f"A scene begins at {_quoted(correction.at)}."
        case "join":
            return f"The scene at {_quoted(correction.at)} goes on the one before."
        case "move":
            return f"The scene that began at {_quoted(correction.at)} begins at {_quoted(correction.to)}."
        case "scene":
            return f"The scene at {_quoted(correction.in_)}: {_fields(correction)}."
        case "presence":
            state = _STATES.get(correction.state or "", "not known")
            return f"{who} is {state} in the scene at {_quoted(correction.in_)}."
        case "rename":
            return f"{who} is called “{correction.into}”."
        case "merge":
            return f"{names} are one person, “{correction.into or correction.names[0]}”."
        case "unalias":
            called = f", called “{correction.into}”" if correction.into else ""
            return f"{names} is not {who} but somebody else{called}."
        case "separate":
            return f"{names} are not one person."
        case "add":
            return (
                f"{_quoted(correction.at)} names “{correction.into or (correction.at.exact if correction.at else '')}”."
            )
        case "dismiss":
            return f"{who} is no person."
        case "outside":
            return f"{who} {'belongs to the story' if correction.state == 'no' else 'is an outside figure'}."
        case "colour":
            return (
                f"{who} has the colour of its turn."
                if correction.value is None
                else f"{who} has a colour of your choice."
            )
        case "confirm" if correction.character is not None:
            state = _STATES.get(correction.state or "", "there as found")
            return f"{who} is {state} in the scene at {_quoted(correction.in_)}: confirmed."
        case "confirm":
            return f"A scene begins at {_quoted(correction.at)}: confirmed."
    return "A correction made by a newer version of Recap Timeline."


def _quoted(anchor: Anchor | None) -> str:
    return f"“{shortened(anchor.exact)}”" if anchor is not None else "an unknown place"


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def _fields(correction: Correction) -> str:
    said = []
    for field in correction.fields or ("kind", "place", "time", "heading"):
        value = getattr(correction, field, None)
        if field == "kind" and value:
            said.append(f"it is {_KINDS[value]}")
        elif value:
            said.append(f"{field} “{value}”")
        elif correction.fields:
            said.append(f"no {field}")
    return ", ".join(said) or "nothing changes"
