"""What a correction does, as one line for the user. No Qt widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from recap_gui.story.corrections import Anchor, Correction


def change_words(correction: Correction) -> str:
    """The correction in one sentence."""
    tr = QCoreApplication.translate
    who, into = correction.character or "", correction.into or ""
    names = ", ".join(correction.names)
    match correction.do:
        case "split":
            return tr("Change", "A scene begins at {words}").format(words=_words(correction.at))
        case "join":
            return tr("Change", "No scene begins at {words}").format(words=_words(correction.at))
        case "move":
            return tr("Change", "The scene begins at {words}").format(words=_words(correction.to))
        case "scene":
            parts = [f"{_field(field)}: {_value(correction, field)}" for field in correction.fields]
            words = tr("Change", "Scene at {words}: {said}")
            return words.format(words=_words(correction.in_), said=", ".join(parts))
        case "presence":
            states = {
                "present": tr("Change", "{who} is present at {words}"),
                "mentioned": tr("Change", "{who} is only talked about at {words}"),
                "absent": tr("Change", "{who} is not in the scene at {words}"),
            }
            return states.get(str(correction.state), "{who}").format(who=who, words=_words(correction.in_))
        case "rename":
            return tr("Change", "{who} is called {into}").format(who=who, into=into)
        case "merge":
            return tr("Change", "{names} are one person: {into}").format(names=names, into=into)
        case "separate":
            return tr("Change", "{names} are not one person").format(names=names)
        case "unalias":
            return tr("Change", "{names} is not {who} but {into}").format(names=names, who=who, into=into)
        case "add":
            return tr("Change", "{words} names {into}").format(words=_words(correction.at), into=into)
        case "dismiss":
            return tr("Change", "{who} is not a person").format(who=who)
        case "outside":
            outside = tr("Change", "{who} is outside the story")
            inside = tr("Change", "{who} belongs to the story")
            return (outside if correction.state == "yes" else inside).format(who=who)
        case "colour":
            return tr("Change", "{who} wears another colour").format(who=who)
        case "confirm":
            words = _words(correction.in_ or correction.at)
            if who:
                return tr("Change", "Right as found: {who} at {words}").format(who=who, words=words)
            return tr("Change", "Right as found: {words}").format(words=words)
    return correction.do


def _words(anchor: Anchor | None) -> str:
    if anchor is None:
        return ""
    words = " ".join(anchor.exact.split())
    return f"“{words if len(words) <= 32 else words[:31] + '…'}”"


def _value(correction: Correction, field: str) -> str:
    tr = QCoreApplication.translate
    value = getattr(correction, field, None)
    if field != "kind" or value is None:
        return value or "–"
    kinds = {"scene": tr("Change", "a scene"), "previously": tr("Change", "a look back at earlier episodes")}
    return kinds.get(value, tr("Change", "text that tells no scene"))


def _field(name: str) -> str:
    tr = QCoreApplication.translate
    names = {"kind": tr("Change", "kind"), "place": tr("Change", "place"), "time": tr("Change", "time")}
    return names.get(name, tr("Change", "heading"))
