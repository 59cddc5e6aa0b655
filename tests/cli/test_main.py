"""What the first argument chooses, and what is never run or imported."""

import subprocess
import sys

import pytest

import recap_gui
from recap_gui import __main__ as program

RECAP = "Ruth walks to the wharf. Sam is there.\n\nAt home, Peg waits for Ruth.\n"


def run(*arguments: str, cwd=None, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "recap_gui", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=60, check=False)


def test_version_and_help(capsys):
    assert program.main(["--version"]) == 0
    assert capsys.readouterr().out == f"recap-gui {recap_gui.__version__}\n"
    assert program.main(["--help"]) == 0
    assert "recap-gui explain PATH" in capsys.readouterr().out


def test_an_unknown_option_is_wrong_use(capsys):
    assert program.main(["--nonsense"]) == 2
    assert "there is no option --nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "paths", "new_window"),
    [
        ([], [], False),
        (["a.txt", "b"], ["a.txt", "b"], False),
        (["./export"], ["./export"], False),
        (["a.txt", "export"], ["a.txt", "export"], False),
        (["--", "--version"], ["--version"], False),
        (["--new-window", "a.txt"], ["a.txt"], True),
        (["--", "--new-window"], ["--new-window"], False),
    ],
)
def test_everything_else_opens_the_window(arguments, paths, new_window, monkeypatch):
    seen = []
    monkeypatch.setattr(program, "_open_window", lambda given, *, new_window: seen.append((given, new_window)) or 0)
    assert program.main(arguments) == 0
    assert seen == [(paths, new_window)]


def test_version_imports_neither_qt_nor_the_analysis():
    code = (
        "import sys; from recap_gui.__main__ import main; main(['--version']);"
        "print([m for m in ('PySide6', 'spacy', 'numpy', 'lxml', 'msgspec', 'recap_gui.gui.app') if m in sys.modules])"
    )
    assert run(code=code).stdout.splitlines()[1] == "[]"


def test_explain_needs_no_qt(tmp_path):
    (tmp_path / "a.txt").write_text(RECAP)
    code = (
        "import sys; from recap_gui.__main__ import main; status = main(['explain', 'a.txt']);"
        "print([m for m in ('PySide6', 'pyqtgraph', 'spacy') if m in sys.modules]); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Ruth" in done.stdout


LYING = (
    "json",
    "spacy",
    "numpy",
    "msgspec",
    "lxml",
    "recap_gui",
    "sitecustomize",
    "usercustomize",
    "encodings",
    "struct",
)


@pytest.mark.parametrize("how", [("-P", "-m", "recap_gui"), ("-m", "recap_gui")])
def test_code_that_lies_beside_a_recap_is_never_run(how, tmp_path):
    names = LYING if how[0] == "-P" else [name for name in LYING if name != "recap_gui"]  # that one is asked for
    for name in names:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'canary')!r}, 'a').write({name!r})\n")
    (tmp_path / "a.txt").write_text(RECAP)
    command = [sys.executable, *how, "explain", "a.txt"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "canary").exists()


def test_the_child_does_not_take_its_path_from_the_users_environment(tmp_path, monkeypatch):
    from recap_gui.work.pool import Pool
    from recap_gui.work.protocol import Found, Open

    for name in LYING:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'canary')!r}, 'a').write({name!r})\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    heard = []
    with Pool() as pool:
        pool.submit(Open(RECAP.encode(), "a.txt"), heard.append).wait(60)
    assert isinstance(heard[-1], Found)
    assert not (tmp_path / "canary").exists()
