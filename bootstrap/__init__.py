"""The environment of the project, made from the lock files with Python's standard library alone."""
