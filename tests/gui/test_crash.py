"""After a crash the next start says so, with what is known of it; the message outlives the opening of a recap."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from recap_gui.gui.action_tips import TIPS
from recap_gui.gui.actions import ACTIONS
from recap_gui.gui.app import Program
from recap_gui.gui.error_dialog import ErrorDialog, Errors
from recap_gui.gui.opening import Batch

CRASH = """
import logging, os, sys
from pathlib import Path
from recap_gui.gui.error_dialog import Errors
errors = Errors(Path(sys.argv[1]))
errors.install()
logging.getLogger("recap_gui").warning("the recap is upside down")
def fall():
    os.abort()
fall()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_hard_crash_is_told_at_the_next_start_with_trace_and_log(program: Program, qtbot, tmp_path: Path) -> None:
    folder = tmp_path / "crashed"
    done = subprocess.run([sys.executable, "-c", CRASH, str(folder)], timeout=60, check=False)
    assert done.returncode != 0
    errors = Errors(folder)
    errors.remove()
    assert "in fall" in errors.last_crash and "the recap is upside down" in errors.last_crash
    window = program.window
    window.messages.tell_of_crash(errors.last_crash)
    program.opener.began.emit(Batch(1, []))
    window.messages.say("1 correction of yours is applied.")
    assert "ended unexpectedly" in window.message_bar.words and not window.message_bar.isHidden()
    (button,) = [b for b in window.message_bar.findChildren(QPushButton) if b.text() == "Show the report"]
    button.click()
    (dialog,) = window.findChildren(ErrorDialog)
    assert "in fall" in dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.close()
    window.messages.say("Something else.")
    assert window.message_bar.words == "Something else."
    again = Errors(folder)
    again.remove()
    assert again.last_crash == "", "told once"


def test_the_status_bar_says_what_each_action_does(program: Program) -> None:
    plain = {do.verb for do in ACTIONS if not do.submenu}
    assert plain <= set(TIPS) <= {do.verb for do in ACTIONS}
    for do, action in program.window.actions_table:
        if not do.submenu:
            assert action.statusTip() == TIPS[do.verb]
            assert 15 < len(action.statusTip()) < 110
