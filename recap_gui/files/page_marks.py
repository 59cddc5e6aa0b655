"""What a page's own markup says about a part of it: hidden, or furniture (by tag, role, words of class and id)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from recap_gui.files.page_text import Mark
from recap_gui.files.wordlist import words
from recap_gui.story import HintKind

NEVER = words(
    "script style template noscript iframe object embed svg audio video canvas select datalist textarea rp applet",
    "noframes noembed map",
)
"""Elements whose content is never shown as text."""

_TAGS: dict[str, tuple[HintKind, bool]] = {
    "nav": ("menu", False),
    "menu": ("menu", False),
    "button": ("menu", False),
    "aside": ("menu", True),
    "form": ("menu", True),
    "footer": ("footer", True),
    "figcaption": ("caption", False),
    "caption": ("caption", True),
    "address": ("byline", False),
}
_ROLES: dict[str, HintKind] = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "toolbar": "menu",
    "tablist": "menu",
    "search": "menu",
    "banner": "menu",
    "complementary": "menu",
    "contentinfo": "footer",
}
_BY_KIND: dict[HintKind, frozenset[str]] = {
    "ad": words(
        "ad ads adv advert adverts advertisement advertising adsense adslot sponsor sponsored promo promoted taboola",
        "outbrain paywall affiliate",
    ),
    "comments": words("comment comments commentlist commentslist disqus respond reply replies"),
    "menu": words(
        "nav navbar navigation menu menus breadcrumb breadcrumbs sidebar widget related recommended share sharing",
        "social sharedaddy toc pagination pager skip search tags taglist login toolbar popular trending cookie cookies",
        "consent newsletter subscribe jumplink jump editsection noprint navbox catlinks recirc mostread",
    ),
    "byline": words("byline author dateline published timestamp posted postmeta"),
    "caption": words("caption figcaption infobox credits photocredit imagecredit"),
    "footer": words("footer footnote footnotes copyright colophon reflist references legal disclaimer"),
}
_CLASS_WORDS: dict[str, HintKind] = {word: kind for kind, found in _BY_KIND.items() for word in found}
_PAIRS: dict[tuple[str, str], HintKind] = {
    ("post", "meta"): "byline",
    ("entry", "meta"): "byline",
    ("article", "meta"): "byline",
    ("edit", "section"): "menu",
    ("most", "read"): "menu",
    ("mw", "jump"): "menu",
    ("read", "more"): "menu",
}
# Words that turn the rest of a class name into a statement about the page ("has-sidebar", "comments-open").
_STATEMENTS = words("has have no not with without is are show hide enable disable open closed count link links js")
_HIDDEN_CLASSES = words(
    "hidden hide is-hidden d-none visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only",
    "element-invisible mw-empty-elt mw-editsection headerlink",
)
_HIDDEN_STYLE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_LONGEST_ATTRIBUTE = 500
_DEEPEST = 8  # marks within marks
_PLAIN_SELECTOR = re.compile(r"([\w-]*)([.#])([\w-]+)")
_WHOLE = frozenset({"html", "body", "main", "article"})


def hidden(tag: str, attributes: Mapping[str, str], rules: frozenset[str] | set[str]) -> bool:
    """Whether the element is not shown. `rules` holds simple selectors that the page's own style sheet hides."""
    if tag in NEVER or "hidden" in attributes:
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    if (style := attributes.get("style")) and _HIDDEN_STYLE.search(style[:_LONGEST_ATTRIBUTE]):
        return True
    names = attributes.get("class", "")[:_LONGEST_ATTRIBUTE].split()
    if not _HIDDEN_CLASSES.isdisjoint(name.lower() for name in names):
        return True
    if not rules:
        return False
    keys = [f".{name}" for name in names]
    if "id" in attributes:
        keys.append(f"#{attributes['id'][:_LONGEST_ATTRIBUTE]}")
    return any(key in rules or tag + key in rules for key in keys)


def furniture(tag: str, attributes: Mapping[str, str], *, parent: Mark | None, in_article: bool) -> Mark | None:
    """The mark an element earns by itself, or None."""
    if tag in _WHOLE or (not attributes and tag not in _TAGS and tag != "header"):
        return None
    if parent is not None and parent.depth >= _DEEPEST:
        return None
    if role := attributes.get("role", "").lower():
        if role in _ROLES:
            return Mark(_ROLES[role], f"the page gives it the role “{role}”", weak=True, parent=parent)
        if role in {"main", "article"}:
            return None
    for attribute in ("class", "id", "aria-label"):
        if found := _by_words(attributes.get(attribute, "")[:_LONGEST_ATTRIBUTE]):
            kind, word = found
            return Mark(kind, f"the page calls it “{word}”", weak=True, parent=parent)
    if tag == "header" and not in_article:
        return Mark("menu", "it is in the page’s header", weak=True, parent=parent)
    if tag in _TAGS:
        kind, weak = _TAGS[tag]
        return Mark(kind, f"the page marks it as <{tag}>", weak=weak, parent=parent)
    return None


def hiding_rules(sheet: str) -> set[str]:
    """The simple selectors (``.class``, ``#id``, ``tag.class``) that a style sheet hides, outside of @-rules."""
    rules: set[str] = set()
    depth = 0
    selector = ""
    for piece in re.split(r"([{}])", sheet):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selector = piece.strip()
        elif depth == 1 and not selector.startswith("@") and re.search(r"display\s{0,9}:\s{0,9}none", piece, re.I):
            rules.update(part.strip() for part in selector.split(",") if _PLAIN_SELECTOR.fullmatch(part.strip()))
    return rules


def _by_words(names: str) -> tuple[HintKind, str] | None:
    for name in names.split():
        parts = [word.lower() for word in _WORD.findall(name)]
        if not parts or not _STATEMENTS.isdisjoint(parts) or (name.lower() in _HIDDEN_CLASSES):
            continue
        for pair in pairwise(parts):
            if pair in _PAIRS:
                return _PAIRS[pair], name
        for word in parts:
            if word in _CLASS_WORDS:
                return _CLASS_WORDS[word], name
    return None
