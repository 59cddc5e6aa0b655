"""The PDF: a page for each sheet, the fonts it needs, title, description, bookmarks; the same input, the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recap_gui.drawing.pdf.content import Content
from recap_gui.drawing.pdf.objects import Objects, stream, string
from recap_gui.drawing.pdf.shapes import Outline
from recap_gui.drawing.sheet import Sheet
from recap_gui.drawing.style import ROLE, Style
from recap_gui.drawing.xml_text import text as xml

LARGEST_PAGE = 14_400.0
"""pt: readers show nothing larger; the picture is made smaller to fit."""
PROGRAM = "Recap Timeline"


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers of objects that others name."""

    root: int
    pages: int
    resources: int
    structure: int
    document: int


def pdf(
    sheets: Sequence[Sheet],
    style: Style,
    *,
    title: str = "",
    description: str = "",
    outline: Outline | None = None,
) -> bytes:
    """A PDF with one page for each sheet. A px of a sheet that is no paper is one point.

    `outline` gives the shapes of what the shipped font has no letters for; without it such a label is left out.
    """
    objects = Objects()
    own = _Numbers(*(objects.reserve() for _ in range(5)))
    content = Content(style, outline)
    pages, figures = [], []
    for number, sheet in enumerate(sheets):
        page, figure = _page(objects, own, content, sheet, number)
        pages.append(page)
        figures.append(figure)
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects.put(own.pages, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.put(own.resources, _resources(objects, content))
    parts = " ".join(f"{figure} 0 R" for figure in figures)
    parents = " ".join(f"{number} [{figure} 0 R]" for number, figure in enumerate(figures))
    objects.put(own.document, f"<< /Type /StructElem /S /Document /P {own.structure} 0 R /K [{parts}] >>")
    objects.put(
        own.structure,
        f"<< /Type /StructTreeRoot /K [{own.document} 0 R] /ParentTree << /Nums [{parents}] >> >>",
    )
    metadata = objects.add(_xmp(title, description))
    bookmarks = _bookmarks(objects, pages, [sheet.drawing.title for sheet in sheets]) if len(pages) > 1 else ""
    objects.put(
        own.root,
        f"<< /Type /Catalog /Pages {own.pages} 0 R /Lang (en) /MarkInfo << /Marked true >> /StructTreeRoot "
        f"{own.structure} 0 R /Metadata {metadata} 0 R /ViewerPreferences << /DisplayDocTitle true >> {bookmarks} >>",
    )
    subject = f" /Subject {string(description)}" if description else ""
    facts = objects.add(f"<< /Title {string(title)}{subject} /Creator ({PROGRAM}) /Producer ({PROGRAM}) >>")
    return objects.file(own.root, facts)


def _page(objects: Objects, own: _Numbers, content: Content, sheet: Sheet, number: int) -> tuple[int, int]:
    """Add a page; its number and that of the figure on it."""
    shrink = min(1.0, LARGEST_PAGE / max(sheet.width, sheet.height))
    width, height = sheet.width * shrink, sheet.height * shrink
    factor = sheet.factor * shrink
    ground = content.fill(ROLE["ground"])
    body = (
        f"/Figure << /MCID 0 >> BDC\nq {ground} 0 0 {width:.3f} {height:.3f} re f Q\n"
        f"q {factor:.6f} 0 0 {-factor:.6f} {sheet.left * shrink:.3f} {height - sheet.top * shrink:.3f} cm\n"
        f"{content.page(sheet.drawing)}\nQ\nEMC\n"
    )
    data = objects.add(stream(body.encode("ascii")))
    page, figure = objects.reserve(), objects.reserve()
    objects.put(
        page,
        f"<< /Type /Page /Parent {own.pages} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] /Resources "
        f"{own.resources} 0 R /Contents {data} 0 R /StructParents {number} "
        "/Group << /Type /Group /S /Transparency /CS /DeviceRGB >> >>",
    )
    said = sheet.drawing.description or sheet.drawing.title or PROGRAM
    objects.put(
        figure,
        f"<< /Type /StructElem /S /Figure /P {own.document} 0 R /Pg {page} 0 R /K 0 /Alt {string(said)} "
        f"/A << /O /Layout /Placement /Block /BBox [0 0 {width:.3f} {height:.3f}] >> >>",
    )
    return page, figure


def _resources(objects: Objects, content: Content) -> str:
    fonts = " ".join(f"/F{weight} {font.write(objects)} 0 R" for weight, font in content.fonts.items() if font.used)
    shades = " ".join(f"/A{at} << /ca {share} >>" for share, at in content.alphas.items())
    images = []
    for at, (density, palette) in enumerate(content.images):
        rows, columns = density.pixels.shape
        number = objects.add(
            stream(
                density.pixels.tobytes(),
                f"/Type /XObject /Subtype /Image /Width {columns} /Height {rows} /BitsPerComponent 8 "
                f"/ColorSpace [/Indexed /DeviceRGB 255 <{palette.hex()}>]",
            )
        )
        images.append(f"/I{at} {number} 0 R")
    for (columns, rows, rgb, alpha), at in content.signs.items():
        form = f"/Type /XObject /Subtype /Image /Width {columns} /Height {rows} /BitsPerComponent 8"
        mask = objects.add(stream(alpha, f"{form} /ColorSpace /DeviceGray"))
        images.append(f"/S{at} {objects.add(stream(rgb, f'{form} /ColorSpace /DeviceRGB /SMask {mask} 0 R'))} 0 R")
    return f"<< /Font << {fonts} >> /ExtGState << {shades} >> /XObject << {' '.join(images)} >> >>"


def _bookmarks(objects: Objects, pages: Sequence[int], titles: Sequence[str]) -> str:
    root = objects.reserve()
    numbers = [objects.reserve() for _ in pages]
    for at, (number, page, title) in enumerate(zip(numbers, pages, titles, strict=True)):
        before = f"/Prev {numbers[at - 1]} 0 R " if at else ""
        after = f"/Next {numbers[at + 1]} 0 R " if at + 1 < len(numbers) else ""
        name = string(title or f"Page {at + 1}")
        objects.put(number, f"<< /Title {name} /Parent {root} 0 R {before}{after}/Dest [{page} 0 R /Fit] >>")
    objects.put(root, f"<< /Type /Outlines /First {numbers[0]} 0 R /Last {numbers[-1]} 0 R /Count {len(numbers)} >>")
    return f"/Outlines {root} 0 R /PageMode /UseOutlines"


def _xmp(title: str, description: str) -> bytes:
    """Metadata for programs; never a date, so that equal pictures are equal files."""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>'
        f"{_alternatives('title', title)}{_alternatives('description', description)}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
    head = f"<< /Type /Metadata /Subtype /XML /Length {len(packet)} >>\nstream\n"
    return head.encode("ascii") + packet + b"\nendstream"


def _alternatives(name: str, words: str) -> str:
    if not words:
        return ""
    return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{xml(words)}</rdf:li></rdf:Alt></dc:{name}>'
