"""The pool with real child processes; only their analysis is a double."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from recap_gui.files.cache import Cache
from recap_gui.story.phrase import phrase
from recap_gui.work.clock import Limits
from recap_gui.work.pool import Pool
from recap_gui.work.protocol import Analyse, Answer, Call, Failed, Found, Open, Progress, Read, Reading, Warm

DOUBLE = [sys.executable, "-P", str(Path(__file__).parent / "double.py")]
WAIT = 60


class Heard:
    """Collects the messages to one request."""

    def __init__(self, pool, request, **how):
        self.messages = []
        self.ticket = pool.submit(request, self.messages.append, **how)

    def last(self):
        assert self.ticket.wait(WAIT)
        return self.messages[-1]


def opened(word: str, name: str = "a.txt", **how) -> Open:
    return Open(f"{word} and more.".encode(), name, **how)


@pytest.fixture(scope="module")
def shared():
    with Pool(argv=DOUBLE) as pool:
        yield pool


@pytest.fixture
def pool(shared):
    yield shared
    assert isinstance(Heard(shared, Read(b"still works", "a.txt")).last(), Reading)


def test_reading_comes_first_then_progress_then_the_story(pool):
    heard = Heard(pool, opened("Ruth"))
    assert isinstance(heard.last(), Found)
    assert isinstance(heard.messages[0], Reading)
    progress = [message.done for message in heard.messages if isinstance(message, Progress)]
    assert progress == sorted(progress) and 2 <= len(progress) <= 52


def test_a_document_can_be_analysed_again(pool):
    document = Heard(pool, Read(b"Ruth leaves.", "a.txt")).last().document
    assert Heard(pool, Analyse(document)).last().story.episodes[0].text == "Ruth leaves."


def test_a_failure_crosses_as_code_and_facts(pool):
    assert Heard(pool, Read(b"", "a.txt")).last() == Failed("empty", {"name": "a.txt"})


def test_an_error_of_ours_is_told_with_details_and_the_child_goes_on(pool):
    before = pool.pids
    failed = Heard(pool, opened("FAIL")).last()
    assert failed.code == "internal"
    assert failed.facts["because"] == "ZeroDivisionError: on purpose"
    assert "double.py" in failed.facts["details"]
    assert Heard(pool, Call("no such kind")).last().code == "internal"
    assert pool.pids == before


def test_what_a_library_prints_does_not_break_the_protocol(pool):
    assert isinstance(Heard(pool, opened("PRINT")).last(), Found)
    assert isinstance(Heard(pool, opened("INPUT")).last(), Found)


def test_it_works_in_an_empty_folder_without_python_variables(shared, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere.py")
    with Pool(argv=DOUBLE) as pool:
        title = Heard(pool, opened("Ruth")).last().story.title
        assert "recap-child-" in title
        assert "[] ['PYTHONHASHSEED', 'PYTHONUTF8']" in title
        folder = Path(title.split()[1])
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_once_loaded_it_writes_no_file(pool):
    assert isinstance(Heard(pool, opened("Ruth")).last(), Found)
    assert "File too large" in Heard(pool, opened("WRITE")).last().facts["because"]


def test_a_computation_is_answered(pool):
    answer = Heard(pool, Call("order", {"lanes": 4, "scenes": [[0, 3], [1, 2]]})).last()
    assert isinstance(answer, Answer)
    assert sorted(answer.value["order"]) == [0, 1, 2, 3]


def test_a_child_that_dies_costs_its_file_only(pool):
    failed = Heard(pool, opened("EXIT", "bad.txt")).last()
    assert (failed.code, failed.facts["name"], str(failed.facts["how"])) == ("died", "bad.txt", "exit status 7")


def test_a_child_killed_from_outside_while_idle_is_replaced(pool):
    (pid,) = pool.pids
    psutil.Process(pid).kill()
    assert isinstance(Heard(pool, Read(b"next", "a.txt")).last(), Reading)
    assert pool.pids != (pid,)


@pytest.mark.parametrize("word", ["LOOP", "SLEEP"])
def test_what_takes_too_long_is_killed_and_named(word):
    with Pool(argv=DOUBLE, limits=Limits(analysis=0.3)) as pool:
        heard = Heard(pool, opened(word, "slow.txt"))
        failed = heard.last()
        assert failed == Failed("too_slow", {"name": "slow.txt", "seconds": 0, "doing": phrase("analysis")})
        assert isinstance(heard.messages[0], Reading)
        assert isinstance(Heard(pool, opened("Ruth")).last(), Found)


def test_a_computation_has_its_own_time(pool):
    assert Heard(pool, Call("order", {"lanes": 1, "scenes": []}, seconds=30)).last().value["order"] == [0]


def test_what_needs_too_much_memory_is_killed_and_named():
    with Pool(argv=DOUBLE, limits=Limits(memory=200 * 2**20)) as pool:
        failed = Heard(pool, opened("EAT", "fat.txt")).last()
        assert (failed.code, failed.facts["name"]) == ("memory", "fat.txt")
        assert failed.facts["megabytes"] >= 200


def test_a_worn_child_is_replaced_between_requests():
    pids = []
    with Pool(argv=DOUBLE, limits=Limits(worn=1)) as pool:
        for _ in range(2):
            pool.submit(Read(b"a", "a.txt"), lambda _: pids.append(pool.pids[0])).wait(WAIT)
    assert len(set(pids)) == 2


def test_cancelling_kills_the_child_and_silences_it(pool):
    heard = Heard(pool, opened("SLEEP"))
    while not heard.messages:
        time.sleep(0.01)
    (pid,) = pool.pids
    heard.ticket.cancel()
    told = len(heard.messages)
    assert heard.ticket.is_done
    assert isinstance(Heard(pool, Read(b"next", "a.txt")).last(), Reading)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    assert len(heard.messages) == told


def test_cancelling_what_waits_costs_nobody_else(pool):
    first = Heard(pool, opened("SLEEP"))
    second = Heard(pool, opened("Ruth"))
    third = Heard(pool, opened("Sam"))
    second.ticket.cancel()
    first.ticket.cancel()
    assert isinstance(third.last(), Found)
    assert second.messages == []


def test_cancelling_what_is_done_changes_nothing(pool):
    heard = Heard(pool, opened("Ruth"))
    heard.last()
    before = pool.pids
    heard.ticket.cancel()
    assert isinstance(Heard(pool, opened("Sam")).last(), Found)
    assert pool.pids == before


def test_the_visible_one_can_go_first(pool):
    order = queue.SimpleQueue()
    blocker = Heard(pool, opened("SLEEP"))

    def note(word):
        return lambda message: order.put(word) if isinstance(message, Found) else None

    tickets = [pool.submit(opened(word), note(word)) for word in "ab"]
    tickets.append(pool.submit(opened("c"), note("c"), first=True))
    blocker.ticket.cancel()
    assert all(ticket.wait(WAIT) for ticket in tickets)
    assert [order.get_nowait() for _ in range(3)] == ["c", "a", "b"]


def test_two_children_work_at_once():
    both = threading.Barrier(2)
    with Pool(2, argv=DOUBLE) as pool:
        for _ in range(2):
            pool.submit(opened("SLEEP"), lambda m: both.wait(WAIT) if isinstance(m, Reading) else None)
        deadline = time.monotonic() + WAIT
        while len(pool.pids) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(pool.pids) == 2


def test_a_callback_that_fails_does_not_stop_the_pool(pool, caplog):
    def fail(_):
        raise ValueError("in a callback")

    assert pool.submit(opened("Ruth"), fail).wait(WAIT)
    assert "a callback failed" in caplog.text


def test_warm_children_stay_warm(tmp_path):
    with Pool(argv=DOUBLE) as pool:
        assert pool.pids == ()
        pool.warm()
        heard = Heard(pool, Warm())
        assert isinstance(heard.last(), Answer)
        (pid,) = pool.pids
        psutil.Process(pid).kill()
        assert isinstance(Heard(pool, opened("Ruth")).last(), Found)


def test_closing_works_in_the_middle_and_leaves_no_process():
    pool = Pool(2, argv=DOUBLE)
    heard = [Heard(pool, opened("LOOP")) for _ in range(5)]
    while len(pool.pids) < 2:
        time.sleep(0.01)
    children = [psutil.Process(pid) for pid in pool.pids]
    pool.close()
    pool.close()
    _, alive = psutil.wait_procs(children, timeout=3)
    assert not alive
    assert all(one.ticket.is_done for one in heard)
    with pytest.raises(RuntimeError):
        pool.submit(Warm(), print)


def test_a_pool_that_never_started_closes():
    Pool(argv=DOUBLE).close()


def test_a_child_that_cannot_be_started_is_told():
    with Pool(argv=["/no/such/program"]) as pool:
        pool.warm()
        failed = Heard(pool, opened("Ruth")).last()
        assert (failed.code, failed.facts["because"]) == ("no_child", "No such file or directory")


def test_a_child_that_is_no_child_of_ours_is_told():
    with Pool(argv=[sys.executable, "-c", "print('x' * 100)"]) as pool:
        assert Heard(pool, opened("Ruth")).last().code == "died"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_the_child_ends_with_its_parent_even_in_the_middle():
    code = (
        "import sys,time; from recap_gui.work.pool import Pool; from recap_gui.work.protocol import Open\n"
        f"pool = Pool(argv={DOUBLE!r})\n"
        "pool.submit(Open(b'SLEEP', 'a.txt'), lambda m: print(pool.pids[0], flush=True))\ntime.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent:
        child = psutil.Process(int(parent.stdout.readline()))
        os.kill(parent.pid, signal.SIGKILL)
        child.wait(WAIT)


def test_what_was_opened_before_comes_from_the_cache(tmp_path):
    cache = Cache(tmp_path, "v1")
    with Pool(argv=DOUBLE, cache=cache) as pool:
        first = Heard(pool, opened("Ruth"))
        found = first.last()
    with Pool(argv=["/no/such/program"], cache=cache) as pool:
        again = Heard(pool, opened("Ruth"))
        assert again.last() == found
        assert again.messages[0] == first.messages[0]
        assert Heard(pool, opened("Ruth", "b.txt")).last().code == "no_child"
        assert Heard(pool, opened("Ruth", encoding="utf-8")).last().code == "no_child"
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    with Pool(argv=DOUBLE, cache=cache) as pool:
        assert isinstance(Heard(pool, opened("Ruth")).last(), Found)


def test_a_text_over_the_limit_is_read_and_analysed_in_part_after_asking(pool):
    data = ("Ruth leaves. " * 40 + "\n").encode() * 2000
    heard = Heard(pool, Open(data, "long.txt"))
    assert heard.last() == Failed("ask_part", {"name": "long.txt", "characters": len(data), "limit": 1_000_000})
    assert isinstance(heard.messages[0], Reading)
    episode = Heard(pool, Open(data, "long.txt", part=True)).last().story.episodes[0]
    assert episode.text == data.decode()
    assert [scene.kind for scene in episode.scenes] == ["frame", "frame"]
    assert episode.scenes[0].end == episode.scenes[1].start <= 1_000_000
    assert episode.text[episode.scenes[0].end - 1] == "\n"
    assert episode.scenes[1].end == len(data)
    assert str(episode.notes[0]).startswith("Analysed up to character 999,")


def test_closing_does_not_wait_for_a_worker_that_an_import_holds_up(monkeypatch):
    """The window may close in the middle of an import; a worker's own import then waits until that is over."""
    reached, over, made = threading.Event(), threading.Event(), []

    def held_up() -> list[str]:
        reached.set()
        over.wait(WAIT)
        return DOUBLE

    monkeypatch.setattr("recap_gui.work.pool.command", held_up)
    monkeypatch.setattr("recap_gui.work.pool.Child", made.append)
    monkeypatch.setattr("recap_gui.work.pool._CLOSING", WAIT)
    pool = Pool()
    pool.warm()
    assert reached.wait(WAIT)
    closing = threading.Thread(target=pool.close)
    closing.start()
    closing.join(WAIT / 2)
    was_closed = not closing.is_alive()
    over.set()
    closing.join(WAIT)
    for worker in pool._workers:
        worker.thread.join(WAIT)
    assert was_closed and not made
