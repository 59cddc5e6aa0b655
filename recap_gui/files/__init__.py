"""Bytes on disk into documents; corrections and stories to and from disk."""
