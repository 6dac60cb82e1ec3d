"""The tests of the engine, of the dossier and of the way in."""
