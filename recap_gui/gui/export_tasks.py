"""What an export does off the window's thread: making pages to look at, writing files, painting for the clipboard."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from recap_gui.drawing.sheet import Sheet
from recap_gui.files.save import write_whole
from recap_gui.gui.exports import EXPORTS, File, Options, Picture, pictures
from recap_gui.gui.letters import unshown
from recap_gui.gui.raster import PictureError, StoppedError, largest_scale, paint_image
from recap_gui.story import Story


class Progress(QObject):
    """How far a task is, told across threads; and whether the user still wants it."""

    went = Signal(float)
    """The share that is done, 0–1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopped = False

    def part(self, number: int, of: int) -> Part:
        """The progress of one of several parts."""
        return Part(self, number, of)


@dataclass(frozen=True, slots=True)
class Part:
    """Progress within a part; what `raster.png` calls after every strip."""

    progress: Progress
    number: int
    of: int

    def __call__(self, share: float) -> bool:
        """Tell the share, and whether to go on; who has stopped is told nothing more: it may be gone."""
        if self.progress.stopped:
            return False
        self.progress.went.emit((self.number + share) / self.of)
        return True


@dataclass(frozen=True, slots=True)
class Previewed:
    """What the preview shows, and what is known of all pages.

    Attributes:
        pages: all of them.
        image: the one shown; None where it is too large for an image.
        smallest: the size of the smallest label of all pages in pt.
        largest_scale: the largest scale at which every page can be a PNG.
        unshown: letters that no font of this machine has.
    """

    pages: Sequence[Picture]
    page: int
    image: QImage | None
    smallest: float
    largest_scale: float
    unshown: str = ""


@dataclass(slots=True)
class Latest:
    """The number of the preview that was asked for last: whoever has another one need not begin."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Makes the pages and paints one of them at true size, or so that it fits into `room`."""

    story: Story
    options: Options
    page: int
    ratio: float
    room: QSize | None
    number: int
    latest: Latest
    made: Sequence[Picture] | None = None

    def __call__(self) -> Previewed | None:
        """The pages, one of them painted; None where a later preview has been asked for since."""
        if self.number != self.latest.number:
            return None
        pages = self.made or pictures(self.story, self.options, paged=True)
        page = min(self.page, len(pages) - 1)
        sheet = pages[page].sheet
        try:
            image = self._image(sheet, pages[page])
        except PictureError:
            image = None
        smallest = min(one.sheet.smallest_label for one in pages)
        largest = min(largest_scale(one.sheet) for one in pages)
        return Previewed(pages, page, image, smallest, largest, unshown(one.drawing for one in pages))

    def _image(self, sheet: Sheet, picture: Picture) -> QImage:
        width, height = sheet.px
        zoom = 1.0 if self.room is None else min(1.0, self.room.width() / width, self.room.height() / height)
        image = paint_image(sheet, picture.style, self.ratio * max(zoom, 0.01))
        image.setDevicePixelRatio(self.ratio)
        return image


@dataclass(frozen=True, slots=True)
class Write:
    """Makes files one after the other and writes each whole; gives their paths."""

    story: Story
    files: Sequence[File]
    progress: Progress

    def __call__(self) -> Sequence[Path]:
        """Where everything was written."""
        for number, file in enumerate(self.files):
            part = self.progress.part(number, len(self.files))
            if not part(0.0):
                raise StoppedError
            data = EXPORTS[file.suffix](self.story, file.options, progress=part)
            if not part(1.0):
                raise StoppedError
            write_whole(Path(os.path.realpath(file.name)), data)
        return [Path(file.name) for file in self.files]


@dataclass(frozen=True, slots=True)
class Paint:
    """Paints a page in memory, at the chosen scale."""

    picture: Picture
    scale: float
    progress: Progress

    def __call__(self) -> QImage:
        """The image."""
        return paint_image(self.picture.sheet, self.picture.style, self.scale, progress=self.progress.part(0, 1))


@dataclass(frozen=True, slots=True)
class Lay:
    """Makes the pages for the printer's paper."""

    story: Story
    options: Options

    def __call__(self) -> Sequence[Picture]:
        """The pages."""
        return pictures(self.story, self.options, paged=True)
