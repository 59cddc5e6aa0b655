"""Makes the sentences for the user from codes and facts: one factory for the window and the command line.

What (with the file's name) · why, with the number · what is safe · what you can do. Plain text, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from recap_gui.files.errors import FileError
from recap_gui.story.phrase import Fact, Phrase
from recap_gui.work.protocol import Failed

Action: TypeAlias = Literal[
    "read again as", "analyse part", "show text", "try again", "open folder", "report", "start again"
]
"""Buttons the window may offer."""


@dataclass(frozen=True, slots=True)
class Told:
    """A failure told to the user. `line()` is the one sentence of the command line; `details` are for a report."""

    what: str
    why: str
    safe: str = ""
    can: str = ""
    actions: tuple[Action, ...] = ()
    details: str = ""

    def line(self) -> str:
        """What and why in one sentence, and what can be done."""
        line = f"{self.what}: {self.why}" if self.why else self.what
        return " ".join(part for part in (line + ".", self.can) if part)

    def text(self) -> str:
        """Everything but the details, as lines."""
        return "\n".join(part for part in (f"{self.what}.", _sentence(self.why), self.safe, self.can) if part)


_UNTOUCHED = "Nothing was changed."
_OTHERS = "Your other recaps and corrections are safe."
_CONVERT = "Save it as .docx, .txt or .html in the program it comes from, and open that."

_TEMPLATES: dict[str, Told] = {
    "empty": Told("{name} has no text", "the file is empty", _UNTOUCHED, "Open another file.", ("read again as",)),
    "no_text": Told(
        "{name} has no text",
        "nothing in it is shown as text",
        _UNTOUCHED,
        "If another program shows words in it, select all there, copy, and paste them here.",
        ("read again as",),
    ),
    "too_large": Told(
        "{name} is too large",
        "it has {megabytes} MB, and files of its kind are read up to {limit} MB",
        _UNTOUCHED,
        "Save the part with the recap as a file of its own.",
    ),
    "too_long": Told(
        "{name} is too long",
        "it has {characters:,} characters or more, and {limit:,} is the most that is shown",
        _UNTOUCHED,
        "Save the part with the recap as a file of its own.",
    ),
    "not_text": Told(
        "{name} is no text",
        "{percent} % of it are control characters",
        _UNTOUCHED,
        "If it is a document of another program, save it as .docx, .txt or .html there.",
        ("read again as",),
    ),
    "unknown_kind": Told("{name} cannot be read", "it is {kind}", _UNTOUCHED, _CONVERT),
    "no_words": Told(
        "{name} cannot be read",
        "it is {kind}, whatever its name says",
        _UNTOUCHED,
        "Open the recap itself: a text, a saved page or a document.",
    ),
    "locked": Told(
        "{name} cannot be read",
        "it is {kind}, and a password protects it",
        _UNTOUCHED,
        "Open it in its own program, and save it without the password.",
    ),
    "packed": Told("{name} cannot be read", "it is {kind}", _UNTOUCHED, "Unpack it, and open the recap that is in it."),
    "encoding": Told(
        "{name} cannot be read as {encoding}",
        "its bytes do not fit that encoding",
        _UNTOUCHED,
        "Choose another encoding.",
        ("read again as",),
    ),
    "docx": Told(
        "{name} cannot be read as a Word document",
        "{because}",
        _UNTOUCHED,
        "Open it in a word processor and save it again, or save it as .txt.",
        ("read again as",),
    ),
    "story": Told(
        "{name} cannot be opened as a story",
        "{because}",
        _UNTOUCHED,
        "Export the story again, or open the recap it came from.",
    ),
    "newer": Told(
        "{name} comes from a newer version of Recap Timeline",
        "it has format version {version}, and this program knows version 1",
        "The file is kept as it is.",
        "Install the newer version to open it.",
    ),
    "is_story": Told(
        "{name} is a story, not a recap",
        "it was written by Recap Timeline's export",
        _UNTOUCHED,
        "Open it by itself.",
    ),
    "is_corrections": Told(
        "{name} holds corrections, not a recap",
        "Recap Timeline keeps it beside the recap it belongs to",
        "The file is kept as it is.",
        "Open the recap, and the corrections come with it.",
    ),
    "gone": Told(
        "{name} is not there",
        "no file of this name exists, or it was moved, renamed or deleted",
        _OTHERS,
        "Choose it where it is now.",
        ("try again",),
    ),
    "folder": Told(
        "{name} is a folder", "a file is needed here", _UNTOUCHED, "Open one of the files in it.", ("open folder",)
    ),
    "no_permission": Told(
        "{name} cannot be read",
        "the system gives no permission to read it",
        _UNTOUCHED,
        "Change its permissions, or copy it to a folder of yours.",
        ("try again",),
    ),
    "not_writable": Told(
        "{name} cannot be written",
        "the system gives no permission to write there",
        "What was there before is unchanged.",
        "Choose another folder, or change its permissions.",
        ("try again",),
    ),
    "not_a_file": Told("{name} is no file", "it is {kind}", _UNTOUCHED, "Save its contents as a file and open that."),
    "cannot_read": Told(
        "{name} cannot be read",
        "the system says “{because}”",
        _UNTOUCHED,
        "Check the disk or the connection and try again.",
        ("try again",),
    ),
    "cannot_write": Told(
        "{name} cannot be written",
        "the system says “{because}”",
        "What was there before is unchanged.",
        "Choose another folder, or make room on the disk.",
        ("try again",),
    ),
    "too_slow": Told(
        "{name} was given up",
        "its {doing} took over {seconds:,} seconds",
        _OTHERS,
        "Open a shorter part of it, or try again.",
        ("try again", "show text"),
    ),
    "memory": Told(
        "{name} was given up",
        "it needed over {megabytes:,} MB of memory",
        _OTHERS,
        "Open a shorter part of it.",
        ("show text", "try again"),
    ),
    "died": Told(
        "{name} was given up",
        "the process that was reading it ended ({how})",
        _OTHERS,
        "Try again; if it happens again, report it.",
        ("try again", "show text", "report"),
    ),
    "no_child": Told(
        "Recap Timeline cannot start its helper process",
        "the system says “{because}”",
        _OTHERS,
        "Start the program again.",
        ("start again", "report"),
    ),
    "internal": Told(
        "{name} could not be analysed",
        "an error of Recap Timeline ({because})",
        _OTHERS,
        "Please report it with the details.",
        ("show text", "report"),
    ),
    "ask_part": Told(
        "{name} is longer than is analysed at once",
        "it has {characters:,} characters, and {limit:,} are analysed",
        "The whole text is shown.",
        "You can have its first {limit:,} characters analysed.",
        ("analyse part",),
    ),
}


_MISSING_NAME, _MISSING = "The file", "not known"


def sentences() -> Iterator[str]:
    """Every sentence and clause of the factory, its facts left open: what a translation has to know."""
    for template in _TEMPLATES.values():
        yield from filter(None, (template.what, template.why, template.safe, template.can))
    yield from (_MISSING_NAME, _MISSING)


def told(code: str, facts: Mapping[str, Fact], said: Callable[[str], str] = str) -> Told:
    """The failure `code` in words; `said` puts them into another language before the facts go in."""
    template = _TEMPLATES.get(code, _TEMPLATES["internal"])
    known = _Facts({name: fact.spoken(said) if isinstance(fact, Phrase) else fact for name, fact in facts.items()})
    known.said = said
    if code not in _TEMPLATES:
        known.setdefault("because", code)
    return Told(
        what=said(template.what).format_map(known),
        why=said(template.why).format_map(known),
        safe=said(template.safe).format_map(known),
        can=said(template.can).format_map(known),
        actions=template.actions,
        details=str(facts.get("details", "")),
    )


def of(failure: FileError | Failed, said: Callable[[str], str] = str) -> Told:
    """The failure in words."""
    return told(failure.code, failure.facts, said)


class _Facts(dict[str, str | int | float]):
    """The facts; one that is missing reads as what can be said without it."""

    said: Callable[[str], str] = str

    def __missing__(self, key: str) -> str | int | float:
        numbers = {"characters": 0, "limit": 0, "seconds": 0, "megabytes": 0}
        return numbers[key] if key in numbers else self.said(_MISSING_NAME if key == "name" else _MISSING)


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}." if clause else ""
