"""The kinds of files that are offered to be opened; apart from the readers, which the window does not load."""

from __future__ import annotations

SUFFIXES = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".mhtml",
    ".mht",
    ".docx",
    ".docm",
    ".odt",
    ".fodt",
    ".rtf",
    ".epub",
    ".fountain",
    ".json",
)
"""Suffixes of recaps and stories that can be opened."""
