"""The export dialog: what it offers, what it warns of, what it writes, and what it never overwrites unasked."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QStandardItemModel
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from recap_gui.drawing.sizes import PAPER_MARGIN, Size
from recap_gui.gui import export_pictures, export_tasks
from recap_gui.gui.export_dialog import ExportDialog
from recap_gui.gui.export_search import ChildSearch
from recap_gui.gui.export_target import kind_words
from recap_gui.gui.export_tasks import Latest, Look, Progress, Write
from recap_gui.gui.exports import EXPORTS, Options, files_of
from recap_gui.gui.picture_words import WORDS
from recap_gui.gui.printing import print_pages
from recap_gui.gui.raster import StoppedError
from recap_gui.gui.settings import Settings
from recap_gui.gui.workspace import Workspace
from tests.gold_story import gold_story, season_story


@pytest.fixture(autouse=True)
def application(qapp):
    """One QApplication for all tests: a QGuiApplication made first could not become one."""


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(qtbot, parent, story, *, select=None, **how):
    workspace = Workspace(parent)
    workspace.set_story(story)
    if select is not None:
        workspace.select_scene(select[0])
        workspace.select_scene(select[1], extend=True)
    dialog = ExportDialog(workspace, "t", parent, **how)
    dialog.show()
    shown(qtbot, dialog)
    return dialog


def shown(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._soon.isActive() and dialog._made_for == dialog.options, timeout=30_000)


def choose(combo, value):
    combo.setCurrentIndex(combo.findData(value))


def saved(qtbot, dialog):
    qtbot.waitUntil(lambda: "Saved as" in dialog.facts.text(), timeout=30_000)


def test_a_season_offers_its_episodes_and_pages_by_episode(qtbot, parent):
    dialog = opened(qtbot, parent, season_story())
    names = [dialog.choices.what.itemText(row) for row in range(dialog.choices.what.count())]
    assert names[0] == "The whole season" and len(names) == 5 and names[3].startswith("S01E03")
    choose(dialog.choices.pages, "episode")
    shown(qtbot, dialog)
    assert len(dialog._pages) == 4 and dialog.preview.name.text() == "S01E01 · page 1 of 4"
    dialog.preview.forth.click()
    qtbot.waitUntil(lambda: dialog.preview.name.text().startswith("S01E02"))
    dialog.close()


def test_selected_scenes_can_be_chosen_and_name_the_title(qtbot, parent):
    story = gold_story("03")
    dialog = opened(qtbot, parent, story, select=(2, 5))
    assert dialog.choices.what.itemText(1).startswith("Selected:")
    whole = dialog._picture.drawing.width * dialog._picture.drawing.height
    dialog.choices.what.setCurrentIndex(1)
    shown(qtbot, dialog)
    assert dialog._picture.drawing.width * dialog._picture.drawing.height < whole
    dialog.close()


def test_the_words_made_follow_the_choice_until_they_are_written(qtbot, parent):
    dialog = opened(qtbot, parent, season_story())
    dialog.choices.what.setCurrentIndex(2)
    assert "S01E02" in dialog.choices.title.text() and dialog.options.title is None
    dialog.choices.title.setFocus()
    dialog.choices.title.selectAll()
    qtbot.keyClicks(dialog.choices.title, "Mine")
    dialog.choices.what.setCurrentIndex(3)
    assert dialog.choices.title.text() == "Mine" == dialog.options.title
    dialog.close()


def test_labels_too_small_to_read_are_told_before_anything_is_written(qtbot, parent):
    dialog = opened(qtbot, parent, season_story())
    assert dialog.warning.text() == ""
    choose(dialog.choices.size_of, "a4")
    shown(qtbot, dialog)
    assert "too small to read" in dialog.warning.text() and "297 × 210 mm" in dialog.facts.text()
    choose(dialog.choices.pages, "episode")
    shown(qtbot, dialog)
    assert dialog.warning.text() == ""
    dialog.close()


def test_a_custom_size_that_is_none_says_what_one_looks_like(qtbot, parent):
    dialog = opened(qtbot, parent, gold_story("03"))
    choose(dialog.choices.size_of, "custom")
    dialog.choices.custom.setText("")
    qtbot.keyClicks(dialog.choices.custom, "big")
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: "250x180mm" in dialog.warning.text())
    dialog.choices.custom.clear()
    qtbot.keyClicks(dialog.choices.custom, "900px")
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.facts.text().startswith("900 ×"))
    dialog.close()


def test_a_png_too_large_is_told_before_and_its_scale_is_not_offered(qtbot, parent, monkeypatch, tmp_path):
    monkeypatch.setattr("recap_gui.gui.raster.MOST_PIXELS", 1_500_000)
    dialog = opened(qtbot, parent, gold_story("03"))
    assert "at scale 1." in dialog.warning.text()
    model = dialog.choices.scale.model()
    assert isinstance(model, QStandardItemModel)
    assert [bool(model.item(row).flags() & Qt.ItemFlag.ItemIsEnabled) for row in range(4)] == [
        True,
        False,
        False,
        False,
    ]
    dialog.save_to(str(tmp_path / "a.png"))
    saved(qtbot, dialog)
    dialog.close()


def test_nothing_is_overwritten_unasked(qtbot, parent, tmp_path):
    dialog = opened(qtbot, parent, season_story())
    choose(dialog.choices.pages, "episode")
    shown(qtbot, dialog)
    there = tmp_path / "a-S01E02.svg"
    there.write_text("mine")
    dialog.save_to(str(tmp_path / "a.svg"))
    box = dialog.findChild(QMessageBox)
    assert "a-S01E02.svg" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    qtbot.wait(50)
    assert [path.name for path in tmp_path.iterdir()] == ["a-S01E02.svg"] and there.read_text() == "mine"
    dialog.save_to(str(tmp_path / "a.svg"))
    dialog.target.replace.click()
    saved(qtbot, dialog)
    assert len(list(tmp_path.iterdir())) == 4 and there.read_text().startswith("<svg")
    assert "4 files" in dialog.facts.text()
    dialog.close()


def test_the_name_gets_the_suffix_of_the_chosen_format(qtbot, parent):
    dialog = opened(qtbot, parent, gold_story("03"))
    dialog._on_save()
    files = dialog.target.dialog
    assert files.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert Path(files.selectedFiles()[0]).name == "Quay division.png"
    for suffix in (".svg", ".gold.json", ".pdf"):
        kind = next(name for name in files.nameFilters() if name.endswith(f"(*{suffix})"))
        files.selectNameFilter(kind)
        files.filterSelected.emit(kind)
        assert Path(files.selectedFiles()[0]).name == f"Quay division{suffix}"
    files.reject()
    dialog.close()


def test_an_export_tells_how_far_it_is_and_can_be_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr("recap_gui.gui.raster.STRIP", 100_000)
    story, progress, shares = season_story(), Progress(), []
    progress.went.connect(shares.append)
    files = files_of(story, Options(pages="episode"), str(tmp_path / "a.png"))
    Write(story, files, progress)()
    assert shares == sorted(shares) and shares[-1] == 1 and len(shares) > 12

    def stop(share):
        progress.stopped = share > 0.6

    progress.went.connect(stop)
    files = files_of(story, Options(pages="episode"), str(tmp_path / "b.png"))
    with pytest.raises(StoppedError):
        Write(story, files, progress)()
    left = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("b"))
    assert left == ["b-S01E01.png", "b-S01E02.png"]  # whole ones; of the third nothing


def test_copying_puts_the_page_on_the_clipboard(qtbot, parent):
    dialog = opened(qtbot, parent, gold_story("03"))
    dialog.copy_button.click()
    qtbot.waitUntil(lambda: dialog.facts.text() == "Copied.", timeout=20_000)
    drawing = dialog._picture.drawing
    assert QGuiApplication.clipboard().image().width() == 2 * drawing.width
    dialog.close()


@pytest.mark.parametrize("layout", ["lanes", "storylines"])
def test_a_page_of_an_episode_fills_its_paper(layout):
    paper = Size(841.9, 595.3)
    options = Options(layout=layout, pages="episode", size=paper)
    for page in export_pictures.pictures(season_story(), options, paged=True):
        sheet = page.sheet
        assert sheet.drawing.width * sheet.factor <= paper.width - 2 * PAPER_MARGIN + 0.1
        assert 0.9 * (paper.height - 2 * PAPER_MARGIN) < sheet.drawing.height * sheet.factor
        assert sheet.drawing.height * sheet.factor <= paper.height - 2 * PAPER_MARGIN + 0.1


def test_a_print_is_shown_on_paper(qtbot, parent):
    dialog = opened(qtbot, parent, gold_story("03"), to_printer=True)
    assert dialog.options.theme == "print" and dialog._picture.sheet.paper
    dialog.close()


def test_printing_lays_the_pages_out_for_the_paper(qtbot, tmp_path):
    paper = Size(841.9, 595.3)
    pages = export_pictures.pictures(season_story(), Options(theme="print", pages="episode", size=paper), paged=True)
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(5, 5, 5, 5))
    assert print_pages(writer, pages)
    assert (tmp_path / "x.pdf").read_bytes().count(b"/Type /Page\n") == 4


@pytest.mark.parametrize("orientation", list(QPageLayout.Orientation))
def test_printing_from_the_dialog_fills_the_paper_that_was_chosen(qtbot, parent, tmp_path, orientation):
    dialog = opened(qtbot, parent, season_story(), to_printer=True)
    dialog.choices.pages.setCurrentIndex(dialog.choices.pages.findData("episode"))
    printer = dialog._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(orientation)
    dialog._lay_for_printer()
    qtbot.waitUntil(lambda: "Sent" in dialog.facts.text(), timeout=20_000)
    shown(qtbot, dialog)  # a preview that comes late leaves it said
    assert "Sent" in dialog.facts.text()
    data = (tmp_path / "x.pdf").read_bytes()
    size = rb"842[.0]* 595" if orientation == QPageLayout.Orientation.Landscape else rb"595[.0]* 842"
    assert data.count(b"/Type /Page\n") == 4 and re.search(rb"/MediaBox \[[\d. ]*" + size, data)
    dialog.close()


@pytest.mark.qt_log_ignore("QPdf|QPainter|QFile|QIODevice")
def test_a_printer_that_takes_nothing_is_told(qtbot, parent, tmp_path):
    dialog = opened(qtbot, parent, gold_story("03"), to_printer=True)
    printer = dialog._printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "x.pdf"))
    dialog._lay_for_printer()
    qtbot.waitUntil(lambda: "took nothing" in dialog.warning.text(), timeout=20_000)
    dialog.close()


def test_closing_while_an_export_is_under_way(qtbot, parent, tmp_path):
    dialog = opened(qtbot, parent, season_story())
    dialog.save_to(str(tmp_path / "a.png"))
    dialog.close()
    assert not any(path.suffix != ".png" for path in tmp_path.iterdir())


def test_every_word_of_a_picture_can_be_translated():
    asked = set()

    def say(words):
        asked.add(words)
        return words

    for layout in ("lanes", "storylines", "table"):
        for suffix in (".svg", ".html"):
            EXPORTS[suffix](season_story(), Options(layout=layout, say=say))
    assert len(asked) > 20 and asked <= set(WORDS)


def test_every_format_has_a_name():
    assert all(kind_words(suffix) for suffix in EXPORTS)


def test_storylines_are_looked_for_once_for_all_previews_and_files(qtbot, parent, tmp_path, monkeypatch):
    searches = []
    search = ChildSearch.__call__
    monkeypatch.setattr(ChildSearch, "__call__", lambda *a: searches.append(1) or search(*a))
    dialog = opened(qtbot, parent, gold_story("03"))
    dialog.choices.choose_view("storylines")
    shown(qtbot, dialog)
    choose(dialog.choices.theme, "dark")
    shown(qtbot, dialog)
    dialog.save_to(str(tmp_path / "a.svg"))
    saved(qtbot, dialog)
    assert len(searches) == 1
    dialog.close()


def test_a_search_in_the_child_finds_what_one_here_finds():
    story, search = gold_story("03"), ChildSearch()
    try:
        here, there = Options(layout="storylines"), Options(layout="storylines", search=search)
        assert EXPORTS[".svg"](story, here) == EXPORTS[".svg"](story, there)
    finally:
        search.close()
    with pytest.raises(StoppedError):
        EXPORTS[".svg"](story, Options(layout="storylines", search=search))


def test_storylines_are_those_that_the_window_shows(qtbot, parent, monkeypatch):
    story = gold_story("03")
    drawn = export_pictures._searched(story, export_pictures.chosen(story, Options())[1], Options())
    monkeypatch.setattr(export_pictures, "_searched", lambda *a: pytest.fail("looked for again"))
    dialog = opened(qtbot, parent, story, drawn=drawn)
    dialog.choices.choose_view("storylines")
    shown(qtbot, dialog)
    assert "crossing" in "".join(text.text for text in dialog._picture.drawing.layer("title").texts)
    dialog.close()


def test_a_preview_that_nobody_waits_for_any_more_is_not_made(monkeypatch):
    monkeypatch.setattr(export_tasks, "pictures", lambda *a, **k: pytest.fail("made"))
    assert Look(season_story(), Options(), 0, 1.0, None, 1, Latest(2))() is None


def test_the_next_export_begins_where_the_last_one_went_and_in_its_format(qtbot, parent, tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    recap = tmp_path / "recaps" / "quay.txt"
    (tmp_path / "out").mkdir()
    dialog = opened(qtbot, parent, gold_story("03"), settings=settings, beside=recap)
    assert (dialog.target.folder, dialog.target.suffix) == (recap.parent, ".png")
    dialog.save_to(str(tmp_path / "out" / "a.svg"))
    saved(qtbot, dialog)
    dialog.close()
    dialog = opened(qtbot, parent, gold_story("03"), settings=Settings(tmp_path / "settings.ini"), beside=recap)
    assert (dialog.target.folder, dialog.target.suffix) == (tmp_path / "out", ".svg")
    dialog._on_save()
    assert Path(dialog.target.dialog.selectedFiles()[0]) == tmp_path / "out" / "Quay division.svg"
    dialog.target.dialog.reject()
    dialog.close()


def test_a_closed_dialog_holds_no_picture(qtbot, parent):
    """Who still refers to it, or has stopped looking for rings like those of a dialog, keeps little."""
    dialog = opened(qtbot, parent, gold_story("03"))
    assert not dialog.preview.image._image.isNull()
    choose(dialog.choices.theme, "dark")
    qtbot.waitUntil(lambda: not dialog._soon.isActive())  # another preview is under way
    dialog.reject()
    qtbot.wait(1)
    assert dialog.preview.image._image.isNull()
    assert not dialog._pages
    assert dialog._picture is None
