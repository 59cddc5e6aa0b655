"""The objects of a PDF file, numbered as they come, and the file they make."""

from __future__ import annotations

import hashlib
import zlib

_LEVEL = 6


class Objects:
    """Objects from number 1 on."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """A number whose object comes later."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def add(self, body: str | bytes) -> int:
        """Add an object; its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def put(self, number: int, body: str | bytes) -> None:
        """Give a reserved number its object."""
        self._bodies[number - 1] = body.encode("latin-1") if isinstance(body, str) else body

    def file(self, root: int, facts: int) -> bytes:
        """The whole file with its catalogue and its document information. Its id is made from what is in it."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        table = len(out)
        own = hashlib.sha256(out).hexdigest()[:32]
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        trailer = f"<< /Size {len(places) + 1} /Root {root} 0 R /Info {facts} 0 R /ID [<{own}> <{own}>] >>"
        out += f"trailer\n{trailer}\nstartxref\n{table}\n%%EOF\n".encode("ascii")
        return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, _LEVEL)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode() + packed + b"\nendstream"


def string(text: str) -> str:
    """A text string: plain where it is ASCII, else UTF-16."""
    if text.isascii() and text.isprintable():
        plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({plain})"
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"
