"""Every failure has a sentence, and every sentence says what, why and what to do."""

import re
from pathlib import Path
from typing import get_args

import pytest

import recap_gui
from recap_gui.files.errors import Code, FileError
from recap_gui.work import messages
from recap_gui.work.protocol import Failed

FACTS = {
    "name": "a.txt",
    "megabytes": 12,
    "limit": 10,
    "characters": 6_000_000,
    "percent": 13,
    "kind": "a pipe",
    "encoding": "UTF-8",
    "because": "it is so",
    "version": 2,
    "seconds": 10,
    "doing": "reading",
    "how": "signal 9",
    "details": "Traceback …",
}
FROM_WORK = ("too_slow", "memory", "died", "no_child", "internal", "ask_part")


@pytest.mark.parametrize("code", [*get_args(Code), *FROM_WORK])
def test_every_code_has_its_sentence(code):
    told = messages.told(code, FACTS)
    assert told.what and told.why and told.safe and told.can
    for text in (told.line(), told.text()):
        assert "{" not in text and "None" not in text and "not known" not in text
        assert "  " not in text and ".." not in text
    assert "\n" not in told.line()
    assert told.details == "Traceback …"
    assert code in messages._TEMPLATES


def test_every_code_the_program_uses_is_known():
    package = Path(recap_gui.__file__).parent
    used = set()
    for path in [*package.glob("files/*.py"), *package.glob("work/*.py")]:
        used |= set(re.findall(r'(?:FileError|Failed|WorkError)\(\s*"(\w+)"', path.read_text("utf-8")))
    assert used
    assert used <= set(messages._TEMPLATES)


def test_a_missing_fact_or_an_unknown_code_still_gives_a_sentence():
    assert messages.told("too_large", {}).line().startswith("The file is too large")
    assert "other_code" in messages.told("other_code", {"name": "a.txt"}).line()


def test_names_are_shown_as_they_are():
    told = messages.of(FileError("folder", name="{x} <img src='file:…'>"))
    assert told.what == "{x} <img src='file:…'> is a folder"
    assert (
        messages.of(Failed("empty", {"name": "a.txt"})).line()
        == "a.txt has no text: the file is empty. Open another file."
    )
