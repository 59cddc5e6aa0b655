"""Frames and messages."""

import io

import pytest

from recap_gui.story import Character, Document, Episode, Hint, Mention, Reason, Scene, Story
from recap_gui.story.phrase import phrase
from recap_gui.work.protocol import (
    Analyse,
    Answer,
    Begun,
    Call,
    Failed,
    Found,
    Open,
    Progress,
    ProtocolError,
    Read,
    Reading,
    Reply,
    Warm,
    read_reply,
    read_request,
    reply_frame,
    request_frame,
)

DOCUMENT = Document("Ruth 😀\u2028leaves.\0", "a.txt", hints=(Hint(0, 4, "speaker", "Ruth"),))
STORY = Story(
    "T",
    (Character("c1", "Ruth", ("Ruth",)),),
    (
        Episode(
            "e1",
            DOCUMENT.text,
            (Scene("s1", 0, 14, why=(Reason("r", ((0, 1),), -0.123456789),)),),
            (Mention(0, 4, "c1", "name", "present", 1 / 3),),
        ),
    ),
)


@pytest.mark.parametrize(
    "request_",
    [
        Read(bytes(range(256)), "a\udcffb.txt".encode("utf-8", "replace").decode()),
        Open(b"", "a.txt", "html", "utf-8", True),
        Analyse(DOCUMENT),
        Call("order", {"lanes": 2}, 5.0),
        Warm(),
    ],
)
def test_a_request_crosses_unchanged(request_):
    job = read_request(io.BytesIO(request_frame(7, request_)).read)
    assert (job.ticket, job.request) == (7, request_)


@pytest.mark.parametrize(
    "message",
    [
        Begun(),
        Progress(0.5, phrase("{n} of them", n=2)),
        Reading(DOCUMENT),
        Found(STORY),
        Answer([1, {"a": None}]),
        Failed("empty", {"name": "a", "n": 1}),
    ],
)
def test_a_message_crosses_unchanged_to_the_last_digit(message):
    reply = Reply(3, message, last=True)
    assert read_reply(io.BytesIO(reply_frame(reply)).read) == reply


def test_an_end_in_the_middle_is_an_end():
    whole = request_frame(1, Read(b"abc", "a"))
    for length in range(len(whole)):
        assert read_request(io.BytesIO(whole[:length]).read) is None


@pytest.mark.parametrize("data", [b"\xff" * 100, b"\0\0\0\x02\0\0\0\0{}", b"\0\0\0\x01\0\0\0\0x", b"\0\0\0\0\0\0\0\0"])
def test_what_is_no_frame_is_refused(data):
    with pytest.raises(ProtocolError):
        read_reply(io.BytesIO(data).read)
