"""The rehearsal of releases on a copy of the dossier. [io]"""
