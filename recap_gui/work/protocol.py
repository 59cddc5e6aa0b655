"""What crosses between the window and its child: requests with bytes, messages as JSON, both length-prefixed.

A frame is two big-endian 32-bit lengths, the JSON, and (requests only) the bytes of a file. Nothing is ever pickled.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from recap_gui.files.typed import decoded
from recap_gui.story import Character, Document, Episode, Proposal, Story
from recap_gui.story.phrase import Fact, Phrase
from recap_gui.story.still import still

LARGEST_JSON = 2**30
LARGEST_BLOB = 2**29
_LENGTHS = struct.Struct(">II")


class Read(msgspec.Struct, frozen=True, tag="read"):
    """Read a file. Answered by `Reading`."""

    data: bytes
    name: str
    as_format: str | None = None
    encoding: str | None = None


class Open(msgspec.Struct, frozen=True, tag="open"):
    """Read a file and analyse it. Answered by `Reading`, then `Found`; a story of ours is answered the same way.

    `part` allows a text of over 1,000,000 characters to be analysed up to there; without it such a text fails with
    ``ask_part`` after its `Reading`.
    """

    data: bytes
    name: str
    as_format: str | None = None
    encoding: str | None = None
    part: bool = False


class Analyse(msgspec.Struct, frozen=True, tag="analyse"):
    """Analyse a document that was read before. Answered by `Found`."""

    document: Document
    part: bool = False


class Call(msgspec.Struct, frozen=True, tag="call"):
    """A computation of the table in `recap_gui.work.calls`; killed after `seconds`.

    Answered by `Answer`; one that finds better and better values by one for each and an empty one at the end.
    """

    kind: str
    payload: Any = None
    seconds: float = 60.0


class Warm(msgspec.Struct, frozen=True, tag="warm"):
    """Load what analysis needs. Answered by `Answer`."""


Request: TypeAlias = Read | Open | Analyse | Call | Warm


def name_of(request: Request) -> str:
    """The name of the recap that `request` is about, "" where it is about none."""
    if isinstance(request, Read | Open):
        return request.name
    return request.document.source if isinstance(request, Analyse) else ""


class Begun(msgspec.Struct, frozen=True, tag="begun"):
    """The child took up the request: its clock starts here. Not handed to callers."""


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far it is (0–1) and what is being done."""

    done: float
    doing: Phrase = Phrase("")


class Reading(msgspec.Struct, frozen=True, tag="reading"):
    """The document, readable at once."""

    document: Document


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The story."""

    story: Story


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """What a `Call` gave."""

    value: Any = None


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """It could not be done: a code and facts, from which `recap_gui.work.messages` makes the sentence."""

    code: str
    facts: dict[str, Fact] = msgspec.field(default_factory=dict)


Message: TypeAlias = Begun | Progress | Reading | Found | Answer | Failed


class _Sent(msgspec.Struct, frozen=True):
    ticket: int
    request: Request


class Reply(msgspec.Struct, frozen=True):
    """One message to the request numbered `ticket`; `last` when no more will come."""

    ticket: int
    message: Message
    last: bool = False


class ProtocolError(Exception):
    """Bytes that are no frame of this protocol."""


class _Pieces(msgspec.Struct, frozen=True):
    """A story whose episodes are still bytes."""

    title: str
    characters: tuple[Character, ...] = ()
    episodes: tuple[msgspec.Raw, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    notes: tuple[Phrase, ...] = ()


class _FoundInPieces(msgspec.Struct, frozen=True, tag="found"):
    story: _Pieces


class _Received(msgspec.Struct, frozen=True):
    ticket: int
    message: Begun | Progress | Reading | _FoundInPieces | Answer | Failed
    last: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A request as the child receives it."""

    ticket: int
    request: Request


def request_frame(ticket: int, request: Request) -> bytes:
    """The bytes of one request. A file's bytes go beside the JSON, not inside."""
    blob = b""
    if isinstance(request, Read | Open):
        blob = request.data
        request = msgspec.structs.replace(request, data=b"")
    return _frame(msgspec.json.encode(_Sent(ticket, request)), blob)


def reply_frame(reply: Reply) -> bytes:
    """The bytes of one message."""
    return _frame(msgspec.json.encode(reply), b"")


def read_request(read: Callable[[int], bytes]) -> Job | None:
    """The next request, or None where the input ends. `read(n)` gives n bytes, or fewer at the end.

    Raises:
        ProtocolError: on anything else.
    """
    frame = _read_frame(read)
    if frame is None:
        return None
    try:
        sent = decoded(frame[0], _Sent)
    except msgspec.DecodeError as error:
        raise ProtocolError(str(error)) from error
    request = sent.request
    if isinstance(request, Read | Open):
        request = msgspec.structs.replace(request, data=frame[1])
    return Job(sent.ticket, request)


def read_reply(read: Callable[[int], bytes]) -> Reply | None:
    """The next message, or None where the output ends.

    Raises:
        ProtocolError: on anything else.
    """
    frame = _read_frame(read)
    if frame is None:
        return None
    try:
        with still(len(frame[0])):
            received = decoded(frame[0], _Received)
            message = received.message
            whole = Found(_put_together(message.story)) if isinstance(message, _FoundInPieces) else message
            return Reply(received.ticket, whole, received.last)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ProtocolError(str(error)) from error


def _put_together(pieces: _Pieces) -> Story:
    """The story, episode by episode: decoding holds the interpreter's lock, and the window must get it in between."""
    episodes = tuple(decoded(episode, Episode) for episode in pieces.episodes)
    return Story(pieces.title, pieces.characters, episodes, pieces.proposals, pieces.notes)


def _frame(json: bytes, blob: bytes) -> bytes:
    return _LENGTHS.pack(len(json), len(blob)) + json + blob


def _read_frame(read: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    head = read(_LENGTHS.size)
    if len(head) < _LENGTHS.size:
        return None
    json_length, blob_length = _LENGTHS.unpack(head)
    if json_length > LARGEST_JSON or blob_length > LARGEST_BLOB:
        raise ProtocolError(f"a frame of {json_length} + {blob_length} bytes")
    json, blob = read(json_length), read(blob_length)
    if len(json) < json_length or len(blob) < blob_length:
        return None
    return json, blob
