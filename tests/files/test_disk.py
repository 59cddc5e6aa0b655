"""Opening files: a sentence, never a wait."""

import os
import socket
import threading

import pytest

from recap_gui.files.disk import LARGEST_DOCX, LARGEST_TEXT, display_name, largest, open_bytes
from recap_gui.files.errors import FileError
from recap_gui.files.listing import MOST_RECAPS, is_recap_name, natural, recaps_in

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices in the file system are POSIX's")


def code(path, **how) -> str:
    with pytest.raises(FileError) as caught:
        open_bytes(path, **how)
    return caught.value.code


def test_a_file_gives_its_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\0a\r\n" * 999)
    assert open_bytes(path) == b"\0a\r\n" * 999


def test_folder_and_vanished(tmp_path):
    assert code(tmp_path) == "folder"
    assert code(tmp_path / "none") == "gone"
    assert code(f"{tmp_path}/a\0b") == "gone"


@posix
def test_pipe_device_and_socket_are_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert code(pipe) == "not_a_file"
    assert code("/dev/zero") == "not_a_file"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        assert code(tmp_path / "s.txt") == "not_a_file"


@posix
def test_a_pipe_with_a_writer_is_refused_too(tmp_path):
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_RDWR)), daemon=True)
    writer.start()
    assert code(pipe) == "not_a_file"
    writer.join()


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a")
    path.chmod(0)
    assert code(path) == "no_permission"


def test_no_permission_is_told_from_the_systems_error(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert code(tmp_path / "a.txt") == "no_permission"


def test_what_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_TEXT + 1)
    assert code(path) == "too_large"
    assert len(open_bytes(path, limit=LARGEST_TEXT + 1)) == LARGEST_TEXT + 1
    assert largest("a.DOCX") == LARGEST_DOCX


@posix
def test_a_name_that_is_no_utf_8_is_opened_and_shown(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"a")
    assert open_bytes(path) == b"a"
    assert display_name(path) == "caf�.txt"


def test_the_recaps_of_a_folder(tmp_path):
    for name in (
        "10.txt",
        "2.md",
        "a.HTML",
        ".hidden.txt",
        "README.md",
        "a.txt.recap.json",
        "b.story.json",
        "c.json",
        "d.png",
        "~$e.docx",
        "e.docx",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub.txt").mkdir()
    assert [path.name for path in recaps_in(tmp_path).files] == ["2.md", "10.txt", "a.HTML", "e.docx"]


@posix
def test_links_in_a_circle_pipes_and_deep_trees_cost_nothing(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "here.txt").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "real.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to("real.txt")
    assert [path.name for path in recaps_in(tmp_path).files] == ["link.txt", "real.txt"]


def test_ten_thousand_files_are_listed_up_to_the_limit(tmp_path):
    for at in range(10_000):
        (tmp_path / f"{at}.txt").touch()
    listing = recaps_in(tmp_path)
    assert (len(listing.files), listing.left_out) == (MOST_RECAPS, 10_000 - MOST_RECAPS)
    assert listing.files[10].name == "10.txt"


def test_a_vanished_folder(tmp_path):
    with pytest.raises(FileError) as caught:
        recaps_in(tmp_path / "none")
    assert caught.value.code == "gone"


def test_names_sort_by_their_numbers():
    assert sorted(["e10", "E2", "e1b", "e1", "²", "9" * 40], key=natural) == ["9" * 40, "e1", "e1b", "E2", "e10", "²"]
    assert is_recap_name("x.txt") and not is_recap_name("x.json")
