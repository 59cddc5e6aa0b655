"""Lists every string that can be translated, as a Qt Linguist file: ``python .ci/strings.py > recap-gui_de.ts``.

What `pyside6-lrelease` makes of the filled file goes into resources/translations/recap-gui_de.qm and is used where the
desktop speaks that language. Strings stand in ``self.tr("…")``, ``translate("Context", "…")`` and in tables marked with
``QT_TRANSLATE_NOOP``, in rooms without Qt in ``phrase("…")``; the reasons of the analysis and the sentences about
failures come from where they are kept.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
Found = tuple[str, str]
"""(context, text)"""


def strings() -> set[Found]:
    """Every (context, text)."""
    found: set[Found] = set()
    for path in sorted((ROOT / "recap_gui" / "gui").glob("*.py")):
        found.update(of_module(ast.parse(path.read_text("utf-8"))))
    for path in sorted((ROOT / "recap_gui").rglob("*.py")):
        found.update(("Messages", words) for words in phrases(ast.parse(path.read_text("utf-8"))))
    sys.path.insert(0, str(ROOT))
    from recap_gui.gui.timeline_keys import KEYS
    from recap_gui.work.messages import sentences

    found.update(("TimelineKeys", key.words) for key in KEYS)
    found.update(("Messages", sentence) for sentence in sentences())
    weights = json.loads((ROOT / "resources" / "lexicon" / "weights.json").read_text("utf-8"))
    found.update(("Rules", rule) for table in weights.values() for rule in table if isinstance(table, dict))
    return found


def of_module(module: ast.Module) -> Iterator[Found]:
    """The strings of one module."""
    marked = _markers(module)
    yield from _calls(module, "", marked)


def phrases(module: ast.Module) -> Iterator[str]:
    """The sentences that rooms without Qt say: ``phrase("…", fact=…)``."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _name(node) == "phrase" and node.args:
            yield from filter(None, _literals(node.args[0]))


def _markers(module: ast.Module) -> dict[str, str]:
    """The module's own functions that mark strings of its tables, with their contexts."""
    found = {}
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
                given = [a.value for a in call.args if isinstance(a, ast.Constant)]
                if _name(call) in ("QT_TRANSLATE_NOOP", "translate") and len(call.args) == 2 and len(given) == 1:
                    found[node.name] = str(given[0])
    return found


def _calls(node: ast.AST, owner: str, marked: dict[str, str]) -> Iterator[Found]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            texts = [text for arg in child.args for text in _literals(arg)]
            name = _name(child)
            if name in ("translate", "tr", "QT_TRANSLATE_NOOP", "said") and len(child.args) >= 2:
                context = child.args[0]
                if isinstance(context, ast.Constant):
                    yield from ((str(context.value), text) for text in texts[1:])
            elif name == "tr":
                yield from ((inside, text) for text in texts)
            elif name in marked:
                yield from ((marked[name], text) for text in texts)
            elif name == "say":  # what draws is handed the picture's words
                yield from (("Picture", text) for text in texts)
            elif name == "said":
                yield from (("Messages", text) for text in texts)
        if isinstance(child, ast.GeneratorExp):  # marker(…, word) for word in ("…", "…")
            for call in (n for n in ast.walk(child.elt) if isinstance(n, ast.Call)):
                context = marked.get(_name(call), "")
                if _name(call) == "QT_TRANSLATE_NOOP" and isinstance(call.args[0], ast.Constant):
                    context = str(call.args[0].value)
                if context:
                    yield from ((context, text) for loop in child.generators for text in _literals(loop.iter))
        yield from _calls(child, inside, marked)


def _literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, (ast.Tuple, ast.List)):
        for part in node.elts:
            yield from _literals(part)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def linguist(found: set[Found]) -> str:
    """The strings as a file for Qt Linguist."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" sourcelanguage="en">']
    for context in sorted({context for context, _ in found}):
        lines.append(f"<context>\n    <name>{escape(context)}</name>")
        for text in sorted(text for where, text in found if where == context):
            source = f"<source>{escape(text)}</source>"
            lines.append(f'    <message>\n        {source}\n        <translation type="unfinished"/>\n    </message>')
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


if __name__ == "__main__":
    sys.stdout.write(linguist(strings()))
