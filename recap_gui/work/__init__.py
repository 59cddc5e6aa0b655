"""Runs reading, analysis and exact layout in a child process. No Qt."""
