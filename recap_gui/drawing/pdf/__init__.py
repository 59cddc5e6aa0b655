"""PDF written by hand, without Qt: small, quick, the same bytes for the same drawing."""

from recap_gui.drawing.pdf.content import Outline
from recap_gui.drawing.pdf.document import LARGEST_PAGE, pdf

__all__ = ["LARGEST_PAGE", "Outline", "pdf"]
