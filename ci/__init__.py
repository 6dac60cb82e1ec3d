"""Programs for the workflows, with only the standard library.

They run before `.venv` exists, or without it.
"""
