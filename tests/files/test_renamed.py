"""Corrections follow a recap that was renamed, and only that one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from recap_gui.files.corrections_file import CorrectionsFile, RecapFacts
from recap_gui.files.corrections_store import Kept, Store, recap_target
from recap_gui.story.corrections import Anchor, Correction

TEXT = b"Ruth waits at the quay. Sam leaves."


def target(recap: Path):
    return recap_target(recap, hashlib.sha256(recap.read_bytes()).hexdigest())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def corrected(store: Store, tmp_path: Path) -> Path:
    """A recap with a scene that was split, in its folder."""
    recap = tmp_path / "quay" / "e2.txt"
    recap.parent.mkdir()
    recap.write_bytes(TEXT)
    facts = RecapFacts(recap.name, hashlib.sha256(TEXT).hexdigest(), len(TEXT))
    split = Correction("a1", "split", at=Anchor("Sam leaves"), episode=recap.name)
    store.save(Kept(target(recap)), CorrectionsFile((split,), facts))
    return recap


def test_they_come_with_the_new_name_and_stay_under_the_old_one(store: Store, corrected: Path) -> None:
    old = corrected.with_name("e2.txt.recap.json").read_bytes()
    new = corrected.rename(corrected.with_name("Episode 2.txt"))
    found = store.load(target(new))
    assert [(c.id, c.episode) for c in found.file.corrections] == [("a1", "")]
    assert "another name" in str(found.note)
    store.save(found, found.file)
    assert len(store.load(target(new)).file.corrections) == 1 and store.load(target(new)).note is None
    assert corrected.with_name("e2.txt.recap.json").read_bytes() == old


def test_a_copy_and_another_text_have_none(store: Store, corrected: Path) -> None:
    copy = corrected.with_name("copy.txt")
    copy.write_bytes(TEXT)
    assert store.load(target(copy)).file.corrections == ()
    corrected.unlink()
    copy.write_bytes(TEXT + b" Peg stays.")
    assert store.load(target(copy)).file.corrections == ()


def test_what_is_damaged_is_passed_over(store: Store, corrected: Path) -> None:
    new = corrected.rename(corrected.with_name("new.txt"))
    corrected.with_name("e2.txt.recap.json").write_bytes(b"{")
    found = store.load(target(new))
    assert found == Kept(target(new))
