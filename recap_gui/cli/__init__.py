"""The command line: export and explain. No window."""
