"""PDF written by hand, without Qt: small, quick, the same bytes for the same drawing."""

from recap_gui.drawing.pdf.document import LARGEST_PAGE, pdf
from recap_gui.drawing.pdf.shapes import Outline, Shapes, Sign

__all__ = ["LARGEST_PAGE", "Outline", "Shapes", "Sign", "pdf"]
