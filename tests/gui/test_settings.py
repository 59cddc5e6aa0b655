"""Settings hold their type over the file, and what is not allowed is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from recap_gui.gui.settings import (
    LETTER_KEYS,
    MOTION,
    READER_SIZE,
    RECENT_LIMIT,
    SHOWN,
    TEXT_SIZE,
    THEME,
    WHEEL,
    Settings,
    config_folder,
)
from recap_gui.gui.settings_page import SettingsPage


def test_values_come_back_with_their_type(settings: Settings, tmp_path: Path) -> None:
    settings.set(THEME, "dark")
    settings.set(TEXT_SIZE, 120)
    settings.set(LETTER_KEYS, False)
    settings.save()
    again = Settings(tmp_path / "settings.ini")
    assert (again.get(THEME), again.get(TEXT_SIZE), again.get(LETTER_KEYS)) == ("dark", 120, False)


@pytest.mark.parametrize("line", ["theme=mauve", "text_size=9999", "text_size=@Invalid()", "text_size=many"])
def test_nonsense_in_the_file_is_the_default(qapp, tmp_path: Path, line: str) -> None:
    file = tmp_path / "odd.ini"
    file.write_text(f"[look]\n{line}\n")
    settings = Settings(file)
    assert settings.get(THEME) == "system"
    assert settings.get(TEXT_SIZE) == 100


def test_what_is_not_allowed_is_not_kept(settings: Settings, qtbot) -> None:
    with qtbot.assertNotEmitted(settings.changed):
        settings.set(THEME, "mauve")
        settings.set(TEXT_SIZE, 400)
    assert settings.get(THEME) == "system"


def test_recent_recaps_are_newest_first_and_few(settings: Settings) -> None:
    for number in range(RECENT_LIMIT + 3):
        settings.add_recent((f"/r/{number}.txt",))
    settings.add_recent(("/r/9.txt",))
    recent = settings.recent()
    assert recent[0] == ("/r/9.txt",)
    assert len(recent) == RECENT_LIMIT
    assert len(set(recent)) == RECENT_LIMIT
    settings.drop_recent(("/r/9.txt",))
    assert ("/r/9.txt",) not in settings.recent()


def test_the_menu_of_recent_recaps_greys_what_is_gone_and_forgets_all(program, qtbot, tmp_path: Path) -> None:
    there, gone = tmp_path / "a & b.txt", tmp_path / "gone.txt"
    there.write_text("Ann waits.", "utf-8")
    for path in (gone, there):
        program.settings.add_recent((str(path),))
    menu = program.window.actions_table.submenu("recent")
    menu.aboutToShow.emit()
    shown = [(action.text(), action.isEnabled()) for action in menu.actions() if not action.isSeparator()]
    assert shown == [("a && b.txt", True), ("gone.txt (not there any more)", False), ("Forget these", True)]
    menu.actions()[-1].trigger()
    assert program.settings.recent() == ()


def test_every_setting_holds_at_once(program, qtbot) -> None:
    window, settings = program.window, program.settings
    page = SettingsPage(settings, window)
    qtbot.addWidget(page)
    rows = {row.setting.key: row for row in page.rows}

    def ground() -> int:
        return window.palette().color(window.backgroundRole()).lightness()

    light = ground()
    theme = rows[THEME.key].widget
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    qtbot.waitUntil(lambda: ground() < 80 < light, timeout=5_000)
    reader = window.reader.view
    before, menu = reader.font().pixelSize(), window.menuBar().font().pixelSize()
    rows[TEXT_SIZE.key].widget.setValue(200)
    qtbot.waitUntil(lambda: window.menuBar().font().pixelSize() == 2 * menu, timeout=5_000)
    assert reader.font().pixelSize() == 2 * before
    rows[TEXT_SIZE.key].reset.click()
    rows[READER_SIZE.key].widget.setValue(20)
    assert reader.font().pixelSize() == 20
    for picture in (window.timeline, window.storylines):
        assert picture.motion and picture.letter_keys
    rows[MOTION.key].widget.click()
    rows[LETTER_KEYS.key].widget.click()
    for picture in (window.timeline, window.storylines):
        assert not picture.motion and not picture.letter_keys
    wheel = rows[WHEEL.key].widget
    wheel.setCurrentIndex(wheel.findData("time"))
    wheel.activated.emit(wheel.currentIndex())
    assert window.timeline.wheel == window.storylines.wheel == "time"
    for row in page.rows:
        row.reset.click()
    assert window.timeline.wheel == window.storylines.wheel == "lanes" and window.timeline.motion
    qtbot.waitUntil(lambda: ground() == light, timeout=5_000)


def test_a_folder_that_was_open_opens_as_a_folder_again(settings: Settings) -> None:
    assert settings.open_last() == ()
    settings.add_recent(("/r/season",))
    settings.set_open(("/r/season/1.txt", "/r/season/2.txt"))
    assert settings.open_last() == ("/r/season",)
    settings.set_open(("/r/season/1.txt", "/elsewhere/2.txt"))
    assert settings.open_last() == ("/r/season/1.txt", "/elsewhere/2.txt")
    settings.set_open(())
    assert settings.open_last() == ()


def test_no_test_can_touch_the_users_home(no_users_home: Path) -> None:
    assert no_users_home in config_folder().parents


def test_the_page_shows_each_setting_and_resets_it(settings: Settings, qtbot) -> None:
    page = SettingsPage(settings, None)
    qtbot.addWidget(page)
    assert [row.setting for row in page.rows] == list(SHOWN)
    size = next(row for row in page.rows if row.setting is TEXT_SIZE)
    size.widget.setValue(130)
    assert settings.get(TEXT_SIZE) == 130
    assert size.reset.isEnabled()
    size.reset.click()
    assert settings.get(TEXT_SIZE) == size.widget.value() == 100
    assert not size.reset.isEnabled()
