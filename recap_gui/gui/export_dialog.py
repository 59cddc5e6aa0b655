"""The export dialog: what, how it looks, where to; a preview that is the picture itself. The work is off the window."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import QMarginsF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from recap_gui.files.disk import display_name
from recap_gui.files.save import write_whole
from recap_gui.gui.exports import EXPORTS, Options, Picture, picture
from recap_gui.gui.jobs import Background, Done
from recap_gui.gui.raster import PictureError, paint_image
from recap_gui.gui.theme import SMALL, UNIT
from recap_gui.gui.widgets import label, painting
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.lanes import Order
from recap_gui.story import Story

SMALLEST_LABEL = 7.0
"""pt: below this a label cannot be read in print."""
A4_WIDE = 297 / 25.4 * 72


class ExportDialog(QDialog):
    """Choices at the left, the picture at the right."""

    def __init__(self, workspace: Workspace, title: str, parent: QWidget, *, to_printer: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print") if to_printer else self.tr("Export"))
        self._workspace = workspace
        self._story = workspace.story
        self._picture: Picture | None = None
        self._previews = 0
        self._title = title
        self._background = Background(self)
        self._background.done.connect(self._on_done)
        self._stop = _Stop()
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._renew)
        self._build(to_printer=to_printer)
        self.resize(UNIT * 130, UNIT * 84)
        self._renew()

    # ---- building

    def _build(self, *, to_printer: bool) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(UNIT)
        form.setHorizontalSpacing(UNIT * 2)
        self.theme = self._combo(
            form, self.tr("&Colours"),
            (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("print", self.tr("Print")),
             ("contrast", self.tr("High contrast"))),
        )  # fmt: skip
        if to_printer:
            self.theme.setCurrentIndex(self.theme.findData("print"))
        layouts = (("lanes", self.tr("Lanes")), ("storylines", self.tr("Storylines")))
        self.layout_of = self._combo(form, self.tr("Vie&w"), layouts)
        widths = (("words", self.tr("By words")), ("equal", self.tr("All equal")))
        self.width_of = self._combo(form, self.tr("Column &width"), widths)
        self.width_of.setCurrentIndex(self.width_of.findData(self._workspace.lanes.width))
        self.lanes = self._combo(
            form, self.tr("&Lanes"), (("shown", self.tr("As shown now")), ("all", self.tr("All characters")))
        )
        self.scale = self._combo(form, self.tr("PNG &scale"), tuple((n, f"{n}×") for n in (1, 2, 3, 4)))
        self.scale.setCurrentIndex(1)
        self.title = QLineEdit(self._story.title if self._story is not None else "")
        self.caption = QLineEdit()
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("C&aption"), self.caption)
        self.legend = QCheckBox(self.tr("Le&gend"))
        self.legend.setChecked(True)
        self.source = QCheckBox(self.tr("Name the so&urce"))
        self.source.setChecked(True)
        form.addRow("", self.legend)
        form.addRow("", self.source)
        for line in (self.title, self.caption):
            line.textEdited.connect(self._soon.start)
        for check in (self.legend, self.source):
            check.toggled.connect(self._soon.start)
        self.facts = label(size=SMALL, muted=True)
        self.warning = label(size=SMALL)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(UNIT)
        self.bar.hide()
        side = QVBoxLayout()
        side.setSpacing(UNIT)
        side.addLayout(form)
        side.addWidget(self.facts)
        side.addWidget(self.warning)
        side.addStretch(1)
        side.addWidget(self.bar)
        self._add_buttons(side, to_printer=to_printer)
        self.preview = Preview(self)
        area = QScrollArea(self)
        area.setWidget(self.preview)
        area.setAccessibleName(self.tr("Preview at true size"))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT * 2, UNIT * 2, UNIT * 2, UNIT * 2)
        row.setSpacing(UNIT * 2)
        left = QWidget()
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        left.setFixedWidth(UNIT * 40)
        row.addWidget(left)
        row.addWidget(area, 1)

    def _add_buttons(self, side: QVBoxLayout, *, to_printer: bool) -> None:
        self.save_button = QPushButton(self.tr("Save as…"))
        self.copy_button = QPushButton(self.tr("Copy the picture"))
        self.print_button = QPushButton(self.tr("Print…"))
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.hide()
        self.save_button.clicked.connect(self._on_save)
        self.copy_button.clicked.connect(self._on_copy)
        self.print_button.clicked.connect(self._on_print)
        self.stop_button.clicked.connect(self._on_stop)
        (self.print_button if to_printer else self.save_button).setDefault(True)
        for button in (self.save_button, self.copy_button, self.print_button, self.stop_button):
            side.addWidget(button)

    def _combo(self, form: QFormLayout, name: str, choices: tuple[tuple[Any, str], ...]) -> QComboBox:
        combo = QComboBox()
        for value, words in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(self._soon.start)
        form.addRow(name, combo)
        return combo

    # ---- what is chosen

    @property
    def options(self) -> Options:
        """The choices as they stand."""
        lanes = self._workspace.lanes
        order: Any = lanes.order if lanes.order in get_args(Order) else "appearance"
        made = Options(
            theme=self.theme.currentData(),
            layout=self.layout_of.currentData(),
            width=self.width_of.currentData(),
            order=lanes.manual or order,
            scale=float(self.scale.currentData()),
            title=self.title.text(),
            caption=self.caption.text(),
            legend=self.legend.isChecked(),
            source=None if self.source.isChecked() else "",
        )
        if self.lanes.currentData() == "shown":
            return replace(made, only=lanes.only, hidden=lanes.hidden, folded=lanes.folded)
        return replace(made, folded=False)

    @Slot()
    def _renew(self) -> None:
        """Make the preview, in the background: storylines take a moment."""
        if self._story is not None:
            self._previews += 1
            task = _Preview(self._story, self.options, self.devicePixelRatioF())
            self._background.run(("preview", self._previews), task)

    def _show_preview(self, made: Previewed) -> None:
        drawing, scale = made.picture.drawing, self.options.scale
        self._picture = made.picture
        facts = self.tr("{w} × {h} px; as PNG {pw} × {ph}")
        width, height = round(drawing.width * scale), round(drawing.height * scale)
        size = {"w": round(drawing.width), "h": round(drawing.height), "pw": f"{width:,}", "ph": f"{height:,}"}
        self.facts.setText(facts.format(**size))
        smallest = made.picture.style.metrics.small * min(A4_WIDE / drawing.width, 1.0)
        small = self.tr("Printed on A4 the smallest label has {pt:.1f} pt. Print on A3, or show fewer lanes.")
        self.warning.setText(small.format(pt=smallest) if smallest < SMALLEST_LABEL else "")
        if made.image is not None:
            self.preview.show_image(made.image)
        else:
            self.preview.show_words(self.tr("Too large to preview. It can be saved as SVG or PDF."))

    # ---- doing it

    @Slot()
    def _on_save(self) -> None:
        kinds = ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in EXPORTS)
        dialog = QFileDialog(self, self.tr("Save the timeline"), str(Path.home()), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile((self.title.text() or self._title or "timeline").replace("/", "-") + ".png")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write the export to a file, by its suffix, in the background."""
        path = Path(name)
        if path.suffix.lower() not in EXPORTS:
            self.warning.setText(self.tr("The name must end in one of {all}.").format(all=" ".join(EXPORTS)))
            return
        if self._story is not None:
            self._begin(_Export(self._story, self.options, path, self._stop))

    @Slot()
    def _on_copy(self) -> None:
        if self._story is not None:
            self._begin(_Paint(self._story, self.options, self._stop))

    @Slot()
    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter()
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self._printer.setPageMargins(QMarginsF(10, 10, 10, 10))
        dialog = QPrintDialog(self._printer, self)
        dialog.accepted.connect(self._print)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    @Slot()
    def _print(self) -> None:
        from recap_gui.gui.painter import Painter

        if self._picture is None:
            return
        drawing = self._picture.drawing
        painter = QPainter(self._printer)
        room = painter.viewport()
        factor = min(room.width() / drawing.width, room.height() / drawing.height)
        painter.scale(factor, factor)
        replay = Painter(self._picture.style, sprites=False)
        for layer in drawing.layers:
            replay.paint_layer(painter, layer)
        painter.end()
        self.facts.setText(self.tr("Sent to the printer."))

    def _begin(self, task: Any) -> None:
        self._stop.asked = False
        self.bar.setRange(0, 0)
        self.bar.show()
        self.stop_button.show()
        for button in (self.save_button, self.copy_button, self.print_button):
            button.setEnabled(False)
        self._background.run("export", task)

    @Slot()
    def _on_stop(self) -> None:
        self._stop.asked = True

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        match done.key:
            case ("preview", number):
                if done.error is not None:
                    raise done.error
                if number == self._previews:
                    self._show_preview(done.result)
                return
        self.bar.hide()
        self.stop_button.hide()
        for button in (self.save_button, self.copy_button, self.print_button):
            button.setEnabled(True)
        if isinstance(done.error, PictureError):
            self.warning.setText(str(done.error))
        elif isinstance(done.error, OSError):
            said = self.tr("It could not be written: {why}. What was there before is unchanged.")
            self.warning.setText(said.format(why=done.error.strerror or str(done.error)))
        elif done.error is not None:
            raise done.error
        elif isinstance(done.result, QImage):
            QGuiApplication.clipboard().setImage(done.result)
            self.facts.setText(self.tr("Copied."))
        else:
            self.facts.setText(self.tr("Saved as {name}.").format(name=display_name(done.result)))

    def done(self, result: int) -> None:
        """Stop what is under way and go."""
        self._stop.asked = True
        self._background.close()
        super().done(result)


@dataclass(slots=True)
class _Stop:
    """Whether the user wants no more of it; read by the thread between two strips."""

    asked: bool = False

    def go_on(self, _share: float) -> bool:
        return not self.asked


@dataclass(frozen=True, slots=True)
class _Export:
    """Makes the bytes of an export and writes them whole."""

    story: Story
    options: Options
    path: Path
    stop: _Stop

    def __call__(self) -> Path:
        suffix = self.path.suffix.lower()
        if suffix == ".png":
            from recap_gui.gui.raster import png

            made = picture(self.story, self.options)
            data = png(made.sheet, made.style, self.options.scale, progress=self.stop.go_on)
        else:
            data = EXPORTS[suffix](self.story, self.options)
        write_whole(Path(os.path.realpath(self.path)), data)
        return self.path


@dataclass(frozen=True, slots=True)
class _Paint:
    """Paints the picture in memory."""

    story: Story
    options: Options
    stop: _Stop

    def __call__(self) -> QImage:
        made = picture(self.story, self.options)
        return paint_image(made.sheet, made.style, self.options.scale, progress=self.stop.go_on)


@dataclass(frozen=True, slots=True)
class Previewed:
    """The picture and its image at true size, None where it is too large for one."""

    picture: Picture
    image: QImage | None


@dataclass(frozen=True, slots=True)
class _Preview:
    """Makes the picture and paints it at true size."""

    story: Story
    options: Options
    ratio: float

    def __call__(self) -> Previewed:
        made = picture(self.story, self.options)
        try:
            return Previewed(made, paint_image(made.sheet, made.style, self.ratio))
        except PictureError:
            return Previewed(made, None)


class Preview(QWidget):
    """The picture at true size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._words = ""

    def show_image(self, image: QImage) -> None:
        """Show `image`."""
        self._image, self._words = image, ""
        self.setFixedSize(image.deviceIndependentSize().toSize())
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self._image, self._words = QImage(), words
        self.setFixedSize(QSize(UNIT * 50, UNIT * 10))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The image, or the words."""
        with painting(self) as painter:
            if self._words:
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            else:
                painter.drawImage(0, 0, self._image)
