"""The choices of an export: what, how it looks, how large, and the words around it. Gives `Options`; knows no files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, get_args

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from recap_gui.drawing import sizes
from recap_gui.gui.export_options import Options, View
from recap_gui.gui.export_pictures import drawn_key
from recap_gui.gui.export_words import episode_words, source_of, title_of
from recap_gui.gui.picture_words import said
from recap_gui.gui.theme import SMALL, UNIT
from recap_gui.gui.widgets import label
from recap_gui.gui.workspace import Workspace
from recap_gui.layout.columns import episode_code
from recap_gui.layout.lanes import Order
from recap_gui.layout.storylines import StorylineLayout
from recap_gui.story import Story
from recap_gui.story.excerpt import Stretch, excerpt, of_episode

CUSTOM = "custom"
SCALES = (1, 2, 3, 4)


class ExportChoices(QWidget):
    """A form; `changed` tells that `options` are others now."""

    changed = Signal()

    def __init__(self, workspace: Workspace, story: Story, parent: QWidget | None = None, *, printed: bool) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._story = story
        self._written: set[QLineEdit] = set()
        self._drawn: dict[Hashable, StorylineLayout] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, UNIT, 0)
        self._form.setVerticalSpacing(UNIT)
        self._form.setHorizontalSpacing(UNIT * 2)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._build_what()
        self._build_look(printed=printed)
        self._build_words()
        if printed:  # as it will come out, on the paper that is usual here
            self.theme.setCurrentIndex(self.theme.findData("print"))
            american = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
            self.size_of.setCurrentIndex(self.size_of.findData("letter" if american else "a4"))
        self._on_choice()

    # ---- building

    def _build_what(self) -> None:
        form = self._form
        self._section(self.tr("What"))
        self.what = self._combo(form, self.tr("S&cenes"), self._stretches())
        pages = (("one", self.tr("All on one page")), ("episode", self.tr("A page for each episode")))
        self.pages = self._combo(form, self.tr("&Pages"), pages)
        form.setRowVisible(self.pages, len(self._story.episodes) > 1)
        layouts = (
            ("lanes", self.tr("Lanes")), ("storylines", self.tr("Storylines")), ("table", self.tr("Table of scenes")),
        )  # fmt: skip
        self.layout_of = self._combo(form, self.tr("Vie&w"), layouts)
        shown = (("shown", self.tr("As shown now")), ("all", self.tr("All characters")))
        self.lanes = self._combo(form, self.tr("&Lanes"), shown)

    def _build_look(self, *, printed: bool) -> None:
        form = self._form
        self._section(self.tr("Look"))
        themes = (
            ("light", self.tr("Light")), ("dark", self.tr("Dark")), ("print", self.tr("Print")),
            ("contrast", self.tr("High contrast")), ("contrast-dark", self.tr("High contrast, dark")),
        )  # fmt: skip
        self.theme = self._combo(form, self.tr("&Colours"), themes)
        widths = (("words", self.tr("By words")), ("equal", self.tr("All equal")))
        self.width_of = self._combo(form, self.tr("Colu&mns"), widths)
        self.width_of.setCurrentIndex(self.width_of.findData(self._workspace.lanes.width))
        names = [(name, _size_words(name)) for name in sizes.NAMES]
        self.size_of = self._combo(form, self.tr("Si&ze"), (*names, (CUSTOM, self.tr("Custom…"))))
        self.custom = QLineEdit("1400px")
        self.custom.setAccessibleName(self.tr("Custom size"))
        self.custom.setPlaceholderText(self.tr("1400px or 250x180mm"))
        form.addRow("", self.custom)
        self.scale = self._combo(form, self.tr("PNG &scale"), tuple((n, f"{n}×") for n in SCALES))
        self.scale.setCurrentIndex(1)
        self.fonts = QCheckBox(self.tr("&Fonts inside SVG"))
        self.fonts.setToolTip(self.tr("An SVG then looks the same where our font is not installed"))
        self.fonts.toggled.connect(self._on_choice)
        form.addRow("", self.fonts)
        form.setRowVisible(self.fonts, not printed)
        form.setRowVisible(self.size_of, not printed)  # the printer's page is the size
        form.setRowVisible(self.scale, not printed)
        self.custom.textEdited.connect(self._on_choice)

    def _build_words(self) -> None:
        form = self._form
        self._section(self.tr("Words"))
        self.title = self._line(form, self.tr("&Title"), self._on_title)
        self.caption = self._line(form, self.tr("C&aption"))
        self.source = self._line(form, self.tr("So&urce"), self._on_source)
        self.alt = self._line(form, self.tr("Alt te&xt"))
        self.alt.setPlaceholderText(self.tr("What the picture shows, for those who do not see it"))
        self.legend = QCheckBox(self.tr("Le&gend"))
        self.legend.setChecked(True)
        self.legend.toggled.connect(self._on_choice)
        form.addRow("", self.legend)

    def _section(self, name: str) -> None:
        words = label(name, size=SMALL, strong=True, muted=True)
        words.setContentsMargins(0, UNIT if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(words)

    def _combo(self, form: QFormLayout, name: str, choices: Sequence[tuple[Any, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        for value, words in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(self._on_choice)
        form.addRow(name, combo)
        return combo

    def _line(self, form: QFormLayout, name: str, written: Callable[[], None] | None = None) -> QLineEdit:
        line = QLineEdit()
        if written is not None:
            line.textEdited.connect(written)  # before `_on_choice`, which would write the made words again
        line.textEdited.connect(self._on_choice)
        form.addRow(name, line)
        return line

    def _stretches(self) -> list[tuple[Stretch | None, str]]:
        """Everything, what is selected, each episode."""
        story, telling = self._story, self._workspace.telling
        several = len(story.episodes) > 1
        found: list[tuple[Stretch | None, str]] = [(None, self.tr("The whole season") if several else self.tr("All"))]
        chosen = self._workspace.selection.scenes
        if telling is not None and telling.story is story and chosen:
            first, last = (_place(telling.first, scene) for scene in (chosen[0], chosen[-1]))
            ends = dict.fromkeys(telling.label(scene) for scene in (chosen[0], chosen[-1]))
            names = " – ".join(name for name in ends if name)
            words = self.tr("Selected: {scenes}").format(scenes=names) if names else self.tr("Selected")
            found.append((Stretch(first, last), words))
        if several:
            for index, episode in enumerate(story.episodes):
                code = episode_code(episode)
                name = " · ".join(part for part in (code, episode.title) if part) or episode_words(story, episode)
                found.append((of_episode(story, index), name))
        return found

    # ---- what is chosen

    @property
    def options(self) -> Options:
        """The choices as they stand; a custom size that is none counts as "fit"."""
        lanes = self._workspace.lanes
        order: Any = lanes.order if lanes.order in get_args(Order) else "appearance"
        if order == "tightest" and lanes.tightest:
            order = lanes.tightest
        as_shown = self.lanes.currentData() == "shown"
        return Options(
            theme=self.theme.currentData(),
            layout=self.layout_of.currentData(),
            width=self.width_of.currentData(),
            order=lanes.manual or order,
            scale=float(self.scale.currentData()),
            scenes=self.what.currentData(),
            pages=self.pages.currentData(),
            size=self._size() or sizes.FIT,
            only=lanes.only if as_shown else (),
            hidden=lanes.hidden if as_shown else (),
            pinned=lanes.pinned,
            folded=lanes.folded if as_shown else False,
            folded_kinds=lanes.folded_kinds,
            kept=lanes.kept,
            title=self.title.text().strip() if self.title in self._written else None,
            caption=self.caption.text().strip(),
            source=self.source.text().strip() if self.source in self._written else None,
            alt=self.alt.text().strip() or None,
            legend=self.legend.isChecked(),
            fonts=self.fonts.isChecked() or None,
            say=said,
            drawn=self._drawn,
        )

    def choose_view(self, view: View) -> None:
        """Begin with one of the views."""
        self.layout_of.setCurrentIndex(self.layout_of.findData(view))

    def know_drawn(self, layout: StorylineLayout) -> None:
        """Take the storylines as the window shows them, so that they need not be looked for again."""
        self._drawn[drawn_key(self.options)] = layout

    @property
    def complaint(self) -> str:
        """What is wrong with the custom size, "" when nothing is."""
        if self._size() is not None:
            return ""
        words = self.tr("“{size}” is no size. Write 1400px ({low} to {high} px) or 250x180mm.")
        return words.format(size=self.custom.text(), low=sizes.NARROWEST, high=f"{sizes.WIDEST:,}")

    def allow_scales(self, largest: float) -> None:
        """Offer only the scales up to `largest`; one that was chosen beyond it gives way to the largest there is."""
        model = self.scale.model()
        assert isinstance(model, QStandardItemModel)
        for row, scale in enumerate(SCALES):
            item = model.item(row)
            flags = item.flags()
            enabled = Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | enabled if scale <= largest else flags & ~enabled)

    def _size(self) -> sizes.Size | None:
        name = self.size_of.currentData()
        try:
            return sizes.parse(self.custom.text() if name == CUSTOM else name)
        except ValueError:
            return None

    @Slot()
    def _on_title(self) -> None:
        self._written.add(self.title)

    @Slot()
    def _on_source(self) -> None:
        self._written.add(self.source)

    @Slot()
    def _on_choice(self) -> None:
        """Show what belongs to the choices, and the words made for them until others are written."""
        if not hasattr(self, "legend"):
            return  # still building
        lanes = self.layout_of.currentData() != "table"
        self._form.setRowVisible(self.custom, self.size_of.currentData() == CUSTOM)
        self.width_of.setEnabled(lanes)
        stretch = self.what.currentData()
        story = excerpt(self._story, stretch) if stretch else self._story
        for line, made in ((self.title, title_of), (self.source, source_of)):
            if line not in self._written:
                line.setText(made(story, said))
                line.setCursorPosition(0)
        self.changed.emit()


def _place(first: Sequence[int], scene: int) -> tuple[int, int]:
    """The episode of a scene that is counted over the season, and its index there."""
    episode = max(index for index, start in enumerate(first[:-1]) if start <= scene)
    return episode, scene - first[episode]


def _size_words(name: str) -> str:
    """A size's name on screen."""
    tr = QCoreApplication.translate
    if name == "fit":
        return tr("ExportChoices", "As large as it needs")
    if name.isdigit():
        return tr("ExportChoices", "{n} px wide").format(n=name)
    paper, _, turn = name.partition("-")
    words = tr("ExportChoices", "{paper}, upright") if turn else tr("ExportChoices", "{paper}, lying")
    return words.format(paper={"letter": tr("ExportChoices", "Letter")}.get(paper, paper.upper()))
