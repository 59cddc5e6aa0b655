"""Recap Timeline: turns prose TV recaps into a timeline one can read, correct and publish."""

__version__ = "0.1.0"
