import errno
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from saver import version

from recap_gui import assets
from recap_gui.files.corrections_file import CorrectionsFile, RecapFacts, decode, encode
from recap_gui.files.corrections_store import Kept, Store, in_order, recap_target, season_target, shared_out
from recap_gui.files.errors import FileError
from recap_gui.files.save import VERSIONS, ChangedError, Disk, current, fingerprint, kept, save
from recap_gui.files.save_lock import Claim, turn
from recap_gui.story.corrections import Anchor, Correction

SAVER = Path(__file__).with_name("saver.py")
KEY = "0" * 64


def made(*names: str) -> CorrectionsFile:
    return CorrectionsFile(tuple(Correction(name, "dismiss", character=name) for name in names))


def names(of: Kept | CorrectionsFile) -> list[str]:
    file = of.file if isinstance(of, Kept) else of
    return [correction.id for correction in file.corrections]


@pytest.fixture
def recap(tmp_path) -> Path:
    folder = tmp_path / "recaps"
    folder.mkdir()
    path = folder / "a.txt"
    path.write_text("Leo waits.")
    return path


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "data"


def beside(recap: Path) -> Path:
    return recap.with_name("a.txt.recap.json")


def test_saved_beside_the_recap_and_found_again(recap, data):
    store = Store(data)
    start = store.load(recap_target(recap, KEY))
    assert (start.file, start.note, start.blocked) == (CorrectionsFile(), None, None)
    store.save(start, made("Leo"))
    assert names(Store(data).load(recap_target(recap, KEY))) == ["Leo"]
    assert recap.read_text() == "Leo waits."
    assert sorted(p.name for p in recap.parent.iterdir()) == ["a.txt", "a.txt.recap.json"]


def test_nothing_to_save_makes_no_file(recap, data):
    facts = RecapFacts("a.txt", KEY, 10)
    Store(data).save(Store(data).load(recap_target(recap, KEY)), CorrectionsFile(recap=facts))
    Store(data).save(Store(data).load(season_target(recap.parent, [KEY])), CorrectionsFile(season=True))
    assert [p.name for p in recap.parent.iterdir()] == ["a.txt"]
    assert not list(data.rglob("*.json"))


def test_nothing_is_written_into_the_program_itself(data):
    season = assets.path("samples", "season-harbour")
    for target in (recap_target(next(season.glob("*.txt")), KEY), season_target(season, [KEY])):
        assert target.beside is None
        Store(data).save(Store(data).load(target), made("Leo"))
        assert names(Store(data).load(target)) == ["Leo"]
    assert not list(assets.root().rglob("*.recap.json"))


def test_what_another_window_added_is_kept_and_told(recap, data):
    one, two = Store(data), Store(data)
    first, second = one.load(recap_target(recap, KEY)), two.load(recap_target(recap, KEY))
    first = one.save(first, made("a", "b"))
    second = two.save(second, made("c"))
    assert names(second) == ["c", "a", "b"] and second.came == 2
    first = one.save(first, made("a"))  # "b" is undone here
    assert sorted(names(first)) == ["a", "c"]
    assert sorted(names(decode(beside(recap).read_bytes()))) == ["a", "c"]


@pytest.mark.parametrize("content", [b"{broken", b'{"format": "other"}', encode(made("x")).replace(b": 1,", b": 9,")])
def test_what_cannot_be_used_is_left_as_it_is(recap, data, content):
    beside(recap).write_bytes(content)
    store = Store(data)
    found = store.load(recap_target(recap, KEY))
    assert found.blocked and "left as it is" in str(found.note) and not found.file.corrections
    store.save(found, made("Leo"))
    assert beside(recap).read_bytes() == content
    again = store.load(recap_target(recap, KEY))
    assert names(again) == ["Leo"] and again.blocked


def test_a_backup_is_offered_for_a_damaged_file(recap, data):
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    store.save(at, made("a", "b"))
    beside(recap).write_bytes(b"{broken")
    found = store.load(recap_target(recap, KEY))
    assert names(decode(found.backups[0].read_bytes())) == ["a"]


def test_damage_while_open_is_not_written_over(recap, data):
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    beside(recap).write_bytes(b"{broken")
    after = store.save(at, made("a", "b"))
    assert beside(recap).read_bytes() == b"{broken" and "data folder" in str(after.note)
    assert names(store.load(recap_target(recap, KEY))) == ["a", "b"]


def test_damage_in_the_data_folder_costs_no_work(data):
    store = Store(data)
    at = store.save(store.load(recap_target(None, KEY)), made("a"))
    (stand_in,) = (data / "corrections").iterdir()
    stand_in.write_bytes(b"{broken")
    assert names(store.save(at, made("a", "b"))) == ["a", "b"]
    assert names(store.load(recap_target(None, KEY))) == ["a", "b"]
    assert any(p.read_bytes() == b"{broken" for p in data.glob("versions/*/*"))


def test_deleted_while_open_is_written_again(recap, data):
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    beside(recap).unlink()
    store.save(at, made("a", "b"))
    assert names(decode(beside(recap).read_bytes())) == ["a", "b"]


def test_ten_versions_are_kept(tmp_path):
    path, mark = tmp_path / "f.json", None
    for number in range(15):
        mark = save(path, b"%d" % number, check=lambda d: True, expected=mark, versions=tmp_path / "v")
    assert [p.read_bytes() for p in kept(tmp_path / "v")] == [b"%d" % n for n in range(13, 13 - VERSIONS, -1)]


def test_an_unexpected_file_is_not_replaced(tmp_path):
    path = tmp_path / "f.json"
    path.write_bytes(b"other")
    with pytest.raises(ChangedError) as caught:
        save(path, b"mine", check=lambda d: True, expected=None)
    assert caught.value.data == b"other" == path.read_bytes()


def test_bytes_that_do_not_read_back_are_not_written(tmp_path):
    with pytest.raises(ValueError):
        save(tmp_path / "f.json", b"x", check=lambda d: False, expected=None)
    assert not list(tmp_path.iterdir())


OPERATIONS = ("open", "write", "fsync", "replace")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)


class Failing:
    """A disk whose n-th operation of one kind fails, or every one from there on."""

    def __init__(self, operation: str, nth: int, error: int, *, always: bool = False, only: Path | None = None) -> None:
        self.left, self.failed = nth, 0
        self.error, self.always, self.only = error, always, only
        usual = Disk()
        operations = {name: getattr(usual, name) for name in OPERATIONS}
        operations[operation] = self._wrapped(operations[operation])
        self.disk = Disk(**operations)

    def _wrapped(self, usual):
        def operation(*arguments):
            if self.only is not None and not str(arguments[0]).startswith(str(self.only)):
                return usual(*arguments)
            self.left -= 1
            if self.left == 0 or (self.always and self.left < 0):
                self.failed += 1
                raise OSError(self.error, os.strerror(self.error))
            return usual(*arguments)

        return operation


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_failing_operation_leaves_the_old_file_and_keeps_the_work(recap, data, operation, error):
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    for nth in range(1, 20):
        failing = Failing(operation, nth, error)
        after = Store(data, disk=failing.disk).save(at, made("a", f"b{nth}"))
        decode(beside(recap).read_bytes())
        assert names(Store(data).load(recap_target(recap, KEY))) == names(after)
        assert f"b{nth}" in names(after)
        assert not list(recap.parent.glob(".*.tmp"))
        at = Store(data).save(Store(data).load(recap_target(recap, KEY)), made("a"))
        if not failing.failed:
            break
    assert nth > 1


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_where_nothing_can_be_written_the_old_file_stays_and_one_error_tells(recap, data, operation, error):
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    failing = Failing(operation, 1, error, always=True)
    with pytest.raises(FileError):
        Store(data, disk=failing.disk).save(at, made("a", "b"))
    assert names(decode(beside(recap).read_bytes())) == ["a"]
    assert not list(recap.parent.glob(".*.tmp"))


def test_a_folder_that_cannot_be_written_sends_the_work_to_the_data_folder_and_back(recap, data):
    failing = Failing("open", 1, errno.EROFS, always=True, only=recap.parent)
    closed = Store(data, disk=failing.disk)
    at = closed.save(closed.load(recap_target(recap, KEY)), made("a"))
    assert "a.txt.recap.json cannot be saved beside the recap" in str(at.note)
    assert not beside(recap).exists()
    at = closed.save(at, made("a", "b"))
    again = Store(data)
    back = again.load(recap_target(recap, KEY))
    assert names(back) == ["a", "b"]
    after = again.save(back, made("b"))
    assert after.note is None and names(decode(beside(recap).read_bytes())) == ["b"]
    assert names(again.load(recap_target(recap, KEY))) == ["b"]


def test_a_name_too_long_for_a_neighbour_is_no_loss(tmp_path, data):
    recap = tmp_path / ("n" * 250 + ".txt")
    store = Store(data)
    at = store.save(store.load(recap_target(recap, KEY)), made("a"))
    assert at.note and names(store.load(recap_target(recap, KEY))) == ["a"]


def kill_at_random(folder: Path, rng: random.Random, times: int) -> None:
    path = folder / "a.txt.recap.json"
    for _ in range(times):
        process = subprocess.Popen([sys.executable, str(SAVER), "versions", str(folder)])
        before = path.stat().st_mtime_ns if path.exists() else 0
        until = time.monotonic() + 30
        while time.monotonic() < until and (path.stat().st_mtime_ns if path.exists() else 0) == before:
            time.sleep(0.005)
        time.sleep(rng.uniform(0, 0.06))
        process.kill()
        process.wait()
        found = decode(path.read_bytes())
        number = int(found.corrections[0].id.split("-")[0])
        assert found == version(number)
        for older in kept(folder / "data" / "v"):
            decode(older.read_bytes())


def test_killed_while_saving_leaves_a_whole_version(tmp_path, rng):
    kill_at_random(tmp_path, rng, 50)


@pytest.mark.slow
def test_killed_while_saving_long(tmp_path, rng):
    kill_at_random(tmp_path, rng, 500)


def two_writers(folder: Path, times: int) -> None:
    writers = [subprocess.Popen([sys.executable, str(SAVER), "add", str(folder), n, str(times)]) for n in "ab"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    found = names(decode((folder / "a.txt.recap.json").read_bytes()))
    assert sorted(found) == sorted(f"{n}{i}" for n in "ab" for i in range(times))


def test_two_processes_lose_nothing(tmp_path):
    two_writers(tmp_path, 20)


@pytest.mark.slow
def test_two_processes_long(tmp_path):
    two_writers(tmp_path, 200)


def test_a_second_window_sees_the_first_and_takes_over(recap, data):
    with Claim(data, recap) as first:
        assert first.mine
        with Claim(data, recap) as second:
            assert not second.mine and first.mine
            second.take_over()
            assert second.mine and not first.mine
        with Claim(data, recap) as third:
            assert third.mine


def test_a_crashed_window_holds_nothing(recap, data):
    code = (
        f"import os, sys; from pathlib import Path; from recap_gui.files.save_lock import Claim; "
        f"c = Claim(Path({str(data)!r}), Path({str(recap)!r})); print(c.mine, flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "True\n"
    with Claim(data, recap) as here:
        assert not here.mine
    process.kill()
    process.communicate()
    with Claim(data, recap) as here:
        assert here.mine


def test_a_save_waits_its_turn_and_no_longer(recap, data):
    with turn(data, recap), pytest.raises(FileError, match="another window"), turn(data, recap, patience=0.05):
        pass


def test_a_seasons_corrections_are_shared_out_and_come_back_in_order():
    corrections = (
        Correction("1", "merge", names=("a", "b")),
        Correction("2", "split", at=Anchor("Then"), episode="one.txt"),
        Correction("3", "presence", in_=Anchor("Then"), character="a", state="absent", episode="two.txt"),
        Correction("4", "rename", character="a", into="c"),
    )
    own, season = shared_out(corrections, ["one.txt", "two.txt"])
    assert [c.id for c in season] == ["1", "4"] and [c.id for c in own["two.txt"]] == ["3"]
    files = [CorrectionsFile(mine) for mine in (*own.values(), season)]
    assert in_order([decode(encode(file)) for file in files]) == corrections


def test_the_seasons_file_lies_in_its_folder(tmp_path):
    target = season_target(tmp_path, ["b", "a"])
    assert target.beside == tmp_path / "season.recap.json" and target.key == season_target(None, ["a", "b"]).key


def test_what_is_current_is_read_or_told(tmp_path):
    assert current(tmp_path / "none") is None
    with pytest.raises(FileError):
        current(tmp_path)
    (tmp_path / "f").write_bytes(b"x")
    assert fingerprint(current(tmp_path / "f") or b"") == fingerprint(b"x")
