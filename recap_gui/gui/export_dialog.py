"""The export dialog: choices at the left, at the right the picture itself. The work is off the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recap_gui.drawing.sizes import Size
from recap_gui.files.disk import display_name
from recap_gui.gui.export_choices import ExportChoices
from recap_gui.gui.export_pictures import drawn_key
from recap_gui.gui.export_preview import ExportPreview
from recap_gui.gui.export_search import ChildSearch
from recap_gui.gui.export_target import ExportTarget
from recap_gui.gui.export_tasks import Latest, Lay, Look, Paint, Previewed, Progress, Write
from recap_gui.gui.export_words import file_name
from recap_gui.gui.exports import SMALLEST_LABEL, File, Options, Picture
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.raster import PictureError, StoppedError
from recap_gui.gui.settings import Settings
from recap_gui.gui.theme import SMALL, UNIT, scaled
from recap_gui.gui.widgets import label
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.storylines import StorylineLayout
from recap_gui.story import Story
from recap_gui.story.draft import shortened

SIDE = UNIT * 42


class ExportDialog(QDialog):
    """What is exported, how it looks, and where it goes."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        parent: QWidget,
        *,
        to_printer: bool = False,
        drawn: StorylineLayout | None = None,
        settings: Settings | None = None,
        beside: Path | None = None,
    ) -> None:
        """`drawn` are the storylines as the window shows them, where it does; `beside` is a recap that is open."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print") if to_printer else self.tr("Export"))
        self._story = workspace.story or Story("")
        self._title = title
        self._to_printer = to_printer
        self._picture: Picture | None = None
        self._pages: Sequence[Picture] = ()
        self._made_for: Options | None = None
        self._largest = 4.0
        self._previews = Latest()
        self._told_after = -1  # previews up to this number were asked for before what stands there was said
        self._search = ChildSearch()
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._progress = Progress(self)
        self._progress.went.connect(self._on_progress)
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._renew)
        self.choices = ExportChoices(workspace, self._story, self, printed=to_printer)
        self.preview = ExportPreview(self)
        if drawn is not None:
            self.choices.know_drawn(drawn)
        self._build()
        self.target = ExportTarget(self._story, settings, beside, self)
        self.target.chosen.connect(self._write)
        self.target.refused.connect(self.warning.setText)
        self.choices.changed.connect(self._soon.start)
        self.preview.page_asked.connect(self._soon.start)
        room = self.screen().availableSize()
        self.resize(min(scaled(UNIT * 150), room.width()), min(scaled(UNIT * 88), room.height()))
        self._renew()

    # ---- building

    def _build(self) -> None:
        area = QScrollArea()
        area.setWidget(self.choices)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts = label(size=SMALL, muted=True)
        self.warning = label(size=SMALL)
        self.warning.setForegroundRole(QPalette.ColorRole.BrightText)  # the look's colour for warnings
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(UNIT)
        self.bar.setRange(0, 1000)
        self.bar.hide()
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(UNIT)
        side.addWidget(area, 1)
        for widget in (self.warning, self.facts, self.bar):
            side.addWidget(widget)
        side.addLayout(self._build_buttons())
        left = QWidget()
        left.setLayout(side)
        left.setFixedWidth(scaled(SIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        row.setSpacing(UNIT * 2)
        row.addWidget(left)
        row.addWidget(self.preview, 1)

    def _build_buttons(self) -> QHBoxLayout:
        self.save_button = QPushButton(self.tr("Save as…"))
        self.copy_button = QPushButton(self.tr("Copy image"))
        self.print_button = QPushButton(self.tr("Print…"))
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.hide()
        self.save_button.clicked.connect(self._on_save)
        self.copy_button.clicked.connect(self._on_copy)
        self.print_button.clicked.connect(self._on_print)
        self.stop_button.clicked.connect(self._on_stop)
        (self.print_button if self._to_printer else self.save_button).setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for button in (self.save_button, self.copy_button, self.print_button, self.stop_button):
            row.addWidget(button)
        return row

    # ---- the preview

    @property
    def options(self) -> Options:
        """The choices as they stand."""
        return replace(self.choices.options, search=self._search)

    @Slot()
    def _renew(self) -> None:
        """Make the preview, in the background: storylines take a moment."""
        options = self.options
        made = self._pages if options == self._made_for and self._pages else None
        if options.layout == "storylines" and drawn_key(options) not in options.drawn and options.pages == "one":
            self.preview.image.show_words(self.tr("Looking for the fewest crossings …"))
        self._previews.number += 1
        number = self._previews.number
        task = Look(
            self._story,
            options,
            self.preview.page,
            self.devicePixelRatioF(),
            self.preview.room,
            number,
            self._previews,
            made,
        )
        self._background.run(("preview", number, options), task)

    def _show_preview(self, made: Previewed, options: Options) -> None:
        self._pages, self._made_for = made.pages, options
        self._picture = made.pages[made.page]
        self._largest = made.largest_scale
        self.choices.allow_scales(made.largest_scale)
        self.preview.page = made.page
        self.preview.set_pages(len(made.pages), self._picture.name)
        if self._previews.number > self._told_after:
            self.facts.setText(self._facts(self._picture, options))
        self.warning.setText(self._warnings(made, options))
        if made.image is not None:
            self.preview.image.show_image(made.image)
        else:
            self.preview.image.show_words(self.tr("Too large to show here. It can be saved as SVG or PDF."))

    def _facts(self, picture: Picture, options: Options) -> str:
        sheet = picture.sheet
        width, height = (round(side) for side in sheet.px)
        if sheet.paper:
            size = self.tr("{w} × {h} mm").format(
                w=round(sheet.width * 25.4 / 72), h=round(sheet.height * 25.4 / 72)
            )  # fmt: skip
        else:
            size = self.tr("{w} × {h} px").format(w=f"{width:,}", h=f"{height:,}")
        if self._to_printer:
            return ""
        scale = min(options.scale, self._largest)
        png = self.tr("as PNG {w} × {h}").format(w=f"{round(width * scale):,}", h=f"{round(height * scale):,}")
        return f"{size} · {png}"

    def _warnings(self, made: Previewed, options: Options) -> str:
        found = [self.choices.complaint] if self.choices.complaint else []
        if made.smallest < SMALLEST_LABEL:
            small = self.tr("The smallest label has {pt:.1f} pt, too small to read. {way}")
            way = self.tr("Choose a larger size, or fewer scenes or lanes.")
            if options.pages == "one" and len(self._story.episodes) > 1:
                way = self.tr("Choose a larger size, fewer scenes, or a page for each episode.")
            found.append(small.format(pt=made.smallest, way=way))
        if options.scale > made.largest_scale and not self._to_printer:
            fits = self.tr("A PNG is at most {n} million pixels: at scale {scale:g} it fits.")
            found.append(fits.format(n=100, scale=made.largest_scale))
        if made.unshown:
            blocks = self.tr("No font on this computer has {letters}: blocks stand in their place.")
            found.append(blocks.format(letters=shortened(made.unshown, 12)))
        return "\n".join(found)

    # ---- saving

    @Slot()
    def _on_save(self) -> None:
        self.target.ask(self.choices.title.text() or self._title, self._fitting())

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write the export to a file, or to one for each episode, by its suffix; asks before it replaces any."""
        self.target.take(name, self._fitting())

    def _fitting(self) -> Options:
        """The choices, at a scale that a PNG can have."""
        options = self.options
        return replace(options, scale=min(options.scale, self._largest))

    @Slot(object)
    def _write(self, files: Sequence[File]) -> None:
        self._begin("save", Write(self._story, files, self._progress))

    # ---- copying and printing

    @Slot()
    def _on_copy(self) -> None:
        if self._picture is not None:
            self._begin("copy", Paint(self._picture, self._fitting().scale, self._progress))

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(file_name(self.choices.title.text()))
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self._printer.setPageMargins(QMarginsF(5, 5, 5, 5), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._lay_for_printer)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    @Slot()
    def _lay_for_printer(self) -> None:
        """The pages are laid out for the paper that was chosen, then printed."""
        paper = self._printer.pageLayout().fullRect(QPageLayout.Unit.Point)
        options = replace(self.options, size=Size(paper.width(), paper.height()))
        self._begin("print", Lay(self._story, options))

    # ---- work under way

    def _begin(self, what: str, task: Any) -> None:
        self._progress.stopped = False
        self.bar.setValue(0)
        self._set_busy(busy=True)
        self._background.run(what, task)

    def _set_busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        for button in (self.save_button, self.copy_button, self.print_button):
            button.setVisible(not busy)

    @Slot(float)
    def _on_progress(self, share: float) -> None:
        self.bar.setValue(round(share * 1000))

    @Slot()
    def _on_stop(self) -> None:
        self._progress.stopped = True
        self._search.stop()

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("preview", number, options):
                if done.error is not None:
                    self._tell(done.error)
                elif number == self._previews.number and done.result is not None:
                    self._show_preview(done.result, options)
                return
        self._set_busy(busy=False)
        if done.error is not None:
            self._tell(done.error)
        elif isinstance(done.result, QImage):
            QGuiApplication.clipboard().setImage(done.result)
            self._say(self.tr("Copied."))
        elif done.key == "print":
            self._print(done.result)
        else:
            self._tell_saved(done.result)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, StoppedError):
            self._say(self.tr("Stopped. Nothing half written was left."))
        elif isinstance(error, PictureError):
            self.warning.setText(str(error))
        elif isinstance(error, OSError):
            words = self.tr("It could not be written: {why}. What was there before is unchanged.")
            self.warning.setText(words.format(why=error.strerror or str(error)))
        else:
            raise error

    def _say(self, words: str) -> None:
        """Tell how it went; a preview that was asked for before, and comes late, leaves it standing."""
        self._told_after = self._previews.number + self._soon.isActive()
        self.facts.setText(words)

    def _tell_saved(self, paths: Sequence[Path]) -> None:
        if len(paths) == 1:
            self._say(self.tr("Saved as {name}.").format(name=display_name(paths[0])))
        else:
            words = self.tr("Saved as {n} files, {first} to {last}.")
            ends = (display_name(path.name) for path in (paths[0], paths[-1]))
            self._say(words.format(n=len(paths), first=next(ends), last=next(ends)))

    def _print(self, pages: Sequence[Picture]) -> None:
        from recap_gui.gui.printing import print_pages

        if print_pages(self._printer, pages):
            self._say(self.tr("Sent to the printer."))
        else:
            self.warning.setText(self.tr("The printer took nothing. Is it connected?"))

    def done(self, result: int) -> None:
        """Stop what is under way and go."""
        self._progress.stopped = True
        self._search.close()
        self._background.close()
        self._forget()
        super().done(result)

    def _forget(self) -> None:
        """Hold no picture any more: a dialog that the collector has been told not to look at keeps what it holds."""
        self._previews.number += 1
        self._picture, self._pages, self._made_for = None, (), None
        self.preview.image.show_words("")
