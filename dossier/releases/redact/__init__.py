"""Removing words from published releases."""
