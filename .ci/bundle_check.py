"""Starts a bundle where nothing of Python, of Qt or of the user is, and uses it: ``python .ci/bundle_check.py FOLDER``.

The command line reads, analyses and exports in its child process. The window opens a recap, its child analyses it, a
second start hands over another one. What it needs and how long it takes is told; anything else ends with status 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bundle_parts import ROOT, lacking

SAMPLES = ROOT / "resources" / "samples"
PATIENCE = 120.0
SETTLED = 5.0
"""s: after which every view has been built, and what failed has been logged."""


def main(bundle: Path) -> int:
    """Check the bundle in the folder `bundle`; the exit status."""
    program = bundle.resolve() / "recap-gui"
    missing = lacking(bundle) if sys.platform == "linux" else []
    for line in missing:
        print(line)
    megabytes = sum(path.lstat().st_size for path in bundle.rglob("*") if path.is_file()) / 1e6
    print(f"size: {megabytes:.0f} MB in {sum(path.is_file() for path in bundle.rglob('*'))} files")
    with tempfile.TemporaryDirectory(prefix="recap") as scratch:
        place = Path(scratch)
        (place / "recap.txt").write_bytes((SAMPLES / "03-quay-division.txt").read_bytes())
        (place / "other.md").write_bytes((SAMPLES / "07-claim-check.md").read_bytes())
        environment = {"HOME": scratch, "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": scratch, "LANG": "C.UTF-8"}
        environment["QT_QPA_PLATFORM"] = "offscreen"
        if sys.platform == "win32":
            environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "USERPROFILE")}
        _command_line(program, place, environment)
        _window(program, place, environment)
    return 1 if missing else 0


def _command_line(program: Path, place: Path, environment: dict[str, str]) -> None:
    _run([program, "--version"], place, environment, "--version")
    outs = [part for suffix in ("png", "svg", "pdf", "json", "html") for part in ("-o", f"out.{suffix}")]
    _run([program, "export", "recap.txt", *outs], place, environment, "export in five formats, cold")
    _run([program, "export", "recap.txt", *outs[:4]], place, environment, "export again")
    lines = [program, "export", "recap.txt", "-o", "lines.svg", "--layout", "storylines"]
    _run(lines, place, environment, "storylines")
    assert "Corrigan" in (place / "out.svg").read_text("utf-8")
    told = _run([program, "explain", "recap.txt", "--scene", "2"], place, environment, "explain")
    assert "Corrigan" in told


def _window(program: Path, place: Path, environment: dict[str, str]) -> None:
    cache = place / ".cache" / "recap-gui"
    before = {path: path.stat().st_mtime_ns for path in cache.rglob("*") if path.is_file()}
    for path in before:
        path.unlink()
    began = time.monotonic()
    window = subprocess.Popen([program, "recap.txt"], cwd=place, env=environment)
    try:
        _wait(lambda: list(place.glob("recap-gui-*.socket")), window)
        print(f"window seen and listening: {time.monotonic() - began:.2f} s after its start")
        _wait(lambda: any(path.is_file() for path in cache.rglob("*")), window)
        print(f"first recap analysed by its child: {time.monotonic() - began:.2f} s after its start")
        kept = sum(path.is_file() for path in cache.rglob("*"))
        _run([program, "other.md"], place, environment, "second start, handed over")
        _wait(lambda: sum(path.is_file() for path in cache.rglob("*")) > kept, window)
        print("the window opened what the second start was given")
        time.sleep(SETTLED)
    finally:
        window.terminate()
        window.wait(10)
    log = place / ".local" / "share" / "recap-gui" / "log.txt"
    said = log.read_text("utf-8") if log.exists() else ""
    if "Traceback" in said or " ERROR " in said:
        raise SystemExit(f"the window logged an error:\n{said}")


def _run(command: list[object], place: Path, environment: dict[str, str], what: str) -> str:
    began = time.monotonic()
    done = subprocess.run(
        list(map(str, command)),
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise SystemExit(f"{what}: status {done.returncode}\n{done.stdout}{done.stderr}")
    print(f"{what}: {time.monotonic() - began:.2f} s")
    return done.stdout


def _wait(there: Callable[[], object], window: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        if window.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"the window did not come so far (status {window.poll()})")
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/recap-gui")))
