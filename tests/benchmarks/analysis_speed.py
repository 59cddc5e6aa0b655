"""How long the whole analysis takes beside spaCy's pipeline alone, how both grow, and what memory they need.

python tests/benchmarks/analysis_speed.py            ratios for 1, 5 and 22 episodes, in one warm process

The target is at most 1.5 times spaCy's own time, growth in step with the text, and at most 300 MB.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from recap_gui.analysis import language
from recap_gui.analysis.pipeline import analyse
from recap_gui.files.reader import read

RECAPS = Path(__file__).resolve().parents[1] / "data" / "recaps"


def main() -> int:
    files = sorted(RECAPS.rglob("*.txt"))
    documents = [read(file.read_bytes(), file.name) for file in files]
    documents = (documents * 3)[:22]
    analyse(documents[0])  # warm: the model is loaded, the lexicons are read
    for count in (1, 5, 22):
        chosen = documents[:count]
        parser = whole = 0.0
        for document in chosen:  # by turns, in time of the processor, so that other programs disturb little
            begun = time.process_time()
            language.parse(document.text, hints=document.hints)
            between = time.process_time()
            analyse(document)
            parser += between - begun
            whole += time.process_time() - between
        size = sum(len(document.text) for document in chosen)
        print(
            f"{count:3} episodes, {size:7} characters: parsing {parser:6.2f} s, whole analysis {whole:6.2f} s, "
            f"ratio {whole / parser:.2f}, {1e6 * whole / size:.0f} µs a character"
        )
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
