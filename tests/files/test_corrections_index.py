"""Corrections in the data folder are found again when their recap has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.files.corrections_file import CorrectionsFile, RecapFacts
from recap_gui.files.corrections_index import earlier
from recap_gui.files.corrections_store import Store, recap_target, season_target
from recap_gui.story.anchors import anchor_at
from recap_gui.story.corrections import Correction

OLD, NEW = "0" * 64, "1" * 64
TEXT = "Ann goes to the quay. Bob waits for her in the bar.\n\nCal sleeps through the whole of it."


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """One whose recaps lie where nothing can be written beside them."""
    monkeypatch.setattr("recap_gui.files.corrections_store._is_of_the_program", lambda folder: True)
    return Store(tmp_path / "data")


def made(name: str = "a.txt") -> CorrectionsFile:
    places = [TEXT.index(words) for words in ("Bob waits", "Cal sleeps")]
    corrections = tuple(Correction(f"id{at}", "split", at=anchor_at(TEXT, at)) for at in places)
    return CorrectionsFile(corrections, RecapFacts(name, OLD, len(TEXT)))


def test_a_recap_that_changed_while_closed_keeps_its_corrections(store: Store, tmp_path: Path) -> None:
    recap = tmp_path / "a.txt"
    store.save(store.load(recap_target(recap, OLD)), made())
    found = store.load(recap_target(recap, NEW))
    assert found.file.corrections == made().corrections
    assert "carried over" in str(found.note)
    after = store.save(found, CorrectionsFile(made().corrections[:1], RecapFacts("a.txt", NEW, 9)))
    assert after.file.corrections == made().corrections[:1]
    assert store.load(recap_target(recap, NEW)).file.corrections == made().corrections[:1]
    assert store.load(recap_target(recap, OLD)).file.corrections == made().corrections
    assert store.load(recap_target(tmp_path / "b.txt", NEW.replace("1", "2"))).file.corrections == ()


def test_a_season_keeps_what_concerns_all_when_one_recap_changed(store: Store, tmp_path: Path) -> None:
    paths = [tmp_path / "1.txt", tmp_path / "2.txt"]
    shared = CorrectionsFile((Correction("m", "merge", names=("Ann", "Annie"), into="Ann"),), season=True)
    store.save(store.load(season_target(None, [OLD, "x"], paths)), shared)
    assert store.load(season_target(None, [NEW, "x"], reversed(paths))).file.corrections == shared.corrections
    assert store.load(season_target(None, [NEW, "x"], paths[:1])).file.corrections == ()


def test_pasted_text_is_known_by_the_words_of_its_corrections(store: Store) -> None:
    store.save(store.load(recap_target(None, OLD)), made("Pasted recap"))
    like = earlier(store.folder, TEXT.replace("the whole of it", "all of it"))
    assert like is not None and (like.tied, like.found) == (2, 2)
    assert earlier(store.folder, "Something else altogether.") is None
    assert earlier(store.folder, TEXT, but=[OLD]) is None


@pytest.mark.parametrize("data", [b"{broken", b"[]", b'{"a": 1}', b"\xff"])
def test_a_damaged_index_is_no_harm(store: Store, tmp_path: Path, data: bytes) -> None:
    store.folder.mkdir(parents=True)
    (store.folder / "index.json").write_bytes(data)
    recap = tmp_path / "a.txt"
    store.save(store.load(recap_target(recap, OLD)), made())
    assert store.load(recap_target(recap, NEW)).file.corrections == made().corrections
