"""A child whose analysis is a double: what it does is told by the first word of the text.

Started as ``python double.py``: everything else about it is the real child.
"""

import os
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent.parent))

import recap_gui.analysis.pipeline as pipeline
from recap_gui.story import Episode, Scene, Story
from recap_gui.story.phrase import phrase
from recap_gui.work.child import main


def analyse(document, *, progress=None):
    word = document.text.split()[0]
    if word == "LOOP":
        while True:
            pass
    if word == "SLEEP":
        time.sleep(600)
    if word == "EAT":
        eaten = []
        while True:
            eaten.append(bytearray(os.urandom(2**20)))
    if word == "FAIL":
        raise ZeroDivisionError("on purpose")
    if word == "EXIT":
        os._exit(7)
    if word == "PRINT":
        print("a library prints")
        os.write(1, b"and writes to descriptor 1\n" * 100)
    if word == "INPUT":
        assert sys.stdin.read() == ""
    if word == "WRITE":
        Path("here.txt").write_text("x")
    if progress is not None:
        for at in range(1000):
            progress(at / 1000, phrase("Reading"))
        progress(1.0, phrase("Done"))
    story_title = f"{word} {Path.cwd()} {list(Path().iterdir())} {[k for k in os.environ if k.startswith('PYTHON')]}"
    return Story(story_title, (), (Episode("e1", document.text, (Scene("s", 0, len(document.text), kind="frame"),)),))


pipeline.analyse = analyse
main()
