"""Tests of the engine, the dossier and `build.py`."""
