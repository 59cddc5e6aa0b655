"""General English word lists for the analysis, kept as data in ``resources/lexicon``: one TOML file a topic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from recap_gui import assets


@cache
def topic(name: str) -> Mapping[str, frozenset[str]]:
    """All lists of the file ``resources/lexicon/NAME.toml`` by their keys.

    In the file a list is an array of words, or one string of words parted by white space.
    """
    table = tomllib.loads(assets.data("lexicon", f"{name}.toml").decode("utf-8"))
    return {key: frozenset(value.split() if isinstance(value, str) else value) for key, value in table.items()}


def words(name: str, key: str) -> frozenset[str]:
    """One list: that called `key` in the file of topic `name`, all in small letters."""
    return topic(name)[key]
