"""Word files for tests, made by hand so that every part of them is known."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def paragraph(words: str, *, style: str = "", bold: bool = False) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{properties}<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def document(body: str, *, before: str = "") -> bytes:
    whole = f"<w:document {W} {OTHERS}><w:body>{body}</w:body></w:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}{whole}'.encode()


def packed(part: bytes, *, others: dict[str, bytes] | None = None, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(name, part)
        for other, data in (others or {}).items():
            archive.writestr(other, data)
    return out.getvalue()


def docx(body: str, **others: bytes) -> bytes:
    return packed(document(body), others={name.replace("__", "/") + ".xml": data for name, data in others.items()})
