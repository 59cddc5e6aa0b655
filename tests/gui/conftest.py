"""A small story made by hand, and a whole window that starts no child."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shiboken6 import Shiboken

from recap_gui.gui.app import Program
from recap_gui.gui.settings import Settings
from recap_gui.gui.workspace import Workspace
from recap_gui.story import Character, Document, Episode, Mention, Reason, Scene, Story
from recap_gui.work.pool import Pool

PARTS = (
    "By tidewrack 😀.\n\n",
    "At the quay, Maeve Corrigan waits. She calls Rao.\n\n",
    "Rao finds Lavery in the bar. They talk about Corrigan.\n\n",
    "Share this page!\n",
)
TEXT = "".join(PARTS)


def small_story(text: str = TEXT, source: str = "quay.txt") -> Story:
    """Three characters in two scenes, with a byline before and a footer after."""
    starts = [sum(map(len, PARTS[:n])) for n in range(len(PARTS) + 1)]

    def mention(words: str, who: str, state: str = "present", how: str = "name", after: int = 0) -> Mention:
        start = text.index(words, after)
        spans = ((start, start + len(words)),)
        return Mention(start, start + len(words), who, how, state, 0.9, (Reason("subject of an action", spans, 1.0),))

    mentions = (
        mention("Maeve Corrigan", "c1"),
        mention("She", "c1", how="pronoun"),
        mention("Rao", "c2", state="mentioned"),
        mention("Rao", "c2", after=starts[2]),
        mention("Lavery", "c3"),
        mention("Corrigan", "c1", state="mentioned", after=starts[2]),
    )
    new_place = (Reason("new place", ((17, 28),), 1.0),)
    scenes = (
        Scene("e1s1", starts[0], starts[1], kind="frame", apart="byline"),
        Scene("e1s2", starts[1], starts[2], place="the quay", confidence=0.8, why=new_place),
        Scene("e1s3", starts[2], starts[3], place="the bar", time="night"),
        Scene("e1s4", starts[3], starts[4], kind="frame", apart="footer"),
    )
    cast = (
        Character("c1", "Maeve Corrigan", ("Maeve Corrigan", "Corrigan")),
        Character("c2", "Rao", ("Rao",)),
        Character("c3", "Lavery", ("Lavery",)),
    )
    return Story("Quay Division", cast, (Episode("e1", text, scenes, mentions, "A Clean Pair", source=source),))


def small_document() -> Document:
    return Document(TEXT, source="quay.txt", sha256="0" * 64)


@pytest.fixture
def story() -> Story:
    return small_story()


@pytest.fixture
def workspace(qapp, story: Story) -> Workspace:
    made = Workspace()
    made.open_documents((small_document(),))
    made.set_story(story)
    return made


@pytest.fixture
def settings(qapp, tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def program(qtbot, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The whole window, seen and with its timeline; no child is started before something is opened."""
    monkeypatch.setattr(Pool, "warm", _no_child)
    made = Program(tmp_path / "data", settings)
    made.start()
    qtbot.waitUntil(lambda: made.window.timeline is not None, timeout=20_000)
    yield made
    made.window.close()
    made.discard()
    assert not Shiboken.isValid(made.window) and not Shiboken.isValid(made)


@pytest.fixture
def opened(program: Program, qtbot, story: Story) -> Program:
    """The window with the small story in it."""
    program.workspace.open_documents((small_document(),))
    program.workspace.set_story(story)
    program.window._on_title("Quay Division")
    qtbot.wait(50)
    return program


def _no_child(_pool: Pool) -> None:
    pass
