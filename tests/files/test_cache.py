"""The cache, and the folders of the program."""

import os
import sys
from pathlib import Path

import pytest
from test_story_json import a_story

from recap_gui.files import folders
from recap_gui.files.cache import Cache, Entry
from recap_gui.story import Document, Hint
from recap_gui.story.phrase import phrase


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path / "cache", "v1")


ENTRY = Entry(Document("Ruth 😀", "a.txt", hints=(Hint(0, 4, "strong"),), notes=(phrase("{n} read", n=3),)), a_story())


def test_what_is_kept_comes_back_whole(cache):
    key = cache.key(b"bytes", "a.txt")
    assert cache.get(key) is None
    cache.put(key, ENTRY)
    assert cache.get(key) == ENTRY


def test_the_key_knows_content_name_way_of_reading_and_version(tmp_path, cache):
    keys = {
        cache.key(b"a", "a.txt"),
        cache.key(b"b", "a.txt"),
        cache.key(b"a", "b.txt"),
        cache.key(b"a", "a.txt", as_format="html"),
        cache.key(b"a", "a.txt", encoding="utf-8"),
        Cache(tmp_path, "v2").key(b"a", "a.txt"),
    }
    assert len(keys) == 6


def test_a_damaged_entry_is_none_and_gone(cache, tmp_path, rng):
    key = cache.key(b"bytes", "a.txt")
    cache.put(key, ENTRY)
    path = next((tmp_path / "cache").iterdir())
    whole = path.read_bytes()
    for _ in range(100):
        at = rng.randrange(len(whole))
        damage = rng.choice((whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], b"", whole[at:]))
        if damage == whole:
            continue
        path.write_bytes(damage)
        assert cache.get(key) is None
        assert not path.exists()
        cache.put(key, ENTRY)
    assert cache.get(key) == ENTRY


def test_a_disk_that_refuses_costs_nothing(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache", "v1")
    cache.put(cache.key(b"a", "a"), ENTRY)
    assert cache.get(cache.key(b"a", "a")) is None


def test_what_was_not_used_for_longest_is_forgotten(cache, tmp_path):
    keys = [cache.key(bytes([at]), "a") for at in range(5)]
    for at, key in enumerate(keys):
        cache.put(key, ENTRY)
        os.utime(tmp_path / "cache" / f"{key}.json", (at, at))
    assert cache.get(keys[0]) == ENTRY  # used just now
    cache.prune(most_entries=2)
    assert [cache.get(key) is not None for key in keys] == [True, False, False, False, True]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="XDG's folders")
def test_the_folders_are_the_systems(monkeypatch, no_users_home):
    assert folders.data_folder() == no_users_home / ".local/share/recap-gui"
    assert folders.cache_folder() == no_users_home / ".cache/recap-gui"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert folders.cache_folder() == no_users_home / ".cache/recap-gui"


def test_other_systems_have_other_folders(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert folders.cache_folder() == Path("/local/recap-gui/cache")
    assert folders.data_folder() == Path(os.environ["APPDATA"]) / "recap-gui"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert folders.data_folder() == Path.home() / "Library/Application Support/recap-gui"
