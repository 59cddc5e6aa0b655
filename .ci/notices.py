"""Prints the licences of everything the app is installed with: name, version, licence, and the licence texts.

`python .ci/notices.py requirements.lock` in an environment that has them installed. Only what the lock names for this
system is listed; a part the lock names for other systems alone is told by name.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?|copying|notice|authors)[^/]*$|(^|/)licenses/[^/]+$", re.IGNORECASE)


def locked(lock: Path) -> list[str]:
    """The names in `lock`, sorted, each once."""
    names = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(set(names))


def licence_of(about: metadata.PackageMetadata) -> str:
    """The licence as the distribution's metadata names it."""
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    trove = [c.rsplit("::", 1)[1].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    if trove:
        return ", ".join(trove)
    return (about.get("License") or "see its text below").splitlines()[0]


def texts_of(distribution: metadata.Distribution) -> list[str]:
    """The licence texts that `distribution` carries, equal ones once."""
    texts: dict[str, None] = {}
    for file in distribution.files or []:
        inside = ".dist-info/" in str(file) or str(file).count("/") <= 1
        if inside and LICENCE_FILE.search(str(file)) and file.suffix not in {".py", ".pyc"}:
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                texts[path.read_text(encoding="utf-8", errors="replace").strip()] = None
    return [text for text in texts if text]


def main(lock: str) -> None:
    """Print the notice for `lock`."""
    out = sys.stdout
    out.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    out.write("Recap Timeline is built on the work of others. Their licences:\n")
    elsewhere = []
    for name in locked(Path(lock)):
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            elsewhere.append(name)
            continue
        about = distribution.metadata
        out.write(f"\n{'=' * 100}\n{about['Name']} {about['Version']} — {licence_of(about)}\n")
        for text in texts_of(distribution):
            out.write(f"{'-' * 100}\n{text}\n")
    out.write(f"\n{'=' * 100}\nQt for Python is used under the LGPL 3.0; its text and that of the GPL 3.0, which it")
    out.write(" refers to, lie in the folder licences beside this file.\n")
    if elsewhere:
        out.write(f"\n{'=' * 100}\nInstalled on other systems only: {', '.join(elsewhere)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
