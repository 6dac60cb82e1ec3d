"""Frozen revisions of records and their pages."""
