"""Exports: JSON, CSV, SQLite, bibliographies, graphs, feeds and a calendar."""
