"""Chooses what runs: the window, ``export``, ``explain``, or the child process of another instance."""

from __future__ import annotations

import gc
import os
import sys

USAGE = """\
usage: recap-gui [--new-window] [PATH ...]           open the window; one that runs already takes the PATHs
       recap-gui export PATH [PATH ...] -o OUT ...   write pictures and data (recap-gui export --help)
       recap-gui explain PATH [--scene N]            every finding with its evidence (recap-gui explain --help)
       recap-gui --version | --help

Several PATHs, or a folder of episodes, are a season. A file called "export" is opened as ./export.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run what `arguments` (those of the command line) ask for; the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    first = arguments[0] if arguments else ""
    if first == "--child":
        from recap_gui.work.child import main as child

        return child()
    if first == "export":
        from recap_gui.cli.export import run as export

        return export(arguments[1:])
    if first == "explain":
        from recap_gui.cli.explain import run as explain

        return explain(arguments[1:])
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    paths: list[str] = []
    only_paths = new_window = False
    for argument in arguments:
        if only_paths or not argument.startswith("-") or argument == "-":
            paths.append(argument)
        elif argument == "--":
            only_paths = True
        elif argument == "--new-window":
            new_window = True
        elif argument in {"--help", "-h"}:
            sys.stdout.write(USAGE)
            return 0
        elif argument == "--version":
            from recap_gui import __version__

            sys.stdout.write(f"recap-gui {__version__}\n")
            return 0
        else:
            sys.stderr.write(f"recap-gui: there is no option {argument}\n{USAGE}")
            return 2
    return _open_window(paths, new_window=new_window)


def _open_window(paths: list[str], *, new_window: bool) -> int:
    gc.disable()  # until everything has been loaded: see `let_collect`
    from recap_gui.gui import overrides

    overrides.install()  # before any class of ours is made
    from recap_gui.gui.app import run as window

    return window(paths, new_window=new_window)


def _distrust_current_folder() -> None:
    """Undo that ``python -m`` puts the current folder first on the path: a ``json.py`` beside a recap would be run."""
    if sys.flags.safe_path or not sys.path or sys.path[0] != os.getcwd():  # noqa: PTH109  (as Python put it there)
        return
    folder = sys.path.pop(0)
    if os.path.dirname(os.path.dirname(os.path.abspath(__file__))) == folder:  # noqa: PTH100, PTH120
        sys.path.append(folder)  # a bare checkout: needed, after everything that is installed


if __name__ == "__main__":
    _distrust_current_folder()
    sys.exit(main())
